import type { LazyLines } from "../lib/lazy-lines.ts";

/** The letters of a text by their places in it. */
export class Letters {
  readonly text: string;
  readonly codes: Uint16Array;
  readonly #view: DataView;

  constructor({ text, codes }: LazyLines) {
    this.text = text;
    this.codes = codes;
    this.#view = new DataView(codes.buffer);
  }

  /** Whether two or more letters at two places are the same. */
  areSame(one: number, other: number, count: number): boolean {
    if (other + count > this.text.length) return false;
    const view = this.#view;
    const last = 2 * (count - 2);
    const from = 2 * one;
    const to = 2 * other;
    // Two at once.
    for (let at = 0; at < last; at += 4) if (view.getInt32(from + at) !== view.getInt32(to + at)) return false;
    return view.getInt32(from + last) === view.getInt32(to + last);
  }

  /** Whether a word stands at a place, given as its letters. */
  isAt(word: readonly number[], place: number): boolean {
    const { codes } = this;
    for (let at = 0; at < word.length; at += 1) if (codes[place + at] !== word[at]) return false;
    return true;
  }
}

/** The letters of a word, for `isAt`. */
export function lettersOf(word: string): readonly number[] {
  return Array.from(word, (_, at) => word.charCodeAt(at));
}
