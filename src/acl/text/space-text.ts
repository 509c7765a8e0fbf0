import type { LaterFragments } from "../../model/acl.ts";
import type { PortMatch, PortRange, ServiceMatch } from "../../model/address.ts";
import { anyPort } from "../../model/address.ts";
import { anyPacket, type Addresses, type Conditions } from "../sets/conditions.ts";
import { icmpProtocol } from "../sets/packet.ts";
import { readTraffic } from "./read-traffic.ts";
import type { ProtocolItem, Side, Traffic, Written } from "./traffic.ts";
import { icmpWords } from "./traffic-names.ts";
import { FaultyText, reading, type TextFault } from "./traffic-words.ts";

/**
 * Reads a space of packets, which is written as a packet is, with prefixes, ranges, lists and "any", and with everything
 * optional: "tcp 10.0.0.0/8 > any:22,443". Nothing is assumed. It comes as conditions of which any holds, since ICMP
 * has another number in each family. An empty text is every packet.
 */
export function readSpace(text: string): { readonly ok: true; readonly within: readonly Conditions[] } | TextFault {
  return reading(() => ({ within: spaceOf(readTraffic(text)) }));
}

/**
 * What a written space asks of a list: a later fragment has no ports, ICMP type or flags to be asked about, unless the
 * list judges it as it does a whole packet, or the space names fragments.
 */
export function withHeaderAsked(within: readonly Conditions[], laterFragments: LaterFragments): readonly Conditions[] {
  if (laterFragments === "like-whole-packets") return within;
  return within.map((conditions) =>
    conditions.fragments === null && asksHeader(conditions)
      ? { ...conditions, fragments: ["none", "first"] }
      : conditions,
  );
}

function asksHeader({ services, established, tcpFlags }: Conditions): boolean {
  return (
    established ||
    tcpFlags !== null ||
    services.some(
      ({ sourcePorts, destinationPorts, icmp }) =>
        sourcePorts.kind !== "any" || destinationPorts.kind !== "any" || icmp !== null,
    )
  );
}

function spaceOf(traffic: Traffic): Conditions[] {
  const stated = familyOf(traffic);
  const { protocols } = traffic;
  const byFamily = protocols?.value.some((item) => typeof item === "string") === true || traffic.icmpWord !== null;
  if (stated === null && !byFamily) return [conditionsOf(traffic, null)];
  const families = ([4, 6] as const).filter(
    (family) => (stated ?? family) === family && protocolsIn(traffic, family).length > 0,
  );
  if (families.length === 0) throw new FaultyText("ICMPv6 is between IPv6 addresses.", protocols?.column ?? 1);
  return families.map((family) => conditionsOf(traffic, family));
}

/** The one family that the words leave possible; null for both. */
function familyOf({ family, source, destination }: Traffic): 4 | 6 | null {
  const sides = [familyOfSide(source), familyOfSide(destination)];
  let known = family?.value ?? null;
  for (const [index, side] of sides.entries()) {
    if (side === null) continue;
    const column = (index === 0 ? source : destination)?.column ?? 1;
    if (known !== null && known !== side)
      throw new FaultyText("The addresses are of different IP versions, which no packet has.", column);
    known = side;
  }
  return known;
}

function familyOfSide(side: Side | null): 4 | 6 | null {
  if (side === null) return null;
  const families = new Set([...side.addresses, ...side.except].map(({ family }) => family));
  // "any" beside addresses of a family is of that family where those are taken out of it.
  if (side.except.length > 0) families.delete(null);
  const [family, second] = families;
  return family === undefined || second !== undefined ? null : family;
}

function conditionsOf(traffic: Traffic, family: 4 | 6 | null): Conditions {
  const { flags, established, dscp } = traffic;
  return {
    ...anyPacket,
    sources: addressesOf(traffic.source, family),
    destinations: addressesOf(traffic.destination, family),
    services: servicesOf(traffic, family),
    established: established !== null,
    tcpFlags: flags?.value ?? null,
    fragments: traffic.fragments?.value ?? null,
    dscp: dscp === null ? null : numbersOf(dscp.value),
    fromZones: traffic.fromZones?.value ?? "any",
    toZones: traffic.toZones?.value ?? "any",
    applications: traffic.applications?.value ?? "any",
    users: traffic.users?.value ?? "any",
  };
}

function addressesOf(side: Side | null, family: 4 | 6 | null): Addresses {
  const any = family === null ? ({ kind: "any" } as const) : ({ kind: "any", family } as const);
  if (side === null) return { include: [any], exclude: [] };
  return {
    include: side.addresses.map(({ match, family: own }) => (own === null ? any : match)),
    exclude: side.except.map(({ match, family: own }) => (own === null ? any : match)),
  };
}

function servicesOf(traffic: Traffic, family: 4 | 6 | null): ServiceMatch[] {
  const icmp = icmpOf(traffic, family);
  const sourcePorts = portsOf(traffic.source?.ports ?? null);
  const destinationPorts = portsOf(traffic.destination?.ports ?? null);
  const ported = traffic.source?.ports ?? traffic.destination?.ports ?? null;
  if (icmp !== null && ported !== null)
    throw new FaultyText("No packet has both ports and an ICMP type.", ported.column);
  return [{ protocols: protocolsIn(traffic, family), sourcePorts, destinationPorts, icmp }];
}

/** `family` is null only where no item depends on it. */
function protocolsIn({ protocols, exceptProtocols }: Traffic, family: 4 | 6 | null): "any" | readonly number[] {
  if (protocols === null) return "any";
  const named = new Set(protocols.value.flatMap((item) => protocolNumbers(item, family ?? 4)));
  return exceptProtocols ? numbersOf([[0, 255]]).filter((number) => !named.has(number)) : [...named];
}

function protocolNumbers(item: ProtocolItem, family: 4 | 6): number[] {
  if (item === "icmp") return [icmpProtocol[family]];
  if (item === "icmpv6") return family === 6 ? [icmpProtocol[6]] : [];
  return numbersOf([item]);
}

function portsOf(ports: Written<readonly PortRange[]> | null): PortMatch {
  if (ports === null) return anyPort;
  const ranges: [number, number][] = [];
  for (const [low, high] of ports.value.toSorted((a, b) => a[0] - b[0])) {
    const last = ranges.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else ranges.push([low, high]);
  }
  return { kind: "ranges", ranges };
}

function icmpOf({ icmpWord, icmpTypes, icmpCodes }: Traffic, family: 4 | 6 | null): ServiceMatch["icmp"] {
  if (icmpWord !== null && icmpTypes !== null) throw new FaultyText("The ICMP type is given twice.", icmpTypes.column);
  if (icmpWord === null && icmpTypes === null && icmpCodes === null) return null;
  const word = icmpWord === null ? null : (icmpWords[icmpWord.value]?.[family ?? 4] ?? null);
  const types = word === null ? numbersOf(icmpTypes?.value ?? [[0, 255]]) : [word];
  const codes = icmpCodes === null ? [null] : numbersOf(icmpCodes.value);
  return types.flatMap((type) => codes.map((code) => ({ type, code })));
}

function numbersOf(ranges: readonly PortRange[]): number[] {
  const numbers = new Set<number>();
  for (const [low, high] of ranges) for (let number = low; number <= high; number += 1) numbers.add(number);
  return [...numbers];
}
