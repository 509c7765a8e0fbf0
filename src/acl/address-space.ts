import type { AddressMatch } from "../model/address.ts";
import { addressNumber, highest, prefixBounds } from "./address-number.ts";
import type { PlainAddresses } from "./named-groups.ts";

/** Addresses from first to last, both included, on the line that holds both families. */
export type Interval = readonly [first: bigint, last: bigint];

/** Addresses whose bits outside `mask` equal those of `value`, which has none inside. */
interface Pattern {
  readonly value: bigint;
  readonly mask: bigint;
}

/** The addresses of one condition in one family: intervals that are apart, and patterns that are no interval. */
export interface AddressSpace {
  readonly intervals: readonly Interval[];
  readonly patterns: readonly Pattern[];
}

/** Both families at once: IPv6 addresses stand above all IPv4 ones, so that one line of numbers holds both. */
const above4 = 1n << 32n;

/** The addresses of a condition; null where one cannot be read, or a pattern would have to be cut out. */
export function addressSpace({ include, exclude }: PlainAddresses): AddressSpace | null {
  const intervals: Interval[] = [];
  const patterns: Pattern[] = [];
  for (const match of include) {
    const part = partOf(match);
    if (part === null) return null;
    if ("mask" in part) patterns.push(part);
    else intervals.push(...part.intervals);
  }
  if (exclude.length === 0) return { intervals: joined(intervals), patterns };
  if (patterns.length > 0) return null;
  const cut: Interval[] = [];
  for (const match of exclude) {
    const part = partOf(match);
    if (part === null || "mask" in part) return null;
    cut.push(...part.intervals);
  }
  return { intervals: without(joined(intervals), joined(cut)), patterns };
}

/** True where every address of `inner` is in `outer`. Nothing is within anything when it is empty. */
export function containsAddresses(outer: AddressSpace, inner: AddressSpace): boolean {
  if (inner.intervals.length === 0 && inner.patterns.length === 0) return false;
  const inIntervals = ([first, last]: Interval) =>
    outer.intervals.some((interval) => interval[0] <= first && last <= interval[1]);
  const inPatterns = (pattern: Pattern) => outer.patterns.some((candidate) => containsPattern(candidate, pattern));
  return (
    inner.patterns.every(
      (pattern) => inIntervals([pattern.value, pattern.value | pattern.mask]) || inPatterns(pattern),
    ) &&
    inner.intervals.every((interval) => {
      if (inIntervals(interval)) return true;
      const block = outer.patterns.length > 0 ? blockOf(interval) : null;
      return block !== null && inPatterns(block);
    })
  );
}

function containsPattern(outer: Pattern, inner: Pattern): boolean {
  return (inner.mask & ~outer.mask) === 0n && ((inner.value ^ outer.value) & ~outer.mask) === 0n;
}

/** An interval that is a prefix, as a pattern; null for any other. */
function blockOf([first, last]: Interval): Pattern | null {
  const mask = first ^ last;
  return (mask & (mask + 1n)) === 0n && (first & mask) === 0n ? { value: first, mask } : null;
}

/** Lowest and highest address, to tell quickly that one space cannot hold another. */
export function hullOf({ intervals, patterns }: AddressSpace): Interval {
  let first = above4 << 128n;
  let last = -1n;
  const widen = (low: bigint, high: bigint) => {
    if (low < first) first = low;
    if (high > last) last = high;
  };
  for (const [low, high] of intervals) widen(low, high);
  for (const { value, mask } of patterns) widen(value, value | mask);
  return [first, last];
}

function partOf(match: AddressMatch): Pattern | { readonly intervals: readonly Interval[] } | null {
  switch (match.kind) {
    case "any": {
      const v4: Interval = [0n, highest(4)];
      const v6: Interval = [above4, above4 + highest(6)];
      return { intervals: match.family === 4 ? [v4] : match.family === 6 ? [v6] : [v4, v6] };
    }
    case "prefix": {
      const bounds = prefixBounds(match.prefix);
      return bounds === null ? null : { intervals: [placed(bounds.family, bounds.first, bounds.last)] };
    }
    case "range": {
      const first = addressNumber(match.first);
      const last = addressNumber(match.last);
      if (first === null || last === null || first.family !== last.family || first.value > last.value) return null;
      return { intervals: [placed(first.family, first.value, last.value)] };
    }
    case "wildcard": {
      const address = addressNumber(match.address);
      const mask = addressNumber(match.mask);
      // IPv6 patterns would need their own space; no platform read so far writes them.
      if (address?.family !== 4 || mask?.family !== 4) return null;
      // A mask of low bits only is a prefix under another name.
      if ((mask.value & (mask.value + 1n)) === 0n) {
        const first = address.value & ~mask.value;
        return { intervals: [[first, first | mask.value]] };
      }
      return { value: address.value & ~mask.value, mask: mask.value };
    }
    case "group":
    case "unresolved":
    default:
      // A group that nobody expanded, or an address that cannot be told.
      return null;
  }
}

function placed(family: 4 | 6, first: bigint, last: bigint): Interval {
  return family === 4 ? [first, last] : [above4 + first, above4 + last];
}

function joined(intervals: readonly Interval[]): Interval[] {
  const result: [bigint, bigint][] = [];
  for (const [first, last] of intervals.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))) {
    const previous = result.at(-1);
    if (previous !== undefined && first <= previous[1] + 1n && !(first === above4 && previous[1] === above4 - 1n)) {
      if (last > previous[1]) previous[1] = last;
    } else result.push([first, last]);
  }
  return result;
}

function without(intervals: readonly Interval[], cut: readonly Interval[]): Interval[] {
  let rest: readonly Interval[] = intervals;
  for (const [first, last] of cut) {
    const next: Interval[] = [];
    for (const [low, high] of rest) {
      if (last < low || high < first) next.push([low, high]);
      else {
        if (low < first) next.push([low, first - 1n]);
        if (last < high) next.push([last + 1n, high]);
      }
    }
    rest = next;
  }
  return [...rest];
}
