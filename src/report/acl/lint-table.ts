import type { Clause } from "../../acl/filter.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import type { Overlap, Unreachable, UnreachableKind } from "../../acl/unreachable.ts";
import type { TableOptions } from "../table.ts";
import { clip, wrap } from "../text-rows.ts";
import { countKinds, type LintedList, type LintReport } from "./lint-report.ts";
import { permissivenessRows } from "./permissiveness-report.ts";
import { entryRow, entryWords, placedRows, type Quote } from "./quoted.ts";

type Look = Pick<TableOptions, "columns" | "paint" | "all" | "conclusion">;

const kindStyles = { shadowed: "red", redundant: "yellow", covered: "yellow", empty: "yellow" } as const;

/** Entries that nothing reaches, list by list, each with place, line, and why in one sentence. */
export function* lintTable(report: LintReport, look: Look): Generator<string> {
  const quiet = look.all || report.lists.length <= listsShown ? [] : report.lists.filter(isQuiet);
  const hidden = new Set(quiet);
  for (const list of report.lists) {
    if (hidden.has(list)) continue;
    for (const row of listRows(list, look)) yield `${row}\n`;
  }
  if (quiet.length > 0) yield `${quiet.length} more lists, whose every entry is reached (--all shows them)\n\n`;
  for (const { path, name, line } of report.mac) {
    const place = line === null ? path : `${path}:${line}`;
    yield `${look.paint("bold", name)}  ${look.paint("gray", place)}\n  A list of MAC addresses is not analysed.\n\n`;
  }
  yield `${look.paint("bold", summary(report))}\n${look.conclusion}\n`;
}

/** So many lists are shown each, whatever there is to say of them. */
const listsShown = 10;

function isQuiet({ reachability, permissiveness, doubt }: LintedList): boolean {
  const { unreachable, unknown } = reachability;
  return unreachable.length + unknown.length === 0 && permissiveness === null && doubt === null;
}

function* listRows(linted: LintedList, look: Look): Generator<string> {
  const { path, list, reachability, permissiveness, doubt } = linted;
  const { paint, columns } = look;
  const place = list.at[0] === undefined ? path : `${path}:${list.at[0][0]}`;
  yield `${paint("bold", list.name)}  ${listWords(linted)}  ${paint("gray", place)}`;
  if (doubt !== null)
    for (const row of wrap(`! This may not be the whole truth: ${doubt}`, columns, "  ", 2)) yield paint("yellow", row);
  for (const one of reachability.unreachable) yield* unreachableRows(one, linted, look);
  yield* unknownRows(linted, look);
  yield* overlapRows(linted, look);
  yield* unresolvedRows(linted, look);
  if (permissiveness !== null) yield* permissivenessRows(permissiveness, linted.quote, look);
  if (reachability.unreachable.length + reachability.unknown.length === 0)
    yield `  ${doubt === null ? "Every entry is reached." : "No unreachable entry was found."}`;
  yield "";
}

function listWords({ list }: LintedList): string {
  const { family, kind, entries, inactive } = list;
  const words = [family === "both" ? kind : `${family} ${kind}`, plural(entries, "entry", "entries")];
  return [...words, ...(inactive === 0 ? [] : [`${inactive} switched off`])].join(", ");
}

const indent = " ".repeat(13);

function* unreachableRows(one: Unreachable, linted: LintedList, look: Look): Generator<string> {
  const { paint, columns } = look;
  const { clause, kind, coveredBy, witness, decidedBy } = one;
  const { quote } = linted;
  yield* placed(paint(kindStyles[kind], kind.padEnd(10)), clause, linted, look);
  yield* wrap(whyUnreachable(one), columns, indent);
  for (const row of coverRows(coveredBy, quote, look)) yield row;
  if (witness !== null) {
    const decider = decidedBy === null ? "the default" : entryWords(decidedBy, quote);
    const done = decidedBy?.action === "permit" ? "permitted" : "denied";
    yield* wrap(`For example ${packetText(witness)}: ${done} by ${decider}.`, columns, indent);
  }
}

const coversShown = 8;

function coverRows(coveredBy: readonly Clause[], quote: Quote, { paint, columns, all }: Look): string[] {
  const shown = all ? coveredBy : coveredBy.slice(0, coversShown);
  const rest = coveredBy.length - shown.length;
  return [
    ...shown.map((clause) => indent + paint("gray", clip(`  ${entryRow(clause, quote)}`, columns - indent.length))),
    ...(rest === 0 ? [] : [`${indent}  and ${rest} more (--all shows them)`]),
  ];
}

/** One sentence on why nothing reaches an entry; the covering entries are named below it. */
function whyUnreachable({ clause, kind, coveredBy, smallest, onlyLaterFragments }: Unreachable): string {
  const who =
    coveredBy.length === 1 ? "an earlier entry decides" : `${coveredBy.length} earlier entries together decide`;
  const never = `Never reached: ${who} all its packets`;
  const hedge = smallest ? "" : " Fewer of them may do.";
  const fragments = onlyLaterFragments ? " Only later fragments, which carry no ports, may still reach it." : "";
  switch (kind) {
    case "empty":
      return "Never reached: no packet can match it, since its conditions exclude each other or a group is empty.";
    case "redundant":
      return `${never}, the same way.${hedge}${fragments}`;
    case "covered":
      return `${never}; whether the same way cannot be known.${hedge}${fragments}`;
    case "shadowed":
      return clause.action === "next"
        ? `${never}.${hedge}${fragments}`
        : `${never}, at least one of them the other way.${hedge}${fragments}`;
  }
}

/** A word on an entry, its place and text; the rows under it are indented. */
function* placed(word: string, clause: Clause, { path, quote }: LintedList, { columns }: Look): Generator<string> {
  const [first, ...rest] = placedRows(clause, path, quote, columns - indent.length);
  yield `  ${word} ${first}`;
  for (const row of rest) yield indent + row;
}

function* unknownRows(linted: LintedList, look: Look): Generator<string> {
  const { reachability } = linted;
  for (const { clause, why } of limited(reachability.unknown, look)) {
    yield* placed(look.paint("yellow", "unknown".padEnd(10)), clause, linted, look);
    yield* wrap(`Whether anything reaches it was not found out: ${why}.`, look.columns, indent);
  }
  yield* restRow(reachability.unknown.length, look, "entries are unknown");
}

/** An entry that ends a list of permits overlaps them all, as is meant: shown when asked for. */
function* overlapRows(linted: LintedList, look: Look): Generator<string> {
  const { quote, reachability } = linted;
  const { overlaps } = reachability;
  if (overlaps.length === 0) return;
  if (!look.all) {
    const which =
      overlaps.length === 1 ? "1 entry loses a part of its" : `${overlaps.length} entries lose a part of their`;
    yield look.paint("gray", `  ${which} packets to earlier ones of the other action (--all shows how).`);
    return;
  }
  for (const overlap of overlaps) {
    yield* placed("overlap".padEnd(10), overlap.clause, linted, look);
    yield* wrap(whyOverlap(overlap, quote), look.columns, indent);
  }
}

function whyOverlap({ by, witness }: Overlap, quote: Quote): string {
  const done = by.action === "permit" ? "permitted" : "denied";
  return `Partly decided before: ${packetText(witness)} is ${done} by ${entryWords(by, quote)}.`;
}

function* unresolvedRows(linted: LintedList, look: Look): Generator<string> {
  const { list } = linted;
  const open = list.filter.clauses.filter(({ unresolved }) => unresolved.length > 0);
  if (open.length === 0) return;
  const which = open.length === 1 ? "1 entry matches" : `${open.length} entries match`;
  const words = `${which} packets that the configuration does not tell: nothing is called covered on their account`;
  yield look.paint("gray", `  ${words}${look.all ? ":" : " (--all shows why)."}`);
  if (!look.all) return;
  for (const clause of open) {
    yield* placed("unresolved".padEnd(10), clause, linted, look);
    yield* wrap(`${clause.unresolved.join("; ")}.`, look.columns, indent);
  }
}

const unknownShown = 10;

function limited<T>(items: readonly T[], { all }: Look): readonly T[] {
  return all ? items : items.slice(0, unknownShown);
}

function* restRow(count: number, { all }: Look, what: string): Generator<string> {
  if (!all && count > unknownShown) yield `  and ${count - unknownShown} more ${what} (--all shows them)`;
}

function summary({ lists, failed, mac }: LintReport): string {
  const entries = lists.reduce((sum, { list }) => sum + list.entries, 0);
  const counts = countKinds(lists);
  const kinds: readonly UnreachableKind[] = ["shadowed", "redundant", "covered", "empty"];
  const found = kinds.flatMap((kind) => (counts[kind] === 0 ? [] : [`${counts[kind]} ${kind}`]));
  const unknown = lists.reduce((sum, { reachability }) => sum + reachability.unknown.length, 0);
  const parts = [
    `${plural(lists.length, "list", "lists")}, ${plural(entries, "entry", "entries")}`,
    found.length === 0 ? "no unreachable entry" : found.join(", "),
    ...(unknown === 0 ? [] : [`${unknown} unknown`]),
    ...(mac.length === 0 ? [] : [`${mac.length} not analysed`]),
    ...(failed.length === 0 ? [] : [`${plural(failed.length, "file", "files")} not read`]),
  ];
  return parts.join(" · ");
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
