import { read } from "../../model/fact.ts";
import { coveredEntries } from "../../acl/covers.ts";
import { namedGroups } from "../../acl/named-groups.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { aclSubject, entrySubject } from "../subjects/entry-words.ts";

export const aclEntryCovered: Rule = {
  id: "acl-entry-covered",
  title: "An ACL entry can never match",
  severity: "low",
  area: "acl",
  why: "An entry whose packets an earlier one takes all does nothing: it misleads whoever reads the list, and where the two differ in action, somebody meant something that does not happen.",
  fix: "Delete the entry, or move it above the one that covers it.",
  usability: "None for a redundant entry; moving a shadowed one changes what passes.",
  remediation: {
    "cisco-ios": "ip access-list extended <name>\n no <sequence number>",
    "juniper-junos": "delete firewall family inet filter <name> term <term>",
  },
  needs: ["acls", "objects"],
  references: { cci: ["CCI-001414"], "nist-800-53": ["AC-4"], nsa: ["2.4"] },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp 192.0.2.0 0.0.0.255 any eq 22\n permit tcp 198.51.100.0 0.0.0.255 any eq 22",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp any any established\n permit tcp any any eq 443",
        because: "the first takes only a part of what the second matches",
      },
    ],
    violating: [
      {
        os: "juniper-junos",
        config:
          "firewall { family inet { filter EDGE { term ALL { from { protocol tcp; } then accept; } term SSH { from { protocol tcp; destination-port 22; } then discard; } } } }",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit ip 192.0.2.0 0.0.0.255 any\n permit tcp host 192.0.2.7 any eq 22",
        because: "redundant: the first permits the same packets",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n permit tcp any any\n deny tcp any any eq 23",
        because: "shadowed: the second is meant to deny what the first permits",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\ntime-range NIGHT\n periodic daily 0:00 to 6:00\nip access-list extended EDGE\n permit tcp any any\n deny tcp any any eq 23 time-range NIGHT",
      },
    ],
  },
  *check(device) {
    const groups = namedGroups(device);
    for (const acl of device.aclSets) {
      if (acl.family === "mac") continue;
      const { covered, uncompared } = coveredEntries(acl, groups);
      for (const { entry, by } of covered) {
        const shadowed = entry.action !== by.action;
        yield judge(entrySubject(acl, entry), [read(null, entry.at, entry.path), read(null, by.at, by.path)], () =>
          fail(
            shadowed
              ? `Entry ${entry.label} of ${aclSubject(acl)} never matches: it is shadowed by entry ${by.label}, which acts otherwise on the same packets.`
              : `Entry ${entry.label} of ${aclSubject(acl)} never matches: it is redundant after entry ${by.label}, which acts the same on its packets.`,
          ),
        );
      }
      if (uncompared.length > 0) {
        const places = uncompared.map(({ at, path }) => read(null, at, path));
        yield judge(aclSubject(acl), places, () =>
          unknown(`${uncompared.length} of the entries of ${aclSubject(acl)} could not be compared.`),
        );
      } else if (covered.length === 0) {
        yield judge(aclSubject(acl), [read(null, acl.at, acl.path)], () =>
          pass(`No entry of ${aclSubject(acl)} is covered by one earlier entry.`),
        );
      }
    }
  },
};
