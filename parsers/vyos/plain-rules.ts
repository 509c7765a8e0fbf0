import { foreign, Letters } from "./letters.ts";
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
const listStarts = ["set firewall ", "set policy route ", "set policy route6 ", "set policy ipv6-route "] as const;
const routePolicies: ReadonlySet<string> = new Set(["route", "route6", "ipv6-route"]);
const keyword = " rule ";
/** No list has a longer name. */
const farthest = deepestWord;

/** Reads plain rules of the command form, each with all of its lines: these begin alike. */
export class CommandRules {
  readonly #root: ConfigNode;
  readonly #lines: readonly string[];
  readonly #origin: RuleOrigin;
  readonly #letters: Letters;
  readonly #usual: UsualSettings;
  /** The node above the rules of a list, and what the lines of all of them begin with. */
  #list: ConfigNode | null = null;
  #prefix = 0;
  #prefixLength = 0;

  constructor(root: ConfigNode, text: string, lines: readonly string[], origin: RuleOrigin) {
    this.#root = root;
    this.#lines = lines;
    this.#origin = origin;
    this.#letters = new Letters(text, lines);
    this.#usual = new UsualSettings(this.#letters);
  }

  /** The last line of the rule that begins with a line, which is read then; 0 where it is no plain one. */
  read(line: number): number {
    const letters = this.#letters;
    const from = letters.beginOf(line);
    const goesOn = this.#list !== null && letters.areSame(this.#prefix, from, this.#prefixLength);
    if (!goesOn && !this.#beginList(line, from)) return 0;
    const end = this.#endOfNumber(from + this.#prefixLength);
    if (end < 0) return 0;
    const rule = new PlainRule(letters.text.slice(from + this.#prefixLength, end), line, this.#origin);
    const length = end + 1 - from;
    let next = this.#readSetting(rule, line, from, length);
    if (next < 0) return 0;
    const list = (this.#list ??= this.#growList(from));
    const isFolded = list.foldRule(rule);
    if (!isFolded && list.children.has(rule.ordinal)) return 0;
    while (letters.areSame(from, next, length)) {
      const behind = this.#readSetting(rule, rule.last + 1, next, length);
      if (behind < 0) break;
      rule.last += 1;
      next = behind;
    }
    letters.tell(rule.last + 1, next);
    this.#origin.stand(isFolded ? list : addRule(list, rule), rule);
    return rule.last;
  }

  /** Whether a line may begin a list; its node is made once a rule of it has been read. */
  #beginList(line: number, from: number): boolean {
    const text = this.#lines[line - 1] ?? "";
    if (!listStarts.some((start) => text.startsWith(start))) return false;
    const at = text.indexOf(keyword);
    if (at < 0 || at > farthest) return false;
    const length = at + keyword.length;
    for (let each = from; each < from + length; each += 1) {
      const code = this.#letters.codes[each];
      if (code === doubleQuote || code === singleQuote || code === foreign) return false;
    }
    this.#list = null;
    this.#prefix = from;
    this.#prefixLength = length;
    return true;
  }

  #growList(from: number): ConfigNode {
    let list = this.#root;
    for (const word of plainWords(this.#letters.text.slice(from + 4, from + this.#prefixLength)) ?? []) {
      list = grow(list, word);
      list.encloses = false;
    }
    return list;
  }

  /** Reads what a line says behind what all lines of its rule begin with; where the next begins, -1 where it is no plain one. */
  #readSetting(rule: PlainRule, line: number, from: number, length: number): number {
    if (this.#usual.read(rule, from + length)) return this.#usual.next;
    const text = (this.#lines[line - 1] ?? "").trim();
    return readSetting(rule, text, length, line) ? this.#letters.nextLine(line, from) : -1;
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

const space = 32;
const doubleQuote = 34;
const singleQuote = 39;

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
export function readBlock(
  number: string,
  lines: readonly string[],
  open: number,
  origin: RuleOrigin,
): PlainRule | null {
  const rule = new PlainRule(number, open, origin);
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
