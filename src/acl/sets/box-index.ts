import type { Box, Point } from "./box.ts";
import { buildTree } from "./box-tree.ts";
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
  readonly looked: { count: number };
}

/** Every kind of box. */
const allKinds = 0xff;

/**
 * A tree over the boxes' hulls (the lowest and highest number of each dimension), split by whichever bound leaves
 * least to look at. Dimensions in which all boxes are alike are left out. `kinds` has a bit for what each box is, so
 * that a search for some kinds passes by where there are none.
 */
export function boxIndex(boxes: readonly Box[], kinds: Uint8Array): BoxIndex {
  const active = activeDimensions(boxes);
  const width = active.length * 2;
  const bounds = new Int32Array(boxes.length * width);
  // A box of one range in each dimension is its hull, and a point in the hull needs no second look.
  const solid = new Uint8Array(boxes.length).fill(1);
  const order = new Int32Array(boxes.length);
  for (let number = 0; number < boxes.length; number += 1) {
    order[number] = number;
    const box = boxes[number] ?? [];
    for (let place = 0; place < active.length; place += 1) {
      const set = box[active[place] ?? 0] ?? [];
      bounds[number * width + place * 2] = firstOf(set);
      bounds[number * width + place * 2 + 1] = lastOf(set);
      if (set.length !== 2) solid[number] = 0;
    }
  }
  const [sample = []] = boxes;
  const alike = [...sample.keys()].filter((dimension) => !active.includes(dimension));
  const isWithinAlike = (point: Point): boolean => {
    for (const dimension of alike) if (!containsNumber(sample[dimension] ?? [], point[dimension] ?? 0)) return false;
    return true;
  };
  const tree = buildTree(order, bounds, width, kinds);
  // In the order of the leaves, so that a search reads one stretch of memory.
  const leaves = new Int32Array(boxes.length * width);
  const leafKinds = new Uint8Array(boxes.length);
  for (let place = 0; place < boxes.length; place += 1) {
    const number = order[place] ?? 0;
    leafKinds[place] = kinds[number] ?? 0;
    for (let bound = 0; bound < width; bound += 1) leaves[place * width + bound] = bounds[number * width + bound] ?? 0;
  }
  const looked = { count: 0 };
  // A hull fits where no low bound is above and no high bound below these, by turns.
  const limits = new Int32Array(width);
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
  const askHolding = (point: Point): void => {
    for (let place = 0; place < active.length; place += 1) {
      const value = point[active[place] ?? 0] ?? 0;
      limits[place * 2] = value;
      limits[place * 2 + 1] = value;
    }
  };
  const fits = (hulls: Int32Array, offset: number): boolean => {
    for (let place = 0; place < width; place += 2) {
      if ((hulls[offset + place] ?? 0) > (limits[place] ?? 0)) return false;
      if ((hulls[offset + place + 1] ?? 0) < (limits[place + 1] ?? 0)) return false;
    }
    return true;
  };
  const stack = new Int32Array(256);
  const meeting: BoxIndex["meeting"] = (box, before, visit, wanted = allKinds) => {
    if (boxes.length === 0) return;
    askMeeting(box);
    let depth = 0;
    stack[depth++] = 0;
    while (depth > 0) {
      const node = stack[--depth] ?? 0;
      looked.count += 1;
      if ((tree.lowest[node] ?? 0) >= before || ((tree.kinds[node] ?? 0) & wanted) === 0) continue;
      if (!fits(tree.hulls, node * width)) continue;
      const right = tree.right[node] ?? 0;
      if (right > 0) {
        stack[depth++] = right;
        stack[depth++] = node + 1;
        continue;
      }
      const end = tree.end[node] ?? 0;
      for (let place = tree.start[node] ?? 0; place < end; place += 1) {
        const number = order[place] ?? 0;
        if (number >= before || ((leafKinds[place] ?? 0) & wanted) === 0) continue;
        if (fits(leaves, place * width)) visit(number);
      }
    }
  };
  const first = (before: number, accepts: (number: number) => boolean, wanted = allKinds, any = false): number => {
    if (boxes.length === 0) return -1;
    const { hulls, lowest, kinds: kindsBelow, right: rights, start: starts, end: ends } = tree;
    let best = before;
    let depth = 1;
    let seen = 0;
    stack[0] = 0;
    while (depth > 0) {
      depth -= 1;
      const node = stack[depth] ?? 0;
      seen += 1;
      if ((lowest[node] ?? 0) >= best || ((kindsBelow[node] ?? 0) & wanted) === 0) continue;
      if (!fits(hulls, node * width)) continue;
      const right = rights[node] ?? 0;
      if (right > 0) {
        // Earlier entries first: what is looked for is mostly found among them, and then ends the search elsewhere.
        const left = node + 1;
        const leftFirst = (lowest[left] ?? 0) <= (lowest[right] ?? 0);
        stack[depth] = leftFirst ? right : left;
        stack[depth + 1] = leftFirst ? left : right;
        depth += 2;
        continue;
      }
      const end = ends[node] ?? 0;
      for (let place = starts[node] ?? 0; place < end; place += 1) {
        const number = order[place] ?? 0;
        if (number >= best || ((leafKinds[place] ?? 0) & wanted) === 0) continue;
        if (!fits(leaves, place * width) || !accepts(number)) continue;
        best = number;
        if (!any) continue;
        depth = 0;
        break;
      }
    }
    looked.count += seen;
    return best === before ? -1 : best;
  };
  return {
    boxes,
    looked,
    meeting,
    firstMeeting(box, before, accepts, wanted) {
      askMeeting(box);
      return first(before, accepts, wanted);
    },
    firstAround(box, before, accepts) {
      askAround(box);
      return first(before, accepts);
    },
    firstHolding(point, before) {
      if (!isWithinAlike(point)) return -1;
      askHolding(point);
      return first(before, (number) => solid[number] === 1 || holdsPoint(boxes[number] ?? [], point));
    },
    anyHolding(point, before) {
      if (!isWithinAlike(point)) return -1;
      askHolding(point);
      const holds = (number: number) => solid[number] === 1 || holdsPoint(boxes[number] ?? [], point);
      return first(before, holds, allKinds, true);
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

/** Dimensions in which boxes differ. */
function activeDimensions(boxes: readonly Box[]): readonly number[] {
  const [first] = boxes;
  if (first === undefined) return [];
  const active: number[] = [];
  for (let dimension = 0; dimension < first.length; dimension += 1) {
    const set = first[dimension];
    for (const box of boxes) {
      if (box[dimension] === set) continue;
      active.push(dimension);
      break;
    }
  }
  return active;
}
