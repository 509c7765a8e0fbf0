import { read } from "../../model/fact.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";
import { asksServers, findsServer, wantOfServers } from "../subjects/central-servers.ts";

export const noCommandAccounting: Rule = {
  id: "no-command-accounting",
  title: "Commands are not recorded centrally",
  severity: "low",
  area: "accounts",
  why: "After an incident nobody can say which commands were given, or by whom.",
  fix: "Send a record of every command to the accounting servers.",
  usability: "Each command costs a packet; slow servers can delay long pastes.",
  remediation: {
    "cisco-ios": "aaa accounting commands 15 default start-stop group tacacs+",
    "juniper-junos":
      "set system accounting events [ login change-log interactive-commands ]\nset system accounting destination tacplus",
  },
  needs: ["aaa"],
  references: {
    cci: ["CCI-002234", "CCI-000135"],
    "nist-800-53": ["AC-6 (9)", "AU-3 (1)"],
    stig: ["CISC-ND-000210", "CISC-ND-000330", "JUSX-DM-000055", "JUNI-ND-000330"],
    cis: ["cisco-ios 1.1.7", "cisco-ios-xe 1.1.6"],
    nsa: ["4.4"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\naaa new-model\naaa accounting commands 15 default start-stop group tacacs+\ntacacs server A\n address ipv4 192.0.2.10",
      },
      {
        os: "juniper-junos",
        config:
          'system { accounting { events [ login change-log interactive-commands ]; destination { tacplus { server { 192.0.2.10 secret "$9$FAKE"; } } } } }',
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\naaa new-model" },
      {
        os: "cisco-ios",
        config: "version 15.2\naaa new-model\naaa accounting commands 1 default start-stop group tacacs+",
        because: "what changes a configuration is of level 15",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\naaa new-model\naaa accounting commands 15 RECORD start-stop group tacacs+\nline vty 0 4",
        because: "no line uses the list",
      },
      { os: "juniper-junos", config: "system { host-name example; }" },
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
    const methods = device.aaa.methodLists
      .filter(({ type, service }) => type === "accounting" && service.startsWith("commands"))
      .flatMap((list) => list.methods);
    // Records that go to the log too (EOS "logging") are kept by whoever keeps the log.
    const rests = methods.some(asksServers) && !methods.includes("logging");
    const want = rests ? wantOfServers(device, methods) : read(null, []);
    yield judge("command accounting", [device.aaa.commandAccounting, want], (on) => {
      if (!on) return fail("Commands are not recorded by accounting.");
      return rests && !findsServer(device, methods)
        ? fail("Commands are to be recorded by servers, and none is configured.")
        : pass("Commands are recorded by accounting.");
    });
  },
};
