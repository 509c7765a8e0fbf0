import { boxHolders, findHolder, type BoxHolders } from "./box-holders.ts";
import { hullsOf, type Hulls } from "./box-hulls.ts";
import { containsBox, type Box, type Point } from "./box.ts";
import { findHull, hullSearch, visitHulls, type HullSearch, type Looked } from "./hull-search.ts";
import { containsNumber, firstOf, lastOf, noNumbers } from "./number-set.ts";

/**
 * Boxes of a list in order, to be found by where they lie. Box numbers ascend with the order of the list. Whoever holds
 * a point is found by the ranges that the point lies in, whoever meets a box among the boxes of a kind. Both look at
 * hulls (the lowest and highest number of each dimension) before boxes.
 */
export interface BoxIndex {
  readonly boxes: readonly Box[];
  readonly hulls: Hulls;
  readonly holders: BoxHolders | null;
  /** The boxes of each kind apart: a search for the few denies of a list does not look at its permits. */
  readonly searches: readonly { readonly kind: number; readonly search: HullSearch }[];
  /** What the search under way asks of hulls: see `fits`. */
  readonly limits: Int32Array;
  /** Boxes and nodes looked at so far: what the search has cost. */
  readonly looked: Looked;
}

/** Every kind of box. */
const allKinds = 0xff;

/** `kinds` has a bit for each box. */
export function boxIndex(boxes: readonly Box[], kinds: Uint8Array): BoxIndex {
  const hulls = hullsOf(boxes);
  const searches = searchesByKind(kinds, (numbers) => hullSearch(hulls, numbers));
  return {
    boxes,
    hulls,
    holders: boxHolders(hulls),
    searches,
    limits: new Int32Array(hulls.width),
    looked: { count: 0 },
  };
}

/** Visits the numbers below `before`, of one of the kinds, whose hull meets the box's, in no order. */
export function visitMeeting(
  index: BoxIndex,
  box: Box,
  before: number,
  visit: (number: number) => void,
  wanted = allKinds,
): void {
  const { searches, limits, looked } = index;
  askMeeting(index, box);
  for (const { kind, search } of searches) {
    if ((kind & wanted) !== 0) visitHulls(search, limits, before, visit, looked);
  }
}

/** The lowest number below `before` that `accepts` says yes to, of boxes whose hull meets; -1 where there is none. */
export function firstMeeting(
  index: BoxIndex,
  box: Box,
  before: number,
  accepts: (number: number) => boolean,
  wanted = allKinds,
): number {
  askMeeting(index, box);
  return find(index, before, accepts, wanted, false);
}

/** The lowest number below `before`, that `also` says yes to, whose box holds the whole of `box`; -1 where there is none. */
export function firstAround(index: BoxIndex, box: Box, before: number, also?: (number: number) => boolean): number {
  const { boxes } = index;
  askAround(index, box);
  const accepts = (number: number): boolean =>
    containsBox(boxes[number] ?? [], box) && (also === undefined || also(number));
  return findAround(index, before, accepts, false);
}

/** The lowest number below `before` whose box holds the point; -1 where none does. */
export function firstHolding(index: BoxIndex, point: Point, before: number): number {
  return findHolding(index, point, before, false);
}

/** Some number below `before` whose box holds the point; -1 where none does. */
export function anyHolding(index: BoxIndex, point: Point, before: number): number {
  return findHolding(index, point, before, true);
}

function findHolding(index: BoxIndex, point: Point, before: number, any: boolean): number {
  if (!askHolding(index, point)) return -1;
  const { boxes, hulls } = index;
  const { solid } = hulls;
  return findAround(index, before, (number) => solid[number] === 1 || holdsPoint(boxes[number] ?? [], point), any);
}

/** Asks for hulls that meet the box's. */
function askMeeting({ hulls, limits }: BoxIndex, box: Box): void {
  const { active } = hulls;
  for (let place = 0; place < active.length; place += 1) {
    const set = box[active[place] ?? 0] ?? noNumbers;
    limits[place * 2] = lastOf(set);
    limits[place * 2 + 1] = firstOf(set);
  }
}

/** Asks for hulls that hold the box's. */
function askAround({ hulls, limits }: BoxIndex, box: Box): void {
  const { active } = hulls;
  for (let place = 0; place < active.length; place += 1) {
    const set = box[active[place] ?? 0] ?? noNumbers;
    limits[place * 2] = firstOf(set);
    limits[place * 2 + 1] = lastOf(set);
  }
}

/** Asks for hulls that hold a point; false where no box does, since all are alike in a dimension and do not. */
function askHolding({ boxes, hulls, limits }: BoxIndex, point: Point): boolean {
  const { active, alike } = hulls;
  const sample = boxes[0] ?? [];
  for (let place = 0; place < alike.length; place += 1) {
    const dimension = alike[place] ?? 0;
    if (!containsNumber(sample[dimension] ?? noNumbers, point[dimension] ?? 0)) return false;
  }
  for (let place = 0; place < active.length; place += 1) {
    const value = point[active[place] ?? 0] ?? 0;
    limits[place * 2] = value;
    limits[place * 2 + 1] = value;
  }
  return true;
}

function find(
  { searches, limits, looked }: BoxIndex,
  before: number,
  accepts: (number: number) => boolean,
  wanted: number,
  any: boolean,
): number {
  let best = before;
  for (const { kind, search } of searches) {
    if ((kind & wanted) === 0) continue;
    const found = findHull(search, limits, best, accepts, any, looked);
    if (found >= 0) best = found;
    if (any && found >= 0) break;
  }
  return best === before ? -1 : best;
}

function findAround(index: BoxIndex, before: number, accepts: (number: number) => boolean, any: boolean): number {
  const { holders, limits, looked } = index;
  return holders === null
    ? find(index, before, accepts, allKinds, any)
    : findHolder(holders, limits, before, accepts, any, looked);
}

export function holdsPoint(box: Box, point: Point): boolean {
  for (let dimension = 0; dimension < box.length; dimension += 1) {
    const set = box[dimension] ?? noNumbers;
    // One range is told by the hull alone, but not every caller has looked at it.
    if (!containsNumber(set, point[dimension] ?? 0)) return false;
  }
  return true;
}

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
