import { isNetwork, managementReach, type ManagementReach } from "../acl/reach/management-reach.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { reachJson, reachTable, type ReachReport } from "../report/acl/reach-report.ts";
import { readOrTell } from "./acl-input.ts";
import { exitCodes, UsageError, worstExitCode, type ExitCode } from "./exit-codes.ts";
import { jsonText, outputs, type OutputOptions } from "./outputs.ts";
import { terminalLook } from "./terminal-look.ts";

export interface ReachOptions extends OutputOptions<"table" | "json"> {
  readonly os?: OperatingSystem;
  readonly service?: string;
  readonly outside: readonly string[];
  readonly all: boolean;
}

/** What the answer rests on: unread lines there may let others in, or keep some out. */
const needs = [
  "management.services",
  "management.logins",
  "acls",
  "objects",
  "interfaces",
  "policies",
  "snmp",
  "users",
] as const;

/**
 * `redoubt acl reach FILE`: who reaches each management service, by each interface and IP version. Exit code 0 where all
 * is known and, with networks named, nobody else gets through; 1 otherwise; 4 where lines were not understood that may
 * bear on it.
 */
export function reachManagement(path: string, options: ReachOptions): ExitCode {
  const { outside, service } = options;
  const write = outputs(options, ["table", "json"]);
  for (const network of outside) {
    if (!isNetwork(network))
      throw new UsageError(`--outside ${network}: write an address or a network, such as 192.0.2.0/24.`);
  }
  const input = readOrTell(path, options.os);
  if (input === null) return exitCodes.notUnderstood;
  const every = managementReach(input.device, { outside });
  const reaches = every.filter((reach) => service === undefined || reach.service === service);
  if (service !== undefined && reaches.length === 0) throw new UsageError(absent(service, path, every));
  const doubt = input.doubtOver({ needs });
  const report: ReachReport = {
    path,
    hostname: input.hostname,
    os: input.os,
    quote: input.quote,
    outside,
    reaches,
    doubt,
  };
  const code = judge(report);
  write((format, terminal) =>
    format === "json"
      ? jsonText(reachJson(report))
      : reachTable(report, { ...terminalLook(terminal), all: options.all, conclusion: conclude(code, outside) }),
  );
  return code;
}

function absent(service: string, path: string, reaches: readonly ManagementReach[]): string {
  const known = [...new Set(reaches.map((reach) => reach.service))];
  const offered = known.length === 0 ? "it offers none" : `it offers ${known.join(", ")}`;
  return `--service ${service}: ${path} has no such management service; ${offered}.`;
}

function judge({ reaches, outside, doubt }: ReachReport): ExitCode {
  const known = reaches.every(({ uncertain, complete }) => uncertain.length === 0 && complete);
  const entered = outside.length > 0 && reaches.some(({ sources }) => sources.length > 0);
  return worstExitCode([
    known && !entered ? exitCodes.clean : exitCodes.findings,
    doubt === null ? exitCodes.clean : exitCodes.notUnderstood,
  ]);
}

function conclude(code: ExitCode, outside: readonly string[]): string {
  if (code === exitCodes.notUnderstood)
    return "Exit code 4: not everything that bears on this was understood; the note above says what.";
  if (code === exitCodes.clean)
    return outside.length > 0
      ? "Exit code 0: nobody else gets through, proved."
      : "Exit code 0: these are all, proved.";
  return outside.length > 0
    ? "Exit code 1: others get through, or it cannot be known."
    : "Exit code 1: some of it cannot be known.";
}
