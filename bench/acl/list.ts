import type { AclEntry, AclSet, AddressGroup, ServiceGroup } from "../../src/model/acl.ts";
import {
  anyPort,
  type AddressMatch,
  type PortMatch,
  type PortRange,
  type ServiceMatch,
} from "../../src/model/address.ts";
import { lines } from "../../src/model/fact.ts";

/** One generated list with the groups it names. */
export interface BenchList {
  readonly acl: AclSet;
  readonly addressGroups: readonly AddressGroup[];
  readonly serviceGroups: readonly ServiceGroup[];
}

/** What a generator says of one entry; the list gives it its label and its line. */
export interface Line {
  readonly action: "permit" | "deny";
  readonly service: ServiceMatch | { readonly group: string };
  readonly source: AddressMatch;
  readonly destination: AddressMatch;
  readonly established?: boolean;
  readonly log?: boolean;
  readonly remarks?: readonly string[];
}

export interface Groups {
  readonly addresses: readonly { readonly name: string; readonly members: readonly AddressMatch[] }[];
  readonly services: readonly { readonly name: string; readonly members: readonly ServiceMatch[] }[];
}

/** Lines of the IOS text before the first list. */
export const headerLines = ["version 15.2", "hostname bench"] as const;

/** A list whose entries stand at the lines where `iosText` writes them. */
export function listOf(
  name: string,
  family: 4 | 6,
  entries: readonly Line[],
  groups: Groups = { addresses: [], services: [] },
): BenchList {
  let line = headerLines.length;
  const placed = <T extends { readonly members: readonly unknown[] }>(group: T) => {
    const first = line + 1;
    line = first + group.members.length;
    return { ...group, scope: null, at: [[first, line] as const] };
  };
  const addressGroups = groups.addresses.map((group) => ({ ...placed(group), exclude: [] }));
  const serviceGroups = groups.services.map((group) => ({ ...placed(group), groups: [], unresolved: [] }));
  line += 1;
  const head = line;
  const aclEntries = entries.map((entry, index) => {
    line += (entry.remarks?.length ?? 0) + 1;
    return aclEntry(entry, (index + 1) * 10, line);
  });
  return {
    acl: {
      name,
      family: family === 4 ? "ipv4" : "ipv6",
      kind: "extended",
      entries: aclEntries,
      defaultAction: "deny",
      laterFragments: "by-addresses-when-permitting",
      at: [[head, line]],
    },
    addressGroups,
    serviceGroups,
  };
}

function aclEntry(line: Line, label: number, at: number): AclEntry {
  const { service: asked } = line;
  return {
    label: String(label),
    action: line.action,
    source: { include: [line.source], exclude: [] },
    destination: { include: [line.destination], exclude: [] },
    services: "group" in asked ? [] : [asked],
    serviceGroups: "group" in asked ? [asked.group] : [],
    established: line.established ?? false,
    tcpFlags: null,
    fragments: null,
    dscp: null,
    timeRange: null,
    log: line.log ?? false,
    inactive: false,
    remarks: line.remarks ?? [],
    unresolved: [],
    at: lines(at),
  };
}

/** IANA protocol numbers. */
export const protocolNumbers = { icmp: 1, tcp: 6, udp: 17, icmp6: 58 } as const;

export function ports(...ranges: readonly PortRange[]): PortMatch {
  return { kind: "ranges", ranges };
}

export function service(
  protocols: ServiceMatch["protocols"],
  destinationPorts: PortMatch = anyPort,
  sourcePorts: PortMatch = anyPort,
): ServiceMatch {
  return { protocols, sourcePorts, destinationPorts, icmp: null };
}

export function tcpPort(...numbers: readonly number[]): ServiceMatch {
  return service([protocolNumbers.tcp], ports(...numbers.map((port) => [port, port] as const)));
}

/** Ranges in order, those that touch made one: how a parser hands ports on. */
export function portRanges(ranges: readonly PortRange[]): PortMatch {
  const joined: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return { kind: "ranges", ranges: joined };
}

export function quad(address: number): string {
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join(".");
}

/** The IPv4 prefix of a length that an address lies in. */
export function prefix4(address: number, length: number): AddressMatch {
  const mask = length === 0 ? 0 : (-1 << (32 - length)) >>> 0;
  return { kind: "prefix", prefix: `${quad((address & mask) >>> 0)}/${length}` };
}

export function range4(first: number, last: number): AddressMatch {
  return { kind: "range", first: quad(first >>> 0), last: quad(last >>> 0) };
}

export const any4: AddressMatch = { kind: "any", family: 4 };
export const any6: AddressMatch = { kind: "any", family: 6 };
