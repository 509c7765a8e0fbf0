import { describe, expect, it } from "vitest";
import { counted, noCounts } from "./case-counts.ts";
import { caseOf, judgeCase, withManyMasks } from "./judge-case.ts";
import { faultsOf, faultText } from "./smaller-case.ts";

/** `scripts/prove-acl.ts` judges hundreds of thousands of these. */
const batch = 48;
const seedsOf = (first: number, length = batch): readonly number[] =>
  Array.from({ length }, (_, place) => first + place);
const batches = (count: number) => Array.from({ length: count }, (_, number) => [number * batch] as const);

/** The first faulty case of some, as small as it gets. */
function firstFault(seeds: readonly number[], asked: "all" | "in turn"): readonly string[] {
  const faulty = seeds.find((seed) => faultsOf(caseOf(seed), 20, asked).length > 0);
  return faulty === undefined ? [] : [faultText(caseOf(faulty))];
}

describe("answers about random lists, with all packets enumerated", () => {
  it.each(batches(24))("some of each case from %i on", (first) => {
    expect(firstFault(seedsOf(first), "in turn")).toEqual([]);
  });

  it.each(batches(5))("all of each case from 9000000 + %i on", (first) => {
    expect(firstFault(seedsOf(9_000_000 + first), "all")).toEqual([]);
  });
});

describe("answers where the masks are too many for a line", () => {
  it.each(
    seedsOf(0, 12)
      .map(caseOf)
      .filter(({ first }) => first.kind === "acl" && first.acl.family === "ipv4" && first.acl.entries.length > 0)
      .map((test) => [test.universe.name, test] as const),
  )("%s", (_, test) => {
    expect(faultsOf(withManyMasks(test), 20, "in turn")).toEqual([]);
  });
});

describe("what the cases hold", () => {
  const counts = seedsOf(0, 300)
    .map(caseOf)
    .reduce((sum, test) => counted(sum, test, judgeCase(test, 1, "none")), noCounts);

  it.each([
    ["reached", 0.2],
    ["redundant", 0.05],
    ["shadowed", 0.05],
    ["empty", 0.05],
    ["covered", 0.001],
    ["covered by 2", 0.005],
    ["covered by 3 or more", 0.0005],
    ["overlap", 0.05],
    ["unresolved", 0.02],
  ])("%s are at least %d of all entries", (what, share) => {
    expect((counts[what] ?? 0) / (counts["entries"] ?? 1)).toBeGreaterThan(share);
  });
});
