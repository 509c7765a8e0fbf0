import type { LazyLines } from "../lib/lazy-lines.ts";
import { backslash, lineEnd, wrapEnd } from "./usual-ends.ts";
import { escapeAt } from "./words.ts";

/** Reads quoted texts where they stand. */
export class UsualQuotes {
  readonly #text: string;
  readonly #codes: Uint16Array;
  /** Where the text goes on, and how many line ends it was wrapped at. */
  next = 0;
  wraps = 0;

  constructor({ text, codes }: LazyLines) {
    this.#text = text;
    this.#codes = codes;
  }

  /** Whether a quoted text begins at a place, or on the next line; `next` is behind the quote. */
  begins(from: number): boolean {
    const codes = this.#codes;
    let at = from;
    let wraps = 0;
    if (codes[at] === backslash) {
      at = wrapEnd(codes, at);
      wraps = 1;
    }
    if (at < 0 || codes[at] !== quote) return false;
    this.next = at + 1;
    this.wraps = wraps;
    return true;
  }

  /** The quoted text that begins at `next`, which is behind it then; null where it has an end of a line in it. */
  read(): string | null {
    const codes = this.#codes;
    const text = this.#text;
    let start = this.next;
    let value = "";
    for (let at = start; at < codes.length; at += 1) {
      const code = codes[at];
      if (code === lineEnd) return null;
      if (code === quote) {
        this.next = at + 1;
        return value + text.slice(start, at);
      }
      if (code !== backslash) continue;
      value += text.slice(start, at);
      if (codes[at + 1] === lineEnd) {
        start = wrapEnd(codes, at);
        if (start < 0) return null;
        this.wraps += 1;
      } else {
        const [read, length] = escapeAt(text, at);
        value += read;
        start = at + length;
      }
      at = start - 1;
    }
    return null;
  }
}

const quote = 34;
