import type { User } from "../../model/accounts.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";
import { accountSubject } from "../subjects/stored-passwords.ts";
import { placeOf } from "../subjects/place-of.ts";

export const accountWithoutPassword: Rule = {
  id: "account-without-password",
  title: "An account has no password",
  severity: "critical",
  area: "accounts",
  why: "Whoever knows the name of the account is in.",
  fix: "Give the account a password or a key, or delete it.",
  usability: "None that is wanted.",
  remediation: {
    "cisco-ios": "username <name> algorithm-type scrypt secret <password>",
    "juniper-junos": "set system login user <name> authentication plain-text-password",
    "fortinet-fortios": "config system admin\n edit <name>\n  set password <password>\n next\nend",
  },
  needs: ["users", "aaa"],
  references: {
    cci: ["CCI-000764", "CCI-001989"],
    "nist-800-53": ["IA-2", "IA-5"],
    stig: ["FGFW-ND-000250"],
    cis: ["fortios 2.4.1"],
    nsa: ["5.2", "5.5"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nusername ops secret 9 $9$FAKE-hash" },
      {
        os: "juniper-junos",
        config:
          'system { login { user ops { class super-user; authentication { ssh-ed25519 "ssh-ed25519 FAKEKEY ops@example"; } } } }',
        because: "a key stands in for the password",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nusername ops nopassword" },
      {
        os: "fortinet-fortios",
        config: 'config system admin\n edit "admin"\n  set accprofile "super_admin"\n next\nend',
        because: "FortiOS writes no password line where there is none",
      },
    ],
  },
  *check(device) {
    for (const user of device.users) {
      const subject = accountSubject(user);
      yield judge(subject, [user.password, placeOf(user)], (stored) => {
        if (stored?.secret?.length === 0) return fail(`The password of ${subject} is empty.`);
        if (stored !== null) return pass(`The ${subject} has a password.`);
        // A statement that nobody needs a password holds beside a key.
        return user.sshKeys > 0 && !statesNone(user)
          ? pass(`The ${subject} has no password, and logs in by an SSH key.`)
          : fail(`The ${subject} has no password.`);
      });
    }
  },
};

/** A line says that the account needs no password: a key beside it keeps nobody out. */
function statesNone({ password }: User): boolean {
  return "at" in password && "value" in password && password.value === null;
}
