import type { ServiceMatch } from "../model/address.ts";
import { addressNumber, highest, prefixBounds } from "./sets/address-number.ts";
import type { Addresses, Conditions, PlainMatch, Zones } from "./sets/conditions.ts";
import type { Filter } from "./filter.ts";

/** Lowest and highest address in each family; null where there is none. */
interface Hull {
  readonly 4: readonly [bigint, bigint] | null;
  readonly 6: readonly [bigint, bigint] | null;
}

/**
 * The filter without clauses that match none of the asked packets, as a look at their bounds tells: it decides each
 * of those packets as the whole one does. Cheaper by far than compiling clauses that have nothing to say.
 */
export function concernedClauses(filter: Filter, asked: readonly Conditions[]): Filter {
  const spaces = asked.map((conditions) => ({
    conditions,
    sources: hullOf(conditions.sources),
    destinations: hullOf(conditions.destinations),
    // Entries may match later fragments whatever ports they ask for.
    byPorts: conditions.fragments !== null && !conditions.fragments.includes("later"),
  }));
  const clauses = filter.clauses.filter(({ conditions }) => {
    const sources = hullOf(conditions.sources);
    const destinations = hullOf(conditions.destinations);
    return spaces.some(
      (space) =>
        hullsMeet(sources, destinations, space.sources, space.destinations) &&
        servicesMeet(conditions.services, space.conditions.services, space.byPorts) &&
        namesMeet(conditions.fromZones, space.conditions.fromZones) &&
        namesMeet(conditions.toZones, space.conditions.toZones),
    );
  });
  return clauses.length === filter.clauses.length ? filter : { ...filter, clauses };
}

function hullsMeet(sources: Hull, destinations: Hull, asked: Hull, askedTo: Hull): boolean {
  return ([4, 6] as const).some(
    (family) => rangesMeet(sources[family], asked[family]) && rangesMeet(destinations[family], askedTo[family]),
  );
}

function rangesMeet(one: Hull[4], other: Hull[4]): boolean {
  return one !== null && other !== null && one[0] <= other[1] && other[0] <= one[1];
}

function servicesMeet(one: readonly ServiceMatch[], other: readonly ServiceMatch[], byPorts: boolean): boolean {
  return one.some((service) =>
    other.some(
      (asked) =>
        protocolsMeet(service.protocols, asked.protocols) &&
        (!byPorts ||
          (portsMeet(service.destinationPorts, asked.destinationPorts) &&
            portsMeet(service.sourcePorts, asked.sourcePorts))),
    ),
  );
}

function protocolsMeet(one: ServiceMatch["protocols"], other: ServiceMatch["protocols"]): boolean {
  return one === "any" || other === "any" || one.some((protocol) => other.includes(protocol));
}

function portsMeet(one: ServiceMatch["sourcePorts"], other: ServiceMatch["sourcePorts"]): boolean {
  if (one.kind !== "ranges" || other.kind !== "ranges") return true;
  return one.ranges.some(([low, high]) => other.ranges.some(([first, last]) => low <= last && first <= high));
}

/** Whoever leaves out some names is taken to meet all: one name more is looked at than need be. */
function namesMeet(one: Zones, other: Zones): boolean {
  if (one === "any" || other === "any" || "except" in one || "except" in other) return true;
  return one.some((name) => other.includes(name));
}

/** Groups are shared by many entries. */
const hulls = new WeakMap<Addresses, Hull>();

function hullOf(addresses: Addresses): Hull {
  const known = hulls.get(addresses);
  if (known !== undefined) return known;
  let hull: Hull = { 4: null, 6: null };
  for (const part of addresses.include) hull = widened(hull, "include" in part ? hullOf(part) : hullOfMatch(part));
  hulls.set(addresses, hull);
  return hull;
}

function widened(one: Hull, other: Hull): Hull {
  return { 4: widest(one[4], other[4]), 6: widest(one[6], other[6]) };
}

function widest(one: Hull[4], other: Hull[4]): Hull[4] {
  if (one === null || other === null) return one ?? other;
  return [one[0] < other[0] ? one[0] : other[0], one[1] > other[1] ? one[1] : other[1]];
}

const everything: Hull = { 4: [0n, highest(4)], 6: [0n, highest(6)] };

/** What cannot be read could be anything. */
function hullOfMatch(match: PlainMatch): Hull {
  switch (match.kind) {
    case "any":
      return match.family === undefined ? everything : { 4: null, 6: null, [match.family]: everything[match.family] };
    case "prefix": {
      const bounds = prefixBounds(match.prefix);
      return bounds === null ? everything : { 4: null, 6: null, [bounds.family]: [bounds.first, bounds.last] };
    }
    case "range": {
      const [first, last] = [addressNumber(match.first), addressNumber(match.last)];
      if (first === null || last === null || first.family !== last.family) return everything;
      return { 4: null, 6: null, [first.family]: [first.value, last.value] };
    }
    case "wildcard": {
      const [address, mask] = [addressNumber(match.address), addressNumber(match.mask)];
      if (address === null || mask === null || address.family !== mask.family) return everything;
      return { 4: null, 6: null, [address.family]: [address.value & ~mask.value, address.value | mask.value] };
    }
  }
}
