import type { Box } from "./box.ts";
import { firstOf, lastOf, noNumbers } from "./number-set.ts";

/** The lowest and the highest number of some boxes in every dimension in which they differ. */
export interface Hulls {
  /** Dimensions in which boxes differ, and those in which all are alike. */
  readonly active: readonly number[];
  readonly alike: readonly number[];
  /** Lowest and highest of each active dimension by turns, `width` numbers to a box. */
  readonly bounds: Int32Array;
  readonly width: number;
  /** 1 where a box is its hull, one range in each dimension: a point in the hull needs no second look. */
  readonly solid: Uint8Array;
}

export function hullsOf(boxes: readonly Box[]): Hulls {
  const [first = []] = boxes;
  const active: number[] = [];
  const alike: number[] = [];
  for (let dimension = 0; dimension < first.length; dimension += 1) {
    (differIn(boxes, dimension, first) ? active : alike).push(dimension);
  }
  const width = active.length * 2;
  const bounds = new Int32Array(boxes.length * width);
  const solid = new Uint8Array(boxes.length).fill(1);
  for (let number = 0; number < boxes.length; number += 1) {
    const box = boxes[number] ?? first;
    for (let place = 0; place < active.length; place += 1) {
      const set = box[active[place] ?? 0] ?? noNumbers;
      bounds[number * width + place * 2] = firstOf(set);
      bounds[number * width + place * 2 + 1] = lastOf(set);
      if (set.length !== 2) solid[number] = 0;
    }
  }
  return { active, alike, bounds, width, solid };
}

/** Sets that are alike are mostly one object; where they are not, the dimension counts as one in which boxes differ. */
function differIn(boxes: readonly Box[], dimension: number, first: Box): boolean {
  const sample = first[dimension];
  for (let number = 0; number < boxes.length; number += 1) if (boxes[number]?.[dimension] !== sample) return true;
  return false;
}

/**
 * True where no low bound of the hull at `offset` is above, and no high bound below, what is asked for: `limits` has
 * the highest low and the lowest high of each dimension by turns.
 */
export function fits(hulls: Int32Array, offset: number, limits: Int32Array): boolean {
  for (let place = 0; place < limits.length; place += 2) {
    if ((hulls[offset + place] ?? 0) > (limits[place] ?? 0)) return false;
    if ((hulls[offset + place + 1] ?? 0) < (limits[place + 1] ?? 0)) return false;
  }
  return true;
}
