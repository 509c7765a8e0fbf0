import { boxIndex, type BoxIndex } from "./sets/box-index.ts";
import type { Box } from "./sets/box.ts";
import type { Conditions } from "./sets/conditions.ts";
import type { Clause, Filter } from "./filter.ts";
import type { PacketSpace } from "./sets/packet-space.ts";

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
  return clauses.flatMap(({ conditions, certain }) =>
    certain === null || certain === conditions ? [conditions] : [conditions, certain],
  );
}

export function compileFilter(filter: Filter, space: PacketSpace): CompiledFilter {
  const { families, laterFragments } = filter;
  const own: (readonly Box[])[] = [];
  const headerless: (readonly Box[])[] = [];
  const possible = decidersDraft();
  const certain = decidersDraft();
  let known = true;
  for (const [number, clause] of filter.clauses.entries()) {
    const how = { families, laterFragments, permits: clause.action === "permit" };
    const most = space.compile(clause.conditions, how);
    own.push(most.boxes);
    headerless.push(most.headerless);
    const all = most.headerless.length > 0 ? [...most.boxes, ...most.headerless] : most.boxes;
    add(possible, number, clause, all);
    if (clause.certain === clause.conditions) add(certain, number, clause, all);
    else {
      known = false;
      const least = clause.certain === null ? null : space.compile(clause.certain, how);
      add(certain, number, clause, least === null ? [] : [...least.boxes, ...least.headerless]);
    }
  }
  const most = finished(possible, filter);
  return { filter, space, own, headerless, possible: most, certain: known ? most : finished(certain, filter) };
}

interface DecidersDraft {
  readonly boxes: Box[];
  readonly clauseOf: number[];
  readonly starts: number[];
}

function decidersDraft(): DecidersDraft {
  return { boxes: [], clauseOf: [], starts: [] };
}

function add({ boxes, clauseOf, starts }: DecidersDraft, number: number, clause: Clause, own: readonly Box[]): void {
  starts.push(boxes.length);
  // A clause that hands its packets on leaves them to those below it.
  if (clause.action === "next") return;
  for (const box of own) {
    boxes.push(box);
    clauseOf.push(number);
  }
}

function finished({ boxes, clauseOf, starts }: DecidersDraft, { clauses }: Filter): Deciders {
  const kinds = Uint8Array.from(clauseOf, (number) => kindOfAction(clauses[number]?.action));
  return { index: boxIndex(boxes, kinds), clauseOf, starts: [...starts, boxes.length] };
}

/** The bit in the index of boxes that decide by an action. */
export function kindOfAction(action: Clause["action"] | undefined): number {
  return action === "permit" ? 1 : 2;
}

/** The bits of boxes that decide otherwise than an action does; what hands packets on is at odds with both. */
export function otherKinds(action: Clause["action"] | undefined): number {
  return action === "next" ? 3 : 3 - kindOfAction(action);
}
