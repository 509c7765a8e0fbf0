import { rules } from "../rules/index.ts";
import { retiredRules } from "../rules/retired-rules.ts";
import type { Example, Rule } from "../rules/rule.ts";
import { UsageError } from "./exit-codes.ts";
import { textColumns } from "../report/text-columns.ts";

/** `redoubt rules list`: every rule with its severity and area. */
export function listRules(format: "table" | "json"): void {
  process.stdout.write(
    format === "json"
      ? json(rules.map(ruleJson))
      : textColumns([
          ["rule", "severity", "area", "title"],
          ...rules.map(({ id, severity, area, title }) => [id, severity, area, title]),
        ]),
  );
}

/** `redoubt rules show ID`: why, fix, examples and references. */
export function showRule(id: string, format: "table" | "json"): void {
  const rule = rules.find((known) => known.id === id);
  if (rule === undefined) throw new UsageError(unknownRule(id));
  process.stdout.write(format === "json" ? json(ruleJson(rule)) : ruleText(rule));
}

function unknownRule(id: string): string {
  const retired = retiredRules.find((known) => known.id === id);
  if (retired === undefined) return `${id}: there is no such rule; \`redoubt rules list\` shows all.`;
  return `${id}: the rule is retired; what it asked is asked by ${retired.replacedBy.join(", ")}.`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A rule as data: everything but its check. */
function ruleJson(rule: Rule): unknown {
  return { ...rule, check: undefined };
}

function ruleText(rule: Rule): string {
  const { id, title, severity, area, why, fix, usability, remediation, references, examples } = rule;
  return [
    `${id}: ${title}`,
    `${severity}, ${area}`,
    "",
    `Why: ${why}`,
    `Fix: ${fix}`,
    `What it costs: ${usability}`,
    ...Object.entries(remediation).map(([os, commands]) => `\nOn ${os}:\n${commands.replaceAll(/^/gm, "    ")}`),
    "\nPasses:",
    ...examples.compliant.map(example),
    "\nFails:",
    ...examples.violating.map(example),
    ...(examples.unknown === undefined ? [] : ["\nCannot be known:", ...examples.unknown.map(example)]),
    "",
    ...Object.entries(references).map(([source, items]) => `${source}: ${items.join(", ")}`),
    "",
  ].join("\n");
}

function example({ os, config, because }: Example): string {
  return `  ${os}${because === undefined ? "" : ` (${because})`}\n${config.replaceAll(/^/gm, "    ")}`;
}
