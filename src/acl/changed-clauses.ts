import type { Addresses, Conditions } from "./sets/conditions.ts";
import type { Clause, Filter } from "./filter.ts";

/**
 * The clauses of two filters that are left when those they share, in the same order, are taken out; what cannot be
 * resolved is never shared. A packet that none of these matches meets the same clauses in the same order in both.
 */
export function changedClauses(first: Filter, second: Filter): readonly Clause[] {
  const keyOf = clauseKeys();
  const one = first.clauses.map(keyOf);
  const other = second.clauses.map(keyOf);
  let start = 0;
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(one.length, other.length) - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  )
    end += 1;
  const pairs = inSameOrder(one.slice(start, one.length - end), other.slice(start, other.length - end));
  const kept = [new Set(pairs.map(([place]) => place)), new Set(pairs.map(([, place]) => place))] as const;
  return [first, second].flatMap(({ clauses }, side) =>
    clauses.slice(start, clauses.length - end).filter((_, place) => kept[side]?.has(place) !== true),
  );
}

/** Clauses that ask for the same packets and do the same have the same key; one that cannot be resolved has its own. */
function clauseKeys(): (clause: Clause) => string {
  const known = new Map<Addresses, string>();
  const numbers = new Map<string, string>();
  // Groups are long and named by many clauses: each is written out once.
  const addressKey = (addresses: Addresses): string => {
    const before = known.get(addresses);
    if (before !== undefined) return before;
    const members = (list: Addresses["include"]) =>
      list.map((member) => ("include" in member ? addressKey(member) : member));
    const text = JSON.stringify([members(addresses.include), members(addresses.exclude)]);
    const number = numbers.get(text) ?? `#${numbers.size}`;
    numbers.set(text, number);
    known.set(addresses, number);
    return number;
  };
  let unresolved = 0;
  return ({ action, conditions, unresolved: why }) => {
    unresolved += 1;
    if (why.length > 0) return String(unresolved);
    const { sources, destinations, ...rest }: Conditions = conditions;
    return JSON.stringify([action, addressKey(sources), addressKey(destinations), rest]);
  };
}

/** Places of keys that stand once in each list, as many as stand in the same order in both: the longest ascending run. */
function inSameOrder(one: readonly string[], other: readonly string[]): readonly (readonly [number, number])[] {
  const places = onlyPlaces(other);
  const pairs = [...onlyPlaces(one)].flatMap(([key, place]) => {
    const there = places.get(key);
    return there === undefined ? [] : [[place, there] as const];
  });
  // Ends of the best runs of each length so far (patience sorting).
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, [, there]] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < there) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const run: (readonly [number, number])[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) run.push(pair);
  }
  return run;
}

/** The place of each key that stands once, in order. */
function onlyPlaces(keys: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [place, key] of keys.entries()) {
    if (places.has(key)) repeated.add(key);
    places.set(key, place);
  }
  for (const key of repeated) places.delete(key);
  return places;
}
