import { prefixBounds } from "../acl/sets/address-number.ts";
import { permissiveness, type Permissiveness } from "../acl/openness/permissiveness.ts";
import { unreachable } from "../acl/unreachable.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import type { FailedInput } from "../report/audit-report.ts";
import { lintJson, type LintedList, type LintReport } from "../report/acl/lint-report.ts";
import { lintTable } from "../report/acl/lint-table.ts";
import { readAclInput, type AclInput } from "./acl-input.ts";
import { chooseList, listsNamed } from "./acl-lists.ts";
import { exitCodes, UsageError, worstExitCode, type ExitCode } from "./exit-codes.ts";
import { jsonText, outputs, type OutputOptions } from "./outputs.ts";
import { listInputs } from "./read-inputs.ts";
import { terminalLook } from "./terminal-look.ts";

export interface LintOptions extends OutputOptions<"table" | "json"> {
  readonly acl?: string;
  readonly os?: OperatingSystem;
  readonly open: boolean;
  readonly internal: readonly string[];
  readonly all: boolean;
}

/**
 * `redoubt acl lint PATH…`: entries that nothing reaches. Exit code 0 where every entry is reached, 1 where one is not,
 * 4 where a file or lines that may bear on a list were not understood.
 */
export function lintLists(paths: readonly string[], options: LintOptions): ExitCode {
  const write = outputs(options, ["table", "json"]);
  for (const network of options.internal) {
    if (prefixBounds(network) === null)
      throw new UsageError(`--internal ${network}: write an address or a network, such as 10.0.0.0/8.`);
  }
  const inputs: AclInput[] = [];
  const failed: FailedInput[] = [];
  for (const path of listInputs(paths)) {
    const read = readAclInput(path, options.os);
    if (read.ok) inputs.push(read.input);
    else failed.push(read.failed);
  }
  for (const { message } of failed) process.stderr.write(`${message}\n`);
  if (inputs.length === 0 && failed.length === 0)
    throw new UsageError(`${paths.join(", ")}: there is no file to look into.`);
  const report: LintReport = {
    lists: chosen(inputs, options.acl, failed.length > 0).map(([input, list]) => lint(input, list, options)),
    mac: options.acl === undefined ? inputs.flatMap(macLists) : [],
    failed,
  };
  const code = judge(report);
  write((format, terminal) =>
    format === "json"
      ? jsonText(lintJson(report))
      : lintTable(report, {
          ...terminalLook(terminal),
          all: options.all,
          conclusion: conclude(code),
        }),
  );
  return code;
}

type ListOfInput = readonly [AclInput, AclInput["lists"][number]];

/** All lists, or those of the name; a name that no file has is a mistake, and one file tells it with what it holds. */
function chosen(inputs: readonly AclInput[], name: string | undefined, more: boolean): ListOfInput[] {
  if (name === undefined) return inputs.flatMap((input) => input.lists.map((list) => [input, list] as const));
  const found = inputs.flatMap((input) => listsNamed(input.lists, name).map((list) => [input, list] as const));
  if (found.length > 0 || more) return found;
  const [only, second] = inputs;
  if (only !== undefined && second === undefined) return [[only, chooseList(only, name)]];
  throw new UsageError(`--acl ${name}: none of the ${inputs.length} files has a list of this name.`);
}

function lint(input: AclInput, list: AclInput["lists"][number], options: LintOptions): LintedList {
  const { path, quote } = input;
  const doubt = input.doubtOver(list);
  return { path, list, quote, reachability: unreachable(list.filter), permissiveness: openness(list, options), doubt };
}

/** How open a list is takes many times as long as the rest, so that it is found out where somebody asks. */
function openness({ filter }: AclInput["lists"][number], { open, internal }: LintOptions): Permissiveness | null {
  if (!open) return null;
  const networks = internal.map((prefix) => ({ kind: "prefix", prefix }) as const);
  return permissiveness(filter, networks.length === 0 ? {} : { internal: { include: networks, exclude: [] } });
}

function macLists({ path, mac }: AclInput): LintReport["mac"] {
  return mac.map(({ name, at }) => ({ path, name, line: at[0]?.[0] ?? null }));
}

function judge({ lists, failed }: LintReport): ExitCode {
  const codes: ExitCode[] = failed.map(() => exitCodes.notUnderstood);
  for (const { reachability, doubt } of lists) {
    if (reachability.unreachable.length > 0) codes.push(exitCodes.findings);
    if (doubt !== null) codes.push(exitCodes.notUnderstood);
  }
  return worstExitCode(codes);
}

function conclude(code: ExitCode): string {
  if (code === exitCodes.notUnderstood)
    return "Exit code 4: not everything that bears on these lists was understood; the notes above say what.";
  return code === exitCodes.findings
    ? "Exit code 1: there are entries that nothing reaches."
    : "Exit code 0: no entry was found that nothing reaches.";
}
