import { clauseTexts } from "../../acl/text/clause-text.ts";
import type { Clause } from "../../acl/filter.ts";
import { clip } from "../text-rows.ts";

/** The redacted text of a line of the input, without the blanks around it. */
export type Quote = (line: number) => string;

/** An entry as output names it. `line` is its first line, null where the input has none for it. */
export interface QuotedClause {
  readonly line: number | null;
  readonly text: string;
  readonly label: string;
}

export function quotedClause({ entry, label, implied }: Clause, quote: Quote): QuotedClause {
  const line = entry.at[0]?.[0] ?? null;
  // What the platform adds to a list has no line of its own; the list's says nothing of it.
  const text = implied === true || line === null ? label : quote(line);
  return { line, text, label };
}

/** What an entry of several lines does, since its first line alone does not tell; null for one of a single line. */
export function meaningOf(clause: Clause): string | null {
  const { at } = clause.entry;
  const single = at.length === 1 && at[0]?.[0] === at[0]?.[1];
  if (single || at.length === 0) return null;
  const meaning = clauseTexts(clause).join("; ");
  return clause.unresolved.length === 0 ? meaning : `at most ${meaning}`;
}

/** An entry on one row: "98 | permit ip any any", and what it does where its first line does not tell. */
export function entryRow(clause: Clause, quote: Quote): string {
  const { line, text, label } = quotedClause(clause, quote);
  const meaning = meaningOf(clause);
  return `${line ?? label} | ${text}${meaning === null ? "" : `  = ${meaning}`}`;
}

/** An entry with its place: "edge.cfg:98  permit ip any any", on two rows where one of `width` is too short. */
export function placedRows(clause: Clause, path: string, quote: Quote, width: number): string[] {
  const { line, text, label } = quotedClause(clause, quote);
  const meaning = meaningOf(clause);
  const place = line === null ? path : `${path}:${line}`;
  const words = `${line === null ? label : text}${meaning === null ? "" : `  = ${meaning}`}`;
  return place.length + words.length + 2 <= width ? [`${place}  ${words}`] : [place, clip(words, width)];
}

/** An entry within a sentence: "line 98 (permit ip any any)". */
export function entryWords(clause: Clause, quote: Quote): string {
  const { line, text, label } = quotedClause(clause, quote);
  return line === null || clause.implied === true ? label : `line ${line} (${text})`;
}
