import type { Rule } from "../rule.ts";
import { judgeAlgorithms, sshIsOff } from "../subjects/ssh.ts";

/** RFC 4344, RFC 5647, and OpenSSH's own names. */
const strong = new Set([
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-gcm",
  "aes256-gcm",
  "AEAD_AES_128_GCM",
  "AEAD_AES_256_GCM",
  "chacha20-poly1305@openssh.com",
]);

/** CBC modes leak plain text (CVE-2008-5161); RC4, DES, 3DES, Blowfish and CAST are past their time. */
const isWeak = (name: string): boolean =>
  name.includes("-cbc") || /^(arcfour|rc4|des|3des|blowfish|cast128|idea|none)/.test(name);

export const sshWeakCiphers: Rule = {
  id: "ssh-weak-ciphers",
  title: "The SSH server accepts weak ciphers",
  severity: "medium",
  area: "management-access",
  why: "CBC modes, RC4, DES and 3DES let an attacker on the path recover parts of a session.",
  fix: "Accept AES in CTR or GCM mode only.",
  usability: "Old SSH clients that know CBC modes alone cannot log in any more.",
  remediation: {
    "cisco-ios": "ip ssh server algorithm encryption aes256-ctr aes192-ctr aes128-ctr",
    "juniper-junos": "set system services ssh ciphers [ aes256-ctr aes192-ctr aes128-ctr ]",
    "fortinet-fortios": "config system global\n set strong-crypto enable\n set ssh-enc-algo aes256-ctr\nend",
  },
  needs: ["management.ssh", "management.services"],
  references: {
    cci: ["CCI-003123", "CCI-000068"],
    "nist-800-53": ["MA-4 (6)", "AC-17 (2)"],
    stig: ["CISC-ND-001210", "JUSX-DM-000150", "JUNI-ND-001200", "JUEX-NM-000520", "FGFW-ND-000265"],
    nsa: ["7.2", "7.11.1"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set strong-crypto enable\n set ssh-enc-algo aes256-ctr aes256-gcm@openssh.com\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
      },
      {
        os: "cisco-ios",
        config: "version 15.6\nip ssh version 2\nip ssh server algorithm encryption aes256-ctr aes128-ctr",
      },
      { os: "juniper-junos", config: "system { services { ssh { ciphers [ aes256-ctr aes128-ctr ]; } } }" },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system global\n set ssh-enc-algo aes256-ctr aes128-cbc\nend\nconfig system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
      },
      {
        os: "cisco-ios",
        config: "version 15.6\nip ssh version 2\nip ssh server algorithm encryption aes256-ctr 3des-cbc",
      },
      { os: "juniper-junos", config: "system { services { ssh { ciphers [ aes256-ctr aes128-cbc ]; } } }" },
    ],
    unknown: [
      { os: "cisco-ios", config: "version 15.6\nip ssh version 2\nip ssh server algorithm encryption quantum256-ctr" },
    ],
  },
  *check(device) {
    if (sshIsOff(device)) return;
    yield judgeAlgorithms(device.management.ssh.ciphers, { word: "cipher", strong, isWeak });
  },
};
