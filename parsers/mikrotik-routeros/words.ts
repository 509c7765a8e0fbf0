import type { Lines } from "../lib/ledger.ts";
import type { AddressSpec } from "../../src/model/address.ts";
import type { Terms } from "../lib/netfilter/terms.ts";

/** A piece of a line that a word was written in: columns from 0, end not included. */
export interface Piece {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** One word of a command: "name=value", "add", "/ip", or an expression in brackets. */
export interface Word {
  /** What stands before the first "=" outside of quotes; null where there is none. */
  readonly name: string | null;
  /** The value, or the word itself, with its quotes and escapes resolved. */
  readonly value: string;
  /** Where the value is written; only a placed command tells. */
  readonly pieces?: readonly Piece[];
  /** Kept here since commands share their words. */
  found: Found | null;
}

/** What a setting asks in a context, beside a protocol: terms, addresses, or (null) what no packet meets. */
export interface Found {
  readonly context: object;
  readonly protocol: number | null;
  readonly meaning: Terms | AddressSpec | null;
}

/** A command and its lines, both ends included; `whole` is false where a quote or bracket is never closed. */
export interface Command {
  readonly words: readonly Word[];
  readonly first: number;
  readonly last: number;
  readonly whole: boolean;
}

/** Characters that a backslash stands for in a quoted text ("Scripting", "Constant Escape Sequences"). */
const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  _: " ",
};

/** A quoted text without an end does not take more lines than this. */
const longest = 400;

/** The same command with its places; few are asked for theirs. */
export function readPlacedCommand(lines: Lines, start: number): Command {
  return readWords(lines, start, null);
}

/** The command that begins at a line (an index from 0). Words without quotes and escapes are shared by commands through `known`. */
export function readCommand(lines: Lines, start: number, known: KnownWords): Command {
  return readWords(lines, start, known);
}

/** Words that are remembered at most; another one takes the place of an old one. */
const most = 1024;

/** Words of commands, told by their letters. */
export class KnownWords {
  readonly #texts: string[] = Array.from({ length: most }, () => "");
  readonly #words: Word[] = Array.from({ length: most }, () => noWord);
  /** Where the word that was read last ends. */
  end = 0;

  /** The word that begins at a place; null where it has quotes, escapes or expressions, or where none begins. */
  at(text: string, start: number): Word | null {
    let hash = 0;
    let at = start;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (isBlank(code)) break;
      if (beginsExpression[code] === 1) return null;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    if (at === start) return null;
    this.end = at;
    const word = text.slice(start, at);
    const slot = (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (most - 1);
    if (this.#texts[slot] === word) return this.#words[slot] ?? noWord;
    this.#texts[slot] = word;
    return (this.#words[slot] = plainWord(word));
  }
}

const noWord: Word = { name: null, value: "", found: null };

/** "name=value", or a word without a name. */
export function plainWord(text: string): Word {
  const equals = text.indexOf("=");
  return equals < 1
    ? { name: null, value: text, found: null }
    : { name: text.slice(0, equals), value: text.slice(equals + 1), found: null };
}

/**
 * A backslash at the end of a line joins the next one without the blanks that it begins with, inside quotes too, as
 * /export wraps its lines. Without `known` words are not shared and have their places.
 */
function readWords(lines: Lines, start: number, known: KnownWords | null): Command {
  const words: Word[] = [];
  let index = start;
  let text = lines.at(index) ?? "";
  let at = 0;
  let name: string | null = null;
  let value = "";
  let begun = false;
  let pieces: Piece[] | null = known === null ? [] : null;
  let from = 0;
  let quoted = false;
  let depth = 0;
  let whole = true;
  for (;;) {
    if (at >= text.length) {
      // A quoted text may hold line ends of its own.
      if (!quoted || index + 1 >= lines.length || index - start > longest) break;
      addPiece(pieces, index, from, at);
      value += "\n";
      index += 1;
      text = lines.at(index) ?? "";
      [at, from] = [0, 0];
      continue;
    }
    const word = begun || known === null ? null : known.at(text, at);
    if (known !== null && word !== null) {
      words.push(word);
      at = known.end;
      continue;
    }
    const char = text.charAt(at);
    if (char === "\\" && at === text.length - 1) {
      if (begun) addPiece(pieces, index, from, at);
      index += 1;
      if (index >= lines.length) {
        whole = false;
        break;
      }
      text = lines.at(index) ?? "";
      at = text.length - text.trimStart().length;
      from = at;
      continue;
    }
    if (quoted && char === "\\") {
      const [read, length] = escapeAt(text, at);
      value += read;
      at += length;
      continue;
    }
    if (char === '"' && depth === 0) {
      if (!begun) from = at;
      quoted = !quoted;
      begun = true;
      at += 1;
      // The quotes themselves are no part of a secret.
      if (quoted) from = at;
      else {
        addPiece(pieces, index, from, at - 1);
        from = at;
      }
      continue;
    }
    if (!quoted && depth === 0 && (char === " " || char === "\t")) {
      if (begun) {
        addPiece(pieces, index, from, at);
        words.push(pieces === null ? { name, value, found: null } : { name, value, pieces, found: null });
        name = null;
        value = "";
        begun = false;
        pieces = known === null ? [] : null;
      }
      at += 1;
      continue;
    }
    if (!quoted && (char === "[" || char === "{" || char === "(") && (!begun || value === "" || depth > 0)) depth += 1;
    else if (!quoted && depth > 0 && (char === "]" || char === "}" || char === ")")) depth -= 1;
    if (
      !quoted &&
      depth === 0 &&
      char === "=" &&
      name === null &&
      begun &&
      value !== "" &&
      !"[{(".includes(value.charAt(0))
    ) {
      name = value;
      value = "";
      pieces = known === null ? [] : null;
      at += 1;
      from = at;
      continue;
    }
    if (!begun) from = at;
    begun = true;
    const end = ordinaryEnd(text, at + 1, quoted);
    value += text.slice(at, end);
    at = end;
  }
  if (begun) {
    addPiece(pieces, index, from, at);
    words.push(pieces === null ? { name, value, found: null } : { name, value, pieces, found: null });
  }
  return {
    words,
    first: start + 1,
    last: Math.min(index, lines.length - 1) + 1,
    whole: whole && !quoted && depth === 0,
  };
}

function addPiece(pieces: Piece[] | null, index: number, start: number, end: number): void {
  if (end > start) pieces?.push({ line: index + 1, start, end });
}

/** Quotes, escapes and expressions, by code. */
export const beginsExpression = Uint8Array.from({ length: 128 }, (_, code) =>
  '"\\[]{}()'.includes(String.fromCharCode(code)) ? 1 : 0,
);

/** Quotes, escapes, expressions, and what ends a name, by code; asked for every character. */
const special = Uint8Array.from({ length: 128 }, (_, code) =>
  '"\\[]{}()='.includes(String.fromCharCode(code)) ? 1 : 0,
);

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** The end of characters that stand for themselves. */
function ordinaryEnd(text: string, from: number, quoted: boolean): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted ? code === 34 || code === 92 : isBlank(code) || special[code] === 1) return at;
  }
  return text.length;
}

export function escapeAt(text: string, at: number): readonly [read: string, length: number] {
  const hex = /^[0-9A-F]{2}/.exec(text.slice(at + 1, at + 3));
  if (hex !== null) return [String.fromCharCode(Number.parseInt(hex[0], 16)), 3];
  const char = text.charAt(at + 1);
  return [escapes[char] ?? char, 2];
}
