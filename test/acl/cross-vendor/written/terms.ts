import { filterOfAcl, type Filter } from "../../../../src/acl/filter.ts";
import { namedGroups } from "../../../../src/acl/named-groups.ts";
import { askingNothing, type AclEntry, type AclSet, type TcpFlagsMatch } from "../../../../src/model/acl.ts";
import {
  anyAddress,
  anyPort,
  type AddressMatch,
  type AddressSpec,
  type PortMatch,
  type PortRange,
} from "../../../../src/model/address.ts";
import type { DeviceConfig } from "../../../../src/model/device-config.ts";
import type { Random } from "../../random.ts";

/** One term of an abstract policy, for one family of addresses. */
export interface Term {
  readonly permit: boolean;
  /** A number of IANA, "icmp" for ICMP of the family, or "any". */
  readonly protocol: number | "icmp" | "any";
  readonly source: End;
  readonly destination: End;
  /** Disjoint and ascending; null is any port. */
  readonly sourcePorts: readonly PortRange[] | null;
  readonly destinationPorts: readonly PortRange[] | null;
  readonly icmp: { readonly type: number; readonly code: number | null } | null;
  /** ACK or RST is set. */
  readonly established: boolean;
  /** Flags that must be set and flags that must not. */
  readonly flags: { readonly set: readonly Flag[]; readonly unset: readonly Flag[] } | null;
  readonly dscp: number | null;
  /** Fragments but the first. */
  readonly later: boolean;
  /** Written and not in force. */
  readonly off: boolean;
}

export type Flag = "fin" | "syn" | "rst" | "psh" | "ack" | "urg";

/** RFC 9293, 3.1. */
const flagBits: Readonly<Record<Flag, number>> = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32 };

/** Addresses in any of the prefixes (or masks with holes, "10.0.1.0/255.0.255.0", or ranges, "10.1.2.3-10.1.3.9"), or in none of them; null is any address. */
export type End = { readonly prefixes: readonly string[]; readonly not: boolean } | null;

export type Family = 4 | 6;

/** What the terms of a list may ask about; no language is asked for what it has no words for. */
export type Shape =
  | "ports"
  | "protocols"
  | "icmp"
  | "headers"
  | "fragments"
  | "groups"
  | "negations"
  | "masks"
  | "ranges"
  | "flags"
  | "one flag";

const addresses: Readonly<Record<Family, readonly string[]>> = {
  4: ["10.0.0.0/8", "10.1.0.0/16", "10.1.128.0/17", "10.1.2.0/24", "10.1.2.3/32", "192.0.2.128/25", "10.1.2.2/31"],
  6: [
    "2001:db8::/32",
    "2001:db8:1::/48",
    "2001:db8:1:8000::/49",
    "2001:db8:1::7/128",
    "fe80::/10",
    "2001:db8:1::6/127",
  ],
};

const spans: Readonly<Record<Family, readonly string[]>> = {
  4: ["10.1.2.3-10.1.3.9", "10.1.2.200-10.1.2.255", "10.0.255.255-10.1.0.0", "192.0.2.130-192.0.2.133"],
  6: ["2001:db8:1::6-2001:db8:1::9", "2001:db8:0:ffff::-2001:db8:1::7", "2001:db8::1-2001:db8::ff00"],
};

const masks = ["10.0.1.0/255.0.255.0", "10.1.0.1/255.255.1.1", "10.1.2.0/255.255.254.129", "10.1.0.3/255.255.0.255"];

const ranges: readonly (readonly PortRange[])[] = [
  [[22, 22]],
  [[53, 53]],
  [[1000, 2000]],
  [[1024, 65_535]],
  [[0, 1023]],
  [[65_535, 65_535]],
  [
    [0, 79],
    [81, 65_535],
  ],
  [
    [22, 22],
    [80, 80],
    [8000, 8100],
  ],
  [
    [53, 53],
    [123, 123],
  ],
];

const messages: Readonly<Record<Family, readonly NonNullable<Term["icmp"]>[]>> = {
  4: [
    { type: 8, code: null },
    { type: 3, code: null },
    { type: 3, code: 4 },
    { type: 11, code: 0 },
  ],
  6: [
    { type: 128, code: null },
    { type: 1, code: null },
    { type: 1, code: 4 },
    { type: 135, code: null },
  ],
};

/** GRE, ESP, AH, OSPF and PIM: every language has a word or a number for these. */
const otherProtocols = [47, 50, 51, 89, 103];

const asked = {
  permit: true,
  protocol: "any",
  source: null,
  destination: null,
  sourcePorts: null,
  destinationPorts: null,
  icmp: null,
  established: false,
  flags: null,
  dscp: null,
  later: false,
  off: false,
} as const satisfies Term;

const allFlags = ["fin", "syn", "rst", "psh", "ack", "urg"] as const;

/** A list of terms that overlap: earlier ones decide what later ones would. */
export function randomTerms(shape: Shape, family: Family, random: Random): readonly Term[] {
  const end = (): End => {
    if (random.chance(0.4)) return null;
    if (shape === "masks" && random.chance(0.6)) return { prefixes: [random.pick(masks)], not: false };
    if (shape === "ranges" && random.chance(0.6)) return { prefixes: [random.pick(spans[family])], not: false };
    const more = shape === "groups" ? random.below(3) : 0;
    const prefixes = Array.from({ length: 1 + more }, () => random.pick(addresses[family]));
    return { prefixes: [...new Set(prefixes)], not: shape === "negations" && random.chance(0.5) };
  };
  const ports = (likely: number) => (random.chance(likely) ? random.pick(ranges) : null);
  const flags = (): Term["flags"] => {
    const drawn = allFlags.map((flag) => [flag, random.below(4)] as const);
    const [set, unset] = [0, 1].map((kind) => drawn.flatMap(([flag, each]) => (each === kind ? [flag] : [])));
    if (shape === "one flag" || set === undefined || set.length === 0)
      return { set: [random.pick(allFlags)], unset: [] };
    return { set, unset: unset ?? [] };
  };
  return Array.from({ length: random.between(3, 9) }, () => {
    const where = { ...asked, permit: random.chance(0.6), source: end(), destination: end(), off: random.chance(0.1) };
    const protocol = random.pick([6, 17]);
    switch (shape) {
      case "ports":
        if (random.chance(0.15)) return where;
        return { ...where, protocol, sourcePorts: ports(0.3), destinationPorts: ports(0.8) };
      case "protocols":
        return { ...where, protocol: random.pick([...otherProtocols, 6, 17, "icmp", "any"] as const) };
      case "icmp":
        return { ...where, protocol: "icmp", icmp: random.chance(0.8) ? random.pick(messages[family]) : null };
      case "headers":
        if (random.chance(0.4)) return { ...where, protocol: 6, established: true, destinationPorts: ports(0.4) };
        return { ...where, protocol, dscp: random.pick([0, 10, 46, 63]), destinationPorts: ports(0.4) };
      case "flags":
      case "one flag":
        return { ...where, protocol: 6, flags: flags() };
      case "masks":
      case "ranges":
      case "groups":
      case "negations":
        return { ...where, protocol: random.pick([6, 17, "any"] as const) };
      case "fragments":
        return { ...where, protocol: random.pick([6, 17, "any"] as const), later: random.chance(0.5) };
    }
  });
}

/** The terms as the model would hold them, and a denial of all else: what every text is measured by. */
export function filterOfTerms(terms: readonly Term[], family: Family): Filter {
  const acl: AclSet = {
    at: [],
    name: "terms",
    family: family === 4 ? "ipv4" : "ipv6",
    kind: "terms",
    entries: terms.filter(({ off }) => !off).map((term, at) => entryOf(term, at, family)),
    defaultAction: "deny",
    laterFragments: "like-whole-packets",
  };
  const filter = filterOfAcl(acl, namedGroups(noGroups));
  if (filter === null) throw new Error("The terms are no filter.");
  return filter;
}

const noGroups: Pick<DeviceConfig, "addressGroups" | "serviceGroups"> = { addressGroups: [], serviceGroups: [] };

function entryOf(term: Term, at: number, family: Family): AclEntry {
  const { protocol, icmp } = term;
  const number = protocol === "icmp" ? icmpOf(family) : protocol;
  return {
    ...askingNothing,
    at: [],
    label: `${at}`,
    action: term.permit ? "permit" : "deny",
    source: addressOf(term.source),
    destination: addressOf(term.destination),
    services: [
      {
        protocols: number === "any" ? "any" : [number],
        sourcePorts: portsOf(term.sourcePorts),
        destinationPorts: portsOf(term.destinationPorts),
        icmp: icmp === null ? null : [icmp],
      },
    ],
    established: term.established,
    tcpFlags: term.flags === null ? null : [testOf(term.flags)],
    fragments: term.later ? ["later"] : null,
    dscp: term.dscp === null ? null : [term.dscp],
  };
}

export const icmpOf = (family: Family): 1 | 58 => (family === 4 ? 1 : 58);

function addressOf(end: End): AddressSpec {
  if (end === null) return anyAddress;
  const matches = end.prefixes.map(matchOf);
  return end.not ? { include: anyAddress.include, exclude: matches } : { include: matches, exclude: [] };
}

function matchOf(prefix: string): AddressMatch {
  const [first = "", last] = prefix.split("-");
  if (last !== undefined) return { kind: "range", first, last };
  const [address = "", mask = ""] = prefix.split("/");
  if (!mask.includes(".")) return { kind: "prefix", prefix };
  const ignored = mask.split(".").map((byte) => 255 - Number(byte));
  return { kind: "wildcard", address, mask: ignored.join(".") };
}

function testOf({ set, unset }: NonNullable<Term["flags"]>): TcpFlagsMatch {
  const bits = (flags: readonly Flag[]) => flags.reduce((sum, flag) => sum + flagBits[flag], 0);
  return { mask: bits(set) + bits(unset), value: bits(set) };
}

function portsOf(ports: readonly PortRange[] | null): PortMatch {
  return ports === null ? anyPort : { kind: "ranges", ranges: ports };
}
