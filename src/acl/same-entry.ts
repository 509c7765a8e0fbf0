import type { Clause } from "./filter.ts";

/** Clauses that one written rule makes (`part` of an AclEntry): each of them with all of them. */
export function sameEntries(clauses: readonly Clause[]): ReadonlyMap<Clause, readonly Clause[]> {
  const parts = clauses.filter(({ entry }) => !("fromZones" in entry) && entry.part === true);
  const groups = Map.groupBy(parts, ({ label }) => label);
  return new Map(parts.map((clause) => [clause, groups.get(clause.label) ?? []]));
}
