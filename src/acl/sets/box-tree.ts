/** Nodes in the order of a walk from the root: a node's left child follows it. */
export interface Tree {
  /** Lowest and highest bound of each dimension over the node's boxes. */
  readonly hulls: Int32Array;
  /** Lowest box number below the node. */
  readonly lowest: Int32Array;
  /** The right child; 0 for a leaf. */
  readonly right: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** Boxes of a leaf: more are looked at one by one at less cost than smaller leaves are made. */
const leafSize = 32;

/**
 * The tree of boxes whose bounds stand in `bounds`, lowest and highest of each dimension by turns, `width` to a box.
 * Puts `order`, the numbers of the boxes, into the order of the leaves.
 */
export function buildTree(order: Int32Array, bounds: Int32Array, width: number): Tree {
  const most = Math.max(1, order.length * 2);
  const tree: Tree = {
    hulls: new Int32Array(most * width),
    lowest: new Int32Array(most),
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
      readLeaf(tree, node, order, bounds, width);
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
const sampleSize = 12;

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
function readLeaf(tree: Tree, node: number, order: Int32Array, bounds: Int32Array, width: number): void {
  const start = tree.start[node] ?? 0;
  const end = tree.end[node] ?? 0;
  let lowest = 0x7fffffff;
  for (let place = start; place < end; place += 1) {
    const number = order[place] ?? 0;
    if (number < lowest) lowest = number;
  }
  tree.lowest[node] = lowest;
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
  for (let bound = 0; bound < width; bound += 1) {
    const one = tree.hulls[left * width + bound] ?? 0;
    const other = tree.hulls[right * width + bound] ?? 0;
    tree.hulls[node * width + bound] = bound % 2 === 0 ? Math.min(one, other) : Math.max(one, other);
  }
}
