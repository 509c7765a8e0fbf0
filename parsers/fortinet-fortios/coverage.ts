import type { Setting } from "../lib/block-settings.ts";
import { isBlock, type Block, type BlockText } from "../lib/blocks.ts";
import type { Lead } from "../lib/leads.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger } from "../lib/ledger.ts";
import { isPrompt } from "./header.ts";
import { knownKeys, type KnownKeys } from "./known-keys.ts";
import { tableWords } from "./recognise.ts";
import { skipReason } from "./skipped-tables.ts";
import { areasOf } from "./table-areas.ts";

/** The table that settings stand in. */
interface Around {
  /** Path by its blocks: "system interface/ipv6". */
  readonly path: string;
  readonly top: string;
  readonly keys: KnownKeys;
  readonly touches: ReturnType<typeof areasOf>;
}

/** What is known of the tables of the top level by their words, which lines that are alike share. */
type KnownTables = Map<readonly string[], { readonly reason: string | null; readonly around: Around }>;

/**
 * Says of every line that the readers of the model did not take what became of it: structure of a
 * known table, a setting known to be without bearing, a skipped table, or unread.
 */
export function settle(text: BlockText, lines: LazyLines, ledger: Ledger): void {
  const tables: KnownTables = new Map();
  for (const line of text.blanks) ledger.read(line);
  for (const { line } of text.comments) ledger.skip(line, "comments");
  for (const item of text.content) {
    if (isBlock(item)) settleTop(item, tables, ledger);
    else if (item.first === item.last && isIdlePrompt(lines.at(item.first - 1) ?? ""))
      ledger.skip(item.first, "prompts");
  }
}

/** A prompt alone, or with a command that changes nothing. */
function isIdlePrompt(text: string): boolean {
  if (!isPrompt(text)) return false;
  const command = text.slice(text.search(/[#$]/) + 1).trim();
  return command === "" || /^(show|get|exit|end|quit)( |$)/.test(command);
}

/** Tables of the top level stand in nothing but `config global` or the edit of a VDOM. */
export function tableDepth(words: readonly string[], open: readonly Block[]): number | null {
  const first = words[0] ?? "";
  const second = words[1];
  const frame = second === undefined && (first === "global" || first === "vdom");
  if (frame) return 0;
  if (second === undefined || !tableWords.has(first)) return null;
  const outer = open[0];
  if (outer?.words.length !== 1) return 0;
  if (outer.words[0] === "global") return 1;
  return outer.words[0] === "vdom" && open[1]?.kind === "edit" ? 2 : 0;
}

/** `config vdom` and `config global` are frames around the tables. */
function settleTop(block: Block, tables: KnownTables, ledger: Ledger): void {
  const frame = block.words.length === 1 && (block.words[0] === "vdom" || block.words[0] === "global");
  if (!frame) {
    settleTable(block, tables, ledger);
    return;
  }
  structure(block, ledger);
  for (const item of block.content) {
    if (!isBlock(item)) continue;
    if (item.kind === "config") {
      settleTable(item, tables, ledger);
    } else {
      structure(item, ledger);
      for (const inner of item.content)
        if (isBlock(inner) && inner.kind === "config") settleTable(inner, tables, ledger);
    }
  }
}

function settleTable(table: Block, tables: KnownTables, ledger: Ledger): void {
  let known = tables.get(table.words);
  if (known === undefined) {
    // An edit that stands in no table has none.
    const top = table.kind === "config" ? table.words.join(" ") : "";
    const around = { path: top, top, keys: knownKeys(top), touches: areasOf(table.words) };
    known = { reason: skipReason(table.words), around };
    tables.set(table.words, known);
  }
  const { reason, around } = known;
  if (reason !== null) {
    const left = leaveSuspects(table, ledger);
    for (let line = table.first; line <= table.last; line += 1) if (!left.has(line)) ledger.skip(line, reason);
    return;
  }
  settleBlock(table, around, ledger);
}

/** Blocks nest no deeper than their reader lets them. */
function settleBlock(block: Block, around: Around, ledger: Ledger): void {
  if (around.touches[0] === "*") leaveStructure(block, ledger);
  else structure(block, ledger);
  settleLead(block.lead, around, ledger);
  for (const item of block.content) {
    if (!isBlock(item)) settleSetting(item, around, ledger);
    else if (item.kind === "edit") settleBlock(item, around, ledger);
    else {
      const name = item.words.join(" ");
      const path = around.path === "" ? name : `${around.path}/${name}`;
      settleBlock(item, { ...around, path, top: around.top || name, keys: knownKeys(path) }, ledger);
    }
  }
}

function settleLead({ said, from }: Lead, around: Around, ledger: Ledger): void {
  for (let at = 0; at < said.length; at += 1) {
    const { key } = said[at] ?? {};
    if (key !== undefined && !ledger.isRead(from + at)) settleLine(from + at, key, around, ledger);
  }
}

/** A statement of one line that says what a key holds. */
function settleLine(line: number, key: string, { top, keys, touches }: Around, ledger: Ledger): void {
  if (keys.isUnderstood(key)) ledger.read(line);
  else if (keys.isDetail(key)) ledger.skip(line, `details of ${top}`);
  else ledger.leave(line, touches);
}

/** A lost quote in a skipped table may have swallowed tables that matter: its lines stay unread. */
function leaveSuspects(table: Block, ledger: Ledger): ReadonlySet<number> {
  const left = new Set<number>();
  const work: (Setting | Block)[] = [table];
  for (let item = work.pop(); item !== undefined; item = work.pop()) {
    if (isBlock(item)) for (const child of item.content) work.push(child);
    else if (item.suspect) for (let line = item.first; line <= item.last; line += 1) left.add(line);
  }
  for (const line of left) ledger.leave(line, ["*"]);
  return left;
}

function settleSetting(setting: Setting, around: Around, ledger: Ledger): void {
  const { key, isOfKey, suspect, first, last } = setting;
  for (let line = first; line <= last; line += 1) {
    if (ledger.isRead(line)) continue;
    if (isOfKey && !suspect) settleLine(line, key, around, ledger);
    // A value that may have swallowed other statements may bear on anything.
    else ledger.leave(line, suspect ? ["*"] : around.touches);
  }
}

/** Lines that open and close a block of a known table. */
function structure(block: Block, ledger: Ledger): void {
  ledger.read(block.first);
  if (block.closed) ledger.read(block.last);
}

function leaveStructure(block: Block, ledger: Ledger): void {
  ledger.leave(block.first, ["*"]);
  if (block.closed) ledger.leave(block.last, ["*"]);
}
