import { describe, expect, it } from "vitest";
import { filterOfAcl, filterOfPolicies } from "../../src/acl/filter.ts";
import { leftOpen } from "../../src/acl/left-open.ts";
import { unreachable } from "../../src/acl/unreachable.ts";
import { tableOf, type Table } from "./brute-force.ts";
import { listText } from "./case-text.ts";
import { randomList } from "./random-lists.ts";
import { randomFrom } from "./random.ts";
import { shapes } from "./shapes.ts";
import { universeOf } from "./universe.ts";

/** Entries that are neither proved unreachable nor left open, and yet whatever cannot be known may take all they match. */
function overlooked(shape: (typeof shapes)[number], seed: number): unknown {
  const random = randomFrom(seed + 70_000);
  const universe = universeOf(shape, random);
  const list = randomList(universe, random);
  const filter =
    list.kind === "acl" ? filterOfAcl(list.acl, list.groups) : filterOfPolicies(list.policies, list.groups, "policies");
  if (filter === null) return "no filter";
  const known = unreachable(filter);
  const told = new Set([...known.unreachable, ...known.unknown].map(({ clause }) => clause.entry));
  for (const { entry } of leftOpen(filter, known)) told.add(entry);
  // What the platform adds of its own is nobody's to judge.
  for (const { entry, implied } of filter.clauses) if (implied === true) told.add(entry);
  const table = tableOf(list, universe);
  const missed = table.entries.filter((entry, at) => !told.has(entry) && !isReachedForSure(table, at));
  return missed.length === 0 ? null : { missed, list: listText(list) };
}

/** A packet that the entry matches for sure and that no earlier one could decide. */
function isReachedForSure(table: Table, at: number): boolean {
  const bit = 1 << at;
  const earlier = (bit - 1) & (table.permits | table.denies);
  const isSure = table.yes.some(
    (sure, packet) => (sure & bit) !== 0 && ((table.possible[packet] ?? 0) & earlier) === 0,
  );
  // What cannot be resolved may match nothing; then it has to share no packet with an earlier one.
  return isSure || !table.possible.some((may) => (may & bit) !== 0 && (may & earlier) !== 0);
}

const cases = shapes.flatMap((shape) =>
  Array.from({ length: 60 }, (_, seed) => [`${shape.name} ${seed}`, shape, seed] as const),
);

describe("every entry that something may take whole is told", () => {
  it.each(cases)("%s", (_, shape, seed) => {
    expect(overlooked(shape, seed)).toBeNull();
  });
});
