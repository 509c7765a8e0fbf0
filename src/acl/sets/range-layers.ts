import type { Hulls } from "./box-hulls.ts";

/** Ranges of one dimension, in layers of disjoint ones: a number lies in at most one range of a layer. */
export interface RangeLayers {
  readonly layers: number;
  /** How many ranges there are; they are numbered from 1. */
  readonly ranges: number;
  /** The range of each box, and the layer of each range. */
  readonly rangeOf: Int32Array;
  readonly layerOf: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lowest: number;
  /** Numbers from the lowest to the highest. */
  readonly span: number;
}

/** Prefixes nest a few times; ranges that overlap more are left to the tree. */
const mostLayers = 8;

/** Numbers of a dimension for each box, above which its table would cost more than it saves. */
const widestSpan = 8;

/** The layers of the boxes' hulls in the active dimension at `place`; null where they are too many. */
export function rangeLayers({ bounds, width, solid }: Hulls, place: number): RangeLayers | null {
  const boxes = solid.length;
  let lowest = 0x7fffffff;
  let highest = -1;
  for (let bound = place * 2; bound < bounds.length; bound += width) {
    lowest = Math.min(lowest, bounds[bound] ?? 0);
    highest = Math.max(highest, bounds[bound + 1] ?? 0);
  }
  const span = highest - lowest + 1;
  if (span <= 0 || span > boxes * widestSpan) return null;
  const rangeOf = new Int32Array(boxes);
  const starts = new Int32Array(boxes + 1);
  const ends = new Int32Array(boxes + 1);
  // Ranges that start at the same number are a chain, the longest first.
  const heads = new Int32Array(span);
  const nexts = new Int32Array(boxes + 1);
  let ranges = 0;
  for (let number = 0; number < boxes; number += 1) {
    const start = bounds[number * width + place * 2] ?? 0;
    const end = bounds[number * width + place * 2 + 1] ?? 0;
    let longer = 0;
    let range = heads[start - lowest] ?? 0;
    for (let steps = 0; range > 0 && (ends[range] ?? 0) > end; steps += 1) {
      // As many ranges with one start are as many layers.
      if (steps === mostLayers) return null;
      longer = range;
      range = nexts[range] ?? 0;
    }
    if (range === 0 || ends[range] !== end) {
      ranges += 1;
      starts[ranges] = start;
      ends[ranges] = end;
      nexts[ranges] = range;
      range = ranges;
      if (longer === 0) heads[start - lowest] = range;
      else nexts[longer] = range;
    }
    rangeOf[number] = range;
  }
  const layerOf = new Uint8Array(ranges + 1);
  const lastEnds = new Int32Array(mostLayers).fill(-1);
  let layers = 0;
  // Each range, by its start and the longest first, gets the first layer whose last range has ended.
  for (let start = 0; start < span; start += 1) {
    for (let range = heads[start] ?? 0; range > 0; range = nexts[range] ?? 0) {
      let layer = 0;
      while (layer < layers && (lastEnds[layer] ?? 0) >= start + lowest) layer += 1;
      if (layer === mostLayers) return null;
      if (layer === layers) layers += 1;
      lastEnds[layer] = ends[range] ?? 0;
      layerOf[range] = layer;
    }
  }
  return { layers, ranges, rangeOf, layerOf, starts, ends, lowest, span };
}

/** The range that a number of a layer lies in, at `layer * span + number - lowest`; 0 where there is none. */
export function rangeTable({ layers, ranges, layerOf, starts, ends, lowest, span }: RangeLayers): Int32Array {
  const table = new Int32Array(layers * span);
  for (let range = 1; range <= ranges; range += 1) {
    const offset = (layerOf[range] ?? 0) * span - lowest;
    table.fill(range, offset + (starts[range] ?? 0), offset + (ends[range] ?? 0) + 1);
  }
  return table;
}
