import { severities, type Finding, type Severity } from "../model/verdict.ts";

export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** Most severe first, then by place, rule and subject: a total order, so that output never depends on chance. */
export function bySeverityAndPlace(a: Finding, b: Finding): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    firstLine(a) - firstLine(b) ||
    compareText(a.rule, b.rule) ||
    compareText(a.subject, b.subject) ||
    compareText(a.id, b.id)
  );
}

function firstLine({ lines }: Finding): number {
  return lines[0]?.[0] ?? Number.MAX_SAFE_INTEGER;
}

/** By code unit, the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
