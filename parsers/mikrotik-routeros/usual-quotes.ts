import { wrapEnd } from "./usual-pieces.ts";
import { escapeAt } from "./words.ts";

/** Reads quoted texts where they stand. */
export class UsualQuotes {
  /** Where the text goes on, and how many line ends it was wrapped at. */
  next = 0;
  wraps = 0;

  /** Whether a quoted text begins at a place, or on the next line; `next` is behind the quote. */
  begins(text: string, from: number): boolean {
    let at = from;
    let wraps = 0;
    if (text.charCodeAt(at) === 92) {
      at = wrapEnd(text, at);
      wraps = 1;
    }
    if (at < 0 || text.charCodeAt(at) !== 34) return false;
    this.next = at + 1;
    this.wraps = wraps;
    return true;
  }

  /** The quoted text that begins at `next`, which is behind it then; null where it has an end of a line in it. */
  read(text: string): string | null {
    let start = this.next;
    let value = "";
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10) return null;
      if (code === 34) {
        this.next = at + 1;
        return value + text.slice(start, at);
      }
      if (code !== 92) continue;
      value += text.slice(start, at);
      if (text.charCodeAt(at + 1) === 10) {
        start = wrapEnd(text, at);
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
