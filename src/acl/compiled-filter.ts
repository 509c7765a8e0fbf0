import { boxIndex, type BoxIndex } from "./sets/box-index.ts";
import type { Box } from "./sets/box.ts";
import type { Conditions } from "./sets/conditions.ts";
import type { Clause, Filter } from "./filter.ts";
import type { Compiled, PacketSpace } from "./sets/packet-space.ts";

/** The boxes of the clauses that decide, in order, to be found by where they lie. */
export interface Deciders {
  readonly index: BoxIndex;
  /** Number of the clause that each box belongs to. */
  readonly clauseOf: readonly number[];
  /** First box number of each clause (deciding or not), and one more at the end. */
  readonly starts: readonly number[];
}

/** A filter in a packet space. */
export interface CompiledFilter {
  readonly filter: Filter;
  readonly space: PacketSpace;
  /** What each clause matches at most, without later fragments that merely come along. */
  readonly own: readonly (readonly Box[])[];
  /** Those later fragments. */
  readonly headerless: readonly (readonly Box[])[];
  /** What deciding clauses match whatever cannot be known. */
  readonly certain: Deciders;
  /** What they match at most; the same object where everything is known. */
  readonly possible: Deciders;
}

/** All that a filter's clauses ask, for the space in which it is compared. */
export function conditionsOf({ clauses }: Filter): readonly Conditions[] {
  const asked: Conditions[] = [];
  for (const { conditions, certain, alsoCertain } of clauses) {
    asked.push(conditions);
    if (certain !== null && certain !== conditions) asked.push(certain);
    if (alsoCertain !== undefined) asked.push(...alsoCertain);
  }
  return asked;
}

export function compileFilter(filter: Filter, space: PacketSpace): CompiledFilter {
  const { clauses } = filter;
  const most = clauses.map((clause) => compiled(filter, clause, clause.conditions, space));
  const possible = decidersOf(clauses, most);
  const isKnown = clauses.every(({ certain, conditions }) => certain === conditions);
  const certain = isKnown ? possible : decidersOf(clauses, leastOf(filter, most, space));
  return {
    filter,
    space,
    own: most.map(({ boxes }) => boxes),
    headerless: most.map(({ headerless }) => headerless),
    possible,
    certain,
  };
}

function compiled(
  { families, laterFragments }: Filter,
  { action }: Clause,
  conditions: Conditions,
  space: PacketSpace,
): Compiled {
  return space.compile(conditions, { families, laterFragments, permits: action === "permit" });
}

const noBoxes: Compiled = { boxes: [], headerless: [] };

/** What each clause matches whatever cannot be known. */
function leastOf(filter: Filter, most: readonly Compiled[], space: PacketSpace): readonly Compiled[] {
  return filter.clauses.map((clause, number) => {
    const { certain, conditions, alsoCertain = [] } = clause;
    if (certain === null) return noBoxes;
    const first = (certain === conditions ? most[number] : undefined) ?? compiled(filter, clause, certain, space);
    if (alsoCertain.length === 0) return first;
    const all = [first, ...alsoCertain.map((more) => compiled(filter, clause, more, space))];
    return { boxes: all.flatMap(({ boxes }) => boxes), headerless: all.flatMap(({ headerless }) => headerless) };
  });
}

function decidersOf(clauses: readonly Clause[], matched: readonly Compiled[]): Deciders {
  const boxes: Box[] = [];
  const kinds: number[] = [];
  const clauseOf: number[] = [];
  const starts: number[] = [];
  const add = (own: readonly Box[], number: number, kind: number): void => {
    for (let place = 0; place < own.length; place += 1) {
      boxes.push(own[place] ?? []);
      clauseOf.push(number);
      kinds.push(kind);
    }
  };
  for (let number = 0; number < clauses.length; number += 1) {
    starts.push(boxes.length);
    const action = clauses[number]?.action;
    const own = matched[number];
    // A clause that hands its packets on leaves them to those below it.
    if (action === "next" || own === undefined) continue;
    add(own.boxes, number, kindOfAction(action));
    add(own.headerless, number, kindOfAction(action));
  }
  starts.push(boxes.length);
  return { index: boxIndex(boxes, new Uint8Array(kinds)), clauseOf, starts };
}

/** The bit in the index of boxes that decide by an action. */
export function kindOfAction(action: Clause["action"] | undefined): number {
  return action === "permit" ? 1 : 2;
}

/** The bits of boxes that decide otherwise than an action does; what hands packets on is at odds with both. */
export function otherKinds(action: Clause["action"] | undefined): number {
  return action === "next" ? 3 : 3 - kindOfAction(action);
}
