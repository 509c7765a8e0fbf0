import type { Rule } from "../rule.ts";
import { judgeAlgorithms, sshIsOff } from "../subjects/ssh.ts";

/** RFC 6668, RFC 5647, and OpenSSH's own names. */
const strong = new Set([
  "hmac-sha2-256",
  "hmac-sha2-512",
  "hmac-sha2-256-etm@openssh.com",
  "hmac-sha2-512-etm@openssh.com",
  "umac-128@openssh.com",
  "umac-128-etm@openssh.com",
  "AEAD_AES_128_GCM",
  "AEAD_AES_256_GCM",
]);

/** MD5, SHA-1, RIPEMD-160, and tags of 64 or 96 bits. */
const isWeak = (name: string): boolean =>
  /^(hmac-md5|hmac-sha1|hmac-ripemd160|umac-64|none)/.test(name) || /-96(-|$)/.test(name);

export const sshWeakMacs: Rule = {
  id: "ssh-weak-macs",
  title: "The SSH server accepts weak MACs",
  severity: "medium",
  area: "management-access",
  why: "MD5, SHA-1 and shortened tags no longer protect a session well against being changed on its way.",
  fix: "Accept HMACs with SHA-2 only.",
  usability: "Old SSH clients that know SHA-1 or MD5 alone cannot log in any more.",
  remediation: {
    "cisco-ios": "ip ssh server algorithm mac hmac-sha2-512 hmac-sha2-256",
    "juniper-junos": "set system services ssh macs [ hmac-sha2-512 hmac-sha2-256 ]",
    "fortinet-fortios": "config system global\n set ssh-mac-algo hmac-sha2-256 hmac-sha2-512\nend",
  },
  needs: ["management.ssh", "management.services"],
  references: {
    cci: ["CCI-002890", "CCI-001941"],
    "nist-800-53": ["MA-4 (6)", "IA-2 (8)"],
    stig: ["CISC-ND-001200", "JUSX-DM-000147", "JUNI-ND-001190", "JUEX-NM-000510", "FGFW-ND-000260"],
    nsa: ["7.2", "7.11.1"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set ssh-mac-algo hmac-sha2-256 hmac-sha2-512\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
      },
      {
        os: "cisco-ios",
        config: "version 16.9\nip ssh version 2\nip ssh server algorithm mac hmac-sha2-512 hmac-sha2-256",
      },
      { os: "juniper-junos", config: "system { services { ssh { macs [ hmac-sha2-512 hmac-sha2-256 ]; } } }" },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set ssh-mac-algo hmac-sha2-256 hmac-sha1\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
      },
      {
        os: "cisco-ios",
        config: "version 16.9\nip ssh version 2\nip ssh server algorithm mac hmac-sha2-256 hmac-sha1",
      },
      { os: "juniper-junos", config: "system { services { ssh { macs [ hmac-sha2-512 hmac-md5 ]; } } }" },
    ],
    unknown: [{ os: "cisco-ios", config: "version 16.9\nip ssh version 2\nip ssh server algorithm mac hmac-quantum" }],
  },
  *check(device) {
    if (sshIsOff(device)) return;
    yield judgeAlgorithms(device.management.ssh.macs, { word: "MAC", strong, isWeak });
  },
};
