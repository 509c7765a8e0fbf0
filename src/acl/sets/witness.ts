import { icmpProtocol, protocolsWithPorts, type Packet } from "./packet.ts";
import type { Box, Point } from "./box.ts";
import { containsNumber, firstOf, lastOf, type NumberSet } from "./number-set.ts";
import { endOf, fragmentKinds, type PacketSpace } from "./packet-space.ts";

/** A packet of a box, with values that people are used to where the box has them. */
export function exampleOf(space: PacketSpace, box: Box): Packet {
  return packetAt(space, usualPoint(space, box));
}

/** Values that people are used to, the first choice first. */
const usual = {
  protocol: { 4: [6, 17, icmpProtocol[4], 47, 50], 6: [6, 17, icmpProtocol[6], 47, 50] },
  sourcePort: [49_152],
  destinationPort: [22, 443, 80, 53],
  icmpType: [8, 128],
  icmpCode: [0],
  tcpFlags: [0b10, 0b10000],
  fragment: [0],
  dscp: [0],
  none: [],
} as const;

/** A point of a box, of values that people are used to where the box has them. */
export function usualPoint({ addresses }: PacketSpace, box: Box): Point {
  const source = addresses.usualOf(endOf(box, "source"), "source");
  const destination = addresses.usualOf(endOf(box, "destination"), "destination");
  const family = containsNumber(addresses.all[4], source[0] ?? 0) ? 4 : 6;
  const protocol = preferred(box[2], usual.protocol[family]);
  const hasPorts = protocolsWithPorts.includes(protocol);
  const isIcmp = protocol === icmpProtocol[family];
  const point = [
    source[0] ?? 0,
    destination[0] ?? 0,
    protocol,
    preferred(box[3], hasPorts ? usual.sourcePort : isIcmp ? usual.icmpType : usual.none),
    preferred(box[4], hasPorts ? usual.destinationPort : isIcmp ? usual.icmpCode : usual.none),
    preferred(box[5], usual.tcpFlags),
    preferred(box[6], usual.fragment),
    preferred(box[7], usual.dscp),
    preferred(box[8], usual.none),
    preferred(box[9], usual.none),
    preferred(box[10], usual.none),
    preferred(box[11], usual.none),
  ];
  if (source.length > 1) point.push(...source.slice(1), ...destination.slice(1));
  return point;
}

/** The packet that stands at a point. */
export function packetAt({ addresses, names }: PacketSpace, point: Point): Packet {
  const source = addresses.addressAt(endOf(point, "source"), "source");
  const destination = addresses.addressAt(endOf(point, "destination"), "destination");
  const [, , protocol = 0, first = 0, second = 0, bits = 0, fragment = 0, dscp = 0, from = 0, to = 0, ...rest] = point;
  const hasPorts = protocolsWithPorts.includes(protocol);
  return {
    family: source.family,
    source: source.address,
    destination: destination.address,
    protocol,
    sourcePort: hasPorts ? first : null,
    destinationPort: hasPorts ? second : null,
    icmp: protocol === icmpProtocol[source.family] ? { type: Math.min(first, 255), code: Math.min(second, 255) } : null,
    tcpFlags: protocol === 6 ? bits : null,
    fragment: fragmentKinds[fragment] ?? "none",
    dscp,
    fromZone: names.fromZone[from] ?? null,
    toZone: names.toZone[to] ?? null,
    application: names.application[rest[0] ?? 0] ?? null,
    user: names.user[rest[1] ?? 0] ?? null,
  };
}

function preferred(set: NumberSet | undefined, wanted: readonly number[]): number {
  if (set === undefined) return 0;
  for (const value of wanted) if (containsNumber(set, value)) return value;
  return firstOf(set);
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
  for (let place = 0; place < corners + inside; place += 1) yield somePoint(box, place);
}

const corners = 2;

/** The point of that place in the sequence. */
export function somePoint(box: Box, place: number): Point {
  if (place === 0) return box.map(lastOf);
  if (place === 1) return box.map(firstOf);
  let state = Math.imul(place, 0x2545_f491) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
  return box.map((set) => numberIn(set, next(), next()));
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
