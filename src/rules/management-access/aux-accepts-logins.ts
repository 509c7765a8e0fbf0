import { fail, judge, pass, type Rule } from "../rule.ts";
import { placeOf } from "../subjects/place-of.ts";

export const auxAcceptsLogins: Rule = {
  id: "aux-accepts-logins",
  title: "The auxiliary port accepts logins",
  severity: "low",
  area: "management-access",
  why: "The auxiliary port is made for a modem: a forgotten one is a way in that no filter sees.",
  fix: "Start no session on the auxiliary port.",
  usability: "Dial-in on the auxiliary port stops working.",
  remediation: {
    "cisco-ios": "line aux 0\n no exec\n transport input none",
    "juniper-junos": "set system ports auxiliary disable",
  },
  needs: ["management.logins"],
  references: {
    cci: ["CCI-001414"],
    "nist-800-53": ["AC-4"],
    stig: ["CISC-RT-000230"],
    cis: ["cisco-ios 1.2.3", "cisco-ios 1.2.11", "cisco-ios-xe 1.2.3"],
    nsa: ["7.9"],
  },
  examples: {
    compliant: [{ os: "cisco-ios", config: "version 15.2\nline aux 0\n no exec\n transport input none" }],
    violating: [
      {
        os: "cisco-ios",
        config: "version 15.2\nline aux 0\n login local",
        because: "a line starts sessions unless it says no exec",
      },
    ],
    unknown: [
      {
        os: "juniper-junos",
        config: "interfaces { ge-0/0/0 { unit 0; } }",
        because: "a part of a configuration says nothing of the rest",
      },
    ],
  },
  *check(device) {
    for (const login of device.management.logins) {
      const { name, kind, exec } = login;
      if (kind !== "aux") continue;
      yield judge(name, [exec, placeOf(login)], (starts) =>
        starts ? fail(`Login line "${name}" starts sessions.`) : pass(`Login line "${name}" starts no session.`),
      );
    }
  },
};
