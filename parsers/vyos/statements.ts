import type { LineRange } from "../../src/model/fact.ts";
import { deepest } from "../lib/braces.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { ParseProblem } from "../parser.ts";
import { readOutput, type DeviceOutput } from "./device-output.ts";
import { ConfigNode, deepestWord, grow, type PlainRule, type RuleOrigin } from "./node.ts";
import { Letters } from "./letters.ts";
import { CommandRules, isRule, readBlock } from "./plain-rules.ts";
import { UsualRoutes } from "./usual-routes.ts";
import { valueWords } from "./value-words.ts";
import { plainWords, readWords, sharedWords } from "./words.ts";

/** The tree and what each line became of it. */
export interface ConfigText {
  readonly root: ConfigNode;
  /** The node that the statement of a line ends with, by line; a closing brace has the node of its block. */
  readonly ends: (ConfigNode | undefined)[];
  /** Why a line is no statement, by line. */
  readonly leftOut: ReadonlyMap<number, string>;
  /** Lines that take something back (`delete`, `deactivate`): what they mean depends on what came before. */
  readonly takenBack: ReadonlyMap<number, readonly string[]>;
  readonly output: DeviceOutput;
  readonly problems: readonly ParseProblem[];
}

interface Reading {
  readonly lines: LazyLines;
  readonly root: ConfigNode;
  readonly ends: (ConfigNode | undefined)[];
  readonly leftOut: Map<number, string>;
  readonly takenBack: Map<number, readonly string[]>;
  readonly problems: ParseProblem[];
  readonly open: { readonly node: ConfigNode; readonly line: number }[];
  /** Blocks opened beyond the maximum depth and not yet closed. */
  beyond: number;
  /** The last `set` line without quotes and its nodes: most lines share the beginning with the one before. */
  readonly path: { text: string; readonly nodes: ConfigNode[] };
  /** Null where the words of plain rules are asked for. */
  rules: CommandRules | null;
  routes: UsualRoutes | null;
  readonly blocks: RuleOrigin;
}

function reading(lines: LazyLines): Reading {
  const originOf = (isBlock: boolean): RuleOrigin => ({
    isBlock,
    unfold: (node, rule) => unfoldRule(state, node, rule),
    stand: (node, rule) => stand(state, node, rule),
  });
  const ends: (ConfigNode | undefined)[] = [];
  ends.length = lines.length + 1;
  const state: Reading = {
    lines,
    root: new ConfigNode("", null),
    ends,
    leftOut: new Map(),
    takenBack: new Map(),
    problems: [],
    open: [],
    beyond: 0,
    path: { text: "", nodes: [] },
    rules: null,
    routes: null,
    blocks: originOf(true),
  };
  const letters = new Letters(lines);
  state.rules = new CommandRules(state.root, lines, letters, originOf(false));
  state.routes = new UsualRoutes(state.root, lines, letters);
  return state;
}

/** Says that the lines of a rule end with a node. */
function stand({ ends }: Reading, node: ConfigNode, { first, last }: PlainRule): void {
  for (let line = first; line <= last; line += 1) ends[line] = node;
}

/** Reads the lines of a plain rule again, word by word. */
function unfoldRule(state: Reading, node: ConfigNode, rule: PlainRule): void {
  const { first, last } = rule;
  const { isBlock } = rule.origin;
  const open = isBlock ? [{ node, line: first }] : [];
  const within: Reading = { ...state, open, beyond: 0, path: { text: "", nodes: [] }, rules: null };
  // The block itself is open, and ends where it did.
  for (let line = isBlock ? first + 1 : first; line <= (isBlock ? last - 1 : last); line += 1) {
    const text = (state.lines.at(line - 1) ?? "").trim();
    if (!isBlock) readSet(within, text, line - 1);
    else if (text === "}") close(within, line);
    else readInside(within, text, line - 1);
  }
}

/** Verbs of the command form (VyOS User Guide, "Command Line Interface", configuration mode). */
const takingBack: ReadonlySet<string> = new Set(["delete", "deactivate", "activate", "rename", "copy", "comment"]);
const mostProblems = 100;

/**
 * Reads config.boot (`show configuration`: a statement or a block on each line) and the command form
 * (`show configuration commands`). Iterative and linear; a line inside a block is never taken for output of the device.
 */
export function readConfig(lines: LazyLines): ConfigText {
  const state = reading(lines);
  const output = readOutput();
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    const isTop = state.open.length === 0 && state.beyond === 0;
    const last = isTop ? readUsual(state, line) : 0;
    if (last > 0) {
      index = last - 1;
      continue;
    }
    const text = (lines.at(index) ?? "").trim();
    if (text === "") state.leftOut.set(line, "blank");
    else if (text.startsWith("/*")) index = skipComment(state, index, output);
    else if (text.startsWith("//")) {
      state.leftOut.set(line, "comment");
      output.comment(text.slice(2), line);
    } else if (isTop) {
      const reason = text.startsWith("set ") ? null : output.take(text, line);
      if (reason !== null) state.leftOut.set(line, reason);
      else index = readTop(state, text, index);
    } else if (text === "}") close(state, line);
    else index = readInside(state, text, index);
  }
  const unclosed = state.open.at(-1);
  if (unclosed !== undefined) {
    for (const { node, line } of state.open) endBlock(node, line, lines.length);
    problem(state, "truncated", `${state.open.length} blocks are never closed.`, unclosed.line);
  }
  const { root, ends, leftOut, takenBack, problems } = state;
  return { root, ends, leftOut, takenBack, output, problems };
}

/** The last line of what is said from a line on in one of the usual forms of commands; 0 where none stands there. */
function readUsual({ rules, routes, ends }: Reading, line: number): number {
  const last = rules?.read(line) ?? 0;
  if (last > 0) return last;
  const route = routes?.read(line) ?? null;
  if (route === null) return 0;
  ends[line] = route;
  return line;
}

function skipComment(state: Reading, index: number, output: DeviceOutput): number {
  const first = (state.lines.at(index) ?? "").trim();
  output.comment(first.slice(2), index + 1);
  let at = index;
  let from = 2;
  for (; at < state.lines.length; at += 1) {
    const text = (state.lines.at(at) ?? "").trim();
    state.leftOut.set(at + 1, "comment");
    const end = text.indexOf("*/", at === index ? from : 0);
    if (end === -1) continue;
    // What follows a comment on its line is nothing that a device writes.
    if (text.slice(end + 2).trim() !== "") state.leftOut.delete(at + 1);
    return at;
  }
  problem(state, "truncated", "A comment is never closed.", index + 1);
  return state.lines.length;
}

function readTop(state: Reading, text: string, index: number): number {
  const line = index + 1;
  if (text === "}") {
    close(state, line);
    return index;
  }
  if (text.startsWith("set ") && !text.endsWith("{")) return readSet(state, text, index);
  const space = text.indexOf(" ");
  if (space > 0 && takingBack.has(text.slice(0, space))) {
    const { words } = readWords(text.slice(space));
    state.takenBack.set(
      line,
      words.map((word) => word.text),
    );
    return index;
  }
  return readInside(state, text, index);
}

function readSet(state: Reading, text: string, index: number): number {
  const line = index + 1;
  const { path } = state;
  const shared = sharedWords(text, path.text, 4);
  const more = plainWords(text, shared.end);
  let last = index;
  let node: ConfigNode | null;
  if (more !== null) {
    node = addSetPath(state, shared.count, more);
    if (node !== null) path.text = text;
  } else {
    const found = valueWords(state.lines, text.slice(4), index);
    last = found.last;
    node = addSetPath(state, 0, found.words);
    path.text = "";
  }
  if (node === null) return last;
  node.addLines(line, last + 1);
  for (let at = line; at <= last + 1; at += 1) state.ends[at] = node;
  return last;
}

/** Adds a path below the root: as many words as it shares with the path before, and then more. */
function addSetPath(state: Reading, shared: number, more: readonly string[]): ConfigNode | null {
  const length = shared + more.length;
  if (length > deepestWord || length === 0) return null;
  // Nodes behind these are of another path, and are written over.
  const { nodes } = state.path;
  let at = (shared === 0 ? undefined : nodes[shared - 1]) ?? state.root;
  for (let index = 0; index < more.length; index += 1) {
    at = grow(at, more[index] ?? "");
    nodes[shared + index] = at;
  }
  // What a command leads through is not all within the lines of a block; of what the one before led through it is known.
  for (let index = Math.max(0, shared - 1); index < length - 1; index += 1) {
    const node = nodes[index];
    if (node !== undefined) node.encloses = false;
  }
  return at;
}

function addPath(state: Reading, from: ConfigNode, words: readonly string[], isBlock: boolean): ConfigNode | null {
  if (from.depth + words.length > deepestWord || words.length === 0) return null;
  let at = from;
  for (let index = 0; index < words.length; index += 1) {
    if (index > 0 || from === state.root) at.encloses = false;
    at = grow(at, words[index] ?? "");
  }
  if (!isBlock) at.encloses = false;
  return at;
}

/** A statement or a block of config.boot. */
function readInside(state: Reading, text: string, index: number): number {
  const line = index + 1;
  const plain = plainWords(text);
  let last = index;
  let words: readonly string[];
  let isBlock: boolean;
  let isEmpty = false;
  if (plain === null) {
    const found = valueWords(state.lines, text, index);
    last = found.last;
    isBlock = found.brace;
    words = isBlock ? found.words.slice(0, -1) : found.words;
  } else {
    isEmpty = plain.length > 2 && plain.at(-1) === "}" && plain.at(-2) === "{";
    isBlock = plain.at(-1) === "{";
    words = isEmpty ? plain.slice(0, -2) : isBlock ? plain.slice(0, -1) : plain;
  }
  if (state.beyond > 0) {
    if (isBlock) state.beyond += 1;
    return last;
  }
  const parent = state.open.at(-1)?.node ?? state.root;
  const node = addPath(state, parent, words, isBlock);
  if (isBlock && (node === null || state.open.length >= deepest)) {
    if (!state.problems.some(({ code }) => code === "too-deep"))
      problem(state, "too-deep", "Blocks are nested deeper than any device writes.", line);
    state.beyond += 1;
    return last;
  }
  if (node === null) return last;
  for (let at = line; at <= last + 1; at += 1) state.ends[at] = node;
  if (isBlock) {
    // What a command has put below the word before stands outside of the block.
    const isNew = !node.hasLines && node.children.size === 0;
    node.encloses ||= isNew;
    const rule =
      isNew && state.rules !== null && isRule(node) ? readBlock(node.word, state.lines, line, state.blocks) : null;
    if (rule !== null) return foldRule(state, node, rule);
    state.open.push({ node, line });
  } else node.addLines(line, last + 1);
  return last;
}

/** Keeps a rule for what it says; its last line is the closing brace. */
function foldRule(state: Reading, node: ConfigNode, rule: PlainRule): number {
  stand(state, node, rule);
  node.addLines(rule.first, rule.last);
  node.fold(rule);
  return rule.last - 1;
}

function close(state: Reading, line: number): void {
  if (state.beyond > 0) {
    state.beyond -= 1;
    return;
  }
  const top = state.open.pop();
  if (top === undefined) {
    problem(state, "unbalanced", "A block is closed that was never opened.", line);
    return;
  }
  state.ends[line] = top.node;
  endBlock(top.node, top.line, line);
}

function endBlock(node: ConfigNode, first: number, last: number): void {
  if (node.encloses) node.addLines(first, last);
  else {
    node.addLines(first, first);
    node.addLines(last, last);
  }
}

function problem(state: Reading, code: ParseProblem["code"], message: string, line: number): void {
  const at: LineRange = [line, line];
  if (state.problems.length < mostProblems) state.problems.push({ code, message, at: [at] });
}
