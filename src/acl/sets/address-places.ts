import { addressNumber } from "./address-number.ts";
import { leafOf } from "./address-leaf.ts";
import { addressLine, exampleAddresses, type AddressLine } from "./address-line.ts";
import { addressText, rangeText } from "./address-text.ts";
import { boxDifference, joinBoxes, type Box } from "./box.ts";
import type { Addresses, PlainMatch } from "./conditions.ts";
import { containsNumber, containsSet, firstOf, intersection, setOfRanges, type NumberSet } from "./number-set.ts";

/**
 * The addresses of some conditions as boxes of one or more dimensions: atoms on a line, or where masks are too many for
 * a line the bytes of the address. A mask is one box of bytes, whatever its bits.
 */
export interface AddressPlaces {
  /** The atoms of each family. */
  readonly all: { readonly 4: NumberSet; readonly 6: NumberSet };
  /** Everything, one set a dimension. */
  readonly whole: Box;
  /** A condition's addresses of one family where all are on one line; null where they are not. */
  readonly setOf: ((addresses: Addresses, family: 4 | 6) => NumberSet) | null;
  /** A condition's addresses of one family. */
  boxesOf(addresses: Addresses, family: 4 | 6): readonly Box[];
  /** Where an address is; null where the text is none. */
  pointOf(address: string): readonly number[] | null;
  /** A place in a box, one that people know as an example where there is such a one. */
  usualOf(box: Box, side: "source" | "destination"): readonly number[];
  /** An address at a place, likewise. */
  addressAt(place: readonly number[], side: "source" | "destination"): PlacedAddress;
  /** Addresses of a box of one family, as few words as there are. */
  textOf(box: Box, family: 4 | 6): readonly string[];
}

interface PlacedAddress {
  readonly family: 4 | 6;
  readonly address: string;
}

export function addressPlaces(conditions: readonly Addresses[]): AddressPlaces {
  const line = addressLine(conditions);
  return line === null ? inBytes() : onLine(line);
}

function onLine(line: AddressLine): AddressPlaces {
  const whole: Box = [[0, line.all[6].at(-1) ?? 0]];
  const setOf = (addresses: Addresses, family: 4 | 6): NumberSet =>
    intersection(line.setOf(addresses), line.all[family]);
  return {
    all: line.all,
    whole,
    setOf,
    boxesOf: (addresses, family) => {
      const set = setOf(addresses, family);
      return set.length === 0 ? [] : [[set]];
    },
    pointOf: (address) => {
      const atom = line.atomOf(address);
      return atom === null ? null : [atom];
    },
    usualOf: ([set], side) => [line.usualOf(set ?? [], side)],
    addressAt: ([atom], side) => line.addressAt(atom ?? 0, side),
    textOf: ([set], family) => line.textOf(set ?? [], family),
  };
}

const byte: NumberSet = [0, 255];

/** The line that only tells the families apart. */
const families = { 4: [0, 0], 6: [1, 1] } as const satisfies Readonly<Record<4 | 6, NumberSet>>;
const byteCounts = { 4: 4, 6: 16 } as const;

/** A family's own bytes, and behind them for IPv4 those that it does not have. */
function wholeBytes(count: number): Box {
  return Array.from({ length: count }, () => byte);
}

const padding = wholeBytes(byteCounts[6] - byteCounts[4]);

/** The bytes of an address besides its family, as many as IPv6 has. */
function inBytes(): AddressPlaces {
  const known = { 4: new Map<Addresses, readonly Box[]>(), 6: new Map<Addresses, readonly Box[]>() };
  const members = (list: Addresses["include"], family: 4 | 6): readonly Box[] =>
    list.flatMap((member) => ("include" in member ? bytesOfAddresses(member, family) : bytesOf(member, family)));
  const bytesOfAddresses = (addresses: Addresses, family: 4 | 6): readonly Box[] => {
    const done = known[family].get(addresses);
    if (done !== undefined) return done;
    let boxes = joinBoxes(members(addresses.include, family));
    for (const cut of members(addresses.exclude, family)) boxes = boxes.flatMap((box) => boxDifference(box, cut));
    known[family].set(addresses, boxes);
    return boxes;
  };
  return {
    all: families,
    setOf: null,
    whole: [[0, 1], ...wholeBytes(byteCounts[6])],
    boxesOf: (addresses, family) => {
      const boxes = bytesOfAddresses(addresses, family);
      return boxes.map((box) => [families[family], ...box, ...(family === 4 ? padding : [])]);
    },
    pointOf: (address) => {
      const number = addressNumber(address);
      if (number === null) return null;
      const bytes = bytesOfNumber(number.value, number.family);
      return [families[number.family][0], ...bytes, ...(number.family === 4 ? padding.map(() => 0) : [])];
    },
    usualOf: ([set = [], ...own], side) => {
      const family = containsNumber(set, families[4][0]) ? 4 : 6;
      const example = addressNumber(exampleAddresses[side][family])?.value ?? 0n;
      const wanted = bytesOfNumber(example, family);
      const last = wanted.length - 1;
      const usual = wanted.every((value, place) => containsNumber(own[place] ?? [], value));
      const bytes = wanted.map((value, place) => {
        const values = own[place] ?? [];
        return usual ? value : place === last && containsNumber(values, 1) ? 1 : firstOf(values);
      });
      return [families[family][0], ...bytes, ...(family === 4 ? padding.map(() => 0) : [])];
    },
    addressAt: ([atom = 0, ...bytes]) => {
      const family = atom === families[4][0] ? 4 : 6;
      const own = bytes.slice(0, byteCounts[family]);
      return {
        family,
        address: addressText(
          family,
          own.reduce((sum, value) => (sum << 8n) | BigInt(value), 0n),
        ),
      };
    },
    textOf: ([, ...own], family) => textOfBytes(own.slice(0, byteCounts[family]), family),
  };
}

function bytesOfNumber(value: bigint, family: 4 | 6): number[] {
  const count = byteCounts[family];
  return Array.from({ length: count }, (_, place) => Number((value >> BigInt((count - 1 - place) * 8)) & 0xffn));
}

/** A condition as boxes of a family's bytes; none where it is of the other family or no address. */
function bytesOf(match: PlainMatch, family: 4 | 6): readonly Box[] {
  const leaf = leafOf(match);
  if (leaf === null) return [];
  if ("length" in leaf) return leaf.includes(family) ? [wholeBytes(byteCounts[family])] : [];
  if (leaf.family !== family) return [];
  if (!("mask" in leaf))
    return bytesOfRange(bytesOfNumber(BigInt(leaf.first), family), bytesOfNumber(BigInt(leaf.last), family));
  const masks = bytesOfNumber(leaf.mask, family);
  return [bytesOfNumber(leaf.value, family).map((value, place) => maskedByte(value, masks[place] ?? 0))];
}

const maskedBytes = new Map<number, NumberSet>();

/** The bytes that agree with `value` outside `mask`. */
function maskedByte(value: number, mask: number): NumberSet {
  if (mask === 255) return byte;
  const key = value * 256 + mask;
  const known = maskedBytes.get(key);
  if (known !== undefined) return known;
  const all = Array.from({ length: 256 }, (_, candidate) => candidate);
  const set = setOfRanges(all.filter((candidate) => (candidate & ~mask) === (value & ~mask)).map((one) => [one, one]));
  maskedBytes.set(key, set);
  return set;
}

/** First to last as boxes: the bytes that both share, then what is left of the first, between, and up to the last. */
function bytesOfRange(first: readonly number[], last: readonly number[]): readonly Box[] {
  const [low, ...lowRest] = first;
  const [high, ...highRest] = last;
  if (low === undefined || high === undefined) return [[]];
  const whole = lowRest.map(() => byte);
  if (lowRest.every((value) => value === 0) && highRest.every((value) => value === 255))
    return [[[low, high], ...whole]];
  if (low === high) return bytesOfRange(lowRest, highRest).map((box) => [[low, low], ...box]);
  const lowest = bytesOfRange(
    lowRest,
    lowRest.map(() => 255),
  ).map((box) => [[low, low], ...box]);
  const highest = bytesOfRange(
    highRest.map(() => 0),
    highRest,
  ).map((box) => [[high, high], ...box]);
  return [...lowest, ...(low + 1 < high ? [[[low + 1, high - 1], ...whole]] : []), ...highest];
}

/** Each byte as aligned blocks; every combination of them is an address under a mask. */
function textOfBytes(own: readonly NumberSet[], family: 4 | 6): readonly string[] {
  if (own.every((set) => containsSet(set, byte))) return ["any"];
  let cubes: readonly { readonly value: bigint; readonly mask: bigint }[] = [{ value: 0n, mask: 0n }];
  for (const set of own) {
    const blocks = blocksOfByte(set);
    cubes = cubes.flatMap(({ value, mask }) =>
      blocks.map((block) => ({ value: (value << 8n) | BigInt(block.value), mask: (mask << 8n) | BigInt(block.mask) })),
    );
  }
  return cubes.map(({ value, mask }) =>
    (mask & (mask + 1n)) === 0n
      ? rangeText(family, value, value | mask)
      : `${addressText(family, value)} wildcard ${addressText(family, mask)}`,
  );
}

interface ByteBlock {
  readonly value: number;
  readonly mask: number;
}

/** A set of bytes as few values under masks: blocks that differ in one bit alone become one. */
function blocksOfByte(set: NumberSet): readonly ByteBlock[] {
  let blocks: readonly ByteBlock[] = Array.from({ length: 256 }, (_, value) => ({ value, mask: 0 })).filter(
    ({ value }) => containsNumber(set, value),
  );
  for (let bit = 1; bit < 256; bit *= 2) {
    const known = new Set(blocks.map(({ value, mask }) => value * 256 + mask));
    blocks = blocks.flatMap(({ value, mask }) => {
      if (!known.has((value ^ bit) * 256 + mask)) return [{ value, mask }];
      return (value & bit) === 0 ? [{ value, mask: mask | bit }] : [];
    });
  }
  return blocks;
}
