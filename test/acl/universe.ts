import type { Packet } from "../../src/acl/sets/packet.ts";
import type { FragmentKind, LaterFragments } from "../../src/model/acl.ts";
import { addressText, bitCells, blockCells, type AddressCells } from "./address-cells.ts";
import type { Random } from "./random.ts";
import type { Asks, Shape } from "./shapes.ts";

/** All of a packet but addresses, DSCP and names. */
export type Transport = Pick<Packet, "protocol" | "sourcePort" | "destinationPort" | "icmp" | "tcpFlags" | "fragment">;

/** The packets of one family, as a product: every combination of these. */
export interface Part {
  readonly family: 4 | 6;
  readonly sources: AddressCells;
  readonly destinations: AddressCells;
  readonly transports: readonly Transport[];
  readonly dscps: readonly number[];
  readonly fromZones: readonly (string | null)[];
  readonly toZones: readonly (string | null)[];
  readonly applications: readonly (string | null)[];
  readonly users: readonly (string | null)[];
}

/** What conditions on a universe may name: nothing else tells its packets apart. */
export interface Universe {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly count: number;
  /** Numbers of protocols that conditions name; every other one is alike. */
  readonly protocols: readonly number[];
  /** Ranges from cell to cell are all that conditions ask of ports. */
  readonly portCells: readonly (readonly [low: number, high: number])[];
  readonly icmpNumbers: readonly number[];
  readonly flagBits: readonly number[];
  readonly fragments: readonly FragmentKind[];
  readonly dscps: readonly number[];
  readonly names: Readonly<Record<NameAxis, readonly string[]>>;
  /** What lists may do with later fragments: where these are not told apart, only what takes them for whole. */
  readonly laterFragments: readonly LaterFragments[];
  readonly for: "acl" | "policies";
  readonly asks: Asks;
}

export type NameAxis = "fromZones" | "toZones" | "applications" | "users";

/** A universe of a shape: where its blocks lie, and which packet stands for those that are alike, the seed chooses. */
export function universeOf(shape: Shape, random: Random): Universe {
  const families: readonly (4 | 6)[] =
    shape.for === "acl" ? [random.pick(shape.sourceBits === "bits" ? [4, 4, 4, 4, 4, 6] : [4, 4, 6])] : [4, 6];
  const header = shape.ports > 0 || shape.icmp > 0 || shape.flags > 0;
  const like: readonly LaterFragments[] = ["like-whole-packets"];
  const alike = shape.for === "policies" || !header || (shape.fragments === 0 && random.chance(0.5));
  const base: Omit<Universe, "parts" | "count"> = {
    name: shape.name,
    for: shape.for,
    asks: shape,
    protocols: protocolsOf(shape, random),
    portCells: portCellsOf(shape, random),
    icmpNumbers: shape.icmp > 0 ? [0, random.between(1, 254), 255] : [],
    flagBits: shape.flags > 0 ? random.pick(flagChoices) : [],
    fragments:
      shape.fragments > 0
        ? ["none", "first", "later"]
        : alike
          ? [random.pick(["none", "none", "first", "later"])]
          : [random.pick(["none", "first"]), "later"],
    laterFragments: alike && header ? like : ["by-addresses-when-permitting", "unmatched", "like-whole-packets"],
    dscps: shape.dscp > 0.5 ? [0, 63, 46] : shape.dscp > 0 ? [0, 63] : [],
    names: namesOf(shape),
  };
  const parts = families.map((family): Part => ({
    family,
    sources: cellsOf(shape.sourceBits, family, random),
    destinations: cellsOf(shape.destinationBits, family, random),
    transports: transportsOf(base, family, shape, random),
    dscps: base.dscps.length > 0 ? [...base.dscps, random.pick([1, 45, 47, 62])] : [random.below(64)],
    fromZones: [...base.names.fromZones, null],
    toZones: [...base.names.toZones, null],
    applications: [...base.names.applications, null],
    users: [...base.names.users, null],
  }));
  return { ...base, parts, count: parts.reduce((sum, part) => sum + countOf(part), 0) };
}

/** `established` asks for ACK (16) and RST (4): these are always told apart. */
const flagChoices = [
  [4, 16],
  [4, 16, 2],
  [4, 16, 1],
  [1, 2, 4, 16],
  [128, 4, 16],
] as const;

function namesOf({ names, for: kind }: Shape): Universe["names"] {
  if (names > 0 && kind === "acl") return { fromZones: ["a", "b"], toZones: ["a"], applications: [], users: [] };
  if (names === 0) return { fromZones: [], toZones: [], applications: [], users: [] };
  if (names < 0.5) return { fromZones: ["a"], toZones: ["a"], applications: [], users: ["b"] };
  return { fromZones: ["a", "b"], toZones: ["a", "b"], applications: ["a", "b"], users: ["b"] };
}

function cellsOf(bits: number | "bits" | null, family: 4 | 6, random: Random): AddressCells {
  const width = family === 4 ? 32 : 128;
  if (bits === null) {
    const representatives = [addressText(family, address(random, width))];
    return { family, representatives, match: () => ({ kind: "any" }), halves: () => null };
  }
  if (bits === "bits") {
    const positions = new Set([random.pick([0, width - 1]), random.between(1, 7), random.between(8, width - 2)]);
    return bitCells(random, family, [...positions], address(random, width));
  }
  const size = 1n << BigInt(bits);
  const end = random.below(4);
  const base = end === 0 ? 0n : end === 1 ? (1n << BigInt(width)) - size : (address(random, width) / size) * size;
  return blockCells(random, family, bits, base);
}

function address(random: Random, width: number): bigint {
  let value = 0n;
  for (let bits = 0; bits < width; bits += 16) value = (value << 16n) | BigInt(random.below(65_536));
  return value;
}

function portCellsOf({ ports }: Shape, random: Random): Universe["portCells"] {
  if (ports === 0) return [];
  const cut = random.between(4, 65_530);
  return random.pick([
    [
      [0, 0],
      [1, 1],
      [2, 65_534],
      [65_535, 65_535],
    ],
    [
      [0, cut - 1],
      [cut, cut],
      [cut + 1, 65_535],
    ],
    [
      [0, cut - 1],
      [cut, 65_534],
      [65_535, 65_535],
    ],
    [
      [0, 0],
      [1, cut],
      [cut + 1, 65_535],
    ],
  ] as const);
}

function protocolsOf(shape: Shape, random: Random): readonly number[] {
  if (shape.protocol === 0) return [];
  if (shape.icmp > 0.5) return [1, 58, 6];
  return random.pick([
    [6, 17],
    [6, 17, 1, 58],
    [6, 17, 132],
    [6, 0, 255],
    [6, 17, 1, 58, 47],
  ]);
}

function transportsOf(
  universe: Omit<Universe, "parts" | "count">,
  family: 4 | 6,
  { sourcePorts }: Shape,
  random: Random,
): readonly Transport[] {
  const { protocols, portCells, icmpNumbers, flagBits, fragments } = universe;
  const ports =
    portCells.length > 0 ? portCells.map(([low, high]) => random.pick([low, high])) : [random.pick([0, 80, 65_535])];
  const firstPorts = sourcePorts ? ports : [random.pick([0, 1024, 65_535])];
  const otherFlags = random.pick([0, 255]) & ~flagBits.reduce((sum, bit) => sum | bit, 0);
  const flags = Array.from({ length: 1 << flagBits.length }, (_, which) =>
    flagBits.reduce((sum, bit, at) => ((which >> at) & 1 ? sum | bit : sum), otherFlags),
  );
  const numbers = icmpNumbers.length > 0 ? [...icmpNumbers, random.pick(other(icmpNumbers, 256))] : [8];
  // One protocol that conditions do not name, and all that have a header conditions ask about.
  const all = new Set([
    ...protocols,
    6,
    ...(portCells.length > 0 ? [17] : []),
    ...(icmpNumbers.length > 0 ? [1, 58] : []),
    random.pick(other([6, 17, 33, 132, 136, 1, 58, ...protocols], 256)),
  ]);
  if (portCells.length > 0) all.add(random.pick([33, 132, 136].filter((protocol) => !protocols.includes(protocol))));
  const transports: Transport[] = [];
  for (const protocol of all) {
    const bare = { protocol, sourcePort: null, destinationPort: null, icmp: null, tcpFlags: null };
    for (const fragment of fragments) {
      if ([6, 17, 33, 132, 136].includes(protocol)) {
        for (const sourcePort of firstPorts)
          for (const destinationPort of ports)
            for (const tcpFlags of protocol === 6 ? flags : [null])
              transports.push({ ...bare, sourcePort, destinationPort, tcpFlags, fragment });
      } else if (protocol === (family === 4 ? 1 : 58)) {
        for (const type of numbers)
          for (const code of numbers) transports.push({ ...bare, icmp: { type, code }, fragment });
      } else transports.push({ ...bare, fragment });
    }
  }
  return transports;
}

function other(named: readonly number[], bound: number): readonly number[] {
  return Array.from({ length: bound }, (_, number) => number).filter((number) => !named.includes(number));
}

/** The lists of values whose combinations are the packets, outermost first. */
export function axesOf(part: Part): readonly (readonly unknown[])[] {
  return [
    part.sources.representatives,
    part.destinations.representatives,
    part.transports,
    part.dscps,
    part.fromZones,
    part.toZones,
    part.applications,
    part.users,
  ];
}

function countOf(part: Part): number {
  return axesOf(part).reduce((count, axis) => count * axis.length, 1);
}

/** All packets, in the order in which the last axis turns fastest. */
export function* packetsOf({ parts }: Universe): Generator<Packet> {
  for (const part of parts)
    for (const source of part.sources.representatives)
      for (const destination of part.destinations.representatives)
        for (const transport of part.transports)
          for (const dscp of part.dscps)
            for (const fromZone of part.fromZones)
              for (const toZone of part.toZones)
                for (const application of part.applications)
                  for (const user of part.users)
                    yield {
                      family: part.family,
                      source,
                      destination,
                      ...transport,
                      dscp,
                      fromZone,
                      toZone,
                      application,
                      user,
                    };
}
