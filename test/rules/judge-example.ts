import { auditDevice } from "../../src/audit/audit-device.ts";
import type { Verdict } from "../../src/model/verdict.ts";
import { parsers } from "../../parsers/index.ts";
import type { Example, Rule } from "../../src/rules/rule.ts";

/** The verdicts of one rule on an example, as an audit would give them. */
export function judgeExample(rule: Rule, { os, config, settings }: Example): readonly Verdict[] {
  const parser = parsers.find(({ id }) => id === os);
  if (parser === undefined) throw new Error(`No parser reads ${os}.`);
  return auditDevice(parser.parse(`${config}\n`), [rule], "example", settings).verdicts;
}

/** The violations of what its examples promise of a rule, each in a sentence; none for a sound rule. */
export function brokenPromises(rule: Rule): readonly string[] {
  const broken: string[] = [];
  const judge = (kind: string, examples: readonly Example[], holds: (verdicts: readonly Verdict[]) => boolean) => {
    for (const [index, example] of examples.entries()) {
      const verdicts = judgeExample(rule, example);
      if (!holds(verdicts)) broken.push(`${kind} ${index + 1} (${example.os}): ${JSON.stringify(verdicts)}`);
    }
  };
  judge("compliant", rule.examples.compliant, complies);
  judge("violating", rule.examples.violating, violates);
  judge("unknown", rule.examples.unknown ?? [], isUnknown);
  return broken;
}

/** Nothing fails, nothing is unknown, and something was said. */
export function complies(verdicts: readonly Verdict[]): boolean {
  return verdicts.length > 0 && verdicts.every(({ outcome }) => outcome === "pass" || outcome === "notApplicable");
}

/** Something fails, and each failure rests on lines or on a default. */
export function violates(verdicts: readonly Verdict[]): boolean {
  const failed = verdicts.filter(({ outcome }) => outcome === "fail");
  return failed.length > 0 && failed.every(({ evidence }) => evidence.lines.length > 0 || evidence.default !== null);
}

export function isUnknown(verdicts: readonly Verdict[]): boolean {
  return verdicts.some(({ outcome }) => outcome === "unknown") && !verdicts.some(({ outcome }) => outcome === "fail");
}
