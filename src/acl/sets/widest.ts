import { boxIndex, firstAround } from "./box-index.ts";
import type { Box } from "./box.ts";
import type { Conditions } from "./conditions.ts";
import { packetSpace } from "./packet-space.ts";

/** Some conditions without those that lie within one other box of theirs: together they hold the same packets. */
export function widestOf(conditions: readonly Conditions[], families: readonly (4 | 6)[]): readonly Conditions[] {
  const space = packetSpace(conditions);
  const how = { families, laterFragments: "like-whole-packets", permits: true } as const;
  const parts = conditions.map((asked) => space.compile(asked, how).boxes);
  // Wide ones first, so that what an earlier one holds is left out and of two alike one is kept.
  const order = [...conditions.keys()].sort((a, b) => widthOf(parts[b] ?? []) - widthOf(parts[a] ?? []));
  const boxes = order.flatMap((place) => parts[place] ?? []);
  const index = boxIndex(boxes, new Uint8Array(boxes.length).fill(1));
  const kept: Conditions[] = [];
  let before = 0;
  for (const place of order) {
    const own = parts[place] ?? [];
    const asked = conditions[place];
    const limit = before;
    const isHeld = own.every((box) => {
      return firstAround(index, box, limit) >= 0;
    });
    if (!isHeld && asked !== undefined) kept.push(asked);
    before += own.length;
  }
  return kept;
}

/** How much the widest box holds, roughly: a box within another is never wider. */
function widthOf(boxes: readonly Box[]): number {
  let widest = Number.NEGATIVE_INFINITY;
  for (const box of boxes) {
    let width = 0;
    for (const set of box) {
      let size = 0;
      for (let part = 0; part < set.length; part += 2) size += (set[part + 1] ?? 0) - (set[part] ?? 0) + 1;
      width += Math.log(size);
    }
    widest = Math.max(widest, width);
  }
  return widest;
}
