import { fail, judge, listed, notApplicable, pass, type Rule } from "../rule.ts";
import { sendsMessages } from "../subjects/sent-logs.ts";

export const tooFewSyslogServers: Rule = {
  id: "too-few-syslog-servers",
  title: "Log messages are sent to one server only",
  severity: "low",
  area: "logging",
  why: "While the only log server is away, messages are lost, and an intruder needs to silence no more than that one.",
  fix: "Send log messages to two servers at least.",
  usability: "None; each message crosses the network twice.",
  remediation: {
    "cisco-ios": "logging host <first>\nlogging host <second>",
    "juniper-junos": "set system syslog host <first> any info\nset system syslog host <second> any info",
    "fortinet-fortios": "config log syslogd2 setting\n set status enable\n set server <second>\nend",
  },
  needs: ["logging"],
  references: {
    cci: ["CCI-001851"],
    "nist-800-53": ["AU-4 (1)"],
    stig: ["CISC-ND-001450", "JUNI-ND-001440", "JUEX-NM-000670"],
    nsa: ["6.2"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nlogging host 192.0.2.5\nlogging host 192.0.2.6" },
      {
        os: "juniper-junos",
        config: "system { syslog { host 192.0.2.5 { any info; } host 192.0.2.6 { any info; } } }",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nlogging host 192.0.2.5" },
      { os: "juniper-junos", config: "system { syslog { host 192.0.2.5 { any info; } } }" },
    ],
  },
  *check(device) {
    const { enabled, servers } = device.logging;
    const facts = [enabled, listed(servers, "No line names a log server."), sendsMessages(device.logging)] as const;
    yield judge("logging", facts, (on, named, sends) => {
      const count = new Set(named.map(({ address }) => address)).size;
      if (!on || count === 0 || !sends)
        return notApplicable("Log messages are sent to no server; another rule judges that.");
      return count === 1
        ? fail("Log messages are sent to one server only.")
        : pass(`Log messages are sent to ${count} servers.`);
    });
  },
};
