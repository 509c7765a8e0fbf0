import { describe, expect, it } from "vitest";
import { byDefault, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import { judge, listed, pass } from "../../src/rules/rule.ts";

const known = read(true, 7);
const assumed = byDefault(true, "X 1.0: on");

describe("a judgement rests on all of its facts", () => {
  it.each<readonly [string, readonly Fact<boolean>[], string]>([
    ["known ones", [known, assumed], "pass"],
    ["one that is not known", [known, unknownFact("Nobody knows.", [[9, 9]])], "unknown"],
    ["one that the platform does not have", [known, notApplicable("There is no such thing.")], "notApplicable"],
    ["none at all", [], "pass"],
  ])("%s", (_, facts, outcome) => {
    expect(judge("x", facts, () => pass("All is well.")).outcome).toBe(outcome);
  });

  it("and shows their lines and defaults", () => {
    const { evidence } = judge("x", [read(1, [[3, 4]]), known, assumed], () => pass("All is well."));
    expect(evidence).toEqual({
      lines: [
        [3, 4],
        [7, 7],
      ],
      xmlPath: null,
      default: "X 1.0: on",
    });
  });

  it("shows the lines of what is not known too", () => {
    const { evidence, message } = judge("x", [unknownFact("Nobody knows.", [[9, 9]])], () => pass("All is well."));
    expect([message, evidence.lines]).toEqual(["Nobody knows.", [[9, 9]]]);
  });
});

describe("a list as a fact", () => {
  it("is at the places of its items", () => {
    expect(listed([{ at: [[2, 2]] }, { at: [[3, 3]] }], "None.")).toMatchObject({ at: [[2, 3]] });
  });

  it("is a default where it is empty", () => {
    expect(listed([], "None.")).toEqual({ value: [], default: "None." });
  });
});
