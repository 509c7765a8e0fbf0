/** The letters of a text by their places in it: quicker to come by than those of a line, which is a piece of the text. */
export class Letters {
  readonly text: string;
  /** A letter outside of ASCII stands as `foreign`; behind the last one stands a zero. */
  readonly codes: Uint8Array;
  readonly #view: DataView;
  readonly #lines: readonly string[];
  /** The line that was asked for last, from 0, and where it begins. */
  #line = 0;
  #begin = 0;

  /** `lines` are what the text was split into. */
  constructor(text: string, lines: readonly string[]) {
    this.text = text;
    this.#lines = lines;
    this.codes = new Uint8Array(text.length + 4);
    const encoder = new TextEncoder();
    const { read, written } = encoder.encodeInto(text, this.codes);
    if (read !== written) encoder.encodeInto(text.replaceAll(/[\u0080-\uffff]/g, foreignLetter), this.codes);
    this.#view = new DataView(this.codes.buffer);
  }

  /** Where a line (from 1) begins. Lines are asked for in their order. */
  beginOf(line: number): number {
    for (; this.#line < line - 1; this.#line += 1) this.#begin = this.nextLine(this.#line + 1, this.#begin);
    return this.#begin;
  }

  /** Says where a line begins, to whom knows by other means. */
  tell(line: number, begin: number): void {
    this.#line = line - 1;
    this.#begin = begin;
  }

  /** Where the line after a line (from 1) begins that itself begins at a place. */
  nextLine(line: number, begin: number): number {
    let at = begin + (this.#lines[line - 1] ?? "").length;
    // A line stands without its ends.
    while (at < this.text.length && this.codes[at] !== lineEnd) at += 1;
    return at + 1;
  }

  /** Whether four or more letters at two places are the same. */
  areSame(one: number, other: number, count: number): boolean {
    if (other + count > this.text.length) return false;
    const view = this.#view;
    const last = count - 4;
    for (let at = 0; at < last; at += 4) if (view.getInt32(one + at) !== view.getInt32(other + at)) return false;
    return view.getInt32(one + last) === view.getInt32(other + last);
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

const lineEnd = 10;
/** A control character that no configuration has. */
export const foreign = 127;
const foreignLetter = String.fromCharCode(foreign);
