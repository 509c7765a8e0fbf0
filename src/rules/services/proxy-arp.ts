import { fail, pass, type Rule } from "../rule.ts";
import { judgeServices } from "../subjects/small-service.ts";

const proxyArpNames: ReadonlySet<string> = new Set(["ip proxy-arp"]);

export const proxyArp: Rule = {
  id: "proxy-arp",
  title: "An interface answers ARP for others",
  severity: "low",
  area: "services",
  why: "Proxy ARP stretches a network over a border that was meant to part it, and hides wrongly configured hosts.",
  fix: "Turn proxy ARP off on interfaces that do not need it.",
  usability: "Hosts without a right mask or gateway lose what they reached through it.",
  remediation: { "cisco-ios": "interface <name>\n no ip proxy-arp" },
  needs: ["smallServices", "interfaces"],
  references: {
    cci: ["CCI-002403"],
    "nist-800-53": ["SC-7 (11)"],
    stig: ["CISC-RT-000380"],
    cis: ["cisco-ios 3.1.2", "cisco-ios-xe 3.1.2"],
    nsa: ["9.6"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n no ip proxy-arp",
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0",
        because: "it is on unless it is turned off",
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
    yield* judgeServices(device, proxyArpNames, (on, subject) =>
      on ? fail(`"${subject}" is on.`) : pass(`"${subject}" is off.`),
    );
  },
};
