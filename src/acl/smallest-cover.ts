import type { Box, Point } from "./box.ts";
import { holdsPoint } from "./box-index.ts";
import { subtract, uncovered, type Work } from "./subtract.ts";
import { somePoints } from "./witness.ts";

/** Something that may help to cover: one clause with its boxes. */
export interface Candidate {
  readonly clause: number;
  readonly boxes: readonly Box[];
}

export interface Cover {
  /** Clause numbers, ascending. */
  readonly clauses: readonly number[];
  /** False where the work ran out before a smaller set was ruled out: then no one of these can be left out. */
  readonly smallest: boolean;
}

/** Rounds that the search for a smallest set may take, and lists of holders it may look at in all of them. */
const mostRounds = 400;
const mostLooks = 400_000;

/**
 * A smallest set of candidates that together hold all boxes; they are known to do so all together. Packets stand for
 * the boxes: a smallest set that holds the packets seen so far is smaller than or as small as any that holds the boxes,
 * so if it holds these too, it is one. If it does not, a packet that it leaves out joins the ones seen.
 */
export function smallestCover(boxes: readonly Box[], candidates: readonly Candidate[], work: Work): Cover {
  const points: Point[] = boxes.flatMap((box) => [...somePoints(box, 2)]);
  const holders = points.map((point) => holdersOf(point, candidates));
  let size = 1;
  let exact = true;
  const looks: Work = { left: mostLooks };
  for (let round = 0; round < mostRounds && work.left > 0; round += 1) {
    const chosen: readonly number[] | null = exact ? leastHitting(holders, size, looks) : null;
    exact = chosen !== null;
    const picked = chosen ?? greedyHitting(holders);
    if (chosen !== null) size = Math.max(size, chosen.length);
    const cuts = picked.flatMap((number) => candidates[number]?.boxes ?? []);
    const missed = firstMissed(boxes, cuts, work);
    if (missed === undefined) break;
    if (missed === null) {
      const clauses = exact ? picked : withoutNeedless(boxes, picked, candidates, work);
      return coverOf(clauses, candidates, exact);
    }
    holders.push(holdersOf(missed, candidates));
    points.push(missed);
  }
  const all = withoutNeedless(boxes, [...candidates.keys()], candidates, work);
  return coverOf(all, candidates, false);
}

function coverOf(picked: readonly number[], candidates: readonly Candidate[], smallest: boolean): Cover {
  const clauses = picked.map((number) => candidates[number]?.clause ?? 0).sort((a, b) => a - b);
  return { clauses, smallest };
}

function holdersOf(point: Point, candidates: readonly Candidate[]): readonly number[] {
  const holders: number[] = [];
  for (const [number, { boxes }] of candidates.entries()) {
    if (boxes.some((box) => holdsPoint(box, point))) holders.push(number);
  }
  return holders;
}

/** A packet of the boxes that no cut holds; null where there is none, undefined where the work ran out. */
function firstMissed(boxes: readonly Box[], cuts: readonly Box[], work: Work): Point | null | undefined {
  for (const box of boxes) {
    const piece = uncovered(box, cuts, work);
    if (piece === undefined) return undefined;
    if (piece !== null) {
      const [point] = somePoints(piece, 0);
      return point;
    }
  }
  return null;
}

/** The smallest set with a member in each of `holders`, known to have `from` members or more; null past the bound. */
function leastHitting(holders: readonly (readonly number[])[], from: number, looks: Work): readonly number[] | null {
  const useful = representatives(holders);
  looks.left -= useful.size;
  const lists = holders
    .map((list) => list.filter((number) => useful.has(number)))
    .toSorted((one, other) => one.length - other.length);
  for (let size = from; looks.left > 0; size += 1) {
    const found = hitting(lists, size, looks);
    if (found !== null) return found;
  }
  return null;
}

/** Of candidates that hold the same packets the first; of the rest those that hold more than another. */
function representatives(holders: readonly (readonly number[])[]): ReadonlySet<number> {
  const held = new Map<number, number[]>();
  for (const [point, list] of holders.entries()) {
    for (const number of list) {
      const own = held.get(number);
      if (own === undefined) held.set(number, [point]);
      else own.push(point);
    }
  }
  const first = new Map<string, number>();
  for (const number of [...held.keys()].sort((a, b) => a - b)) {
    const key = (held.get(number) ?? []).join(",");
    if (!first.has(key)) first.set(key, number);
  }
  const kept = [...first.values()];
  if (kept.length > 400) return new Set(kept);
  const sets = kept.map((number) => new Set(held.get(number)));
  return new Set(
    kept.filter((_, place) => {
      const own = sets[place];
      return !sets.some((other) => own !== undefined && other.size > own.size && own.isSubsetOf(other));
    }),
  );
}

/** A set of at most `size` members with one in each of the lists, which are shortest first; null where there is none. */
function hitting(lists: readonly (readonly number[])[], size: number, looks: Work): readonly number[] | null {
  const [tightest] = lists;
  if (tightest === undefined) return [];
  looks.left -= lists.length;
  if (size === 0 || looks.left < 0 || apart(lists) > size) return null;
  for (const number of tightest) {
    const found = hitting(
      lists.filter((list) => !list.includes(number)),
      size - 1,
      looks,
    );
    if (found !== null) return [number, ...found];
  }
  return null;
}

/** Lists that share no member with one another each need a member of their own. */
function apart(lists: readonly (readonly number[])[]): number {
  const taken = new Set<number>();
  let count = 0;
  for (const list of lists) {
    if (list.some((number) => taken.has(number))) continue;
    count += 1;
    for (const number of list) taken.add(number);
  }
  return count;
}

/** Again and again whoever holds most of what nobody holds yet. */
function greedyHitting(holders: readonly (readonly number[])[]): readonly number[] {
  let open = holders;
  const chosen: number[] = [];
  while (open.length > 0) {
    const counts = new Map<number, number>();
    for (const list of open) for (const number of list) counts.set(number, (counts.get(number) ?? 0) + 1);
    let best = -1;
    for (const [number, count] of counts) if (best < 0 || count > (counts.get(best) ?? 0)) best = number;
    if (best < 0) return chosen;
    chosen.push(best);
    open = open.filter((list) => !list.includes(best));
  }
  return chosen;
}

/** Leaves out, last first, whatever the others do without; all of them where the work runs out. */
function withoutNeedless(
  boxes: readonly Box[],
  picked: readonly number[],
  candidates: readonly Candidate[],
  work: Work,
): readonly number[] {
  let kept = picked;
  for (const number of picked.toReversed()) {
    const others = kept.filter((other) => other !== number);
    const cuts = others.flatMap((other) => candidates[other]?.boxes ?? []);
    if (boxes.every((box) => isCovered(box, cuts, work))) kept = others;
    if (work.left < 0) break;
  }
  return kept;
}

/** False too where the work ran out. */
function isCovered(box: Box, cuts: readonly Box[], work: Work): boolean {
  let left = false;
  const done = subtract(box, cuts, work, () => {
    left = true;
    return false;
  });
  return done && !left;
}
