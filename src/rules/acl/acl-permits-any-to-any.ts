import type { Clause, Filter } from "../../acl/filter.ts";
import { permitsEverything } from "../../acl/openness/permits-everything.ts";
import { anyPacket } from "../../acl/sets/conditions.ts";
import { askingNothing, type AclEntry, type AclSet } from "../../model/acl.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { read } from "../../model/fact.ts";
import { fail, judge, notApplicable, pass, unknown, type Judgement, type Rule } from "../rule.ts";
import { distinct } from "../subjects/distinct.ts";
import { handsOn } from "../subjects/hands-on.ts";
import { aclSubject, capital } from "../subjects/entry-words.ts";
import { aclsOf, clauseSubject, placeOf, severalNames } from "../subjects/unreached.ts";

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
    "linux-iptables": "iptables -P FORWARD DROP",
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
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n deny ip any any\n permit ip any any",
        because: "nothing reaches the second entry",
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
        os: "linux-iptables",
        config: "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -p tcp --dport 23 -j DROP\nCOMMIT",
        because: "the default action permits all the rest",
      },
      {
        os: "juniper-junos",
        config: "firewall { family inet { filter EDGE { term REST { then accept; } } } }",
        because: "a term without from matches every packet",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit ip 0.0.0.0 127.255.255.255 any\n permit ip 128.0.0.0 127.255.255.255 any",
        because: "the two halves together are any",
      },
    ],
    unknown: [
      {
        os: "linux-iptables",
        config: "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -i eth0 -j DROP\nCOMMIT",
        because: "the default action permits what comes in elsewhere",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\ntime-range NIGHT\n periodic daily 0:00 to 6:00\nip access-list extended EDGE\n permit ip any any time-range NIGHT",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip quantum mode",
        because: "nobody knows what a line means that the parser does not understand",
      },
    ],
  },
  check: (device) => distinct(judgeAcls(device)),
};

function* judgeAcls(device: DeviceConfig): Iterable<Judgement> {
  for (const [acl, filter] of aclsOf(device)) {
    const subject = aclSubject(acl);
    if (handsOn(acl, device)) {
      yield judge(subject, [read(null, acl.at, acl.path)], () =>
        notApplicable(`${capital(subject)} hands on what it permits, and another list decides.`),
      );
      continue;
    }
    const found = permitsEverything(filter);
    if (found === null) {
      yield judge(subject, [read(null, acl.at, acl.path)], () =>
        unknown(`Whether entries of ${subject} together permit everything was not found out within the bound.`),
      );
      continue;
    }
    for (const { clauses, certain } of found) {
      const name = clauses.length === 1 ? clauseSubject(acl, clauses) : subject;
      yield judge(name, clauses.map(placeOf), () => decision(subject, clauses, certain));
    }
    if (acl.defaultAction === "permit" && acl.entries.length === 0) {
      yield judge(subject, [read(null, acl.at, acl.path)], () =>
        fail(`${capital(subject)} has no entry, and permits everything by that.`),
      );
    } else if (acl.defaultAction === "permit") {
      yield judge(subject, [read(null, acl.at, acl.path)], () => byDefaultAction(acl, filter));
    } else if (found.length === 0) {
      yield judge(subject, [read(null, acl.at, acl.path)], () =>
        pass(`${capital(subject)} has no entries that permit everything.`),
      );
    }
  }
}

/** What no entry decides is one more entry that permits everything, unless the list hands it on to others. */
function byDefaultAction(acl: AclSet, filter: Filter): ReturnType<typeof fail> {
  const subject = capital(aclSubject(acl));
  const rest: Clause = {
    entry: { ...askingNothing, label: "default", action: "permit", at: acl.at },
    label: "default",
    action: "permit",
    conditions: anyPacket,
    certain: anyPacket,
    unresolved: [],
  };
  const found = permitsEverything({ ...filter, clauses: [...filter.clauses, rest] });
  if (found === null) return unknown(`What entries of ${aclSubject(acl)} leave was not found out within the bound.`);
  if (!found.some(({ clauses }) => clauses.includes(rest)))
    return pass(`${subject} leaves nothing to its default action.`);
  return acl.entries.some(mayDenyAll)
    ? unknown(`${subject} permits what no entry denies, and what that leaves cannot be told.`)
    : fail(`${subject} permits everything that none of its entries denies, by its default action.`);
}

/** "Everything but from inside" and its like: what is left may be one interface's packets alone, or nothing. */
function mayDenyAll({ action, source, destination, services, unresolved, ...entry }: AclEntry): boolean {
  const ofAll = [source, destination].every(
    ({ include, exclude }) => exclude.length === 0 && include.some(({ kind }) => kind === "any"),
  );
  // What is denied to the states of old connections leaves new ones.
  const ofNew = entry.connectionStates?.includes("new") ?? true;
  const some = entry.interfaces !== undefined || entry.outInterfaces !== undefined || unresolved.length > 0;
  return action === "deny" && ofAll && ofNew && some && services.some(({ protocols }) => protocols === "any");
}

function decision(subject: string, clauses: readonly Clause[], certain: boolean): ReturnType<typeof fail> {
  const how = `everything in ${severalNames(clauses)}${clauses.length > 1 ? " together" : ""}`;
  return certain
    ? fail(`${capital(subject)} permits ${how}.`)
    : unknown(`Whether ${subject} permits ${how} cannot be told.`);
}
