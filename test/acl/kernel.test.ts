import { describe, expect, it } from "vitest";
import { judgeClaims } from "./kernel/claims.ts";
import { compare } from "./kernel/compare.ts";
import { judgeDifferences } from "./kernel/differences.ts";
import { judges, plainNftables } from "./kernel/judges.ts";
import { hasKernel, startKernel } from "./kernel/kernel.ts";
import { judgeMinimised } from "./kernel/minimised.ts";
import { probe, type Probe } from "./kernel/probes.ts";

/**
 * A Linux kernel as judge: random lists become rules of nftables and iptables in a network namespace of the test's own,
 * packets are sent through them, and for each the kernel's deciding rule and verdict are compared with ours.
 * More lists: `REDOUBT_KERNEL_LISTS=5000 npx vitest run test/acl/kernel.test.ts`, other ones: `REDOUBT_KERNEL_SEED=2`.
 */
const lists = Number(process.env["REDOUBT_KERNEL_LISTS"] ?? "12");
const seed = Number(process.env["REDOUBT_KERNEL_SEED"] ?? "1");
const packetsPerList = 150;
const timeout = 60_000 + lists * 1_000;

const kernelHere = await hasKernel();
const probed: Probe | null = kernelHere ? await probe() : null;

describe.runIf(kernelHere)("a kernel's verdict and deciding rule are ours", () => {
  const all = [...judges, plainNftables(probed?.nftablesReadsLaterFragments ?? false)];
  const cases = all.flatMap((judge) => judge.families.map((family) => ({ name: judge.name, judge, family })));
  it.each(cases)(
    "$name, IPv$family",
    async ({ judge, family }) => {
      await using kernel = await startKernel();
      const compared = await compare(kernel, judge, family, lists, packetsPerList, seed);
      expect(compared.disagreements).toEqual([]);
      expect(compared.packets).toBe(lists * packetsPerList);
      // Lists of which one entry takes all would show little.
      expect(compared.deciders).toBeGreaterThan(lists * 4);
    },
    timeout,
  );
});

const claimJudges = judges
  .filter(({ name }) => name === "nftables ingress" || name === "iptables-legacy")
  .flatMap((judge) => judge.families.map((family) => ({ name: judge.name, judge, family })));

describe.runIf(kernelHere)("a kernel bears out what is said of reachability", () => {
  it.each(claimJudges)(
    "$name, IPv$family",
    async ({ judge, family }) => {
      await using kernel = await startKernel();
      const judged = await judgeClaims(kernel, judge, family, lists, 30, seed);
      expect(judged.refuted).toEqual([]);
      expect(judged.unreachable).toBeGreaterThan(lists / 4);
      expect(judged.witnesses).toBeGreaterThan(lists / 4);
      expect(judged.unknown).toBe(0);
    },
    timeout,
  );
});

describe.runIf(kernelHere)("a kernel bears out the difference of two lists", () => {
  it.each(claimJudges)(
    "$name, IPv$family",
    async ({ judge, family }) => {
      await using kernel = await startKernel();
      const judged = await judgeDifferences(kernel, judge, family, lists, 100, seed);
      expect(judged.refuted).toEqual([]);
      expect(judged.regions).toBeGreaterThan(lists / 4);
      expect(judged.differing).toBeGreaterThan(lists / 4);
      expect(judged.unknown).toBe(0);
    },
    timeout,
  );
});

describe.runIf(kernelHere)("a kernel treats packets alike by a list and by the smaller one proposed for it", () => {
  it.each(claimJudges.filter(({ name }) => name === "iptables-legacy"))(
    "$name, IPv$family",
    async ({ judge, family }) => {
      await using kernel = await startKernel();
      const judged = await judgeMinimised(kernel, judge, family, lists * 3, 60, seed);
      expect(judged.refuted).toEqual([]);
      expect(judged.removals).toBeGreaterThan(lists / 4);
      expect(judged.merges).toBeGreaterThan(0);
      expect(judged.unknown).toBe(0);
    },
    timeout,
  );
});

/**
 * What was learnt from asking (Linux 6.18, nftables 1.0.6, iptables 1.8.9):
 * - iptables' own tables never match a later fragment where a rule asks for ports, ICMP or TCP flags; `-p tcp` alone
 *   does match it. They drop a TCP fragment that starts 8 bytes into its packet, whatever the rules say, once a rule
 *   with a TCP match looks at it: an attack of old (RFC 1858, 3.1) which no AclSet describes.
 * - nftables reads ports, types and flags of a later IPv4 fragment from whatever bytes stand in their place, and of an
 *   IPv6 one from the IPv6 header, unless connection tracking has put the fragments together. Its fast path for loads
 *   forgot to ask; "netfilter: nf_tables: skip L4 header parsing for non-first fragments" (May 2026) mends it.
 *   `iptables-nft` has this as well where it hands a match to nftables as one of its own.
 */
describe.runIf(kernelHere)("what this kernel does with later fragments", () => {
  it("iptables drops a TCP fragment at 8 bytes, and only leaves later ones alone", () => {
    expect(probed?.iptables).toEqual({
      atEightBytes: "dropped",
      later: "unmatched",
      byProtocolAlone: ["matched", "matched"],
    });
  });

  it("nftables reads them for both families or for none", () => {
    expect(probed?.nftablesReadsLaterFragments).toBe(probed?.nftablesReadsLaterFragments6);
  });
});
