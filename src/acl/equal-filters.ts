import type { Conditions } from "./sets/conditions.ts";
import { anyPacket } from "./sets/conditions.ts";
import type { Clause, Filter } from "./filter.ts";
import type { Packet } from "./sets/packet.ts";
import { packetsWhere, type Asked } from "./packets-where.ts";

/** Whether two filters decide every packet alike: proved, disproved by a packet, or left open with the reason. */
export type Equality =
  | { readonly equal: true }
  | { readonly equal: false; readonly witness: Packet }
  | { readonly equal: null; readonly why: string };

/**
 * Compares two filters within some conditions (any of these). A clause that cannot be resolved takes some of the
 * packets it could match, nobody knows which; both filters hold the very same ones in the same order. So the filters
 * are alike if they are so without any of them, and if for each of them the packets it could match fare alike when
 * what stands before it lets them through to its action. That is asked of packets that are all known.
 */
export function equalFilters(one: Filter, other: Filter, within: readonly Conditions[] = [anyPacket]): Equality {
  const doubts = doubtful(one);
  if (!sameClauses(doubts, doubtful(other))) {
    return { equal: null, why: "The two do not hold the same entries that cannot be resolved in the same order." };
  }
  for (const doubt of [null, ...doubts]) {
    const found = equalUpTo(until(one, doubt), until(other, doubt), doubt, within);
    if (found.equal !== true) return found;
  }
  return { equal: true };
}

function doubtful({ clauses }: Filter): readonly Clause[] {
  return clauses.filter(({ action, unresolved }) => action !== "next" && unresolved.length > 0);
}

function sameClauses(one: readonly Clause[], other: readonly Clause[]): boolean {
  return one.length === other.length && one.every(({ entry }, index) => entry === other[index]?.entry);
}

/**
 * What stands before a clause, with that clause's action for the rest; null is the whole filter. Of what cannot be
 * resolved only the packets that are sure to match count.
 */
function until(filter: Filter, doubt: Clause | null): Filter {
  const end = doubt === null ? filter.clauses.length : filter.clauses.findIndex(({ entry }) => entry === doubt.entry);
  const clauses = filter.clauses.slice(0, end).flatMap((clause): Clause[] => {
    const { certain, alsoCertain = [] } = clause;
    if (certain === null) return [];
    return [certain, ...alsoCertain].map((sure) => ({
      ...clause,
      conditions: sure,
      certain: sure,
      alsoCertain: [],
      unresolved: [],
    }));
  });
  const defaultAction = doubt === null || doubt.action === "next" ? filter.defaultAction : doubt.action;
  return { ...filter, clauses, defaultAction };
}

/** Compares the packets that `doubt` could match at most, or all of them. */
function equalUpTo(one: Filter, other: Filter, doubt: Clause | null, within: readonly Conditions[]): Equality {
  const possible = doubt === null || doubt.action === "next" ? [] : [couldMatch(one, doubt, doubt.action)];
  for (const action of ["permit", "deny"] as const) {
    const opposite = action === "permit" ? "deny" : "permit";
    const asked: readonly Asked[] = [...possible, { filter: one, action }, { filter: other, action: opposite }];
    const { regions, uncertain, complete } = packetsWhere(asked, within, { first: true });
    const [region] = regions;
    if (region !== undefined) return { equal: false, witness: region.witness };
    if (uncertain.length > 0) return { equal: null, why: "Some packets depend on entries that cannot be resolved." };
    if (!complete) return { equal: null, why: "The comparison stopped at its bound." };
  }
  return { equal: true };
}

/** The packets that a clause could match: what a filter of it alone decides by its action. */
function couldMatch(filter: Filter, clause: Clause, action: "permit" | "deny"): Asked {
  const whole: Clause = { ...clause, certain: clause.conditions, unresolved: [] };
  const defaultAction = action === "permit" ? "deny" : "permit";
  return { filter: { ...filter, clauses: [whole], defaultAction }, action };
}
