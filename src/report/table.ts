import type { styleText } from "node:util";
import { severities, type Finding, type Severity } from "../model/verdict.ts";
import type { Rule } from "../rules/rule.ts";
import type { AuditReport, ReportedDevice } from "./audit-report.ts";
import { textColumns } from "./text-columns.ts";
import { clip, wrap } from "./text-rows.ts";
import { countBySeverity, describeCounts } from "./json.ts";

type Style = Parameters<typeof styleText>[0];

export interface TableOptions {
  readonly columns: number;
  /** Colours a text, or leaves it alone where output is no terminal. */
  readonly paint: (style: Style, text: string) => string;
  readonly all: boolean;
  /** Findings shown of each device, the worst first; null shows all. */
  readonly most: number | null;
  /** Last words: what the exit code means. */
  readonly conclusion: string;
}

const styles: Readonly<Record<Severity, Style>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "cyan",
  info: "gray",
};

/** Findings for a person: by device, most severe first, each with place, line, reason and mend. Ends with what it all means. */
export function* auditTable(report: AuditReport, options: TableOptions): Generator<string> {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  for (const device of report.devices) for (const row of deviceRows(device, rules, options)) yield `${row}\n`;
  yield summaryBlock(report, options);
}

function* deviceRows(
  device: ReportedDevice,
  rules: ReadonlyMap<string, Rule>,
  options: TableOptions,
): Generator<string> {
  const { audit, path } = device;
  const { paint } = options;
  const { lines, read, skipped, unread } = audit.coverage;
  const { fail, pass, unknown, notApplicable, manual } = audit.counts;
  const version = audit.osVersion === null ? "" : ` ${audit.osVersion}`;
  yield `${paint("bold", audit.hostname ?? path)}  ${audit.os}${version}  ${paint("gray", path)}`;
  yield paint("gray", `  ${lines} lines: ${read} read, ${skipped} skipped, ${unread} not understood`);
  yield paint(
    "gray",
    `  ${fail + pass + unknown + notApplicable + manual} verdicts: ${fail} fail, ${pass} pass, ${unknown} unknown, ${notApplicable} not applicable`,
  );
  for (const { message } of audit.problems) yield `  ${paint("yellow", "!")} ${message}`;
  yield "";
  const shown = options.most === null ? audit.findings : audit.findings.slice(0, options.most);
  for (const finding of shown) yield* findingRows(device, finding, rules.get(finding.rule), options);
  const rest = audit.findings.length - shown.length;
  if (rest > 0) yield* [`  and ${rest} more findings`, ""];
  if (options.all) yield* verdictRows(device, options);
  yield* unreadRows(device, options);
  yield "";
}

const indent = " ".repeat(11);

function findingRows(
  device: ReportedDevice,
  finding: Finding,
  rule: Rule | undefined,
  options: TableOptions,
): string[] {
  const { paint, columns } = options;
  const first = finding.lines[0]?.[0];
  const place = first === undefined ? device.path : `${device.path}:${first}`;
  const line = first === undefined ? undefined : device.quoted.get(first);
  const label = finding.severity.toUpperCase().padEnd(8);
  return [
    `  ${paint(styles[finding.severity], label)} ${place}  ${paint("bold", finding.rule)}`,
    ...wrap(finding.message, columns, indent),
    ...(line === undefined
      ? []
      : [`${indent}${paint("gray", clip(`${first} | ${line.trim()}`, columns - indent.length))}`]),
    ...(finding.default === null
      ? []
      : wrap(`Default: ${finding.default}`, columns, indent).map((row) => paint("gray", row))),
    ...(rule === undefined ? [] : wrap(`Fix: ${rule.fix}`, columns, indent)),
    "",
  ];
}

/** Passes and the rest, one row each, for whoever asks for all. */
function verdictRows({ audit, path }: ReportedDevice, { paint, columns }: TableOptions): string[] {
  const rows = audit.verdicts
    .filter(({ outcome }) => outcome !== "fail")
    .flatMap(({ outcome, rule, message, evidence }) => {
      const first = evidence.lines[0]?.[0];
      const ground = first === undefined ? (evidence.default ?? "") : `${path}:${first}`;
      return wrap(`${outcome.padEnd(13)} ${rule}: ${message}${ground === "" ? "" : ` (${ground})`}`, columns, "  ", 16);
    });
  return rows.length === 0 ? [] : [paint("bold", "  Other verdicts"), ...rows, ""];
}

const unreadShown = 10;

function unreadRows({ audit, quoted, path }: ReportedDevice, { paint, columns, all }: TableOptions): string[] {
  if (audit.unread.length === 0) return [];
  const shown = all ? audit.unread : audit.unread.slice(0, unreadShown);
  const rest = audit.unread.length - shown.length;
  return [
    paint("yellow", "  Not understood, so that rules resting on these lines say unknown:"),
    ...shown.map(({ line }) => `    ${clip(`${path}:${line}  ${quoted.get(line) ?? ""}`, columns - 4)}`),
    ...(rest === 0 ? [] : [`    and ${rest} more (--all shows them)`]),
    "",
  ];
}

function summaryBlock(report: AuditReport, { conclusion, paint }: TableOptions): string {
  const { devices, failed } = report;
  const parts = [
    `${devices.length} ${devices.length === 1 ? "device" : "devices"}`,
    ...(failed.length === 0 ? [] : [`${failed.length} not audited`]),
    ...(devices.length === 0 ? [] : [describeCounts(countBySeverity(devices)), understood(devices)]),
  ];
  const rows = devices.length > 1 ? [overview(devices), ""] : [];
  return [...rows, paint("bold", parts.join(" · ")), conclusion, ""].join("\n");
}

function understood(devices: readonly ReportedDevice[]): string {
  let lines = 0;
  let unread = 0;
  for (const { audit } of devices) {
    lines += audit.coverage.lines;
    unread += audit.coverage.unread;
  }
  return `${Math.floor(((lines - unread) / lines) * 1000) / 10} % of ${lines} lines understood`;
}

/** One row per device, the worst first. */
function overview(devices: readonly ReportedDevice[]): string {
  const order = severities.toReversed();
  const rows = devices
    .map((device) => ({ device, counts: countBySeverity([device]) }))
    .toSorted((a, b) => {
      const different = order.find((severity) => a.counts[severity] !== b.counts[severity]);
      return different === undefined ? 0 : b.counts[different] - a.counts[different];
    })
    .map(({ device, counts }) => [
      device.audit.hostname ?? "-",
      device.audit.os,
      ...order.map((severity) => String(counts[severity])),
      String(device.audit.counts.unknown),
      device.path,
    ]);
  return textColumns([["device", "type", ...order, "unknown", "path"], ...rows]).trimEnd();
}
