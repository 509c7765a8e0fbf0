import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Lines } from "../lib/ledger.ts";
import { lettersOf, type Letters } from "./letters.ts";
import { ConfigNode, PlainRule, type RuleOrigin, deepestWord, grow } from "./node.ts";
import {
  readDestination,
  readDestinationGroup,
  readSetting,
  readSource,
  readSourceGroup,
  readState,
} from "./plain-rule.ts";
import { UsualSettings } from "./usual-settings.ts";
import { plainWords } from "./words.ts";

/** Where lists stand whose rules are read as plain ones. */
const listStarts = ["set firewall ", "set policy route ", "set policy route6 ", "set policy ipv6-route "].map(
  lettersOf,
);
const routePolicies: ReadonlySet<string> = new Set(["route", "route6", "ipv6-route"]);
const keyword = lettersOf(" rule ");
/** No list has a longer name. */
const farthest = deepestWord;

/** Reads plain rules of the command form, each with all of its lines: these begin alike. */
export class CommandRules {
  readonly #root: ConfigNode;
  readonly #lines: LazyLines;
  readonly #origin: RuleOrigin;
  readonly #letters: Letters;
  readonly #usual: UsualSettings;
  /** The node above the rules of a list, and what the lines of all of them begin with. */
  #list: ConfigNode | null = null;
  #prefix = 0;
  #prefixLength = 0;

  constructor(root: ConfigNode, lines: LazyLines, letters: Letters, origin: RuleOrigin) {
    this.#root = root;
    this.#lines = lines;
    this.#origin = origin;
    this.#letters = letters;
    this.#usual = new UsualSettings(this.#letters);
  }

  /** The last line of the rule that begins with a line, which is read then; 0 where it is no plain one. */
  read(line: number): number {
    const letters = this.#letters;
    const from = this.#lines.startOf(line - 1);
    const goesOn = this.#list !== null && letters.areSame(this.#prefix, from, this.#prefixLength);
    if (!goesOn && !this.#beginList(from)) return 0;
    const end = this.#endOfNumber(from + this.#prefixLength);
    if (end < 0) return 0;
    const rule = new PlainRule(letters.text.slice(from + this.#prefixLength, end), line, this.#origin);
    const length = end + 1 - from;
    if (!this.#readSetting(rule, line, end + 1, length)) return 0;
    const list = (this.#list ??= this.#growList(from));
    const isFolded = list.foldRule(rule);
    if (!isFolded && list.children.has(rule.ordinal)) return 0;
    for (let next = line + 1; next <= this.#lines.length; next += 1) {
      const start = this.#lines.startOf(next - 1);
      if (!letters.areSame(from, start, length) || !this.#readSetting(rule, next, start + length, length)) break;
      rule.last = next;
    }
    this.#origin.stand(isFolded ? list : addRule(list, rule), rule);
    return rule.last;
  }

  /** Whether the line that begins at a place may begin a list; its node is made once a rule of it has been read. */
  #beginList(from: number): boolean {
    const letters = this.#letters;
    const { codes } = letters;
    const keywordLetter = codes[from + keywordAt];
    if ((keywordLetter !== letterF && keywordLetter !== letterP) || !this.#isList(from)) return false;
    for (let at = from; at <= from + farthest; at += 1) {
      const code = codes[at];
      if (code === doubleQuote || code === singleQuote || code === lineEnd) return false;
      if (code !== space || !letters.isAt(keyword, at)) continue;
      this.#list = null;
      this.#prefix = from;
      this.#prefixLength = at + keyword.length - from;
      return true;
    }
    return false;
  }

  #isList(from: number): boolean {
    for (const start of listStarts) if (this.#letters.isAt(start, from)) return true;
    return false;
  }

  #growList(from: number): ConfigNode {
    let list = this.#root;
    for (const word of plainWords(this.#letters.text.slice(from + 4, from + this.#prefixLength)) ?? []) {
      list = grow(list, word);
      list.encloses = false;
    }
    return list;
  }

  /** Reads what a line says from a place on, behind the letters that all lines of its rule begin with. */
  #readSetting(rule: PlainRule, line: number, at: number, length: number): boolean {
    if (this.#usual.read(rule, at, this.#lines.endOf(line - 1))) return true;
    return readSetting(rule, (this.#lines.at(line - 1) ?? "").trim(), length, line);
  }

  /** Where the blank behind the digits at a place stands; -1 where something else does. */
  #endOfNumber(from: number): number {
    const { codes } = this.#letters;
    let at = from;
    while (isDigit(codes[at] ?? 0)) at += 1;
    return codes[at] === space && at > from ? at : -1;
  }
}

function addRule(list: ConfigNode, rule: PlainRule): ConfigNode {
  const node = new ConfigNode(rule.ordinal, list);
  list.add(node);
  node.fold(rule);
  return node;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Where the first keyword of a command stands, which tells most other lines. */
const keywordAt = 4;
const letterF = 102;
const letterP = 112;
const space = 32;
const doubleQuote = 34;
const singleQuote = 39;
const lineEnd = 10;

/** Whether a node is a rule of a list whose rules are read as plain ones. */
export function isRule(node: ConfigNode): boolean {
  if (node.parent?.word !== "rule") return false;
  const kind = node.parent.parent?.parent;
  let top: ConfigNode = node;
  while (top.parent !== null && top.depth > 1) top = top.parent;
  return top.word === "firewall" || (top.word === "policy" && routePolicies.has(kind?.word ?? ""));
}

type Part = "rule" | "source" | "source group" | "destination" | "destination group" | "state";

/** The rule of a number whose block opens at a line, where it is a plain one; null for any other. */
export function readBlock(number: string, lines: Lines, open: number, origin: RuleOrigin): PlainRule | null {
  const rule = new PlainRule(number, open, origin);
  let part: Part = "rule";
  for (let line = open + 1; line <= lines.length; line += 1) {
    const text = (lines.at(line - 1) ?? "").trim();
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
