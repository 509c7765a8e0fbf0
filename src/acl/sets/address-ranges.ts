import { addressNumber, familyBits, highest, prefixBounds } from "./address-number.ts";
import { addressText } from "./address-text.ts";

/** Addresses of one family from first to last, both included. */
export type AddressRange = readonly [first: bigint, last: bigint];

/** Addresses of both families, each as ascending ranges that are apart. */
export interface AddressRanges {
  readonly 4: readonly AddressRange[];
  readonly 6: readonly AddressRange[];
}

export const families = [4, 6] as const;
export type Family = (typeof families)[number];

export const noAddresses: AddressRanges = { 4: [], 6: [] };
export const everyAddress: AddressRanges = { 4: [[0n, highest(4)]], 6: [[0n, highest(6)]] };

export function rangeOf(family: Family, first: bigint, last: bigint): AddressRanges {
  return { ...noAddresses, [family]: [[first, last]] };
}

export function joined(parts: readonly AddressRanges[]): AddressRanges {
  return { 4: joinFamily(parts.flatMap((part) => part[4])), 6: joinFamily(parts.flatMap((part) => part[6])) };
}

export function without(ranges: AddressRanges, cut: AddressRanges): AddressRanges {
  return { 4: cutFamily(ranges[4], cut[4]), 6: cutFamily(ranges[6], cut[6]) };
}

export function isEmpty(ranges: AddressRanges): boolean {
  return ranges[4].length === 0 && ranges[6].length === 0;
}

function joinFamily(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const result: [bigint, bigint][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))) {
    const previous = result.at(-1);
    if (previous === undefined || first > previous[1] + 1n) result.push([first, last]);
    else if (last > previous[1]) previous[1] = last;
  }
  return result;
}

/** Both in order and apart. */
function cutFamily(ranges: readonly AddressRange[], cuts: readonly AddressRange[]): readonly AddressRange[] {
  const result: AddressRange[] = [];
  let place = 0;
  for (const [low, last] of ranges) {
    let first = low;
    while (place < cuts.length && (cuts[place]?.[1] ?? 0n) < first) place += 1;
    // A cut may reach into the next range too, so the place stays at the last one that was looked at.
    for (let at = place; at < cuts.length && first <= last; at += 1) {
      const cut = cuts[at];
      if (cut === undefined || cut[0] > last) break;
      if (cut[0] > first) result.push([first, cut[0] - 1n]);
      first = cut[1] + 1n;
      place = at;
    }
    if (first <= last) result.push([first, last]);
  }
  return result;
}

/** Prefixes that hold just these addresses, as few as there are. */
export function prefixesOf(ranges: AddressRanges): readonly string[] {
  return families.flatMap((family) => ranges[family].flatMap(([first, last]) => prefixesOfRange(family, first, last)));
}

function prefixesOfRange(family: Family, from: bigint, last: bigint): readonly string[] {
  const prefixes: string[] = [];
  let first = from;
  while (first <= last) {
    let length = Number(familyBits[family]);
    let size = 1n;
    // The largest block that begins here and ends within the range.
    while (length > 0 && first % (size * 2n) === 0n && first + size * 2n - 1n <= last) {
      size *= 2n;
      length -= 1;
    }
    prefixes.push(`${addressText(family, first)}/${length}`);
    first += size;
  }
  return prefixes;
}

/** Reads what blocks and reaches name: a prefix, "first-last" or "any"; null for a mask that is no prefix. */
export function rangesOfText(text: string, family: Family): AddressRanges | null {
  if (text === "any") return { ...noAddresses, [family]: everyAddress[family] };
  const [low = "", high] = text.split("-");
  if (high !== undefined) {
    const [first, last] = [addressNumber(low), addressNumber(high)];
    return first === null || last === null ? null : rangeOf(family, first.value, last.value);
  }
  const bounds = prefixBounds(text);
  return bounds === null ? null : rangeOf(bounds.family, bounds.first, bounds.last);
}
