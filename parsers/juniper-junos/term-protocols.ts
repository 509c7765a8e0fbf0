import { joinPorts, protocolRange, type portRange } from "./packet-names.ts";

const protocolLists = new Map(
  ["tcp", "udp", "icmp", "icmp6", "esp", "gre", "ospf", "vrrp"].map((name) => [name, [protocolRange(name)?.[0] ?? 0]]),
);

/** Numbers that one word of a condition asks for; null where it is not known, or a range. */
export function protocolsOf(word: string): readonly number[] | null {
  const known = protocolLists.get(word);
  if (known !== undefined) return known;
  const range = protocolRange(word);
  return range !== null && range[0] === range[1] ? [range[0]] : null;
}

/** The same for words of a list, which may hold ranges. */
export function protocolsOfList(words: readonly string[] | null): readonly number[] | null {
  const ranges = rangesOf(words, protocolRange);
  if (ranges === null) return null;
  const numbers: number[] = [];
  for (const [low, high] of ranges) for (let number = low; number <= high; number += 1) numbers.push(number);
  return numbers;
}

/** Ranges of all words, in order; null where one is not known. */
export function rangesOf(words: readonly string[] | null, take: typeof portRange): ReturnType<typeof joinPorts> | null {
  if (words === null) return null;
  const ranges: (readonly [number, number])[] = [];
  for (const word of words) {
    const range = take(word);
    if (range === null) return null;
    ranges.push(range);
  }
  return joinPorts(ranges);
}
