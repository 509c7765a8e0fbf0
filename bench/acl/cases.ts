import type { BenchList } from "./list.ts";
import { manyGroups } from "./lists/groups.ts";
import { anyWildcards, disjoint, portHeavy, randomDense, randomLines, wildcards } from "./lists/plain.ts";
import { realistic } from "./lists/realistic.ts";
import { together } from "./lists/together.ts";
import { boxes, checkerboard, columns, formula, nested, slabs, staircase } from "./lists/worst.ts";

/** One kind of list; the same seed and size give the same list. */
export interface Case {
  readonly name: string;
  readonly says: string;
  /** Entries of the lists that are measured. */
  readonly sizes: readonly number[];
  /** Entries of the list of `--quick`. */
  readonly quick: number;
  readonly make: (size: number, seed: number) => BenchList;
  /** IOS can write it, so that whole programs can be asked and the base be measured. */
  readonly text: boolean;
}

const growth = [1000, 10_000, 50_000] as const;
const some = [1000, 10_000] as const;

function shape(name: string, says: string, sizes: readonly number[], quick: number, make: Case["make"]): Case {
  return { name, says, sizes, quick, make, text: true };
}

/** With ranges of addresses, which IOS entries cannot name. */
function ranges(...parts: Parameters<typeof shape>): Case {
  return { ...shape(...parts), text: false };
}

export const cases: readonly Case[] = [
  shape(
    "realistic",
    "sites to servers by popular services, with overlaps, denies, remarks",
    growth,
    300,
    (size, seed) => realistic(seed, size),
  ),
  shape("random", "random 5-tuples, prefixes anywhere", growth, 300, (size, seed) => randomLines(seed, size)),
  shape("dense", "random 5-tuples within one /16", growth, 300, (size, seed) => randomDense(seed, size)),
  shape("disjoint", "no two entries share a packet", growth, 300, (size, seed) => disjoint(seed, size)),
  shape("together", "entries covered by eight earlier ones only together", growth, 288, (size, seed) =>
    together(seed, size),
  ),
  shape("realistic-ipv6", "the realistic mix in IPv6", growth, 300, (size, seed) => realistic(seed, size, 6)),
  shape("port-heavy", "four to ten ports an entry, few addresses", some, 300, (size, seed) => portHeavy(seed, size)),
  shape("wildcards", "discontiguous wildcards of few masks among prefixes", some, 200, (size, seed) =>
    wildcards(seed, size),
  ),
  shape("any-wildcards", "discontiguous wildcards of random masks", some, 100, (size, seed) =>
    anyWildcards(seed, size),
  ),
  shape("groups", "source × destination × service groups of 20 to 200 members", [100, 1000], 30, (size, seed) =>
    manyGroups(seed, size),
  ),
  ranges("growing-1", "ranges around ranges, one dimension", some, 200, (size) => nested(size, 1, true)),
  ranges("growing-2", "the same in two dimensions", some, 200, (size) => nested(size, 2, true)),
  ranges("growing-3", "the same in three", some, 200, (size) => nested(size, 3, true)),
  ranges("shrinking-1", "ranges within ranges, one dimension", some, 200, (size) => nested(size, 1, false)),
  ranges("shrinking-2", "the same in two dimensions", some, 200, (size) => nested(size, 2, false)),
  ranges("shrinking-3", "the same in three", some, 200, (size) => nested(size, 3, false)),
  ranges("staircase", "every two entries cross", some, 200, (size) => staircase(size)),
  ranges("columns", "the last entry is covered by half of all others together", some, 200, (size) => columns(size)),
  ranges("checkerboard", "pairs of /24 by turns, then rows and the board, covered by all squares", some, 211, (size) =>
    checkerboard(size),
  ),
  ranges("boxes", "wide random ranges in four dimensions", [100, 1000], 40, (size, seed) => boxes(seed, size)),
  shape("slabs", "every second value of three dimensions", some, 100, (size) => slabs(size)),
  shape("formula-40", "3-SAT over 40 bits of wildcards, near the hardest density", [172], 60, (size, seed) =>
    formula(seed, size, size < 100 ? 12 : 40),
  ),
  shape("formula-64", "3-SAT over 64 bits of wildcards, near the hardest density", [274], 60, (size, seed) =>
    formula(seed, size, size < 100 ? 14 : 64),
  ),
];

export const seed = 20_261_122;
