import type { ServiceMatch } from "../../model/address.ts";
import type { Conditions } from "../sets/conditions.ts";
import type { Filter } from "../filter.ts";

/** The packets that open sessions with one service. */
export interface Opening {
  readonly protocol: 6 | 17;
  /** Null is any. */
  readonly port: number | null;
}

const kept = new WeakMap<Filter, Map<string, Filter>>();

/**
 * A filter without the clauses that no opening packet of a service can match: it decides those packets alike, and is
 * short where the filter is long.
 */
export function relevantPart(filter: Filter, opening: Opening): Filter {
  const parts = kept.get(filter) ?? new Map<string, Filter>();
  kept.set(filter, parts);
  const key = `${opening.protocol} ${opening.port ?? "any"}`;
  const known = parts.get(key);
  if (known !== undefined) return known;
  const clauses = filter.clauses.filter(({ conditions }) => mayMatch(conditions, opening));
  const part = clauses.length === filter.clauses.length ? filter : { ...filter, clauses };
  parts.set(key, part);
  return part;
}

function mayMatch({ established, tcpFlags, fragments, services }: Conditions, opening: Opening): boolean {
  // No first packet of a session has ACK or RST set.
  if (established || (tcpFlags !== null && opening.protocol !== 6)) return false;
  if (fragments !== null && !fragments.includes("none")) return false;
  return services.some((service) => mayCarry(service, opening));
}

function mayCarry({ protocols, destinationPorts }: ServiceMatch, { protocol, port }: Opening): boolean {
  if (protocols !== "any" && !protocols.includes(protocol)) return false;
  if (port === null || destinationPorts.kind !== "ranges") return true;
  return destinationPorts.ranges.some(([low, high]) => low <= port && port <= high);
}
