import type { LineRange } from "../../src/model/fact.ts";
import type { ParseProblem } from "../parser.ts";
import type { Lines } from "./ledger.ts";

/** A word of a statement, or a list in square brackets. */
export type BraceWord = string | readonly string[];

/** What stands before `{` or `;`. */
export interface BraceHead {
  /** Marks before the first word, without their colon: "inactive", "protect", "replace", "delete". */
  readonly tags: readonly string[];
  readonly words: readonly BraceWord[];
  readonly at: LineRange;
}

export interface BraceVisitor {
  /** Blocks nest at most `deepest` levels, so that whoever builds a tree of them may recurse. */
  open(head: BraceHead): void;
  statement(head: BraceHead): void;
  close(line: number): void;
  /**
   * Reads lines of a usual form by itself, from one on where a statement may begin; returns the first line that it leaves.
   * `openLines` has where each open block begins: blocks that it opens are added there, and taken away where they end.
   */
  usual?(line: number, openLines: number[]): number;
  /** A line that holds nothing, or comments only. */
  bare(line: number, isBlank: boolean): void;
  /** True for a line outside every block that is no statement (prompt, echoed command): it is left out. */
  foreign(text: string, line: number): boolean;
}

export const deepest = 200;
const none: readonly string[] = [];
const tagNames = new Set(["inactive", "protect", "unprotect", "replace", "delete", "active", "merge"]);

/** Reads `word word { word [ list ]; }` with C comments, `#` comments and quoted strings; iterative and linear. */
export function readBraces(lines: Lines, visitor: BraceVisitor): readonly ParseProblem[] {
  const problems: ParseProblem[] = [];
  const openLines: number[] = [];
  let tags: string[] = [];
  let words: BraceWord[] = [];
  let list: string[] | null = null;
  let first = 0;
  let quoted: string | null = null;
  let inComment = false;

  const take = (word: string, line: number): void => {
    if (words.length === 0 && tags.length === 0 && list === null) first = line;
    if (list !== null) list.push(word);
    else if (words.length === 0 && word.endsWith(":") && tagNames.has(word.slice(0, -1))) tags.push(word.slice(0, -1));
    else words.push(word);
  };
  const head = (line: number): BraceHead | null => {
    if (list !== null) words.push(list);
    const made = words.length === 0 ? null : { tags, words, at: [first, line] as const };
    tags = [];
    words = [];
    list = null;
    return made;
  };

  const open = (made: BraceHead, line: number): boolean => {
    if (openLines.length >= deepest) {
      problems.push({
        code: "too-deep",
        message: `Blocks are nested deeper than ${deepest} levels; nothing is read from here on.`,
        at: [[line, line]],
      });
      return false;
    }
    openLines.push(line);
    visitor.open(made);
    return true;
  };
  const close = (line: number): void => {
    if (openLines.pop() === undefined) {
      problems.push({
        code: "unbalanced",
        message: "A block is closed that was never opened.",
        at: [[line, line]],
      });
    } else visitor.close(line);
  };

  for (let line = 1; line <= lines.length; line += 1) {
    const isBetween = quoted === null && !inComment && words.length === 0;
    if (isBetween && tags.length === 0 && visitor.usual !== undefined) {
      line = visitor.usual(line, openLines);
      if (line > lines.length) break;
    }
    const text = lines.at(line - 1) ?? "";
    let tokens = quoted !== null;
    let at = 0;
    if (isBetween) {
      if (openLines.length === 0 && visitor.foreign(text, line)) continue;
      if (tags.length === 0) {
        // Nearly all lines are one statement, or open or close one block.
        const found = plainWords(text);
        if (found !== null) {
          if (found.length === 0) close(line);
          else {
            const made: BraceHead = { tags: none, words: found, at: [line, line] };
            if (text.endsWith(";")) visitor.statement(made);
            else if (!open(made, line)) return problems;
          }
          continue;
        }
      }
    }
    while (at < text.length) {
      if (inComment) {
        const end = text.indexOf("*/", at);
        if (end === -1) break;
        inComment = false;
        at = end + 2;
        continue;
      }
      if (quoted !== null) {
        const string = readQuoted(text, at);
        quoted += string.text;
        at = string.next;
        if (string.closed) {
          take(quoted, line);
          quoted = null;
        }
        continue;
      }
      const char = text[at] ?? "";
      if (isSpace(char)) {
        // Most lines begin with many.
        while (text.charCodeAt(at) === 32) at += 1;
        if (isSpace(text[at] ?? "")) at += 1;
      } else if (char === "#") {
        break;
      } else if (char === "/" && text[at + 1] === "*") {
        inComment = true;
        at += 2;
      } else if (char === '"') {
        tokens = true;
        if (words.length === 0 && list === null) first = line;
        quoted = "";
        at += 1;
      } else if (char === ";") {
        tokens = true;
        const made = head(line);
        if (made !== null) visitor.statement(made);
        at += 1;
      } else if (char === "{") {
        tokens = true;
        const made = head(line);
        if (!open(made ?? { tags: none, words: [], at: [line, line] }, line)) return problems;
        at += 1;
      } else if (char === "}") {
        tokens = true;
        const rest = head(line);
        if (rest !== null) visitor.statement(rest);
        close(line);
        at += 1;
      } else if (char === "[" && list === null && words.length > 0) {
        tokens = true;
        list = [];
        at += 1;
      } else if (char === "]" && list !== null) {
        words.push(list);
        list = null;
        at += 1;
      } else {
        tokens = true;
        const end = wordEnd(text, at, list !== null);
        take(text.slice(at, end), line);
        at = end;
      }
    }
    if (quoted !== null) quoted += "\n";
    if (!tokens) visitor.bare(line, text.trim() === "");
  }

  const unclosed = openLines.at(-1);
  if (quoted !== null) truncated("A quoted string is never closed.", first);
  else if (inComment) truncated("A comment is never closed.", lines.length);
  else if (unclosed !== undefined) truncated(`${openLines.length} blocks are never closed.`, unclosed);
  else if (words.length > 0 || list !== null) truncated("The last statement has no end.", first);
  return problems;

  function truncated(message: string, line: number): void {
    problems.push({ code: "truncated", message, at: [[line, line]] });
  }
}

/**
 * Words of a line that holds one statement of plain words or opens a block of such a name, none for one that closes a
 * block, null for any other.
 */
function plainWords(text: string): readonly string[] | null {
  const last = text.length - 1;
  let at = 0;
  while (at <= last && text.charCodeAt(at) === 32) at += 1;
  let first = "";
  let second = "";
  let words: string[] | null = null;
  for (;;) {
    const start = at;
    let code = 0;
    for (; at <= last; at += 1) {
      code = text.charCodeAt(at);
      if (!isPlain(code)) break;
    }
    if (at > last) return null;
    if (at === start) {
      if (at !== last) return null;
      if (code === 125 && first === "") return none;
      return code === 123 && first !== "" ? (words ?? listOf(first, second)) : null;
    }
    const word = text.slice(start, at);
    if (first === "") {
      // A mark may stand before the first word.
      if (text.charCodeAt(at - 1) === 58) return null;
      first = word;
    } else if (second === "") second = word;
    else if (words === null) words = [first, second, word];
    else words.push(word);
    if (code === 59) return at === last ? (words ?? listOf(first, second)) : null;
    if (code !== 32) return null;
    at += 1;
  }
}

/** A list that grows takes room for sixteen, and nearly all have one or two. */
function listOf(first: string, second: string): readonly string[] {
  return second === "" ? [first] : [first, second];
}

function isSpace(char: string): boolean {
  return char === " " || char === "\t" || char === "\r" || char === "\f" || char === "\v" || char === "\u00a0";
}

/** The end of a bare word; brackets and braces inside of one (`<em[0,1]>`, `${node}`) belong to it. */
function wordEnd(text: string, start: number, inList: boolean): number {
  let at = start + 1;
  let angle = text[start] === "<";
  for (; at < text.length; at += 1) {
    if (isPlain(text.charCodeAt(at))) continue;
    const char = text[at] ?? "";
    if (isSpace(char) || char === ";" || char === '"') break;
    if (char === "<") angle = true;
    else if (char === ">") angle = false;
    else if (char === "]" && inList && !angle) break;
    else if (char === "{" && text[at - 1] === "$") {
      const close = text.indexOf("}", at);
      if (close !== -1) at = close;
    } else if (char === "{" || char === "}") break;
  }
  return at;
}

/** Letters, digits and "-./:_", which most words are made of. */
function isPlain(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 45 && code <= 58) || (code >= 65 && code <= 90) || code === 95;
}

/** The rest of a quoted string from `start`; `\"`, `\\` and `\n` are undone, other backslashes stay. */
export function readQuoted(text: string, start: number): { text: string; next: number; closed: boolean } {
  let value = "";
  let run = start;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') return { text: value + text.slice(run, at), next: at + 1, closed: true };
    if (char !== "\\") continue;
    const next = text[at + 1];
    if (next === '"' || next === "\\" || next === "n") {
      value += text.slice(run, at) + (next === "n" ? "\n" : next);
      at += 1;
      run = at + 1;
    }
  }
  return { text: value + text.slice(run), next: text.length, closed: false };
}
