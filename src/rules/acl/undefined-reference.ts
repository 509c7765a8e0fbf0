import type { ObjectName, ObjectUse } from "../../model/acl.ts";
import { read } from "../../model/fact.ts";
import { fail, judge, listed, pass, type Rule } from "../rule.ts";
import { nameWords, nameKey } from "../subjects/object-names.ts";

/** A name is defined in the scope that uses it, or for the whole device. */
function isDefined(use: ObjectUse, defined: ReadonlySet<string>): boolean {
  return defined.has(nameKey(use)) || defined.has(nameKey({ ...use, scope: null }));
}

export const undefinedReference: Rule = {
  id: "undefined-reference",
  title: "A name is used that nothing defines",
  severity: "medium",
  area: "acl",
  why: "What a device does with a name that is not there differs by platform and place: a filter may let everything pass, or nothing.",
  fix: "Define the object, or correct the name where it is used.",
  usability: "Defining a missing filter starts to filter: write it whole before it is bound.",
  remediation: {
    "cisco-ios": "ip access-list extended <name>\n permit <what is needed>\n deny ip any any log",
    "juniper-junos": "set policy-options prefix-list <name> <prefix>",
    "fortinet-fortios": "config firewall address\n edit <name>\n  set subnet <network> <mask>\n next\nend",
  },
  needs: ["objects", "acls", "policies"],
  failsOnAbsence: true,
  references: { cci: ["CCI-001414"], "nist-800-53": ["AC-4"], nsa: ["2.4"] },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp any host 192.0.2.80 eq 443\ninterface GigabitEthernet0/0\n ip access-group EDGE in",
      },
    ],
    violating: [
      { os: "juniper-junos", config: "interfaces { ge-0/0/0 { unit 0 { family inet { filter { input EDGE; } } } } }" },
      { os: "cisco-ios", config: "version 15.2\ninterface GigabitEthernet0/0\n ip access-group EDGE in" },
      { os: "cisco-ios", config: "version 15.2\nline vty 0 4\n access-class MGMT in\n transport input ssh" },
      {
        os: "fortinet-fortios",
        config:
          'config firewall address\n edit "web"\n  set subnet 192.0.2.80 255.255.255.255\n next\nend\nconfig firewall policy\n edit 1\n  set srcintf "port1"\n  set dstintf "port2"\n  set srcaddr "MISSING"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "HTTPS"\n next\nend',
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip quantum mode",
        because: "nobody knows what a line means that the parser does not understand",
      },
    ],
  },
  *check(device) {
    if (device.uses.length === 0) return;
    const defined = new Set(device.definitions.map((definition: ObjectName) => nameKey(definition)));
    let missing = 0;
    for (const use of device.uses) {
      if (isDefined(use, defined)) continue;
      missing += 1;
      yield judge(`${use.by}: ${nameWords(use)}`, [read(null, use.at, use.path)], () =>
        fail(`${use.by} uses ${nameWords(use)}, which nothing defines.`),
      );
    }
    if (missing === 0) {
      yield judge("names", [listed(device.uses, "No line uses a name.")], (uses) =>
        pass(`Every one of the ${uses.length} names in use is defined.`),
      );
    }
  },
};
