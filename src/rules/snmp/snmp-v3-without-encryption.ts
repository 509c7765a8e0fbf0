import { read } from "../../model/fact.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { snmpIsOff } from "../subjects/snmp.ts";
import { placeOf } from "../subjects/place-of.ts";

export const snmpV3WithoutEncryption: Rule = {
  id: "snmp-v3-without-encryption",
  title: "An SNMPv3 user or group needs no encryption",
  severity: "medium",
  area: "snmp",
  why: "Without encryption everybody on the path reads what the device tells; without authentication everybody may ask.",
  fix: "Ask for authentication and privacy (authPriv).",
  usability: "Pollers must be given the privacy key.",
  remediation: {
    "cisco-ios": "snmp-server group <group> v3 priv",
    "juniper-junos":
      "set snmp v3 vacm access group <group> default-context-prefix security-model usm security-level privacy read-view <view>",
    "fortinet-fortios": "config system snmp user\n edit <user>\n  set security-level auth-priv\n next\nend",
  },
  needs: ["snmp"],
  references: {
    cci: ["CCI-000068", "CCI-003123"],
    "nist-800-53": ["AC-17 (2)", "MA-4 (6)"],
    stig: ["CISC-ND-001140", "JUSX-DM-000149", "JUNI-ND-001130"],
    cis: ["cisco-ios 1.5.9", "cisco-ios-xe 1.5.9", "fortios 2.3.1"],
    nsa: ["7.11.3"],
  },
  examples: {
    compliant: [
      {
        os: "juniper-junos",
        config:
          'snmp { v3 { usm { local-engine { user poller { authentication-sha256 { authentication-key "$9$FAKE"; } privacy-aes128 { privacy-key "$9$FAKE"; } } } } } }',
      },
      { os: "cisco-ios", config: "version 15.2\nsnmp-server group OPS v3 priv" },
      {
        os: "fortinet-fortios",
        config:
          'config system snmp sysinfo\n set status enable\nend\nconfig system snmp user\n edit "poller"\n  set security-level auth-priv\n  set auth-proto sha256\n  set auth-pwd ENC FAKE-secret-1\n  set priv-proto aes256\n  set priv-pwd ENC FAKE-secret-2\n next\nend',
      },
    ],
    violating: [
      {
        os: "juniper-junos",
        config:
          'snmp { v3 { usm { local-engine { user poller { authentication-sha256 { authentication-key "$9$FAKE"; } privacy-none; } } } } }',
      },
      { os: "cisco-ios", config: "version 15.2\nsnmp-server group OPS v3 auth" },
      { os: "cisco-ios", config: "version 15.2\nsnmp-server group OPS v3 noauth" },
      {
        os: "fortinet-fortios",
        config:
          'config system snmp sysinfo\n set status enable\nend\nconfig system snmp user\n edit "poller"\n  set security-level auth-no-priv\n  set auth-proto sha256\n  set auth-pwd ENC FAKE-secret-1\n next\nend',
      },
    ],
  },
  *check(device) {
    if (snmpIsOff(device)) return;
    for (const { name, version, level, at, path } of device.snmp.groups) {
      if (version !== "v3") continue;
      const subject = `SNMP group "${name}"`;
      yield judge(subject, [read(level, at, path)], (least) => {
        if (least === null) return unknown(`Which security level ${subject} asks for is not known.`);
        return least === "authPriv"
          ? pass(`${subject} asks for encryption.`)
          : fail(`${subject} asks for ${least} only.`);
      });
    }
    for (const user of device.snmp.users) {
      const { name, level } = user;
      const subject = `SNMP user "${name}"`;
      yield judge(subject, [level, placeOf(user)], (least) =>
        least === "authPriv" ? pass(`${subject} uses encryption.`) : fail(`${subject} uses ${least} only.`),
      );
    }
  },
};
