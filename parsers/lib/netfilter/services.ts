import { anyPort, type PortMatch, type PortRange, type ServiceMatch } from "../../../src/model/address.ts";

/** Pairs of alternatives that are joined at most. */
const mostPairs = 1024;

/** What both lists of alternatives hold; null where there are more pairs than anybody writes. */
export function bothServices(
  one: readonly ServiceMatch[],
  other: readonly ServiceMatch[],
): readonly ServiceMatch[] | null {
  if (asksNothing(one)) return other;
  if (asksNothing(other)) return one;
  if (one.length * other.length > mostPairs) return null;
  // "tcp" and "tcp to port 22", in either order: what most rules ask.
  if (areOfProtocol(other, one)) return other;
  if (areOfProtocol(one, other)) return one;
  return one.flatMap((left) => other.flatMap((right) => bothOf(left, right)));
}

/** Whether all are services of the one protocol that the whole is. */
function areOfProtocol(services: readonly ServiceMatch[], wholes: readonly ServiceMatch[]): boolean {
  const whole = wholes[0];
  if (whole === undefined || wholes.length > 1 || whole.protocols.length !== 1 || asksForHeader(whole)) return false;
  const protocol = whole.protocols[0];
  for (let at = 0; at < services.length; at += 1) {
    const protocols = services[at]?.protocols;
    if (protocols?.length !== 1 || protocols[0] !== protocol) return false;
  }
  return true;
}

export function asksNothing(services: readonly ServiceMatch[]): boolean {
  return services.some((service) => service.protocols === "any" && !asksForHeader(service));
}

/** Whether it asks for what only the first fragment of a packet carries. */
export function asksForHeader({ sourcePorts, destinationPorts, icmp }: ServiceMatch): boolean {
  return sourcePorts.kind !== "any" || destinationPorts.kind !== "any" || icmp !== null;
}

/** Whether any of some services does. */
export function askForHeader(services: readonly ServiceMatch[]): boolean {
  for (let at = 0; at < services.length; at += 1) {
    const service = services[at];
    if (service !== undefined && asksForHeader(service)) return true;
  }
  return false;
}

function bothOf(one: ServiceMatch, other: ServiceMatch): readonly ServiceMatch[] {
  const protocols =
    one.protocols === "any"
      ? other.protocols
      : one.protocols.filter((each) => other.protocols === "any" || other.protocols.includes(each));
  const sourcePorts = bothPorts(one.sourcePorts, other.sourcePorts);
  const destinationPorts = bothPorts(one.destinationPorts, other.destinationPorts);
  const icmp = bothTypes(one.icmp, other.icmp);
  if (protocols.length === 0 || sourcePorts === null || destinationPorts === null || icmp?.length === 0) return [];
  return [{ protocols, sourcePorts, destinationPorts, icmp }];
}

/** Ports that meet both; null where none does. What is not known as ranges asks nothing here. */
export function bothPorts(one: PortMatch, other: PortMatch): PortMatch | null {
  if (one.kind !== "ranges") return other;
  if (other.kind !== "ranges") return one;
  const ranges = one.ranges.flatMap(([low, high]) =>
    other.ranges.flatMap(([from, to]): PortRange[] =>
      Math.max(low, from) <= Math.min(high, to) ? [[Math.max(low, from), Math.min(high, to)]] : [],
    ),
  );
  return ranges.length === 0 ? null : portsIn(ranges);
}

function bothTypes(one: ServiceMatch["icmp"], other: ServiceMatch["icmp"]): ServiceMatch["icmp"] {
  if (one === null) return other;
  if (other === null) return one;
  return one.flatMap((left) =>
    other.flatMap((right) =>
      left.type === right.type && (left.code === null || right.code === null || left.code === right.code)
        ? [{ type: left.type, code: left.code ?? right.code }]
        : [],
    ),
  );
}

/** Ports in any of the ranges, disjoint and ascending; all of them are "any". */
export function portsIn(ranges: readonly PortRange[]): PortMatch {
  const [only] = ranges;
  if (only !== undefined && ranges.length === 1) return { kind: "ranges", ranges: [only] };
  const joined: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return { kind: "ranges", ranges: joined };
}

/** Ports in none of the ranges; null where there are none. */
export function portsOutside(ranges: readonly PortRange[]): PortMatch | null {
  const asked = portsIn(ranges);
  if (asked.kind !== "ranges") return null;
  const free: PortRange[] = [];
  let next = 0;
  for (const [low, high] of asked.ranges) {
    if (low > next) free.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= 65_535) free.push([next, 65_535]);
  return free.length === 0 ? null : { kind: "ranges", ranges: free };
}

/** Every protocol but these. */
export function protocolsOutside(protocols: readonly number[]): readonly number[] {
  const left = new Set(protocols);
  return Array.from({ length: 256 }, (_, each) => each).filter((each) => !left.has(each));
}

/** Packets of one whole protocol: one list for all that ask for it, since most rules do. */
export function ofProtocol(protocol: number): readonly ServiceMatch[] {
  return wholeProtocols[protocol] ?? [ofProtocols([protocol])];
}

const wholeProtocols: readonly (readonly ServiceMatch[])[] = Array.from({ length: 256 }, (_, protocol) => [
  ofProtocols([protocol]),
]);

/** Services without what only a header tells. */
export function withoutHeader(services: readonly ServiceMatch[]): readonly ServiceMatch[] {
  const [only] = services;
  if (only === undefined || services.length > 1 || only.protocols === "any" || only.protocols.length !== 1)
    return services.map(({ protocols }) => ofProtocols(protocols));
  return ofProtocol(only.protocols[0] ?? 0);
}

/** Packets of whole protocols, whatever they carry. */
export function ofProtocols(protocols: "any" | readonly number[]): ServiceMatch {
  return { protocols, sourcePorts: anyPort, destinationPorts: anyPort, icmp: null };
}
