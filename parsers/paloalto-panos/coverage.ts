import type { ModelArea } from "../../src/model/device-config.ts";
import type { Ledger } from "../lib/ledger.ts";
import { descend, type PathTable } from "../lib/path-table.ts";
import type { PanosNode } from "./node.ts";
import { skips } from "./skips.ts";
import { touches } from "./touches.ts";
import type { ConfigText } from "./tree.ts";

type Touched = readonly (ModelArea | "*")[];
/** "read", "unread", or the reason for which it is skipped. */
type Outcome = string;

interface Below<T> {
  readonly tables: readonly PathTable<T>[];
  readonly value: T | undefined;
}

function enter<T>({ tables, value }: Below<T>, word: string): Below<T> {
  if (tables.length === 0) return { tables, value };
  const below = descend(tables, word);
  for (const table of below) if (table.value !== undefined) return { tables: below, value: table.value };
  return { tables: below, value };
}

/** Hands the outcome of every line to the ledger: a line is read or skipped only where nothing on it is unread. */
export function settle(text: ConfigText, ledger: Ledger, lineCount: number): void {
  const unread = new Map<number, Set<ModelArea | "*">>();
  const reasons: string[] = [""];
  const skippedLines = new Uint16Array(lineCount + 1);
  const readLines = new Uint8Array(lineCount + 1);

  const numberOf = (reason: string): number => {
    const known = reasons.indexOf(reason);
    return known === -1 ? reasons.push(reason) - 1 : known;
  };
  const mark = (line: number, outcome: Outcome, bearing: Touched): void => {
    if (outcome === "read") readLines[line] = 1;
    else if (outcome !== "unread") skippedLines[line] = numberOf(outcome);
    else {
      let areas = unread.get(line);
      if (areas === undefined) unread.set(line, (areas = new Set()));
      for (const area of bearing) areas.add(area);
    }
  };
  const markOwn = (node: PanosNode, outcome: Outcome, bearing: Touched): void => {
    node.eachOwn((first, last) => {
      mark(first, outcome, bearing);
      if (node.encloses) mark(last, outcome, bearing);
      else for (let line = first + 1; line <= last; line += 1) mark(line, outcome, bearing);
    });
  };
  const visit = (node: PanosNode, skip: Below<string>, touch: Below<Touched>): Outcome => {
    let whole: Outcome | null = null;
    for (const child of node.children.values()) {
      const outcome = visit(child, enter(skip, child.word), enter(touch, child.word));
      // A block is understood as soon as something in it is.
      if (whole === null || whole === "unread" || outcome === "read") whole = outcome;
    }
    const own: Outcome = node.read ? "read" : (skip.value ?? whole ?? "unread");
    if (node.first !== 0) markOwn(node, own, touch.value ?? ["*"]);
    return node.read ? "read" : (whole ?? own);
  };
  for (const child of text.root.children.values()) {
    visit(
      child,
      enter({ tables: [skips], value: undefined }, child.word),
      enter<Touched>({ tables: [touches], value: undefined }, child.word),
    );
  }
  for (const line of text.settled) readLines[line] = 1;
  for (const [line, reason] of text.leftOut) if (skippedLines[line] === 0) skippedLines[line] = numberOf(reason);
  for (let line = 1; line <= lineCount; line += 1) {
    const areas = unread.get(line);
    if (areas !== undefined) ledger.leave(line, [...areas]);
    else if (readLines[line] === 1) ledger.read(line);
    else {
      const reason = reasons[skippedLines[line] ?? 0] ?? "";
      if (reason !== "") ledger.skip(line, reason);
    }
  }
}
