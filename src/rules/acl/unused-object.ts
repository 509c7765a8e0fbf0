import type { ObjectKind } from "../../model/acl.ts";
import { read } from "../../model/fact.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";
import { nameWords } from "../subjects/object-names.ts";
import { unusedNames } from "../subjects/unused-names.ts";

/** ACLs have a rule of their own; interfaces and zones are more than names to refer to. */
const judged: ReadonlySet<ObjectKind> = new Set([
  "prefix-list",
  "address-group",
  "service-group",
  "time-range",
  "aaa-list",
  "aaa-group",
  "snmp-view",
  "key-chain",
]);

export const unusedObject: Rule = {
  id: "unused-object",
  title: "An object is defined and used nowhere",
  severity: "info",
  area: "acl",
  why: "Left-over objects hide which ones matter, and come back into use by mistake.",
  fix: "Delete the object.",
  usability: "None.",
  remediation: {
    "cisco-ios": "no object-group network <name>",
    "juniper-junos": "delete security address-book <book> address <name>",
    "fortinet-fortios": "config firewall address\n delete <name>\nend",
  },
  needs: ["objects", "acls", "policies"],
  failsOnAbsence: true,
  references: { cci: ["CCI-001414"], "nist-800-53": ["AC-4"], cis: ["fortios 3.1"] },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nobject-group network WEB\n host 192.0.2.80\nip access-list extended EDGE\n permit tcp any object-group WEB eq 443\ninterface GigabitEthernet0/0\n ip access-group EDGE in",
      },
    ],
    violating: [
      { os: "juniper-junos", config: "policy-options { prefix-list WEB { 192.0.2.80/32; } }" },
      { os: "cisco-ios", config: "version 15.2\nobject-group network WEB\n host 192.0.2.80" },
      {
        os: "fortinet-fortios",
        config:
          'config firewall address\n edit "web"\n  set subnet 192.0.2.80 255.255.255.255\n next\nend\nconfig firewall policy\nend',
      },
    ],
    unknown: [
      {
        os: "fortinet-fortios",
        config: 'config firewall address\n edit "web"\n  set subnet 192.0.2.80 255.255.255.255\n next\nend',
        because: "the policies that may use it were not collected",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip quantum mode",
        because: "nobody knows what a line means that the parser does not understand",
      },
    ],
  },
  *check(device) {
    for (const { definition, used } of unusedNames(device, (kind) => judged.has(kind))) {
      const words = nameWords(definition);
      yield judge(words, [read(null, definition.at, definition.path)], () =>
        used ? pass(`Something uses ${words}.`) : fail(`Nothing uses ${words}.`),
      );
    }
  },
};
