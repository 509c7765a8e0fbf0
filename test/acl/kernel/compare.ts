import type { Packet } from "../../../src/acl/packet.ts";
import { walkAcl } from "../walk.ts";
import { randomFrom } from "../random.ts";
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

export interface Comparison {
  readonly packets: number;
  /** How many packets each entry or default decided, over all lists. */
  readonly deciders: number;
  readonly disagreements: readonly string[];
}

/** Gives the kernel random lists and packets, and tells where it and the entries walked one by one part ways. */
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
  for (let at = 0; at < lists; at += 1) {
    const random = randomFrom(seed * 1_000_003 + at);
    const list = randomList(random, family, judge.dialect);
    const sent = packetsFor(random, family, list, packetsPerList);
    const frames = sent.map((packet) => frameOf(packet, random).toString("hex"));
    const seen = await kernel.judge(judge.commands(list, family), frames);
    const found = new Set<string>();
    for (const [index, packet] of sent.entries()) {
      const kernels = rulingOf(seen[index] ?? []);
      if (kernels !== null) found.add(kernels.decider);
      const ours = ourRuling(list, packet);
      if (kernels !== null && kernels.decider === ours.decider && kernels.action === ours.action) continue;
      disagreements.push(JSON.stringify({ judge: judge.name, seed, at, packet, kernels, ours, list: list.acl }));
    }
    packets += sent.length;
    deciders += found.size;
  }
  return { packets, deciders, disagreements };
}

function ourRuling({ acl, groups }: RandomList, packet: Packet) {
  const { action, decider } = walkAcl(acl, groups, packet);
  return { action, decider: decider?.label ?? "default" };
}
