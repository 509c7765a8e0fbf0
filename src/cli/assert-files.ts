import { resolve } from "node:path";
import { assertText } from "../assertions/assert-text.ts";
import type { AssertedDevice } from "../assertions/assert-device.ts";
import type { DeviceAssertion } from "../assertions/document.ts";
import { assertionProblemLine, readAssertions } from "../assertions/read-assertions.ts";
import { maximumFileBytes } from "../intake/decode-text.ts";
import { describeRefusal } from "../intake/failures.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { packageVersion } from "../package-root.ts";
import { assertionSummaries, assertJson, type AssertReport } from "../report/acl/assert-report.ts";
import { assertTable } from "../report/acl/assert-table.ts";
import type { FailedInput } from "../report/audit-report.ts";
import { exitCodes, UsageError, worstExitCode, type ExitCode } from "./exit-codes.ts";
import { jsonText, outputs, type OutputOptions } from "./outputs.ts";
import { listInputs, readInput } from "./read-inputs.ts";
import { terminalLook } from "./terminal-look.ts";

const formats = ["table", "json"] as const;

export interface AssertOptions extends OutputOptions<(typeof formats)[number]> {
  readonly os?: OperatingSystem;
  readonly all: boolean;
}

/** Judges every input by the assertions of a file. Throws UsageError for a file of assertions that has problems. */
export function assertFiles(file: string, paths: readonly string[], options: AssertOptions): ExitCode {
  const write = outputs(options, formats);
  const assertions = assertionsFrom(file);
  const devices: AssertedDevice[] = [];
  const failed: FailedInput[] = [];
  for (const path of listInputs(paths)) {
    // It may lie in the folder of the configurations.
    if (path !== "-" && resolve(path) === resolve(file)) continue;
    const input = readInput(path);
    const asserted = input.ok
      ? assertText(input.bytes, { assertions, os: options.os, path, mostBytes: maximumFileBytes })
      : input;
    if (asserted.ok) {
      devices.push(asserted.device);
      for (const { message, at } of asserted.device.problems)
        warn(`${path}:${at[0]?.[0] ?? asserted.device.coverage.lines}: ${message}`);
    } else {
      failed.push({ path, line: asserted.line, message: describeRefusal(path, asserted) });
      warn(describeRefusal(path, asserted));
    }
  }
  if (devices.length === 0 && failed.length === 0)
    throw new UsageError(`${paths.join(", ")}: there is no file to check.`);
  const report: AssertReport = { version: packageVersion, assertions, devices, failed };
  const code = codeOf(report);
  write((format, terminal) => {
    if (format === "json") return jsonText(assertJson(report));
    return assertTable(report, file, { ...terminalLook(terminal), all: options.all, conclusion: conclusions[code] });
  });
  return code;
}

function assertionsFrom(file: string): readonly DeviceAssertion[] {
  const input = readInput(file);
  if (!input.ok) throw new UsageError(describeRefusal(file, input));
  const reading = readAssertions(file, textOf(file, input.bytes));
  if (!reading.ok) throw new UsageError(reading.problems.map(assertionProblemLine).join("\n"));
  return reading.assertions;
}

function textOf(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file}: The file is not UTF-8 text.`);
  }
}

/** What is not decided must not look like success, so that it counts as input that was not understood. */
function codeOf(report: AssertReport): ExitCode {
  const codes: ExitCode[] = [];
  if (report.failed.length > 0) codes.push(exitCodes.notUnderstood);
  for (const { problems } of report.devices) if (problems.length > 0) codes.push(exitCodes.notUnderstood);
  for (const { outcome, results } of assertionSummaries(report)) {
    if (outcome === "fails") codes.push(exitCodes.findings);
    if (outcome === "notApplicable" || results.some(({ result }) => result.outcome === "unknown"))
      codes.push(exitCodes.notUnderstood);
  }
  return worstExitCode(codes);
}

const conclusions: Readonly<Record<ExitCode, string>> = {
  [exitCodes.clean]: "Exit code 0: every assertion holds.",
  [exitCodes.findings]: "Exit code 1: an assertion fails.",
  [exitCodes.wrongUse]: "Exit code 2.",
  [exitCodes.pullFailed]: "Exit code 3.",
  [exitCodes.notUnderstood]:
    "Exit code 4: an assertion could not be decided everywhere or was checked nowhere, or an input was not understood.",
};

function warn(message: string): void {
  process.stderr.write(`${message}\n`);
}
