import { array, assert, constantFrom, integer, property, tuple, uniqueArray, type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anyHolding,
  boxIndex,
  firstAround,
  firstHolding,
  firstMeeting,
  holdsPoint,
  visitMeeting,
} from "../../src/acl/sets/box-index.ts";
import {
  boxDifference,
  boxesMeet,
  boxIntersection,
  containsBox,
  joinBoxes,
  type Box,
  type Point,
} from "../../src/acl/sets/box.ts";
import {
  containsNumber,
  containsSet,
  difference,
  firstOf,
  intersection,
  lastOf,
  meets,
  rangesOf,
  sameSet,
  setOfRanges,
  sizeOf,
  union,
  type NumberSet,
} from "../../src/acl/sets/number-set.ts";
import { smallestCover } from "../../src/acl/sets/smallest-cover.ts";
import { subtract, uncovered } from "../../src/acl/sets/subtract.ts";

const top = 11;
const numbers = Array.from({ length: top + 1 }, (_, number) => number);

/** Sets of numbers from 0 to 11, as they are made: from ranges in any order that overlap, touch and are inverted. */
const anySet: Arbitrary<NumberSet> = array(tuple(integer({ min: 0, max: top }), integer({ min: 0, max: top })), {
  maxLength: 5,
}).map(setOfRanges);

const held = (set: NumberSet): readonly number[] => numbers.filter((number) => containsNumber(set, number));

/** What holds of any set that somebody hands out: ascending ranges that never touch. */
function isProper(set: NumberSet): boolean {
  return (
    set.length % 2 === 0 &&
    set.every(
      (bound, place) =>
        place === 0 || (place % 2 === 1 ? bound >= (set[place - 1] ?? 0) : bound > (set[place - 1] ?? 0) + 1),
    )
  );
}

const laws: readonly (readonly [string, (a: NumberSet, b: NumberSet, c: NumberSet) => boolean])[] = [
  ["sets are proper", (a, b) => [a, intersection(a, b), difference(a, b), union([a, b])].every(isProper)],
  [
    "in the intersection is what is in both",
    (a, b) =>
      numbers.every((n) => containsNumber(intersection(a, b), n) === (containsNumber(a, n) && containsNumber(b, n))),
  ],
  [
    "in the difference is what is in the first alone",
    (a, b) =>
      numbers.every((n) => containsNumber(difference(a, b), n) === (containsNumber(a, n) && !containsNumber(b, n))),
  ],
  [
    "in the union is what is in either",
    (a, b, c) =>
      numbers.every((n) => containsNumber(union([a, b, c]), n) === [a, b, c].some((set) => containsNumber(set, n))),
  ],
  ["a set is empty where nothing is in it", (a) => (a.length === 0) === (held(a).length === 0)],
  ["its size is how much is in it", (a) => sizeOf(a) === held(a).length],
  [
    "the first and the last are in it",
    (a) => a.length === 0 || (firstOf(a) === held(a)[0] && lastOf(a) === held(a).at(-1)),
  ],
  [
    "one holds the other where nothing is left of that",
    (a, b) => containsSet(a, b) === (difference(b, a).length === 0),
  ],
  ["two meet where they share something", (a, b) => meets(a, b) === intersection(a, b).length > 0],
  ["the same numbers are the same set", (a, b) => sameSet(a, b) === (held(a).join(" ") === held(b).join(" "))],
  ["its ranges make the set", (a) => sameSet(setOfRanges(rangesOf(a)), a)],
  [
    "intersection and union commute",
    (a, b) => sameSet(intersection(a, b), intersection(b, a)) && sameSet(union([a, b]), union([b, a])),
  ],
  [
    "intersection distributes over union",
    (a, b, c) => sameSet(intersection(a, union([b, c])), union([intersection(a, b), intersection(a, c)])),
  ],
  [
    "taking away two is taking away one after the other",
    (a, b, c) => sameSet(difference(a, union([b, c])), difference(difference(a, b), c)),
  ],
  [
    "what is taken away and what is left make the whole",
    (a, b) => sameSet(union([difference(a, b), intersection(a, b)]), a),
  ],
];

describe("sets of numbers", () => {
  it.each(laws)("%s", (_, law) => {
    assert(property(anySet, anySet, anySet, law), { numRuns: 1_000 });
  });

  it.each<[string, NumberSet, NumberSet, NumberSet]>([
    ["all ports without the lowest and the highest", [0, 65_535], [0, 0, 65_535, 65_535], [1, 65_534]],
    ["all ports without themselves", [0, 65_535], [0, 65_535], []],
    ["a cut that touches below", [5, 9], [0, 4], [5, 9]],
    ["a cut that touches above", [5, 9], [10, 12], [5, 9]],
    ["a cut across a hole", [0, 3, 6, 9], [2, 7], [0, 1, 8, 9]],
  ])("%s", (_, set, cut, expected) => {
    expect(difference(set, cut)).toEqual(expected);
  });
});

/** Boxes of three dimensions of 0 to 4, none of them empty. */
const edge = 4;
const side: Arbitrary<NumberSet> = uniqueArray(integer({ min: 0, max: edge }), {
  minLength: 1,
  maxLength: edge + 1,
}).map((chosen) => setOfRanges(chosen.map((number) => [number, number])));
const anyBox: Arbitrary<Box> = tuple(side, side, side);
const boxes = array(anyBox, { maxLength: 8 });
const values = Array.from({ length: edge + 1 }, (_, value) => value);
const points: readonly Point[] = values.flatMap((a) => values.flatMap((b) => values.map((c) => [a, b, c])));
const inBox = (box: Box, point: Point): boolean => box.every((set, place) => containsNumber(set, point[place] ?? 0));
const inAny = (all: readonly Box[], point: Point): boolean => all.some((box) => inBox(box, point));
const inHowMany = (all: readonly Box[], point: Point): number => all.filter((box) => inBox(box, point)).length;

function piecesLeft(region: Box, cuts: readonly Box[]): readonly Box[] {
  const pieces: Box[] = [];
  subtract(region, cuts, { left: 1_000_000 }, (piece) => {
    pieces.push(piece);
    return true;
  });
  return pieces;
}

const boxLaws: readonly (readonly [string, (region: Box, other: Box, cuts: readonly Box[]) => boolean])[] = [
  [
    "two meet where they share a point",
    (a, b) => boxesMeet(a, b) === points.some((point) => inBox(a, point) && inBox(b, point)),
  ],
  [
    "one holds the other where it holds its points",
    (a, b) => containsBox(a, b) === points.every((point) => !inBox(b, point) || inBox(a, point)),
  ],
  [
    "in the intersection is what is in both",
    (a, b) => {
      const both = boxIntersection(a, b);
      return points.every((point) => (both !== null && inBox(both, point)) === (inBox(a, point) && inBox(b, point)));
    },
  ],
  [
    "what is left of one without another is disjoint and whole",
    (a, b) =>
      points.every((point) => inHowMany(boxDifference(a, b), point) === (inBox(a, point) && !inBox(b, point) ? 1 : 0)),
  ],
  [
    "what is left without many is disjoint and whole",
    (a, _, cuts) => {
      const pieces = piecesLeft(a, cuts);
      return points.every((point) => inHowMany(pieces, point) === (inBox(a, point) && !inAny(cuts, point) ? 1 : 0));
    },
  ],
  [
    "something is left where a point is, and it is left over",
    (a, _, cuts) => {
      const piece = uncovered(a, cuts, { left: 1_000_000 });
      const covered = points.every((point) => !inBox(a, point) || inAny(cuts, point));
      if (piece === null || piece === undefined) return piece === null && covered;
      return !covered && points.every((point) => !inBox(piece, point) || (inBox(a, point) && !inAny(cuts, point)));
    },
  ],
  [
    "joined boxes hold the same points",
    (a, b, cuts) => {
      const all = [a, b, ...cuts];
      const joined = joinBoxes(all);
      return points.every((point) => inAny(joined, point) === inAny(all, point));
    },
  ],
  [
    "joined disjoint boxes stay disjoint",
    (a, _, cuts) => {
      const joined = joinBoxes(piecesLeft(a, cuts));
      return points.every((point) => inHowMany(joined, point) <= 1);
    },
  ],
  ["without work nothing is said", (a, _, cuts) => cuts.length === 0 || uncovered(a, cuts, { left: -1 }) === undefined],
];

describe("boxes of packets", () => {
  it.each(boxLaws)("%s", (_, law) => {
    assert(property(anyBox, anyBox, boxes, law), { numRuns: 400 });
  });
});

function indexOf(all: readonly (readonly [Box, number])[]) {
  return boxIndex(
    all.map(([box]) => box),
    Uint8Array.from(all, ([, kind]) => kind),
  );
}

describe("an index of boxes", () => {
  const many = array(tuple(anyBox, constantFrom(1, 2)), { maxLength: 60 });
  const upTo = integer({ min: 0, max: 70 });
  it("finds the first box that holds a point", () => {
    assert(
      property(many, upTo, constantFrom(...points), (all, before, point) => {
        const expected = all.slice(0, before).findIndex(([box]) => inBox(box, point));
        const index = indexOf(all);
        const some = anyHolding(index, point, before);
        const isRight = expected < 0 ? some < 0 : some < before && inBox(all[some]?.[0] ?? [], point);
        return (
          firstHolding(index, point, before) === expected &&
          isRight &&
          all.every(([box]) => holdsPoint(box, point) === inBox(box, point))
        );
      }),
      { numRuns: 500 },
    );
  });

  it("misses no box that meets another, and none that holds it", () => {
    assert(
      property(many, upTo, anyBox, constantFrom(1, 2, 3), (all, before, box, kinds) => {
        const index = indexOf(all);
        const found: number[] = [];
        visitMeeting(index, box, before, (number) => found.push(number), kinds);
        const around = firstAround(index, box, before);
        const meeting = firstMeeting(index, box, before, (number) => boxesMeet(all[number]?.[0] ?? [], box), kinds);
        const early = all.slice(0, before);
        const wanted = ([other, kind]: readonly [Box, number]) => (kind & kinds) !== 0 && boxesMeet(other, box);
        return (
          early.every((other, number) => !wanted(other) || found.includes(number)) &&
          found.every((number) => number < before && ((all[number]?.[1] ?? 0) & kinds) !== 0) &&
          new Set(found).size === found.length &&
          around === early.findIndex(([other]) => containsBox(other, box)) &&
          meeting === early.findIndex(wanted)
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("a smallest cover", () => {
  it("covers, and nothing smaller does", () => {
    const candidates = array(array(anyBox, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 7 });
    assert(
      property(anyBox, candidates, (region, lists) => {
        const all = lists.map((own, clause) => ({ clause: clause * 3, boxes: own }));
        const covers = (chosen: readonly number[]) =>
          points.every((point) => !inBox(region, point) || chosen.some((number) => inAny(lists[number] ?? [], point)));
        if (!covers([...lists.keys()])) return true;
        const { clauses, smallest } = smallestCover([region], all, { left: 1_000_000 });
        const size = Math.min(
          ...Array.from({ length: 1 << lists.length }, (_, set) =>
            [...lists.keys()].filter((number) => (set >> number) & 1),
          )
            .filter(covers)
            .map((chosen) => chosen.length),
        );
        return smallest && clauses.length === size && covers(clauses.map((clause) => clause / 3));
      }),
      { numRuns: 1_000 },
    );
  });
});
