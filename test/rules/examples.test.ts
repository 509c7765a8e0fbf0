import { describe, expect, it } from "vitest";
import type { Verdict } from "../../src/model/verdict.ts";
import { rules } from "../../src/rules/index.ts";
import type { Example, Rule } from "../../src/rules/rule.ts";
import { brokenPromises, complies, isUnknown, judgeExample, violates } from "./judge-example.ts";

const always = (outcome: "pass" | "fail") => ({
  outcome,
  message: "Nothing was looked at.",
  subject: "",
  evidence: { lines: [], xmlPath: null, default: "none" },
});

type Case = readonly [name: string, rule: Rule, example: Example];

function cases(kind: "compliant" | "violating" | "unknown"): Case[] {
  return rules.flatMap((rule) =>
    (rule.examples[kind] ?? []).map((example, index) => {
      const because = example.because === undefined ? "" : `: ${example.because}`;
      return [`${rule.id} ${kind} ${index + 1} (${example.os})${because}`, rule, example] as const;
    }),
  );
}

describe("compliant examples", () => {
  it.each(cases("compliant"))("%s", (_, rule, example) => {
    expect(judgeExample(rule, example)).toSatisfy(complies);
  });
});

describe("violating examples", () => {
  it.each(cases("violating"))("%s", (_, rule, example) => {
    expect(judgeExample(rule, example)).toSatisfy(violates);
  });
});

describe("examples where nobody can know", () => {
  it.each(cases("unknown"))("%s", (_, rule, example) => {
    expect(judgeExample(rule, example)).toSatisfy(isUnknown);
  });
});

describe("what verdicts say", () => {
  const verdicts: readonly (readonly [string, Verdict])[] = rules.flatMap((rule) =>
    [...rule.examples.compliant, ...rule.examples.violating, ...(rule.examples.unknown ?? [])].flatMap(
      (example, index) =>
        judgeExample(rule, example).map(
          (verdict) => [`${rule.id} ${index + 1} ${verdict.outcome} ${verdict.subject}`, verdict] as const,
        ),
    ),
  );

  it("is a whole sentence", () => {
    expect(verdicts.filter(([, { message }]) => !/^\S.*[.]$/s.test(message)).map(([name]) => name)).toEqual([]);
  });

  it("holds no secret of the examples", () => {
    const secret = /FAKE-(secret|community|long|hash)|08274D1D2C3A|FAKEFAKE|\$FAKE/;
    expect(
      verdicts.filter(([, { message, subject }]) => secret.test(`${message} ${subject}`)).map(([name]) => name),
    ).toEqual([]);
  });

  it("rests on lines or on a default wherever it passes or fails", () => {
    const bare = verdicts.filter(
      ([, { outcome, evidence }]) =>
        (outcome === "pass" || outcome === "fail") && evidence.lines.length === 0 && evidence.default === null,
    );
    expect(bare.map(([name]) => name)).toEqual([]);
  });
});

describe("a rule that no longer checks anything", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("%s breaks its own examples", (_, rule) => {
    expect(brokenPromises({ ...rule, check: () => [] })).not.toEqual([]);
    expect(brokenPromises({ ...rule, check: () => [always("pass")] })).not.toEqual([]);
    expect(brokenPromises({ ...rule, check: () => [always("fail")] })).not.toEqual([]);
  });
});
