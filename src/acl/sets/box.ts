import { containsSet, difference, intersection, meets, noNumbers, union, type NumberSet } from "./number-set.ts";

/** Packets by one set a dimension, in the order of `dimensions`: a packet is in the box where each of its values is. */
export type Box = readonly NumberSet[];

/** One value a dimension. */
export type Point = readonly number[];

export function containsBox(outer: Box, inner: Box): boolean {
  for (let dimension = 0; dimension < inner.length; dimension += 1) {
    if (!containsSet(outer[dimension] ?? noNumbers, inner[dimension] ?? noNumbers)) return false;
  }
  return true;
}

export function boxesMeet(one: Box, other: Box): boolean {
  for (let dimension = 0; dimension < one.length; dimension += 1) {
    if (!meets(one[dimension] ?? noNumbers, other[dimension] ?? noNumbers)) return false;
  }
  return true;
}

/** Null where the two share no packet. */
export function boxIntersection(one: Box, other: Box): Box | null {
  const box = one.slice();
  for (let dimension = 0; dimension < one.length; dimension += 1) {
    const set = intersection(one[dimension] ?? noNumbers, other[dimension] ?? noNumbers);
    if (set.length === 0) return null;
    box[dimension] = set;
  }
  return box;
}

/** The box with another set in one dimension. */
export function withSet(box: Box, dimension: number, set: NumberSet): Box {
  const result = [...box];
  result[dimension] = set;
  return result;
}

/** Boxes that differ in one dimension alone become one, until none do: the same packets in fewer words. */
export function joinBoxes(boxes: readonly Box[]): readonly Box[] {
  let joined = boxes;
  for (;;) {
    const before = joined.length;
    for (let dimension = 0; dimension < (boxes[0]?.length ?? 0); dimension += 1) joined = joinAlong(joined, dimension);
    if (joined.length === before) return joined;
  }
}

function joinAlong(boxes: readonly Box[], dimension: number): readonly Box[] {
  const groups = new Map<string, Box[]>();
  for (const box of boxes) {
    const key = box.map((set, place) => (place === dimension ? "" : set.join(","))).join(";");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [box]);
    else group.push(box);
  }
  if (groups.size === boxes.length) return boxes;
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [group.length === 1 ? first : withSet(first, dimension, union(group.map((box) => box[dimension] ?? [])))];
  });
}

/** What is in `box` and not in `cut`, as disjoint boxes. */
export function boxDifference(box: Box, cut: Box): readonly Box[] {
  if (!boxesMeet(box, cut)) return [box];
  const pieces: Box[] = [];
  let rest = box;
  for (let dimension = 0; dimension < box.length; dimension += 1) {
    const own = rest[dimension] ?? [];
    const other = cut[dimension] ?? [];
    const outside = difference(own, other);
    if (outside.length === 0) continue;
    pieces.push(withSet(rest, dimension, outside));
    rest = withSet(rest, dimension, intersection(own, other));
  }
  return pieces;
}
