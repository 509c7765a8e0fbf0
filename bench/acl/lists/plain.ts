import type { AddressMatch, PortRange, ServiceMatch } from "../../../src/model/address.ts";
import {
  any4,
  listOf,
  portRanges,
  ports,
  prefix4,
  protocolNumbers,
  quad,
  service,
  tcpPort,
  type BenchList,
  type Line,
} from "../list.ts";
import { random, type Random } from "../random.ts";

const { icmp, tcp, udp } = protocolNumbers;

/** No two entries share a packet: every source is a /24 of its own. */
export function disjoint(seed: number, size: number): BenchList {
  const dice = random(seed);
  const entries = Array.from({ length: size }, (_, index): Line => {
    const source = prefix4(0x0a00_0000 + index * 256, 24);
    return {
      action: dice.chance(0.9) ? "permit" : "deny",
      service: tcpPort(dice.between(1, 1023)),
      source,
      destination: prefix4(0xac10_0000 + dice.below(2 ** 20), 32),
    };
  });
  return listOf("DISJOINT", 4, entries);
}

/**
 * Random 5-tuples: action by a coin, TCP or UDP mostly, prefixes of 8 to 32 bits anywhere, ports absent, one, or a range.
 * Lists of this kind stand behind the figures of other tools ("random lines").
 */
export function randomLines(seed: number, size: number): BenchList {
  const dice = random(seed);
  const address = () => prefix4(dice.below(2 ** 32), dice.between(8, 32));
  return listOf(
    "RANDOM",
    4,
    Array.from({ length: size }, () => randomLine(dice, address)),
  );
}

/** The same within 10.0.0.0/16, where nearly every entry overlaps many others. */
export function randomDense(seed: number, size: number): BenchList {
  const dice = random(seed);
  const address = () => prefix4(0x0a00_0000 + dice.below(2 ** 16), dice.between(16, 32));
  return listOf(
    "DENSE",
    4,
    Array.from({ length: size }, () => randomLine(dice, address)),
  );
}

function randomLine(dice: Random, address: () => AddressMatch): Line {
  const action = dice.chance(0.5) ? "permit" : "deny";
  return { action, service: randomService(dice), source: address(), destination: address() };
}

function randomService(dice: Random): ServiceMatch {
  const kind = dice.below(20);
  if (kind === 0) return service("any");
  if (kind === 1) return { ...service([icmp]), icmp: [{ type: dice.pick([0, 3, 8, 11]), code: null }] };
  return service([kind < 13 ? tcp : udp], randomPorts(dice), dice.chance(0.2) ? randomPorts(dice) : undefined);
}

function randomPorts(dice: Random): ReturnType<typeof ports> {
  const low = dice.between(1, 65_000);
  const kind = dice.below(4);
  return kind === 0 ? { kind: "any" } : ports(kind === 1 ? [low, low + dice.between(1, 535)] : [low, low]);
}

/** Lists of ports: each entry names four to ten of 5,000 ports on one of 64 servers, from anywhere or one of 64 nets. */
export function portHeavy(seed: number, size: number): BenchList {
  const dice = random(seed);
  const entries = Array.from({ length: size }, (): Line => {
    const count = dice.between(4, 10);
    // Odd ports only, so that no two touch and IOS can name each.
    const single = new Set(Array.from({ length: count }, () => dice.below(2500) * 2 + 1));
    const ranges = [...single].map((port): PortRange => [port, port]);
    return {
      action: dice.chance(0.8) ? "permit" : "deny",
      service: service([dice.chance(0.8) ? tcp : udp], portRanges(ranges)),
      source: dice.chance(0.3) ? any4 : prefix4(0x0a00_0000 + dice.below(64) * 256, 24),
      destination: prefix4(0xac10_0000 + dice.below(64), 32),
    };
  });
  return listOf("PORTS", 4, entries);
}

/** Masks that people write: the same host or net in every site, every second host, the same net in a few sites. */
const usualMasks = [0x00ff_ff00, 0x00ff_0000, 0x0000_ff00, 0x00ff_00ff, 0x0000_00fe, 0x0003_00ff] as const;

/** Discontiguous wildcards of few masks ("host 5 in every site") among prefixes, with few services. */
export function wildcards(seed: number, size: number): BenchList {
  return masked(seed, size, (dice) => dice.pick(usualMasks));
}

/** The same with masks that nobody writes: 4 to 16 free bits anywhere. */
export function anyWildcards(seed: number, size: number): BenchList {
  return masked(seed, size, freeBits);
}

function masked(seed: number, size: number, maskOf: (dice: Random) => number): BenchList {
  const dice = random(seed);
  const address = (): AddressMatch => {
    const value = 0x0a00_0000 + dice.below(2 ** 24);
    if (dice.chance(0.5)) return prefix4(value, dice.between(12, 32));
    const mask = maskOf(dice);
    return { kind: "wildcard", address: quad((value & ~mask) >>> 0), mask: quad(mask) };
  };
  const entries = Array.from({ length: size }, (): Line => {
    const action = dice.chance(0.7) ? "permit" : "deny";
    const what = dice.pick([tcpPort(22), tcpPort(443), service([udp], ports([161, 161])), service("any")]);
    return { action, service: what, source: address(), destination: dice.chance(0.5) ? any4 : address() };
  });
  return listOf("WILDCARDS", 4, entries);
}

function freeBits(dice: Random): number {
  let mask = 0;
  for (let bit = dice.between(4, 16); bit > 0; bit -= 1) mask |= 1 << dice.below(24);
  // A mask of low bits only would be a prefix under another name.
  return ((mask | (1 << 20)) & ~1) >>> 0;
}
