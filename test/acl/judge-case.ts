import { anyPacket } from "../../src/acl/sets/conditions.ts";
import { anyService } from "../../src/model/address.ts";
import { filterOfAcl, filterOfPolicies, type Filter } from "../../src/acl/filter.ts";
import type { NamedGroups } from "../../src/acl/named-groups.ts";
import type { AclEntry, AclSet, FirewallPolicy, LaterFragments } from "../../src/model/acl.ts";
import type { KnownNames } from "./block-holds.ts";
import { inForce, tableOf } from "./brute-force.ts";
import { truthOf, type EntryTruth } from "./truths.ts";
import { judgeDecisions } from "./judge-decisions.ts";
import { judgeConcerned, judgeLeftOpen } from "./judge-parts.ts";
import { judgeEquality, judgeMinimised } from "./judge-minimised.ts";
import { judgeReachability, matchOf } from "./judge-reachability.ts";
import { judgeRegions, type AskedList, type Within } from "./judge-regions.ts";
import { randomFrom, type Random } from "./random.ts";
import { randomList, randomSpace, type RandomList } from "./random-lists.ts";
import { universeOf, type NameAxis, type Universe } from "./universe.ts";
import { shapes } from "./shapes.ts";

/** A universe, two lists over it, and what a question is limited to: all that one seed makes. */
export interface Case {
  readonly seed: number;
  readonly universe: Universe;
  readonly first: RandomList;
  readonly second: RandomList;
  /** Empty: all packets. */
  readonly spaces: readonly (AclEntry | FirewallPolicy)[];
}

export function caseOf(seed: number): Case {
  const random = randomFrom(seed);
  const shape = shapes[seed % shapes.length] ?? random.pick(shapes);
  const universe = universeOf(shape, random);
  const first = randomList(universe, random);
  const second = random.chance(0.4) ? variantOf(first, random) : randomList(universe, random, first.groups);
  const spaces = Array.from({ length: random.pick([0, 0, 1, 2]) }, () => randomSpace(universe, random));
  return { seed, universe, first, second, spaces };
}

/**
 * The case with masks that fill the bytes of addresses in every way, in an entry that matches nothing: the answers are
 * the same, but the addresses no longer fit on one line.
 */
export function withManyMasks(test: Case): Case {
  const random = randomFrom(test.seed);
  const byte = () => String(random.below(256));
  const quad = () => [byte(), byte(), byte(), byte()].join(".");
  const include = Array.from({ length: 40 }, () => ({ kind: "wildcard", address: quad(), mask: quad() }) as const);
  const nothing = { services: [{ ...anyService, protocols: [] }], serviceGroups: [], source: { include, exclude: [] } };
  return {
    ...test,
    first: withEntries(test.first, (entries) =>
      entries.flatMap((entry, at) => (at === 0 ? [{ ...entry, ...nothing }, entry] : [entry])),
    ),
  };
}

/** A list with one entry less, or two that changed places: the packets are often the same. */
function variantOf(list: RandomList, random: Random): RandomList {
  const at = random.below(12);
  const changed = <T>(entries: readonly T[]): readonly T[] => {
    const one = entries[at];
    const two = entries[at + 1];
    if (one === undefined || two === undefined || random.chance(0.5)) return entries.filter((_, place) => place !== at);
    return entries.toSpliced(at, 2, two, one);
  };
  return withEntries(list, changed);
}

/** The same list with other entries. */
export function withEntries(list: RandomList, changed: <T>(entries: readonly T[]) => readonly T[]): RandomList {
  return list.kind === "acl"
    ? { ...list, acl: { ...list.acl, entries: changed(list.acl.entries) } }
    : { ...list, policies: changed(list.policies) };
}

export interface Judged {
  readonly faults: readonly string[];
  /** Answers that stopped at a bound: right as far as they go, and too few to hide anything. */
  readonly open: number;
  readonly truths: readonly EntryTruth[];
}

export function filterOf(list: RandomList, name: string): Filter {
  const filter =
    list.kind === "acl"
      ? filterOfAcl({ ...list.acl, name }, list.groups)
      : filterOfPolicies(list.policies, list.groups, name);
  if (filter === null) throw new Error("a list without a filter");
  return filter;
}

type Question =
  | "unreachable"
  | "decide"
  | "minimise"
  | "equal"
  | "concerned"
  | "left open"
  | "permitted"
  | "denied"
  | "only first"
  | "only second"
  | "chain";

/** A case is asked a few things: the next of its shape other ones. */
const turns: readonly (readonly Question[])[] = [
  ["unreachable", "decide"],
  ["unreachable", "permitted"],
  ["minimise", "concerned"],
  ["unreachable", "only first"],
  ["equal", "left open"],
  ["unreachable", "denied"],
  ["unreachable", "chain"],
  ["minimise", "only second"],
];

/**
 * Answers of the core about a case against brute force: entries that nothing reaches, so many packets one by one,
 * smaller and equal lists, and which packets are permitted, denied or told apart by two lists: all of these questions,
 * those whose turn it is, or none.
 */
export function judgeCase(test: Case, packets: number, asked: "all" | "in turn" | "none"): Judged {
  const { seed, universe, first, second, spaces } = test;
  const turn = turns[Math.floor(seed / shapes.length) % turns.length] ?? [];
  const one = { list: first, filter: filterOf(first, "first"), table: tableOf(first, universe) };
  const truths = truthOf(one.table);
  const thorough = asked === "all" || seed % 7 === 0;
  const other = () => ({ list: second, filter: filterOf(second, "second"), table: tableOf(second, universe) });
  const regions = (...lists: readonly AskedList[]) => {
    // Where no list reads a header in later fragments, a question cannot ask for one either.
    const reads = lists.some(({ filter }) => filter.laterFragments === "like-whole-packets");
    const within = withinOf(universe, spaces, reads ? "like-whole-packets" : "unmatched");
    return judgeRegions(universe, lists, within, namesOf(lists, spaces), thorough);
  };
  const permits = { ...one, action: "permit" } as const;
  const denies = { ...one, action: "deny" } as const;
  const questions: Readonly<Record<Question, () => Iterable<string>>> = {
    unreachable: () => judgeReachability(first, one.filter, one.table, truths),
    decide: () => judgeDecisions(universe, first, one.filter, one.table, sampleOf(universe.count, packets)),
    minimise: () => judgeMinimised(universe, first, one.filter, one.table),
    equal: () => judgeEquality(universe, one, other()),
    concerned: () =>
      judgeConcerned(universe, first, one.filter, one.table, withinOf(universe, spaces, "like-whole-packets")),
    "left open": () => judgeLeftOpen(one.filter, one.table, truths),
    permitted: () => regions(permits),
    denied: () => regions(denies),
    "only first": () => regions(permits, { ...other(), action: "deny" }),
    "only second": () => regions(denies, { ...other(), action: "permit" }),
    chain: () => regions(permits, { ...other(), action: "permit" }),
  };
  const said = Object.entries(questions)
    .filter(([question]) => asked === "all" || (asked === "in turn" && turn.some((own) => own === question)))
    .flatMap(([question, answer]) => [...answer()].map((fault) => `${question}: ${fault}`));
  return { faults: said.filter((fault) => !isOpen(fault)), open: said.filter(isOpen).length, truths };
}

function isOpen(fault: string): boolean {
  return fault.includes(": open: ");
}

function withinOf(universe: Universe, spaces: Case["spaces"], laterFragments: LaterFragments): Within {
  if (spaces.length === 0) return { conditions: [anyPacket], holds: () => true, holdsPacket: () => true };
  const lists = spaces.map((space) => listOf(universe, space, laterFragments));
  const tables = lists.map((list) => tableOf(list, universe));
  const conditions = lists.flatMap((list) => filterOf(list, "within").clauses.map((clause) => clause.conditions));
  return {
    conditions,
    holds: (packet) => tables.some(({ possible }) => possible[packet] !== 0),
    holdsPacket: (packet) =>
      spaces.some((space, at) => {
        const list = lists[at];
        return list !== undefined && matchOf(list, space, packet) !== "no";
      }),
  };
}

const noGroups: NamedGroups = { addresses: new Map(), services: new Map() };

/** A list of one entry. */
function listOf({ parts }: Universe, space: AclEntry | FirewallPolicy, laterFragments: LaterFragments): RandomList {
  const shared = { groups: noGroups, unresolved: false } as const;
  if ("schedule" in space) return { ...shared, kind: "policies", policies: [space] };
  const family = parts[0]?.family === 6 ? "ipv6" : "ipv4";
  const acl: AclSet = {
    name: "within",
    family,
    kind: "extended",
    entries: [space],
    defaultAction: "deny",
    laterFragments,
    at: [],
  };
  return { ...shared, kind: "acl", acl };
}

function interfacesOf(entry: AclEntry, axis: NameAxis): readonly string[] {
  if (axis === "fromZones") return [...(entry.interfaces ?? []), ...(entry.exceptInterfaces ?? [])];
  return axis === "toZones" ? [...(entry.outInterfaces ?? []), ...(entry.exceptOutInterfaces ?? [])] : [];
}

const nameAxes = ["fromZones", "toZones", "applications", "users"] as const;

/** The names that anything in a question uses. */
function namesOf(asked: readonly AskedList[], spaces: Case["spaces"]): KnownNames {
  const used = (axis: NameAxis): readonly string[] => {
    const policies = [...asked.flatMap(({ list }) => (list.kind === "policies" ? list.policies : [])), ...spaces];
    const lists = policies.flatMap((policy) => ("schedule" in policy && policy.enabled ? [policy[axis]] : []));
    const entries = asked.flatMap(({ list }) => (list.kind === "acl" ? inForce(list.acl) : []));
    const ports = [...entries, ...spaces].flatMap((entry) => ("schedule" in entry ? [] : interfacesOf(entry, axis)));
    return [...new Set([...lists.flatMap((names) => (names === "any" ? [] : names)), ...ports])];
  };
  const [fromZones, toZones, applications, users] = nameAxes.map(used);
  return { fromZones: fromZones ?? [], toZones: toZones ?? [], applications: applications ?? [], users: users ?? [] };
}

/** Some packets, spread over all. */
function sampleOf(count: number, wanted: number): readonly number[] {
  const step = Math.max(1, count / wanted);
  return Array.from({ length: Math.min(count, wanted) }, (_, place) => Math.floor(place * step));
}
