import type { ModelArea } from "../../src/model/device-config.ts";
import type { Ledger } from "../lib/ledger.ts";
import { walk } from "../lib/path-table.ts";
import type { ConfigNode } from "./node.ts";
import { skips } from "./skips.ts";
import type { ConfigText } from "./statements.ts";
import { touches } from "./touches.ts";

type Touched = readonly (ModelArea | "*")[];

/** Marks what is knowingly left out, and fills the ledger: a line is what became of the node that it ends with. */
export function settle(text: ConfigText, ledger: Ledger, lineCount: number): void {
  walk(text.root, skips, (node, reason) => {
    if (reason !== undefined && !node.read) node.skipped = reason;
    return true;
  });
  settleContainers(text.root);
  const bearing = new Map<ConfigNode, Touched>();
  walk(text.root, touches, (node, areas) => {
    if (!node.read && node.skipped === null) bearing.set(node, areas ?? anything);
    return true;
  });
  for (let line = 1; line <= lineCount; line += 1) {
    const end = text.ends[line];
    if (end === undefined) {
      const reason = text.leftOut.get(line);
      if (text.output.lines.has(line)) ledger.read(line);
      else if (reason !== undefined) ledger.skip(line, reason);
      const gone = text.takenBack.get(line);
      if (gone !== undefined) ledger.leave(line, touchedBy(gone));
    } else if (end.read) ledger.read(line);
    else if (end.skipped !== null) ledger.skip(line, end.skipped);
    else ledger.leave(line, bearing.get(end) ?? anything);
  }
}

const anything: Touched = ["*"];

/** A block is known where all that stands in it is, one way or the other. */
function settleContainers(node: ConfigNode): void {
  node.children.each(settleContainers);
  if (node.read || node.skipped !== null || node.children.size === 0) return;
  let reason: string | null = null;
  for (const child of node.children.values()) {
    if (child.skipped !== null) reason ??= child.skipped;
    else if (!child.read) return;
  }
  if (reason === null) node.read = true;
  else node.skipped = reason;
}

/** What a line that takes something back may bear on: the areas of what is taken back. */
function touchedBy(words: readonly string[]): Touched {
  let areas: Touched = anything;
  let table: typeof touches | undefined = touches;
  for (const word of words) {
    table = table.words.get(word) ?? table.words.get("*");
    if (table === undefined) break;
    areas = table.value ?? areas;
  }
  return areas;
}
