import { addressNumber, highest, prefixBounds } from "./address-number.ts";
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
  /** An address of one atom in `set`, one that people know as an example where there is such a one. */
  exampleOf(set: NumberSet, side: "source" | "destination"): { readonly family: 4 | 6; readonly address: string };
  /** A set of one family as few prefixes, ranges and masked addresses. */
  textOf(set: NumberSet, family: 4 | 6): readonly string[];
}

/** Atoms of one family: cuts of its interval, and how masks divide what lies between two cuts. */
interface FamilyLine {
  readonly family: 4 | 6;
  /** Lowest address of each span, ascending; the last one is the end of the family, belonging to none. */
  readonly cuts: readonly bigint[];
  /** The same as plain numbers where they fit, as those of IPv4 do: long lists are faster with them. */
  readonly plainCuts: Float64Array | null;
  /** First atom of each span, and one more at the end. */
  readonly starts: readonly number[];
  /** Where masks divide a span: its atoms as address patterns. */
  readonly divided: ReadonlyMap<number, readonly Divided[]>;
}

interface Divided {
  /** Masks that hold the atom, by their text. */
  readonly within: ReadonlySet<string>;
  readonly cubes: readonly Cube[];
}

interface Span {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Makes the line of some conditions; null where their masks divide it into more atoms than the bound. */
export function addressLine(conditions: Iterable<Addresses>): AddressLine | null {
  const spans = new Map<string, Span | Pattern | readonly Span[] | null>();
  const seen = new Set<Addresses>();
  for (const addresses of conditions) collect(addresses, spans, seen);
  const four = familyLine(4, spans.values(), 0);
  if (four === null) return null;
  const six = familyLine(6, spans.values(), four.starts.at(-1) ?? 0);
  if (six === null) return null;
  const lines = { 4: four, 6: six } as const;
  const all = { 4: wholeOf(four), 6: wholeOf(six) } as const;
  const leaves = new Map<string, NumberSet>();
  const sets = new Map<Addresses, NumberSet>();
  const leafSet = (match: PlainMatch): NumberSet => {
    const key = keyOf(match);
    const known = leaves.get(key);
    if (known !== undefined) return known;
    const set = setOfLeaf(spans.get(key) ?? null, lines);
    leaves.set(key, set);
    return set;
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
  const patterns = [...spans.entries()].flatMap(([key, span]) =>
    span !== null && "mask" in span ? [{ key, span }] : [],
  );
  return {
    all,
    setOf,
    atomOf: (address) => {
      const number = addressNumber(address);
      return number === null ? null : atomAt(lines[number.family], number.value);
    },
    exampleOf: (set, side) => exampleOf(set, side, lines, all),
    textOf: (set, family) => {
      if (containsSet(set, all[family])) return ["any"];
      const own = patterns.filter(({ span }) => span.family === family);
      return textOf(
        lines[family],
        intersection(set, all[family]),
        own.map(({ key, span }) => ({ span, set: leaves.get(key) ?? noNumbers })),
      );
    },
  };
}

function collect(
  addresses: Addresses,
  spans: Map<string, Span | Pattern | readonly Span[] | null>,
  seen: Set<Addresses>,
): void {
  for (const members of [addresses.include, addresses.exclude]) {
    for (const member of members) {
      if ("include" in member) {
        if (seen.has(member)) continue;
        seen.add(member);
        collect(member, spans, seen);
        continue;
      }
      const key = keyOf(member);
      if (!spans.has(key)) spans.set(key, spanOf(member));
    }
  }
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

/** Conditions are asked for their addresses more than once. */
const knownSpans = new WeakMap<PlainMatch, ReturnType<typeof spanOfText>>();

/** The addresses of a condition; null where the text is none, which matches nothing. */
export function spanOf(match: PlainMatch): Span | Pattern | readonly Span[] | null {
  const known = knownSpans.get(match);
  if (known !== undefined) return known;
  const span = spanOfText(match);
  knownSpans.set(match, span);
  return span;
}

function spanOfText(match: PlainMatch): Span | Pattern | readonly Span[] | null {
  switch (match.kind) {
    case "any": {
      const whole = ([4, 6] as const).map((family) => ({ family, first: 0n, last: highest(family) }));
      return whole.filter(({ family }) => match.family === undefined || match.family === family);
    }
    case "prefix":
      return prefixBounds(match.prefix);
    case "range": {
      const first = addressNumber(match.first);
      const last = addressNumber(match.last);
      if (first === null || last === null || first.family !== last.family || first.value > last.value) return null;
      return { family: first.family, first: first.value, last: last.value };
    }
    case "wildcard":
    default: {
      const address = addressNumber(match.address);
      const mask = addressNumber(match.mask);
      if (address === null || mask?.family !== address.family) return null;
      const value = address.value & ~mask.value;
      // A mask of low bits only is a prefix under another name.
      if ((mask.value & (mask.value + 1n)) === 0n)
        return { family: address.family, first: value, last: value | mask.value };
      return { family: address.family, value, mask: mask.value };
    }
  }
}

function familyLine(
  family: 4 | 6,
  spans: Iterable<Span | Pattern | readonly Span[] | null>,
  offset: number,
): FamilyLine | null {
  const bounds: bigint[] = [0n, highest(family) + 1n];
  const patterns: Pattern[] = [];
  for (const span of spans) {
    if (span === null || "length" in span || span.family !== family) continue;
    if ("mask" in span) patterns.push(span);
    else bounds.push(span.first, span.last + 1n);
  }
  const plainCuts = family === 4 ? Float64Array.from(new Set(bounds.map(Number))).sort() : null;
  const cuts =
    plainCuts === null
      ? [...new Set(bounds)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      : Array.from(plainCuts, (cut) => BigInt(cut));
  const divided = divide(cuts, patterns);
  if (divided === null) return null;
  const starts: number[] = [offset];
  let next = offset;
  for (let span = 0; span < cuts.length - 1; span += 1) {
    next += divided.get(span)?.length ?? 1;
    starts.push(next);
  }
  return { family, cuts, plainCuts, starts, divided };
}

function wholeOf({ starts }: FamilyLine): NumberSet {
  return [starts[0] ?? 0, (starts.at(-1) ?? 1) - 1];
}

/** The span an address lies in. */
function spanAt({ cuts, plainCuts }: FamilyLine, value: bigint): number {
  let low = 0;
  let high = cuts.length - 2;
  if (plainCuts !== null) {
    const plain = Number(value);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((plainCuts[middle] ?? 0) <= plain) low = middle;
      else high = middle - 1;
    }
    return low;
  }
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((cuts[middle] ?? 0n) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function atomAt(line: FamilyLine, value: bigint): number {
  const span = spanAt(line, value);
  const start = line.starts[span] ?? 0;
  const parts = line.divided.get(span);
  if (parts === undefined) return start;
  return start + parts.findIndex(({ cubes }) => cubes.some((cube) => (value & ~cube.mask) === cube.value));
}

function setOfLeaf(
  span: Span | Pattern | readonly Span[] | null,
  lines: { readonly 4: FamilyLine; readonly 6: FamilyLine },
): NumberSet {
  if (span === null) return noNumbers;
  if ("length" in span) return union(span.map(({ family }) => wholeOf(lines[family])));
  const line = lines[span.family];
  if ("mask" in span) {
    const key = patternKey(span);
    const atoms: [number, number][] = [];
    for (const [place, parts] of line.divided) {
      for (const [part, { within }] of parts.entries()) {
        const atom = (line.starts[place] ?? 0) + part;
        if (within.has(key)) atoms.push([atom, atom]);
      }
    }
    return setOfRanges(atoms);
  }
  return [line.starts[spanAt(line, span.first)] ?? 0, (line.starts[spanAt(line, span.last) + 1] ?? 0) - 1];
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

function exampleOf(
  set: NumberSet,
  side: "source" | "destination",
  lines: { readonly 4: FamilyLine; readonly 6: FamilyLine },
  all: { readonly 4: NumberSet; readonly 6: NumberSet },
): { readonly family: 4 | 6; readonly address: string } {
  const atom = firstOf(set);
  const family = atom <= (all[4].at(-1) ?? 0) ? 4 : 6;
  const line = lines[family];
  const isUsual = containsNumber(set, atomAt(line, exampleNumbers[side][family]));
  if (isUsual) return { family, address: exampleAddresses[side][family] };
  return { family, address: addressText(family, addressIn(line, atom)) };
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
  const first = line.cuts[span] ?? 0n;
  return (line.cuts[span + 1] ?? 0n) - first > 2n ? first + 1n : first;
}

function textOf(
  line: FamilyLine,
  set: NumberSet,
  patterns: readonly { readonly span: Pattern; readonly set: NumberSet }[],
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
      const first = line.cuts[span] ?? 0n;
      const previous = whole.at(-1);
      const last = (line.cuts[span + 1] ?? 0n) - 1n;
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
  for (const { span, set: own } of patterns) {
    if (own.length === 0 || !containsSet(set, own)) continue;
    const left = rest.filter(({ atom }) => !containsSet(own, [atom, atom]));
    if (left.length < rest.length) texts.push(maskedText(line.family, span));
    rest = left;
  }
  return [...texts, ...rest.flatMap(({ cubes }) => cubes.map((cube) => maskedText(line.family, cube)))];
}

function maskedText(family: 4 | 6, { value, mask }: Cube): string {
  if ((mask & (mask + 1n)) === 0n) return rangeText(family, value, value | mask);
  return `${addressText(family, value)} wildcard ${addressText(family, mask)}`;
}
