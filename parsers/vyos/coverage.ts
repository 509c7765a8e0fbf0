import type { ModelArea } from "../../src/model/device-config.ts";
import type { Ledger, Lines } from "../lib/ledger.ts";
import { PathState } from "../lib/path-states.ts";
import type { ConfigNode } from "./node.ts";
import { isRouting, isSecret, markTree, mayHoldSecret, type SecretSurroundings } from "./secrets.ts";
import { skips } from "./skips.ts";
import type { ConfigText } from "./statements.ts";
import { touches } from "./touches.ts";

type Touched = readonly (ModelArea | "*")[];

/** Marks what is knowingly left out and what is secret, and fills the ledger: a line is what became of the node that it ends with. */
export function settle(text: ConfigText, lines: Lines, ledger: Ledger): void {
  for (const top of text.root.children.values())
    settleNode(top, skipped.step(top.word), { lines, ledger, isRouting: isRouting(top) });
  for (let line = 1; line <= lines.length; line += 1) {
    const end = text.ends[line];
    if (end === undefined) {
      const reason = text.leftOut.get(line);
      if (text.output.lines.has(line)) ledger.read(line);
      else if (reason !== undefined) ledger.skip(line, reason);
      const gone = text.takenBack.get(line);
      if (gone !== undefined) ledger.leave(line, touchedBy(gone));
    } else if (end.read) ledger.read(line);
    else if (end.skipped !== null) ledger.skip(line, end.skipped);
    else ledger.leave(line, stateOf(end).value ?? anything);
  }
}

const anything: Touched = ["*"];

const skipped = new PathState([skips]);
const touched = new PathState([touches]);

/** Where the path of a node leads in the table of what statements bear on. */
function stateOf({ word, parent }: ConfigNode): PathState<Touched> {
  return parent === null ? touched : stateOf(parent).step(word);
}

/** What becomes of a node and all below it; a block is known where all that stands in it is, one way or the other. */
function settleNode(node: ConfigNode, skip: PathState<string>, surroundings: SecretSurroundings): void {
  if (skip.value !== undefined && !node.read) node.skipped = skip.value;
  // All that a plain rule says is read with it, and no word of it is a secret.
  if (node.plain?.isUnderstood === true || node.plainRules?.[0]?.isUnderstood === true) return;
  const { children } = node;
  const { size } = children;
  if (size === 0) return;
  const asks = mayHoldSecret(node);
  let reason: string | null = null;
  let isKnown = true;
  for (let at = 0; at < size; at += 1) {
    const child = children.at(at);
    if (child === undefined) continue;
    if (asks && isSecret(node, child, surroundings)) markTree(child, surroundings);
    settleNode(child, skip.step(child.word), surroundings);
    if (child.skipped !== null) reason ??= child.skipped;
    else if (!child.read) isKnown = false;
  }
  if (node.read || node.skipped !== null || !isKnown) return;
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
