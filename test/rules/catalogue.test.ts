import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.ts";
import { retiredRules } from "../../src/rules/retired-rules.ts";
import { modelAreas } from "../../src/model/device-config.ts";
import { severities } from "../../src/model/verdict.ts";
import { idOf, ruleFiles } from "./rule-files.ts";

describe("the catalogue of rules", () => {
  it("lists every file of src/rules, and nothing else", () => {
    expect(rules.map(({ area, id }) => `${area}/${id}.ts`).toSorted()).toEqual(ruleFiles);
  });

  it("uses no id twice", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it("uses no id of a retired rule, and knows what replaces each", () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect(retiredRules.filter(({ id }) => ids.has(id))).toEqual([]);
    expect(retiredRules.flatMap(({ replacedBy }) => replacedBy).filter((id) => !ids.has(id))).toEqual([]);
  });

  it("uses no title twice", () => {
    expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
  });

  it.each(ruleFiles)("%s is named in kebab-case", (path) => {
    expect(idOf(path)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  it("says what is wrong, why it matters, how to mend it and at what cost", () => {
    const sentences = [rule.why, rule.fix, rule.usability];
    expect(sentences.filter((text) => !/^[A-Z].*\.$/s.test(text))).toEqual([]);
    expect(rule.title).toMatch(/^[A-Z][^.]*$/);
    expect(severities).toContain(rule.severity);
  });

  it("has examples that comply and that violate", () => {
    expect(rule.examples.compliant.length).toBeGreaterThan(0);
    expect(rule.examples.violating.length).toBeGreaterThan(0);
  });

  it("tells how to mend it on every system that its examples show", () => {
    const shown = new Set([...rule.examples.compliant, ...rule.examples.violating].map(({ os }) => os));
    expect([...shown].filter((os) => rule.remediation[os] === undefined)).toEqual([]);
  });

  it("needs parts of the model that exist", () => {
    expect(rule.needs.length).toBeGreaterThan(0);
    expect(rule.needs.filter((area) => !modelAreas.includes(area))).toEqual([]);
  });

  it("refers to controls, and to nothing twice", () => {
    const references = Object.entries(rule.references);
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter(([, ids]) => ids.length === 0 || new Set(ids).size !== ids.length)).toEqual([]);
  });
});
