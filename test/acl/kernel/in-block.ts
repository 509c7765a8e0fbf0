import type { Block } from "../../../src/acl/sets/blocks.ts";
import type { Packet } from "../../../src/acl/sets/packet.ts";
import type { PortRange } from "../../../src/model/address.ts";
import { bitsOf, numberOf } from "./hosts.ts";

/** Whether a packet lies in a block as people read it: what is asked of a field holds only where there is the field. */
export function inBlock(packet: Packet, block: Block): boolean {
  return (
    packet.family === block.family &&
    block.sources.some((text) => inAddresses(packet.source, text)) &&
    block.destinations.some((text) => inAddresses(packet.destination, text)) &&
    inRanges(packet.protocol, block.protocols) &&
    inRanges(packet.sourcePort, block.sourcePorts) &&
    inRanges(packet.destinationPort, block.destinationPorts) &&
    inRanges(packet.icmp?.type ?? null, block.icmpTypes) &&
    inRanges(packet.icmp?.code ?? null, block.icmpCodes) &&
    (block.tcpFlags === "any" || (packet.tcpFlags !== null && block.tcpFlags.includes(packet.tcpFlags))) &&
    (block.fragments === "any" || block.fragments.includes(packet.fragment)) &&
    inRanges(packet.dscp, block.dscp)
  );
}

function inRanges(value: number | null, ranges: "any" | readonly PortRange[]): boolean {
  return ranges === "any" || (value !== null && ranges.some(([low, high]) => low <= value && value <= high));
}

/** The four forms of blocks.ts. */
function inAddresses(address: string, text: string): boolean {
  if (text === "any") return true;
  const value = numberOf(address);
  const [base = "", mask] = text.split(" wildcard ");
  if (mask !== undefined) return (value | numberOf(mask)) === (numberOf(base) | numberOf(mask));
  const [first = "", last] = text.split("-");
  if (last !== undefined) return numberOf(first) <= value && value <= numberOf(last);
  const [prefix = "", length] = text.split("/");
  const free = length === undefined ? 0n : BigInt(bitsOf[address.includes(":") ? 6 : 4] - Number(length));
  return value >> free === numberOf(prefix) >> free;
}
