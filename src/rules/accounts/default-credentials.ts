import { isKnown } from "../../model/fact.ts";
import { hashStrength } from "../../model/secret.ts";
import { fail, judge, notApplicable, pass, unknown, type Rule } from "../rule.ts";
import { accountSubject, storedPasswords } from "../subjects/stored-passwords.ts";

/**
 * Names and passwords that vendors ship or print in their first-steps guides. Where there is none (FortiOS and RouterOS:
 * "admin") another rule judges; what is stored of an empty one is a guess as any other.
 */
const shipped: ReadonlyMap<string, readonly string[]> = new Map([
  // PAN-OS: "admin" (Administrator's Guide, "Perform Initial Configuration"); Firepower: "Admin123" (Quick Start Guides);
  // pfSense: "pfsense" (documentation, "Default Username and Password"). The others are what examples in guides set.
  ["admin", ["admin", "password", "cisco", "fortinet", "juniper", "Admin123", "1234", "pfsense"]],
  ["administrator", ["administrator", "password"]],
  // Catalyst switches and routers with an express set-up page: "cisco" (Getting Started Guides).
  ["cisco", ["cisco"]],
  // OPNsense: "opnsense" (manual, "Installation and setup"); pfSense lets "root" in by the password of "admin" (etc/sshd). Junos
  // has no password until one is set; the rest are what its training and images set.
  ["root", ["root", "opnsense", "pfsense", "juniper", "juniper123", "Juniper"]],
  ["super", ["juniper123", "super"]],
  ["lab", ["lab", "lab123"]],
  // Images for Vagrant have such an account (Vagrant documentation, "Creating a Base Box").
  ["vagrant", ["vagrant"]],
  // FortiOS: an account that a password of the serial number opens at the console (CLI reference, "admin-maintainer").
  ["maintainer", ["admin"]],
  // EdgeOS and VyOS: the first account of an image ("EdgeRouter Quick Start Guide"; "Installation", VyOS documentation).
  ["ubnt", ["ubnt"]],
  ["vyos", ["vyos"]],
]);

/** Passwords that are anyone's first guesses on network devices, whatever the account. */
const firstGuesses = [
  "",
  "cisco",
  "Cisco",
  "cisco123",
  "Cisco123",
  "C1sco12345",
  "admin",
  "password",
  "Password",
  "juniper",
  "juniper123",
  "Juniper",
  "fortinet",
  "fortigate",
  "changeme",
  "secret",
  "enable",
  "letmein",
  "123456",
];

export const defaultCredentials: Rule = {
  id: "default-credentials",
  title: "A password is a vendor's default",
  severity: "critical",
  area: "accounts",
  why: "Default passwords stand in manuals and are the first that attackers and worms try.",
  fix: "Give the account a long password of its own, or delete it.",
  usability: "Whoever still logs in with the default must learn the new password.",
  remediation: {
    "cisco-ios": "username <name> algorithm-type scrypt secret <new password>",
    "juniper-junos": "set system login user <name> authentication plain-text-password",
    "fortinet-fortios": "config system admin\n edit <name>\n  set password <new password>\n next\nend",
  },
  needs: ["users", "aaa", "passwords", "management.logins"],
  references: {
    cci: ["CCI-001989"],
    "nist-800-53": ["IA-5"],
    stig: ["FGFW-ND-000250"],
    cis: ["fortios 2.4.1"],
    nsa: ["5.2"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nusername ops password 0 FAKE-long-and-own-1" },
      {
        os: "cisco-ios",
        config: "version 15.2\nusername ops secret 9 $9$FAKE-hash",
        because: "no vendor ships an account of this name",
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system admin\n edit "admin"\n  set accprofile "super_admin"\n  set password fortinet\n next\nend',
      },
      { os: "cisco-ios", config: "version 15.2\nusername cisco privilege 15 password 0 cisco" },
      { os: "cisco-ios", config: "version 15.2\nenable password cisco" },
      {
        os: "cisco-ios",
        config: "version 15.2\nusername ops password 0 ops",
        because: "the password is the account's own name",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config: "version 15.2\nusername admin secret 9 $9$FAKE-hash",
        because: "a hash cannot be compared, and vendors ship accounts of this name",
      },
      { os: "cisco-ios", config: "version 15.2\nusername ops password 0 *****", because: "the password is masked" },
      {
        os: "cisco-ios",
        config: "version 15.2\nusername ops password 7 <removed>",
        because: "an archive took the password away",
      },
    ],
  },
  *check(device) {
    const names = new Map(device.users.map((user) => [accountSubject(user), user.name]));
    // What one vendor ships, or another account is called, is guessed for any account.
    const guesses = new Set([...firstGuesses, ...[...shipped.values()].flat(), ...names.values()]);
    for (const { subject, words, password } of storedPasswords(device)) {
      const name = names.get(subject);
      // A login line or a privilege without a password has no credential to be a default.
      if (name === undefined && isKnown(password) && password.value === null) continue;
      yield judge(subject, [password], (stored) => {
        if (stored === null) return notApplicable(`No password is stored for ${subject}; another rule judges that.`);
        if (stored.secret === undefined) {
          // What nobody recognises, and what could be read back but for a mask, may be anything.
          const isHashed = !["unrecognised", "reversible"].includes(hashStrength[stored.hash]);
          if (name !== undefined && !shipped.has(name) && isHashed) {
            return pass(
              `The ${subject} is none that vendors ship, and its password cannot be read from the configuration.`,
            );
          }
          return unknown(`${words} cannot be read from the configuration, nor compared with defaults.`);
        }
        if (stored.secret.isMasked) return unknown(`${words} is masked, so that it cannot be compared with defaults.`);
        return stored.secret.matchesAny(guesses)
          ? fail(`${words} is a default or the first that anyone would guess.`)
          : pass(`${words} is none of the known defaults.`);
      });
    }
  },
};
