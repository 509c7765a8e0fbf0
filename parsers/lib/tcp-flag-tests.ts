import type { TcpFlagsMatch } from "../../src/model/acl.ts";

/** Bits of the TCP header's flags (RFC 9293, 3.1) by the names that configurations use. */
export const tcpFlagBits: ReadonlyMap<string, number> = new Map([
  ["fin", 0x01],
  ["syn", 0x02],
  ["rst", 0x04],
  ["psh", 0x08],
  ["push", 0x08],
  ["ack", 0x10],
  ["urg", 0x20],
  ["urgent", 0x20],
]);

/** The six bits that configurations can ask about. */
const bits = [0x01, 0x02, 0x04, 0x08, 0x10, 0x20] as const;
const settings = 64;

/** Which of the 64 settings of the six flags hold, by setting. */
export type FlagTable = readonly boolean[];

export function tableOf(holds: (flags: number) => boolean): FlagTable {
  return Array.from({ length: settings }, (_, flags) => holds(flags));
}

/**
 * The same settings as few tests as are easily found: those with the fewest bits first, each only where it adds
 * something and none that the others make needless.
 */
export function testsOf(table: FlagTable): readonly TcpFlagsMatch[] {
  const taken: TcpFlagsMatch[] = [];
  const open = new Set(table.flatMap((holds, flags) => (holds ? [flags] : [])));
  for (const test of testsByWidth) {
    if (open.size === 0) break;
    const within = settingsOf(test);
    if (!within.every((flags) => table[flags]) || !within.some((flags) => open.has(flags))) continue;
    taken.push(test);
    for (const flags of within) open.delete(flags);
  }
  return withoutNeedless(taken);
}

/** Takes needless tests out one by one, since two may each be needless only beside the other. */
function withoutNeedless(tests: readonly TcpFlagsMatch[]): readonly TcpFlagsMatch[] {
  let kept = tests;
  for (const test of tests.toReversed()) {
    const others = kept.filter((other) => other !== test);
    if (settingsOf(test).every((flags) => others.some(({ mask, value }) => (flags & mask) === value))) kept = others;
  }
  return kept;
}

function settingsOf({ mask, value }: TcpFlagsMatch): number[] {
  return Array.from({ length: settings }, (_, flags) => flags).filter((flags) => (flags & mask) === value);
}

function widthOf(mask: number): number {
  return bits.filter((bit) => (mask & bit) !== 0).length;
}

/** Every test there is, those that ask least first. */
const testsByWidth: readonly TcpFlagsMatch[] = Array.from({ length: settings }, (_, mask) => mask)
  .flatMap((mask) =>
    Array.from({ length: settings }, (_, value) => ({ mask, value })).filter(({ value }) => (value & ~mask) === 0),
  )
  .toSorted((a, b) => widthOf(a.mask) - widthOf(b.mask) || a.mask - b.mask || b.value - a.value);
