import { fail, pass, type Rule } from "../rule.ts";
import { judgeServices } from "../subjects/small-service.ts";

const sourceRouting: ReadonlySet<string> = new Set(["ip source-route", "ipv6 source-route"]);

export const sourceRoutingOn: Rule = {
  id: "source-routing",
  title: "Packets may choose their own way through the device",
  severity: "medium",
  area: "services",
  why: "With source routing a sender leads packets past filters, or answers to forged addresses back to itself.",
  fix: "Drop packets with a source route.",
  usability: "None: nothing legitimate uses source routes any more.",
  remediation: {
    "cisco-ios": "no ip source-route\nno ipv6 source-route",
    "juniper-junos": "delete routing-options source-routing",
  },
  needs: ["smallServices"],
  references: {
    cci: ["CCI-000382"],
    "nist-800-53": ["CM-7"],
    cis: ["cisco-ios 3.1.1", "cisco-ios-xe 3.1.1"],
    nsa: ["8.1"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nno ip source-route" },
      {
        os: "juniper-junos",
        config: "version 22.4R3; system { host-name example; }",
        because: "Junos drops them unless told otherwise",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nip source-route" },
      { os: "cisco-ios", config: "version 15.2\nhostname example\nend", because: "it is on unless it is turned off" },
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
    yield* judgeServices(device, sourceRouting, (on, subject) =>
      on ? fail(`Source routing is on ("${subject}").`) : pass(`Source routing is off ("${subject}").`),
    );
  },
};
