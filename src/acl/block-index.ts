import type { Interval } from "./address-space.ts";

/** Source and destination from lowest to highest address. */
export type Hulls = readonly [source: Interval, destination: Interval];

/** Entries by the blocks of addresses they lie in, so that few need be compared with each other. */
export interface BlockIndex {
  /** Adds the next entry; entries are numbered from 0 in this order. */
  add(hulls: Hulls): void;
  /** The first entry that could hold these hulls and that `holds` says yes to; null where there is none. */
  firstAround(hulls: Hulls, holds: (entry: number) => boolean): number | null;
}

/** Sizes of blocks in bits: three for IPv4, three for IPv6, and one that holds everything. */
const sizes = [8n, 16n, 24n, 64n, 80n, 96n, 130n] as const;

export function blockIndex(): BlockIndex {
  const blocks = new Map<string, number[]>();
  // Hulls as doubles: rounding keeps order, so that a hull never excludes what the exact numbers would hold.
  const bounds: number[] = [];
  const around = (entry: number, [sourceFirst, sourceLast, destinationFirst, destinationLast]: Bounds): boolean => {
    const at = entry * 4;
    return (
      (bounds[at] ?? 0) <= sourceFirst &&
      (bounds[at + 1] ?? 0) >= sourceLast &&
      (bounds[at + 2] ?? 0) <= destinationFirst &&
      (bounds[at + 3] ?? 0) >= destinationLast
    );
  };
  return {
    add(hulls) {
      const key = narrowestBlock(hulls);
      const entry = bounds.length / 4;
      const block = blocks.get(key);
      if (block === undefined) blocks.set(key, [entry]);
      else block.push(entry);
      bounds.push(...boundsOf(hulls));
    },
    firstAround(hulls, holds) {
      const own = boundsOf(hulls);
      let first: number | null = null;
      for (const key of blocksAround(hulls)) {
        for (const entry of blocks.get(key) ?? []) {
          if (first !== null && entry >= first) break;
          if (around(entry, own) && holds(entry)) first = entry;
        }
      }
      return first;
    },
  };
}

type Bounds = readonly [number, number, number, number];

function boundsOf([[sourceFirst, sourceLast], [destinationFirst, destinationLast]]: Hulls): Bounds {
  return [Number(sourceFirst), Number(sourceLast), Number(destinationFirst), Number(destinationLast)];
}

/** The smallest block that holds source or destination, whichever is narrower. */
function narrowestBlock([source, destination]: Hulls): string {
  for (const size of sizes) {
    if (isWithin(source, size)) return blockKey("source", source, size);
    if (isWithin(destination, size)) return blockKey("destination", destination, size);
  }
  return "everything";
}

/** Every block that something holding these hulls may have been filed under. */
function* blocksAround([source, destination]: Hulls): Iterable<string> {
  for (const size of sizes) {
    if (isWithin(source, size)) yield blockKey("source", source, size);
    if (isWithin(destination, size)) yield blockKey("destination", destination, size);
  }
  yield "everything";
}

function isWithin([first, last]: Interval, size: bigint): boolean {
  return first >> size === last >> size;
}

function blockKey(side: string, [first]: Interval, size: bigint): string {
  return `${side} ${size} ${first >> size}`;
}
