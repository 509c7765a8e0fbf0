import type { Block } from "../../src/acl/sets/blocks.ts";
import type { Packet } from "../../src/acl/sets/packet.ts";
import type { AddressMatch, PortRange } from "../../src/model/address.ts";
import { columnOf, type Column } from "./brute-force.ts";
import type { NameAxis, Part, Transport } from "./universe.ts";
import { matchAddresses, readAddress, whether, type Match } from "./walk-fields.ts";

/** The names that the lists of a question use; "(others)" are all besides. */
export type KnownNames = Readonly<Record<NameAxis, readonly string[]>>;

const noGroups = { addresses: new Map<string, never[]>(), services: new Map<string, never[]>() };

/** Whether a packet lies in a block, read as a person would read it. */
export function blockHolds(block: Block, packet: Packet, names: KnownNames): boolean {
  return (
    block.family === packet.family &&
    addressHolds(block.sources, packet.source) &&
    addressHolds(block.destinations, packet.destination) &&
    transportHolds(block, packet) &&
    inRanges(block.dscp, packet.dscp) &&
    nameHolds(block.fromZones, packet.fromZone, names.fromZones) &&
    nameHolds(block.toZones, packet.toZone, names.toZones) &&
    nameHolds(block.applications, packet.application, names.applications) &&
    nameHolds(block.users, packet.user, names.users)
  );
}

/** The same for all values of a part, one bit a block. */
export function blockColumns(part: Part, blocks: readonly Block[], names: KnownNames): readonly Column[] {
  const { family, sources, destinations, transports, dscps } = part;
  const column = <T>(values: readonly T[], holds: (block: Block, value: T) => boolean): Column =>
    columnOf(
      values,
      blocks,
      (block) =>
        (value: T): Match =>
          whether(holds(block, value)),
    );
  const named = (axis: NameAxis): Column =>
    column(part[axis], (block, name: string | null) => nameHolds(block[axis], name, names[axis]));
  return [
    column(sources.representatives, (block, source) => block.family === family && addressHolds(block.sources, source)),
    column(destinations.representatives, (block, destination) => addressHolds(block.destinations, destination)),
    column(transports, transportHolds),
    column(dscps, (block, dscp) => inRanges(block.dscp, dscp)),
    named("fromZones"),
    named("toZones"),
    named("applications"),
    named("users"),
  ];
}

function addressHolds(texts: readonly string[], text: string): boolean {
  const address = readAddress(text);
  if (address === null) return false;
  const include = texts.map(matchOfText);
  return matchAddresses({ include, exclude: [] }, address, noGroups, null) === "yes";
}

const readTexts = new Map<string, AddressMatch>();

function matchOfText(text: string): AddressMatch {
  const known = readTexts.get(text) ?? readText(text);
  if (readTexts.size > 20_000) readTexts.clear();
  readTexts.set(text, known);
  return known;
}

function readText(text: string): AddressMatch {
  if (text === "any") return { kind: "any" };
  const [address = "", mask] = text.split(" wildcard ");
  if (mask !== undefined) return { kind: "wildcard", address, mask };
  const [first = "", last] = text.split("-");
  return last === undefined ? { kind: "prefix", prefix: text } : { kind: "range", first, last };
}

function transportHolds(
  block: Block,
  { protocol, sourcePort, destinationPort, icmp, tcpFlags, fragment }: Transport,
): boolean {
  return (
    inRanges(block.protocols, protocol) &&
    inRanges(block.sourcePorts, sourcePort) &&
    inRanges(block.destinationPorts, destinationPort) &&
    inRanges(block.icmpTypes, icmp?.type ?? null) &&
    inRanges(block.icmpCodes, icmp?.code ?? null) &&
    (block.tcpFlags === "any" || (tcpFlags !== null && block.tcpFlags.includes(tcpFlags))) &&
    (block.fragments === "any" || block.fragments.includes(fragment))
  );
}

function inRanges(ranges: "any" | readonly PortRange[], value: number | null): boolean {
  return ranges === "any" || (value !== null && ranges.some(([low, high]) => low <= value && value <= high));
}

function nameHolds(listed: "any" | readonly string[], name: string | null, known: readonly string[]): boolean {
  if (listed === "any") return true;
  return name !== null && known.includes(name) ? listed.includes(name) : listed.includes("(others)");
}
