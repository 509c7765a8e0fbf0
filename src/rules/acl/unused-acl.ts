import { read } from "../../model/fact.ts";
import { fail, judge, pass, type Rule } from "../rule.ts";
import { unusedNames } from "../subjects/unused-names.ts";
import { nameWords } from "../subjects/object-names.ts";

export const unusedAcl: Rule = {
  id: "unused-acl",
  title: "An access list is bound to nothing",
  severity: "low",
  area: "acl",
  why: "A list that nothing uses filters nothing: either a binding was forgotten, or the list is left over and misleads whoever reads it.",
  fix: "Bind the list where it belongs, or delete it.",
  usability: "None when it is deleted; binding it starts to filter.",
  remediation: {
    "cisco-ios": "no ip access-list extended <name>",
    "juniper-junos": "delete firewall family inet filter <name>",
  },
  needs: ["acls", "objects", "interfaces"],
  failsOnAbsence: true,
  references: { cci: ["CCI-001414"], "nist-800-53": ["AC-4"], cis: ["cisco-ios 3.2.2", "cisco-ios-xe 3.2.2"] },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp any host 192.0.2.80 eq 443\ninterface GigabitEthernet0/0\n ip access-group EDGE in",
      },
    ],
    violating: [
      { os: "cisco-ios", config: "version 15.2\nip access-list extended EDGE\n permit tcp any host 192.0.2.80 eq 443" },
      {
        os: "juniper-junos",
        config:
          "firewall { family inet { filter EDGE { term WEB { from { protocol tcp; destination-port 443; } then accept; } } } }",
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
    for (const { definition, used } of unusedNames(device, (kind) => kind === "acl")) {
      const words = nameWords(definition);
      yield judge(words, [read(null, definition.at, definition.path)], () =>
        used ? pass(`Something uses ${words}.`) : fail(`Nothing uses ${words}.`),
      );
    }
  },
};
