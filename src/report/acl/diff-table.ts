import { blockText, isWithHeader } from "../../acl/text/block-text.ts";
import type { Block } from "../../acl/sets/blocks.ts";
import type { Difference } from "../../acl/compare-lists.ts";
import type { Clause } from "../../acl/filter.ts";
import type { NamedList } from "../../acl/named-lists.ts";
import { packetText } from "../../acl/text/packet-text.ts";
import type { Answer, Region } from "../../acl/packets-where.ts";
import type { TableOptions } from "../table.ts";
import { wrap } from "../text-rows.ts";
import { fragmentsOfPair, type ComparedLists, type DiffReport, type DiffSide } from "./diff-report.ts";
import { placedRows } from "./quoted.ts";

type Look = Pick<TableOptions, "columns" | "paint" | "all" | "conclusion">;

const verdictStyles = { equal: "green", different: "red", unknown: "yellow" } as const;

/** Pair by pair: what the one permits and the other does not, both ways, with the deciding lines. */
export function* diffTable(report: DiffReport, look: Look): Generator<string> {
  for (const pair of report.pairs) yield* pairRows(pair, report, look);
  for (const [side, lists] of [
    [report.a, report.onlyInA],
    [report.b, report.onlyInB],
  ] as const) {
    for (const list of lists) yield `${look.paint("bold", listName(list))}  only in ${placeOf(side, list)}\n`;
  }
  yield `${look.conclusion}\n`;
}

function* pairRows(pair: ComparedLists, report: DiffReport, look: Look): Generator<string> {
  const { a, b, verdict, comparison, notCompared, doubts } = pair;
  const { paint, columns } = look;
  const name = a.name === b.name ? listName(a) : `${listName(a)} and ${listName(b)}`;
  const places = paint("gray", `${placeOf(report.a, a)} ${placeOf(report.b, b)}`);
  const words = { equal: "equal, proved", different: "different", unknown: "unknown" };
  yield `${paint("bold", name)}  ${paint(verdictStyles[verdict], words[verdict])}  ${places}\n`;
  for (const family of notCompared)
    yield `  Only one of the two decides IPv${family} packets: they are not compared.\n`;
  for (const doubt of doubts)
    for (const row of wrap(`! This may not be the whole truth: ${doubt}`, columns, "  ", 2))
      yield `${paint("yellow", row)}\n`;
  yield* differenceRows(comparison.difference, pair, report, look);
  if (pair.equalIf !== null)
    yield* wrap(`They are equal if these mean the same in both: ${pair.equalIf.join("; ")}.`, columns, "  ").map(
      (row) => `${row}\n`,
    );
  if (comparison.laterFragments !== null) yield* fragmentRows(comparison.laterFragments, pair, report, look);
  yield "\n";
}

function* differenceRows(
  difference: Difference,
  pair: ComparedLists,
  report: DiffReport,
  look: Look,
): Generator<string> {
  const [first, second] =
    report.a.path === report.b.path ? [listName(pair.a), listName(pair.b)] : [report.a.path, report.b.path];
  yield* answerRows(difference.onlyFirst, `Permitted by ${first} only:`, pair, report, look);
  yield* answerRows(difference.onlySecond, `Permitted by ${second} only:`, pair, report, look);
  yield* uncertainRows([...difference.onlyFirst.uncertain, ...difference.onlySecond.uncertain], pair, look);
}

/** Platforms differ in what becomes of them, whatever is configured: told apart from what somebody configured. */
function* fragmentRows(
  { onlyFirst, onlySecond }: Difference,
  pair: ComparedLists,
  report: DiffReport,
  look: Look,
): Generator<string> {
  const count = onlyFirst.regions.length + onlySecond.regions.length;
  const open =
    onlyFirst.uncertain.length + onlySecond.uncertain.length > 0 || !onlyFirst.complete || !onlySecond.complete;
  if (count === 0 && !open) return;
  const words =
    "Fragments after the first carry no ports, and the two platforms treat them differently where an entry asks for ports.";
  const more = look.all ? "" : " --all shows which packets, and --fragments lets them count.";
  yield* wrap(`${words}${more}`, look.columns, "  ").map((row) => `${look.paint("gray", row)}\n`);
  if (look.all) yield* differenceRows({ onlyFirst, onlySecond }, pair, report, look);
}

const regionsShown = 20;

function* answerRows(
  { regions, complete }: Answer,
  title: string,
  pair: ComparedLists,
  report: DiffReport,
  look: Look,
): Generator<string> {
  const { paint, all } = look;
  if (regions.length > 0) {
    yield `  ${title}\n`;
    const groups = byDeciders(regions);
    const shown = all ? groups : groups.slice(0, regionsShown);
    for (const group of shown) yield* groupRows(group, pair, report, look);
    if (groups.length > shown.length)
      yield `    and ${groups.length - shown.length} more pairs of lines (--all shows them)\n`;
  }
  if (!complete) yield `  ${paint("yellow", "! This is not all: the search stopped at its bound.")}\n`;
}

/** Packets that either might permit alone, each block once. */
function* uncertainRows(uncertain: Answer["uncertain"], pair: ComparedLists, look: Look): Generator<string> {
  if (uncertain.length === 0) return;
  const blocks = new Map<string, ReadonlySet<string>>();
  for (const { block, why } of uncertain) {
    const text = shownBlock(block, pair);
    blocks.set(text, new Set([...(blocks.get(text) ?? []), ...why]));
  }
  yield `  ${look.paint("yellow", "Cannot be known:")}\n`;
  const shown = look.all ? [...blocks] : [...blocks].slice(0, regionsShown);
  for (const [text, why] of shown) {
    yield `    ${text}\n`;
    yield* wrap([...why].join("; "), look.columns, "      ").map((row) => `${look.paint("gray", row)}\n`);
  }
  if (blocks.size > shown.length) yield `    and ${blocks.size - shown.length} more (--all shows them)\n`;
}

/** Regions that the same two lines decide, in the order in which they come up. */
function byDeciders(regions: readonly Region[]): readonly (readonly Region[])[] {
  const groups = new Map<Clause | null, Map<Clause | null, Region[]>>();
  for (const region of regions) {
    const [first = null, second = null] = region.deciders;
    const inner = groups.get(first) ?? new Map<Clause | null, Region[]>();
    groups.set(first, inner);
    const group = inner.get(second);
    if (group === undefined) inner.set(second, [region]);
    else group.push(region);
  }
  return [...groups.values()].flatMap((inner) => [...inner.values()]);
}

const blocksShown = 5;

function* groupRows(
  regions: readonly Region[],
  pair: ComparedLists,
  report: DiffReport,
  { columns, paint, all }: Look,
): Generator<string> {
  const shown = all ? regions : regions.slice(0, blocksShown);
  for (const { block } of shown) yield `    ${shownBlock(block, pair)}\n`;
  if (regions.length > shown.length) yield `    and ${regions.length - shown.length} more blocks (--all shows them)\n`;
  const [region] = regions;
  if (region === undefined) return;
  const sides = [
    [report.a, pair.a],
    [report.b, pair.b],
  ] as const;
  for (const [index, [side, list]] of sides.entries()) {
    for (const row of deciderRows(region.deciders[index] ?? null, side, list, columns - 6))
      yield `${paint("gray", `      ${row}`)}\n`;
  }
  yield* wrap(`such as ${packetText(region.witness)}`, columns, "      ").map((row) => `${paint("gray", row)}\n`);
}

/** Where later fragments are told apart, the others go without saying. */
function shownBlock(block: Block, pair: ComparedLists): string {
  const plain = pair.comparison.laterFragments !== null && isWithHeader(block.fragments);
  return blockText(plain ? { ...block, fragments: "any" } : block, fragmentsOfPair(pair));
}

function deciderRows(clause: Clause | null, side: DiffSide, list: NamedList, width: number): string[] {
  if (clause === null) return [`${side.path}  no entry; the default is ${list.filter.defaultAction}`];
  return placedRows(clause, side.path, side.quote, width);
}

function listName({ name, family }: NamedList): string {
  return family === "both" ? name : `${name} (${family})`;
}

function placeOf({ path }: DiffSide, { at }: NamedList): string {
  return at[0] === undefined ? path : `${path}:${at[0][0]}`;
}
