import { hashStrength } from "../../model/secret.ts";
import { fail, judge, notApplicable, pass, unknown, type Rule } from "../rule.ts";
import { storedPasswords } from "../subjects/stored-passwords.ts";

export const weakPasswordHash: Rule = {
  id: "weak-password-hash",
  title: "A password is stored as a weak hash",
  severity: "medium",
  area: "accounts",
  why: "MD5, SHA-1 and unsalted hashes are guessed at billions of tries a second once somebody has the configuration.",
  fix: "Store the password as Cisco type 8 or 9, SHA-256 or SHA-512 crypt, or PBKDF2.",
  usability: "The password must be set anew, and older releases cannot read the new hash.",
  remediation: {
    "cisco-ios":
      "username <name> algorithm-type scrypt secret <password>\nenable algorithm-type scrypt secret <password>",
    "juniper-junos": "set system login password format sha512",
    "fortinet-fortios": "config system admin\n edit <name>\n  set password <password>\n next\nend",
  },
  needs: ["users", "aaa", "passwords", "management.logins"],
  references: {
    cci: ["CCI-004062"],
    "nist-800-53": ["IA-5 (1)"],
    stig: ["CISC-ND-000620", "JUSX-DM-000136", "JUEX-NM-000330"],
    cis: ["junos 6.6.12"],
    nsa: ["5.4"],
  },
  examples: {
    compliant: [
      {
        os: "fortinet-fortios",
        config:
          'config system admin\n edit "ops"\n  set accprofile "super_admin"\n  set password ENC PB2FAKEhash\n next\nend',
      },
      { os: "cisco-ios", config: "version 15.2\nusername ops secret 9 $9$FAKE-hash" },
      {
        os: "juniper-junos",
        config:
          'system { login { user ops { class super-user; authentication { encrypted-password "$6$FAKEsalt$FAKEhash"; } } } }',
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system admin\n edit "ops"\n  set accprofile "super_admin"\n  set password ENC AK1FAKEhash\n next\nend',
      },
      { os: "cisco-ios", config: "version 15.2\nusername ops secret 5 $1$FAKE$FAKEFAKEFAKEFAKEFAKEF0" },
      { os: "cisco-ios", config: "version 15.2\nenable secret 4 FAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAKEFAK" },
      {
        os: "juniper-junos",
        config:
          'system { login { user ops { class super-user; authentication { encrypted-password "$1$FAKEsalt$FAKEhash"; } } } }',
      },
    ],
  },
  *check(device) {
    for (const { subject, words, password } of storedPasswords(device)) {
      yield judge(subject, [password], (stored) => {
        if (stored === null) return notApplicable(`No password is stored for ${subject}.`);
        switch (hashStrength[stored.hash]) {
          case "weak":
            return fail(`${words} is stored as ${stored.hash}, a weak hash.`);
          case "reversible":
            return notApplicable(`${words} is not hashed at all; another rule judges that.`);
          case "unrecognised":
            return unknown(`How the password of ${subject} is stored is not recognised.`);
          case "keyed":
          case "strong":
          default:
            return pass(`${words} is stored as ${stored.hash}.`);
        }
      });
    }
  },
};
