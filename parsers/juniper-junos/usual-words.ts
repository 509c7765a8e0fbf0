import type { LazyLines } from "../lib/lazy-lines.ts";

/** Words that are remembered at most; another one takes the place of an old one. */
const most = 1024;

/** Words of a text where they stand. Nearly all stand there again and again, and are one string then. */
export class UsualWords {
  readonly #text: string;
  readonly #codes: Uint16Array;
  readonly #starts = new Int32Array(most);
  readonly #words: string[] = Array.from({ length: most }, () => "");

  constructor({ text, codes }: LazyLines) {
    this.#text = text;
    this.#codes = codes;
  }

  /** How many letters are the same from two places on, at most so many. */
  same(one: number, other: number, count: number): number {
    const codes = this.#codes;
    let same = 0;
    while (same < count && codes[one + same] === codes[other + same]) same += 1;
    return same;
  }

  /** Where the word of letters, digits and "-./:_" that begins at a place ends. */
  end(start: number): number {
    const codes = this.#codes;
    let at = start;
    while (isPlain(codes[at] ?? 0)) at += 1;
    return at;
  }

  /** The word between two places. */
  between(start: number, end: number): string {
    const codes = this.#codes;
    const length = end - start;
    const ends = (codes[start] ?? 0) * 7 + (codes[end - 1] ?? 0) * 31 + (codes[end - 2] ?? 0) * 5;
    const slot = (ends + length * 61) & (most - 1);
    const word = this.#words[slot] ?? "";
    if (word.length === length) {
      const before = this.#starts[slot] ?? 0;
      let same = 0;
      while (same < length && codes[before + same] === codes[start + same]) same += 1;
      if (same === length) return word;
    }
    const made = this.#text.slice(start, end);
    this.#words[slot] = made;
    this.#starts[slot] = start;
    return made;
  }
}

/** Letters, digits and "-./:_", which most words are made of. */
function isPlain(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 45 && code <= 58) || (code >= 65 && code <= 90) || code === 95;
}
