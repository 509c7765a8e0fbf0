import type { AclEntry, AclSet, FirewallPolicy } from "../../model/acl.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { read } from "../../model/fact.ts";
import { filterOfAcl, filterOfPolicies, type Clause, type Filter } from "../../acl/filter.ts";
import { leftOpen } from "../../acl/left-open.ts";
import { namedGroups } from "../../acl/named-groups.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import { unreachable, type Reachability, type Unreachable } from "../../acl/unreachable.ts";
import { evidenceOf, judge, pass, fail, unknown, type Judgement } from "../rule.ts";
import { distinct } from "./distinct.ts";
import { aclSubject, capital, entrySubject, policySubject } from "./entry-words.ts";

/** What is proved of one list, and which of its clauses that leaves open. */
interface Proved extends Reachability {
  readonly open: readonly Clause[];
}

/** Three rules ask the same of each list: it is worked out once. */
const provedLists = new WeakMap<Filter, Proved>();
const aclFilters = new WeakMap<AclSet, Filter>();
const policyFilters = new WeakMap<readonly FirewallPolicy[], ReadonlyMap<string | null, Filter>>();

function provedOf(filter: Filter): Proved {
  const known = provedLists.get(filter);
  if (known !== undefined) return known;
  const reachability = unreachable(filter);
  const proved = { ...reachability, open: leftOpen(filter, reachability) };
  provedLists.set(filter, proved);
  return proved;
}

/** Every ACL of a device that is no MAC list, with its filter; the same objects each time. */
export function aclsOf(device: DeviceConfig): readonly (readonly [AclSet, Filter])[] {
  const groups = namedGroups(device);
  return device.aclSets.flatMap((acl) => {
    const filter = aclFilters.get(acl) ?? filterOfAcl(acl, groups);
    if (filter !== null) aclFilters.set(acl, filter);
    return filter === null ? [] : [[acl, filter] as const];
  });
}

/** The firewall policies of a device as one filter for each scope; the same objects each time. */
export function policyFiltersOf(device: DeviceConfig): ReadonlyMap<string | null, Filter> {
  const known = policyFilters.get(device.firewallPolicies);
  if (known !== undefined) return known;
  const groups = namedGroups(device);
  const filters = new Map(
    [...Map.groupBy(device.firewallPolicies, ({ scope }) => scope)].map(([scope, policies]) => {
      return [scope, filterOfPolicies(policies, groups, "policies")] as const;
    }),
  );
  policyFilters.set(device.firewallPolicies, filters);
  return filters;
}

export type UnreachedKind = "shadowed" | "redundant" | "empty";

/** Entries of ACLs that nothing reaches for one reason; one pass for each list that has none. */
export function judgeEntries(device: DeviceConfig, kind: UnreachedKind): Iterable<Judgement> {
  return distinct(entryJudgements(device, kind));
}

function* entryJudgements(device: DeviceConfig, kind: UnreachedKind): Iterable<Judgement> {
  for (const [acl, filter] of aclsOf(device)) {
    const { unreachable: found, unknown: unsettled, open } = provedOf(filter);
    let clean = true;
    for (const one of found) {
      if (one.kind !== kind && (one.kind !== "covered" || kind === "empty")) continue;
      clean = false;
      yield judgement(entrySubject(acl, entryOf(one.clause)), one, `Entry ${one.clause.label} of ${aclSubject(acl)}`);
    }
    const doubtful = kind === "empty" ? [] : [...unsettled.map(({ clause }) => clause), ...open];
    if (doubtful.length > 0) {
      yield judge(aclSubject(acl), doubtful.map(placeOf), () => unknown(doubtText(doubtful, aclSubject(acl))));
    } else if (clean) {
      yield judge(aclSubject(acl), [read(null, acl.at, acl.path)], () =>
        pass(`${cleanText[kind]} ${aclSubject(acl)}.`),
      );
    }
  }
}

const cleanText: Readonly<Record<UnreachedKind, string>> = {
  shadowed: "Earlier entries decide no entry the other way in",
  redundant: "Earlier entries make no entry needless in",
  empty: "A packet can match every entry of",
};

/** The same for firewall policies, one judgement for each that is in force. */
export function* judgePolicies(device: DeviceConfig, kind: UnreachedKind): Iterable<Judgement> {
  for (const filter of policyFiltersOf(device).values()) {
    const { unreachable: found, unknown: unsettled, open } = provedOf(filter);
    const unreached = new Map(found.map((one) => [one.clause, one]));
    const doubtful = new Set([...unsettled.map(({ clause }) => clause), ...open]);
    for (const clause of filter.clauses) {
      const { entry } = clause;
      if (!("fromZones" in entry) || entry.implied === true) continue;
      const subject = policySubject(entry);
      const one = unreached.get(clause);
      if (one !== undefined && (one.kind === kind || (one.kind === "covered" && kind !== "empty"))) {
        yield judgement(subject, one, capital(subject));
      } else if (kind !== "empty" && doubtful.has(clause)) {
        yield judge(subject, [placeOf(clause)], () =>
          unknown(`Whether earlier policies leave anything to ${subject} cannot be known.`),
        );
      } else {
        yield judge(subject, [placeOf(clause)], () => pass(`${policyCleanText[kind]} ${subject}.`));
      }
    }
  }
}

const policyCleanText: Readonly<Record<UnreachedKind, string>> = {
  shadowed: "Earlier policies do not decide the other way all that is left to",
  redundant: "Earlier policies do not make needless",
  empty: "Some session can match",
};

function judgement(subject: string, one: Unreachable, name: string): Judgement {
  const places = [one.clause, ...one.coveredBy, ...(one.decidedBy === null ? [] : [one.decidedBy])].map(placeOf);
  const message = `${name} never matches: ${reasonText(one)}${fragmentText(one)}.`;
  return { ...(one.kind === "covered" ? unknown(message) : fail(message)), subject, evidence: evidenceOf(places) };
}

function reasonText({ kind, clause, coveredBy, witness, decidedBy }: Unreachable): string {
  const earlier = severalNames(coveredBy);
  const [takes, decides] = coveredBy.length === 1 ? ["takes", "decides"] : ["together take", "decide"];
  switch (kind) {
    case "empty":
      return "no packet meets all its conditions";
    case "redundant":
      return `${earlier} before it ${takes} all its packets and ${decides} them the same way`;
    case "covered":
      return `${earlier} before it ${takes} all its packets, and whether the same way depends on what cannot be resolved`;
    case "shadowed":
    default: {
      const covered = `${earlier} before it ${takes} all its packets`;
      if (witness === null || decidedBy === null || clause.action === "next") return covered;
      const other = decidedBy.action === "permit" ? "permits" : "denies";
      return `${covered}, and ${nameOf(decidedBy)} ${other} some that it would ${clause.action}, such as ${packetText(witness)}`;
    }
  }
}

function fragmentText({ onlyLaterFragments }: Unreachable): string {
  return onlyLaterFragments ? ", except that later fragments, which carry no ports, may still reach it" : "";
}

function nameOf({ label, entry }: Clause): string {
  return "fromZones" in entry ? policySubject(entry) : `entry ${label}`;
}

/** Entries or policies by name; the first few of many. */
export function severalNames(clauses: readonly Clause[]): string {
  const [only] = clauses;
  if (only !== undefined && clauses.length === 1) return nameOf(only);
  const policies = clauses.some(({ entry }) => "fromZones" in entry);
  const labels = clauses.map(({ label }) => (policies ? `"${label}"` : label));
  const shown = labels.length <= 5 ? labels : [...labels.slice(0, 4), `${labels.length - 4} more`];
  return `${policies ? "policies" : "entries"} ${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}

function doubtText(doubtful: readonly Clause[], subject: string): string {
  const entries = doubtful.length === 1 ? `entry ${doubtful[0]?.label ?? ""}` : `${doubtful.length} entries`;
  return `Whether earlier entries leave anything to ${entries} of ${subject} cannot be known.`;
}

export function placeOf({ entry: { at, path } }: Clause): ReturnType<typeof read<null>> {
  return read(null, at, path);
}

function entryOf({ entry }: Clause): AclEntry {
  if ("fromZones" in entry) throw new Error("An ACL holds entries, not policies.");
  return entry;
}

/** The subject of one entry of an ACL, or of the list where there are several. */
export function clauseSubject(acl: AclSet, clauses: readonly Clause[]): string {
  const [only] = clauses;
  return only !== undefined && clauses.length === 1 ? entrySubject(acl, entryOf(only)) : aclSubject(acl);
}
