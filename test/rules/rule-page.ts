import { parsers } from "../../parsers/index.ts";
import { severities } from "../../src/model/verdict.ts";
import { retiredRules } from "../../src/rules/retired-rules.ts";
import type { Example, Rule, RuleArea } from "../../src/rules/rule.ts";

const systems = new Map<string, string>(parsers.map(({ id, title }) => [id, title]));

const areas: Readonly<Record<RuleArea, string>> = {
  "management-access": "Management access",
  accounts: "Accounts",
  snmp: "SNMP",
  time: "Time",
  logging: "Logging",
  banners: "Banners",
  services: "Services",
  acl: "ACLs and firewall policies",
};

const catalogues: Readonly<Record<string, string>> = {
  stig: "DISA STIG",
  cis: "CIS Benchmarks",
  nsa: "NSA Network Infrastructure Security Guide",
  cci: "DISA CCI",
  "nist-800-53": "NIST SP 800-53",
};

const written = "<!-- Written from the rule by `npm run golden`: change the rule, not this page. -->";

/** The page of one rule, in Markdown. */
export function rulePage(rule: Rule): string {
  return `${[
    `# ${rule.id}`,
    written,
    `**${rule.title}.** Severity: ${rule.severity}. Area: ${areas[rule.area]}.`,
    rule.why,
    `## What to do`,
    rule.fix,
    ...Object.entries(rule.remediation).map(([os, text]) => `${systemTitle(os)}:\n\n${code(text)}`),
    `## What it costs`,
    rule.usability,
    `## Examples`,
    ...examples("Complies", rule.examples.compliant),
    ...examples("Violates", rule.examples.violating),
    ...examples("Unknown", rule.examples.unknown ?? []),
    `## What it rests on`,
    `Unread lines that bear on ${rule.needs.map((area) => `\`${area}\``).join(", ")} turn a pass into unknown.${
      rule.failsOnAbsence === true
        ? " It fails on what is nowhere in the configuration: an unread line may be just that."
        : ""
    }`,
    `## References`,
    "A failure bears on these controls; a pass alone does not prove them.",
    Object.entries(rule.references)
      .map(([catalogue, ids]) => `- ${catalogues[catalogue] ?? catalogue}: ${ids.join(", ")}`)
      .join("\n"),
  ].join("\n\n")}\n`;
}

/** The index of all rules, in Markdown. */
export function ruleIndex(rules: readonly Rule[]): string {
  const parts = [`# Rules`, written, `${rules.length} rules: ${severityCounts(rules)}.`];
  for (const [area, members] of Map.groupBy(rules, (rule) => rule.area)) {
    parts.push(`## ${areas[area]}`);
    const rows = members.map(({ id, title, severity, examples: { compliant, violating, unknown = [] } }) => {
      const shown = new Set([...compliant, ...violating, ...unknown].map(({ os }) => systemTitle(os)));
      return `| [${id}](${id}.md) | ${title} | ${severity} | ${[...shown].join(", ")} |`;
    });
    parts.push(["| Rule | What is wrong | Severity | Examples for |", "|---|---|---|---|", ...rows].join("\n"));
  }
  parts.push("## Retired", "Ids that are not used again.");
  parts.push(
    [
      "| Id | Asked now by | Why |",
      "|---|---|---|",
      ...retiredRules.map(({ id, replacedBy, why }) => {
        return `| ${id} | ${replacedBy.map((other) => `[${other}](${other}.md)`).join(", ")} | ${why} |`;
      }),
    ].join("\n"),
  );
  return `${parts.join("\n\n")}\n`;
}

function severityCounts(rules: readonly Rule[]): string {
  return severities
    .toReversed()
    .map((severity) => `${rules.filter((rule) => rule.severity === severity).length} ${severity}`)
    .join(", ");
}

function examples(title: string, all: readonly Example[]): string[] {
  return all.map(
    ({ os, config, because, settings }) =>
      `${title}, ${systemTitle(os)}${because === undefined ? "" : ` (${because})`}:${told(settings)}\n\n${code(config)}`,
  );
}

/** What the user said beside the configuration, as options of the command line. */
function told(settings: Example["settings"]): string {
  const networks = settings?.managementNetworks ?? [];
  return networks.length === 0 ? "" : ` (\`${networks.map((each) => `--management-network ${each}`).join(" ")}\`)`;
}

function systemTitle(os: string): string {
  return systems.get(os) ?? os;
}

function code(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}
