import { isKnown } from "../../model/fact.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";

export const snmpClearTextVersion: Rule = {
  id: "snmp-clear-text-version",
  title: "SNMP v1 or v2c is in use",
  severity: "medium",
  area: "snmp",
  why: "SNMP v1 and v2c send the community in clear text: whoever sees one packet can ask, and sometimes set, whatever the community may.",
  fix: "Use SNMPv3 with authentication and encryption, and remove the communities.",
  usability: "Pollers that know v2c alone must be configured for v3.",
  remediation: {
    "cisco-ios":
      "no snmp-server community <community>\nsnmp-server group <group> v3 priv\nsnmp-server user <user> <group> v3 auth sha <key> priv aes 256 <key>",
    "juniper-junos":
      "delete snmp community <community>\nset snmp v3 usm local-engine user <user> authentication-sha256",
    "fortinet-fortios":
      "config system snmp community\n delete <id>\nend\nconfig system snmp user\n edit <user>\n  set security-level auth-priv\n next\nend",
  },
  needs: ["snmp"],
  references: {
    cci: ["CCI-001967", "CCI-000382"],
    "nist-800-53": ["IA-3 (1)", "CM-7"],
    stig: ["CISC-ND-001130", "JUSX-DM-000111", "JUNI-ND-001120", "JUEX-NM-000480", "FGFW-ND-000210"],
    cis: ["cisco-ios 1.5.9", "cisco-ios-xe 1.5.9", "fortios 2.3.1"],
    nsa: ["7.1", "7.3", "7.8"],
  },
  examples: {
    compliant: [
      { os: "cisco-ios", config: "version 15.2\nsnmp-server group OPS v3 priv" },
      {
        os: "cisco-ios",
        config: "version 15.2\nhostname example\nend",
        because: "there is no agent unless it is configured",
      },
      { os: "fortinet-fortios", config: "config system snmp sysinfo\n set status disable\nend" },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nsnmp-server community FAKE-community-1 RO 10" },
      { os: "juniper-junos", config: "snmp { community FAKE-community-1 { authorization read-only; } }" },
      {
        os: "fortinet-fortios",
        config:
          'config system snmp sysinfo\n set status enable\nend\nconfig system snmp community\n edit 1\n  set name "FAKE-community-1"\n  set status enable\n  set query-v1-status disable\n  set query-v2c-status enable\n next\nend',
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
    const { enabled, versions } = device.snmp;
    if (isKnown(enabled) && !enabled.value) {
      yield judge("SNMP agent", [enabled], () => pass("The SNMP agent is off."));
      return;
    }
    yield judge("SNMP agent", [enabled, versions], (_, answered) => {
      const old = answered.filter((version) => version !== "v3");
      return old.length > 0
        ? fail(`The SNMP agent answers ${old.join(" and ")}.`)
        : pass("The SNMP agent answers SNMPv3 only.");
    });
  },
};
