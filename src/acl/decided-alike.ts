import { firstHolding, firstMeeting, holdsPoint, visitMeeting } from "./sets/box-index.ts";
import { boxIntersection, boxesMeet, containsBox, type Box } from "./sets/box.ts";
import type { CompiledFilter, Deciders } from "./compiled-filter.ts";
import { uncovered, type Work } from "./sets/subtract.ts";
import { boxOf, somePoints } from "./sets/witness.ts";

/** Who decides the packets of a clause the same way once it is gone. */
export interface Heirs {
  /** Numbers of later clauses, ascending: the first one that takes all, else every one that takes a part. */
  readonly clauses: readonly number[];
  /** The filter's default action takes some. */
  readonly byDefault: boolean;
}

/**
 * Who decides the packets of a clause alike without it; null where some packet would be decided otherwise, and
 * undefined where the work ran out before that was known. Clauses in `gone` are no longer there. A later clause that
 * cannot be resolved may take anything it could match, and helps nobody.
 */
export function heirsOf(
  compiled: CompiledFilter,
  number: number,
  gone: ReadonlySet<number>,
  work: Work,
): Heirs | null | undefined {
  const { filter, own, headerless, certain, possible } = compiled;
  const action = filter.clauses[number]?.action;
  const boxes = [...(own[number] ?? []), ...(headerless[number] ?? [])];
  if (boxes.some((box) => isMissed(compiled, number, box, gone))) return null;
  const left = (clause: number) => clause !== number && !gone.has(clause);
  const sure = boxes.map((box) => meetingBoxes(certain, box, left, work));
  for (const [place, box] of boxes.entries()) {
    const cuts = sure[place] ?? [];
    if (filter.defaultAction !== action) {
      const rest = uncovered(box, boxesOf(cuts), work);
      if (rest !== null) return rest === undefined ? undefined : null;
    }
    const others = meetingBoxes(possible, box, (clause) => clause > number && left(clause), work);
    for (const other of others.toReversed()) {
      if (filter.clauses[other.clause]?.action === action) continue;
      const region = boxIntersection(box, other.box);
      if (region === null) continue;
      const earlier = cuts.filter((cut) => cut.clause < other.clause && boxesMeet(cut.box, region));
      work.left -= cuts.length;
      const rest = uncovered(region, boxesOf(earlier), work);
      if (rest !== null) return rest === undefined ? undefined : null;
    }
  }
  if (work.left <= 0) return undefined;
  const later = sure.flat().filter(({ clause }) => clause > number && filter.clauses[clause]?.action === action);
  const whole = later.find(({ box }) => boxes.every((inner) => containsBox(box, inner)));
  if (whole !== undefined) return { clauses: [whole.clause], byDefault: false };
  const byDefault =
    filter.defaultAction === action &&
    boxes.some((box, place) => uncovered(box, boxesOf(sure[place] ?? []), work) !== null);
  return { clauses: [...new Set(later.map(({ clause }) => clause))].sort((a, b) => a - b), byDefault };
}

/** Whether an example of a box gets to the clause and is decided otherwise after it: most are told by that. */
function isMissed({ filter, certain }: CompiledFilter, number: number, box: Box, gone: ReadonlySet<number>): boolean {
  const { index, clauseOf, starts } = certain;
  const after = starts[number + 1] ?? 0;
  for (const point of somePoints(box, 6)) {
    if (firstHolding(index, point, starts[number] ?? 0) >= 0) continue;
    const next = firstMeeting(index, boxOf(point), index.boxes.length, (other) => {
      return other >= after && !gone.has(clauseOf[other] ?? 0) && holdsPoint(index.boxes[other] ?? [], point);
    });
    const action = next < 0 ? filter.defaultAction : filter.clauses[clauseOf[next] ?? 0]?.action;
    if (action !== filter.clauses[number]?.action) return true;
  }
  return false;
}

interface Met {
  readonly clause: number;
  readonly box: Box;
}

/** Boxes of clauses that are wanted and meet the box, in the order of the list. */
function meetingBoxes(deciders: Deciders, box: Box, wanted: (clause: number) => boolean, work: Work): readonly Met[] {
  const { index, clauseOf } = deciders;
  const numbers: number[] = [];
  visitMeeting(index, box, Number.MAX_SAFE_INTEGER, (number) => {
    work.left -= 1;
    if (wanted(clauseOf[number] ?? 0)) numbers.push(number);
  });
  return numbers
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const own = index.boxes[number];
      return own !== undefined && boxesMeet(own, box) ? [{ clause: clauseOf[number] ?? 0, box: own }] : [];
    });
}

function boxesOf(met: readonly Met[]): readonly Box[] {
  return met.map(({ box }) => box);
}
