import type { Rule } from "../rule.ts";
import { judgeAlgorithms, sshIsOff } from "../subjects/ssh.ts";

/** RFC 9142, section 4: what it recommends or allows, beside the hybrids that came after it. */
const strong = new Set([
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "curve448-sha512",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group-exchange-sha256",
  "diffie-hellman-group14-sha256",
  "diffie-hellman-group15-sha512",
  "diffie-hellman-group16-sha512",
  "diffie-hellman-group17-sha512",
  "diffie-hellman-group18-sha512",
  "sntrup761x25519-sha512",
  "sntrup761x25519-sha512@openssh.com",
  "mlkem768x25519-sha256",
]);

/** RFC 9142 advises against key exchanges with SHA-1 and against groups of 1024 bits. */
const isWeak = (name: string): boolean => name.endsWith("-sha1") || name.startsWith("rsa1024");

export const sshWeakKeyExchange: Rule = {
  id: "ssh-weak-key-exchange",
  title: "The SSH server accepts weak key exchanges",
  severity: "medium",
  area: "management-access",
  why: "Key exchanges with SHA-1 or a group of 1024 bits can be broken with enough effort, and the recorded session with them.",
  fix: "Accept elliptic curves, or groups of 2048 bits and more with SHA-2.",
  usability: "Old SSH clients that know group 1 or group 14 with SHA-1 alone cannot log in any more.",
  remediation: {
    "cisco-ios": "ip ssh server algorithm kex ecdh-sha2-nistp384 ecdh-sha2-nistp521",
    "juniper-junos": "set system services ssh key-exchange [ ecdh-sha2-nistp384 ecdh-sha2-nistp521 ]",
    "fortinet-fortios": "config system global\n set ssh-kex-algo ecdh-sha2-nistp384 ecdh-sha2-nistp521\nend",
  },
  needs: ["management.ssh", "management.services"],
  references: {
    cci: ["CCI-003123", "CCI-000068"],
    "nist-800-53": ["MA-4 (6)", "AC-17 (2)"],
    stig: ["CISC-ND-001210", "JUSX-DM-000150", "FGFW-ND-000265"],
    nsa: ["7.2", "7.11.1"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set ssh-kex-algo ecdh-sha2-nistp384 ecdh-sha2-nistp521\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
      },
      { os: "cisco-ios", config: "version 16.9\nip ssh version 2\nip ssh server algorithm kex ecdh-sha2-nistp384" },
      {
        os: "juniper-junos",
        config: "system { services { ssh { key-exchange [ ecdh-sha2-nistp384 curve25519-sha256 ]; } } }",
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set ssh-kex-algo diffie-hellman-group14-sha1 ecdh-sha2-nistp384\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
      },
      {
        os: "cisco-ios",
        config:
          "version 16.9\nip ssh version 2\nip ssh server algorithm kex ecdh-sha2-nistp384 diffie-hellman-group14-sha1",
      },
      { os: "juniper-junos", config: "system { services { ssh { key-exchange group-exchange-sha1; } } }" },
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
    yield judgeAlgorithms(device.management.ssh.keyExchange, { word: "key exchange", strong, isWeak });
  },
};
