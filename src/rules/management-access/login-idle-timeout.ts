import { fail, judge, pass, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";
import { longestIdle, minutes } from "../subjects/idle.ts";
import { placeOf } from "../subjects/place-of.ts";

export const loginIdleTimeout: Rule = {
  id: "login-idle-timeout",
  title: "A login line keeps idle sessions too long",
  severity: "medium",
  area: "management-access",
  why: "Whoever finds an abandoned session has the rights of the person who left it.",
  fix: "End sessions after ten idle minutes at most; five where DISA or NSA guidance binds.",
  usability: "People who read long outputs or leave their desk must log in again.",
  remediation: {
    "cisco-ios": "line vty 0 15\n exec-timeout 5 0\nline con 0\n exec-timeout 5 0",
    "juniper-junos": "set system login class <class> idle-timeout 5",
    "fortinet-fortios": "config system global\n set admintimeout 5\n set admin-console-timeout 300\nend",
  },
  needs: ["management.logins"],
  references: {
    cci: ["CCI-001133"],
    "nist-800-53": ["SC-10"],
    stig: ["CISC-ND-000720", "JUSX-DM-000156", "JUNI-ND-000710", "JUEX-NM-000360"],
    cis: [
      "cisco-ios 1.2.6",
      "cisco-ios 1.2.7",
      "cisco-ios 1.2.8",
      "cisco-ios 1.2.9",
      "cisco-ios 1.2.10",
      "cisco-ios-xe 1.2.6",
      "cisco-ios-xe 1.2.7",
      "cisco-ios-xe 1.2.8",
    ],
    nsa: ["7.5"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n exec-timeout 10 0" },
      {
        os: "cisco-ios",
        config: "version 15.2\nline con 0",
        because: "without a line IOS ends a session after ten minutes",
      },
    ],
    violating: [
      {
        os: "juniper-junos",
        config: "system { host-name example; }",
        because: "Junos ends no idle session unless told",
      },
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n exec-timeout 0 0", because: "zero is never" },
      { os: "cisco-ios", config: "version 15.2\nline con 0\n exec-timeout 10 1" },
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
    for (const login of device.management.logins) {
      const { name, exec, idleTimeout } = login;
      if (isOff(exec)) continue;
      yield judge(name, [idleTimeout, placeOf(login)], (seconds) => {
        if (seconds === null) return fail(`Login line "${name}" never ends an idle session.`);
        return seconds > longestIdle
          ? fail(`Login line "${name}" ends an idle session only after ${minutes(seconds)}.`)
          : pass(`Login line "${name}" ends an idle session after ${minutes(seconds)}.`);
      });
    }
  },
};
