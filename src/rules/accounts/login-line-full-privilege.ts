import { fail, judge, pass, type Rule } from "../rule.ts";
import { placeOf } from "../subjects/place-of.ts";

export const loginLineFullPrivilege: Rule = {
  id: "login-line-full-privilege",
  title: "A login line gives full privilege at once",
  severity: "high",
  area: "accounts",
  why: "Everybody who gets a session on the line has full rights, whatever the account says and without a second password.",
  fix: "Take the privilege off the line; give it by account or by authorisation.",
  usability: "People must raise their privilege, or have it given by the AAA server.",
  remediation: { "cisco-ios": "line vty 0 15\n no privilege level" },
  needs: ["management.logins"],
  references: {
    cci: ["CCI-002235", "CCI-000213"],
    "nist-800-53": ["AC-6 (10)", "AC-3"],
    nsa: ["4.5"],
  },
  examples: {
    compliant: [{ os: "cisco-ios", config: "version 15.2\nline vty 0 4\n login local\n transport input ssh" }],
    violating: [
      {
        os: "cisco-ios",
        config: "version 15.2\nline vty 0 4\n privilege level 15\n login local\n transport input ssh",
      },
    ],
  },
  *check(device) {
    for (const login of device.management.logins) {
      const { name, privilege } = login;
      yield judge(name, [privilege, placeOf(login)], (level) => {
        if (level === null || level < 15) return pass(`Login line "${name}" gives no full privilege.`);
        return fail(`Login line "${name}" gives privilege ${level} to every session.`);
      });
    }
  },
};
