import { addressText, rangeText } from "./address-text.ts";
import { containsSet, firstOf, intersection, lastOf, rangesOf, type NumberSet } from "./number-set.ts";
import { divide, type Cube, type Pattern } from "./patterns.ts";

/** Atoms of one family: cuts of its interval, and how masks divide what lies between two cuts. */
export interface FamilyLine {
  readonly family: 4 | 6;
  /** Lowest address of each span, ascending; the last one is the end of the family, belonging to none. */
  readonly cuts: Cuts;
  /** First atom of each span, and one more at the end. */
  readonly starts: Int32Array;
  /** Where masks divide a span: its atoms as address patterns. */
  readonly divided: ReadonlyMap<number, readonly Divided[]>;
}

interface Divided {
  /** Masks that hold the atom, by their text. */
  readonly within: ReadonlySet<string>;
  readonly cubes: readonly Cube[];
}

/** IPv4 in plain numbers: long lists are faster with them. */
export type Cuts = Float64Array | readonly bigint[];

export function familyLine(family: 4 | 6, cuts: Cuts, patterns: readonly Pattern[], offset: number): FamilyLine | null {
  const divided = divide(patterns.length === 0 ? [] : Array.from(cuts, BigInt), patterns);
  if (divided === null) return null;
  const starts = new Int32Array(cuts.length);
  let next = offset;
  for (let span = 0; span < cuts.length; span += 1) {
    starts[span] = next;
    next += divided.get(span)?.length ?? 1;
  }
  return { family, cuts, starts, divided };
}

export function wholeOf({ starts }: FamilyLine): NumberSet {
  return [starts[0] ?? 0, (starts.at(-1) ?? 1) - 1];
}

/** The span an address lies in. */
export function spanAt({ cuts }: FamilyLine, value: number | bigint): number {
  let low = 0;
  let high = cuts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((cuts[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The lowest address of a span. */
function cutAt({ cuts }: FamilyLine, span: number): bigint {
  return BigInt(cuts[span] ?? 0);
}

export function atomAt(line: FamilyLine, value: bigint): number {
  const span = spanAt(line, line.family === 4 ? Number(value) : value);
  const start = line.starts[span] ?? 0;
  const parts = line.divided.get(span);
  if (parts === undefined) return start;
  return start + parts.findIndex(({ cubes }) => cubes.some((cube) => (value & ~cube.mask) === cube.value));
}

/** The span whose atoms an atom is one of. */
function spanOfAtom({ starts }: FamilyLine, atom: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= atom) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The second address of an atom, since the first is often a network's own; the only one where there is no second. */
export function addressIn(line: FamilyLine, atom: number): bigint {
  const span = spanOfAtom(line, atom);
  const parts = line.divided.get(span);
  const cube = parts?.[atom - (line.starts[span] ?? 0)]?.cubes[0];
  if (cube !== undefined) return cube.value | (cube.mask & 1n);
  const first = cutAt(line, span);
  return cutAt(line, span + 1) - first > 2n ? first + 1n : first;
}

export function textOf(
  line: FamilyLine,
  set: NumberSet,
  patterns: readonly { readonly pattern: Pattern; readonly set: NumberSet }[],
): readonly string[] {
  const whole: (readonly [bigint, bigint])[] = [];
  const parts: { readonly atom: number; readonly cubes: readonly Cube[] }[] = [];
  if (set.length === 0) return [];
  const until = spanOfAtom(line, lastOf(set));
  for (let span = spanOfAtom(line, firstOf(set)); span <= until; span += 1) {
    const start = line.starts[span] ?? 0;
    const end = (line.starts[span + 1] ?? 0) - 1;
    const inside = intersection(set, [start, end]);
    if (inside.length === 0) continue;
    if (containsSet(inside, [start, end])) {
      const first = cutAt(line, span);
      const previous = whole.at(-1);
      const last = cutAt(line, span + 1) - 1n;
      if (previous !== undefined && previous[1] + 1n === first) whole[whole.length - 1] = [previous[0], last];
      else whole.push([first, last]);
      continue;
    }
    for (const [first, last] of rangesOf(inside)) {
      for (let atom = first; atom <= last; atom += 1) {
        parts.push({ atom, cubes: line.divided.get(span)?.[atom - start]?.cubes ?? [] });
      }
    }
  }
  let rest = parts;
  const texts = whole.flatMap(([first, last]) => rangeText(line.family, first, last));
  // A mask of the conditions that lies in the set whole says more than the pieces it was divided into.
  for (const { pattern, set: own } of patterns) {
    if (own.length === 0 || !containsSet(set, own)) continue;
    const left = rest.filter(({ atom }) => !containsSet(own, [atom, atom]));
    if (left.length < rest.length) texts.push(maskedText(line.family, pattern));
    rest = left;
  }
  return [...texts, ...rest.flatMap(({ cubes }) => cubes.map((cube) => maskedText(line.family, cube)))];
}

function maskedText(family: 4 | 6, { value, mask }: Cube): string {
  if ((mask & (mask + 1n)) === 0n) return rangeText(family, value, value | mask);
  return `${addressText(family, value)} wildcard ${addressText(family, mask)}`;
}
