import { anyPort, type PortMatch, type ServiceMatch } from "../../../src/model/address.ts";

/*
 * Long lists name few protocols and ports, and what an entry asks of them is half of what it takes in memory: entries
 * that ask the same share it. Each has a place by its number and stays there until another of that place is asked for,
 * so that what is kept stays bounded.
 */
const places = 4096; // 2 ** 12
const portAt = new Int32Array(places).fill(-1);
const portMatches: PortMatch[] = Array.from({ length: places }, () => anyPort);
const kindAt = new Float64Array(places).fill(-1);
const kinds: (readonly ServiceMatch[])[] = Array.from({ length: places }, () => []);

const single: readonly (readonly number[])[] = Array.from({ length: 256 }, (_, number) => Object.freeze([number]));

/** A list of one protocol; entries share it, since long lists name few. */
export function onlyProtocol(number: number): readonly number[] {
  return single[number] ?? [number];
}

/** The condition of one port. */
export function onePort(port: number): PortMatch {
  const place = port & (places - 1);
  if (portAt[place] === port) return portMatches[place] ?? anyPort;
  const made: PortMatch = { kind: "ranges", ranges: [[port, port]] };
  portAt[place] = port;
  portMatches[place] = made;
  return made;
}

/** The services of an entry that asks for one. */
export function oneService(service: ServiceMatch): readonly ServiceMatch[] {
  const kind = kindOf(service);
  if (kind === null) return [service];
  // Made anew: those who share it write its fields in one order, whoever asks first.
  const { protocols, sourcePorts, destinationPorts } = service;
  return known(kind) ?? keep(kind, [{ protocols, sourcePorts, destinationPorts, icmp: null }]);
}

/** The same for a protocol by its number, 256 for any, without ICMP types. */
export function serviceOf(
  protocol: number,
  sourcePorts: PortMatch,
  destinationPorts: PortMatch,
): readonly ServiceMatch[] {
  const kind = kindBy(protocol, portOf(sourcePorts), portOf(destinationPorts));
  const found = kind === null ? undefined : known(kind);
  if (found !== undefined) return found;
  const protocols = protocol === 256 ? "any" : onlyProtocol(protocol);
  const made = [{ protocols, sourcePorts, destinationPorts, icmp: null }] as const;
  return kind === null ? made : keep(kind, made);
}

function known(kind: number): readonly ServiceMatch[] | undefined {
  const place = placeOf(kind);
  return kindAt[place] === kind ? kinds[place] : undefined;
}

function keep(kind: number, made: readonly ServiceMatch[]): readonly ServiceMatch[] {
  const place = placeOf(kind);
  kindAt[place] = kind;
  kinds[place] = made;
  return made;
}

/** Kinds of one protocol and side follow each other by their ports; others begin elsewhere. */
function placeOf(kind: number): number {
  return (kind + Math.floor(kind / 65_537) * 1021) & (places - 1);
}

/** A number for a protocol with at most one port on one side; null where the entry asks for more. */
function kindOf({ protocols, sourcePorts, destinationPorts, icmp }: ServiceMatch): number | null {
  const protocol = protocols === "any" ? 256 : protocols.length === 1 ? (protocols[0] ?? -1) : -1;
  return icmp === null ? kindBy(protocol, portOf(sourcePorts), portOf(destinationPorts)) : null;
}

function kindBy(protocol: number, source: number, destination: number): number | null {
  if (protocol < 0 || source < 0 || destination < 0 || (source > 0 && destination > 0)) return null;
  return (protocol * 2 + (source > 0 ? 1 : 0)) * 65_537 + source + destination;
}

/** 0 for any port, else one more than the port; -1 where it is not one port. */
function portOf(ports: PortMatch): number {
  if (ports === anyPort) return 0;
  if (ports.kind !== "ranges" || ports.ranges.length !== 1) return -1;
  const [range] = ports.ranges;
  return range !== undefined && range[0] === range[1] ? range[0] + 1 : -1;
}
