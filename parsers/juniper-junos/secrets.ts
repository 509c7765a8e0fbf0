import { joinRanges, type LineRange } from "../../src/model/fact.ts";
import type { Ledger, Lines } from "../lib/ledger.ts";
import { linesHolding } from "../lib/lines-holding.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { ConfigNode } from "./node.ts";
import type { ConfigText } from "./statements.ts";

/** Statements whose next word is a secret, wherever they stand and in whatever form. */
const keywords = new Set([
  "ascii-text",
  "authentication-password",
  "authentication-key-value",
  "cak",
  "chap-secret",
  "community-name",
  "default-chap-secret",
  "encrypted-password",
  "hello-authentication-key",
  "hexadecimal",
  "key-value",
  "md5-key",
  "passphrase",
  "password",
  "pap-password",
  "local-password",
  "plain-text-password-value",
  "plaintext-password",
  "pre-shared-key",
  "preauthentication-secret",
  "privacy-password",
  "privacy-key",
  "secret",
  "shared-secret",
  "simple-password",
  "tacacs-secret",
  "wpa-passphrase",
]);

/** Words that such a keyword may be followed by without being a secret. */
const notSecret = new Set([
  "{",
  ";",
  "[",
  "ascii-text",
  "hexadecimal",
  "minimum-length",
  "format",
  "change-type",
  "radius",
  "tacplus",
  "minimum-changes",
  "ldaps",
  "maximum-length",
  "maximum-lifetime",
  "minimum-lifetime",
  "minimum-lower-cases",
  "minimum-upper-cases",
  "minimum-numerics",
  "minimum-punctuations",
  "minimum-reuse",
  "minimum-character-changes",
]);

/** What every keyword above has a part of; most lines have none, and need no reading word by word. */
const mayHold = /ascii-text|cak|chap|community|hexadecimal|key|pass|secret|value/g;
/** What else tells of a secret in its line. */
const signs = ["$", "://", "SECRET-DATA"];

/** Hashed and obscured values: told by their form wherever they stand. */
const hashed = /\$(?:1|2[aby]?|5|6|8|9|sha1|sha256|sha512)\$[^\s";<>\]]+/g;

/** Marks every secret of the text, in lines of every state. */
export function markSecrets(lines: LazyLines, { form, root }: ConfigText, ledger: Ledger): void {
  const marks = new Marks(lines);
  const telltale = linesHolding(lines, [...signs, mayHold]);
  for (const line of telltale) markLine(lines.at(line - 1) ?? "", line, marks);
  // Words of the tree stand in the text as they are; in XML they may be written otherwise.
  if (telltale.length > 0 || form === "xml") markBelow(root, marks, lines);
  markNames(root, marks, lines);
  for (const group of root.children.get("groups")?.children.values() ?? []) markNames(group, marks, lines);
  if (lines.text.includes("PRIVATE KEY")) markKeyFiles(lines, marks);
  marks.give(ledger);
}

/** Spans by line, so that what several readings find is told once. */
class Marks {
  readonly #lines: Lines;
  /** Line, start and end of each, in the order in which they were found. */
  readonly #found: number[] = [];

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  /** The first place of `secret` in the line at or after `from`. */
  secret(line: number, secret: string, from = 0): void {
    const start = secret === "" ? -1 : (this.#lines.at(line - 1)?.indexOf(secret, from) ?? -1);
    if (start !== -1) this.#found.push(line, start, start + secret.length);
  }

  give(ledger: Ledger): void {
    const found = this.#found;
    const order = new Uint32Array(found.length / 3).map((_, index) => index * 3);
    order.sort((a, b) => (found[a] ?? 0) - (found[b] ?? 0));
    let spans: LineRange[] = [];
    for (let index = 0; index < order.length; index += 1) {
      const at = order[index] ?? 0;
      const line = found[at] ?? 0;
      spans.push([found[at + 1] ?? 0, (found[at + 2] ?? 0) - 1]);
      if (found[order[index + 1] ?? -1] === line) continue;
      const text = this.#lines.at(line - 1) ?? "";
      for (const [start, last] of joinRanges(spans)) ledger.secret(line, text.slice(start, last + 1), start);
      spans = [];
    }
  }
}

function markLine(line: string, number: number, marks: Marks): void {
  if (line.includes("$")) for (const match of line.matchAll(hashed)) marks.secret(number, match[0], match.index);
  if (line.includes("://")) {
    for (const match of line.matchAll(/:\/\/[^\s/@:"]{0,200}:([^\s"]{1,500})@/g))
      marks.secret(number, match[1] ?? "", match.index);
  }
  if (line.includes("SECRET-DATA")) markLastString(line, number, marks);
  let previous = "";
  for (const token of tokens(line)) {
    if (keywords.has(previous) && !notSecret.has(token.text)) marks.secret(number, token.text, token.at);
    else if ((previous === "key" || previous === "authentication-key" || previous === "value") && token.quoted) {
      marks.secret(number, token.text, token.at);
    }
    previous = token.text;
  }
}

/** The quoted string before `## SECRET-DATA`, or the bare word. */
function markLastString(line: string, number: number, marks: Marks): void {
  const before = line.slice(0, line.lastIndexOf("SECRET-DATA")).replace(/[\s;#]+$/, "");
  const word = [...tokens(before)].at(-1);
  if (word !== undefined) marks.secret(number, word.text, word.at);
}

interface Token {
  readonly text: string;
  readonly at: number;
  readonly quoted: boolean;
}

/** Words of a line as they stand there, without their quotes; XML tags are words too. */
function* tokens(line: string): Generator<Token> {
  let at = 0;
  while (at < line.length) {
    const char = line[at] ?? "";
    if (char === '"') {
      let end = at + 1;
      while (end < line.length && line[end] !== '"') end += line[end] === "\\" ? 2 : 1;
      yield { text: line.slice(at + 1, Math.min(end, line.length)), at: at + 1, quoted: true };
      at = end + 1;
    } else if (char === "<") {
      const close = line.indexOf(">", at);
      const end = close === -1 ? line.length : close;
      const name = /^<\/?(?:[\w.-]+:)?([\w.-]+)/.exec(line.slice(at, end));
      // The text of an element follows its tag; an end tag ends it.
      if (name !== null && line[at + 1] !== "/") yield { text: name[1] ?? "", at, quoted: false };
      at = end + 1;
      const next = line.indexOf("<", at);
      const content = line.slice(at, next === -1 ? line.length : next);
      if (name !== null && next !== -1 && content.trim() !== "") {
        yield { text: content.trim(), at: at + content.indexOf(content.trim()), quoted: true };
        at = next;
      }
    } else if (/[\s;{}[\]]/.test(char)) {
      at += 1;
    } else {
      let end = at;
      while (end < line.length && !/[\s;"<]/.test(line[end] ?? "")) end += 1;
      if (end === at) end += 1;
      yield { text: line.slice(at, end), at, quoted: false };
      at = end;
    }
  }
}

/** Private keys stand over several lines, or with "\\n" in one. */
function markKeyFiles(lines: Lines, marks: Marks): void {
  let inside = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines.at(index) ?? "";
    if (!inside && !line.includes("PRIVATE KEY")) continue;
    const begin = line.search(/-----BEGIN [A-Z ]*PRIVATE KEY-----/);
    if (begin === -1 && !inside) continue;
    const end = line.indexOf("-----END", Math.max(begin, 0));
    const from = Math.max(begin, 0);
    marks.secret(index + 1, line.slice(from, end === -1 ? line.length : end), from);
    inside = end === -1 && line.indexOf('"', from) === -1;
  }
}

/** Words that are secrets by where they stand: SNMP community names, trap group names. */
function markNames(root: ConfigNode, marks: Marks, lines: Lines): void {
  const snmp = root.children.get("snmp");
  for (const word of ["community", "trap-group"]) {
    for (const node of snmp?.children.get(word)?.children.values() ?? []) markEverywhere(node, node.word, marks, lines);
  }
  for (const list of snmp?.children.get("v3")?.children.get("snmp-community")?.children.values() ?? []) {
    for (const name of list.children.get("community-name")?.children.values() ?? [])
      markEverywhere(name, name.word, marks, lines);
  }
}

/** The same by the word before them, and keys by number. */
function markBelow(root: ConfigNode, marks: Marks, lines: Lines): void {
  const visit = (node: ConfigNode): void => {
    // A term of the usual form has none.
    if (node.plain !== null) return;
    const { children } = node;
    if (children.size === 0) return;
    if (telling.has(node.word)) {
      for (const child of children.values())
        if (isSecretOf(node, child)) markEverywhere(child, child.word, marks, lines);
    }
    children.each(visit);
  };
  visit(root);
}

const telling = new Set([...keywords, "authentication-key", "key", "value"]);

/** Whether what stands below a name of that word may be taken for a secret. */
export function tellsOfSecret(word: string): boolean {
  return telling.has(word);
}

/** `authentication-key "…"` and `key "…"`, but not the number of a key, and the value of a numbered one. */
function isSecretOf(keyword: ConfigNode, node: ConfigNode): boolean {
  const { word, parent } = keyword;
  if (keywords.has(word)) return !notSecret.has(node.word) && node.children.size === 0;
  if (word === "authentication-key" || word === "key")
    return !/^\d{1,5}$/.test(node.word) && !node.children.has("type");
  return word === "value" && parent?.parent?.word === "authentication-key";
}

/** Marks a word in the lines of a node and of all below it. */
function markEverywhere(node: ConfigNode, secret: string, marks: Marks, lines: Lines): void {
  for (const [first, last] of node.own) {
    for (let line = first; line <= last; line += 1) {
      const text = lines.at(line - 1) ?? "";
      for (const part of secret.split("\n"))
        marks.secret(line, part, Math.max(0, text.search(/community|trap-group|<name>/)));
    }
  }
  for (const child of node.children.values()) markEverywhere(child, secret, marks, lines);
}
