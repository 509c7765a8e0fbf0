import { describe, expect, it } from "vitest";
import { filterOfAcl, filterOfPolicies } from "../../src/acl/filter.ts";
import { permitsEverything } from "../../src/acl/openness/permits-everything.ts";
import { packetAt, tableOf, type Table } from "./brute-force.ts";
import { listText } from "./case-text.ts";
import { randomList } from "./random-lists.ts";
import { randomFrom } from "./random.ts";
import { shapes } from "./shapes.ts";
import { universeOf, type Universe } from "./universe.ts";

/** Packets of a family, by their numbers. */
function packetsOf(universe: Universe, family: 4 | 6): readonly number[] {
  return Array.from({ length: universe.count }, (_, packet) => packet).filter((packet) => {
    return packetAt(universe, packet).family === family;
  });
}

/** Entries that some packet reaches past all earlier ones that are sure to take it, as bits. */
function reached({ entries, yes, possible, permits, denies }: Table, packets: readonly number[]): number {
  let bits = 0;
  for (const at of entries.keys()) {
    const earlier = ((1 << at) - 1) & (permits | denies);
    const isReached = packets.some((packet) => {
      return ((possible[packet] ?? 0) & (1 << at)) !== 0 && ((yes[packet] ?? 0) & earlier) === 0;
    });
    if (isReached) bits |= 1 << at;
  }
  return bits;
}

/** What is said of a family and what every packet says, where the two differ. */
function differences(shape: (typeof shapes)[number], seed: number): unknown {
  const random = randomFrom(seed + 50_000);
  const universe = universeOf(shape, random);
  const list = randomList(universe, random);
  const filter =
    list.kind === "acl" ? filterOfAcl(list.acl, list.groups) : filterOfPolicies(list.policies, list.groups, "policies");
  const found = filter === null ? null : permitsEverything(filter);
  if (found === null || filter === null) return null;
  const table = tableOf(list, universe);
  return filter.families.flatMap((family) => {
    const all = packetsOf(universe, family);
    const packets = all.filter((packet) => packetAt(universe, packet).fragment === "none");
    const permits = reached(table, all) & table.permits;
    const isSure = packets.every((packet) => ((table.yes[packet] ?? 0) & permits) !== 0);
    const isPossible = packets.every((packet) => ((table.possible[packet] ?? 0) & permits) !== 0);
    const own = found.filter((one) => one.family === family);
    const said = own.length === 0 ? "no" : own.some(({ certain }) => certain) ? "sure" : "possible";
    const truth = isSure ? "sure" : isPossible ? "possible" : "no";
    return said === truth || packets.length === 0 ? [] : [{ family, said, truth, list: listText(list) }];
  });
}

const cases = shapes.flatMap((shape) =>
  Array.from({ length: 40 }, (_, seed) => [`${shape.name} ${seed}`, shape, seed] as const),
);

describe("whether permits together hold every packet of a small universe", () => {
  it.each(cases)("%s", (_, shape, seed) => {
    expect(differences(shape, seed) ?? []).toEqual([]);
  });
});
