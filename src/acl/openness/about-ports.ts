import type { PortMatch, PortRange, ServiceMatch } from "../../model/address.ts";
import type { Block } from "../sets/blocks.ts";
import type { Conditions } from "../sets/conditions.ts";
import type { Filter } from "../filter.ts";
import { openingService } from "../reach/opening.ts";

export interface ProtocolPort {
  readonly protocol: 6 | 17;
  readonly port: number;
}

/** Packets of a family that open a session with one of the ports. */
export function openingPackets(ports: readonly ProtocolPort[], base: Conditions): readonly Conditions[] {
  return ([6, 17] as const).flatMap((protocol) => {
    const own = ports.filter((port) => port.protocol === protocol).map(({ port }) => port);
    return own.length === 0 ? [] : [{ ...base, ...openingService(protocol, own) }];
  });
}

/**
 * The filter without the clauses that no packet to one of the ports can match: it decides such packets as the whole
 * does, and long lists are mostly about others.
 */
export function aboutPorts(filter: Filter, ports: readonly ProtocolPort[]): Filter {
  const clauses = filter.clauses.filter(({ conditions }) => conditions.services.some((one) => reaches(one, ports)));
  return { ...filter, clauses };
}

function reaches({ protocols, destinationPorts, icmp }: ServiceMatch, ports: readonly ProtocolPort[]): boolean {
  if (icmp !== null) return false;
  return ports.some(
    ({ protocol, port }) => (protocols === "any" || protocols.includes(protocol)) && holds(destinationPorts, port),
  );
}

/** What cannot be resolved may be any port. */
function holds(ports: PortMatch, port: number): boolean {
  return ports.kind !== "ranges" || ports.ranges.some(([low, high]) => low <= port && port <= high);
}

/** Whether a block of opening packets has some to a port. */
export function isToPort({ protocols, destinationPorts }: Block, { protocol, port }: ProtocolPort): boolean {
  return isAmong(protocols, protocol) && isAmong(destinationPorts, port);
}

export function isAmong(ranges: "any" | readonly PortRange[], value: number): boolean {
  return ranges === "any" || ranges.some(([low, high]) => low <= value && value <= high);
}
