import { minimise } from "../acl/minimise.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { minimiseJson, minimiseTable, type MinimiseReport } from "../report/acl/minimise-report.ts";
import { readOrTell } from "./acl-input.ts";
import { chooseList } from "./acl-lists.ts";
import { exitCodes, worstExitCode, type ExitCode } from "./exit-codes.ts";
import { jsonText, outputs, type OutputOptions } from "./outputs.ts";
import { terminalLook } from "./terminal-look.ts";

export interface MinimiseOptions extends OutputOptions<"table" | "json"> {
  readonly acl?: string;
  readonly os?: OperatingSystem;
  readonly all: boolean;
}

/**
 * `redoubt acl minimise FILE`: entries that may go or be merged, with the proof that nothing changes. Edits nothing. Exit
 * code 0 where nothing can be smaller, 1 where something can, or it cannot be known, 4 where lines were not understood.
 */
export function minimiseList(path: string, options: MinimiseOptions): ExitCode {
  const write = outputs(options, ["table", "json"]);
  const input = readOrTell(path, options.os);
  if (input === null) return exitCodes.notUnderstood;
  const list = chooseList(input, options.acl);
  const report: MinimiseReport = {
    path,
    list,
    quote: input.quote,
    minimised: minimise(list.filter),
    doubt: input.doubtOver(list),
  };
  const code = judge(report);
  write((format, terminal) =>
    format === "json"
      ? jsonText(minimiseJson(report))
      : minimiseTable(report, { ...terminalLook(terminal), all: options.all, conclusion: conclude(code, report) }),
  );
  return code;
}

function judge({ minimised: { removals, merges, proof }, doubt }: MinimiseReport): ExitCode {
  const smaller = removals.length + merges.length > 0 || !proof.proved;
  return worstExitCode([
    smaller ? exitCodes.findings : exitCodes.clean,
    doubt === null ? exitCodes.clean : exitCodes.notUnderstood,
  ]);
}

function conclude(code: ExitCode, { minimised: { proof } }: MinimiseReport): string {
  if (code === exitCodes.notUnderstood)
    return "Exit code 4: not everything that bears on this list was understood; the note above says what.";
  if (code === exitCodes.clean) return "Exit code 0: the list is as small as it was found to be.";
  return proof.proved
    ? "Exit code 1: the list can be smaller. Nothing was edited."
    : "Exit code 1: whether the list can be smaller was not found out.";
}
