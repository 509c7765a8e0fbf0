import type { ParseResult } from "../../parsers/parser.ts";
import { doubtOver } from "../audit/audit-device.ts";
import type { Verdict } from "../model/verdict.ts";
import { retiredRules } from "../rules/retired-rules.ts";
import type { Rule } from "../rules/rule.ts";
import type { Decided } from "../store/finding-store.ts";

/** What is asked of a rule here. */
export type RuleFacts = Pick<Rule, "id" | "area" | "needs">;

/**
 * Tells whether an audit knows that an absent finding is gone. It does not know when the rule was not run, when
 * the text is not whole, when unread lines bear on the rule, or when the rule says unknown (or manual) of that
 * subject, of the device as a whole, or, for a subject that is no longer there, of any other.
 */
export function decidedBy(
  parsed: Pick<ParseResult, "unread" | "problems" | "uncollected">,
  verdicts: readonly Verdict[],
  rules: readonly RuleFacts[],
): Decided {
  const settled = new Map(
    rules.filter(({ needs }) => doubtOver(needs, parsed) === null).map(({ id }) => [id, subjectsOf(id, verdicts)]),
  );
  const isDecided = (rule: string, subject: string): boolean => {
    const subjects = settled.get(rule);
    if (subjects === undefined || subjects.size === 0 || subjects.get("") === false) return false;
    return subjects.get(subject) ?? [...subjects.values()].every((known) => known);
  };
  return ({ rule, subject }) => {
    // What a retired rule once found is gone when all that ask its question now know.
    const retired = retiredRules.find(({ id }) => id === rule);
    return (retired?.replacedBy ?? [rule]).every((asked) => isDecided(asked, subject));
  };
}

/** Whether every verdict on a subject is a known one. */
function subjectsOf(rule: string, verdicts: readonly Verdict[]): ReadonlyMap<string, boolean> {
  const subjects = new Map<string, boolean>();
  for (const verdict of verdicts) {
    if (verdict.rule !== rule) continue;
    const known = verdict.outcome !== "unknown" && verdict.outcome !== "manual";
    subjects.set(verdict.subject, known && subjects.get(verdict.subject) !== false);
  }
  return subjects;
}
