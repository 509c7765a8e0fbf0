import type { PortMatch, PortRange, ServiceMatch } from "../../model/address.ts";
import { addressNumber, prefixBounds } from "./address-number.ts";
import { addressText, rangeText } from "./address-text.ts";
import type { Addresses, Conditions, PlainMatch } from "./conditions.ts";

/** What two entries may differ in and still become one. */
export const mergeDimensions = [
  "source",
  "destination",
  "source port",
  "destination port",
  "service",
  "application",
  "user",
  "from zone",
  "to zone",
] as const;

export type MergeDimension = (typeof mergeDimensions)[number];

/** What one entry of the list can hold in a dimension. */
export interface Forms {
  /** Several addresses or services side by side, as in Junos terms and firewall policies. */
  readonly lists: boolean;
  /** Several zones side by side. */
  readonly zones: boolean;
}

/** IOS names up to ten single ports in one entry (Cisco IOS Security Command Reference, "permit (IP)"). */
const mostPorts = 10;

/** Everything that conditions ask besides one dimension, as parts that can be compared. */
export function besides(conditions: Conditions, dimension: MergeDimension): readonly unknown[] {
  const { sources, destinations, services, fromZones, toZones, applications, users, ...others } = conditions;
  return [
    dimension === "source" || sources,
    dimension === "destination" || destinations,
    dimension === "service" || services.map((service) => servicePart(service, dimension)),
    dimension === "from zone" || fromZones,
    dimension === "to zone" || toZones,
    dimension === "application" || applications,
    dimension === "user" || users,
    others,
  ];
}

function servicePart(service: ServiceMatch, dimension: MergeDimension): unknown {
  if (dimension === "source port") return { ...service, sourcePorts: null };
  return dimension === "destination port" ? { ...service, destinationPorts: null } : service;
}

/** Conditions that differ in one dimension alone, as one; null where one entry cannot say it. */
export function unionOf(
  one: Conditions,
  other: Conditions,
  dimension: MergeDimension,
  forms: Forms,
): Conditions | null {
  switch (dimension) {
    case "source": {
      const sources = addressUnion(one.sources, other.sources, forms);
      return sources === null ? null : { ...one, sources };
    }
    case "destination": {
      const destinations = addressUnion(one.destinations, other.destinations, forms);
      return destinations === null ? null : { ...one, destinations };
    }
    case "source port":
    case "destination port":
      return portUnion(one, other, dimension === "source port" ? "sourcePorts" : "destinationPorts", forms);
    case "service":
      return forms.lists ? { ...one, services: [...one.services, ...other.services] } : null;
    case "application":
      return forms.lists ? named(one, other, "applications") : null;
    case "user":
      return forms.lists ? named(one, other, "users") : null;
    case "from zone":
      return forms.zones ? named(one, other, "fromZones") : null;
    case "to zone":
    default:
      return forms.zones ? named(one, other, "toZones") : null;
  }
}

function named(
  one: Conditions,
  other: Conditions,
  field: "applications" | "users" | "fromZones" | "toZones",
): Conditions | null {
  const a = one[field];
  const b = other[field];
  // Whoever asks nothing holds the other already: that is a removal, not a merge.
  return a === "any" || b === "any" || "except" in a || "except" in b
    ? null
    : { ...one, [field]: [...new Set([...a, ...b])] };
}

function addressUnion(one: Addresses, other: Addresses, { lists }: Forms): Addresses | null {
  if (one.exclude.length > 0 || other.exclude.length > 0) return null;
  const [a] = one.include;
  const [b] = other.include;
  if (one.include.length === 1 && other.include.length === 1 && a !== undefined && b !== undefined) {
    const single = "include" in a || "include" in b ? null : matchUnion(a, b);
    if (single !== null) return { include: [single], exclude: [] };
  }
  if (!lists || isAny(one) || isAny(other)) return null;
  return { include: [...one.include, ...other.include], exclude: [] };
}

function isAny({ include }: Addresses): boolean {
  return include.some((member) => !("include" in member) && member.kind === "any");
}

/** Two neighbours or one within the other, as one prefix of two prefixes or one range of two ranges. */
function matchUnion(one: PlainMatch, other: PlainMatch): PlainMatch | null {
  const a = boundsOf(one);
  const b = boundsOf(other);
  if (a === null || b === null || a.family !== b.family || one.kind !== other.kind) return null;
  if (a.first > b.last + 1n || b.first > a.last + 1n) return null;
  const first = a.first < b.first ? a.first : b.first;
  const last = a.last > b.last ? a.last : b.last;
  if (one.kind === "range")
    return { kind: "range", first: addressText(a.family, first), last: addressText(a.family, last) };
  const text = rangeText(a.family, first, last);
  return text.includes("/") ? { kind: "prefix", prefix: text } : null;
}

function boundsOf(match: PlainMatch): { readonly family: 4 | 6; readonly first: bigint; readonly last: bigint } | null {
  if (match.kind === "prefix") return prefixBounds(match.prefix);
  if (match.kind !== "range") return null;
  const first = addressNumber(match.first);
  const last = addressNumber(match.last);
  return first === null || last === null || first.family !== last.family
    ? null
    : { family: first.family, first: first.value, last: last.value };
}

function portUnion(
  one: Conditions,
  other: Conditions,
  field: "sourcePorts" | "destinationPorts",
  forms: Forms,
): Conditions | null {
  const [a] = one.services;
  const [b] = other.services;
  if (a === undefined || b === undefined || one.services.length !== 1 || other.services.length !== 1) return null;
  const ports = rangesUnion(a[field], b[field], forms);
  return ports === null ? null : { ...one, services: [{ ...a, [field]: ports }] };
}

function rangesUnion(one: PortMatch, other: PortMatch, { lists }: Forms): PortMatch | null {
  if (one.kind !== "ranges" || other.kind !== "ranges") return null;
  const joined: [number, number][] = [];
  for (const [low, high] of [...one.ranges, ...other.ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  const ranges: readonly PortRange[] = joined;
  // Every port is no condition any more, which later fragments would notice: they have no ports.
  if (joined[0]?.[0] === 0 && joined[0][1] === 65_535) return null;
  return ranges.length === 1 || lists || arePorts(ranges) ? { kind: "ranges", ranges } : null;
}

function arePorts(ranges: readonly PortRange[]): boolean {
  return ranges.length <= mostPorts && ranges.every(([low, high]) => low === high);
}

/** Orders conditions along a dimension so that those that may become one are neighbours. */
export function orderAlong(dimension: MergeDimension): (a: Conditions, b: Conditions) => number {
  const placeOf = (conditions: Conditions): bigint => {
    if (dimension === "source" || dimension === "destination") {
      const [first] = dimension === "source" ? conditions.sources.include : conditions.destinations.include;
      const bounds = first === undefined || "include" in first ? null : boundsOf(first);
      return bounds === null ? -1n : bounds.first;
    }
    const [service] = conditions.services;
    const ports = dimension === "source port" ? service?.sourcePorts : service?.destinationPorts;
    return BigInt(ports?.kind === "ranges" ? (ports.ranges[0]?.[0] ?? 0) : -1);
  };
  return (a, b) => {
    const one = placeOf(a);
    const other = placeOf(b);
    return one < other ? -1 : one > other ? 1 : 0;
  };
}
