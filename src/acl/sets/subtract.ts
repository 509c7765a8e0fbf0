import { containsBox, withSet, type Box } from "./box.ts";
import {
  containsSet,
  difference,
  firstOf,
  intersection,
  lastOf,
  meets,
  sizeOf,
  union,
  type NumberSet,
} from "./number-set.ts";

/** How much may still be done: one unit is one box looked at. What runs out is told, never guessed. */
export interface Work {
  left: number;
}

/** Boxes above which a region is halved rather than cut along one of them. */
const fewBoxes = 48;

/**
 * What is in `region` and in none of `cuts`, given to `emit` as disjoint boxes until it says false.
 *
 * A cut that holds the region in all dimensions but one takes a slice off it and leaves one box: such cuts go first,
 * again and again. What remains is divided along one set of a cut, or in the middle where the cuts are many, and each
 * half has fewer cuts to look at. (The same idea decides whether a formula is always true: units first, then branch.)
 *
 * False where the work ran out before everything was looked at.
 */
export function subtract(region: Box, cuts: readonly Box[], work: Work, emit: (piece: Box) => boolean): boolean {
  work.left -= cuts.length;
  const ordered = cuts.length > 2 ? cuts.toSorted(wideFirst(region)) : cuts;
  const stack: { box: Box; cuts: readonly Box[] }[] = [{ box: region, cuts: ordered }];
  for (let task = stack.pop(); task !== undefined; task = stack.pop()) {
    const left = shave(task.box, task.cuts, work);
    if (work.left < 0) return false;
    if (left === null) continue;
    const { box, cuts: others } = left;
    if (others.length === 0) {
      if (!emit(box)) return true;
      continue;
    }
    const [dimension, set] = others.length > fewBoxes ? halfOf(box, others) : divisionOf(box, others);
    const own = box[dimension] ?? [];
    stack.push({ box: withSet(box, dimension, intersection(own, set)), cuts: others });
    stack.push({ box: withSet(box, dimension, difference(own, set)), cuts: others });
  }
  return true;
}

/** One packet box that no cut touches; null where they cover the region, undefined where the work ran out. */
export function uncovered(region: Box, cuts: readonly Box[], work: Work): Box | null | undefined {
  let found: Box | null = null;
  const done = subtract(region, cuts, work, (piece) => {
    found = piece;
    return false;
  });
  return found ?? (done ? null : undefined);
}

/** Cuts that take much of the region before those that take little. */
function wideFirst(region: Box): (a: Box, b: Box) => number {
  const weights = new Map<Box, number>();
  const weight = (cut: Box): number => {
    const known = weights.get(cut);
    if (known !== undefined) return known;
    let sum = 0;
    for (const [dimension, own] of region.entries()) {
      const other = cut[dimension] ?? [];
      if (containsSet(other, own)) continue;
      sum += Math.log(sizeOf(intersection(own, other)) / sizeOf(own));
    }
    weights.set(cut, sum);
    return sum;
  };
  return (a, b) => weight(b) - weight(a);
}

/** Takes off the region what cuts slice away; null where nothing is left, else the cuts that still matter. */
function shave(
  region: Box,
  cuts: readonly Box[],
  work: Work,
): { readonly box: Box; readonly cuts: readonly Box[] } | null {
  let box = region;
  let others = cuts;
  for (;;) {
    const slices = new Map<number, NumberSet[]>();
    const kept: Box[] = [];
    for (const cut of others) {
      work.left -= 1;
      let outside = -1;
      let many = false;
      let apart = false;
      for (let dimension = 0; dimension < box.length; dimension += 1) {
        const own = box[dimension] ?? [];
        const other = cut[dimension] ?? [];
        if (containsSet(other, own)) continue;
        if (!meets(other, own)) {
          apart = true;
          break;
        }
        if (outside >= 0) many = true;
        outside = dimension;
      }
      if (apart) continue;
      if (outside < 0) return null;
      if (many) kept.push(cut);
      else {
        const list = slices.get(outside);
        if (list === undefined) slices.set(outside, [cut[outside] ?? []]);
        else list.push(cut[outside] ?? []);
      }
    }
    if (slices.size === 0 || work.left < 0) return { box, cuts: kept };
    for (const [dimension, sets] of slices) {
      const set = difference(box[dimension] ?? [], union(sets));
      if (set.length === 0) return null;
      box = withSet(box, dimension, set);
    }
    others = kept;
  }
}

/** The cut nearest to being a slice, and one of the sets in which it is not. */
function divisionOf(box: Box, cuts: readonly Box[]): readonly [dimension: number, set: NumberSet] {
  let best: readonly [number, NumberSet] = [0, []];
  let fewest = Number.POSITIVE_INFINITY;
  for (const cut of cuts) {
    let outside = 0;
    let at = 0;
    let share = 2;
    for (const [dimension, own] of box.entries()) {
      const other = cut[dimension] ?? [];
      if (containsSet(other, own)) continue;
      outside += 1;
      const part = sizeOf(intersection(own, other)) / sizeOf(own);
      if (part < share) {
        share = part;
        at = dimension;
      }
    }
    if (outside >= fewest) continue;
    fewest = outside;
    best = [at, cut[at] ?? []];
    if (outside === 2) break;
  }
  return best;
}

/** Half of the box along the dimension in which most cuts are narrow, between as many of them on either side. */
function halfOf(box: Box, cuts: readonly Box[]): readonly [dimension: number, set: NumberSet] {
  let dimension = 0;
  let most = -1;
  for (const [place, own] of box.entries()) {
    let narrow = 0;
    for (const cut of cuts) if (!containsSet(cut[place] ?? [], own)) narrow += 1;
    if (narrow > most && sizeOf(own) > 1) {
      most = narrow;
      dimension = place;
    }
  }
  const own = box[dimension] ?? [];
  const starts: number[] = [];
  for (const cut of cuts) {
    const set = cut[dimension] ?? [];
    if (containsSet(set, own)) continue;
    const low = firstOf(set);
    const high = lastOf(set);
    if (low > firstOf(own) && low <= lastOf(own)) starts.push(low);
    if (high + 1 > firstOf(own) && high < lastOf(own)) starts.push(high + 1);
  }
  // Sets of several ranges may have no bound inside: any one of them divides the box.
  if (starts.length === 0) return divisionOf(box, cuts);
  starts.sort((a, b) => a - b);
  const middle = starts[starts.length >> 1] ?? 0;
  const half = intersection(own, [firstOf(own), middle - 1]);
  return half.length === 0 || containsBox([half], [own]) ? divisionOf(box, cuts) : [dimension, half];
}
