import type { PortMatch, PortRange, ServiceMatch } from "../model/address.ts";

/** True where every packet of `inner` is one of `outer`; both without groups or unresolved ports. */
export function containsServices(outer: readonly ServiceMatch[], inner: readonly ServiceMatch[]): boolean {
  return inner.length > 0 && inner.every((service) => outer.some((candidate) => containsService(candidate, service)));
}

/** One service within one other: services that only together cover a third are not seen here. */
function containsService(outer: ServiceMatch, inner: ServiceMatch): boolean {
  return (
    containsProtocols(outer.protocols, inner.protocols) &&
    containsPorts(outer.sourcePorts, inner.sourcePorts) &&
    containsPorts(outer.destinationPorts, inner.destinationPorts) &&
    containsIcmp(outer.icmp, inner.icmp)
  );
}

function containsProtocols(outer: ServiceMatch["protocols"], inner: ServiceMatch["protocols"]): boolean {
  if (outer === "any") return true;
  return inner !== "any" && inner.length > 0 && inner.every((protocol) => outer.includes(protocol));
}

function containsPorts(outer: PortMatch, inner: PortMatch): boolean {
  if (outer.kind === "any") return inner.kind === "any" || inner.kind === "ranges";
  if (outer.kind !== "ranges") return false;
  const ranges: readonly PortRange[] =
    inner.kind === "ranges" ? inner.ranges : inner.kind === "any" ? [[0, 65_535]] : [];
  return (
    ranges.length > 0 &&
    ranges.every(([low, high]) => outer.ranges.some(([first, last]) => first <= low && high <= last))
  );
}

function containsIcmp(outer: ServiceMatch["icmp"], inner: ServiceMatch["icmp"]): boolean {
  if (outer === null) return true;
  if (inner === null || inner.length === 0) return false;
  return inner.every(({ type, code }) =>
    outer.some((candidate) => candidate.type === type && (candidate.code === null || candidate.code === code)),
  );
}

/** True where a service lets some packet to `port` of `protocol` (IANA number) through. */
export function reachesPort(service: ServiceMatch, protocol: number, port: number): boolean {
  if (service.protocols !== "any" && !service.protocols.includes(protocol)) return false;
  if (service.icmp !== null) return false;
  const { destinationPorts } = service;
  if (destinationPorts.kind === "any") return true;
  return (
    destinationPorts.kind === "ranges" && destinationPorts.ranges.some(([low, high]) => low <= port && port <= high)
  );
}
