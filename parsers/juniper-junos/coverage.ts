import type { ModelArea } from "../../src/model/device-config.ts";
import { isDenied } from "./device-output.ts";
import type { Ledger } from "../lib/ledger.ts";
import type { ConfigNode } from "./node.ts";
import { markTree } from "./reading.ts";
import { walk } from "./path-table.ts";
import type { ConfigText } from "./statements.ts";
import { skips } from "./skips.ts";
import { touches } from "./touches.ts";

type Touched = readonly (ModelArea | "*")[];

const READ = 2;
const UNREAD = 3;
const SKIPPED = 1;

/** Marks what is knowingly left out, and fills the ledger from the statements: of several on one line the least understood decides. */
export function settle(text: ConfigText, ledger: Ledger, lines: readonly string[]): void {
  const lineCount = lines.length;
  const touchedBy = new Map<ConfigNode, Touched>();
  const groups = text.root.children.get("groups");
  settleTree(text.root, groups, touchedBy);
  if (groups !== undefined) {
    groups.read = true;
    for (const group of groups.children.values()) {
      markGroup(group);
      settleTree(group, undefined, touchedBy);
    }
  }

  const states = new Uint8Array(lineCount + 2);
  const reasons: string[] = [];
  const reasonOf = new Uint16Array(lineCount + 2);
  const touching = new Map<number, Touched>();
  for (const { at, close, ends } of text.statements) {
    const { state, reason, touched } = stateOf(ends, touchedBy);
    let known = reasons.indexOf(reason);
    if (known === -1) known = reasons.push(reason) - 1;
    const note = (line: number): void => {
      if (state === UNREAD) {
        const before = touching.get(line);
        touching.set(line, before === undefined ? touched : [...new Set([...before, ...touched])]);
      }
      if (state === SKIPPED && states[line] !== SKIPPED) reasonOf[line] = known;
      if (state > (states[line] ?? 0)) states[line] = state;
    };
    for (let line = at[0]; line <= at[1]; line += 1) note(line);
    if (close > at[1]) note(close);
  }
  for (const { line, reason } of text.leftOut) {
    if (states[line] === 0 && !isDenied(lines[line - 1] ?? "")) ledger.skip(line, reason);
  }
  for (let line = 1; line <= lineCount; line += 1) {
    // What stands beside such a mark was read, and what the mark stands for was not.
    if (isDenied(lines[line - 1] ?? "")) ledger.leave(line, ["*"]);
    else if (states[line] === READ) ledger.read(line);
    else if (states[line] === SKIPPED) ledger.skip(line, reasons[reasonOf[line] ?? 0] ?? "other");
    else if (states[line] === UNREAD) ledger.leave(line, touching.get(line) ?? ["*"]);
  }
}

/** Skips by name, reads what is not in force, and notes what unread nodes may bear on. */
function settleTree(root: ConfigNode, leaveAlone: ConfigNode | undefined, touchedBy: Map<ConfigNode, Touched>): void {
  walk(root, skips, (node, reason) => {
    if (node === leaveAlone) return false;
    if (node.inactive) {
      markTree(node);
      return false;
    }
    if (node.word === "apply-macro") node.skipped ??= "macro";
    else if (node.parent?.skipped != null) node.skipped ??= node.parent.skipped;
    else if (reason !== undefined && !node.read) node.skipped ??= reason;
    return true;
  });
  settleContainers(root, leaveAlone);
  walk(root, touches, (node, areas) => {
    if (node === leaveAlone) return false;
    if (!node.read && node.skipped === null) touchedBy.set(node, areas ?? ["*"]);
    return true;
  });
}

/** A block is known where something that stands in it is known by its path. */
function settleContainers(root: ConfigNode, leaveAlone: ConfigNode | undefined): void {
  const visit = (node: ConfigNode): void => {
    for (const child of node.children.values()) if (child !== leaveAlone) visit(child);
    if (node.read || node.skipped !== null) return;
    for (const child of node.children.values()) {
      if (child.skipped === null) continue;
      node.skipped = child.skipped;
      return;
    }
  };
  for (const child of root.children.values()) if (child !== leaveAlone) visit(child);
}

/** A group that nothing applies has no effect, and what of an applied one nothing inherits has none either. */
function markGroup(group: ConfigNode): void {
  if (group.read) markUntaken(group);
  else group.skipped = "group-not-applied";
}

function markUntaken(node: ConfigNode): void {
  for (const child of node.children.values()) {
    if (child.taken || child.read) markUntaken(child);
    else child.skipped = "group-without-effect";
  }
}

function stateOf(
  ends: readonly ConfigNode[],
  touchedBy: ReadonlyMap<ConfigNode, Touched>,
): { state: number; reason: string; touched: Touched } {
  let state = 0;
  let reason = "other";
  const touched: (ModelArea | "*")[] = [];
  for (const end of ends) {
    if (end.read) state = Math.max(state, READ);
    else if (end.skipped !== null) {
      state = Math.max(state, SKIPPED);
      reason = end.skipped;
    } else {
      state = UNREAD;
      touched.push(...(touchedBy.get(end) ?? ["*"]));
    }
  }
  return { state: state === 0 ? UNREAD : state, reason, touched };
}
