import type { Clause } from "../../acl/filter.ts";

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
