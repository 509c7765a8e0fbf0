import { fail, judge, pass, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";

export const loginEventsNotLogged: Rule = {
  id: "login-events-not-logged",
  title: "Logins are not logged",
  severity: "medium",
  area: "logging",
  why: "Guessed passwords and stolen accounts show in nothing else as early.",
  fix: "Log failed and successful logins.",
  usability: "Devices that scripts log in to often write many messages.",
  remediation: {
    "cisco-ios": "login on-failure log\nlogin on-success log",
    "juniper-junos": "set system syslog host <server> authorization info",
    "fortinet-fortios": "config log eventfilter\n set event enable\n set system enable\nend",
  },
  needs: ["logging"],
  references: {
    cci: ["CCI-000172"],
    "nist-800-53": ["AU-12"],
    stig: ["CISC-ND-001260", "JUSX-DM-000043", "JUNI-ND-001250", "JUEX-NM-000560", "FGFW-ND-000075"],
    cis: ["cisco-ios-xe 2.2.8", "fortios 7.1.1"],
    nsa: ["6.3"],
  },
  examples: {
    compliant: [
      { os: "juniper-junos", config: "system { syslog { host 192.0.2.5 { any info; authorization info; } } }" },
      { os: "cisco-ios", config: "version 15.2\nlogin on-failure log\nlogin on-success log" },
    ],
    violating: [
      { os: "juniper-junos", config: "system { host-name example; }" },
      { os: "cisco-ios", config: "version 15.2\nhostname example\nend" },
      {
        os: "cisco-ios",
        config: "version 15.2\nno logging on\nlogin on-failure log\nlogin on-success log",
        because: "nothing is logged at all",
      },
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
    const { enabled, loginEvents } = device.logging;
    if (isOff(enabled)) yield judge("logging", [enabled], () => fail("Logging is off."));
    else
      yield judge("logging", [loginEvents], (on) =>
        on ? pass("Logins are logged.") : fail("Logins are not all logged."),
      );
  },
};
