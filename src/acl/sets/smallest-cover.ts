import type { Box, Point } from "./box.ts";
import { holdsPoint } from "./box-index.ts";
import { uncovered, type Work } from "./subtract.ts";
import { somePoints } from "./witness.ts";

/** Something that may help to cover: one clause with its boxes. */
export interface Candidate {
  readonly clause: number;
  readonly boxes: readonly Box[];
}

export interface Cover {
  /** Clause numbers, ascending. */
  readonly clauses: readonly number[];
  /** False where the bound was reached before a smaller set was ruled out. */
  readonly smallest: boolean;
}

/** Holders of packets that the search for a smallest set may look at. */
const mostLooks = 3_000_000;

/**
 * A smallest set of candidates that together hold all boxes; they are known to do so all together. Packets stand for
 * the boxes: a smallest set that holds the packets seen so far is smaller than or as small as any that holds the boxes,
 * so if it holds these too, it is one. If it does not, a packet that it leaves out joins the ones seen.
 */
export function smallestCover(boxes: readonly Box[], candidates: readonly Candidate[], work: Work): Cover {
  const looks: Work = { left: mostLooks };
  const holders: (readonly number[])[] = [];
  const show = (point: Point): void => {
    looks.left -= candidates.length;
    holders.push(holdersOf(point, candidates));
  };
  for (const box of boxes) for (const point of somePoints(box, 2)) show(point);
  let size = 1;
  while (looks.left > 0 && work.left > 0) {
    const chosen = leastHitting(holders, size, looks);
    if (chosen === null) break;
    const missed = firstMissed(boxes, boxesOf(chosen, candidates), work);
    if (missed === null) return coverOf(chosen, candidates, true);
    if (missed === undefined) break;
    size = chosen.length;
    show(missed);
  }
  return coverOf(someCover(boxes, candidates, holders, work), candidates, false);
}

/** A set that covers the boxes and of which none can be left out, as far as the work goes. */
function someCover(
  boxes: readonly Box[],
  candidates: readonly Candidate[],
  holders: readonly (readonly number[])[],
  work: Work,
): readonly number[] {
  const chosen = [...greedyHitting(holders)];
  while (chosen.length < candidates.length) {
    const missed = firstMissed(boxes, boxesOf(chosen, candidates), work);
    if (missed === null) return withoutNeedless(boxes, chosen, candidates, work);
    const holder = missed === undefined ? undefined : holdersOf(missed, candidates)[0];
    if (holder === undefined) break;
    work.left -= candidates.length;
    chosen.push(holder);
  }
  return [...candidates.keys()];
}

function boxesOf(picked: readonly number[], candidates: readonly Candidate[]): readonly Box[] {
  return picked.flatMap((number) => candidates[number]?.boxes ?? []);
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
  for (const list of holders) looks.left -= list.length;
  const useful = representatives(holders);
  const all = holders.map((list) => list.filter((number) => useful.has(number)));
  // A packet that one candidate alone holds decides for it.
  const forced = [...new Set(all.flatMap((list) => (list.length === 1 ? list : [])))];
  const lists = all
    .filter((list) => !list.some((number) => forced.includes(number)))
    .toSorted((one, other) => one.length - other.length);
  for (let size = Math.max(0, from - forced.length); looks.left > 0; size += 1) {
    const found = hitting(lists, size, looks);
    if (found !== null) return [...forced, ...found];
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
  if (kept.length > 200) return new Set(kept);
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
  for (const list of lists) looks.left -= list.length;
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
    if (firstMissed(boxes, boxesOf(others, candidates), work) === null) kept = others;
    if (work.left < 0) break;
  }
  return kept;
}
