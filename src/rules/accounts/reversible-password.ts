import { hashStrength } from "../../model/secret.ts";
import { fail, judge, notApplicable, pass, unknown, type Rule } from "../rule.ts";
import { storedPasswords } from "../subjects/stored-passwords.ts";

export const reversiblePassword: Rule = {
  id: "reversible-password",
  title: "The password of an account or a login line is stored so that it can be read back",
  severity: "high",
  area: "accounts",
  why: "Clear text and obscured text (Cisco type 7, Juniper $9$) give the password to whoever sees the configuration or a backup of it.",
  fix: "Store the password as a salted, slow hash.",
  usability: "The password must be set anew; nobody can look it up in the configuration any more.",
  remediation: {
    "cisco-ios": "username <name> algorithm-type scrypt secret <password>",
    "juniper-junos": "set system login user <name> authentication plain-text-password",
  },
  needs: ["users", "aaa", "passwords", "management.logins"],
  references: {
    cci: ["CCI-004062"],
    "nist-800-53": ["IA-5 (1)"],
    stig: ["CISC-ND-000620", "JUEX-NM-000330"],
    cis: ["cisco-ios 1.4.1", "cisco-ios 1.4.3", "cisco-ios-xe 1.4.1", "cisco-ios-xe 1.4.3"],
    nsa: ["5.4"],
  },
  examples: {
    compliant: [
      {
        os: "juniper-junos",
        config:
          'system { login { user ops { class super-user; authentication { encrypted-password "$6$FAKEsalt$FAKEhash"; } } } }',
      },
      { os: "cisco-ios", config: "version 15.2\nusername ops secret 9 $9$FAKE-hash" },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nusername ops password 0 FAKE-secret-1" },
      { os: "cisco-ios", config: "version 15.2\nusername ops password 7 08274D1D2C3A" },
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n password FAKE-secret-1\n login" },
    ],
  },
  *check(device) {
    for (const { of, subject, words, password } of storedPasswords(device)) {
      // privileged-password-reversible judges those: one line, one finding.
      if (of === "privilege") continue;
      yield judge(subject, [password], (stored) => {
        if (stored === null) return notApplicable(`No password is stored for ${subject}.`);
        switch (hashStrength[stored.hash]) {
          case "reversible":
            return fail(`${words} is stored as ${stored.hash}, from which it can be read back.`);
          case "unrecognised":
            return unknown(`How the password of ${subject} is stored is not recognised.`);
          case "weak":
          case "keyed":
          case "strong":
          default:
            return pass(`${words} is stored as ${stored.hash}, from which it cannot be read back without a key.`);
        }
      });
    }
  },
};
