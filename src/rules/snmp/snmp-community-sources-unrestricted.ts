import { knownValue } from "../../model/fact.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { judgeNoCommunity, snmpIsOff } from "../subjects/snmp.ts";
import { opennessOf, snmpQueries } from "../subjects/sources.ts";
import { placeOf } from "../subjects/place-of.ts";

export const snmpCommunitySourcesUnrestricted: Rule = {
  id: "snmp-community-sources-unrestricted",
  title: "An SNMP community is accepted from any source",
  severity: "medium",
  area: "snmp",
  why: "The community is the only thing between the device and whoever can reach it, and communities leak.",
  fix: "Name the pollers that may use the community.",
  usability: "Pollers that are not on the list get no answer.",
  remediation: {
    "cisco-ios": "access-list 10 permit <poller>\nsnmp-server community <community> RO 10",
    "juniper-junos": "set snmp client-list POLLERS <poller>\nset snmp community <community> client-list-name POLLERS",
    "fortinet-fortios":
      "config system snmp community\n edit <id>\n  config hosts\n   edit 1\n    set ip <poller> 255.255.255.255\n   next\n  end\n next\nend",
  },
  needs: ["snmp", "acls", "objects", "interfaces"],
  references: {
    cci: ["CCI-001368"],
    "nist-800-53": ["AC-4"],
    stig: ["JUSX-DM-000111"],
    cis: [
      "cisco-ios 1.5.5",
      "cisco-ios 1.5.6",
      "cisco-ios-xe 1.5.5",
      "cisco-ios-xe 1.5.6",
      "junos 5.4",
      "fortios 2.3.2",
    ],
    nsa: ["7.4", "7.11.3"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config: "version 15.2\naccess-list 10 permit host 192.0.2.10\nsnmp-server community FAKE-community-1 RO 10",
      },
      {
        os: "juniper-junos",
        config: "snmp { community FAKE-community-1 { authorization read-only; clients { 192.0.2.0/24; } } }",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nsnmp-server community FAKE-community-1 RO" },
      { os: "juniper-junos", config: "snmp { community FAKE-community-1 { authorization read-only; } }" },
      {
        os: "cisco-ios",
        config: "version 15.2\naccess-list 10 permit any\nsnmp-server community FAKE-community-1 RO 10",
        because: "the list lets everyone in",
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
    if (snmpIsOff(device)) return;
    for (const community of device.snmp.communities) {
      const { label, sources } = community;
      const openness = opennessOf(device, knownValue(sources) ?? [], snmpQueries);
      yield judge(label, [sources, openness.lists, placeOf(community)], () => {
        if (openness.state === "unknown") return unknown(openness.why);
        return openness.state === "open"
          ? fail(`The SNMP ${label} is accepted from any source: ${openness.why}.`)
          : pass(`The SNMP ${label} is accepted from listed sources only.`);
      });
    }
    if (device.snmp.communities.length === 0) {
      yield judgeNoCommunity(device);
    }
  },
};
