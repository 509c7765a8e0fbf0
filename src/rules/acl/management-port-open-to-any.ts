import type { DeviceConfig } from "../../model/device-config.ts";
import { read } from "../../model/fact.ts";
import type { Clause, Filter } from "../../acl/filter.ts";
import type { KnownService } from "../../acl/openness/known-services.ts";
import { openPorts, type OpenPort } from "../../acl/openness/open-ports.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import { permitsEverything } from "../../acl/openness/permits-everything.ts";
import { evidenceOf, fail, judge, notApplicable, pass, unknown, type Judgement, type Rule } from "../rule.ts";
import { distinct } from "../subjects/distinct.ts";
import { handsOn } from "../subjects/hands-on.ts";
import { aclSubject, capital, policySubject } from "../subjects/entry-words.ts";
import { managementPorts } from "../subjects/management-ports.ts";
import { aclsOf, clauseSubject, placeOf, policyFiltersOf, severalNames } from "../subjects/unreached.ts";
import { isWithinOneZone } from "../subjects/within-one-zone.ts";

export const managementPortOpenToAny: Rule = {
  id: "management-port-open-to-any",
  title: "Any source may reach a management port",
  severity: "high",
  area: "acl",
  why: "Ports that administer systems are scanned all the time; open to any source they invite guessing and every new flaw.",
  fix: "Name the sources that administer, or send them through a VPN.",
  usability: "Administrators from other networks lose access.",
  remediation: {
    "cisco-ios":
      "ip access-list extended <name>\n no permit tcp any <destination> eq 22\n permit tcp <management network> <destination> eq 22",
    "juniper-junos": "set firewall family inet filter <name> term <term> from source-prefix-list MGMT",
    "fortinet-fortios": "config firewall policy\n edit <id>\n  set srcaddr <management network>\n next\nend",
  },
  needs: ["acls", "policies", "objects"],
  references: {
    cci: ["CCI-001097", "CCI-001368"],
    "nist-800-53": ["SC-7", "AC-4"],
    stig: ["CISC-RT-000320", "FNFG-FW-000085"],
    nsa: ["2.4", "7.4"],
  },
  examples: {
    compliant: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp 198.51.100.0 0.0.0.255 any eq 22\n deny tcp 0.0.0.0 127.255.255.255 any eq 22\n deny tcp 128.0.0.0 127.255.255.255 any eq 22\n permit tcp any any range 20 22",
        because: "the denials together leave the last entry no source",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n deny tcp any any range 22 23\n permit tcp any any range 20 25",
        because: "an earlier entry denies the management ports to everyone",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp 198.51.100.0 0.0.0.255 any eq 22\n permit tcp any host 192.0.2.80 eq 443",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n permit tcp any any established",
        because: "answers to sessions from inside open no port",
      },
    ],
    violating: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n permit tcp 0.0.0.0 127.255.255.255 host 192.0.2.1 eq 22\n permit tcp 128.0.0.0 127.255.255.255 any range 20 25",
        because: "the two halves of all sources together are any",
      },
      {
        os: "cisco-ios",
        config:
          "version 15.2\nip access-list extended EDGE\n deny tcp any host 192.0.2.1 eq 22\n permit tcp any any range 20 25",
        because: "one host is spared, and the rest is open",
      },
      { os: "cisco-ios", config: "version 15.2\nip access-list extended EDGE\n permit tcp any any eq 22" },
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n permit tcp any host 192.0.2.1 range 20 25",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\nip access-list extended EDGE\n permit ip any host 192.0.2.1",
        because: "every port is a management port too",
      },
      {
        os: "fortinet-fortios",
        config:
          'config firewall policy\n edit 1\n  set srcintf "wan1"\n  set dstintf "port2"\n  set srcaddr "all"\n  set dstaddr "all"\n  set action accept\n  set schedule "always"\n  set service "SSH"\n next\nend',
      },
      {
        os: "juniper-junos",
        config:
          "security { policies { from-zone untrust to-zone trust { policy SSH { match { source-address any; destination-address any; application junos-ssh; } then { permit; } } } } }",
      },
    ],
    unknown: [
      {
        os: "cisco-ios",
        config:
          "version 15.2\ntime-range NIGHT\n periodic daily 0:00 to 6:00\nip access-list extended EDGE\n permit tcp any any eq 22 time-range NIGHT",
      },
      {
        os: "cisco-ios",
        config: "version 15.2\ninterface GigabitEthernet0/0\n ip quantum mode",
        because: "nobody knows what a line means that the parser does not understand",
      },
    ],
  },
  *check(device) {
    yield* distinct(judgeAcls(device));
    for (const filter of policyFiltersOf(device).values()) yield* judgePolicies(filter);
  },
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
    const { openings, complete } = openingsOf(filter);
    for (const [clauses, open] of openings) {
      const name = clauseSubject(acl, clauses);
      yield judgeOpening(name, clauses.length === 1 ? name : `${severalNames(clauses)} of ${subject}`, clauses, open);
    }
    if (!complete) yield judge(subject, [read(null, acl.at, acl.path)], () => unknown(tooLong(subject)));
    else if (openings.length === 0 && acl.defaultAction === "deny") {
      yield judge(subject, [read(null, acl.at, acl.path)], () =>
        pass(`${capital(subject)} lets no source at large to a management port.`),
      );
    }
  }
}

function* judgePolicies(filter: Filter): Iterable<Judgement> {
  // Who must log in first is known by name, wherever the packet comes from.
  const clauses = filter.clauses.filter(({ action, conditions }) => action !== "permit" || conditions.users === "any");
  const { openings, complete } = openingsOf({ ...filter, clauses });
  const judged = new Set<Clause>();
  for (const [several, open] of openings) {
    const [only] = several;
    if (several.length === 1 && only !== undefined) judged.add(only);
    const names = severalNames(several);
    yield several.every(staysInOneZone)
      ? judge(names, several.map(placeOf), () => notApplicable(`Within one zone the platform permits: ${names}.`))
      : judgeOpening(names, names, several, open);
  }
  for (const clause of filter.clauses) {
    const { entry } = clause;
    if (clause.action !== "permit" || judged.has(clause) || !("fromZones" in entry)) continue;
    // What nobody wrote is told where it opens a port, and earns no pass.
    if (complete && entry.implied === true) continue;
    const subject = policySubject(entry);
    yield judge(subject, [placeOf(clause)], () => {
      if (!complete) return unknown(tooLong(subject));
      return mayOpen(filter, clause)
        ? unknown(`Whether ${subject} lets any source to a management port cannot be told.`)
        : pass(`Not any source may reach a management port by ${subject} alone.`);
    });
  }
}

function staysInOneZone({ entry }: Clause): boolean {
  return "fromZones" in entry && isWithinOneZone(entry);
}

/** What cannot be known of a policy may open a port, though an earlier one in doubt too is told in its place. */
function mayOpen(filter: Filter, clause: Clause): boolean {
  if (clause.unresolved.length === 0) return false;
  const { openings, complete } = openingsOf({ ...filter, clauses: [clause] });
  return !complete || openings.length > 0;
}

type Openings = readonly (readonly [clauses: readonly Clause[], open: OpenPort<KnownService> | "everything"])[];

/** The first port that each clause opens, or that several open together; "everything" where it is not ports at all. */
function openingsOf(filter: Filter): { readonly openings: Openings; readonly complete: boolean } {
  const { open, complete } = openPorts(filter, managementPorts);
  const found = new Map<string, Openings[number]>();
  for (const port of open) {
    const clauses = port.clauses.filter((clause) => clause !== null);
    if (clauses.length === 0) continue;
    const key = clauses.map((clause) => filter.clauses.indexOf(clause)).join(",");
    const known = found.get(key)?.[1];
    if (known === undefined || (known !== "everything" && port.certain && !known.certain))
      found.set(key, [clauses, port]);
  }
  const isEverything = everythingIn(filter);
  const openings = [...found.values()].map(([clauses, port]): Openings[number] => {
    return [clauses, clauses.every(isEverything) ? "everything" : port];
  });
  return { openings, complete };
}

/** Whether a clause permits everything between the zones that it names, alone or with others. */
function everythingIn(filter: Filter): (clause: Clause) => boolean {
  const known = new Map<string, ReadonlySet<Clause>>();
  return (clause) => {
    const { fromZones, toZones } = clause.conditions;
    const key = JSON.stringify([fromZones, toZones]);
    const own =
      known.get(key) ??
      new Set(
        permitsEverything(filter, clause.conditions)?.flatMap(({ clauses, certain }) => (certain ? clauses : [])),
      );
    known.set(key, own);
    return own.has(clause);
  };
}

function judgeOpening(
  subject: string,
  name: string,
  clauses: readonly Clause[],
  open: OpenPort<KnownService> | "everything",
): Judgement {
  const evidence = evidenceOf(clauses.map(placeOf));
  if (open === "everything") {
    const message = `Everything is permitted, not only a management port: ${name}; another rule judges that.`;
    return { ...notApplicable(message), subject, evidence };
  }
  const { port, certain, witness } = open;
  if (!certain) {
    return { ...unknown(`Whether ${name} lets any source to a management port cannot be told.`), subject, evidence };
  }
  const example = witness === null ? "" : `, with packets such as ${packetText(witness)}`;
  return {
    ...fail(`${whoText(open)} may reach port ${port.port} (${port.name}): ${name}${example}.`),
    subject,
    evidence,
  };
}

function whoText({ share, exact }: OpenPort<KnownService>): string {
  if (share === 1 && exact) return "Any source";
  return share >= 0.99 ? "Nearly any source" : `A source of ${Math.floor(share * 100)} % of all addresses`;
}

function tooLong(subject: string): string {
  return `Whether ${subject} lets any source to a management port was not found out within the bound.`;
}
