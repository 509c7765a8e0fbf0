import type { Setting } from "../lib/block-settings.ts";
import { isBlock, type Block, type BlockText } from "../lib/blocks.ts";
import type { Ledger } from "../lib/ledger.ts";
import { isPrompt } from "./header.ts";
import { isDetail, isUnderstood } from "./known-keys.ts";
import { tableWords } from "./recognise.ts";
import { skipReason } from "./skipped-tables.ts";
import { areasOf } from "./table-areas.ts";

interface Task {
  readonly item: Setting | Block;
  /** Path of the table around, by its blocks: ["system interface", "ipv6"]. */
  readonly path: readonly string[];
  readonly words: readonly string[];
}

/**
 * Says of every line that the readers of the model did not take what became of it: structure of a
 * known table, a setting known to be without bearing, a skipped table, or unread.
 */
export function settle(text: BlockText, lines: readonly string[], ledger: Ledger): void {
  for (const line of text.blanks) ledger.read(line);
  for (const { line } of text.comments) ledger.skip(line, "comments");
  for (const item of text.content) {
    if (isBlock(item)) settleTop(item, ledger);
    else if (item.first === item.last && isIdlePrompt(lines[item.first - 1] ?? "")) ledger.skip(item.first, "prompts");
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
  const [first = "", second] = words;
  const frame = second === undefined && (first === "global" || first === "vdom");
  if (frame) return 0;
  if (second === undefined || !tableWords.has(first)) return null;
  const [outer, edit] = open;
  if (outer?.words.length !== 1) return 0;
  if (outer.words[0] === "global") return 1;
  return outer.words[0] === "vdom" && edit?.kind === "edit" ? 2 : 0;
}

/** `config vdom` and `config global` are frames around the tables. */
function settleTop(block: Block, ledger: Ledger): void {
  const frame = block.words.length === 1 && (block.words[0] === "vdom" || block.words[0] === "global");
  if (!frame) {
    settleTable(block, ledger);
    return;
  }
  structure(block, ledger);
  for (const item of block.content) {
    if (!isBlock(item)) continue;
    if (item.kind === "config") {
      settleTable(item, ledger);
    } else {
      structure(item, ledger);
      for (const inner of item.content) if (isBlock(inner) && inner.kind === "config") settleTable(inner, ledger);
    }
  }
}

function settleTable(table: Block, ledger: Ledger): void {
  const reason = skipReason(table.words);
  if (reason !== null) {
    const left = leaveSuspects(table, ledger);
    for (let line = table.first; line <= table.last; line += 1) if (!left.has(line)) ledger.skip(line, reason);
    return;
  }
  const touches = areasOf(table.words);
  const work: Task[] = [{ item: table, path: [], words: table.words }];
  for (let task = work.pop(); task !== undefined; task = work.pop()) {
    const { item, path } = task;
    if (!isBlock(item)) {
      settleSetting(item, path, touches, ledger);
      continue;
    }
    const inner = item.kind === "config" ? [...path, item.words.join(" ")] : path;
    if (touches[0] === "*") leaveStructure(item, ledger);
    else structure(item, ledger);
    for (const child of item.content) work.push({ item: child, path: inner, words: task.words });
  }
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

function settleSetting(
  setting: Setting,
  path: readonly string[],
  touches: ReturnType<typeof areasOf>,
  ledger: Ledger,
): void {
  const table = path.join("/");
  const known = !setting.suspect && (setting.verb === "set" || setting.verb === "unset" || setting.verb === "append");
  for (let line = setting.first; line <= setting.last; line += 1) {
    if (ledger.isRead(line)) continue;
    if (known && isUnderstood(table, setting.key)) ledger.read(line);
    else if (known && isDetail(table, setting.key)) ledger.skip(line, `details of ${path[0] ?? ""}`);
    // A value that may have swallowed other statements may bear on anything.
    else ledger.leave(line, setting.suspect ? ["*"] : touches);
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
