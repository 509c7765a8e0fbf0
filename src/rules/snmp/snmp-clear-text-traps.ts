import { read } from "../../model/fact.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";

export const snmpClearTextTraps: Rule = {
  id: "snmp-clear-text-traps",
  title: "Traps are sent in clear text",
  severity: "low",
  area: "snmp",
  why: "Traps of v1 and v2c, and of v3 without privacy, tell the community and the state of the network to everybody on the path.",
  fix: "Send traps by SNMPv3 with privacy.",
  usability: "The receiver must be given the user and keys.",
  remediation: {
    "cisco-ios": "snmp-server host <receiver> version 3 priv <user>",
    "juniper-junos":
      "delete snmp trap-group <name>\nset snmp v3 target-parameters <name> parameters security-level privacy\nset snmp v3 target-address <name> address <receiver>",
  },
  needs: ["snmp"],
  references: {
    cci: ["CCI-000068"],
    "nist-800-53": ["AC-17 (2)"],
    stig: ["CISC-ND-001140"],
    cis: ["cisco-ios 1.5.7", "cisco-ios-xe 1.5.7"],
    nsa: ["7.11.3"],
  },
  examples: {
    compliant: [{ os: "cisco-ios", config: "version 15.2\nsnmp-server host 192.0.2.10 version 3 priv poller" }],
    violating: [
      { os: "juniper-junos", config: "snmp { trap-group OPS { version v2; targets { 192.0.2.10; } } }" },
      { os: "cisco-ios", config: "version 15.2\nsnmp-server host 192.0.2.10 version 2c FAKE-community-1" },
      {
        os: "cisco-ios",
        config: "version 15.2\nsnmp-server host 192.0.2.10 FAKE-community-1",
        because: "without a version IOS sends v1",
      },
    ],
  },
  *check(device) {
    for (const { address, version, level, at, path } of device.snmp.targets) {
      yield judge(`trap receiver ${address}`, [read(version, at, path)], () => {
        if (version !== "v3") return fail(`Traps to ${address} are sent by SNMP ${version}.`);
        if (level === null) return unknown(`Whether traps to ${address} are encrypted is not known.`);
        return level === "authPriv"
          ? pass(`Traps to ${address} are sent by SNMPv3 with privacy.`)
          : fail(`Traps to ${address} are sent by SNMPv3 as ${level}.`);
      });
    }
  },
};
