import type { Lines } from "../ledger.ts";
import type { UnreadLine } from "../../parser.ts";
import { wordsOf } from "../words.ts";
import { bearingOf, type Table } from "../statements.ts";

/**
 * A statement that a block does not know is read as one of the top level, whatever its indentation: an unread line of
 * a block may bear on what it would mean there too.
 */
export function escaping<C>(topLevel: Table<C>, line: UnreadLine, lines: Lines): UnreadLine {
  const raw = lines.at(line.line - 1) ?? "";
  if (raw.charCodeAt(0) > 32 || line.touches.includes("*")) return line;
  const words = wordsOf(raw);
  const bearing = bearingOf(topLevel, words[0] === "no" || words[0] === "default" ? words.slice(1) : words);
  return bearing === null ? line : { ...line, touches: [...new Set([...line.touches, ...bearing])] };
}
