import { fail, judge, pass, type Rule } from "../rule.ts";
import { judgeNoCommunity, snmpIsOff } from "../subjects/snmp.ts";
import { placeOf } from "../subjects/place-of.ts";

export const snmpWritableCommunity: Rule = {
  id: "snmp-writable-community",
  title: "An SNMP community may write",
  severity: "high",
  area: "snmp",
  why: "Whoever knows the community, which every packet tells, can change the configuration or copy it away.",
  fix: "Make the community read-only, or better remove it; write by SNMPv3 where writing is needed.",
  usability: "Tools that set values over SNMP stop working.",
  remediation: {
    "cisco-ios": "no snmp-server community <community> RW",
    "juniper-junos": "set snmp community <community> authorization read-only",
  },
  needs: ["snmp"],
  references: {
    cci: ["CCI-000382"],
    "nist-800-53": ["CM-7"],
    stig: ["JUSX-DM-000111"],
    cis: ["cisco-ios 1.5.4", "cisco-ios-xe 1.5.4", "junos 5.2"],
    nsa: ["7.8"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nsnmp-server community FAKE-community-1 RO 10" },
      {
        os: "cisco-ios",
        config: "version 15.2\nsnmp-server community FAKE-community-1",
        because: "a community reads only unless it says RW",
      },
      {
        os: "juniper-junos",
        config: "snmp { community FAKE-community-1; }",
        because: "a community reads only unless it says read-write",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nsnmp-server community FAKE-community-1 RW 10" },
      { os: "juniper-junos", config: "snmp { community FAKE-community-1 { authorization read-write; } }" },
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
    if (snmpIsOff(device)) return;
    for (const community of device.snmp.communities) {
      const { label, access } = community;
      yield judge(label, [access, placeOf(community)], (granted) =>
        granted === "read-write" ? fail(`The SNMP ${label} may write.`) : pass(`The SNMP ${label} may only read.`),
      );
    }
    if (device.snmp.communities.length === 0) {
      yield judgeNoCommunity(device);
    }
  },
};
