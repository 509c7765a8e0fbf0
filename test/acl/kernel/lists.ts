import { namedGroups, type NamedGroups } from "../../../src/acl/named-groups.ts";
import type { AclEntry, AclSet, FragmentKind, TcpFlagsMatch } from "../../../src/model/acl.ts";
import {
  anyAddress,
  anyPort,
  type AddressMatch,
  type AddressSpec,
  type PortMatch,
  type PortRange,
  type ServiceMatch,
} from "../../../src/model/address.ts";
import { addressText } from "../../../src/acl/sets/address-text.ts";
import { protocolsWithPorts } from "../../../src/acl/sets/packet.ts";
import type { Random } from "../random.ts";
import { bitsOf, homePrefix, homes, hostAddress, numberOf, someHome, type Family } from "./hosts.ts";

/** What one translation into kernel rules cannot say. */
export interface Dialect {
  /** TCP flag bits that it can ask for. */
  readonly flagBits: number;
  /** The highest ICMP type that it can ask for: to iptables 255 means all of them. */
  readonly highestIcmpType: number;
  readonly laterFragments: readonly AclSet["laterFragments"][];
}

export interface RandomList {
  readonly acl: AclSet;
  readonly groups: NamedGroups;
}

const dscps = [0, 8, 10, 18, 26, 34, 46, 48, 63];
/** Protocols without a header that entries ask about; IPv6's extension headers are none of them. */
export const otherProtocols = { 4: [2, 47, 50, 58, 89, 112], 6: [1, 2, 47, 50, 89, 112] } as const;
const fragmentKinds: readonly (readonly FragmentKind[])[] = [
  ["none"],
  ["first"],
  ["later"],
  ["none", "first"],
  ["first", "later"],
];

/**
 * A list over a few hosts and ports, so that entries overlap; everything comes from the seed. With `homely`, no
 * condition reaches beyond the test hosts, so that any packet of any entry may be sent.
 */
export function randomList(random: Random, family: Family, dialect: Dialect, homely = false): RandomList {
  const place: Place = { family, homely, groupNames: ["web", "lab"] };
  const groups = namedGroups({
    addressGroups: place.groupNames.map((name) => ({
      name,
      members: several(random, 4, () => plainMatch(random, place)),
      exclude: [],
      scope: null,
      at: [],
    })),
    serviceGroups: [],
  });
  const entries: AclEntry[] = [];
  for (let at = 0, count = random.between(2, 14); at < count; at += 1) {
    const fresh = randomEntry(random, place, dialect, String((at + 1) * 10));
    entries.push(at > 0 && random.chance(0.3) ? likeAnother(random, random.pick(entries), fresh) : fresh);
  }
  return {
    groups,
    acl: {
      name: "judged",
      family: family === 4 ? "ipv4" : "ipv6",
      kind: "extended",
      entries,
      defaultAction: random.pick(["permit", "deny"]),
      laterFragments: random.pick(dialect.laterFragments),
      at: [],
    },
  };
}

interface Place {
  readonly family: Family;
  readonly homely: boolean;
  readonly groupNames: readonly string[];
}

/** An entry that asks as another does, but for a field or two. */
function likeAnother(random: Random, other: AclEntry, fresh: AclEntry): AclEntry {
  const { label, action, inactive } = fresh;
  const beside = random.chance(0.25) ? siblingOf(other.source) : null;
  if (beside !== null) return { ...other, source: beside, label };
  const own = random.pick<Partial<AclEntry>>([
    {},
    { source: fresh.source },
    { destination: fresh.destination },
    { source: fresh.source, dscp: fresh.dscp },
    { fragments: fresh.fragments, dscp: fresh.dscp },
    { services: fresh.services, established: fresh.established, tcpFlags: fresh.tcpFlags },
  ]);
  return { ...other, ...own, label, action, inactive };
}

/** The other half of the prefix that is one shorter. */
function siblingOf({ include, exclude }: AddressSpec): AddressSpec | null {
  const [match] = include;
  if (match?.kind !== "prefix" || include.length > 1 || exclude.length > 0) return null;
  const [text = "", length = ""] = match.prefix.split("/");
  const family = text.includes(":") ? 6 : 4;
  const free = BigInt(bitsOf[family] - Number(length));
  if (free >= 16n) return null;
  return {
    include: [{ kind: "prefix", prefix: `${addressText(family, numberOf(text) ^ (1n << free))}/${length}` }],
    exclude,
  };
}

function randomEntry(random: Random, place: Place, dialect: Dialect, label: string): AclEntry {
  const { family } = place;
  const tcp = random.chance(0.25);
  return {
    label,
    action: random.pick(["permit", "permit", "deny", "deny", "next"]),
    source: randomAddresses(random, place),
    destination: randomAddresses(random, place),
    services: tcp ? [tcpService(random)] : several(random, 2, () => randomService(random, family, dialect)),
    serviceGroups: [],
    established: tcp && random.chance(0.4),
    tcpFlags: tcp && random.chance(0.5) ? several(random, 2, () => randomFlags(random, dialect)) : null,
    fragments: random.chance(0.15) ? random.pick(fragmentKinds) : null,
    dscp: random.chance(0.12) ? distinct(several(random, 3, () => random.pick(dscps))) : null,
    timeRange: null,
    log: false,
    inactive: random.chance(0.05),
    remarks: [],
    unresolved: [],
    at: [],
  };
}

function randomAddresses(random: Random, place: Place): AddressSpec {
  if (random.chance(0.3)) {
    if (!place.homely) return anyAddress;
    return { include: [{ kind: "prefix", prefix: homePrefix(random.pick(homes[place.family])) }], exclude: [] };
  }
  const match = () => randomMatch(random, place);
  return {
    include: random.chance(0.7) ? [match()] : several(random, 3, match),
    exclude: random.chance(0.15) ? several(random, 2, match) : [],
  };
}

function randomMatch(random: Random, place: Place): AddressMatch {
  const { family, homely, groupNames } = place;
  if (random.chance(0.1)) return { kind: "group", name: random.pick(groupNames) };
  if (random.chance(0.25)) {
    // Any bits at all may be ignored: one run, several, or scattered ones.
    const home = random.pick(homes[family]);
    const free = homely ? home.free : bitsOf[family];
    const ignored = several(random, 4, () => 1n << BigInt(random.below(free)));
    const low = random.chance(0.5) ? (1n << BigInt(random.below(6))) - 1n : 0n;
    const mask = ignored.reduce((sum, bit) => sum | bit, low);
    return { kind: "wildcard", address: hostAddress(random, home), mask: addressText(family, mask) };
  }
  return plainMatch(random, place);
}

function plainMatch(random: Random, { family, homely }: Place): AddressMatch {
  const home = someHome(random, family);
  const address = hostAddress(random, home);
  if (random.chance(0.7)) {
    const most = homely ? home.free : bitsOf[family];
    const free = random.chance(0.1) ? random.below(most + 1) : random.below(Math.min(10, most + 1));
    return { kind: "prefix", prefix: `${address}/${bitsOf[family] - free}` };
  }
  const other = hostAddress(random, homely ? home : someHome(random, family));
  const [first = address, last = address] = [address, other].sort(byAddress);
  return { kind: "range", first, last };
}

function byAddress(one: string, other: string): number {
  return numberOf(one) < numberOf(other) ? -1 : 1;
}

function tcpService(random: Random): ServiceMatch {
  return {
    protocols: [6],
    sourcePorts: randomPorts(random, 0.2),
    destinationPorts: randomPorts(random, 0.5),
    icmp: null,
  };
}

function randomService(random: Random, family: Family, dialect: Dialect): ServiceMatch {
  const anything = { sourcePorts: anyPort, destinationPorts: anyPort, icmp: null };
  const die = random.below(10);
  if (die < 2) return { protocols: "any", ...anything };
  if (die < 3) return { protocols: [random.pick(otherProtocols[family])], ...anything };
  if (die < 5) {
    const icmp = random.chance(0.7) ? several(random, 3, () => randomIcmp(random, family, dialect)) : null;
    return { protocols: [family === 4 ? 1 : 58], ...anything, icmp };
  }
  if (die < 6) return { protocols: "any", ...anything, destinationPorts: randomPorts(random, 1) };
  const protocols = distinct(several(random, 2, () => random.pick([...protocolsWithPorts, 6, 17, 6, 17])));
  return { protocols, sourcePorts: randomPorts(random, 0.25), destinationPorts: randomPorts(random, 0.7), icmp: null };
}

function randomIcmp(random: Random, family: Family, dialect: Dialect) {
  const type = random.pick(family === 4 ? [0, 3, 8, 11, 255] : [1, 3, 128, 129, 255]);
  return {
    type: Math.min(type, dialect.highestIcmpType),
    code: random.chance(0.5) ? random.pick([0, 1, 3, 255]) : null,
  };
}

const ports = [0, 22, 53, 80, 443, 1024, 65535];

function randomPorts(random: Random, chance: number): PortMatch {
  if (!random.chance(chance)) return anyPort;
  const bounds = distinct(several(random, 6, () => random.pick(ports) + random.between(-2, 2)))
    .filter((port) => port >= 0 && port <= 65535)
    .sort((one, other) => one - other);
  const ranges: PortRange[] = [];
  for (let at = 0; at < bounds.length; at += 1) {
    const low = bounds[at] ?? 0;
    // Every other bound ends the range it follows, the rest stand alone.
    const high = random.chance(0.5) ? (bounds[at + 1] ?? low) : low;
    ranges.push([low, high]);
    if (high !== low) at += 1;
  }
  return ranges.length === 0 ? anyPort : { kind: "ranges", ranges };
}

function randomFlags(random: Random, dialect: Dialect): TcpFlagsMatch {
  const mask = random.chance(0.5) ? random.pick([2, 4, 16, 18, 20, 23]) : random.between(1, 255);
  const asked = mask & dialect.flagBits;
  return { mask: asked, value: random.below(256) & asked };
}

function several<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: random.between(1, most) }, make);
}

function distinct(numbers: readonly number[]): number[] {
  return [...new Set(numbers)];
}
