import { addressNumber } from "./address-number.ts";
import { addressLine, spanOf, type AddressLine } from "./address-line.ts";
import { addressText, rangeText } from "./address-text.ts";
import { boxDifference, joinBoxes, type Box } from "./box.ts";
import { addressesIn, type Addresses, type PlainMatch } from "./conditions.ts";
import { containsNumber, containsSet, firstOf, intersection, setOfRanges, type NumberSet } from "./number-set.ts";

/**
 * The addresses of some conditions as boxes of one or more dimensions: atoms on a line, and where the masks of IPv4
 * are too many for a line, its four bytes besides. A mask is one box of bytes, whatever its bits.
 */
export interface AddressPlaces {
  /** The atoms of each family. */
  readonly all: { readonly 4: NumberSet; readonly 6: NumberSet };
  /** Everything, one set a dimension. */
  readonly whole: Box;
  /** A condition's addresses of one family. */
  boxesOf(addresses: Addresses, family: 4 | 6): readonly Box[];
  /** Where an address is; null where the text is none. */
  pointOf(address: string): readonly number[] | null;
  exampleOf(box: Box, side: "source" | "destination"): { readonly family: 4 | 6; readonly address: string };
  /** Addresses of a box of one family, as few words as there are. */
  textOf(box: Box, family: 4 | 6): readonly string[];
}

/** Null where the masks of IPv6 are too many to be told apart. */
export function addressPlaces(conditions: readonly Addresses[]): AddressPlaces | null {
  const line = addressLine(conditions);
  if (line !== null) return onLine(line);
  const six = addressLine(conditions.map((addresses) => addressesIn(addresses, 6)));
  return six === null ? null : inBytes(six);
}

function onLine(line: AddressLine): AddressPlaces {
  const whole: Box = [[0, line.all[6].at(-1) ?? 0]];
  return {
    all: line.all,
    whole,
    boxesOf: (addresses, family) => {
      const set = intersection(line.setOf(addresses), line.all[family]);
      return set.length === 0 ? [] : [[set]];
    },
    pointOf: (address) => {
      const atom = line.atomOf(address);
      return atom === null ? null : [atom];
    },
    exampleOf: ([set], side) => line.exampleOf(set ?? [], side),
    textOf: ([set], family) => line.textOf(set ?? [], family),
  };
}

const byte: NumberSet = [0, 255];
const bytes: Box = [byte, byte, byte, byte];

/** IPv6 on the line, which has one atom for all of IPv4; IPv4 in its bytes. */
function inBytes(line: AddressLine): AddressPlaces {
  const known = new Map<Addresses, readonly Box[]>();
  const four = line.all[4];
  const members = (list: Addresses["include"]): readonly Box[] =>
    list.flatMap((member) => ("include" in member ? boxesOf4(member) : bytesOf(member)));
  const boxesOf4 = (addresses: Addresses): readonly Box[] => {
    const done = known.get(addresses);
    if (done !== undefined) return done;
    let boxes = joinBoxes(members(addresses.include));
    for (const cut of members(addresses.exclude)) boxes = boxes.flatMap((box) => boxDifference(box, cut));
    known.set(addresses, boxes);
    return boxes;
  };
  const sixOf = new Map<Addresses, Addresses>();
  return {
    all: line.all,
    whole: [[0, line.all[6].at(-1) ?? 0], ...bytes],
    boxesOf: (addresses, family) => {
      if (family === 4) return boxesOf4(addresses).map((box) => [four, ...box]);
      const own = sixOf.get(addresses) ?? addressesIn(addresses, 6);
      sixOf.set(addresses, own);
      const set = line.setOf(own);
      return set.length === 0 ? [] : [[set, ...bytes]];
    },
    pointOf: (address) => {
      const number = addressNumber(address);
      const atom = line.atomOf(address);
      if (number === null || atom === null) return null;
      return number.family === 6 ? [atom, 0, 0, 0, 0] : [atom, ...bytesOfNumber(number.value)];
    },
    exampleOf: ([set, ...own], side) => {
      if (!containsNumber(set ?? [], firstOf(four))) return line.exampleOf(set ?? [], side);
      const example = side === "source" ? [198, 51, 100, 1] : [203, 0, 113, 1];
      const fits = example.every((value, place) => containsNumber(own[place] ?? [], value));
      const values = fits
        ? example
        : own.map((values4, place) => (place === 3 && containsNumber(values4, 1) ? 1 : firstOf(values4)));
      return { family: 4, address: values.join(".") };
    },
    textOf: ([set, ...own], family) => (family === 6 ? line.textOf(set ?? [], 6) : textOfBytes(own)),
  };
}

function bytesOfNumber(value: bigint): number[] {
  return [24n, 16n, 8n, 0n].map((shift) => Number((value >> shift) & 0xffn));
}

/** A condition as boxes of four bytes; nothing where it is of IPv6 or no address. */
function bytesOf(match: PlainMatch): readonly Box[] {
  const span = spanOf(match);
  if (span === null) return [];
  if ("length" in span) return span.some(({ family }) => family === 4) ? [bytes] : [];
  if (span.family === 6) return [];
  if ("mask" in span)
    return [
      [24n, 16n, 8n, 0n].map((shift) =>
        maskedByte(Number((span.value >> shift) & 0xffn), Number((span.mask >> shift) & 0xffn)),
      ),
    ];
  return bytesOfRange(bytesOfNumber(span.first), bytesOfNumber(span.last));
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
function textOfBytes(own: readonly NumberSet[]): readonly string[] {
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
      ? rangeText(4, value, value | mask)
      : `${addressText(4, value)} wildcard ${addressText(4, mask)}`,
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
