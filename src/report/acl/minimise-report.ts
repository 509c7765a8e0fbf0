import { clauseTexts } from "../../acl/text/clause-text.ts";
import type { Clause } from "../../acl/filter.ts";
import type { Minimised } from "../../acl/minimise.ts";
import type { NamedList } from "../../acl/named-lists.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import type { TableOptions } from "../table.ts";
import { clip, wrap } from "../text-rows.ts";
import { packetJson } from "./packet-json.ts";
import { placedRows, quotedClause, type Quote } from "./quoted.ts";

/** What `redoubt acl minimise` says of one list. */
export interface MinimiseReport {
  readonly path: string;
  readonly list: NamedList;
  readonly quote: Quote;
  readonly minimised: Minimised;
  readonly doubt: string | null;
}

/** The object that `redoubt acl minimise --format json` prints. */
export function minimiseJson({ path, list, quote, minimised, doubt }: MinimiseReport): unknown {
  const quoted = (clause: Clause) => quotedClause(clause, quote);
  const { before, after, removals, merges, leftAlone, proof } = minimised;
  return {
    path,
    acl: { name: list.name, family: list.family, kind: list.kind, line: list.at[0]?.[0] ?? null },
    before,
    after,
    removals: removals.map(({ clause, reason, by, byDefault, why }) => ({
      ...quoted(clause),
      reason,
      by: by.map(quoted),
      byDefault,
      why,
      remarks: remarksOf(clause),
    })),
    merges: merges.map(({ clauses, into, dimensions, why }) => ({
      entries: clauses.map(quoted),
      into: { texts: clauseTexts(into), remarks: remarksOf(into) },
      dimensions,
      why,
    })),
    leftAlone: leftAlone.map(({ clause, why }) => ({ ...quoted(clause), why })),
    proof: proof.proved
      ? { proved: true }
      : { ...proof, witness: proof.witness === null ? null : packetJson(proof.witness) },
    doubt,
  };
}

function remarksOf({ entry }: Clause): readonly string[] {
  if ("remarks" in entry) return entry.remarks;
  return entry.description === null ? [] : [entry.description];
}

type Look = Pick<TableOptions, "columns" | "paint" | "all" | "conclusion">;

const shownAtOnce = 20;
const indent = " ".repeat(10);

/** Entries that may go and entries that may be one, each with its place and why. */
export function* minimiseTable(report: MinimiseReport, look: Look): Generator<string> {
  const { path, list, minimised, doubt } = report;
  const { paint, columns } = look;
  const { before, after, removals, merges, leftAlone, proof } = minimised;
  yield `${paint("bold", list.name)}  ${paint("gray", path)}  ${before} entries could be ${after}\n`;
  if (doubt !== null)
    for (const row of wrap(`! This may not be the whole truth: ${doubt}`, columns, "  ", 2))
      yield `${paint("yellow", row)}\n`;
  yield* limited(removals, look, "removals", ({ clause, why }) => [
    ...placed("remove", clause, report, columns),
    ...wrap(why, columns, indent),
    ...remarkRows(clause, columns),
  ]);
  yield* limited(merges, look, "merges", ({ clauses, into, why }) => [
    ...clauses.flatMap((clause, index) => placed(index === 0 ? "merge" : "with", clause, report, columns)),
    ...clauseTexts(into).map((text, index) => clip(`  ${index === 0 ? "into  " : "      "}  ${text}`, columns)),
    ...wrap(why, columns, indent),
    ...remarkRows(into, columns),
  ]);
  if (look.all)
    yield* limited(leftAlone, look, "entries left alone", ({ clause, why }) => [
      ...placed("keep", clause, report, columns),
      ...wrap(why, columns, indent),
    ]);
  else if (leftAlone.length > 0)
    yield paint(
      "gray",
      `  Left alone, though perhaps needless: ${leftAlone.length} (--all shows which and why).
`,
    );
  yield* proofRows(proof, removals.length + merges.length, look);
  yield `\n${look.conclusion}\n`;
}

function* proofRows(proof: Minimised["proof"], proposals: number, { columns, paint }: Look): Generator<string> {
  if (!proof.proved) {
    const witness = proof.witness === null ? "" : ` (${packetText(proof.witness)})`;
    yield* wrap(`! Nothing is proposed: ${proof.why}${witness}`, columns, "  ", 2).map(
      (row) => `${paint("yellow", row)}\n`,
    );
  } else if (proposals > 0) yield "  Proved: the smaller list decides every packet as this one does.\n";
  else yield "  Nothing can be left out or merged.\n";
}

/** Remarks go with their entry, so whoever edits has to know of them. */
function remarkRows(clause: Clause, columns: number): string[] {
  return remarksOf(clause).map((remark) => clip(`          remark: ${remark}`, columns));
}

/** A word on an entry, its place and text. */
function placed(word: string, clause: Clause, { path, quote }: MinimiseReport, columns: number): string[] {
  const [first = "", ...rest] = placedRows(clause, path, quote, columns - indent.length);
  return [`  ${word.padEnd(8)}${first}`, ...rest.map((row) => indent + row)];
}

function* limited<T>(items: readonly T[], { all }: Look, what: string, rows: (item: T) => string[]): Generator<string> {
  const shown = all ? items : items.slice(0, shownAtOnce);
  for (const item of shown) for (const row of rows(item)) yield `${row}\n`;
  if (items.length > shown.length) yield `  and ${items.length - shown.length} more ${what} (--all shows them)\n`;
}
