import type { ModelArea } from "../../src/model/device-config.ts";
import type { Ledger } from "../lib/ledger.ts";
import { PathState } from "../lib/path-states.ts";
import type { ConfigNode } from "./node.ts";
import { skips } from "./skips.ts";
import type { ConfigText } from "./statements.ts";
import { touches } from "./touches.ts";

type Touched = readonly (ModelArea | "*")[];

/** Marks what is knowingly left out, and fills the ledger: a line is what became of the node that it ends with. */
export function settle(text: ConfigText, ledger: Ledger, lineCount: number): void {
  const bearing = new Map<ConfigNode, Touched>();
  settleNode(text.root, skipped, touched, bearing);
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

const skipped = new PathState([skips]);
const touched = new PathState([touches]);

/** What becomes of a node and all below it; a block is known where all that stands in it is, one way or the other. */
function settleNode(
  node: ConfigNode,
  skip: PathState<string>,
  touch: PathState<Touched>,
  bearing: Map<ConfigNode, Touched>,
): void {
  if (skip.value !== undefined && !node.read) node.skipped = skip.value;
  // All that a plain rule says is read with it.
  if (node.plain?.isUnderstood === true) return;
  const { children } = node;
  let reason: string | null = null;
  let isKnown = children.size > 0;
  for (let at = 0; at < children.size; at += 1) {
    const child = children.at(at);
    if (child === undefined) continue;
    settleNode(child, skip.step(child.word), touch.step(child.word), bearing);
    if (child.skipped !== null) reason ??= child.skipped;
    else if (!child.read) isKnown = false;
  }
  if (node.read || node.skipped !== null) return;
  if (!isKnown) bearing.set(node, touch.value ?? anything);
  else if (reason === null) node.read = true;
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
