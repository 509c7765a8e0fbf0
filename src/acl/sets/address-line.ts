import { isIpv4Prefix, keyOf, leafOf, type Leaf } from "./address-leaf.ts";
import { addressNumber, highest, ipv4Bounds } from "./address-number.ts";
import { addressText } from "./address-text.ts";
import type { Addresses, PlainMatch } from "./conditions.ts";
import { addressIn, atomAt, familyLine, spanAt, textOf, wholeOf, type FamilyLine } from "./family-line.ts";
import {
  containsNumber,
  containsSet,
  difference,
  firstOf,
  intersection,
  lastOf,
  noNumbers,
  setOfRanges,
  union,
  type NumberSet,
} from "./number-set.ts";
import type { Pattern } from "./patterns.ts";

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

/** A condition by its text: the same few come again and again. */
interface Named {
  readonly leaf: Leaf;
  set: NumberSet | null;
}

/** What the conditions name: IPv4 prefixes, which long lists are made of, as numbers, and all else. */
interface Gathered {
  readonly prefixes: Prefixes;
  readonly named: Map<string, Named>;
  readonly seen: Set<Addresses>;
}

/** First address of each prefix and the one after its last, by the number that its text has. */
interface Prefixes {
  readonly numbers: Map<string, number>;
  readonly firsts: number[];
  readonly ends: number[];
}

/** Makes the line of some conditions; null where their masks divide it into more atoms than the bound. */
export function addressLine(conditions: readonly Addresses[]): AddressLine | null {
  const prefixes: Prefixes = { numbers: new Map(), firsts: [], ends: [] };
  const gathered: Gathered = { prefixes, named: new Map(), seen: new Set() };
  for (let place = 0; place < conditions.length; place += 1) collect(conditions[place], gathered);
  const { named } = gathered;
  const bounds = boundsOf(gathered);
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
  const prefixSets: (NumberSet | undefined)[] = [];
  const leafSet = (match: PlainMatch): NumberSet => {
    if (isIpv4Prefix(match)) {
      const number = prefixes.numbers.get(match.prefix) ?? -1;
      return number < 0
        ? noNumbers
        : (prefixSets[number] ??= setOfSpan(four, prefixes.firsts[number] ?? 0, (prefixes.ends[number] ?? 0) - 1));
    }
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

function collect(addresses: Addresses | undefined, gathered: Gathered): void {
  if (addresses === undefined) return;
  collectMembers(addresses.include, gathered);
  collectMembers(addresses.exclude, gathered);
}

function collectMembers(members: Addresses["include"], gathered: Gathered): void {
  for (let place = 0; place < members.length; place += 1) collectMember(members[place], gathered);
}

function collectMember(member: PlainMatch | Addresses | undefined, gathered: Gathered): void {
  const { prefixes, named, seen } = gathered;
  if (member === undefined) return;
  if ("include" in member) {
    if (seen.has(member)) return;
    seen.add(member);
    collect(member, gathered);
    return;
  }
  if (isIpv4Prefix(member)) {
    addPrefix(member.prefix, prefixes);
    return;
  }
  const key = keyOf(member);
  if (!named.has(key)) named.set(key, { leaf: leafOf(member), set: null });
}

function addPrefix(text: string, { numbers, firsts, ends }: Prefixes): void {
  if (numbers.has(text)) return;
  const bounds = ipv4Bounds(text);
  numbers.set(text, bounds === null ? -1 : firsts.length);
  if (bounds !== null) {
    firsts.push(bounds[0]);
    ends.push(bounds[1] + 1);
  }
}

interface Bounds {
  readonly cuts4: Float64Array;
  readonly cuts6: readonly bigint[];
  readonly patterns4: readonly Pattern[];
  readonly patterns6: readonly Pattern[];
}

/** Where the families are cut, and the masks that divide what lies between. */
function boundsOf({ prefixes, named }: Gathered): Bounds {
  const four = [0, 2 ** 32, ...prefixes.firsts, ...prefixes.ends];
  const six: bigint[] = [0n, highest(6) + 1n];
  const patterns4: Pattern[] = [];
  const patterns6: Pattern[] = [];
  for (const { leaf } of named.values()) {
    if (leaf === null || "length" in leaf) continue;
    if ("mask" in leaf) (leaf.family === 4 ? patterns4 : patterns6).push(leaf);
    else if (leaf.family === 4) four.push(leaf.first, leaf.last + 1);
    else six.push(leaf.first, leaf.last + 1n);
  }
  const cuts6 = [...new Set(six)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return { cuts4: withoutTwins(new Float64Array(four).sort()), cuts6, patterns4, patterns6 };
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
  return setOfSpan(line, leaf.first, leaf.last);
}

function setOfSpan(line: FamilyLine, first: number | bigint, last: number | bigint): NumberSet {
  return [line.starts[spanAt(line, first)] ?? 0, (line.starts[spanAt(line, last) + 1] ?? 0) - 1];
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
