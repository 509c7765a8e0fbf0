import type { NamedGroups } from "../../src/acl/named-groups.ts";
import type { Packet } from "../../src/acl/sets/packet.ts";
import type { AddressGroup, LaterFragments, TcpFlagsMatch } from "../../src/model/acl.ts";
import type { AddressMatch, AddressSpec, PortMatch, ServiceMatch } from "../../src/model/address.ts";

/** Whether a packet matches; "maybe" where the configuration does not tell. */
export type Match = "yes" | "no" | "maybe";

export const both = (...parts: readonly Match[]): Match =>
  parts.includes("no") ? "no" : parts.includes("maybe") ? "maybe" : "yes";
export const either = (...parts: readonly Match[]): Match =>
  parts.includes("yes") ? "yes" : parts.includes("maybe") ? "maybe" : "no";
const not = (part: Match): Match => (part === "yes" ? "no" : part === "no" ? "yes" : "maybe");
export const whether = (holds: boolean): Match => (holds ? "yes" : "no");

export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

const readBefore = new Map<string, Address | null>();

/** Dotted quads and RFC 4291 text without embedded quads; read once, since cases are many and addresses few. */
export function readAddress(text: string): Address | null {
  const known = readBefore.get(text);
  if (known !== undefined) return known;
  if (readBefore.size > 50_000) readBefore.clear();
  const address = readAddressAnew(text);
  readBefore.set(text, address);
  return address;
}

function readAddressAnew(text: string): Address | null {
  if (!text.includes(":")) {
    const quad = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
    if (quad === null) return null;
    const bytes = quad.slice(1).map(Number);
    if (bytes.some((byte) => byte > 255)) return null;
    return { family: 4, value: bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) };
  }
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return null;
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const words = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  if (words.some((word) => !/^[0-9a-fA-F]{1,4}$/.test(word))) return null;
  return { family: 6, value: BigInt(`0x${words.map((word) => word.padStart(4, "0")).join("")}`) };
}

const widths = { 4: 32, 6: 128 } as const;

export function matchAddresses(spec: AddressSpec, address: Address, groups: NamedGroups, scope: string | null): Match {
  return inSpec(spec, address, groups, scope, []);
}

function inSpec(
  { include, exclude }: AddressSpec,
  address: Address,
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[],
): Match {
  const anyOf = (matches: readonly AddressMatch[]) =>
    either("no", ...matches.map((match) => matchAddress(match, address, groups, scope, within)));
  return both(anyOf(include), not(anyOf(exclude)));
}

function matchAddress(
  match: AddressMatch,
  address: Address,
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[],
): Match {
  switch (match.kind) {
    case "any":
      return whether(match.family === undefined || match.family === address.family);
    case "prefix": {
      const [text = "", digits = ""] = match.prefix.split("/");
      const base = readAddress(text);
      if (base === null) return "maybe";
      const width = widths[base.family];
      const length = match.prefix.includes("/") ? Number(digits) : width;
      if (!Number.isInteger(length) || length < 0 || length > width) return "maybe";
      const shift = BigInt(width - length);
      return whether(base.family === address.family && base.value >> shift === address.value >> shift);
    }
    case "range": {
      const first = readAddress(match.first);
      const last = readAddress(match.last);
      if (first === null || last === null || first.family !== last.family || first.value > last.value) return "maybe";
      return whether(first.family === address.family && first.value <= address.value && address.value <= last.value);
    }
    case "wildcard": {
      const base = readAddress(match.address);
      const ignored = readAddress(match.mask);
      if (base === null || ignored === null || base.family !== ignored.family) return "maybe";
      return whether(
        base.family === address.family && (base.value | ignored.value) === (address.value | ignored.value),
      );
    }
    case "group": {
      const group = groupNamed<AddressGroup>(groups.addresses.get(match.name), scope);
      if (group === null || within.includes(match.name)) return "maybe";
      return inSpec({ include: group.members, exclude: group.exclude }, address, groups, scope, [
        ...within,
        match.name,
      ]);
    }
    case "unresolved":
      return "maybe";
  }
}

/** The group that a name means: one of the same scope, else a global one; without a scope, the only one there is. */
export function groupNamed<T extends { readonly scope: string | null }>(
  all: readonly T[] | undefined,
  scope: string | null,
): T | null {
  if (all === undefined) return null;
  if (scope === null && all.length === 1) return all[0] ?? null;
  const mine = all.filter((group) => group.scope === scope);
  const seen = mine.length > 0 ? mine : all.filter((group) => group.scope === null);
  return seen.length === 1 ? (seen[0] ?? null) : null;
}

/** What an entry asks beyond addresses, names and DSCP, and what its list does with later fragments. */
export interface TransportAsked {
  readonly services: readonly ServiceMatch[];
  readonly serviceGroups: readonly string[];
  readonly established: boolean;
  readonly tcpFlags: readonly TcpFlagsMatch[] | null;
  readonly action: "permit" | "deny" | "next";
  readonly laterFragments: LaterFragments;
}

const portProtocols = new Set([6, 17, 33, 132, 136]);
const icmpOf = { 4: 1, 6: 58 } as const;

/** Protocol, ports, ICMP, TCP flags and `established` of one packet. */
export function matchTransport(
  asked: TransportAsked,
  packet: Packet,
  groups: NamedGroups,
  scope: string | null,
): Match {
  const flagsAsked = asked.established || asked.tcpFlags !== null;
  const headerless = packet.fragment === "later" && asked.laterFragments !== "like-whole-packets";
  const judged = (service: ServiceMatch): Match => {
    const surely = isOpen(service) ? "maybe" : "yes";
    if (!headerless || !(headerAsked(service) || flagsAsked)) {
      return both(matchHeader(service, packet), matchFlags(asked, packet), surely);
    }
    if (asked.laterFragments !== "by-addresses-when-permitting" || asked.action !== "permit") return "no";
    return both(whether(protocolFits(service, packet) && (!flagsAsked || packet.protocol === 6)), surely);
  };
  if (asked.services.length === 0 && asked.serviceGroups.length === 0) {
    // A parser found no service at all: none was asked, or none could be read.
    return both(judged(anything), "maybe");
  }
  return inServices(asked.services, asked.serviceGroups, judged, groups, scope, []);
}

const anything: ServiceMatch = {
  protocols: "any",
  sourcePorts: { kind: "any" },
  destinationPorts: { kind: "any" },
  icmp: null,
};

function inServices(
  services: readonly ServiceMatch[],
  names: readonly string[],
  judged: (service: ServiceMatch) => Match,
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[],
): Match {
  return either(
    "no",
    ...services.map(judged),
    ...names.map((name): Match => {
      const group = groupNamed(groups.services.get(name), scope);
      const open = both(judged(anything), "maybe");
      if (group === null || within.includes(name)) return open;
      const members = inServices(group.members, group.groups, judged, groups, scope, [...within, name]);
      return group.unresolved.length > 0 ? either(members, open) : members;
    }),
  );
}

function headerAsked(service: ServiceMatch): boolean {
  return asksPorts(service) || service.icmp !== null;
}

function asksPorts({ sourcePorts, destinationPorts }: ServiceMatch): boolean {
  return sourcePorts.kind === "ranges" || destinationPorts.kind === "ranges";
}

/** A group in a port's place, or a name nobody resolved: it may mean any port, or all of them. */
function isOpen({ sourcePorts, destinationPorts }: ServiceMatch): boolean {
  return [sourcePorts, destinationPorts].some(({ kind }) => kind === "group" || kind === "unresolved");
}

/** The protocol alone, as far as ports and ICMP imply it. */
function protocolFits(service: ServiceMatch, packet: Packet): boolean {
  if (service.protocols !== "any" && !service.protocols.includes(packet.protocol)) return false;
  if (asksPorts(service) && !portProtocols.has(packet.protocol)) return false;
  return service.icmp === null || packet.protocol === icmpOf[packet.family];
}

function matchHeader(service: ServiceMatch, packet: Packet): Match {
  if (!protocolFits(service, packet)) return "no";
  const { icmp } = packet;
  return both(
    matchPort(service.sourcePorts, packet.sourcePort),
    matchPort(service.destinationPorts, packet.destinationPort),
    whether(
      service.icmp === null ||
        (icmp !== null &&
          service.icmp.some(({ type, code }) => type === icmp.type && (code === null || code === icmp.code))),
    ),
  );
}

function matchPort(match: PortMatch, port: number | null): Match {
  if (match.kind !== "ranges") return "yes";
  return whether(port !== null && match.ranges.some(([low, high]) => low <= port && port <= high));
}

function matchFlags({ established, tcpFlags }: TransportAsked, { tcpFlags: bits }: Packet): Match {
  if (!established && tcpFlags === null) return "yes";
  if (bits === null) return "no";
  const ackOrRst = (bits & 16) !== 0 || (bits & 4) !== 0;
  return whether(
    (!established || ackOrRst) && (tcpFlags === null || tcpFlags.some(({ mask, value }) => (bits & mask) === value)),
  );
}

/** Zones, applications and users: null in a packet is none of the names. */
export function matchName(asked: "any" | readonly string[], name: string | null): Match {
  return whether(asked === "any" || (name !== null && asked.includes(name)));
}

/** Whether an interface is one of some, or none of those that must not be. */
export function matchInterface(
  asked: readonly string[] | undefined,
  except: readonly string[] | undefined,
  name: string | null,
): Match {
  return both(matchName(asked ?? "any", name), whether(name === null || except?.includes(name) !== true));
}
