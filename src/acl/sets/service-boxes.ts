import type { PortMatch, ServiceMatch } from "../../model/address.ts";
import type { Conditions } from "./conditions.ts";
import { firstOf, intersection, lastOf, noNumbers, setOfRanges, union, type NumberSet } from "./number-set.ts";
import { icmpProtocol, protocolsWithPorts } from "./packet.ts";

/** All that a dimension can hold: the very sets by which it is known that nothing is asked of it. */
export const everything = {
  protocol: [0, 255],
  port: [0, 65_535],
  flags: [0, 255],
  fragment: [0, 2],
  dscp: [0, 63],
} as const satisfies Readonly<Record<string, NumberSet>>;

export const tcp: NumberSet = [6, 6];
export const portProtocols = setOfRanges(protocolsWithPorts.map((number) => [number, number]));

/** What a service asks of protocol and transport header. */
export interface HeaderBox {
  readonly protocols: NumberSet;
  readonly first: NumberSet;
  readonly second: NumberSet;
  readonly bits: NumberSet;
}

export interface ServiceBox extends HeaderBox {
  readonly asksHeader: boolean;
  /** The protocols alone. */
  readonly bare: HeaderBox;
}

/** Usual services by their protocol and destination ports as one number: a list names the same few again and again. */
export type UsualServices = Map<number, readonly [ServiceBox]>;

/**
 * What one protocol and at most one range of ports on each side ask, which long lists are made of; null where there is
 * more.
 */
export function usualServiceBox(
  { services, established, tcpFlags }: Conditions,
  known: UsualServices,
): readonly [ServiceBox] | null {
  const [service] = services;
  if (service === undefined || services.length > 1 || established || tcpFlags !== null) return null;
  const { protocols, sourcePorts, destinationPorts, icmp } = service;
  if (icmp !== null || (protocols !== "any" && protocols.length !== 1)) return null;
  const protocol = protocols === "any" ? everyProtocol : (protocols[0] ?? 0);
  if (protocols !== "any" && protocol >= everyProtocol) return null;
  const isFromAny = sourcePorts.kind === "any";
  if (isFromAny && destinationPorts.kind === "any") return bareProtocol(protocol, false);
  const first = usualPorts(sourcePorts);
  const second = usualPorts(destinationPorts);
  if (first === null || second === null) return null;
  if (!isFromAny) return portsBox(protocol, first, second);
  const key = (protocol * 65_536 + firstOf(second)) * 65_536 + lastOf(second);
  const same = known.get(key);
  if (same !== undefined) return same;
  const box = portsBox(protocol, first, second);
  known.set(key, box);
  return box;
}

function usualPorts(ports: PortMatch): NumberSet | null {
  if (ports.kind === "any") return everything.port;
  if (ports.kind !== "ranges" || ports.ranges.length !== 1) return null;
  const [low, high] = ports.ranges[0] ?? noRange;
  return low < 0 || low > high || high > everything.port[1] ? null : [low, high];
}

const noRange = [1, 0] as const;

function portsBox(protocol: number, first: NumberSet, second: NumberSet): readonly [ServiceBox] {
  const [bare] = bareProtocol(protocol, true);
  return [{ protocols: bare.protocols, first, second, bits: everything.flags, asksHeader: true, bare }];
}

/** One more than the highest protocol. */
const everyProtocol = 256;

const bareProtocols = new Map<number, readonly [ServiceBox]>();

/** A protocol without a question about the header; of those with ports where ports are asked for. */
function bareProtocol(protocol: number, asksPorts: boolean): readonly [ServiceBox] {
  const key = asksPorts ? -1 - protocol : protocol;
  const known = bareProtocols.get(key);
  if (known !== undefined) return known;
  const asked: NumberSet = protocol === everyProtocol ? everything.protocol : [protocol, protocol];
  const { port, flags } = everything;
  const protocols = asksPorts ? intersection(asked, portProtocols) : asked;
  const bare = [serviceBox({ protocols, first: port, second: port, bits: flags })] as const;
  bareProtocols.set(key, bare);
  return bare;
}

export function serviceBoxes(asked: Conditions, family: 4 | 6): readonly ServiceBox[] {
  const bits = flagBits(asked);
  const boxes: HeaderBox[] = [];
  for (const service of asked.services) boxes.push(...boxesOfService(service, bits, family));
  return (boxes.length > 1 ? joinedServices(boxes) : boxes).map(serviceBox);
}

function serviceBox({ protocols, first, second, bits: asked }: HeaderBox): ServiceBox {
  const { port, flags } = everything;
  return {
    protocols,
    first,
    second,
    bits: asked,
    asksHeader: first !== port || second !== port || asked !== flags,
    bare: { protocols, first: port, second: port, bits: flags },
  };
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
  const [only] = ports.ranges;
  if (only !== undefined && ports.ranges.length === 1 && only[0] >= 0 && only[0] <= only[1] && only[1] <= 65_535)
    return [only[0], only[1]];
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

/** What two conditions of one family have in common where they ask the same of the services. */
export function serviceKey({ services, established, tcpFlags }: Conditions, family: 4 | 6): string {
  let key = established ? `${family} established` : String(family);
  for (const { protocols, sourcePorts, destinationPorts, icmp } of services) {
    key += `;${protocols === "any" ? "any" : protocols.join(",")}|${portKey(sourcePorts)}|${portKey(destinationPorts)}`;
    if (icmp !== null) key += `|icmp ${icmp.map(({ type, code }) => `${type}/${code ?? ""}`).join(",")}`;
  }
  return tcpFlags === null ? key : `${key} flags ${tcpFlags.map(({ mask, value }) => `${mask}/${value}`).join(",")}`;
}

function portKey(ports: PortMatch): string {
  if (ports.kind !== "ranges") return ports.kind;
  return ports.ranges.map(([low, high]) => `${low}-${high}`).join(",");
}
