import { addressNumber, familyBits, highest, prefixBounds } from "./address-number.ts";
import { blocksOf, type Cube } from "./patterns.ts";

/** Steps of the count that masks with holes may take. */
const mostSteps = 200_000;

/**
 * How many addresses of a family the texts of blocks name together, each counted once; null where masks with holes are
 * too many to be told apart.
 */
export function addressCount(texts: Iterable<string>, family: 4 | 6): bigint | null {
  const spans: (readonly [bigint, bigint])[] = [];
  const cubes: Cube[] = [];
  for (const text of new Set(texts)) {
    const part = partOf(text, family);
    if (part === null) continue;
    if ("mask" in part) cubes.push(part);
    else spans.push(part);
  }
  const joined = joinedSpans(spans);
  if (cubes.length === 0) return joined.reduce((sum, [first, last]) => sum + last - first + 1n, 0n);
  const all = [...joined.flatMap(([first, last]) => blocksOf(first, last)), ...cubes];
  return countCubes(all, Number(familyBits[family]), { left: mostSteps });
}

function partOf(text: string, family: 4 | 6): Cube | readonly [bigint, bigint] | null {
  if (text === "any") return [0n, highest(family)];
  const [first = "", second, third] = text.split(/[ -]/);
  if (second === undefined) {
    const bounds = prefixBounds(text);
    return bounds?.family === family ? [bounds.first, bounds.last] : null;
  }
  const low = addressNumber(first);
  const high = addressNumber(second === "wildcard" ? (third ?? "") : second);
  if (low?.family !== family || high?.family !== family) return null;
  return second === "wildcard" ? { value: low.value & ~high.value, mask: high.value } : [low.value, high.value];
}

function joinedSpans(spans: readonly (readonly [bigint, bigint])[]): readonly (readonly [bigint, bigint])[] {
  const joined: [bigint, bigint][] = [];
  for (const [first, last] of spans.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))) {
    const previous = joined.at(-1);
    if (previous !== undefined && first <= previous[1] + 1n) {
      if (last > previous[1]) previous[1] = last;
    } else joined.push([first, last]);
  }
  return joined;
}

/** Addresses of 2^bits that some cubes hold, halved bit by bit until one cube holds all. */
function countCubes(cubes: readonly Cube[], bits: number, work: { left: number }): bigint | null {
  if (cubes.length === 0) return 0n;
  const low = (1n << BigInt(bits)) - 1n;
  if (cubes.some(({ mask }) => (mask & low) === low)) return low + 1n;
  work.left -= cubes.length;
  if (work.left < 0) return null;
  const bit = 1n << BigInt(bits - 1);
  if (cubes.every(({ mask }) => (mask & bit) !== 0n)) {
    const half = countCubes(cubes, bits - 1, work);
    return half === null ? null : half * 2n;
  }
  let sum = 0n;
  for (const given of [0n, bit]) {
    const own = cubes.filter(({ value, mask }) => (mask & bit) !== 0n || (value & bit) === given);
    const half = countCubes(own, bits - 1, work);
    if (half === null) return null;
    sum += half;
  }
  return sum;
}
