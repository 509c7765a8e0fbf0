import type { Rule } from "../rule.ts";
import { judgeAuthentication } from "../subjects/authentication.ts";
import { isOff } from "../subjects/off.ts";

export const consoleWithoutAuthentication: Rule = {
  id: "console-without-authentication",
  title: "The console asks for no authentication",
  severity: "high",
  area: "management-access",
  why: "Whoever stands before the device, or reaches its terminal server, gets a session without a password.",
  fix: "Ask for a user name and password on the console too.",
  usability: "Staff on site need an account, and one local account must stay for the day the servers are away.",
  remediation: {
    "cisco-ios":
      "aaa new-model\naaa authentication login default group tacacs+ local\nline con 0\n login authentication default",
    "juniper-junos": "set system root-authentication encrypted-password <hash>\nset system ports console insecure",
    "fortinet-fortios": "config system console\n set login enable\nend",
  },
  needs: ["management.logins", "aaa"],
  references: {
    cci: ["CCI-000764"],
    "nist-800-53": ["IA-2"],
    cis: ["cisco-ios 1.1.4"],
    nsa: ["4.2", "4.3"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nusername ops secret 9 $9$FAKE-hash\nline con 0\n login local" },
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa authentication login default group tacacs+ local\nline con 0\n login authentication default",
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config: "version 15.2\nline con 0\n exec-timeout 5 0",
        because: "IOS does not ask on the console by default",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa authentication login NOASK none\nline con 0\n login authentication NOASK",
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
      if (login.kind === "console" && !isOff(login.exec)) yield judgeAuthentication(device, login);
    }
  },
};
