import type { Block } from "../../../src/acl/sets/blocks.ts";
import { anyPacket } from "../../../src/acl/sets/conditions.ts";
import { filterOfAcl, type Filter } from "../../../src/acl/filter.ts";
import { packetsWhere, type Region } from "../../../src/acl/packets-where.ts";
import type { Packet } from "../../../src/acl/sets/packet.ts";
import type { AclEntry } from "../../../src/model/acl.ts";
import { randomFrom, type Random } from "../random.ts";
import { enough, judgePackets, type Judge, type Ruling } from "./compare.ts";
import { canSend, homePrefix, homes, type Family } from "./hosts.ts";
import { inBlock } from "./in-block.ts";
import type { Kernel } from "./kernel.ts";
import { randomList, type RandomList } from "./lists.ts";
import { packetsFor } from "./packets.ts";

export interface DifferencesJudged {
  readonly packets: number;
  /** Regions that one list permits and the other denies. */
  readonly regions: number;
  /** Packets beside the regions' witnesses that the kernel let through one list and not through the other. */
  readonly differing: number;
  /** Pairs whose difference could not be told whole. */
  readonly unknown: number;
  readonly refuted: readonly string[];
}

/**
 * Asks the kernel about what is said of the difference of two lists: a region's witness passes the one and not the
 * other, by the rules that the region names, and a packet of any kind lies in a block of the difference where the
 * kernel lets it through the one list only, and nowhere else.
 */
export async function judgeDifferences(
  kernel: Kernel,
  judge: Judge,
  family: Family,
  pairs: number,
  packetsPerPair: number,
  seed: number,
): Promise<DifferencesJudged> {
  const refuted: string[] = [];
  const counts = { packets: 0, regions: 0, differing: 0, unknown: 0 };
  for (let at = 0; at < pairs && refuted.length < enough; at += 1) {
    const random = randomFrom(seed * 1_000_003 + at);
    const one = randomList(random, family, judge.dialect, true);
    const other = { ...one, acl: { ...one.acl, entries: edited(random, family, judge, one) } };
    const [added, removed] = [difference(one, other, family), difference(other, one, family)];
    if (!added.complete || !removed.complete) {
      counts.unknown += 1;
      continue;
    }
    const aimed = [one, other].flatMap((list) => packetsFor(random, family, list, packetsPerPair / 2));
    const regions = [
      ...added.regions.map((region) => ({ ...region, permitting: one })),
      ...removed.regions.map((region) => ({ ...region, permitting: other })),
    ].filter(({ witness }) => canSend(witness));
    const packets = [...regions.map(({ witness }) => witness), ...aimed];
    const ones = await judgePackets(kernel, judge, family, one, packets, random);
    const others = await judgePackets(kernel, judge, family, other, packets, random);
    const report = (why: string, packet: Packet) =>
      refuted.push(JSON.stringify({ judge: judge.name, seed, at, why, packet, one: one.acl, other: other.acl }));
    for (const [index, { deciders, witness, permitting }] of regions.entries()) {
      const [first, second] = deciders.map((clause) => clause?.label ?? "default");
      const rulings = [ones[index], others[index]];
      const [permits, denies] = permitting === one ? rulings : rulings.toReversed();
      const isSo = permits?.action === "permit" && denies?.action === "deny";
      if (!isSo) report("the witness does not tell the lists apart", witness);
      else if (permits.decider !== first || denies.decider !== second)
        report("other rules decide the witness", witness);
    }
    for (const [index, packet] of packets.entries()) {
      const [oneRuling, otherRuling] = [ones[index], others[index]];
      const differs = [passesOnly(oneRuling, otherRuling), passesOnly(otherRuling, oneRuling)];
      const said = [added, removed].map((answer) => isWithin(packet, answer));
      if (said.join() !== differs.join()) report(`said ${said.join()}, the kernel ${differs.join()}`, packet);
      if (index >= regions.length && differs.includes(true)) counts.differing += 1;
    }
    counts.packets += 2 * packets.length;
    counts.regions += regions.length;
  }
  return { ...counts, refuted };
}

/** One or two edits: entries left out, swapped, turned round, replaced. */
function edited(random: Random, family: Family, judge: Judge, { acl }: RandomList): readonly AclEntry[] {
  const entries = [...acl.entries];
  const fresh = randomList(random, family, judge.dialect, true).acl.entries;
  for (let edits = random.between(1, 2); edits > 0; edits -= 1) {
    const at = random.below(entries.length);
    const entry = entries[at];
    const next = entries[at + 1];
    if (entry === undefined) continue;
    const die = random.below(4);
    if (die === 0 && entries.length > 1) entries.splice(at, 1);
    else if (die === 1 && next !== undefined) entries.splice(at, 2, next, entry);
    else if (die === 2) entries[at] = { ...entry, action: entry.action === "permit" ? "deny" : "permit" };
    else entries[at] = { ...random.pick(fresh), label: entry.label };
  }
  return entries;
}

interface Difference {
  readonly regions: readonly Region[];
  readonly blocks: readonly Block[];
  readonly complete: boolean;
}

/** What the one permits and the other denies among test hosts. */
function difference(permitting: RandomList, denying: RandomList, family: Family): Difference {
  const hosts = {
    include: homes[family].map((home) => ({ kind: "prefix", prefix: homePrefix(home) }) as const),
    exclude: [],
  };
  const { regions, blocks, complete } = packetsWhere(
    [
      { filter: filterOf(permitting), action: "permit" },
      { filter: filterOf(denying), action: "deny" },
    ],
    [{ ...anyPacket, sources: hosts, destinations: hosts }],
  );
  return { regions, blocks: blocks(), complete };
}

function filterOf({ acl, groups }: RandomList): Filter {
  const filter = filterOfAcl(acl, groups);
  if (filter === null) throw new Error("a list of IP entries is a filter");
  return filter;
}

function passesOnly(one: Ruling | null | undefined, other: Ruling | null | undefined): boolean {
  return one?.action === "permit" && other?.action === "deny";
}

/** Whether a packet lies in one of the regions; the merged blocks must say the same. */
function isWithin(packet: Packet, { regions, blocks }: Difference): string {
  const inRegions = regions.some(({ block }) => inBlock(packet, block));
  const inMerged = blocks.some((block) => inBlock(packet, block));
  return inRegions === inMerged ? String(inRegions) : `regions ${inRegions} but blocks ${inMerged}`;
}
