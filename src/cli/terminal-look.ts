import { styleText } from "node:util";
import type { TableOptions } from "../report/table.ts";

const narrowest = 60;
/** Where output is no terminal: a file, a pipe, a mail. */
const usual = 120;

/** Width and colours of a table on standard output, or in a file. */
export function terminalLook(terminal: boolean): Pick<TableOptions, "columns" | "paint"> {
  if (!terminal) return { columns: usual, paint: (_, text) => text };
  return {
    columns: Math.max(narrowest, process.stdout.columns),
    paint: (style, text) => styleText(style, text, { stream: process.stdout }),
  };
}
