import { fail, pass, type Rule } from "../rule.ts";
import { judgeServices } from "../subjects/small-service.ts";

const redirects: ReadonlySet<string> = new Set(["ip redirects", "ipv6 redirects"]);

export const icmpRedirects: Rule = {
  id: "icmp-redirects",
  title: "The device sends ICMP redirects",
  severity: "low",
  area: "services",
  why: "Redirects tell strangers how the network is built, and each costs the processor of the device.",
  fix: "Turn redirects off, at the least on interfaces that face outside.",
  usability: "Hosts on links with several routers take a longer way until their routes are right.",
  remediation: {
    "cisco-ios": "interface <name>\n no ip redirects",
    "juniper-junos": "set system no-redirects\nset system no-redirects-ipv6",
  },
  needs: ["smallServices", "interfaces"],
  references: {
    cci: ["CCI-002385"],
    "nist-800-53": ["SC-5"],
    stig: ["CISC-RT-000190"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n no ip redirects",
      },
      { os: "juniper-junos", config: "system { no-redirects; no-redirects-ipv6; }" },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\ninterface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0" },
      {
        os: "juniper-junos",
        config: "system { host-name example; }",
        because: "they are sent unless they are turned off",
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
    yield* judgeServices(device, redirects, (on, subject) =>
      on ? fail(`"${subject}" is on.`) : pass(`"${subject}" is off.`),
    );
  },
};
