import { boxHolders, findHolder } from "./box-holders.ts";
import { hullsOf } from "./box-hulls.ts";
import type { Box, Point } from "./box.ts";
import { findHull, hullSearch, visitHulls, type HullSearch, type Looked } from "./hull-search.ts";
import { containsNumber, firstOf, lastOf } from "./number-set.ts";

/** Boxes of a list in order, to be found by where they lie. Box numbers ascend with the order of the list. */
export interface BoxIndex {
  readonly boxes: readonly Box[];
  /** Numbers below `before`, of one of the kinds, whose hull meets the box's, in no order. */
  meeting(box: Box, before: number, visit: (number: number) => void, kinds?: number): void;
  /** The lowest number below `before` that `accepts` says yes to, of boxes whose hull meets; -1 where there is none. */
  firstMeeting(box: Box, before: number, accepts: (number: number) => boolean, kinds?: number): number;
  /** The same of boxes whose hull holds the whole hull of `box`. */
  firstAround(box: Box, before: number, accepts: (number: number) => boolean): number;
  /** The lowest number below `before` whose box holds the point; -1 where none does. */
  firstHolding(point: Point, before: number): number;
  /** Some number below `before` whose box holds the point; -1 where none does. */
  anyHolding(point: Point, before: number): number;
  /** Boxes and nodes looked at so far: what the search has cost. */
  readonly looked: Looked;
}

/** Every kind of box. */
const allKinds = 0xff;

/**
 * Whoever holds a point is found by the ranges that the point lies in, whoever meets a box among the boxes of a kind,
 * of which `kinds` has the bit. Both look at hulls (the lowest and highest number of each dimension) before boxes.
 */
export function boxIndex(boxes: readonly Box[], kinds: Uint8Array): BoxIndex {
  const hulls = hullsOf(boxes);
  const { active, alike, solid } = hulls;
  const [sample = []] = boxes;
  const looked: Looked = { count: 0 };
  const searches = searchesByKind(kinds, (numbers) => hullSearch(hulls, numbers));
  const holders = boxHolders(hulls);
  const limits = new Int32Array(hulls.width);
  /** Asks for hulls that meet the box's. */
  const askMeeting = (box: Box): void => {
    for (let place = 0; place < active.length; place += 1) {
      const set = box[active[place] ?? 0] ?? [];
      limits[place * 2] = lastOf(set);
      limits[place * 2 + 1] = firstOf(set);
    }
  };
  /** Asks for hulls that hold the box's. */
  const askAround = (box: Box): void => {
    for (let place = 0; place < active.length; place += 1) {
      const set = box[active[place] ?? 0] ?? [];
      limits[place * 2] = firstOf(set);
      limits[place * 2 + 1] = lastOf(set);
    }
  };
  /** Asks for hulls that hold a point; false where no box does, since all are alike in a dimension and do not. */
  const askHolding = (point: Point): boolean => {
    for (const dimension of alike) if (!containsNumber(sample[dimension] ?? [], point[dimension] ?? 0)) return false;
    for (let place = 0; place < active.length; place += 1) {
      const value = point[active[place] ?? 0] ?? 0;
      limits[place * 2] = value;
      limits[place * 2 + 1] = value;
    }
    return true;
  };
  const find = (before: number, accepts: (number: number) => boolean, wanted: number, any: boolean): number => {
    let best = before;
    for (const { kind, search } of searches) {
      if ((kind & wanted) === 0) continue;
      const found = findHull(search, limits, best, accepts, any, looked);
      if (found >= 0) best = found;
      if (any && found >= 0) break;
    }
    return best === before ? -1 : best;
  };
  const findAround = (before: number, accepts: (number: number) => boolean, any: boolean): number =>
    holders === null ? find(before, accepts, allKinds, any) : findHolder(holders, limits, before, accepts, any, looked);
  return {
    boxes,
    looked,
    meeting(box, before, visit, wanted = allKinds) {
      askMeeting(box);
      for (const { kind, search } of searches) {
        if ((kind & wanted) !== 0) visitHulls(search, limits, before, visit, looked);
      }
    },
    firstMeeting(box, before, accepts, wanted = allKinds) {
      askMeeting(box);
      return find(before, accepts, wanted, false);
    },
    firstAround(box, before, accepts) {
      askAround(box);
      return findAround(before, accepts, false);
    },
    firstHolding(point, before) {
      if (!askHolding(point)) return -1;
      return findAround(before, (number) => solid[number] === 1 || holdsPoint(boxes[number] ?? [], point), false);
    },
    anyHolding(point, before) {
      if (!askHolding(point)) return -1;
      return findAround(before, (number) => solid[number] === 1 || holdsPoint(boxes[number] ?? [], point), true);
    },
  };
}

export function holdsPoint(box: Box, point: Point): boolean {
  for (let dimension = 0; dimension < box.length; dimension += 1) {
    const set = box[dimension] ?? [];
    // One range is told by the hull alone, but not every caller has looked at it.
    if (!containsNumber(set, point[dimension] ?? 0)) return false;
  }
  return true;
}

/** The boxes of each kind apart: a search for the few denies of a list does not look at its permits. */
function searchesByKind(
  kinds: Uint8Array,
  searchOf: (numbers: Int32Array) => HullSearch,
): readonly { readonly kind: number; readonly search: HullSearch }[] {
  const byKind = new Map<number, number[]>();
  for (let number = 0; number < kinds.length; number += 1) {
    const kind = kinds[number] ?? 0;
    const numbers = byKind.get(kind);
    if (numbers === undefined) byKind.set(kind, [number]);
    else numbers.push(number);
  }
  return [...byKind].map(([kind, numbers]) => ({ kind, search: searchOf(Int32Array.from(numbers)) }));
}
