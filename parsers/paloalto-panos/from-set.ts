import type { ParseProblem } from "../parser.ts";
import { Children } from "../lib/children.ts";
import { deviceOutput } from "./device-output.ts";
import { PanosNode } from "./node.ts";
import { readWords, type SetWord } from "./set-words.ts";
import { lookUp, placeBehind, step, type ConfigText } from "./tree.ts";

interface Move {
  readonly line: number;
  readonly rule: string;
  readonly where: string;
  readonly other: string | null;
}

interface Draft {
  readonly root: PanosNode;
  readonly settled: number[];
  /** Moves that are not done yet, by what holds the rules. */
  readonly moves: Map<PanosNode, Move[]>;
  order: number;
  /** Rules that may still be put in order; every text of a device needs far fewer. */
  budget: number;
}

/**
 * `set` lines: what `show` prints in configuration mode after `set cli config-output-format set`, or what a person
 * wrote to be pasted. `delete` and `move` are done; another verb stays unread.
 */
export function fromSet(lines: readonly string[]): ConfigText {
  const leftOut = new Map<number, string>();
  const draft: Draft = {
    root: new PanosNode("", null, "element"),
    settled: [],
    moves: new Map(),
    order: 0,
    budget: 1_000_000 + lines.length,
  };
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index] ?? "";
    const verb = text.startsWith("set ") ? "set" : /^\s*(set|delete|move)\s/.exec(text)?.[1];
    if (verb === undefined || (verb === "set" && isAboutSession(text))) {
      const reason = deviceOutput(text);
      if (reason !== null) leftOut.set(index + 1, reason);
      continue;
    }
    const { words, last, whole } = readWords(lines, index, text.indexOf(verb) + verb.length);
    const first = index + 1;
    index = last;
    if (!whole || words.length === 0) continue;
    if (verb === "set") add(draft, words, first, last + 1);
    else if (verb === "delete") remove(draft, words, first, last + 1);
    else noteMove(draft, words, first);
  }
  for (const rules of draft.moves.keys()) doMoves(draft, rules);
  const problems: ParseProblem[] = [];
  const stated = { schema: null, detail: null, line: 0 };
  return { form: "set", root: draft.root, settled: draft.settled, leftOut, problems, stated };
}

/** `set cli …` is a command of the session. */
function isAboutSession(text: string): boolean {
  return text.includes("cli ") && /^\s*set\s+cli\s/.test(text);
}

function add(draft: Draft, given: readonly SetWord[], first: number, last: number): void {
  for (const path of keyPairs(given)) {
    let at = draft.root;
    for (let index = 0; index < path.length; index += 1) {
      const word = path[index] ?? "";
      const end = index === path.length - 1;
      if (typeof word === "string") {
        // A new rule comes after those that were moved before.
        if (draft.moves.size > 0 && draft.moves.has(at) && !at.children.has(word)) doMoves(draft, at);
        at = step(at, word, "element");
        if (end) addLines(draft, at, first, last);
        continue;
      }
      if (word.length === 0) addLines(draft, at, first, last);
      for (const member of word) addLines(draft, step(at, member, "member"), first, last);
      // What follows a list is said of what the list belongs to.
      at = at.parent ?? at;
    }
  }
}

function addLines(draft: Draft, node: PanosNode, first: number, last: number): void {
  const place = placeBehind(node);
  draft.order += 1;
  place.order = draft.order;
  if (place.parent === null) draft.settled.push(first);
  else place.addLines(first, last);
}

/** Keys that take one word or list, by the word before; several may stand in one line, as people write them. */
const ruleKeys = new Set([
  "action",
  "application",
  "category",
  "description",
  "destination",
  "destination-hip",
  "disabled",
  "from",
  "hip-profiles",
  "log-end",
  "log-setting",
  "log-start",
  "negate-destination",
  "negate-source",
  "rule-type",
  "schedule",
  "service",
  "source",
  "source-hip",
  "source-user",
  "tag",
  "to",
]);
const portKeys = new Set(["port", "source-port"]);

/** `rules NAME from any to any action deny` and `protocol tcp port 80 source-port 90` as one path for each key. */
function keyPairs(words: readonly SetWord[]): readonly (readonly SetWord[])[] {
  if (words.length < 6) return [words];
  const rules = words.findIndex((word, index) => word === "rules" && words[index - 1] === "security");
  const protocol = words.findIndex((word, index) => word === "protocol" && words[index - 2] === "service");
  const keys = rules !== -1 ? ruleKeys : portKeys;
  const start = (rules !== -1 ? rules : protocol) + 2;
  if (start < 2 || words.length <= start + 2) return [words];
  const paths: (readonly SetWord[])[] = [];
  for (let at = start; at < words.length; at += 2) {
    const key = words[at];
    if (typeof key !== "string" || !keys.has(key)) {
      paths.push([...words.slice(0, start), ...words.slice(at)]);
      break;
    }
    paths.push([...words.slice(0, start), ...words.slice(at, at + 2)]);
  }
  return paths;
}

/** The node at the end of a path, where the text made it. */
function nodeAt(root: PanosNode, path: readonly string[]): PanosNode | undefined {
  let at: PanosNode | undefined = root;
  for (const word of path) {
    if (at === undefined) return undefined;
    at = lookUp(at, word);
  }
  return at === undefined ? undefined : placeBehind(at);
}

/** `delete` of what this text set before: the lines that set it are done with, as is the line itself. */
function remove(draft: Draft, words: readonly SetWord[], first: number, last: number): void {
  for (let line = first; line <= last; line += 1) draft.settled.push(line);
  const at = nodeAt(draft.root, words.flat());
  if (at?.parent === undefined || at.parent === null) return;
  if (draft.moves.has(at.parent)) doMoves(draft, at.parent);
  settle(draft, at);
  at.parent.children.delete(at.word);
}

function settle(draft: Draft, node: PanosNode): void {
  for (const [first, last] of node.own) for (let line = first; line <= last; line += 1) draft.settled.push(line);
  for (const child of node.children.values()) settle(draft, child);
}

/** `move … rules NAME top|bottom|before OTHER|after OTHER`. */
function noteMove(draft: Draft, words: readonly SetWord[], line: number): void {
  const flat = words.flat();
  const hasOther = flat.at(-2) === "before" || flat.at(-2) === "after";
  const where = flat.at(hasOther ? -2 : -1);
  const rule = flat.at(hasOther ? -3 : -2);
  const path = flat.slice(0, hasOther ? -3 : -2);
  if (where === undefined || rule === undefined || path.length === 0) return;
  if (!hasOther && where !== "top" && where !== "bottom") return;
  const at = nodeAt(draft.root, path);
  if (at === undefined) return;
  const known = draft.moves.get(at) ?? [];
  known.push({ line, rule, where, other: hasOther ? (flat.at(-1) ?? null) : null });
  draft.moves.set(at, known);
}

/** Puts rules in the order that the moves ask for. */
function doMoves(draft: Draft, rules: PanosNode): void {
  const moves = draft.moves.get(rules) ?? [];
  draft.moves.delete(rules);
  draft.budget -= rules.children.size;
  if (draft.budget > 0) draft.settled.push(...reorder(rules, moves));
}

/** A rule in a ring of rules; the one without a node is where the ring begins and ends. */
class Link {
  readonly node: PanosNode | null;
  before: Link = this;
  after: Link = this;

  constructor(node: PanosNode | null) {
    this.node = node;
  }
}

function insert(link: Link, before: Link): void {
  link.before = before.before;
  link.after = before;
  before.before.after = link;
  before.before = link;
}

/** Does the moves in their order on a ring of the rules; one that names no rule is left out. The lines of those done. */
function reorder(rules: PanosNode, moves: readonly Move[]): readonly number[] {
  const done: number[] = [];
  const ends = new Link(null);
  const links = new Map<string, Link>();
  for (const node of rules.children.values()) {
    const link = new Link(node);
    links.set(node.word, link);
    insert(link, ends);
  }
  for (const { rule, where, other, line } of moves) {
    const link = links.get(rule);
    const at = other === null ? ends : links.get(other);
    if (link === undefined || at === undefined || link === at) continue;
    done.push(line);
    link.before.after = link.after;
    link.after.before = link.before;
    insert(link, where === "top" || where === "after" ? at.after : at);
  }
  const ordered = new Children<PanosNode>();
  for (let link = ends.after; link.node !== null; link = link.after) ordered.add(link.node);
  rules.children = ordered;
  return done;
}
