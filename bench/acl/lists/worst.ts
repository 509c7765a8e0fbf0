import type { AddressMatch } from "../../../src/model/address.ts";
import {
  any4,
  listOf,
  ports,
  prefix4,
  protocolNumbers,
  quad,
  range4,
  service,
  type BenchList,
  type Line,
} from "../list.ts";
import { random } from "../random.ts";

const { tcp } = protocolNumbers;
const everything = service("any");

/**
 * Ranges within ranges in one (source), two (and destination) or three (and port) dimensions, permit and deny in turn.
 * Growing, each leaves a frame around the one before; shrinking, the first covers all the others.
 */
export function nested(size: number, dimensions: 1 | 2 | 3, growing: boolean): BenchList {
  const entries = Array.from({ length: size }, (_, index): Line => {
    const level = growing ? index + 1 : size - index;
    const around = (middle: number) => range4(middle - level, middle + level);
    const port = Math.max(1, Math.floor((level / size) * 32_767));
    return {
      action: index % 2 === 0 ? "permit" : "deny",
      source: around(0x0a80_0000),
      destination: dimensions > 1 ? around(0xac18_0000) : any4,
      service: dimensions > 2 ? service([tcp], ports([32_768 - port, 32_767 + port])) : service([tcp]),
    };
  });
  return listOf("NESTED", 4, entries);
}

/**
 * Each step takes more sources and fewer destinations than the one before, so that every two cross; the last one is the
 * box around the flight, and only its far corner is reached.
 */
export function staircase(size: number): BenchList {
  const steps = size - 1;
  const entries = Array.from({ length: steps }, (_, index): Line => {
    const source = range4(0x0a00_0000, 0x0a00_0000 + index);
    const destination = range4(0xac10_0000 + index, 0xac10_0000 + steps);
    return { action: index % 2 === 0 ? "permit" : "deny", service: everything, source, destination };
  });
  const source = range4(0x0a00_0000, 0x0a00_0000 + steps - 1);
  const destination = range4(0xac10_0000, 0xac10_0000 + steps);
  return listOf("STAIRS", 4, [...entries, { action: "permit", service: everything, source, destination }]);
}

/** Columns of rising height side by side; the last entry is a box under them, covered by half of the columns only together. */
export function columns(size: number): BenchList {
  const steps = size - 1;
  const entries = Array.from({ length: steps }, (_, index): Line => {
    const source = prefix4(0x0a00_0000 + index, 32);
    const destination = range4(0xac10_0000, 0xac10_0000 + index);
    return { action: index % 2 === 0 ? "permit" : "deny", service: everything, source, destination };
  });
  const half = Math.floor(steps / 2);
  const source = range4(0x0a00_0000 + half, 0x0a00_0000 + steps - 1);
  const destination = range4(0xac10_0000, 0xac10_0000 + half);
  return listOf("COLUMNS", 4, [...entries, { action: "permit", service: everything, source, destination }]);
}

/** A square board of /24 pairs, black permits and white denies; then each row, then the whole board, all covered only by many together. */
export function checkerboard(size: number): BenchList {
  const side = Math.floor((Math.sqrt(1 + 4 * (size - 1)) - 1) / 2);
  const entries: Line[] = [];
  const add = (action: Line["action"], source: AddressMatch, destination: AddressMatch) =>
    entries.push({ action, service: everything, source, destination });
  const row = (base: number) => range4(base, base + side * 256 - 1);
  for (let x = 0; x < side; x += 1) {
    for (let y = 0; y < side; y += 1) {
      add((x + y) % 2 === 0 ? "permit" : "deny", square(0x0a00_0000, x), square(0xac10_0000, y));
    }
  }
  for (let x = 0; x < side; x += 1) add("permit", square(0x0a00_0000, x), row(0xac10_0000));
  add("permit", row(0x0a00_0000), row(0xac10_0000));
  return listOf("BOARD", 4, entries);
}

function square(base: number, index: number): AddressMatch {
  return prefix4(base + index * 256, 24);
}

/** Wide random boxes in four dimensions (both addresses, both ports): what is left of one after a few others has many corners. */
export function boxes(seed: number, size: number): BenchList {
  const dice = random(seed);
  const extent = (span: number): readonly [number, number] => {
    const low = dice.below(span / 2);
    return [low, low + Math.floor(span / 4) + dice.below(span / 4)];
  };
  const addresses = (base: number) => {
    const [first, last] = extent(2 ** 24);
    return range4(base + first, base + last);
  };
  const entries = Array.from({ length: size }, (): Line => {
    const destinationPorts = ports(extent(65_536));
    return {
      action: dice.chance(0.5) ? "permit" : "deny",
      source: addresses(0x0a00_0000),
      destination: addresses(0x0b00_0000),
      service: service([tcp], destinationPorts, ports(extent(65_536))),
    };
  });
  return listOf("BOXES", 4, entries);
}

/** Every second value of source, then of destination, then of port: what is left between the slabs is a cube of (size/3)³ grains. */
export function slabs(size: number): BenchList {
  const count = Math.floor((size - 1) / 3);
  const all = service([tcp]);
  const entries: Line[] = [];
  const each = (make: (value: number) => Omit<Line, "action">) => {
    for (let index = 0; index < count; index += 1) {
      entries.push({ action: index % 2 === 0 ? "permit" : "deny", ...make(index * 2) });
    }
  };
  each((value) => ({ service: all, source: prefix4(0x0a00_0000 + value, 32), destination: any4 }));
  each((value) => ({ service: all, source: any4, destination: prefix4(0xac10_0000 + value, 32) }));
  each((value) => ({ service: service([tcp], ports([value, value])), source: any4, destination: any4 }));
  entries.push({ action: "deny", service: all, source: any4, destination: any4 });
  return listOf("SLABS", 4, entries);
}

/**
 * Random 3-SAT in wildcards over the 64 bits of both addresses: each entry takes the packets that break one clause, and
 * the last entry, any to any, is reached where the formula holds for some packet. Near 4.27 clauses a bit nothing is
 * known that is always fast: the analysis may stop at its bound, and must then say "unknown".
 */
export function formula(seed: number, size: number, bits: number): BenchList {
  const dice = random(seed);
  const entries = Array.from({ length: size - 1 }, (): Line => {
    const chosen = new Set<number>();
    while (chosen.size < 3) chosen.add(dice.below(bits));
    const masks = [0xffff_ffff, 0xffff_ffff];
    const values = [0, 0];
    for (const bit of chosen) {
      const side = bit >> 5;
      const flag = (1 << (bit & 31)) >>> 0;
      masks[side] = ((masks[side] ?? 0) & ~flag) >>> 0;
      if (dice.chance(0.5)) values[side] = ((values[side] ?? 0) | flag) >>> 0;
    }
    const address = (side: number): AddressMatch =>
      masks[side] === 0xffff_ffff
        ? any4
        : { kind: "wildcard", address: quad(values[side] ?? 0), mask: quad(masks[side] ?? 0) };
    return { action: "permit", service: everything, source: address(0), destination: address(1) };
  });
  return listOf("FORMULA", 4, [...entries, { action: "deny", service: everything, source: any4, destination: any4 }]);
}
