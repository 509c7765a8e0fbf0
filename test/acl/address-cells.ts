import type { AddressMatch } from "../../src/model/address.ts";
import type { Random } from "./random.ts";

/** Addresses that stand for all of one family, and conditions that cannot tell apart what one of them stands for. */
export interface AddressCells {
  readonly family: 4 | 6;
  readonly representatives: readonly string[];
  readonly match: (random: Random) => AddressMatch;
  /** A condition as two of its kind that share nothing and touch; null where it is none of this universe's that has two. */
  readonly halves: (match: AddressMatch, random: Random) => readonly AddressMatch[] | null;
}

const width = { 4: 32n, 6: 128n } as const;
const top = (family: 4 | 6) => (1n << width[family]) - 1n;

/** Canonical text: dotted quad, RFC 5952. */
export function addressText(family: 4 | 6, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  const words = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const zeros = /(?:^|:)0(?::0)+(?=:|$)/g;
  const text = words.join(":");
  let longest: { readonly at: number; readonly length: number } = { at: -1, length: 0 };
  for (const run of text.matchAll(zeros)) {
    if (run[0].replaceAll(":", "").length > longest.length) {
      longest = { at: run.index, length: run[0].replaceAll(":", "").length };
    }
  }
  if (longest.at < 0) return text;
  const before = text.slice(0, longest.at).split(":").filter(Boolean);
  return `${before.join(":")}::${words.slice(before.length + longest.length).join(":")}`;
}

/** A prefix that somebody wrote: a host at times without its length. */
function prefixMatch(random: Random, family: 4 | 6, first: bigint, bits: bigint): AddressMatch {
  const host = bits === 0n && random.chance(0.2);
  return { kind: "prefix", prefix: `${addressText(family, first)}${host ? "" : `/${String(width[family] - bits)}`}` };
}

/**
 * A block of 2^bits addresses, each for itself; what is near it (in the prefix 2^nearBits) and far, on both sides.
 * Conditions are prefixes, ranges from part to part, and wildcards over the block's own bits.
 */
export function blockCells(random: Random, family: 4 | 6, bits: number, base: bigint): AddressCells {
  const size = 1n << BigInt(bits);
  const nearBits = BigInt(bits + random.between(1, 5));
  const nearFirst = (base >> nearBits) << nearBits;
  const nearLast = nearFirst + (1n << nearBits) - 1n;
  const parts: readonly (readonly [bigint, bigint])[] = [
    [0n, nearFirst - 1n] as const,
    [nearFirst, base - 1n] as const,
    ...Array.from({ length: Number(size) }, (_, at) => [base + BigInt(at), base + BigInt(at)] as const),
    [base + size, nearLast] as const,
    [nearLast + 1n, top(family)] as const,
  ].filter(([first, last]) => first <= last);
  const text = (value: bigint) => addressText(family, value);
  // Hardly a platform has masks for IPv6, and they cost most.
  const masks = family === 4 || random.chance(0.2);
  const match = (): AddressMatch => {
    const die = random.below(masks ? 20 : 15);
    if (die < 2) return random.chance(0.5) ? { kind: "any" } : { kind: "any", family };
    if (die < 3) return prefixMatch(random, family, 0n, width[family]);
    if (die < 4) return prefixMatch(random, family, nearFirst, nearBits);
    if (die < 11) {
      const own = BigInt(random.between(0, bits));
      return prefixMatch(random, family, base + ((BigInt(random.below(Number(size))) >> own) << own), own);
    }
    if (die < 15) {
      const from = random.below(parts.length);
      const to = random.between(from, Math.min(parts.length - 1, from + random.pick([1, 2, 4, 12])));
      return { kind: "range", first: text(parts[from]?.[0] ?? 0n), last: text(parts[to]?.[1] ?? 0n) };
    }
    const mask = random.chance(0.05) ? top(family) : BigInt(random.below(Number(size)));
    return { kind: "wildcard", address: text(base + BigInt(random.below(Number(size)))), mask: text(mask) };
  };
  const representatives = parts.map(([first, last]) => text(random.pick([first, last, (first + last) / 2n])));
  const halves = (whole: AddressMatch): readonly AddressMatch[] | null => {
    if (whole.kind === "range") {
      const from = parts.findIndex(([first]) => text(first) === whole.first);
      const to = parts.findIndex(([, last]) => text(last) === whole.last);
      if (from < 0 || to <= from) return null;
      const cut = random.between(from, to - 1);
      return [
        { kind: "range", first: whole.first, last: text(parts[cut]?.[1] ?? 0n) },
        { kind: "range", first: text(parts[cut + 1]?.[0] ?? 0n), last: whole.last },
      ];
    }
    const [address = "", length = ""] = whole.kind === "prefix" ? whole.prefix.split("/") : [];
    const host = Number(width[family]) - Number(length);
    if (whole.kind !== "prefix" || length === "" || host < 1 || host > bits) return null;
    const at = parts.findIndex(([first, last]) => first === last && text(first) === address);
    const first = parts[at]?.[0];
    if (first === undefined) return null;
    const half = 1n << BigInt(host - 1);
    return [first, first + half].map((start) => ({
      kind: "prefix",
      prefix: `${text(start)}/${String(Number(length) + 1)}`,
    }));
  };
  return { family, representatives, match, halves };
}

/**
 * Addresses of which only some bits matter, wherever they stand; all others are those of a base, or not. Conditions
 * are wildcards that ask of the others all or nothing, so that masks have holes anywhere.
 */
export function bitCells(random: Random, family: 4 | 6, positions: readonly number[], base: bigint): AddressCells {
  const own = positions.map((position) => 1n << BigInt(position));
  const all = own.reduce((sum, bit) => sum | bit, 0n);
  const rest = top(family) & ~all;
  const choose = (which: number) => own.reduce((sum, bit, at) => ((which >> at) & 1 ? sum | bit : sum), 0n);
  const combinations = 1 << own.length;
  const others = base & rest;
  const text = (value: bigint) => addressText(family, value);
  // Whatever differs from the base, be it in the highest bit, the lowest or all.
  const strangers = [rest, rest & -rest, highBit(rest)].map((difference) => others ^ difference);
  const match = (): AddressMatch => {
    const value = others | choose(random.below(combinations));
    const die = random.below(20);
    if (die < 1) return { kind: "any" };
    if (die < 3) return prefixMatch(random, family, value, 0n);
    if (die < 4 && (all & (1n << (width[family] - 1n))) !== 0n) {
      const half = 1n << (width[family] - 1n);
      return prefixMatch(random, family, value & half, width[family] - 1n);
    }
    const ignored = choose(random.below(combinations) & random.below(combinations + 1));
    return { kind: "wildcard", address: text(value), mask: text(random.chance(0.4) ? ignored | rest : ignored) };
  };
  const representatives = Array.from({ length: combinations }, (_, which) => choose(which)).flatMap((chosen) => [
    text(others | chosen),
    text((random.pick(strangers) & rest) | chosen),
  ]);
  return { family, representatives, match, halves: () => null };
}

function highBit(value: bigint): bigint {
  return value === 0n ? 0n : 1n << BigInt(value.toString(2).length - 1);
}
