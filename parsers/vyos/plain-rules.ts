import { type ConfigNode, PlainRule, type Unfold, deepestWord, grow } from "./node.ts";
import {
  readDestination,
  readDestinationGroup,
  readSetting,
  readSource,
  readSourceGroup,
  readState,
} from "./plain-rule.ts";
import { plainWords } from "./words.ts";

/** Plain rules of the command form while they are read: all lines of one begin alike. */
export interface CommandRules {
  /** The node of the rule at hand, and what its lines begin with. */
  node: ConfigNode | null;
  prefix: string;
  /** The node above the rules of a list, and what the lines of all of them begin with. */
  list: ConfigNode | null;
  listPrefix: string;
}

export const commandRules = (): CommandRules => ({ node: null, prefix: "", list: null, listPrefix: "" });

/** Where lists stand whose rules are read as plain ones. */
const listStarts = ["set firewall ", "set policy route ", "set policy route6 ", "set policy ipv6-route "] as const;
const routePolicies: ReadonlySet<string> = new Set(["route", "route6", "ipv6-route"]);
const keyword = " rule ";
/** No list has a longer name. */
const farthest = deepestWord;

/** Takes a command that says something of a plain rule: the one at hand, or a new one. Null: it is none. */
export function readCommand(
  rules: CommandRules,
  root: ConfigNode,
  text: string,
  line: number,
  unfold: Unfold,
): ConfigNode | null {
  const { node } = rules;
  if (node !== null && text.startsWith(rules.prefix)) {
    const { plain } = node;
    if (plain !== null && plain.last === line - 1 && readSetting(plain, text, rules.prefix.length, line)) {
      plain.last = line;
      return node;
    }
    rules.node = null;
    return null;
  }
  rules.node = null;
  if (rules.list === null || !text.startsWith(rules.listPrefix)) return beginList(rules, root, text, line, unfold);
  return beginRule(rules, rules.list, text, line, unfold);
}

function beginList(
  rules: CommandRules,
  root: ConfigNode,
  text: string,
  line: number,
  unfold: Unfold,
): ConfigNode | null {
  if (!listStarts.some((start) => text.startsWith(start))) return null;
  const at = text.indexOf(keyword);
  if (at < 0 || at > farthest) return null;
  const listPrefix = text.slice(0, at + keyword.length);
  if (listPrefix.includes('"') || listPrefix.includes("'")) return null;
  const end = endOfNumber(text, listPrefix.length);
  if (end < 0 || !readSetting(new PlainRule(line, false, unfold), text, end + 1, line)) return null;
  let list = root;
  for (const word of plainWords(listPrefix, 4) ?? []) {
    list = grow(list, word);
    list.encloses = false;
  }
  rules.list = list;
  rules.listPrefix = listPrefix;
  return beginRule(rules, list, text, line, unfold);
}

function beginRule(
  rules: CommandRules,
  list: ConfigNode,
  text: string,
  line: number,
  unfold: Unfold,
): ConfigNode | null {
  const from = rules.listPrefix.length;
  const end = endOfNumber(text, from);
  if (end < 0) return null;
  const number = text.slice(from, end);
  if (list.children.has(number)) return null;
  const rule = new PlainRule(line, false, unfold);
  if (!readSetting(rule, text, end + 1, line)) return null;
  const node = grow(list, number);
  node.fold(rule);
  rules.node = node;
  rules.prefix = text.slice(0, end + 1);
  return node;
}

/** The column of the blank behind the digits at a column; -1 where something else stands there. */
function endOfNumber(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < zero || code > nine) return code === space && at > from ? at : -1;
  }
  return -1;
}

const space = 32;
const zero = 48;
const nine = 57;

/** Whether a node is a rule of a list whose rules are read as plain ones. */
export function isRule(node: ConfigNode): boolean {
  if (node.parent?.word !== "rule") return false;
  const kind = node.parent.parent?.parent;
  let top: ConfigNode = node;
  while (top.parent !== null && top.depth > 1) top = top.parent;
  return top.word === "firewall" || (top.word === "policy" && routePolicies.has(kind?.word ?? ""));
}

type Part = "rule" | "source" | "source group" | "destination" | "destination group" | "state";

/** The rule whose block opens at a line, where it is a plain one; null for any other. */
export function readBlock(lines: readonly string[], open: number, unfold: Unfold): PlainRule | null {
  const rule = new PlainRule(open, true, unfold);
  let part: Part = "rule";
  for (let line = open + 1; line <= lines.length; line += 1) {
    const text = (lines[line - 1] ?? "").trim();
    rule.last = line;
    if (text === "}") {
      if (part === "rule") return rule;
      part = outer[part];
    } else if (text.endsWith("{")) {
      const inside: Part | undefined = inner[part][text];
      if (inside === undefined) return null;
      part = inside;
    } else if (!readers[part](rule, text, 0, line)) return null;
  }
  return null;
}

const outer = {
  source: "rule",
  "source group": "source",
  destination: "rule",
  "destination group": "destination",
  state: "rule",
} as const;

const noBlocks: Readonly<Record<string, Part>> = {};
const inner: Readonly<Record<Part, Readonly<Record<string, Part>>>> = {
  rule: { "source {": "source", "destination {": "destination", "state {": "state" },
  source: { "group {": "source group" },
  destination: { "group {": "destination group" },
  "source group": noBlocks,
  "destination group": noBlocks,
  state: noBlocks,
};

const readers = {
  rule: readSetting,
  source: readSource,
  destination: readDestination,
  "source group": readSourceGroup,
  "destination group": readDestinationGroup,
  state: readState,
} as const;
