import type { FragmentKind, LaterFragments } from "../../model/acl.ts";
import { anyService, type PortMatch, type ServiceMatch } from "../../model/address.ts";
import { addressPlaces, type AddressPlaces } from "./address-places.ts";
import type { Box } from "./box.ts";
import type { Addresses, Conditions } from "./conditions.ts";
import { intersection, noNumbers, setOfRanges, union, type NumberSet } from "./number-set.ts";
import { icmpProtocol, protocolsWithPorts } from "./packet.ts";

/**
 * What packets differ in. For ICMP the two port dimensions hold type and code. Fields that a packet does not have
 * (ports of OSPF, flags of UDP, everything of a later fragment's transport header) are never asked about. The bytes of
 * both addresses follow where a space needs them (see AddressPlaces).
 */
export const dimensions = [
  "source",
  "destination",
  "protocol",
  "sourcePort",
  "destinationPort",
  "tcpFlags",
  "fragment",
  "dscp",
  "fromZone",
  "toZone",
  "application",
  "user",
] as const;

export const fragmentKinds: readonly FragmentKind[] = ["none", "first", "later"];

const everything = {
  protocol: [0, 255],
  port: [0, 65_535],
  flags: [0, 255],
  fragment: [0, 2],
  dscp: [0, 63],
} as const satisfies Readonly<Record<string, NumberSet>>;

/** Fragments that carry the transport header. */
export const withHeader: NumberSet = [0, 1];
export const later: NumberSet = [2, 2];
export const tcp: NumberSet = [6, 6];
export const portProtocols = setOfRanges(protocolsWithPorts.map((number) => [number, number]));

type NameDimension = "fromZone" | "toZone" | "application" | "user";

/** The addresses of one end of a box or point: the atoms, and the bytes where the space has them. */
export function endOf<T>(whole: readonly T[], end: "source" | "destination"): readonly T[] {
  const place = end === "source" ? 0 : 1;
  const atoms = whole.slice(place, place + 1);
  if (whole.length === dimensions.length) return atoms;
  const bytes = (whole.length - dimensions.length) / 2;
  const start = dimensions.length + place * bytes;
  return [...atoms, ...whole.slice(start, start + bytes)];
}

/** The packets that some conditions can tell apart, and those conditions as boxes of them. */
export interface PacketSpace {
  readonly addresses: AddressPlaces;
  /** Names of a dimension in order; the number after the last one stands for all others. */
  readonly names: Readonly<Record<NameDimension, readonly string[]>>;
  /** Everything a dimension can hold; of the addresses both families. */
  readonly whole: Box;
  /** Conditions as boxes of packets of these families; those that come about only through later fragments apart. */
  compile(conditions: Conditions, how: Compiling): Compiled;
}

export interface Compiling {
  readonly families: readonly (4 | 6)[];
  readonly laterFragments: LaterFragments;
  readonly permits: boolean;
}

export interface Compiled {
  readonly boxes: readonly Box[];
  /** Later fragments that an entry matches though it asks for a header that they do not have. */
  readonly headerless: readonly Box[];
}

/** The space of all conditions that will be compared. */
export function packetSpace(conditions: readonly Conditions[]): PacketSpace {
  const ends: Addresses[] = [];
  for (const { sources, destinations } of conditions) ends.push(sources, destinations);
  const addresses = addressPlaces(ends);
  const names = {
    fromZone: namesOf(conditions, "fromZones"),
    toZone: namesOf(conditions, "toZones"),
    application: namesOf(conditions, "applications"),
    user: namesOf(conditions, "users"),
  };
  const [line = noNumbers, ...bytes] = addresses.whole;
  const { protocol, port, flags, fragment, dscp } = everything;
  const nameSet = (dimension: NameDimension): NumberSet => [0, names[dimension].length];
  const whole: Box = [
    line,
    line,
    protocol,
    port,
    port,
    flags,
    fragment,
    dscp,
    nameSet("fromZone"),
    nameSet("toZone"),
    nameSet("application"),
    nameSet("user"),
    ...bytes,
    ...bytes,
  ];
  const numbered = (dimension: NameDimension, wanted: "any" | readonly string[]): NumberSet =>
    wanted === "any" ? nameSet(dimension) : setOfNames(names[dimension], wanted);
  const services = new Map<number | string, readonly ServiceBox[]>();
  const dscps = new Map<string, NumberSet>();
  const cachedServices = (asked: Conditions, family: 4 | 6): readonly ServiceBox[] => {
    const key = serviceKey(asked, family);
    const known = services.get(key);
    if (known !== undefined) return known;
    const boxes = serviceBoxes(asked, family);
    services.set(key, boxes);
    return boxes;
  };
  const dscpSet = (wanted: readonly number[] | null): NumberSet => {
    if (wanted === null) return dscp;
    const key = wanted.join(",");
    const known = dscps.get(key) ?? setOfRanges(wanted.map((point) => [point, point]));
    dscps.set(key, known);
    return known;
  };
  return {
    addresses,
    names,
    whole,
    compile(asked, { families, laterFragments, permits }) {
      const code = dscpSet(asked.dscp);
      const fromZone = numbered("fromZone", asked.fromZones);
      const toZone = numbered("toZone", asked.toZones);
      const application = numbered("application", asked.applications);
      const user = numbered("user", asked.users);
      const kinds = asked.fragments === null ? fragment : setOfFragments(asked.fragments);
      const boxes: Box[] = [];
      const headerless: Box[] = [];
      const middle = { code, fromZone, toZone, application, user };
      for (const family of families) {
        const sources = addresses.boxesOf(asked.sources, family);
        const destinations = addresses.boxesOf(asked.destinations, family);
        const add = (into: Box[], service: HeaderBox, fragments: NumberSet) => {
          for (const source of sources) {
            for (const destination of destinations) {
              const box = boxOf(source, destination, service, fragments, middle);
              if (!hasEmptySet(box)) into.push(box);
            }
          }
        };
        for (const part of cachedServices(asked, family)) {
          if (!part.asksHeader || laterFragments === "like-whole-packets") add(boxes, part, kinds);
          else {
            add(boxes, part, kinds === fragment ? withHeader : intersection(kinds, withHeader));
            if (laterFragments === "by-addresses-when-permitting" && permits) {
              // An entry that names later fragments alone means them; else they come along.
              if (asked.fragments === null) add(headerless, part.bare, later);
              else add(boxes, part.bare, intersection(kinds, later));
            }
          }
        }
      }
      return { boxes, headerless };
    },
  };
}

/** What two conditions of one family have in common where they ask the same of the services. */
function serviceKey({ services, established, tcpFlags }: Conditions, family: 4 | 6): number | string {
  if (services.length === 1 && !established && tcpFlags === null) {
    const number = usualKey(services[0] ?? anyService, family);
    if (number !== null) return number;
  }
  let key = established ? `${family} established` : String(family);
  for (const { protocols, sourcePorts, destinationPorts, icmp } of services) {
    key += `;${protocols === "any" ? "any" : protocols.join(",")}|${portKey(sourcePorts)}|${portKey(destinationPorts)}`;
    if (icmp !== null) key += `|icmp ${icmp.map(({ type, code }) => `${type}/${code ?? ""}`).join(",")}`;
  }
  return tcpFlags === null ? key : `${key} flags ${tcpFlags.map(({ mask, value }) => `${mask}/${value}`).join(",")}`;
}

/** One protocol and at most one range of destination ports, which long lists are made of, as a number; null where there is more. */
function usualKey({ protocols, sourcePorts, destinationPorts, icmp }: ServiceMatch, family: 4 | 6): number | null {
  if (icmp !== null || sourcePorts.kind !== "any" || (protocols !== "any" && protocols.length !== 1)) return null;
  // Numbers of ports and protocols end below these, and the value of no ports or protocol.
  const protocol = protocols === "any" ? 511 : (protocols[0] ?? 0);
  let [low, high] = [65_536, 65_536];
  if (destinationPorts.kind !== "any") {
    if (destinationPorts.kind !== "ranges" || destinationPorts.ranges.length !== 1) return null;
    [low, high] = destinationPorts.ranges[0] ?? [0, 0];
    if (low < 0 || high > 65_535) return null;
  }
  return ((low * 131_072 + high) * 512 + protocol) * 2 + (family === 4 ? 0 : 1);
}

function portKey(ports: PortMatch): string {
  if (ports.kind !== "ranges") return ports.kind;
  return ports.ranges.map(([low, high]) => `${low}-${high}`).join(",");
}

function namesOf(
  conditions: readonly Conditions[],
  of: "fromZones" | "toZones" | "applications" | "users",
): readonly string[] {
  const names = new Set<string>();
  for (const { [of]: wanted } of conditions) if (wanted !== "any") for (const name of wanted) names.add(name);
  return [...names].sort();
}

function setOfNames(names: readonly string[], wanted: readonly string[]): NumberSet {
  return setOfRanges(wanted.map((name) => [names.indexOf(name), names.indexOf(name)]));
}

export function setOfFragments(kinds: readonly FragmentKind[]): NumberSet {
  return setOfRanges(kinds.map((kind) => [fragmentKinds.indexOf(kind), fragmentKinds.indexOf(kind)]));
}

/** What a service asks of protocol and transport header. */
interface HeaderBox {
  readonly protocols: NumberSet;
  readonly first: NumberSet;
  readonly second: NumberSet;
  readonly bits: NumberSet;
}

interface ServiceBox extends HeaderBox {
  readonly asksHeader: boolean;
  /** The protocols alone. */
  readonly bare: HeaderBox;
}

function serviceBoxes(asked: Conditions, family: 4 | 6): readonly ServiceBox[] {
  const bits = flagBits(asked);
  const boxes = asked.services.flatMap((service) => boxesOfService(service, bits, family));
  return (boxes.length > 1 ? joinedServices(boxes) : boxes).map((box) => ({
    ...box,
    asksHeader: box.first !== everything.port || box.second !== everything.port || box.bits !== everything.flags,
    bare: { protocols: box.protocols, first: everything.port, second: everything.port, bits: everything.flags },
  }));
}

type Middle = Readonly<Record<"code" | "fromZone" | "toZone" | "application" | "user", NumberSet>>;

/** A box of the packet's dimensions in their order. */
function boxOf(source: Box, destination: Box, service: HeaderBox, fragments: NumberSet, middle: Middle): Box {
  const { protocols, first, second, bits } = service;
  const { code, fromZone, toZone, application, user } = middle;
  const [from = noNumbers] = source;
  const [to = noNumbers] = destination;
  const box = [from, to, protocols, first, second, bits, fragments, code, fromZone, toZone, application, user];
  if (source.length > 1) box.push(...source.slice(1), ...destination.slice(1));
  return box;
}

function hasEmptySet(box: Box): boolean {
  for (const set of box) if (set.length === 0) return true;
  return false;
}

function boxesOfService(service: ServiceMatch, bits: NumberSet, family: 4 | 6): HeaderBox[] {
  const all = everything.protocol;
  let protocols: NumberSet = service.protocols === "any" ? all : setOfNumbers(service.protocols);
  if (bits !== everything.flags) protocols = intersection(protocols, tcp);
  const source = portSet(service.sourcePorts);
  const destination = portSet(service.destinationPorts);
  const asksPorts = source !== everything.port || destination !== everything.port;
  if (asksPorts) protocols = intersection(protocols, portProtocols);
  if (service.icmp === null) return [{ protocols, first: source, second: destination, bits }];
  protocols = intersection(protocols, [icmpProtocol[family], icmpProtocol[family]]);
  // No type at all is a header that no packet has, as are no ports.
  if (service.icmp.length === 0) return [{ protocols, first: noNumbers, second: everything.port, bits }];
  return service.icmp.map(({ type, code }) => ({
    protocols,
    first: octet(type),
    second: code === null ? everything.port : octet(code),
    bits,
  }));
}

function setOfNumbers(numbers: readonly number[]): NumberSet {
  const [only] = numbers;
  if (only !== undefined && numbers.length === 1) return [only, only];
  return setOfRanges(numbers.map((number) => [number, number]));
}

/** An octet in a dimension of 16 bits: the highest one stands for all that an octet cannot be. */
function octet(value: number): NumberSet {
  return [value, value === 255 ? 65_535 : value];
}

function portSet(ports: PortMatch): NumberSet {
  if (ports.kind === "any") return everything.port;
  if (ports.kind !== "ranges") return noNumbers;
  // Ranges that hold every port still ask for a header with ports: one more object than "everything" says so.
  return setOfRanges(ports.ranges.map(([low, high]) => [Math.max(low, 0), Math.min(high, 65_535)]));
}

const establishedBits = setOfBits((bits) => (bits & 0b10100) !== 0);

function flagBits({ established, tcpFlags }: Conditions): NumberSet {
  if (tcpFlags === null) return established ? establishedBits : everything.flags;
  const tested = setOfBits((bits) => tcpFlags.some(({ mask, value }) => (bits & mask) === value));
  // A test that every packet passes still asks for TCP: one more object than "everything" says so.
  return established ? intersection(tested, establishedBits) : [...tested];
}

function setOfBits(holds: (bits: number) => boolean): NumberSet {
  return setOfRanges(Array.from({ length: 256 }, (_, bits) => [bits, bits] as const).filter(([bits]) => holds(bits)));
}

/** Services that differ in one dimension alone, made one: ten ports of one protocol are one box. */
function joinedServices(boxes: readonly HeaderBox[]): readonly HeaderBox[] {
  const byProtocol = joinBy(boxes, "second", ({ protocols, first, bits }) =>
    JSON.stringify([protocols, askedPorts(first), bits]),
  );
  return joinBy(byProtocol, "protocols", ({ first, second, bits }) =>
    JSON.stringify([askedPorts(first), askedPorts(second), bits]),
  );
}

/** Every port asked for is not the same as no port asked for. */
function askedPorts(set: NumberSet): NumberSet | null {
  return set === everything.port ? null : set;
}

function joinBy(
  boxes: readonly HeaderBox[],
  dimension: "second" | "protocols",
  keyOf: (box: HeaderBox) => string,
): readonly HeaderBox[] {
  const joined: HeaderBox[] = [];
  for (const same of Map.groupBy(boxes, keyOf).values()) {
    const [first] = same;
    if (first === undefined) continue;
    // Keep the very set that stands for everything, by which it is known.
    const set = same.find((box) => box.second === everything.port)?.second;
    const sets = union(same.map((box) => box[dimension]));
    joined.push({ ...first, [dimension]: dimension === "second" && set !== undefined ? set : sets });
  }
  return joined;
}
