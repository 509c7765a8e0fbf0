import { fail, pass, type Rule } from "../rule.ts";
import { judgeServices } from "../subjects/small-service.ts";

/** CDP, LLDP, and what makers have of their own: MNDP of MikroTik, the discovery of Ubiquiti. */
const protocols: ReadonlySet<string> = new Set([
  "cdp",
  "lldp",
  "lldp-reception",
  "lldp-transmission",
  "mndp",
  "ubnt-discover",
]);

export const neighbourDiscovery: Rule = {
  id: "neighbour-discovery",
  title: "Neighbour discovery is on",
  severity: "info",
  area: "services",
  why: "CDP and LLDP tell model, version and addresses to everybody on the link; on links to strangers that is a map for an attack.",
  fix: "Turn CDP and LLDP off, at the least on interfaces that face outside or users.",
  usability: "Telephones and inventory tools that rely on them lose their information.",
  remediation: {
    "cisco-ios": "no cdp run\nno lldp run",
    "juniper-junos": "delete protocols lldp\nset protocols lldp disable",
    "fortinet-fortios": "config system global\n set lldp-transmission disable\nend",
  },
  needs: ["smallServices", "interfaces"],
  references: {
    cci: ["CCI-002403"],
    "nist-800-53": ["SC-7 (11)"],
    stig: ["CISC-RT-000370"],
    cis: ["cisco-ios 2.1.2", "cisco-ios-xe 2.1.2"],
    nsa: ["7.10"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nno cdp run\nno lldp run" },
      { os: "juniper-junos", config: "protocols { lldp { disable; } }" },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\ncdp run" },
      { os: "cisco-ios", config: "version 15.2\nhostname example\nend", because: "CDP is on unless it is turned off" },
      { os: "juniper-junos", config: "protocols { lldp { interface all; } }" },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config system interface\n edit "port1"\n  set allowaccess ssh https\n next\nend',
        because: "a part of a configuration says nothing of the rest",
      },
      {
        os: "juniper-junos",
        config: "system { host-name example; }",
        because: "the manuals contradict one another on what runs without a statement",
      },
    ],
  },
  *check(device) {
    yield* judgeServices(device, protocols, (on, subject) =>
      on ? fail(`"${subject}" is on.`) : pass(`"${subject}" is off.`),
    );
  },
};
