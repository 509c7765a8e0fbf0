import { addressNumber, familyBits, prefixBounds } from "./sets/address-number.ts";
import type { Addresses, PlainMatch } from "./sets/conditions.ts";
import type { Clause, Filter } from "./filter.ts";

/** A filter without its narrowest clauses. */
export interface WideFilter {
  readonly filter: Filter;
  /** The part of all sources that those left out could decide otherwise, from 0 to `most`. */
  readonly left: number;
  /** Some of those left out deny. */
  readonly denials: boolean;
}

/**
 * Leaves out clauses of the fewest sources, as many as together name at most `most` of all: towards any destination the
 * sources that the rest permits differ from those that the whole permits by no more.
 */
export function wideClauses(filter: Filter, family: 4 | 6, most: number): WideFilter {
  const shares = new Map(filter.clauses.map((clause) => [clause, shareOf(clause.conditions.sources, family)]));
  const narrowFirst = [...shares].sort((a, b) => a[1] - b[1]);
  const out = new Set<Clause>();
  let left = 0;
  let denials = false;
  for (const [clause, share] of narrowFirst) {
    if (left + share > most) break;
    left += share;
    out.add(clause);
    denials ||= clause.action === "deny";
  }
  return { filter: { ...filter, clauses: filter.clauses.filter((clause) => !out.has(clause)) }, left, denials };
}

/** At most the part of all addresses that a condition names. */
function shareOf({ include }: Addresses, family: 4 | 6): number {
  let share = 0;
  for (const member of include) share += "include" in member ? shareOf(member, family) : shareOfMatch(member, family);
  return Math.min(share, 1);
}

function shareOfMatch(match: PlainMatch, family: 4 | 6): number {
  const bits = Number(familyBits[family]);
  switch (match.kind) {
    case "any":
      return match.family === undefined || match.family === family ? 1 : 0;
    case "prefix": {
      const bounds = prefixBounds(match.prefix);
      return bounds?.family === family ? Number(bounds.last - bounds.first + 1n) / 2 ** bits : 0;
    }
    case "range": {
      const [first, last] = [addressNumber(match.first), addressNumber(match.last)];
      if (first?.family !== family || last?.family !== family || last.value < first.value) return 0;
      return Number(last.value - first.value + 1n) / 2 ** bits;
    }
    case "wildcard":
    default: {
      const mask = addressNumber(match.mask);
      return mask?.family === family ? 2 ** (mask.value.toString(2).replaceAll("0", "").length - bits) : 0;
    }
  }
}
