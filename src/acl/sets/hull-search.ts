import { fits, type Hulls } from "./box-hulls.ts";
import { buildTree, type Tree } from "./box-tree.ts";

/** What a search has cost: boxes and nodes looked at so far. */
export interface Looked {
  count: number;
}

/**
 * Some boxes to be found by their hulls: one after the other while few are asked for, then by a tree, which costs as
 * much as looking at each some hundred times.
 */
export interface HullSearch {
  readonly hulls: Hulls;
  /** Numbers of the boxes, ascending. */
  readonly numbers: Int32Array;
  /** Boxes looked at without a tree. */
  scanned: number;
  tree: SearchTree | null;
}

interface SearchTree extends Tree {
  /** Box numbers and their bounds in the order of the leaves, so that a search reads one stretch of memory. */
  readonly order: Int32Array;
  readonly leaves: Int32Array;
  readonly stack: Int32Array;
}

/** Looks at each box after which a tree is made: a part of what making it costs, most lists that need it need it much. */
const looksForTree = 24;

/** Fewer boxes are looked at one by one in less time than a tree takes. */
const fewForTree = 1024;

export function hullSearch(hulls: Hulls, numbers: Int32Array): HullSearch {
  return { hulls, numbers, scanned: 0, tree: null };
}

/**
 * The lowest number below `before` whose hull fits `limits` and that is accepted, or with `any` the first that is
 * found; -1 where there is none.
 */
export function findHull(
  search: HullSearch,
  limits: Int32Array,
  before: number,
  accepts: (number: number) => boolean,
  any: boolean,
  looked: Looked,
): number {
  const tree = treeOf(search);
  return tree === null
    ? scan(search, limits, before, accepts, looked)
    : findInTree(tree, limits, before, accepts, any, looked);
}

/** Visits the numbers below `before` whose hulls fit, in no order. */
export function visitHulls(
  search: HullSearch,
  limits: Int32Array,
  before: number,
  visit: (number: number) => void,
  looked: Looked,
): void {
  const accepts = (number: number): boolean => {
    visit(number);
    return false;
  };
  findHull(search, limits, before, accepts, false, looked);
}

function treeOf(search: HullSearch): SearchTree | null {
  const { tree, numbers, scanned, hulls } = search;
  if (tree !== null || numbers.length < fewForTree || scanned < numbers.length * looksForTree) return tree;
  const { bounds, width } = hulls;
  const order = numbers.slice();
  const built = buildTree(order, bounds, width);
  const leaves = new Int32Array(order.length * width);
  for (let place = 0; place < order.length; place += 1) {
    const offset = (order[place] ?? 0) * width;
    for (let bound = 0; bound < width; bound += 1) leaves[place * width + bound] = bounds[offset + bound] ?? 0;
  }
  search.tree = { ...built, order, leaves, stack: new Int32Array(256) };
  return search.tree;
}

function scan(
  search: HullSearch,
  limits: Int32Array,
  before: number,
  accepts: (number: number) => boolean,
  looked: Looked,
): number {
  const { numbers, hulls } = search;
  const { bounds, width } = hulls;
  let found = -1;
  let place = 0;
  for (; place < numbers.length; place += 1) {
    const number = numbers[place] ?? 0;
    if (number >= before) break;
    if (!fits(bounds, number * width, limits) || !accepts(number)) continue;
    found = number;
    break;
  }
  search.scanned += place;
  looked.count += place;
  return found;
}

function findInTree(
  tree: SearchTree,
  limits: Int32Array,
  before: number,
  accepts: (number: number) => boolean,
  any: boolean,
  looked: Looked,
): number {
  const { hulls, lowest, right: rights, start: starts, end: ends, order, leaves, stack } = tree;
  const width = limits.length;
  let best = before;
  let depth = 1;
  let seen = 0;
  stack[0] = 0;
  while (depth > 0) {
    depth -= 1;
    const node = stack[depth] ?? 0;
    seen += 1;
    if ((lowest[node] ?? 0) >= best || !fits(hulls, node * width, limits)) continue;
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
      if (number >= best || !fits(leaves, place * width, limits) || !accepts(number)) continue;
      best = number;
      if (!any) continue;
      depth = 0;
      break;
    }
  }
  looked.count += seen;
  return best === before ? -1 : best;
}
