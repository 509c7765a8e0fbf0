import { fits, type Hulls } from "./box-hulls.ts";
import { findHull, hullSearch, type HullSearch, type Looked } from "./hull-search.ts";
import { rangeLayers, rangeTable, type RangeLayers } from "./range-layers.ts";

/**
 * Boxes by their ranges in the two dimensions that tell most of them apart (mostly source and destination). A point
 * lies in one range of each layer at most, so that a few looks into a hash table find every box that can hold it: the
 * tuple space search of packet classifiers (Srinivasan, Suri and Varghese, 1999), with layers in place of lengths.
 */
export interface BoxHolders {
  readonly hulls: Hulls;
  readonly one: Lookup;
  readonly other: Lookup;
  /** Layers that some box has in the two dimensions, by turns. */
  readonly pairs: Int32Array;
  /** The bucket of two ranges, 1 more than its number, at their hash or after it; 0 where there is none. */
  readonly slots: Int32Array;
  /** The two ranges of each bucket. */
  readonly oneOf: Int32Array;
  readonly otherOf: Int32Array;
  /** Box numbers, ascending in each bucket, and where the buckets start. */
  readonly numbers: Int32Array;
  readonly starts: Int32Array;
  /** How boxes are found in buckets of many. */
  readonly crowded: ReadonlyMap<number, HullSearch>;
}

interface Side {
  /** Where the dimension's bounds stand in those of a hull. */
  readonly bound: number;
  readonly layers: RangeLayers;
}

/** Where the ranges of a number are looked up: see `rangeTable`. */
interface Lookup {
  readonly bound: number;
  readonly table: Int32Array;
  readonly lowest: number;
  readonly span: number;
}

/** More pairs of layers than this cost more looks than a tree. */
const mostPairs = 32;

/** Boxes of one bucket above which they are searched otherwise than one by one. */
const crowd = 16;

/** Fewer boxes are looked at one by one at less cost. */
const fewBoxes = 32;

/** Null where the boxes are few, or overlap in too many ways. */
export function boxHolders(hulls: Hulls): BoxHolders | null {
  const boxes = hulls.solid.length;
  if (boxes < fewBoxes) return null;
  const [one, other] = sidesOf(hulls);
  if (one === undefined || other === undefined) return null;
  const pairs = pairsOf(one.layers, other.layers, boxes);
  if (pairs.length > mostPairs * 2) return null;
  const slots = new Int32Array(tableSize(boxes));
  const oneOf = new Int32Array(boxes);
  const otherOf = new Int32Array(boxes);
  const bucketOf = new Int32Array(boxes);
  const counts = new Int32Array(boxes + 1);
  let buckets = 0;
  for (let number = 0; number < boxes; number += 1) {
    const first = one.layers.rangeOf[number] ?? 0;
    const second = other.layers.rangeOf[number] ?? 0;
    let slot = slotOf(first, second, slots.length);
    let bucket = (slots[slot] ?? 0) - 1;
    while (bucket >= 0 && (oneOf[bucket] !== first || otherOf[bucket] !== second)) {
      slot = (slot + 1) & (slots.length - 1);
      bucket = (slots[slot] ?? 0) - 1;
    }
    if (bucket < 0) {
      bucket = buckets;
      buckets += 1;
      slots[slot] = buckets;
      oneOf[bucket] = first;
      otherOf[bucket] = second;
    }
    bucketOf[number] = bucket;
    counts[bucket + 1] = (counts[bucket + 1] ?? 0) + 1;
  }
  for (let bucket = 1; bucket <= buckets; bucket += 1)
    counts[bucket] = (counts[bucket] ?? 0) + (counts[bucket - 1] ?? 0);
  const starts = counts.slice(0, buckets + 1);
  const numbers = new Int32Array(boxes);
  for (let number = 0; number < boxes; number += 1) {
    const bucket = bucketOf[number] ?? 0;
    const place = counts[bucket] ?? 0;
    numbers[place] = number;
    counts[bucket] = place + 1;
  }
  const crowded = new Map<number, HullSearch>();
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const start = starts[bucket] ?? 0;
    const end = starts[bucket + 1] ?? 0;
    if (end - start > crowd) crowded.set(bucket, hullSearch(hulls, numbers.subarray(start, end)));
  }
  return { hulls, one: lookupOf(one), other: lookupOf(other), pairs, slots, oneOf, otherOf, numbers, starts, crowded };
}

/** Dimensions by their number of ranges; enough once two have many, as addresses do, which come first. */
function sidesOf(hulls: Hulls): readonly Side[] {
  const many = hulls.solid.length / 16;
  const sides: Side[] = [];
  for (let place = 0; place < hulls.active.length; place += 1) {
    const layers = rangeLayers(hulls, place);
    if (layers !== null) sides.push({ bound: place * 2, layers });
    if (sides.length === 2 && sides.every((side) => side.layers.ranges >= many)) break;
  }
  return sides.sort((a, b) => b.layers.ranges - a.layers.ranges);
}

/**
 * The lowest number below `before` whose hull holds what `limits` ask for (a point, or a hull: see `fits`) and that is
 * accepted, or with `any` the first that is found; -1 where there is none.
 */
export function findHolder(
  holders: BoxHolders,
  limits: Int32Array,
  before: number,
  accepts: (number: number) => boolean,
  any: boolean,
  looked: Looked,
): number {
  const { hulls, one, other, pairs, slots, oneOf, otherOf, numbers, starts, crowded } = holders;
  const { bounds, width } = hulls;
  // Whatever holds a hull holds its lowest number.
  const inOne = (limits[one.bound] ?? 0) - one.lowest;
  const inOther = (limits[other.bound] ?? 0) - other.lowest;
  if (inOne < 0 || inOne >= one.span || inOther < 0 || inOther >= other.span) return -1;
  let best = before;
  let seen = 0;
  for (let pair = 0; pair < pairs.length; pair += 2) {
    const first = one.table[(pairs[pair] ?? 0) * one.span + inOne] ?? 0;
    if (first === 0) continue;
    const second = other.table[(pairs[pair + 1] ?? 0) * other.span + inOther] ?? 0;
    if (second === 0) continue;
    let slot = slotOf(first, second, slots.length);
    let bucket = (slots[slot] ?? 0) - 1;
    while (bucket >= 0 && (oneOf[bucket] !== first || otherOf[bucket] !== second)) {
      slot = (slot + 1) & (slots.length - 1);
      bucket = (slots[slot] ?? 0) - 1;
    }
    seen += 1;
    if (bucket < 0) continue;
    const start = starts[bucket] ?? 0;
    const end = starts[bucket + 1] ?? 0;
    if (end - start > crowd) {
      const search = crowded.get(bucket);
      const found = search === undefined ? -1 : findHull(search, limits, best, accepts, any, looked);
      if (found >= 0) best = found;
    } else {
      for (let place = start; place < end; place += 1) {
        const number = numbers[place] ?? 0;
        if (number >= best) break;
        seen += 1;
        if (!fits(bounds, number * width, limits) || !accepts(number)) continue;
        best = number;
        break;
      }
    }
    if (any && best < before) break;
  }
  looked.count += seen;
  return best === before ? -1 : best;
}

function lookupOf({ bound, layers }: Side): Lookup {
  return { bound, table: rangeTable(layers), lowest: layers.lowest, span: layers.span };
}

function slotOf(first: number, second: number, size: number): number {
  const hash = Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b);
  return (hash ^ (hash >>> 15)) & (size - 1);
}

/** A power of two that leaves at least half of the table empty. */
function tableSize(count: number): number {
  return 2 ** Math.ceil(Math.log2(count * 2));
}

/** The pairs of layers that boxes have, by turns. */
function pairsOf(one: RangeLayers, other: RangeLayers, boxes: number): Int32Array {
  const seen = new Uint8Array(one.layers * other.layers);
  for (let number = 0; number < boxes; number += 1) {
    const first = one.layerOf[one.rangeOf[number] ?? 0] ?? 0;
    const second = other.layerOf[other.rangeOf[number] ?? 0] ?? 0;
    seen[first * other.layers + second] = 1;
  }
  const pairs: number[] = [];
  for (const [pair, isThere] of seen.entries()) {
    if (isThere === 1) pairs.push(Math.floor(pair / other.layers), pair % other.layers);
  }
  return Int32Array.from(pairs);
}
