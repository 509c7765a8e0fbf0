import type { FragmentKind } from "../model/acl.ts";
import { changedClauses } from "./changed-clauses.ts";
import { anyPacket, type Conditions } from "./sets/conditions.ts";
import { equalFilters } from "./equal-filters.ts";
import type { Clause, Filter } from "./filter.ts";
import { comesAlong } from "./later-fragments.ts";
import { packetsWhere, type Answer } from "./packets-where.ts";

/** Packets that two filters decide differently. Deciders come in the order of the filters. */
export interface Difference {
  /** Permitted by the first, denied by the second. */
  readonly onlyFirst: Answer;
  readonly onlySecond: Answer;
}

export type Sameness = "equal" | "different" | "unknown";

export interface Comparison {
  /** Whole packets and first fragments, and the later ones too where both filters treat them alike. */
  readonly difference: Difference;
  /** Later fragments, where the platforms treat them differently whatever is configured; null where they do not. */
  readonly laterFragments: Difference | null;
}

/** Which packets two filters decide differently, among those of the families that both decide. */
export function compareFilters(first: Filter, second: Filter): Comparison {
  if (first.laterFragments === second.laterFragments)
    return { difference: differenceWithin(first, second, touchedPackets(first, second)), laterFragments: null };
  const withHeader = touchedPackets(first, second).flatMap(withHeaderOnly);
  return {
    difference: differenceWithin(first, second, withHeader),
    laterFragments: differenceWithin(first, second, [fragments("later")]),
  };
}

/** Beyond this share of changed clauses, looking at everything takes less. */
const mostChanged = 0.25;

/** Packets that the two may decide differently, as any of these conditions: few where little has changed. */
function touchedPackets(first: Filter, second: Filter): readonly Conditions[] {
  const changed = changedClauses(first, second);
  const many = (first.clauses.length + second.clauses.length) * mostChanged;
  if (first.defaultAction !== second.defaultAction || changed.length > many) return [anyPacket];
  return changed.flatMap(({ conditions }) => [conditions, comesAlong(conditions)]);
}

function withHeaderOnly(conditions: Conditions): readonly Conditions[] {
  const kinds = (["none", "first"] as const).filter((kind) => conditions.fragments?.includes(kind) ?? true);
  return kinds.length === 0 ? [] : [{ ...conditions, fragments: kinds }];
}

/**
 * Conditions that cannot be known, as words, where two filters hold the same of them in the same order and decide every
 * packet alike if these mean the same in both; null where that is not so. Later fragments count where both filters treat
 * them alike.
 */
export function equalIf(first: Filter, second: Filter): readonly string[] | null {
  const entries = new Map<string, Clause["entry"][]>();
  for (const clause of first.clauses.filter(isDoubtful)) {
    const key = keyOf(clause);
    entries.set(key, [...(entries.get(key) ?? []), clause.entry]);
  }
  const clauses = second.clauses.map((clause) => {
    const entry = isDoubtful(clause) ? entries.get(keyOf(clause))?.shift() : undefined;
    return entry === undefined ? clause : { ...clause, entry };
  });
  const within = first.laterFragments === second.laterFragments ? [anyPacket] : [fragments("none", "first")];
  if (equalFilters(first, { ...second, clauses }, within).equal !== true) return null;
  return [...new Set(first.clauses.flatMap(({ unresolved }) => unresolved))];
}

function isDoubtful({ unresolved }: Clause): boolean {
  return unresolved.length > 0;
}

function keyOf({ action, conditions, unresolved }: Clause): string {
  return JSON.stringify([action, conditions, unresolved]);
}

function fragments(...kinds: readonly FragmentKind[]): Conditions {
  return { ...anyPacket, fragments: kinds };
}

function differenceWithin(first: Filter, second: Filter, within: readonly Conditions[]): Difference {
  return {
    onlyFirst: packetsWhere(
      [
        { filter: first, action: "permit" },
        { filter: second, action: "deny" },
      ],
      within,
    ),
    onlySecond: packetsWhere(
      [
        { filter: first, action: "deny" },
        { filter: second, action: "permit" },
      ],
      within,
    ),
  };
}

/** Equal is proved; different has a witness; unknown is neither. */
export function sameness({ onlyFirst, onlySecond }: Difference): Sameness {
  if (onlyFirst.regions.length + onlySecond.regions.length > 0) return "different";
  const open = [onlyFirst, onlySecond].some(({ complete, uncertain }) => !complete || uncertain.length > 0);
  return open ? "unknown" : "equal";
}
