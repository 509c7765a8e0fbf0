import type { Rule } from "../rule.ts";
import { judgeAlgorithms, sshIsOff } from "../subjects/ssh.ts";

/** RFC 8332, RFC 5656, RFC 8709, RFC 6187. */
const strong = new Set([
  "rsa-sha2-256",
  "rsa-sha2-512",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "ssh-ed25519",
  "ssh-ed448",
  "x509v3-rsa2048-sha256",
  "x509v3-ecdsa-sha2-nistp256",
  "x509v3-ecdsa-sha2-nistp384",
  "x509v3-ecdsa-sha2-nistp521",
]);

/** DSA stops at 1024 bits, and "ssh-rsa" signs with SHA-1. */
const weak = new Set(["ssh-dss", "ssh-rsa", "x509v3-ssh-rsa", "x509v3-ssh-dss", "null"]);

export const sshWeakHostKeys: Rule = {
  id: "ssh-weak-host-keys",
  title: "The SSH server proves itself with weak host keys",
  severity: "medium",
  area: "management-access",
  why: "Signatures with SHA-1 and DSA keys can be forged with enough effort, so that another machine can pose as this one.",
  fix: "Offer host keys of type ECDSA, Ed25519, or RSA with SHA-2.",
  usability: "Clients ask once more whether to trust the key when its type changes.",
  remediation: {
    "cisco-ios": "ip ssh server algorithm hostkey rsa-sha2-512 rsa-sha2-256",
    "juniper-junos":
      "set system services ssh hostkey-algorithm no-ssh-dss\nset system services ssh hostkey-algorithm no-ssh-rsa",
    "fortinet-fortios":
      "config system global\n set ssh-hostkey-algo ecdsa-sha2-nistp521 rsa-sha2-256 rsa-sha2-512\nend",
  },
  needs: ["management.ssh", "management.services"],
  references: {
    cci: ["CCI-000803"],
    "nist-800-53": ["IA-7"],
    stig: ["FGFW-ND-000255"],
    nsa: ["7.2", "7.11.1"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set ssh-hostkey-algo ecdsa-sha2-nistp521 rsa-sha2-512\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
      },
      {
        os: "cisco-ios",
        config: "version 16.9\nip ssh version 2\nip ssh server algorithm hostkey rsa-sha2-512 rsa-sha2-256",
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set ssh-hostkey-algo ssh-rsa rsa-sha2-512\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
      },
      {
        os: "cisco-ios",
        config: "version 16.9\nip ssh version 2\nip ssh server algorithm hostkey rsa-sha2-512 ssh-rsa",
      },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    if (sshIsOff(device)) return;
    yield judgeAlgorithms(device.management.ssh.hostKeys, {
      word: "host key",
      strong,
      // Keys shorter than 2048 bits are told by their length.
      isWeak: (name) => weak.has(name) || /^rsa of \d+ bits$/.test(name),
    });
  },
};
