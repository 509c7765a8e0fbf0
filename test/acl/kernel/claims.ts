import { filterOfAcl, type Clause } from "../../../src/acl/filter.ts";
import { unreachable, type Reachability, type Unreachable } from "../../../src/acl/unreachable.ts";
import type { Packet } from "../../../src/acl/sets/packet.ts";
import type { AclEntry } from "../../../src/model/acl.ts";
import { matchEntry } from "../walk.ts";
import { randomFrom, type Random } from "../random.ts";
import { enough, judgePackets, type Judge, type Ruling } from "./compare.ts";
import { canSend, type Family } from "./hosts.ts";
import type { Kernel } from "./kernel.ts";
import { randomList, type RandomList } from "./lists.ts";
import { packetsFor } from "./packets.ts";

/** What became of statements about entries of random lists when the kernel was asked. */
export interface ClaimsJudged {
  readonly packets: number;
  readonly unreachable: number;
  readonly witnesses: number;
  /** Witnesses between addresses that are no test host's, or of a protocol number that is an IPv6 extension header. */
  readonly unsent: number;
  /** Lists of which not everything could be said. */
  readonly unknown: number;
  readonly refuted: readonly string[];
}

/** A packet, and what is claimed of the kernel's ruling on it; null where the ruling bears the claim out. */
interface Trial {
  readonly packet: Packet;
  readonly refutedBy: (ruling: Ruling | null) => string | null;
}

/**
 * Asks the kernel about what is said of reachability. Packets aimed at an unreachable entry must all be decided
 * elsewhere, also where only the entries that cover it stand before it, and those that a redundant one matches must be
 * decided as it would; a witness must be decided by the entry it is a witness of, the other way.
 */
export async function judgeClaims(
  kernel: Kernel,
  judge: Judge,
  family: Family,
  lists: number,
  packetsPerEntry: number,
  seed: number,
): Promise<ClaimsJudged> {
  const refuted: string[] = [];
  const counts = { packets: 0, unreachable: 0, witnesses: 0, unsent: 0, unknown: 0 };
  const report = (at: number, why: string, packet: Packet, ruling: Ruling | null, { acl }: RandomList) =>
    refuted.push(JSON.stringify({ judge: judge.name, seed, at, why, packet, ruling, list: acl }));
  for (let at = 0; at < lists && refuted.length < enough; at += 1) {
    const random = randomFrom(seed * 1_000_003 + at);
    const list = randomList(random, family, judge.dialect, true);
    const filter = filterOfAcl(list.acl, list.groups);
    if (filter === null) continue;
    const reachability = unreachable(filter);
    if (reachability.unknown.length > 0) counts.unknown += 1;
    const witnesses = witnessTrials(reachability);
    const sendable = witnesses.filter(({ packet }) => canSend(packet));
    const trials = [...sendable, ...aimedTrials(random, family, list, reachability, packetsPerEntry)];
    const packets = trials.map(({ packet }) => packet);
    const rulings = await judgePackets(kernel, judge, family, list, packets, random);
    for (const [index, { packet, refutedBy }] of trials.entries()) {
      const ruling = rulings[index] ?? null;
      const why = refutedBy(ruling);
      if (why !== null) report(at, why, packet, ruling, list);
    }
    for (const claim of reachability.unreachable) {
      const aimed = aimedAt(random, family, list, claim.clause.label, packetsPerEntry);
      const shorter = { ...list, acl: { ...list.acl, entries: entriesOf(list, [...claim.coveredBy, claim.clause]) } };
      const again = await judgePackets(kernel, judge, family, shorter, aimed, random);
      for (const [index, packet] of aimed.entries()) {
        const ruling = again[index] ?? null;
        if (!comesAlong(claim, packet) && isReached(claim, ruling, packet)) {
          report(at, `reached behind the entries that cover ${claim.clause.label}`, packet, ruling, shorter);
        }
      }
      counts.packets += aimed.length;
    }
    counts.packets += packets.length;
    counts.unreachable += reachability.unreachable.length;
    counts.witnesses += sendable.length;
    counts.unsent += witnesses.length - sendable.length;
  }
  return { ...counts, refuted };
}

function witnessTrials({ unreachable: unreached, overlaps }: Reachability): Trial[] {
  const shadowed = unreached.flatMap(({ witness, clause, decidedBy }) =>
    witness === null || decidedBy === null ? [] : [{ packet: witness, clause, by: decidedBy }],
  );
  const overlapping = overlaps.map(({ witness, clause, by }) => ({ packet: witness, clause, by }));
  return [...shadowed, ...overlapping].map(({ packet, clause, by }) => ({
    packet,
    refutedBy: (ruling) => {
      if (ruling === null || ruling.decider !== by.label)
        return `the witness for ${clause.label} is not decided by ${by.label}`;
      if (ruling.action === clause.action) return `the witness for ${clause.label} is not decided the other way`;
      return null;
    },
  }));
}

function aimedTrials(
  random: Random,
  family: Family,
  list: RandomList,
  { unreachable: unreached }: Reachability,
  packetsPerEntry: number,
): Trial[] {
  return unreached.flatMap((claim) => {
    const { label, action } = claim.clause;
    const [entry] = entriesOf(list, [claim.clause]);
    return aimedAt(random, family, list, label, packetsPerEntry).map((packet) => ({
      packet,
      refutedBy: (ruling: Ruling | null) => {
        if (ruling === null) return "no rule saw the packet";
        if (isReached(claim, ruling, packet)) return `${label} is reached`;
        if (entry === undefined || claim.kind === "shadowed") return null;
        const matches = matchEntry(entry, list.acl.laterFragments, list.groups, packet) === "yes";
        if (matches && claim.kind === "empty") return `${label} is not empty`;
        if (claim.onlyLaterFragments && comesAlong(claim, packet)) return null;
        return matches && ruling.action !== action ? `a packet of redundant ${label} is decided otherwise` : null;
      },
    }));
  });
}

function aimedAt(random: Random, family: Family, list: RandomList, label: string, count: number): readonly Packet[] {
  const aimed = list.acl.entries.filter((entry) => entry.label === label);
  return packetsFor(random, family, list, count, aimed);
}

/** The list's entries behind some clauses, in order. */
function entriesOf({ acl }: RandomList, clauses: readonly Clause[]): readonly AclEntry[] {
  return acl.entries.filter(({ label }) => clauses.some((clause) => clause.label === label));
}

/** A later fragment of an entry that does not ask for fragments: the entries that cover it need not take it. */
function comesAlong({ clause: { conditions } }: Unreachable, packet: Packet): boolean {
  return packet.fragment === "later" && conditions.fragments === null;
}

/** Whether a ruling shows that an entry said to be unreachable is reached. */
function isReached({ clause, onlyLaterFragments }: Unreachable, ruling: Ruling | null, packet: Packet): boolean {
  if (ruling === null || (onlyLaterFragments && packet.fragment === "later")) return false;
  return ruling.decider === clause.label || ruling.handedOn.includes(clause.label);
}
