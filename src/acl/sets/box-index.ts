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
 * A tree over the boxes' hulls (the lowest and highest number of each dimension), split by whichever bound tells
 * most of them apart. Dimensions in which all boxes are alike are left out. `kinds` has a bit for what each box is, so
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
  const looked = { count: 0 };
  const query = new Int32Array(width);
  const read = (box: Box): void => {
    for (let place = 0; place < active.length; place += 1) {
      const set = box[active[place] ?? 0] ?? [];
      query[place * 2] = firstOf(set);
      query[place * 2 + 1] = lastOf(set);
    }
  };
  const readPoint = (point: Point): void => {
    for (let place = 0; place < active.length; place += 1) {
      const value = point[active[place] ?? 0] ?? 0;
      query[place * 2] = value;
      query[place * 2 + 1] = value;
    }
  };
  /** Hulls at an offset of `from` meet the query's, or hold it where `whole`. */
  const fits = (from: Int32Array, offset: number, whole: boolean): boolean => {
    for (let place = 0; place < width; place += 2) {
      const low = from[offset + place] ?? 0;
      const high = from[offset + place + 1] ?? 0;
      const first = query[place] ?? 0;
      const last = query[place + 1] ?? 0;
      if (whole ? low > first || high < last : low > last || high < first) return false;
    }
    return true;
  };
  const stack = new Int32Array(256);
  const meeting: BoxIndex["meeting"] = (box, before, visit, wanted = allKinds) => {
    if (boxes.length === 0) return;
    read(box);
    let depth = 0;
    stack[depth++] = 0;
    while (depth > 0) {
      const node = stack[--depth] ?? 0;
      looked.count += 1;
      if ((tree.lowest[node] ?? 0) >= before || ((tree.kinds[node] ?? 0) & wanted) === 0) continue;
      if (!fits(tree.hulls, node * width, false)) continue;
      const right = tree.right[node] ?? 0;
      if (right > 0) {
        stack[depth++] = right;
        stack[depth++] = node + 1;
        continue;
      }
      const end = tree.end[node] ?? 0;
      for (let place = tree.start[node] ?? 0; place < end; place += 1) {
        const number = order[place] ?? 0;
        if (number >= before || ((kinds[number] ?? 0) & wanted) === 0) continue;
        if (fits(bounds, number * width, false)) visit(number);
      }
    }
  };
  const first = (
    before: number,
    whole: boolean,
    accepts: (number: number) => boolean,
    wanted = allKinds,
    any = false,
  ): number => {
    if (boxes.length === 0) return -1;
    let best = before;
    let depth = 0;
    stack[depth++] = 0;
    while (depth > 0) {
      const node = stack[--depth] ?? 0;
      looked.count += 1;
      if ((tree.lowest[node] ?? 0) >= best || ((tree.kinds[node] ?? 0) & wanted) === 0) continue;
      if (!fits(tree.hulls, node * width, whole)) continue;
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
        if (number >= best || ((kinds[number] ?? 0) & wanted) === 0) continue;
        if (!fits(bounds, number * width, whole) || !accepts(number)) continue;
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
      read(box);
      return first(before, false, accepts, wanted);
    },
    firstAround(box, before, accepts) {
      read(box);
      return first(before, true, accepts);
    },
    firstHolding(point, before) {
      if (!isWithinAlike(point)) return -1;
      readPoint(point);
      return first(before, true, (number) => solid[number] === 1 || holdsPoint(boxes[number] ?? [], point));
    },
    anyHolding(point, before) {
      if (!isWithinAlike(point)) return -1;
      readPoint(point);
      const holds = (number: number) => solid[number] === 1 || holdsPoint(boxes[number] ?? [], point);
      return first(before, true, holds, allKinds, true);
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
  const most = Math.max(1, Math.ceil((order.length / leafSize) * 4) + 3);
  const tree: Tree = {
    hulls: new Int32Array(most * width),
    lowest: new Int32Array(most),
    kinds: new Uint8Array(most),
    right: new Int32Array(most),
    start: new Int32Array(most),
    end: new Int32Array(most),
  };
  let next = 0;
  const build = (start: number, end: number): number => {
    const node = next++;
    tree.start[node] = start;
    tree.end[node] = end;
    if (end - start <= leafSize) {
      readLeaf(tree, node, order, bounds, width, kinds);
      return node;
    }
    const middle = (start + end) >> 1;
    selectMiddle(order, bounds, width, widestBound(order, bounds, width, start, end), start, end, middle);
    build(start, middle);
    const right = build(middle, end);
    tree.right[node] = right;
    joinChildren(tree, node, right, width);
    return node;
  };
  build(0, order.length);
  return tree;
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

/** The bound whose values lie furthest apart, measured by how many different ones a sample shows. */
function widestBound(order: Int32Array, bounds: Int32Array, width: number, start: number, end: number): number {
  const step = Math.max(1, Math.floor((end - start) / 24));
  let best = 0;
  let most = -1;
  for (let bound = 0; bound < width; bound += 1) {
    const values = new Set<number>();
    for (let place = start; place < end; place += step) values.add(bounds[(order[place] ?? 0) * width + bound] ?? 0);
    if (values.size > most) {
      most = values.size;
      best = bound;
    }
  }
  return best;
}

/** Puts the boxes below the median of one bound before `middle`, the others after it (Hoare's selection). */
function selectMiddle(
  order: Int32Array,
  bounds: Int32Array,
  width: number,
  bound: number,
  start: number,
  end: number,
  middle: number,
): void {
  const valueAt = (place: number): number => bounds[(order[place] ?? 0) * width + bound] ?? 0;
  let low = start;
  let high = end - 1;
  while (low < high) {
    const pivot = valueAt((low + high) >> 1);
    let left = low;
    let right = high;
    while (left <= right) {
      while (valueAt(left) < pivot) left += 1;
      while (valueAt(right) > pivot) right -= 1;
      if (left > right) break;
      const moved = order[left] ?? 0;
      order[left] = order[right] ?? 0;
      order[right] = moved;
      left += 1;
      right -= 1;
    }
    if (middle <= right) high = right;
    else if (middle >= left) low = left;
    else return;
  }
}
