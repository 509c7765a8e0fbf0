import { fail, judge, pass, type Rule } from "../rule.ts";

export const logTimestampsMissing: Rule = {
  id: "log-timestamps-missing",
  title: "Log messages carry no date and time",
  severity: "medium",
  area: "logging",
  why: "Events of several devices cannot be put in order, and nobody can say when something happened.",
  fix: "Put date and time, with milliseconds and zone, on every message.",
  usability: "Messages become longer.",
  remediation: { "cisco-ios": "service timestamps log datetime msec show-timezone" },
  needs: ["logging"],
  references: {
    cci: ["CCI-000131"],
    "nist-800-53": ["AU-3"],
    stig: ["CISC-ND-000280"],
    cis: ["cisco-ios 2.2.6", "cisco-ios-xe 2.2.6"],
    nsa: ["6.4"],
  },
  examples: {
    compliant: [{ os: "cisco-ios", config: "version 15.2\nservice timestamps log datetime msec" }],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nno service timestamps log" },
      {
        os: "cisco-ios",
        config: "version 15.2\nservice timestamps log uptime",
        because: "time since the start is no date",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip quantum mode",
        because: "nobody knows what a line means that the parser does not understand",
      },
    ],
  },
  *check(device) {
    yield judge("logging", [device.logging.timestamps], (on) =>
      on ? pass("Log messages carry date and time.") : fail("Log messages carry no date and time."),
    );
  },
};
