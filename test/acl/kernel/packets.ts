import { addressText } from "../../../src/acl/sets/address-text.ts";
import { icmpProtocol, protocolsWithPorts, type Packet } from "../../../src/acl/sets/packet.ts";
import type { AclEntry, FragmentKind } from "../../../src/model/acl.ts";
import type { AddressMatch, AddressSpec, PortMatch } from "../../../src/model/address.ts";
import type { Random } from "../random.ts";
import { bitsOf, hostAddress, isHost, numberOf, someHome, type Family } from "./hosts.ts";
import { otherProtocols, type RandomList } from "./lists.ts";

/** Packets aimed at some entries of a list: at the edges of their conditions and just beyond, in all but one field or two. */
export function packetsFor(
  random: Random,
  family: Family,
  list: RandomList,
  count: number,
  entries: readonly AclEntry[] = list.acl.entries,
): readonly Packet[] {
  const headless = list.acl.laterFragments !== "like-whole-packets";
  return Array.from({ length: count }, () => {
    const entry = random.pick(entries);
    const other = random.pick(entries);
    const from = random.chance(0.8) ? entry : other;
    const to = random.chance(0.8) ? entry : other;
    return packetOf(random, family, random.chance(0.85) ? entry : other, headless, {
      source: addressNear(random, family, from.source, list),
      destination: addressNear(random, family, to.destination, list),
    });
  });
}

function packetOf(
  random: Random,
  family: Family,
  entry: AclEntry,
  headless: boolean,
  addresses: Pick<Packet, "source" | "destination">,
): Packet {
  const service = random.pick(entry.services);
  const protocol = protocolNear(random, family, service.protocols);
  const header = headerOf(random, family, protocol, entry);
  const fragment = random.chance(0.75)
    ? random.pick<FragmentKind>(entry.fragments ?? ["none"])
    : random.pick<FragmentKind>(["none", "first", "later"]);
  const bare = headless && fragment === "later";
  return {
    family,
    ...addresses,
    protocol,
    sourcePort: bare ? null : header.sourcePort,
    destinationPort: bare ? null : header.destinationPort,
    icmp: bare ? null : header.icmp,
    tcpFlags: bare ? null : header.tcpFlags,
    fragment,
    dscp: entry.dscp !== null && random.chance(0.8) ? random.pick(entry.dscp) : random.below(64),
    fromZone: null,
    toZone: null,
    application: null,
    user: null,
  };
}

function headerOf(
  random: Random,
  family: Family,
  protocol: number,
  entry: AclEntry,
): Pick<Packet, "sourcePort" | "destinationPort" | "icmp" | "tcpFlags"> {
  const service = random.pick(entry.services);
  const hasPorts = protocolsWithPorts.includes(protocol);
  return {
    sourcePort: hasPorts ? portNear(random, service.sourcePorts) : null,
    destinationPort: hasPorts ? portNear(random, service.destinationPorts) : null,
    icmp: protocol === icmpProtocol[family] ? icmpNear(random, service.icmp) : null,
    tcpFlags: protocol === 6 ? flagsNear(random, entry) : null,
  };
}

function protocolNear(random: Random, family: Family, asked: "any" | readonly number[]): number {
  if (asked !== "any" && random.chance(0.85)) return random.pick(asked);
  return random.pick([...protocolsWithPorts, icmpProtocol[family], 6, 17, random.pick(otherProtocols[family])]);
}

function portNear(random: Random, asked: PortMatch): number {
  if (asked.kind !== "ranges" || random.chance(0.1)) return random.pick([0, 22, 80, 1024, 65535, random.below(65536)]);
  const [low, high] = random.pick(asked.ranges);
  return within(random.pick([low, high, low - 1, high + 1, random.between(low, high)]), 65535);
}

function icmpNear(random: Random, asked: AclEntry["services"][number]["icmp"]): NonNullable<Packet["icmp"]> {
  const near = asked === null ? { type: random.below(256), code: null } : random.pick(asked);
  return {
    type: within(near.type + random.pick([0, 0, 0, 0, 1, -1]), 255),
    code: within((near.code ?? random.below(256)) + random.pick([0, 0, 0, 1, -1]), 255),
  };
}

function flagsNear(random: Random, entry: AclEntry): number {
  if (entry.tcpFlags === null) return random.pick([2, 4, 16, 18, 24, 0, random.below(256)]);
  const { mask, value } = random.pick(entry.tcpFlags);
  // What is not asked is free; now and then one bit is turned.
  const turned = random.chance(0.3) ? 1 << random.below(8) : 0;
  return ((random.below(256) & ~mask) | value) ^ turned;
}

function addressNear(random: Random, family: Family, { include, exclude }: AddressSpec, list: RandomList): string {
  const match = random.pick([...include, ...include, ...exclude]);
  const near = addressAt(random, family, match, list);
  return near !== null && isHost(family, near)
    ? addressText(family, near)
    : hostAddress(random, someHome(random, family));
}

/** The first, last or some address of a condition, or the one before or after; with a wildcard, one asked bit turned. */
function addressAt(random: Random, family: Family, match: AddressMatch, list: RandomList): bigint | null {
  const all = (1n << BigInt(bitsOf[family])) - 1n;
  switch (match.kind) {
    case "any":
    case "unresolved":
      return null;
    case "group": {
      const [group] = list.groups.addresses.get(match.name) ?? [];
      return group === undefined ? null : addressAt(random, family, random.pick(group.members), list);
    }
    case "wildcard": {
      const mask = numberOf(match.mask);
      const noise = [0n, all, randomBits(random, family), randomBits(random, family)];
      const value = (numberOf(match.address) & ~mask) | (random.pick(noise) & mask);
      return random.chance(0.2) ? value ^ (1n << BigInt(random.below(bitsOf[family]))) : value;
    }
    case "prefix":
    case "range": {
      const [first, last] =
        match.kind === "range" ? [numberOf(match.first), numberOf(match.last)] : bounds(match.prefix);
      const inside = first + (randomBits(random, family) % (last - first + 1n));
      return random.pick([first, last, first - 1n, last + 1n, inside, inside]);
    }
  }
}

function bounds(prefix: string): readonly [first: bigint, last: bigint] {
  const [text = "", length = ""] = prefix.split("/");
  const free = BigInt((text.includes(":") ? 128 : 32) - Number(length));
  const first = (numberOf(text) >> free) << free;
  return [first, first + (1n << free) - 1n];
}

function randomBits(random: Random, family: Family): bigint {
  let bits = 0n;
  for (let at = 0; at < bitsOf[family]; at += 16) bits = (bits << 16n) | BigInt(random.below(65536));
  return bits;
}

function within(value: number, highest: number): number {
  return Math.min(Math.max(value, 0), highest);
}
