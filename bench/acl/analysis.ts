import { prepare } from "../../src/acl/decide.ts";
import { filterOfAcl, type Filter } from "../../src/acl/filter.ts";
import { namedGroups } from "../../src/acl/named-groups.ts";
import { unreachable } from "../../src/acl/unreachable.ts";
import type { BenchList } from "./list.ts";
import { packetsOf } from "./packets.ts";

/** What the analysis finds in a list; `byMany` counts entries covered by several together. */
export function foundIn(list: BenchList): Readonly<Record<string, number>> {
  const found = {
    entries: list.acl.entries.length,
    redundant: 0,
    shadowed: 0,
    empty: 0,
    covered: 0,
    byMany: 0,
    smallest: 0,
  };
  const result = unreachable(filterOf(list));
  for (const { kind, coveredBy, smallest } of result.unreachable) {
    found[kind] += 1;
    if (coveredBy.length > 1) found.byMany += 1;
    if (smallest) found.smallest += 1;
  }
  return { ...found, overlaps: result.overlaps.length, unknown: result.unknown.length };
}

/** How many of some random packets the list permits; null where its masks are too many to decide any. */
export function decideAll(list: BenchList, count: number, seed: number): number | null {
  const decider = prepare(filterOf(list));
  if (decider === null) return null;
  return packetsOf(list, count, seed).filter((packet) => decider.decide(packet)?.action === "permit").length;
}

export function filterOf({ acl, addressGroups, serviceGroups }: BenchList): Filter {
  const filter = filterOfAcl(acl, namedGroups({ addressGroups, serviceGroups }));
  if (filter === null) throw new Error("The list is no packet filter.");
  return filter;
}
