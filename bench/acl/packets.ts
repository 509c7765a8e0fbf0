import { prefixBounds, addressNumber, highest } from "../../src/acl/sets/address-number.ts";
import { addressText } from "../../src/acl/sets/address-text.ts";
import { icmpProtocol, type Packet } from "../../src/acl/sets/packet.ts";
import type { AddressMatch, PortMatch, ServiceMatch } from "../../src/model/address.ts";
import type { BenchList } from "./list.ts";
import { random, type Random } from "./random.ts";

/** Random packets: half anywhere, half within what some entry asks, so that entries deep in the list decide too. */
export function packetsOf(list: BenchList, count: number, seed: number): readonly Packet[] {
  const dice = random(seed);
  return Array.from({ length: count }, (_, index) => (index % 2 === 0 ? anywhere(list, dice) : within(list, dice)));
}

function anywhere({ acl }: BenchList, dice: Random): Packet {
  const family = acl.family === "ipv6" ? 6 : 4;
  const protocol = dice.pick([6, 6, 17, icmpProtocol[family], 47]);
  return packet(family, protocol, anyOf(dice, family), anyOf(dice, family), dice.below(65_536), dice);
}

function within(list: BenchList, dice: Random): Packet {
  const family = list.acl.family === "ipv6" ? 6 : 4;
  const entry = dice.pick(list.acl.entries);
  const service = serviceOf(list, entry.services[0], entry.serviceGroups[0], dice);
  const protocol = service === undefined || service.protocols === "any" ? 6 : (service.protocols[0] ?? 6);
  const port = service === undefined ? 0 : portOf(service.destinationPorts, dice);
  const source = addressOf(list, entry.source.include[0], family, dice);
  return packet(family, protocol, source, addressOf(list, entry.destination.include[0], family, dice), port, dice);
}

function packet(
  family: 4 | 6,
  protocol: number,
  source: bigint,
  destination: bigint,
  port: number,
  dice: Random,
): Packet {
  const ported = protocol === 6 || protocol === 17;
  return {
    family,
    source: addressText(family, source),
    destination: addressText(family, destination),
    protocol,
    sourcePort: ported ? dice.between(1024, 65_535) : null,
    destinationPort: ported ? port : null,
    icmp: protocol === icmpProtocol[family] ? { type: 8, code: 0 } : null,
    tcpFlags: protocol === 6 ? dice.pick([2, 16]) : null,
    fragment: "none",
    dscp: 0,
    fromZone: null,
    toZone: null,
    application: null,
    user: null,
  };
}

function serviceOf(
  list: BenchList,
  service: ServiceMatch | undefined,
  group: string | undefined,
  dice: Random,
): ServiceMatch | undefined {
  if (group === undefined) return service;
  const named = list.serviceGroups.find(({ name }) => name === group);
  return named === undefined ? undefined : dice.pick(named.members);
}

function portOf(ports: PortMatch, dice: Random): number {
  if (ports.kind !== "ranges") return dice.below(65_536);
  const [low, high] = dice.pick(ports.ranges);
  return dice.between(low, high);
}

function addressOf(list: BenchList, match: AddressMatch | undefined, family: 4 | 6, dice: Random): bigint {
  if (match === undefined) return anyOf(dice, family);
  switch (match.kind) {
    case "prefix": {
      const bounds = prefixBounds(match.prefix);
      return bounds === null ? 0n : bounds.first + (anyOf(dice, family) % (bounds.last - bounds.first + 1n));
    }
    case "range": {
      const first = addressNumber(match.first)?.value ?? 0n;
      const last = addressNumber(match.last)?.value ?? 0n;
      return first + (anyOf(dice, family) % (last - first + 1n));
    }
    case "wildcard": {
      const mask = addressNumber(match.mask)?.value ?? 0n;
      return ((addressNumber(match.address)?.value ?? 0n) & ~mask) | (anyOf(dice, family) & mask);
    }
    case "group": {
      const group = list.addressGroups.find(({ name }) => name === match.name);
      return group === undefined ? 0n : addressOf(list, dice.pick(group.members), family, dice);
    }
    case "any":
    case "unresolved":
    default:
      return anyOf(dice, family);
  }
}

function anyOf(dice: Random, family: 4 | 6): bigint {
  let value = 0n;
  for (let part = 0; part < 4; part += 1) value = (value << 32n) | BigInt(dice.below(2 ** 32));
  return value & highest(family);
}
