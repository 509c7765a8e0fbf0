import { packetsWhere } from "../acl/packets-where.ts";
import { withHeaderAsked } from "../acl/text/space-text.ts";
import type { OperatingSystem } from "../model/device-config.ts";
import { queryJson, queryTable, type QueryReport } from "../report/acl/query-report.ts";
import { readOrTell } from "./acl-input.ts";
import { chooseList } from "./acl-lists.ts";
import { spaceOfWords } from "./acl-words.ts";
import { checkZoneNames } from "./acl-zones.ts";
import { exitCodes, worstExitCode, type ExitCode } from "./exit-codes.ts";
import { jsonText, outputs, type OutputOptions } from "./outputs.ts";
import { terminalLook } from "./terminal-look.ts";

export interface QueryOptions extends OutputOptions<"table" | "json"> {
  readonly acl?: string;
  readonly os?: OperatingSystem;
  readonly deny?: boolean;
  readonly lines: boolean;
  readonly all: boolean;
}

/**
 * `redoubt acl query FILE [SPACE]`: the packets of a space that a list permits, or denies. Exit code 0 where they are all
 * known, 1 where some cannot be, 4 where lines that may bear on the list were not understood.
 */
export function queryList(path: string, words: readonly string[], options: QueryOptions): ExitCode {
  const write = outputs(options, ["table", "json"]);
  const space = spaceOfWords(words);
  const input = readOrTell(path, options.os);
  if (input === null) return exitCodes.notUnderstood;
  const list = chooseList(input, options.acl);
  for (const { fromZones, toZones } of space) checkZoneNames(input, list, fromZones, toZones);
  const within = withHeaderAsked(space, list.filter.laterFragments);
  const action = options.deny === true ? "deny" : "permit";
  const report: QueryReport = {
    path,
    list,
    quote: input.quote,
    action,
    space: words.join(" "),
    answer: packetsWhere([{ filter: list.filter, action }], within),
    lines: options.lines,
    doubt: input.doubtOver(list),
  };
  const code = judge(report);
  write((format, terminal) =>
    format === "json"
      ? jsonText(queryJson(report))
      : queryTable(report, { ...terminalLook(terminal), all: options.all, conclusion: conclude(code) }),
  );
  return code;
}

function judge({ answer, doubt }: QueryReport): ExitCode {
  const known = answer.complete && answer.uncertain.length === 0;
  return worstExitCode([
    known ? exitCodes.clean : exitCodes.findings,
    doubt === null ? exitCodes.clean : exitCodes.notUnderstood,
  ]);
}

function conclude(code: ExitCode): string {
  if (code === exitCodes.notUnderstood)
    return "Exit code 4: not everything that bears on this list was understood; the note above says what.";
  return code === exitCodes.clean
    ? "Exit code 0: these are all, proved."
    : "Exit code 1: some packets cannot be known; the notes above say why.";
}
