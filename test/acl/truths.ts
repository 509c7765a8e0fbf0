import { mostEntries, type Table } from "./brute-force.ts";

export type TrueKind = "redundant" | "shadowed" | "empty" | "covered";

/** What is true of one entry, of the packets it is about: its own, or where it has none, fragments that come along. */
export interface EntryTruth {
  /** Null: some packet may get to it. */
  readonly kind: TrueKind | null;
  /** Size of a smallest set of earlier entries that surely take all it may match; 0 where it is empty or reached. */
  readonly smallest: number;
  /** The entries that surely match, one mask for each kind of packet of it: what a covering set must hit. */
  readonly takers: readonly number[];
  /** It has packets of its own, and later fragments beside them that come along and get to it. */
  readonly fragmentsReach: boolean;
  /** An earlier entry of the other action surely decides a packet of it. */
  readonly overlaps: boolean;
  /** It surely matches whatever it may match. */
  readonly known: boolean;
}

/** What is true of every entry, by looking at every packet. */
export function truthOf(table: Table): readonly EntryTruth[] {
  return table.entries.map((entry, at) => truthOfEntry(table, entry, at));
}

function truthOfEntry(table: Table, entry: Table["entries"][number], at: number): EntryTruth {
  const { yes, possible, own, permits, denies } = table;
  const bit = 1 << at;
  const before = (permits | denies) & (bit - 1);
  const others = entry.action === "permit" ? denies : entry.action === "deny" ? permits : 0;
  const about = own.some((mask) => (mask & bit) !== 0) ? own : possible;
  const masks = new Map<number, Set<number>>();
  const along = new Map<number, Set<number>>();
  let overlaps = false;
  let known = true;
  // A packet that is sure to be of it, and sure to be decided otherwise; and one that merely comes along.
  const taken = { about: false, along: false };
  for (let packet = 0; packet < possible.length; packet += 1) {
    const may = possible[packet] ?? 0;
    if ((may & bit) === 0) continue;
    known &&= ((yes[packet] ?? 0) & bit) !== 0;
    const sure = (yes[packet] ?? 0) & before;
    const first = sure & -sure;
    const doubts = may & before & (first === 0 ? -1 : first - 1);
    const isAbout = ((about[packet] ?? 0) & bit) !== 0;
    const kept = isAbout ? masks : along;
    kept.set(sure, (kept.get(sure) ?? new Set()).add(doubts));
    const otherwise = (first & others) !== 0 && (doubts & ~others) === 0;
    overlaps ||= isAbout && otherwise;
    if (otherwise && ((yes[packet] ?? 0) & bit) !== 0) taken[isAbout ? "about" : "along"] = true;
  }
  const fragmentsReach = along.has(0);
  const takers = [...masks.keys()];
  // Where nothing reaches it at all, what merely comes along is decided one way or the other too.
  if (!fragmentsReach)
    for (const [sure, doubts] of along) masks.set(sure, (masks.get(sure) ?? new Set()).union(doubts));
  const truth = { takers, fragmentsReach, overlaps, known, smallest: 0 };
  if (takers.length === 0) return { ...truth, kind: "empty" };
  if (takers.includes(0)) return { ...truth, kind: null };
  const kind = entry.action === "next" ? "shadowed" : kindOf(masks, others);
  const smallest = smallestCover(takers, before);
  // Where its packets are not all known, one that is sure to be of it shows it.
  const isShown = known || entry.action === "next" || taken.about || (!fragmentsReach && taken.along);
  return { ...truth, smallest, kind: kind === "shadowed" && !isShown ? "covered" : kind };
}

function kindOf(masks: ReadonlyMap<number, ReadonlySet<number>>, others: number): TrueKind {
  let kind: TrueKind = "redundant";
  for (const [sure, doubts] of masks) {
    for (const doubt of doubts) {
      const deciding = (sure & -sure) | doubt;
      if ((deciding & ~others) === 0) return "shadowed";
      if ((deciding & others) !== 0) kind = "covered";
    }
  }
  return kind;
}

/** The size of a smallest set that has one of each mask; every mask holds one of `allowed`. */
function smallestCover(masks: readonly number[], allowed: number): number {
  // A mask that holds another one is hit whenever that one is.
  const needed = masks.filter((mask) => !masks.some((other) => other !== mask && (other & mask) === other));
  const fits = (chosen: number) => needed.every((mask) => (mask & chosen) !== 0);
  for (let size = 1; size <= mostEntries; size += 1) if (someSubset(allowed, size, 0, fits)) return size;
  return 0;
}

function someSubset(allowed: number, size: number, chosen: number, fits: (chosen: number) => boolean): boolean {
  if (size === 0) return fits(chosen);
  let rest = allowed;
  while (rest !== 0) {
    const bit = rest & -rest;
    rest &= ~bit;
    if (someSubset(rest, size - 1, chosen | bit, fits)) return true;
  }
  return false;
}
