import { read } from "../../model/fact.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { judgeNoCommunity, snmpIsOff } from "../subjects/snmp.ts";

/** Communities that vendors ship, use in manuals, or that every scanner tries first. */
const known = [
  "public",
  "private",
  "cisco",
  "juniper",
  "fortinet",
  "admin",
  "community",
  "default",
  "manager",
  "monitor",
  "network",
  "password",
  "read",
  "readonly",
  "read-only",
  "ro",
  "rw",
  "secret",
  "security",
  "snmp",
  "snmpd",
  "switch",
  "router",
  "system",
  "test",
  "write",
  "ILMI",
  "cable-docsis",
];

/** Each as it is, with a capital, and in capitals. */
const tried = known.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]);

export const snmpDefaultCommunity: Rule = {
  id: "snmp-default-community",
  title: "An SNMP community is a default",
  severity: "high",
  area: "snmp",
  why: "Scanners try these communities first: they tell topology, versions and users, and a writable one gives the device away.",
  fix: "Remove the community and use SNMPv3.",
  usability: "Pollers that use the community lose access.",
  remediation: {
    "cisco-ios": "no snmp-server community <community>",
    "arista-eos": "no snmp-server community <community>",
    "juniper-junos": "delete snmp community <community>",
    "fortinet-fortios": "config system snmp community\n delete <id>\nend",
  },
  needs: ["snmp"],
  references: {
    cci: ["CCI-000382"],
    "nist-800-53": ["CM-7"],
    stig: ["JUSX-DM-000111"],
    cis: ["cisco-ios 1.5.2", "cisco-ios 1.5.3", "cisco-ios-xe 1.5.2", "cisco-ios-xe 1.5.3", "junos 5.1"],
    nsa: ["5.2", "5.5"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nsnmp-server community FAKE-community-1 RO 10" },
      { os: "juniper-junos", config: "snmp { community FAKE-community-1 { authorization read-only; } }" },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nsnmp-server community public RO 10" },
      { os: "cisco-ios", config: "version 15.2\nsnmp-server community private RW 10" },
      { os: "juniper-junos", config: "snmp { community public { authorization read-only; } }" },
      {
        os: "fortinet-fortios",
        config:
          'config system snmp sysinfo\n set status enable\nend\nconfig system snmp community\n edit 1\n  set name "public"\n next\nend',
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config: "version 15.2\nsnmp-server community <removed> RO 10",
        because: "an archive took the community away",
      },
      { os: "arista-eos", config: "! device: sw1 (DCS-7050, EOS-4.24.2F)\nsnmp-server community ***** ro" },
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
    if (snmpIsOff(device)) return;
    const { communities } = device.snmp;
    for (const { label, secret, at, path } of communities) {
      yield judge(label, [read(secret, at, path)], (community) => {
        if (community.isMasked) return unknown(`The SNMP ${label} is masked, so that it cannot be compared.`);
        return community.matchesAny(tried)
          ? fail(`The SNMP ${label} is a default.`)
          : pass(`The SNMP ${label} is none of the known defaults.`);
      });
    }
    if (communities.length === 0) {
      yield judgeNoCommunity(device);
    }
  },
};
