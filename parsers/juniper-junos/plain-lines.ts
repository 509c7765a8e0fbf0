import type { LazyLines } from "../lib/lazy-lines.ts";
import type { UsualWords } from "./usual-words.ts";

export type PlainKind = "statement" | "block" | "end" | "other";

/**
 * Tells lines of one or two plain words that are a statement or open a block, and lines that only close one. Everything
 * else is "other": more words, marks, lists, quotes, comments, several statements in a line.
 */
export class PlainLine {
  readonly #codes: Uint16Array;
  readonly #lines: LazyLines;
  readonly #words: UsualWords;
  #firstStart = 0;
  #firstEnd = 0;
  #secondStart = 0;
  #secondEnd = 0;

  constructor(lines: LazyLines, words: UsualWords) {
    this.#codes = lines.codes;
    this.#lines = lines;
    this.#words = words;
  }

  /** The words of the line that was read last. */
  get first(): string {
    return this.#words.between(this.#firstStart, this.#firstEnd);
  }

  /** Null where it has one word. */
  get second(): string | null {
    return this.#secondEnd === 0 ? null : this.#words.between(this.#secondStart, this.#secondEnd);
  }

  /** Reads a line by its number from 1. */
  read(line: number): PlainKind {
    const codes = this.#codes;
    let at = this.#lines.startOf(line - 1);
    while (codes[at] === 32) at += 1;
    if (codes[at] === 125) return codes[at + 1] === 10 ? "end" : "other";
    const end = this.#words.end(at);
    // A mark may stand before the first word.
    if (end === at || codes[end - 1] === 58) return "other";
    this.#firstStart = at;
    this.#firstEnd = end;
    this.#secondEnd = 0;
    if (codes[end] !== 32) return this.#kindAt(end);
    if (codes[end + 1] === 123) return this.#kindAt(end + 1);
    const second = this.#words.end(end + 1);
    if (second === end + 1) return "other";
    this.#secondStart = end + 1;
    this.#secondEnd = second;
    return this.#kindAt(codes[second] === 32 ? second + 1 : second);
  }

  /** What ends the line; a brace stands apart from the word before it. */
  #kindAt(at: number): PlainKind {
    const codes = this.#codes;
    if (codes[at + 1] !== 10) return "other";
    const isApart = codes[at - 1] === 32;
    if (codes[at] === 59) return isApart ? "other" : "statement";
    return codes[at] === 123 && isApart ? "block" : "other";
  }
}
