import type { Packet } from "../../../src/acl/sets/packet.ts";
import { readAddress } from "../walk-fields.ts";
import type { Random } from "../random.ts";

/**
 * A packet as it stands on the wire, from the IP header on: RFC 791 and RFC 8200, DSCP in the upper six bits of the
 * second field (RFC 2474). A later fragment starts 1,480 bytes into its packet; where its ports are null it carries
 * bytes that look like a transport header but are none, else these bytes are as if they were one.
 */
export function frameOf(packet: Packet, random: Random): Buffer {
  const payload = payloadOf(packet, random);
  return packet.family === 4 ? frame4(packet, payload, random) : frame6(packet, payload, random);
}

const laterOffset = 1480 / 8;

function frame4(packet: Packet, payload: Buffer, random: Random): Buffer {
  const header = Buffer.alloc(20);
  header[0] = 0x45;
  header[1] = packet.dscp << 2;
  header.writeUInt16BE(20 + payload.length, 2);
  header.writeUInt16BE(random.below(65536), 4);
  header.writeUInt16BE((packet.fragment === "first" ? 0x2000 : 0) | offsetOf(packet, random, 0x2000), 6);
  header[8] = 64;
  header[9] = packet.protocol;
  addressBytes(packet.source).copy(header, 12);
  addressBytes(packet.destination).copy(header, 16);
  header.writeUInt16BE(checksum(header), 10);
  return Buffer.concat([header, payload]);
}

function frame6(packet: Packet, payload: Buffer, random: Random): Buffer {
  const fragment = packet.fragment === "none" ? Buffer.alloc(0) : Buffer.alloc(8);
  if (fragment.length > 0) {
    fragment[0] = packet.protocol;
    const place = offsetOf(packet, random, 0);
    fragment.writeUInt16BE((place << 3) | (packet.fragment === "first" || random.chance(0.5) ? 1 : 0), 2);
    fragment.writeUInt32BE(random.below(2 ** 32), 4);
  }
  const header = Buffer.alloc(40);
  header.writeUInt32BE(((0x60 << 24) | (packet.dscp << 22) | random.below(2 ** 20)) >>> 0, 0);
  header.writeUInt16BE(fragment.length + payload.length, 4);
  header[6] = fragment.length > 0 ? 44 : packet.protocol;
  header[7] = 64;
  addressBytes(packet.source).copy(header, 8);
  addressBytes(packet.destination).copy(header, 24);
  return Buffer.concat([header, fragment, payload]);
}

/** Where a fragment starts, in units of eight bytes, and for IPv4 whether more follow. */
function offsetOf(packet: Packet, random: Random, more: number): number {
  return packet.fragment === "later" ? laterOffset | (random.chance(0.5) ? more : 0) : 0;
}

function payloadOf(packet: Packet, random: Random): Buffer {
  const { protocol, sourcePort, destinationPort, icmp } = packet;
  const bytes = Buffer.from(Array.from({ length: 24 }, () => random.below(256)));
  if (packet.fragment === "later" && sourcePort === null && icmp === null) {
    // What would be ports, a type and flags, were it a header: common ones, to tempt whoever reads them.
    bytes.writeUInt16BE(random.pick([22, 53, 80, 443, 0x0800]), 0);
    bytes.writeUInt16BE(random.pick([22, 53, 80, 443, 1024]), 2);
    bytes[13] = random.pick([2, 16, 18]);
    return bytes;
  }
  if (sourcePort !== null) bytes.writeUInt16BE(sourcePort, 0);
  if (destinationPort !== null) bytes.writeUInt16BE(destinationPort, 2);
  if (icmp !== null) bytes.set([icmp.type, icmp.code], 0);
  if (protocol === 6) {
    bytes[12] = 0x50;
    bytes[13] = packet.tcpFlags ?? 0;
  }
  if (protocol === 17) bytes.writeUInt16BE(bytes.length, 4);
  return bytes;
}

function addressBytes(text: string): Buffer {
  const address = readAddress(text);
  if (address === null) throw new Error(`not an address: ${text}`);
  return Buffer.from(address.value.toString(16).padStart(address.family === 4 ? 8 : 32, "0"), "hex");
}

/** RFC 1071. */
function checksum(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
