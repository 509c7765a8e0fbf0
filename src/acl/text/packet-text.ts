import type { AddressItem } from "./read-address.ts";
import { exactFlagsText } from "./flags-text.ts";
import { icmpProtocol, protocolsWithPorts, type Packet } from "../sets/packet.ts";
import { readTraffic } from "./read-traffic.ts";
import type { Side, Traffic, Written } from "./traffic.ts";
import { icmpWords, protocolWord } from "./traffic-names.ts";
import { FaultyText, nameText, reading, type TextFault } from "./traffic-words.ts";
import type { PortRange } from "../../model/address.ts";

/** A value of a packet that nobody wrote. */
export interface Assumed {
  readonly field: "sourcePort" | "tcpFlags" | "icmpCode";
  /** As one would write it: "source port 49152". */
  readonly text: string;
}

export interface PacketRead {
  readonly packet: Packet;
  readonly assumed: readonly Assumed[];
}

/** First of the ports that systems choose for themselves (RFC 6335, 6). */
const dynamicPort = 49_152;
const tcp = 6;
const syn = 2;

/** One line that `readPacket` reads back: "tcp 192.0.2.1:1024 > 198.51.100.7:22 syn". */
export function packetText(packet: Packet): string {
  const { family, protocol, icmp, tcpFlags, fragment, dscp } = packet;
  const names = [
    ["from", packet.fromZone],
    ["to", packet.toZone],
    ["app", packet.application],
    ["user", packet.user],
  ] as const;
  return [
    protocolWord(protocol, family) ?? `protocol ${protocol}`,
    endText(packet, packet.source, packet.sourcePort),
    ">",
    endText(packet, packet.destination, packet.destinationPort),
    ...(icmp === null ? [] : [`type ${icmp.type} code ${icmp.code}`]),
    ...(tcpFlags === null ? [] : [exactFlagsText(tcpFlags)]),
    ...(fragment === "none" ? [] : [`fragment ${fragment}`]),
    ...(dscp === 0 ? [] : [`dscp ${dscp}`]),
    ...names.flatMap(([key, name]) => (name === null ? [] : [`${key}=${nameText(name)}`])),
  ].join(" ");
}

function endText({ family }: Packet, address: string, port: number | null): string {
  if (port === null) return address;
  return family === 4 ? `${address}:${port}` : `[${address}]:${port}`;
}

/**
 * Reads one packet. What decides most and is rarely written is assumed, and said: the source port (49152), the flags of
 * TCP (syn, which opens a connection), the code of ICMP (0). A later fragment has no transport header unless one is written.
 */
export function readPacket(text: string): (PacketRead & { readonly ok: true }) | TextFault {
  return reading(() => packetOf(readTraffic(text), text.length + 1));
}

function packetOf(traffic: Traffic, end: number): PacketRead {
  const source = endOf(traffic.source, "source", end);
  const destination = endOf(traffic.destination, "destination", end);
  const family = source.family;
  if (destination.family !== family)
    throw new FaultyText("Source and destination are of different IP versions.", destination.column);
  if (traffic.family !== null && traffic.family.value !== family)
    throw new FaultyText(`The addresses are not IPv${traffic.family.value}.`, traffic.family.column);
  const protocol = protocolOf(traffic, family);
  const fragment = only(traffic.fragments, "kind of fragment") ?? "none";
  const assumed: Assumed[] = [];
  const whole = fragment !== "later";
  const ports = portsOf(traffic, protocol, whole, assumed, end);
  const icmp = icmpOf(traffic, protocol === icmpProtocol[family] ? family : null, whole, assumed, end);
  const tcpFlags = flagsOf(traffic, protocol, whole, assumed);
  return {
    packet: {
      family,
      source: source.text,
      destination: destination.text,
      protocol,
      ...ports,
      icmp,
      tcpFlags,
      fragment,
      dscp: number(traffic.dscp, "code point") ?? 0,
      fromZone: nameOf(traffic.fromZones, "zone"),
      toZone: nameOf(traffic.toZones, "zone"),
      application: nameOf(traffic.applications, "application"),
      user: nameOf(traffic.users, "user"),
    },
    assumed,
  };
}

function endOf(
  side: Side | null,
  what: string,
  end: number,
): { readonly family: 4 | 6; readonly text: string; readonly column: number } {
  if (side === null)
    throw new FaultyText(`A packet has a ${what} address: write it as "tcp 192.0.2.1 > 198.51.100.7:22".`, end);
  const [item, second = side.except[0]] = side.addresses;
  if (item === undefined || second !== undefined)
    throw new FaultyText(`A packet has one ${what} address.`, second?.column ?? side.column);
  return { ...oneAddress(item, what), column: item.column };
}

function oneAddress({ match, family, single, text, column }: AddressItem, what: string) {
  if (!single || family === null || match.kind !== "prefix")
    throw new FaultyText(`"${text}" is not one address; a packet has one ${what} address.`, column);
  return { family, text: match.prefix.slice(0, match.prefix.indexOf("/")) };
}

function protocolOf({ protocols, exceptProtocols, source }: Traffic, family: 4 | 6): number {
  const column = source?.column ?? 1;
  if (protocols === null)
    throw new FaultyText("A packet has a protocol: begin with tcp, udp, icmp or a number.", column);
  const [item, second] = protocols.value;
  if (item === undefined || second !== undefined || exceptProtocols)
    throw new FaultyText("A packet has one protocol.", protocols.column);
  if (item === "icmpv6" && family === 4) throw new FaultyText("ICMPv6 is between IPv6 addresses.", protocols.column);
  if (item === "icmp" || item === "icmpv6") return icmpProtocol[family];
  if (item[0] !== item[1]) throw new FaultyText("A packet has one protocol.", protocols.column);
  return item[0];
}

function portsOf(
  { source, destination }: Traffic,
  protocol: number,
  whole: boolean,
  assumed: Assumed[],
  end: number,
): Pick<Packet, "sourcePort" | "destinationPort"> {
  const sourcePort = number(source?.ports ?? null, "source port");
  const destinationPort = number(destination?.ports ?? null, "destination port");
  if (!protocolsWithPorts.includes(protocol)) {
    const ports = source?.ports ?? destination?.ports ?? null;
    if (ports !== null) throw new FaultyText("This protocol has no ports.", ports.column);
    return { sourcePort: null, destinationPort: null };
  }
  if (!whole) return { sourcePort, destinationPort };
  if (destinationPort === null)
    throw new FaultyText(
      "The destination port is missing: write it after the address, as 198.51.100.7:22 or [2001:db8::7]:22.",
      end,
    );
  if (sourcePort === null) assumed.push({ field: "sourcePort", text: `source port ${dynamicPort}` });
  return { sourcePort: sourcePort ?? dynamicPort, destinationPort };
}

/** `family` where the protocol is the ICMP of the packet's family: the other one's is a protocol like any. */
function icmpOf(
  { icmpWord, icmpTypes, icmpCodes }: Traffic,
  family: 4 | 6 | null,
  whole: boolean,
  assumed: Assumed[],
  end: number,
): Packet["icmp"] {
  const said = icmpWord ?? icmpTypes ?? icmpCodes;
  if (family === null) {
    if (said !== null) throw new FaultyText("Only ICMP has types and codes.", said.column);
    return null;
  }
  if (icmpWord !== null && icmpTypes !== null) throw new FaultyText("The ICMP type is given twice.", icmpTypes.column);
  const type = icmpWord === null ? number(icmpTypes, "ICMP type") : (icmpWords[icmpWord.value]?.[family] ?? null);
  const code = number(icmpCodes, "ICMP code");
  if (type === null) {
    if (!whole && code === null) return null;
    throw new FaultyText('The ICMP type is missing: write it as "type 8 code 0", or echo.', end);
  }
  if (code === null) assumed.push({ field: "icmpCode", text: "code 0" });
  return { type, code: code ?? 0 };
}

function flagsOf({ flags, established }: Traffic, protocol: number, whole: boolean, assumed: Assumed[]): number | null {
  if (established !== null)
    throw new FaultyText("A packet has flags: write ack or rst in place of established.", established.column);
  if (protocol !== tcp) {
    if (flags !== null) throw new FaultyText("Only TCP has these flags.", flags.column);
    return null;
  }
  if (flags === null) {
    if (!whole) return null;
    assumed.push({ field: "tcpFlags", text: "flag syn" });
    return syn;
  }
  const test = only(flags, "set of flags");
  if (test === null || test.mask !== 255)
    throw new FaultyText("A packet has certain flags: write syn, syn ack or flags none.", flags.column);
  return test.value;
}

function only<T>(written: Written<readonly T[]> | null, what: string): T | null {
  if (written === null) return null;
  const [value, second] = written.value;
  if (value === undefined || second !== undefined) throw new FaultyText(`A packet has one ${what}.`, written.column);
  return value;
}

/** "(others)" in a block stands for what no entry names, as does saying nothing. */
function nameOf(written: Written<readonly string[]> | null, what: string): string | null {
  const name = only(written, what);
  return name === "(others)" ? null : name;
}

function number(written: Written<readonly PortRange[]> | null, what: string): number | null {
  const range = only(written, what);
  if (range === null || written === null) return null;
  if (range[0] !== range[1]) throw new FaultyText(`A packet has one ${what}.`, written.column);
  return range[0];
}
