import { isDeepStrictEqual } from "node:util";
import { prepare } from "../../../src/acl/decide.ts";
import { filterOfAcl } from "../../../src/acl/filter.ts";
import type { Packet } from "../../../src/acl/sets/packet.ts";
import { matchEntry, walkAcl } from "../walk.ts";
import { randomFrom, type Random } from "../random.ts";
import { frameOf } from "./frame.ts";
import type { Family } from "./hosts.ts";
import type { Command, Kernel } from "./kernel.ts";
import { randomList, type Dialect, type RandomList } from "./lists.ts";
import { packetsFor } from "./packets.ts";

/** A packet filter of the kernel that can be given a list. */
export interface Judge {
  readonly name: string;
  readonly dialect: Dialect;
  readonly families: readonly Family[];
  readonly commands: (list: RandomList, family: Family) => readonly Command[];
}

/** What a packet filter did with one packet: the label of the entry that decided, "default" where none did. */
export interface Ruling {
  readonly decider: string;
  readonly action: "permit" | "deny";
  /** Entries that matched and handed on. */
  readonly handedOn: readonly string[];
}

/** Reads what the rules logged for one packet; null where no rule saw it. */
export function rulingOf(seen: readonly string[]): Ruling | null {
  const labels = [...new Set(seen)].filter((label) => label !== "passed");
  const decider = labels.at(-1);
  if (decider === undefined) return null;
  return { decider, action: seen.includes("passed") ? "permit" : "deny", handedOn: labels.slice(0, -1) };
}

/** Disagreements after which there is no need to look for more. */
export const enough = 5;

export interface Comparison {
  readonly packets: number;
  /** How many entries and defaults decided a packet, over all lists. */
  readonly deciders: number;
  /** As JSON: seed, list, packet, and what each says of it. */
  readonly disagreements: readonly string[];
}

/**
 * Gives the kernel random lists and packets, and tells where it parts ways with what decides packets in Redoubt, or
 * with the entries walked one by one.
 */
export async function compare(
  kernel: Kernel,
  judge: Judge,
  family: Family,
  lists: number,
  packetsPerList: number,
  seed: number,
): Promise<Comparison> {
  const disagreements: string[] = [];
  let packets = 0;
  let deciders = 0;
  for (let at = 0; at < lists && disagreements.length < enough; at += 1) {
    const random = randomFrom(seed * 1_000_003 + at);
    const list = randomList(random, family, judge.dialect);
    const filter = filterOfAcl(list.acl, list.groups);
    if (filter === null) throw new Error("A random list is no packet filter.");
    const prepared = prepare(filter);
    const sent = packetsFor(random, family, list, packetsPerList);
    const rulings = await judgePackets(kernel, judge, family, list, sent, random);
    for (const [index, packet] of sent.entries()) {
      const kernels = rulings[index] ?? null;
      const decision = prepared.decide(packet);
      const decided = decision === null ? null : rulingBy(decision.action, decision.clause?.label);
      const isAgreed = isDeepStrictEqual(decided, withoutHandedOn(kernels));
      const walked = walkedRuling(list, packet);
      if (isAgreed && isDeepStrictEqual(kernels, walked)) continue;
      disagreements.push(
        JSON.stringify({ judge: judge.name, seed, at, packet, kernels, decided, walked, list: list.acl }),
      );
    }
    packets += sent.length;
    deciders += new Set(rulings.map((ruling) => ruling?.decider)).size;
  }
  return { packets, deciders, disagreements };
}

/** Loads a list and sends packets through it. */
export async function judgePackets(
  kernel: Kernel,
  judge: Judge,
  family: Family,
  list: RandomList,
  packets: readonly Packet[],
  random: Random,
): Promise<readonly (Ruling | null)[]> {
  const frames = packets.map((packet) => frameOf(packet, random).toString("hex"));
  const seen = await kernel.judge(judge.commands(list, family), frames);
  return packets.map((_, index) => rulingOf(seen[index] ?? []));
}

function withoutHandedOn(ruling: Ruling | null) {
  return ruling === null ? null : rulingBy(ruling.action, ruling.decider);
}

function rulingBy(action: string, label: string | undefined) {
  return { decider: label ?? "default", action };
}

function walkedRuling({ acl, groups }: RandomList, packet: Packet) {
  const { action, decider, passed } = walkAcl(acl, groups, packet);
  const handedOn = passed.filter(
    (entry) => entry.action === "next" && matchEntry(entry, acl.laterFragments, groups, packet) === "yes",
  );
  return { ...rulingBy(action, decider?.label), handedOn: handedOn.map(({ label }) => label) };
}
