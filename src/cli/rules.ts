import { Option, type Command } from "commander";
import { rules } from "../rules/index.ts";
import type { Rule } from "../rules/rule.ts";
import { UsageError } from "./exit-codes.ts";
import { columns } from "./columns.ts";

const formatOption = (): Option =>
  new Option("--format <format>", "how to print it").choices(["table", "json"]).default("table");

/** `redoubt rules list|show`: what there is to be judged by. */
export function addRulesCommand(program: Command): void {
  const command = program.command("rules").description("List the rules, or show one whole.");
  command
    .command("list")
    .description("Every rule with its severity and area.")
    .addOption(formatOption())
    .action(({ format }: { format: string }) => {
      process.stdout.write(
        format === "json"
          ? json(rules.map(ruleJson))
          : columns([
              ["rule", "severity", "area", "title"],
              ...rules.map(({ id, severity, area, title }) => [id, severity, area, title]),
            ]),
      );
    });
  command
    .command("show")
    .description("One rule: why, fix, examples and references.")
    .argument("<rule>", "its id")
    .addOption(formatOption())
    .action((id: string, { format }: { format: string }) => {
      const rule = rules.find((known) => known.id === id);
      if (rule === undefined) throw new UsageError(`${id}: there is no such rule; \`redoubt rules list\` shows all.`);
      process.stdout.write(format === "json" ? json(ruleJson(rule)) : ruleText(rule));
    });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A rule as data: everything but its check. */
function ruleJson({ check: _check, ...rule }: Rule): unknown {
  return rule;
}

function ruleText(rule: Rule): string {
  const { id, title, severity, area, why, fix, usability, remediation, references, examples } = rule;
  const example = ({ os, config, because }: Rule["examples"]["compliant"][number]): string =>
    `  ${os}${because === undefined ? "" : ` (${because})`}\n${config.replaceAll(/^/gm, "    ")}`;
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
