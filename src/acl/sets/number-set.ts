/**
 * A set of whole numbers as ascending, disjoint, never adjacent ranges, flat: [first, last, first, last, …].
 * Every dimension of a packet is such a set; the empty one is [].
 */
export type NumberSet = readonly number[];

export const noNumbers: NumberSet = [];

/** The number at a place that is known to be there. */
function at(set: NumberSet, place: number): number {
  return set[place] ?? 0;
}

export function firstOf(set: NumberSet): number {
  return at(set, 0);
}

export function lastOf(set: NumberSet): number {
  return at(set, set.length - 1);
}

export function sizeOf(set: NumberSet): number {
  let size = 0;
  for (let place = 0; place < set.length; place += 2) size += at(set, place + 1) - at(set, place) + 1;
  return size;
}

/** True where `inner` holds nothing that `outer` lacks. */
export function containsSet(outer: NumberSet, inner: NumberSet): boolean {
  if (outer === inner || inner.length === 0) return true;
  if (outer.length === 2) return at(outer, 0) <= at(inner, 0) && lastOf(inner) <= at(outer, 1);
  let place = 0;
  for (let part = 0; part < inner.length; part += 2) {
    const first = at(inner, part);
    while (place < outer.length && at(outer, place + 1) < first) place += 2;
    if (place >= outer.length || at(outer, place) > first || at(outer, place + 1) < at(inner, part + 1)) return false;
  }
  return true;
}

export function containsNumber(set: NumberSet, value: number): boolean {
  let low = 0;
  let high = set.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (value < at(set, middle * 2)) high = middle - 1;
    else if (value > at(set, middle * 2 + 1)) low = middle + 1;
    else return true;
  }
  return false;
}

/** True where the two share a number. */
export function meets(one: NumberSet, other: NumberSet): boolean {
  if (one === other) return one.length > 0;
  let a = 0;
  let b = 0;
  while (a < one.length && b < other.length) {
    if (at(one, a + 1) < at(other, b)) a += 2;
    else if (at(other, b + 1) < at(one, a)) b += 2;
    else return true;
  }
  return false;
}

export function intersection(one: NumberSet, other: NumberSet): NumberSet {
  if (one === other) return one;
  if (containsSet(other, one)) return one;
  const result: number[] = [];
  let a = 0;
  let b = 0;
  while (a < one.length && b < other.length) {
    const first = Math.max(at(one, a), at(other, b));
    const last = Math.min(at(one, a + 1), at(other, b + 1));
    if (first <= last) result.push(first, last);
    if (at(one, a + 1) < at(other, b + 1)) a += 2;
    else b += 2;
  }
  return result;
}

/** What is in `set` and not in `cut`. */
export function difference(set: NumberSet, cut: NumberSet): NumberSet {
  if (set === cut) return noNumbers;
  const result: number[] = [];
  let place = 0;
  for (let part = 0; part < set.length; part += 2) {
    let first = at(set, part);
    const last = at(set, part + 1);
    while (place < cut.length && at(cut, place + 1) < first) place += 2;
    let next = place;
    while (next < cut.length && at(cut, next) <= last && first <= last) {
      if (at(cut, next) > first) result.push(first, at(cut, next) - 1);
      first = at(cut, next + 1) + 1;
      next += 2;
    }
    if (first <= last) result.push(first, last);
  }
  return result;
}

/** Everything that one of the sets holds. */
export function union(sets: readonly NumberSet[]): NumberSet {
  const [only] = sets;
  if (only === undefined) return noNumbers;
  if (sets.length === 1) return only;
  const ranges: (readonly [number, number])[] = [];
  for (const set of sets)
    for (let part = 0; part < set.length; part += 2) ranges.push([at(set, part), at(set, part + 1)]);
  return setOfRanges(ranges);
}

/** Ranges in any order, overlapping or not; an inverted one is empty. */
export function setOfRanges(ranges: readonly (readonly [first: number, last: number])[]): NumberSet {
  const [only] = ranges;
  if (only !== undefined && ranges.length === 1) return only[0] > only[1] ? noNumbers : [only[0], only[1]];
  const result: number[] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (first > last) continue;
    const end = result.length - 1;
    if (end >= 0 && first <= at(result, end) + 1) {
      if (last > at(result, end)) result[end] = last;
    } else result.push(first, last);
  }
  return result;
}

export function rangesOf(set: NumberSet): (readonly [first: number, last: number])[] {
  const ranges: (readonly [number, number])[] = [];
  for (let part = 0; part < set.length; part += 2) ranges.push([at(set, part), at(set, part + 1)]);
  return ranges;
}

export function sameSet(one: NumberSet, other: NumberSet): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place += 1) if (one[place] !== other[place]) return false;
  return true;
}
