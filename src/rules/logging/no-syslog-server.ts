import { fail, judge, listed, pass, type Rule } from "../rule.ts";
import { isOff } from "../subjects/off.ts";
import { sendsMessages } from "../subjects/sent-logs.ts";

export const noSyslogServer: Rule = {
  id: "no-syslog-server",
  title: "Log messages are sent to no server",
  severity: "high",
  area: "logging",
  why: "Messages that stay on the device are lost at a restart, and an intruder deletes them first.",
  fix: "Send log messages to two servers at least.",
  usability: "None; the servers need room.",
  remediation: {
    "cisco-ios": "logging host <server>\nlogging trap informational",
    "cisco-asa": "logging enable\nlogging trap informational\nlogging host <interface> <server>",
    "juniper-junos": "set system syslog host <server> any info",
    "fortinet-fortios": "config log syslogd setting\n set status enable\n set server <server>\nend",
  },
  needs: ["logging"],
  references: {
    cci: ["CCI-001851"],
    "nist-800-53": ["AU-4 (1)"],
    stig: [
      "CISC-ND-001450",
      "JUNI-ND-001300",
      "JUNI-ND-001440",
      "JUEX-NM-000600",
      "JUEX-NM-000670",
      "FGFW-ND-000110",
      "FGFW-ND-000295",
      "FNFG-FW-000100",
    ],
    cis: ["cisco-ios 2.2.4", "cisco-ios-xe 2.2.4", "junos 6.12.1", "fortios 7.3.1"],
    nsa: ["6.2"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nlogging host 192.0.2.5" },
      { os: "juniper-junos", config: "system { syslog { host 192.0.2.5 { any info; } } }" },
      {
        os: "fortinet-fortios",
        config: 'config log syslogd setting\n set status enable\n set server "192.0.2.5"\nend',
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          "config log memory setting\n set status enable\nend\nconfig log syslogd setting\n set status disable\nend\nconfig log syslogd2 setting\n set status disable\nend\nconfig log syslogd3 setting\n set status disable\nend\nconfig log syslogd4 setting\n set status disable\nend\nconfig log fortianalyzer setting\n set status disable\nend\nconfig log fortianalyzer2 setting\n set status disable\nend\nconfig log fortianalyzer3 setting\n set status disable\nend\nconfig log fortianalyzer-cloud setting\n set status disable\nend",
      },
      { os: "cisco-ios", config: "version 15.2\nlogging buffered 64000" },
      { os: "juniper-junos", config: "system { syslog { file messages { any notice; } } }" },
      {
        os: "cisco-ios",
        config: "version 15.2\nno logging on\nlogging host 192.0.2.5",
        because: "logging is off as a whole",
      },
      {
        os: "cisco-asa",
        config:
          "ASA Version 9.12(4)\ninterface GigabitEthernet0/0\n nameif inside\nlogging enable\nlogging host inside 192.0.2.5",
        because: "without logging trap nothing is sent to the server",
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
    const { enabled, servers } = device.logging;
    const named = listed(servers, "No line names a log server.");
    if (servers.length === 0 || isOff(enabled)) {
      yield judge("logging", [enabled, named], (on) =>
        fail(on ? "Log messages are sent to no server." : "Logging is off."),
      );
      return;
    }
    yield judge("logging", [enabled, named, sendsMessages(device.logging)], (_, { length }, sends) =>
      sends
        ? pass(`Log messages are sent to ${length} ${length === 1 ? "server" : "servers"}.`)
        : fail("A log server is named, and messages of no severity are sent to it."),
    );
  },
};
