import { describe, expect, it } from "vitest";
import { changedClauses } from "../../src/acl/changed-clauses.ts";
import { compareFilters, equalIf, sameness } from "../../src/acl/compare-lists.ts";
import { prepare } from "../../src/acl/decide.ts";
import { filterOfAcl, filterOfPolicies, type Clause, type Filter } from "../../src/acl/filter.ts";
import type { Region } from "../../src/acl/packets-where.ts";
import { fateOf, tableOf } from "./brute-force.ts";
import { aclNamed, configOf } from "./filters-under-test.ts";
import { randomList, type RandomList } from "./random-lists.ts";
import { randomFrom, type Random } from "./random.ts";
import { shapes } from "./shapes.ts";
import { universeOf } from "./universe.ts";

function filterOf(list: RandomList): Filter {
  const filter =
    list.kind === "acl" ? filterOfAcl(list.acl, list.groups) : filterOfPolicies(list.policies, list.groups, "policies");
  if (filter === null) throw new Error("A random list is of no family.");
  return filter;
}

/** One change as people make it: an entry gone, two changed about, one put in, one replaced. */
function changed<T>(entries: readonly T[], others: readonly T[], random: Random): readonly T[] {
  const at = random.below(Math.max(1, entries.length));
  const other = others.slice(0, 1);
  return random.pick([
    entries.toSpliced(at, 1),
    entries.toSpliced(at, 2, ...entries.slice(at, at + 2).toReversed()),
    entries.toSpliced(at, 0, ...other),
    entries.toSpliced(at, 1, ...other),
  ]);
}

function changedList(list: RandomList, other: RandomList, random: Random): RandomList {
  if (list.kind === "acl")
    return {
      ...list,
      acl: { ...list.acl, entries: changed(list.acl.entries, other.kind === "acl" ? other.acl.entries : [], random) },
    };
  return { ...list, policies: changed(list.policies, other.kind === "policies" ? other.policies : [], random) };
}

const nobody = -1;

/** Who decides packets that the two lists decide differently, by looking at every packet: "place in one, place in other". */
function enumerated(one: RandomList, other: RandomList, universe: ReturnType<typeof universeOf>): ReadonlySet<string> {
  const tables = [tableOf(one, universe), tableOf(other, universe)] as const;
  const pairs = new Set<string>();
  for (let packet = 0; packet < universe.count; packet += 1) {
    const [first, second] = [fateOf(tables[0], packet), fateOf(tables[1], packet)];
    if (first.action !== second.action) pairs.add(`${String(first.decider)} ${String(second.decider)}`);
  }
  return pairs;
}

function placeOf(clause: Clause | null | undefined, { clauses }: Filter): number {
  return clause === null || clause === undefined ? nobody : clauses.indexOf(clause);
}

/** What is wrong with a comparison; null where nothing is. */
function mistake(shape: (typeof shapes)[number], seed: number): unknown {
  const random = randomFrom(seed + 150_000);
  const universe = universeOf(shape, random);
  const list = randomList(universe, random);
  const other = changedList(list, randomList(universe, random, list.groups), random);
  const [one, two] = [filterOf(list), filterOf(other)];
  // What cannot be known is judged elsewhere.
  if ([one, two].some(({ clauses }) => clauses.some(({ unresolved }) => unresolved.length > 0))) return null;
  const { difference } = compareFilters(one, two);
  const regions: readonly Region[] = [...difference.onlyFirst.regions, ...difference.onlySecond.regions];
  const found = new Set(
    regions.map(({ deciders: [first, second] }) => `${String(placeOf(first, one))} ${String(placeOf(second, two))}`),
  );
  const missed = [...enumerated(list, other, universe)].filter((pair) => !found.has(pair));
  const wrong = regions.filter(
    ({ witness }) => prepare(one)?.decide(witness)?.action === prepare(two)?.decide(witness)?.action,
  );
  return missed.length + wrong.length === 0 ? null : { missed, wrong };
}

const cases = shapes.flatMap((shape) =>
  Array.from({ length: 60 }, (_, seed) => [`${shape.name} ${String(seed)}`, shape, seed] as const),
);

describe("a list and the same with one change: every packet that is decided otherwise is found", () => {
  it.each(cases)("%s", (_, shape, seed) => {
    expect(mistake(shape, seed)).toBeNull();
  });
});

const lines = [
  "permit tcp any any eq 22",
  "permit tcp any any eq 23",
  "permit udp any any eq 53",
  "deny tcp any any eq 80",
  "permit tcp any host 192.0.2.1 eq 80",
  "deny ip host 192.0.2.9 any",
];

function ios(entries: readonly string[]): Filter {
  return aclNamed(
    configOf("cisco-ios", `version 15.7\nip access-list extended A\n${entries.map((line) => ` ${line}\n`).join("")}`),
    "A",
  );
}

describe("clauses that two lists do not share in the same order", () => {
  it.each<readonly [string, readonly string[], number]>([
    ["none", lines, 0],
    ["one gone", lines.toSpliced(2, 1), 1],
    ["one put in", lines.toSpliced(2, 0, "permit gre any any"), 1],
    ["one replaced", lines.toSpliced(2, 1, "permit gre any any"), 2],
    ["two neighbours changed about", lines.toSpliced(3, 2, lines[4] ?? "", lines[3] ?? ""), 2],
    ["the first one moved to the end", [...lines.slice(1), lines[0] ?? ""], 2],
    ["all gone", [], 6],
  ])("%s", (_, entries, count) => {
    expect(changedClauses(ios(lines), ios(entries))).toHaveLength(count);
  });

  it("entries that stand twice are left out of what is shared, between what has changed", () => {
    const twice = ["permit gre any any", ...lines.slice(0, 2), ...lines.slice(0, 2), "permit esp any any"];
    expect(changedClauses(ios(twice), ios(twice.slice(1, -1)))).toHaveLength(2 + 4 + 4);
  });
});

/** A list with an entry in force at night only, and another one. */
function timed(entry: string): Filter {
  return aclNamed(
    configOf(
      "cisco-ios",
      `version 15.7\ntime-range NIGHT\n periodic daily 22:00 to 23:59\nip access-list extended A\n permit tcp any any eq 22 time-range NIGHT\n ${entry}\n`,
    ),
    "A",
  );
}

describe("lists that share a condition that cannot be known", () => {
  it.each<readonly [string, string, readonly string[] | null]>([
    ["are equal if it means the same", "deny ip any any", ['time range "NIGHT"']],
    ["and are not where something else differs", "permit udp any any", null],
  ])("%s", (_, entry, conditions) => {
    const [one, other] = [timed("deny ip any any"), timed(entry)];
    expect(equalIf(one, other)).toEqual(conditions);
    expect(sameness(compareFilters(one, other).difference)).toBe(conditions === null ? "different" : "unknown");
  });
});
