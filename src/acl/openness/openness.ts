import { familyBits } from "../sets/address-number.ts";
import { addressCount } from "../sets/address-count.ts";
import type { Box } from "../sets/box.ts";
import type { Clause, Filter } from "../filter.ts";
import { containsNumber, intersection, sizeOf, union, type NumberSet } from "../sets/number-set.ts";
import { endOf, packetSpace, type PacketSpace } from "../sets/packet-space.ts";
import { icmpProtocol, protocolsWithPorts } from "../sets/packet.ts";

/** A part of a whole, exactly. */
export interface Share {
  readonly count: bigint;
  readonly of: bigint;
}

/** How much of each space something takes, in one family. */
export interface Openness {
  readonly family: 4 | 6;
  /** Addresses; null where masks with holes are too many to be counted. */
  readonly sources: Share | null;
  readonly destinations: Share | null;
  /**
   * Services: each of the 256 protocols is one, those with ports (TCP, UDP, DCCP, SCTP, UDP-Lite) are one a
   * destination port, and ICMP is one a type; 328,186 in all.
   */
  readonly services: Share;
  /**
   * 0 for one source, one destination and one service, 100 for everything: the bits left free in all three together,
   * over the bits that there are. Null where addresses could not be counted.
   */
  readonly score: number | null;
}

const octets = 256;
const ports = 65_536;
export const servicesInAll = BigInt(
  octets - protocolsWithPorts.length - 1 + protocolsWithPorts.length * ports + octets,
);

/** How open a clause is by what it asks, whatever stands before it; one for each family it has packets of. */
export function opennessOf(filter: Filter, clause: Clause): readonly Openness[] {
  const space = packetSpace([clause.conditions]);
  return filter.families.flatMap((family) => {
    const how = { families: [family], laterFragments: filter.laterFragments, permits: clause.action === "permit" };
    const { boxes } = space.compile(clause.conditions, how);
    return boxes.length === 0 ? [] : [opennessOfBoxes(space, boxes, family)];
  });
}

/** The same of any packets of one family. */
function opennessOfBoxes(space: PacketSpace, boxes: readonly Box[], family: 4 | 6): Openness {
  const all = 1n << familyBits[family];
  const share = (end: "source" | "destination"): Share | null => {
    const count = addressCount(
      boxes.flatMap((box) => space.addresses.textOf(endOf(box, end), family)),
      family,
    );
    return count === null ? null : { count, of: all };
  };
  const services = boxes.map(([, , protocols, first, second]) => ({
    protocols: protocols ?? [],
    first: first ?? [],
    second: second ?? [],
  }));
  return withScore(family, share("source"), share("destination"), serviceCount(services, family));
}

export function withScore(
  family: 4 | 6,
  sources: Share | null,
  destinations: Share | null,
  serviceTotal: bigint,
): Openness {
  const services = { count: serviceTotal, of: servicesInAll };
  if (sources === null || destinations === null) return { family, sources, destinations, services, score: null };
  const parts = [sources, destinations, services];
  const free = parts.reduce((sum, { count }) => sum + Math.log2(Math.max(Number(count), 1)), 0);
  const most = parts.reduce((sum, { of }) => sum + Math.log2(Number(of)), 0);
  return { family, sources, destinations, services, score: Math.round((free / most) * 1000) / 10 };
}

/** Services of packets by protocol, and by destination port or ICMP type where there is one. */
export interface ServiceSet {
  readonly protocols: NumberSet;
  /** Source port or ICMP type. */
  readonly first: NumberSet;
  /** Destination port or ICMP code. */
  readonly second: NumberSet;
}

export function serviceCount(services: readonly ServiceSet[], family: 4 | 6): bigint {
  let count = 0;
  for (let protocol = 0; protocol < octets; protocol += 1) {
    const own = services.filter(({ protocols }) => containsNumber(protocols, protocol));
    if (own.length === 0) continue;
    if (protocolsWithPorts.includes(protocol)) count += sizeOf(union(own.map(({ second }) => second)));
    else if (protocol === icmpProtocol[family]) {
      count += sizeOf(intersection(union(own.map(({ first }) => first)), [0, octets - 1]));
    } else count += 1;
  }
  return BigInt(count);
}

/** A share for people: "256 of 4294967296 (0.000006 %)"; never rounded to nothing or to all. */
export function shareText({ count, of }: Share): string {
  if (count === of) return `all ${of}`;
  const percent = (Number(count) / Number(of)) * 100;
  const text =
    percent >= 99.9 ? "over 99.9" : percent < 0.000_001 ? "under 0.000001" : Number(percent.toPrecision(3)).toString();
  return `${count} of ${of} (${text} %)`;
}
