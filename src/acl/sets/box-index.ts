import type { Box, Point } from "./box.ts";
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

const leafSize = 8;

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
  const isWithinAlike = (point: Point): boolean =>
    alike.every((dimension) => containsNumber(sample[dimension] ?? [], point[dimension] ?? 0));
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
    let best = before;
    let depth = 0;
    stack[depth++] = 0;
    while (depth > 0) {
      const node = stack[--depth] ?? 0;
      looked.count += 1;
      if ((tree.lowest[node] ?? 0) >= best || ((tree.kinds[node] ?? 0) & wanted) === 0) continue;
      if (!fits(tree.hulls, node * width)) continue;
      const right = tree.right[node] ?? 0;
      if (right > 0) {
        // Earlier entries first: what is looked for is mostly found among them, and then ends the search elsewhere.
        const left = node + 1;
        const leftFirst = (tree.lowest[left] ?? 0) <= (tree.lowest[right] ?? 0);
        stack[depth++] = leftFirst ? right : left;
        stack[depth++] = leftFirst ? left : right;
        continue;
      }
      const end = tree.end[node] ?? 0;
      for (let place = tree.start[node] ?? 0; place < end; place += 1) {
        const number = order[place] ?? 0;
        if (number >= best || ((leafKinds[place] ?? 0) & wanted) === 0) continue;
        if (!fits(leaves, place * width) || !accepts(number)) continue;
        if (any) return number;
        best = number;
      }
    }
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
  return [...first.keys()].filter((dimension) => boxes.some((box) => box[dimension] !== first[dimension]));
}

/** Nodes in the order of a walk from the root: a node's left child follows it. */
interface Tree {
  /** Lowest and highest bound of each dimension over the node's boxes. */
  readonly hulls: Int32Array;
  /** Lowest box number below the node. */
  readonly lowest: Int32Array;
  /** Kinds of the boxes below the node. */
  readonly kinds: Uint8Array;
  /** The right child; 0 for a leaf. */
  readonly right: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

function buildTree(order: Int32Array, bounds: Int32Array, width: number, kinds: Uint8Array): Tree {
  const most = Math.max(1, order.length * 2);
  const tree: Tree = {
    hulls: new Int32Array(most * width),
    lowest: new Int32Array(most),
    kinds: new Uint8Array(most),
    right: new Int32Array(most),
    start: new Int32Array(most),
    end: new Int32Array(most),
  };
  const split = splitter(order, bounds, width);
  let next = 0;
  const build = (start: number, end: number, depth: number): number => {
    const node = next++;
    tree.start[node] = start;
    tree.end[node] = end;
    if (end - start <= leafSize) {
      readLeaf(tree, node, order, bounds, width, kinds);
      return node;
    }
    const middle = depth > deepest ? (start + end) >> 1 : split(start, end);
    build(start, middle, depth + 1);
    const right = build(middle, end, depth + 1);
    tree.right[node] = right;
    joinChildren(tree, node, right, width);
    return node;
  };
  build(0, order.length, 0);
  return tree;
}

/** Levels after which nodes are halved whatever they hold, so that no list makes the tree high. */
const deepest = 100;

/** Boxes that a split is chosen by. */
const sampleSize = 16;

/**
 * Parts the boxes between two places by the bound and the value that leave the fewest to be looked at: a sample of
 * the boxes stands for those that will be asked for. Answers where the second part starts.
 */
function splitter(order: Int32Array, bounds: Int32Array, width: number): (start: number, end: number) => number {
  const sample = new Int32Array(sampleSize);
  const sorted = new Int32Array(sampleSize);
  const boundAt = (number: number, bound: number): number => bounds[number * width + bound] ?? 0;
  /** The lowest value of the upper half that is not the lowest of all; null where all are one. */
  const thresholdOf = (bound: number, count: number): number | null => {
    for (let place = 0; place < count; place += 1) {
      const value = boundAt(sample[place] ?? 0, bound);
      let at = place;
      while (at > 0 && (sorted[at - 1] ?? 0) > value) {
        sorted[at] = sorted[at - 1] ?? 0;
        at -= 1;
      }
      sorted[at] = value;
    }
    const lowest = sorted[0] ?? 0;
    if (lowest === sorted[count - 1]) return null;
    let place = count >> 1;
    while (sorted[place] === lowest) place += 1;
    return sorted[place] ?? 0;
  };
  /** Boxes of the sample looked at when each of them is asked for, along one dimension. */
  const costOf = (bound: number, threshold: number, count: number): number => {
    const low = bound - (bound % 2);
    let lower = 0;
    let lowerEnd = Number.NEGATIVE_INFINITY;
    let upperStart = Number.POSITIVE_INFINITY;
    for (let place = 0; place < count; place += 1) {
      const number = sample[place] ?? 0;
      if (boundAt(number, bound) < threshold) {
        lower += 1;
        lowerEnd = Math.max(lowerEnd, boundAt(number, low + 1));
      } else upperStart = Math.min(upperStart, boundAt(number, low));
    }
    let cost = 0;
    for (let place = 0; place < count; place += 1) {
      const number = sample[place] ?? 0;
      if (boundAt(number, low) <= lowerEnd) cost += lower;
      if (boundAt(number, low + 1) >= upperStart) cost += count - lower;
    }
    return cost;
  };
  const part = (start: number, end: number, bound: number, threshold: number): number => {
    let left = start;
    let right = end - 1;
    while (left <= right) {
      const number = order[left] ?? 0;
      if (boundAt(number, bound) < threshold) left += 1;
      else {
        order[left] = order[right] ?? 0;
        order[right] = number;
        right -= 1;
      }
    }
    return left;
  };
  return (start, end) => {
    const count = Math.min(sampleSize, end - start);
    for (let place = 0; place < count; place += 1)
      sample[place] = order[start + Math.floor((place * (end - start)) / count)] ?? 0;
    let bestBound = -1;
    let bestThreshold = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let bound = 0; bound < width; bound += 1) {
      const threshold = thresholdOf(bound, count);
      if (threshold === null) continue;
      const cost = costOf(bound, threshold, count);
      if (cost >= least) continue;
      least = cost;
      bestBound = bound;
      bestThreshold = threshold;
    }
    // Boxes alike in every bound that was looked at: any halves do.
    return bestBound < 0 ? (start + end) >> 1 : part(start, end, bestBound, bestThreshold);
  };
}

/** What the boxes of a leaf span. */
function readLeaf(
  tree: Tree,
  node: number,
  order: Int32Array,
  bounds: Int32Array,
  width: number,
  kinds: Uint8Array,
): void {
  const start = tree.start[node] ?? 0;
  const end = tree.end[node] ?? 0;
  let lowest = 0x7fffffff;
  let kind = 0;
  for (let place = start; place < end; place += 1) {
    const number = order[place] ?? 0;
    if (number < lowest) lowest = number;
    kind |= kinds[number] ?? 0;
  }
  tree.lowest[node] = lowest;
  tree.kinds[node] = kind;
  for (let bound = 0; bound < width; bound += 1) {
    let value = bounds[(order[start] ?? 0) * width + bound] ?? 0;
    for (let place = start + 1; place < end; place += 1) {
      const own = bounds[(order[place] ?? 0) * width + bound] ?? 0;
      if (bound % 2 === 0 ? own < value : own > value) value = own;
    }
    tree.hulls[node * width + bound] = value;
  }
}

/** What two children span together. */
function joinChildren(tree: Tree, node: number, right: number, width: number): void {
  const left = node + 1;
  tree.lowest[node] = Math.min(tree.lowest[left] ?? 0, tree.lowest[right] ?? 0);
  tree.kinds[node] = (tree.kinds[left] ?? 0) | (tree.kinds[right] ?? 0);
  for (let bound = 0; bound < width; bound += 1) {
    const one = tree.hulls[left * width + bound] ?? 0;
    const other = tree.hulls[right * width + bound] ?? 0;
    tree.hulls[node * width + bound] = bound % 2 === 0 ? Math.min(one, other) : Math.max(one, other);
  }
}
