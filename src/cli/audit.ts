import { Option, type Command } from "commander";
import { isNetwork } from "../acl/reach/management-reach.ts";
import { auditText, type AuditedText } from "../audit/audit-text.ts";
import { severityRank } from "../audit/order.ts";
import { maximumFileBytes } from "../intake/decode-text.ts";
import { describeRefusal } from "../intake/failures.ts";
import { severities, type Severity } from "../model/verdict.ts";
import { packageVersion } from "../package-root.ts";
import { parsers } from "../../parsers/index.ts";
import type { AuditReport, FailedInput, ReportedDevice } from "../report/audit-report.ts";
import { auditJson } from "../report/json.ts";
import { reportedDevice } from "../report/reported-device.ts";
import { auditSarif } from "../report/sarif.ts";
import { auditTable } from "../report/table.ts";
import { rules } from "../rules/index.ts";
import { exitCodes, UsageError, worstExitCode, type ExitCode } from "./exit-codes.ts";
import { jsonText, outputs, withOutputs, type OutputOptions } from "./outputs.ts";
import { listInputs, readInput } from "./read-inputs.ts";
import { terminalLook } from "./terminal-look.ts";

const formats = ["table", "json", "sarif"] as const;
type Format = (typeof formats)[number];

interface AuditOptions extends OutputOptions<Format> {
  readonly failOn: Severity | "none";
  readonly minCoverage: number;
  readonly os?: (typeof parsers)[number]["id"];
  readonly all: boolean;
  readonly managementNetwork: readonly string[];
}

/** `redoubt audit PATH…`: exit codes 0, 1, 2 and 4 of `exitCodes`. */
export function addAuditCommand(program: Command, finish: (code: ExitCode) => void): void {
  withOutputs(program.command("audit"), formats)
    .description("Audit configuration files, folders of them, or standard input (-).")
    .argument("<path...>", "files and folders; - is standard input")
    .addOption(
      new Option("--fail-on <severity>", "exit 1 on findings at or above it")
        .choices(["none", ...severities])
        .default("high"),
    )
    .option("--min-coverage <percent>", "exit 4 where fewer of a file's lines were understood", parsePercent, 90)
    .addOption(
      new Option("--os <type>", "take every input for this type instead of recognising it").choices(
        parsers.map(({ id }) => id),
      ),
    )
    .option(
      "--management-network <cidr>",
      "a network that devices are managed from; may be given several times",
      collectNetwork,
      [],
    )
    .option("--all", "show every verdict with its evidence, passes too", false)
    .addHelpText(
      "after",
      `\nTypes: ${parsers.map(({ id, title }) => `${id} (${title})`).join(", ")}\nExit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong use, 4 input not understood`,
    )
    .action((paths: string[], options: AuditOptions) => finish(runAudit(paths, options)));
}

function collectNetwork(value: string, previous: readonly string[]): readonly string[] {
  if (!isNetwork(value))
    throw new UsageError(`--management-network ${value}: write an address or a network, such as 192.0.2.0/24.`);
  return [...previous, value];
}

function parsePercent(value: string): number {
  const percent = Number(value);
  if (value.trim() === "" || !(percent >= 0 && percent <= 100)) {
    throw new UsageError(`--min-coverage ${value}: give a number from 0 to 100.`);
  }
  return percent;
}

function runAudit(paths: readonly string[], options: AuditOptions): ExitCode {
  const write = outputs(options, formats);
  const devices: ReportedDevice[] = [];
  const failed: FailedInput[] = [];
  const codes: ExitCode[] = [];
  for (const path of listInputs(paths)) {
    const audited = auditInput(path, options);
    if (!audited.ok) {
      failed.push(audited.failed);
      codes.push(exitCodes.notUnderstood);
      warn(audited.failed.message);
      continue;
    }
    devices.push(reportedDevice(path, audited, options.all));
    codes.push(...judgeAudit(path, audited, options));
  }
  if (devices.length === 0 && failed.length === 0)
    throw new UsageError(`${paths.join(", ")}: there is no file to audit.`);
  const code = worstExitCode(codes);
  const report: AuditReport = { version: packageVersion, devices, failed, rules };
  write((format, terminal) => render(format, report, options, code, terminal));
  return code;
}

type AuditedInput = AuditedText | { readonly ok: false; readonly failed: FailedInput };

function auditInput(path: string, { os, managementNetwork }: AuditOptions): AuditedInput {
  const input = readInput(path);
  const settings = { managementNetworks: managementNetwork };
  const audited = input.ok ? auditText(input.bytes, { rules, os, path, settings, mostBytes: maximumFileBytes }) : input;
  if (audited.ok) return audited;
  return { ok: false, failed: { path, line: audited.line, message: describeRefusal(path, audited) } };
}

function judgeAudit(path: string, { audit }: AuditedText, { failOn, minCoverage }: AuditOptions): ExitCode[] {
  const codes: ExitCode[] = [];
  for (const { message, at } of audit.problems) {
    warn(`${path}:${at[0]?.[0] ?? audit.coverage.lines}: ${message}`);
    codes.push(exitCodes.notUnderstood);
  }
  const { lines, unread } = audit.coverage;
  const understood = lines === 0 ? 0 : ((lines - unread) / lines) * 100;
  if (understood < minCoverage) {
    warn(
      `${path}:${audit.unread[0]?.line ?? 1}: Only ${understood.toFixed(1)} % of the lines were understood (--min-coverage ${minCoverage}); this is the first that was not.`,
    );
    codes.push(exitCodes.notUnderstood);
  }
  if (failOn !== "none" && audit.findings.some(({ severity }) => severityRank(severity) >= severityRank(failOn)))
    codes.push(exitCodes.findings);
  return codes;
}

function render(
  format: Format,
  report: AuditReport,
  options: AuditOptions,
  code: ExitCode,
  terminal: boolean,
): Iterable<string> {
  switch (format) {
    case "json":
      return jsonText(auditJson(report, options.all));
    case "sarif":
      return jsonText(auditSarif(report));
    case "table":
      return auditTable(report, {
        ...terminalLook(terminal),
        all: options.all,
        most: null,
        conclusion: conclude(code, options.failOn),
      });
  }
}

function conclude(code: ExitCode, failOn: Severity | "none"): string {
  if (code === exitCodes.notUnderstood)
    return "Exit code 4: some input was not understood; the messages above say which and where.";
  if (code === exitCodes.findings) return `Exit code 1: there are findings at or above ${failOn}.`;
  return failOn === "none" ? "Exit code 0." : `Exit code 0: no finding at or above ${failOn}.`;
}

function warn(message: string): void {
  process.stderr.write(`${message}\n`);
}
