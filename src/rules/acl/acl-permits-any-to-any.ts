import type { AclEntry } from "../../model/acl.ts";
import { read } from "../../model/fact.ts";
import { namedGroups, type NamedGroups } from "../../acl/named-groups.ts";
import { fail, judge, pass, unknown, type Rule } from "../rule.ts";
import { aclSubject, capital, entrySubject } from "../subjects/entry-words.ts";
import { every, matchesEverything, type Known } from "../subjects/width.ts";

/** An entry in force that lets every packet through; null where one of its conditions is not known. */
function permitsEverything(entry: AclEntry, groups: NamedGroups): Known {
  if (entry.action !== "permit" || entry.inactive) return false;
  const narrower = entry.established || entry.fragments !== null || entry.tcpFlags !== null || entry.dscp !== null;
  return every(!narrower, matchesEverything(entry, groups, null), entry.unresolved.length === 0 ? true : null);
}

export const aclPermitsAnyToAny: Rule = {
  id: "acl-permits-any-to-any",
  title: "An ACL entry permits everything",
  severity: "high",
  area: "acl",
  why: "An entry that permits any packet from any source to any destination turns the rest of the list into decoration.",
  fix: "Permit what is needed, by source, destination and port, and deny the rest.",
  usability: "Traffic that nobody wrote down is cut off: log it before the entry goes.",
  remediation: {
    "cisco-ios": "ip access-list extended <name>\n no permit ip any any",
    "juniper-junos": "delete firewall family inet filter <name> term <term>",
  },
  needs: ["acls", "objects"],
  references: {
    cci: ["CCI-001097"],
    "nist-800-53": ["SC-7"],
    stig: ["CISC-RT-000320"],
    nsa: ["2.4"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp any host 192.0.2.80 eq 443\n deny ip any any log",
      },
      {
        os: "juniper-junos",
        config:
          "firewall { family inet { filter EDGE { term WEB { from { destination-address { 192.0.2.80/32; } protocol tcp; destination-port 443; } then accept; } } } }",
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\ninterface GigabitEthernet0/0\n ip access-group EDGE in",
        because: "IOS lets everything through a list without entries",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n deny tcp any any eq 23\n permit ip any any",
      },
      { os: "cisco-ios", config: "version 15.2\naccess-list 101 permit ip any any" },
      {
        os: "juniper-junos",
        config: "firewall { family inet { filter EDGE { term REST { then accept; } } } }",
        because: "a term without from matches every packet",
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
    const groups = namedGroups(device);
    for (const acl of device.aclSets) {
      if (acl.family === "mac") continue;
      let clean = true;
      for (const entry of acl.entries) {
        const everything = permitsEverything(entry, groups);
        if (everything === false) continue;
        clean = false;
        const subject = entrySubject(acl, entry);
        yield judge(subject, [read(null, entry.at, entry.path)], () =>
          everything === true
            ? fail(`${capital(aclSubject(acl))} permits everything in entry ${entry.label}.`)
            : unknown(`Whether ${aclSubject(acl)} permits everything in entry ${entry.label} cannot be told.`),
        );
      }
      if (acl.defaultAction === "permit" && acl.entries.length === 0) {
        clean = false;
        yield judge(aclSubject(acl), [read(null, acl.at, acl.path)], () =>
          fail(`${capital(aclSubject(acl))} has no entry, and permits everything by that.`),
        );
      }
      if (clean) {
        yield judge(aclSubject(acl), [read(null, acl.at, acl.path)], () =>
          pass(`${capital(aclSubject(acl))} has no entry that permits everything.`),
        );
      }
    }
  },
};
