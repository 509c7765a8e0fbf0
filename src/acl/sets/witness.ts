import { icmpProtocol, protocolsWithPorts, type Packet } from "./packet.ts";
import type { Box, Point } from "./box.ts";
import { containsNumber, firstOf, lastOf, type NumberSet } from "./number-set.ts";
import { endOf, fragmentKinds, type PacketSpace } from "./packet-space.ts";

/** A packet of a box, with values that people are used to where the box has them. */
export function exampleOf(space: PacketSpace, box: Box): Packet {
  const [, , protocols, first, second, bits, fragments, dscp, ...names] = box;
  const source = space.addresses.exampleOf(endOf(box, "source"), "source");
  const destination = space.addresses.exampleOf(endOf(box, "destination"), "destination");
  const icmp = icmpProtocol[source.family];
  const protocol = preferred(protocols, [6, 17, icmp, 47, 50]);
  const hasPorts = protocolsWithPorts.includes(protocol);
  const isIcmp = protocol === icmp;
  const [fromZone, toZone, application, user] = (["fromZone", "toZone", "application", "user"] as const).map(
    (dimension, place) => space.names[dimension][firstOf(names[place] ?? [0, 0])] ?? null,
  );
  return {
    family: source.family,
    source: source.address,
    destination: destination.address,
    protocol,
    sourcePort: hasPorts ? preferred(first, [49_152]) : null,
    destinationPort: hasPorts ? preferred(second, [22, 443, 80, 53]) : null,
    icmp: isIcmp
      ? { type: Math.min(preferred(first, [8, 128]), 255), code: Math.min(preferred(second, [0]), 255) }
      : null,
    tcpFlags: protocol === 6 ? preferred(bits, [0b10, 0b10000]) : null,
    fragment: fragmentKinds[preferred(fragments, [0])] ?? "none",
    dscp: preferred(dscp, [0]),
    fromZone: fromZone ?? null,
    toZone: toZone ?? null,
    application: application ?? null,
    user: user ?? null,
  };
}

function preferred(set: NumberSet | undefined, wanted: readonly number[]): number {
  if (set === undefined) return 0;
  return wanted.find((value) => containsNumber(set, value)) ?? firstOf(set);
}

/** Where a packet stands in a space; null where an address is none, or the two are of different families. */
export function pointOf(space: PacketSpace, packet: Packet): Point | null {
  const source = space.addresses.pointOf(packet.source);
  const destination = space.addresses.pointOf(packet.destination);
  if (source === null || destination === null || packet.source.includes(":") !== packet.destination.includes(":"))
    return null;
  const named = (dimension: "fromZone" | "toZone" | "application" | "user"): number => {
    const names = space.names[dimension];
    const name = packet[dimension];
    const place = name === null ? -1 : names.indexOf(name);
    return place < 0 ? names.length : place;
  };
  return [
    source[0] ?? 0,
    destination[0] ?? 0,
    packet.protocol,
    packet.sourcePort ?? packet.icmp?.type ?? 0,
    packet.destinationPort ?? packet.icmp?.code ?? 0,
    packet.tcpFlags ?? 0,
    fragmentKinds.indexOf(packet.fragment),
    packet.dscp,
    named("fromZone"),
    named("toZone"),
    named("application"),
    named("user"),
    ...source.slice(1),
    ...destination.slice(1),
  ];
}

/** Points of a box to try first: its corners, and some inside by a fixed sequence. */
export function* somePoints(box: Box, inside: number): Iterable<Point> {
  yield box.map(lastOf);
  yield box.map(firstOf);
  let state = 0x2545f491;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
  for (let round = 0; round < inside; round += 1) yield box.map((set) => numberIn(set, next(), next()));
}

function numberIn(set: NumberSet, which: number, where: number): number {
  const range = set.length === 2 ? 0 : Math.floor((which * set.length) / 2) * 2;
  const first = set[range] ?? 0;
  return first + Math.floor(where * ((set[range + 1] ?? first) - first + 1));
}

/** A point as a box of its own. */
export function boxOf(point: Point): Box {
  return point.map((value) => [value, value]);
}
