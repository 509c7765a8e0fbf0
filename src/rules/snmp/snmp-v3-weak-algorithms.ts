import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { snmpIsOff } from "../subjects/snmp.ts";
import { placeOf } from "../subjects/place-of.ts";

/** RFC 7860 brought the SHA-2 protocols; RFC 3826 AES. */
const strongAuthentication: ReadonlySet<string> = new Set(["sha224", "sha256", "sha384", "sha512"]);
const weakAuthentication: ReadonlySet<string> = new Set(["md5", "sha"]);
const strongPrivacy: ReadonlySet<string> = new Set(["aes128", "aes192", "aes256"]);
const weakPrivacy: ReadonlySet<string> = new Set(["des", "3des"]);

export const snmpV3WeakAlgorithms: Rule = {
  id: "snmp-v3-weak-algorithms",
  title: "An SNMPv3 user has weak algorithms",
  severity: "medium",
  area: "snmp",
  why: "Recorded packets with MD5, SHA-1 or DES let an attacker guess the keys and read or forge what follows.",
  fix: "Use SHA-2 for authentication and AES for privacy.",
  usability: "Pollers must be given the new algorithms; old ones may know none of them.",
  remediation: {
    "cisco-ios": "snmp-server user <user> <group> v3 auth sha-2 256 <key> priv aes 256 <key>",
    "juniper-junos": "set snmp v3 usm local-engine user <user> authentication-sha256 authentication-password <key>",
    "fortinet-fortios":
      "config system snmp user\n edit <user>\n  set auth-proto sha256\n  set priv-proto aes256\n next\nend",
  },
  needs: ["snmp"],
  references: {
    cci: ["CCI-001967", "CCI-000068"],
    "nist-800-53": ["IA-3 (1)", "AC-17 (2)"],
    stig: ["CISC-ND-001130", "CISC-ND-001140", "JUSX-DM-000146", "JUSX-DM-000149", "JUNI-ND-001120", "FGFW-ND-000210"],
    cis: ["cisco-ios 1.5.10", "cisco-ios-xe 1.5.10"],
    nsa: ["7.11.3"],
  },
  examples: {
    compliant: [
      {
        os: "juniper-junos",
        config:
          'snmp { v3 { usm { local-engine { user poller { authentication-sha256 { authentication-key "$9$FAKE"; } privacy-aes128 { privacy-key "$9$FAKE"; } } } } } }',
      },
      {
        os: "fortinet-fortios",
        config:
          'config system snmp sysinfo\n set status enable\nend\nconfig system snmp user\n edit "poller"\n  set security-level auth-priv\n  set auth-proto sha256\n  set auth-pwd ENC FAKE-secret-1\n  set priv-proto aes256\n  set priv-pwd ENC FAKE-secret-2\n next\nend',
      },
    ],
    violating: [
      {
        os: "fortinet-fortios",
        config:
          'config system snmp sysinfo\n set status enable\nend\nconfig system snmp user\n edit "poller"\n  set security-level auth-priv\n  set auth-proto md5\n  set auth-pwd ENC FAKE-secret-1\n  set priv-proto des\n  set priv-pwd ENC FAKE-secret-2\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          'snmp { v3 { usm { local-engine { user poller { authentication-md5 { authentication-key "$9$FAKE"; } privacy-des { privacy-key "$9$FAKE"; } } } } } }',
      },
    ],
  },
  *check(device) {
    if (snmpIsOff(device)) return;
    for (const user of device.snmp.users) {
      const { name, authentication, privacy } = user;
      const subject = `SNMP user "${name}"`;
      yield judge(subject, [authentication, privacy, placeOf(user)], (auth, priv) => {
        const used = [auth, priv].filter((algorithm) => algorithm !== null);
        const weak = used.filter((algorithm) => weakAuthentication.has(algorithm) || weakPrivacy.has(algorithm));
        if (weak.length > 0) return fail(`${subject} uses ${weak.join(" and ")}.`);
        const strange = used.filter(
          (algorithm) => !strongAuthentication.has(algorithm) && !strongPrivacy.has(algorithm),
        );
        if (strange.length > 0) return unknown(`Nothing is known of the strength of ${strange.join(", ")}.`);
        return used.length === 0
          ? fail(`${subject} uses neither authentication nor encryption.`)
          : pass(`${subject} uses ${used.join(" and ")}.`);
      });
    }
  },
};
