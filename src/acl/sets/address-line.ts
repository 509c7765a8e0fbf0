import { addressNumber, highest, ipv4Bounds, prefixBounds } from "./address-number.ts";
import { rangeText, addressText } from "./address-text.ts";
import type { Addresses, PlainMatch } from "./conditions.ts";
import {
  containsNumber,
  containsSet,
  difference,
  firstOf,
  lastOf,
  intersection,
  noNumbers,
  rangesOf,
  setOfRanges,
  union,
  type NumberSet,
} from "./number-set.ts";
import { divide, type Cube, type Pattern } from "./patterns.ts";

/**
 * The addresses of both families on one line of whole numbers, as coarse as the conditions allow: addresses that no
 * condition tells apart share a number, an atom. IPv6 needs no large numbers this way, and a mask that is no prefix
 * becomes a set like any other.
 */
export interface AddressLine {
  /** Every atom of a family. */
  readonly all: { readonly 4: NumberSet; readonly 6: NumberSet };
  /** The atoms of a condition that the line was made with. */
  setOf(addresses: Addresses): NumberSet;
  /** The atom of any address; null where the text is no address. */
  atomOf(address: string): number | null;
  /** An atom in `set`, one that holds an address that people know as an example where there is such a one. */
  usualOf(set: NumberSet, side: "source" | "destination"): number;
  /** An address of an atom, likewise. */
  addressAt(atom: number, side: "source" | "destination"): { readonly family: 4 | 6; readonly address: string };
  /** A set of one family as few prefixes, ranges and masked addresses. */
  textOf(set: NumberSet, family: 4 | 6): readonly string[];
}

/** Atoms of one family: cuts of its interval, and how masks divide what lies between two cuts. */
interface FamilyLine {
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
type Cuts = Float64Array | readonly bigint[];

type Span =
  | { readonly family: 4; readonly first: number; readonly last: number }
  | { readonly family: 6; readonly first: bigint; readonly last: bigint };

/** What a condition names: whole families, addresses in a row, or under a mask; null is text that is no address. */
type Leaf = readonly (4 | 6)[] | Span | Pattern | null;

/** A condition by its text: the same few come again and again. */
interface Named {
  readonly leaf: Leaf;
  set: NumberSet | null;
}

/** Makes the line of some conditions; null where their masks divide it into more atoms than the bound. */
export function addressLine(conditions: Iterable<Addresses>): AddressLine | null {
  const named = new Map<string, Named>();
  const seen = new Set<Addresses>();
  for (const addresses of conditions) collect(addresses, named, seen);
  const bounds = boundsOf(named.values());
  const four = familyLine(4, bounds.cuts4, bounds.patterns4, 0);
  if (four === null) return null;
  const six = familyLine(6, bounds.cuts6, bounds.patterns6, four.starts.at(-1) ?? 0);
  if (six === null) return null;
  const lines = { 4: four, 6: six } as const;
  const all = { 4: wholeOf(four), 6: wholeOf(six) } as const;
  const familyOf = (atom: number): 4 | 6 => (atom <= lastOf(all[4]) ? 4 : 6);
  const exampleAtoms = (side: "source" | "destination") => ({
    4: atomAt(four, exampleNumbers[side][4]),
    6: atomAt(six, exampleNumbers[side][6]),
  });
  const examples = { source: exampleAtoms("source"), destination: exampleAtoms("destination") } as const;
  const sets = new Map<Addresses, NumberSet>();
  const leafSet = (match: PlainMatch): NumberSet => {
    const known = named.get(keyOf(match));
    return known === undefined ? noNumbers : (known.set ??= setOfLeaf(known.leaf, lines, all));
  };
  const memberSet = (member: PlainMatch | Addresses): NumberSet =>
    "include" in member ? setOf(member) : leafSet(member);
  const setOf = (addresses: Addresses): NumberSet => {
    const [only] = addresses.include;
    if (only !== undefined && addresses.include.length === 1 && addresses.exclude.length === 0) return memberSet(only);
    const known = sets.get(addresses);
    if (known !== undefined) return known;
    const include = union(addresses.include.map(memberSet));
    const set = addresses.exclude.length === 0 ? include : difference(include, union(addresses.exclude.map(memberSet)));
    sets.set(addresses, set);
    return set;
  };
  return {
    all,
    setOf,
    atomOf: (address) => {
      const number = addressNumber(address);
      return number === null ? null : atomAt(lines[number.family], number.value);
    },
    usualOf: (set, side) => {
      const known = examples[side][familyOf(firstOf(set))];
      return containsNumber(set, known) ? known : firstOf(set);
    },
    addressAt: (atom, side) => {
      const family = familyOf(atom);
      if (atom === examples[side][family]) return { family, address: exampleAddresses[side][family] };
      return { family, address: addressText(family, addressIn(lines[family], atom)) };
    },
    textOf: (set, family) => {
      if (containsSet(set, all[family])) return ["any"];
      const own = bounds[family === 4 ? "patterns4" : "patterns6"].map((pattern) => ({
        pattern,
        set: setOfLeaf(pattern, lines, all),
      }));
      return textOf(lines[family], intersection(set, all[family]), own);
    },
  };
}

function collect({ include, exclude }: Addresses, named: Map<string, Named>, seen: Set<Addresses>): void {
  for (const member of include) collectMember(member, named, seen);
  for (const member of exclude) collectMember(member, named, seen);
}

function collectMember(member: PlainMatch | Addresses, named: Map<string, Named>, seen: Set<Addresses>): void {
  if ("include" in member) {
    if (seen.has(member)) return;
    seen.add(member);
    collect(member, named, seen);
    return;
  }
  const key = keyOf(member);
  if (!named.has(key)) named.set(key, { leaf: leafOf(member), set: null });
}

function keyOf(match: PlainMatch): string {
  switch (match.kind) {
    case "any":
      return match.family === undefined ? "any" : `any ${match.family}`;
    case "prefix":
      return match.prefix;
    case "range":
      return `${match.first}-${match.last}`;
    case "wildcard":
    default:
      return `${match.address} ${match.mask}`;
  }
}

/** False for text that is no address, and for a range from high to low. */
export function isAddresses(match: PlainMatch): boolean {
  if (match.kind === "prefix" && !match.prefix.includes(":")) return ipv4Bounds(match.prefix) !== null;
  return leafOf(match) !== null;
}

/** The addresses of a condition; null where the text is none, which matches nothing. */
export function leafOf(match: PlainMatch): Leaf {
  switch (match.kind) {
    case "any":
      return match.family === undefined ? [4, 6] : [match.family];
    case "prefix": {
      if (match.prefix.includes(":")) return spanOf(prefixBounds(match.prefix));
      const bounds = ipv4Bounds(match.prefix);
      return bounds === null ? null : { family: 4, first: bounds[0], last: bounds[1] };
    }
    case "range": {
      const first = addressNumber(match.first);
      const last = addressNumber(match.last);
      if (first === null || last === null || first.family !== last.family || first.value > last.value) return null;
      return spanOf({ family: first.family, first: first.value, last: last.value });
    }
    case "wildcard":
    default: {
      const address = addressNumber(match.address);
      const mask = addressNumber(match.mask);
      if (address === null || mask?.family !== address.family) return null;
      const value = address.value & ~mask.value;
      // A mask of low bits only is a prefix under another name.
      if ((mask.value & (mask.value + 1n)) === 0n)
        return spanOf({ family: address.family, first: value, last: value | mask.value });
      return { family: address.family, value, mask: mask.value };
    }
  }
}

function spanOf(bounds: { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint } | null): Span | null {
  if (bounds === null) return null;
  const { family, first, last } = bounds;
  return family === 4 ? { family, first: Number(first), last: Number(last) } : { family, first, last };
}

interface Bounds {
  readonly cuts4: Float64Array;
  readonly cuts6: readonly bigint[];
  readonly patterns4: readonly Pattern[];
  readonly patterns6: readonly Pattern[];
}

/** Where the families are cut, and the masks that divide what lies between. */
function boundsOf(all: Iterable<Named>): Bounds {
  const four: number[] = [0, 2 ** 32];
  const six: bigint[] = [0n, highest(6) + 1n];
  const patterns4: Pattern[] = [];
  const patterns6: Pattern[] = [];
  for (const { leaf } of all) {
    if (leaf === null || "length" in leaf) continue;
    if ("mask" in leaf) (leaf.family === 4 ? patterns4 : patterns6).push(leaf);
    else if (leaf.family === 4) four.push(leaf.first, leaf.last + 1);
    else six.push(leaf.first, leaf.last + 1n);
  }
  const cuts6 = [...new Set(six)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return { cuts4: withoutTwins(Float64Array.from(four).sort()), cuts6, patterns4, patterns6 };
}

/** Each number of an ascending row once. */
function withoutTwins(numbers: Float64Array): Float64Array {
  let kept = 0;
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] ?? 0;
    if (place > 0 && number === numbers[kept - 1]) continue;
    numbers[kept++] = number;
  }
  return numbers.subarray(0, kept);
}

function familyLine(family: 4 | 6, cuts: Cuts, patterns: readonly Pattern[], offset: number): FamilyLine | null {
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

function wholeOf({ starts }: FamilyLine): NumberSet {
  return [starts[0] ?? 0, (starts.at(-1) ?? 1) - 1];
}

/** The span an address lies in. */
function spanAt({ cuts }: FamilyLine, value: number | bigint): number {
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

function atomAt(line: FamilyLine, value: bigint): number {
  const span = spanAt(line, line.family === 4 ? Number(value) : value);
  const start = line.starts[span] ?? 0;
  const parts = line.divided.get(span);
  if (parts === undefined) return start;
  return start + parts.findIndex(({ cubes }) => cubes.some((cube) => (value & ~cube.mask) === cube.value));
}

function setOfLeaf(
  leaf: Leaf,
  lines: { readonly 4: FamilyLine; readonly 6: FamilyLine },
  all: AddressLine["all"],
): NumberSet {
  if (leaf === null) return noNumbers;
  if ("length" in leaf) return leaf.length === 1 ? all[leaf[0] ?? 4] : union(leaf.map((family) => all[family]));
  const line = lines[leaf.family];
  if ("mask" in leaf) {
    const key = patternKey(leaf);
    const atoms: [number, number][] = [];
    for (const [place, parts] of line.divided) {
      for (const [part, { within }] of parts.entries()) {
        const atom = (line.starts[place] ?? 0) + part;
        if (within.has(key)) atoms.push([atom, atom]);
      }
    }
    return setOfRanges(atoms);
  }
  return [line.starts[spanAt(line, leaf.first)] ?? 0, (line.starts[spanAt(line, leaf.last) + 1] ?? 0) - 1];
}

function patternKey({ value, mask }: Pattern): string {
  return `${value} ${mask}`;
}

/** Addresses kept for examples (RFC 5737, RFC 3849): good for people to read. */
export const exampleAddresses = {
  source: { 4: "198.51.100.1", 6: "2001:db8::1" },
  destination: { 4: "203.0.113.1", 6: "2001:db8:ffff::1" },
} as const;

const exampleNumbers = {
  source: numbersOf(exampleAddresses.source),
  destination: numbersOf(exampleAddresses.destination),
} as const;

function numbersOf(addresses: { readonly 4: string; readonly 6: string }): { readonly 4: bigint; readonly 6: bigint } {
  return { 4: addressNumber(addresses[4])?.value ?? 0n, 6: addressNumber(addresses[6])?.value ?? 0n };
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
function addressIn(line: FamilyLine, atom: number): bigint {
  const span = spanOfAtom(line, atom);
  const parts = line.divided.get(span);
  const cube = parts?.[atom - (line.starts[span] ?? 0)]?.cubes[0];
  if (cube !== undefined) return cube.value | (cube.mask & 1n);
  const first = cutAt(line, span);
  return cutAt(line, span + 1) - first > 2n ? first + 1n : first;
}

function textOf(
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
