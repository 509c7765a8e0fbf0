import { familyBits } from "./address-number.ts";

/** Canonical text of an address: a dotted quad, or IPv6 as RFC 5952 has it (section 4). */
export function addressText(family: 4 | 6, value: bigint): string {
  if (family === 4) {
    const number = Number(value);
    return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
  }
  const groups = Array.from({ length: 8 }, (_, group) => Number((value >> BigInt(112 - group * 16)) & 0xffffn));
  const [start, length] = longestZeros(groups);
  const words = groups.map((group) => group.toString(16));
  if (length < 2) return words.join(":");
  return `${words.slice(0, start).join(":")}::${words.slice(start + length).join(":")}`;
}

/** The first longest run of zero groups. */
function longestZeros(groups: readonly number[]): readonly [start: number, length: number] {
  let best: readonly [number, number] = [0, 0];
  let start = 0;
  for (let place = 0; place <= groups.length; place += 1) {
    if (groups[place] === 0) continue;
    if (place - start > best[1]) best = [start, place - start];
    start = place + 1;
  }
  return best;
}

/** First to last address as people write it: one address, one prefix, or "first-last". */
export function rangeText(family: 4 | 6, first: bigint, last: bigint): string {
  const size = first ^ last;
  const isPrefix = (size & (size + 1n)) === 0n && (first & size) === 0n;
  if (!isPrefix) return `${addressText(family, first)}-${addressText(family, last)}`;
  const length = familyBits[family] - BigInt(size.toString(2).length) + (size === 0n ? 1n : 0n);
  return `${addressText(family, first)}/${length}`;
}
