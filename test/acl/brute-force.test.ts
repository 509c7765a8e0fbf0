import { describe, expect, it } from "vitest";
import { counted, noCounts } from "./case-counts.ts";
import { caseOf, judgeCase } from "./judge-case.ts";
import { faultsOf, faultText } from "./smaller-case.ts";

/** `npm run prove:acl` judges hundreds of thousands of these. */
const batches = 24;
const batch = 50;

function seedsOf(number: number): readonly number[] {
  return Array.from({ length: batch }, (_, place) => number * batch + place);
}

describe("every answer about random lists, with all packets enumerated", () => {
  it.each(Array.from({ length: batches }, (_, number) => [number * batch, number] as const))(
    "cases from %i on",
    (_, number) => {
      const faulty = seedsOf(number).filter((seed) => faultsOf(caseOf(seed), 20, "all").length > 0);
      expect(faulty.slice(0, 1).map((seed) => faultText(caseOf(seed)))).toEqual([]);
    },
  );
});

describe("what the cases hold", () => {
  const counts = seedsOf(0)
    .concat(seedsOf(1), seedsOf(2), seedsOf(3))
    .map(caseOf)
    .reduce((sum, test) => counted(sum, test, judgeCase(test, 1, "in turn")), noCounts);

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

  it("hardly leaves an answer open", () => {
    expect((counts["answers left open"] ?? 0) / (counts["cases"] ?? 1)).toBeLessThan(0.01);
  });
});
