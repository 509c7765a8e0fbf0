import type { Packet } from "../../../src/acl/sets/packet.ts";
import { randomFrom } from "../random.ts";
import { frameOf } from "./frame.ts";
import { logGroup, startKernel } from "./kernel.ts";

/** What this machine's kernel does where kernels differ, or where an AclSet has no word for it. */
export interface Probe {
  /** Whether `th dport` and the like look at bytes of a later IPv4 fragment as if they were a header. */
  readonly nftablesReadsLaterFragments: boolean;
  readonly nftablesReadsLaterFragments6: boolean;
  readonly iptables: {
    readonly atEightBytes: Fate;
    readonly later: Fate;
    readonly byProtocolAlone: readonly Fate[];
  };
}

type Fate = "matched" | "unmatched" | "dropped";

const later: Packet = {
  family: 4,
  source: "192.0.2.1",
  destination: "192.0.2.2",
  protocol: 6,
  sourcePort: 443,
  destinationPort: 443,
  icmp: null,
  tcpFlags: 16,
  fragment: "later",
  dscp: 0,
  fromZone: null,
  toZone: null,
  application: null,
  user: null,
};

/** Asks a kernel of its own. */
export async function probe(): Promise<Probe> {
  const random = randomFrom(0);
  const fragment4 = frameOf(later, random);
  const fragment6 = frameOf({ ...later, family: 6, source: "2001:db8::1", destination: "2001:db8::2" }, random);
  const atEightBytes = Buffer.from(fragment4);
  atEightBytes.writeUInt16BE(1, 6);
  // The header's sum changes with its one changed word (RFC 1624).
  atEightBytes.writeUInt16BE(sumAfter(fragment4.readUInt16BE(10), fragment4.readUInt16BE(6), 1), 10);
  // Of IPv6 it is the version and traffic class that stand where a source port would.
  const [seen4, seen6] = await askNftables(["tcp sport 443", "tcp sport 0x6000-0x6fff"], [fragment4, fragment6]);
  const byFlags: readonly Fate[] = await askIptables("-p tcp -m tcp --tcp-flags ACK ACK", [fragment4, atEightBytes]);
  const byProtocolAlone = await askIptables("-p tcp", [fragment4, atEightBytes]);
  return {
    nftablesReadsLaterFragments: seen4 === "matched",
    nftablesReadsLaterFragments6: seen6 === "matched",
    iptables: {
      later: byFlags[0] ?? "dropped",
      atEightBytes: byFlags[1] ?? "dropped",
      byProtocolAlone,
    },
  };
}

async function askNftables(conditions: readonly string[], frames: readonly Buffer[]): Promise<readonly Fate[]> {
  const input = [
    "flush ruleset",
    "table inet judged {",
    "chain judge { type filter hook prerouting priority -300; policy drop;",
    ...conditions.map((condition) => `${condition} log prefix "matched" group ${logGroup} drop`),
    `log prefix "unmatched" group ${logGroup}`,
    "}",
    "}",
    "",
  ].join("\n");
  return ask({ argv: ["nft", "-f", "-"], input }, frames);
}

async function askIptables(condition: string, frames: readonly Buffer[]): Promise<readonly Fate[]> {
  const log = `-j NFLOG --nflog-group ${logGroup} --nflog-prefix`;
  const input = [
    "*raw",
    ":PREROUTING DROP",
    ":MATCHED -",
    `-A PREROUTING ${condition} -j MATCHED`,
    `-A PREROUTING ${log} unmatched`,
    `-A MATCHED ${log} matched`,
    "-A MATCHED -j DROP",
    "COMMIT",
    "",
  ].join("\n");
  return ask({ argv: ["iptables-legacy-restore"], input }, frames);
}

async function ask(command: { argv: string[]; input: string }, frames: readonly Buffer[]): Promise<readonly Fate[]> {
  await using kernel = await startKernel();
  const seen = await kernel.judge(
    [command],
    frames.map((frame) => frame.toString("hex")),
  );
  return seen.map((prefixes) =>
    prefixes.includes("matched") ? "matched" : prefixes.includes("unmatched") ? "unmatched" : "dropped",
  );
}

function sumAfter(sum: number, before: number, after: number): number {
  let changed = (~sum & 0xffff) + (~before & 0xffff) + after;
  while (changed > 0xffff) changed = (changed & 0xffff) + (changed >>> 16);
  return ~changed & 0xffff;
}
