import { filterOfAcl, type Filter } from "../../../src/acl/filter.ts";
import { minimise } from "../../../src/acl/minimise.ts";
import type { AclEntry } from "../../../src/model/acl.ts";
import { randomFrom } from "../random.ts";
import { enough, judgePackets, type Judge } from "./compare.ts";
import type { Family } from "./hosts.ts";
import type { Kernel } from "./kernel.ts";
import { randomList } from "./lists.ts";
import { packetsFor } from "./packets.ts";

export interface MinimisedJudged {
  readonly packets: number;
  readonly removals: number;
  readonly merges: number;
  /** Lists for which nothing was proposed for want of a proof. */
  readonly unknown: number;
  readonly refuted: readonly string[];
}

/** Asks the kernel whether a list and the smaller one proposed for it, as it would be written, treat packets alike. */
export async function judgeMinimised(
  kernel: Kernel,
  judge: Judge,
  family: Family,
  lists: number,
  packetsPerList: number,
  seed: number,
): Promise<MinimisedJudged> {
  const refuted: string[] = [];
  const counts = { packets: 0, removals: 0, merges: 0, unknown: 0 };
  for (let at = 0; at < lists && refuted.length < enough; at += 1) {
    const random = randomFrom(seed * 1_000_003 + at);
    const list = randomList(random, family, judge.dialect);
    const filter = filterOfAcl(list.acl, list.groups);
    if (filter === null) continue;
    const proposal = minimise(filter);
    if (!proposal.proof.proved) counts.unknown += 1;
    const entries = entriesOf(proposal.filter);
    const smaller = { ...list, acl: { ...list.acl, entries } };
    const touched = new Set(
      [...proposal.removals, ...proposal.merges.map(({ into }) => ({ clause: into }))].map(
        ({ clause }) => clause.label,
      ),
    );
    if (touched.size === 0) continue;
    const aimed = [...list.acl.entries, ...entries].filter(({ label }) => touched.has(label));
    const packets = packetsFor(random, family, list, packetsPerList, aimed);
    const before = await judgePackets(kernel, judge, family, list, packets, random);
    const after = await judgePackets(kernel, judge, family, smaller, packets, random);
    for (const [index, packet] of packets.entries()) {
      const [was, is] = [before[index], after[index]];
      if (was && is && was.action === is.action) continue;
      refuted.push(
        JSON.stringify({ judge: judge.name, seed, at, packet, was, is, list: list.acl, smaller: smaller.acl }),
      );
    }
    counts.packets += 2 * packets.length;
    counts.removals += proposal.removals.length;
    counts.merges += proposal.merges.length;
  }
  return { ...counts, refuted };
}

function entriesOf({ clauses }: Filter): readonly AclEntry[] {
  return clauses.flatMap(({ entry }) => ("established" in entry ? [entry] : []));
}
