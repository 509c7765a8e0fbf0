import { expect, it } from "vitest";
import {
  anyHolding,
  boxIndex,
  firstAround,
  firstHolding,
  firstMeeting,
  holdsPoint,
  visitMeeting,
} from "../../src/acl/sets/box-index.ts";
import { boxesMeet, containsBox, type Box, type Point } from "../../src/acl/sets/box.ts";
import type { NumberSet } from "../../src/acl/sets/number-set.ts";
import { randomFrom, type Random } from "./random.ts";

/**
 * Every search of an index against looking at each box. Enough is asked that boxes are searched one by one first, then
 * by a tree; the kinds of ranges are those that are found by layers (prefixes, ranges that overlap little), in crowds
 * (the same addresses again and again), and those that are not (many that overlap, several ranges in one set).
 */
const top = 255;
const whole: NumberSet = [0, top];

const ranges: Readonly<Record<string, (dice: Random) => NumberSet>> = {
  prefixes: (dice) => {
    const size = 2 ** dice.below(9);
    const start = dice.below(256 / size) * size;
    return [start, start + size - 1];
  },
  hosts: (dice) => {
    const value = dice.below(256);
    return [value, value];
  },
  few: (dice) => {
    const value = dice.below(3);
    return [value, value];
  },
  overlapping: (dice) => {
    const start = dice.below(256);
    return [start, Math.min(top, start + dice.below(120))];
  },
  several: (dice) => {
    const start = dice.below(100);
    return [start, start + dice.below(20), start + 60, start + 60 + dice.below(90)];
  },
  any: () => whole,
};

type Kind = keyof typeof ranges;

const shapes: readonly (readonly [...dimensions: Kind[]])[] = [
  ["prefixes", "prefixes", "any"],
  ["prefixes", "hosts", "few", "any"],
  ["few", "few", "prefixes"],
  ["hosts", "any", "several"],
  ["overlapping", "overlapping", "few"],
  ["overlapping", "prefixes", "hosts"],
  ["several", "several", "few"],
  ["few", "any", "any"],
  ["any", "any", "any"],
];

const cases = shapes.flatMap((shape) => [1, 9, 60, 300, 1500].map((count) => ({ shape, count })));

it.each(cases)("$count boxes of $shape", ({ shape, count }) => {
  const dice = randomFrom(count * 31 + shape.length);
  const box = (): Box => shape.map((kind) => (dice.below(12) === 0 ? whole : (ranges[kind]?.(dice) ?? whole)));
  const boxes = Array.from({ length: count }, box);
  const kinds = Uint8Array.from(boxes, () => (dice.below(9) === 0 ? 2 : 1));
  const index = boxIndex(boxes, kinds);
  const questions = Array.from({ length: 250 }, () => {
    const asked = box();
    const point: Point = shape.map(() => dice.below(256));
    return { asked, point, before: dice.below(count + 2), wanted: 1 + dice.below(3) };
  });
  const first = (before: number, accepts: (number: number) => boolean): number =>
    boxes.findIndex((_, number) => number < before && accepts(number));
  const expected = questions.map(({ asked, point, before, wanted }) => {
    const meets = (number: number): boolean =>
      ((kinds[number] ?? 0) & wanted) !== 0 && boxesMeet(boxes[number] ?? [], asked);
    const holds = first(before, (number) => holdsPoint(boxes[number] ?? [], point));
    return {
      meeting: [...boxes.keys()].filter((number) => number < before && meets(number)),
      firstMeeting: first(before, meets),
      firstAround: first(before, (number) => containsBox(boxes[number] ?? [], asked)),
      firstHolding: holds,
      anyHolding: holds >= 0,
    };
  });
  const found = questions.map(({ asked, point, before, wanted }) => {
    const accepts = (number: number): boolean => boxesMeet(boxes[number] ?? [], asked);
    const meeting: number[] = [];
    visitMeeting(index, asked, before, (number) => accepts(number) && meeting.push(number), wanted);
    const any = anyHolding(index, point, before);
    return {
      meeting: meeting.sort((a, b) => a - b),
      firstMeeting: firstMeeting(index, asked, before, accepts, wanted),
      firstAround: firstAround(index, asked, before),
      firstHolding: firstHolding(index, point, before),
      anyHolding: any >= 0 && any < before && holdsPoint(boxes[any] ?? [], point),
    };
  });
  expect(found).toStrictEqual(expected);
});
