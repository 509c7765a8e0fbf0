import type { Block } from "../../src/acl/sets/blocks.ts";
import { blockColumns, type KnownNames } from "./block-holds.ts";
import { enumerate, mostEntries } from "./brute-force.ts";
import type { Universe } from "./universe.ts";

/** For each packet the numbers of the blocks that hold it. */
export type Places = (packet: number) => readonly number[];

export function placesOf(universe: Universe, blocks: readonly Block[], names: KnownNames): Places {
  const chunks: Int32Array[] = [];
  for (let from = 0; from < blocks.length; from += mostEntries) {
    const chunk = blocks.slice(from, from + mostEntries);
    const bits = new Int32Array(universe.count);
    enumerate(universe, chunk.length, (part) => blockColumns(part, chunk, names), bits, bits);
    chunks.push(bits);
  }
  return (packet) => {
    const found: number[] = [];
    for (const [number, chunk] of chunks.entries()) {
      for (let rest = chunk[packet] ?? 0; rest !== 0; rest &= rest - 1) {
        found.push(number * mostEntries + 31 - Math.clz32(rest & -rest));
      }
    }
    return found;
  };
}
