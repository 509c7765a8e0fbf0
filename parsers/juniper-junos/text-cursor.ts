import type { LazyLines } from "../lib/lazy-lines.ts";
import { lettersOf } from "../lib/same-letters.ts";
import type { UsualWords } from "./usual-words.ts";

/** Goes through the letters of a text; what is not there as it is asked for leaves the place where it is. */
export class TextCursor {
  readonly #text: string;
  readonly #codes: Uint16Array;
  readonly #words: UsualWords;
  /** What ends a statement: a semicolon and the end of the line, or that alone. */
  readonly #ending: Uint8Array;
  /** The place that is read next. */
  at = 0;

  constructor(lines: LazyLines, words: UsualWords, ending: Uint8Array) {
    this.#text = lines.text;
    this.#codes = lines.codes;
    this.#words = words;
    this.#ending = ending;
  }

  /** The letter that stands next; 0 at the end of the text. */
  get code(): number {
    return this.#codes[this.at] ?? 0;
  }

  indent(): void {
    const codes = this.#codes;
    let at = this.at;
    while (codes[at] === 32) at += 1;
    this.at = at;
  }

  /** Goes past the letters where they stand next. */
  isNext(letters: Uint8Array): boolean {
    const codes = this.#codes;
    const start = this.at;
    for (let index = 0; index < letters.length; index += 1) if (codes[start + index] !== letters[index]) return false;
    this.at = start + letters.length;
    return true;
  }

  /** Goes past letters that stand at an earlier place too, if there are any. */
  isSame(start: number, end: number): boolean {
    const codes = this.#codes;
    const length = end - start;
    let same = 0;
    while (same < length && codes[start + same] === codes[this.at + same]) same += 1;
    if (length === 0 || same < length) return false;
    this.at += length;
    return true;
  }

  /** "192.0.2.0/24" without host bits and leading zeros; null for anything else. */
  prefix(): string | null {
    const codes = this.#codes;
    const start = this.at;
    let at = start;
    let value = 0;
    let octet = -1;
    let dots = 0;
    for (; ; at += 1) {
      const digit = (codes[at] ?? 0) - 48;
      if (digit >= 0 && digit <= 9) {
        if (octet === 0) return null;
        octet = octet < 0 ? digit : octet * 10 + digit;
        if (octet > 255) return null;
      } else {
        if (octet < 0) return null;
        value = (value << 8) | octet;
        octet = -1;
        if (digit !== dot) break;
        dots += 1;
      }
    }
    if (dots !== 3 || codes[at] !== 47) return null;
    let length = (codes[at + 1] ?? 0) - 48;
    if (!(length > 0 && length <= 9)) return null;
    at += 2;
    const second = (codes[at] ?? 0) - 48;
    if (second >= 0 && second <= 9) {
      length = length * 10 + second;
      at += 1;
    }
    if (length > 32 || (length < 32 && (value & (-1 >>> length)) !== 0)) return null;
    return this.#endAt(at) ? this.#text.slice(start, at) : null;
  }

  /** The only word from a place to the end of its statement; null where more stands there. */
  lastWord(start: number): string | null {
    const end = this.#words.end(start);
    return end > start && this.#endAt(end) ? this.#words.between(start, end) : null;
  }

  /** Goes past what ends a statement where it stands next. */
  isEnd(): boolean {
    return this.#endAt(this.at);
  }

  /** The same at a place. */
  #endAt(at: number): boolean {
    const codes = this.#codes;
    const ending = this.#ending;
    for (let index = 0; index < ending.length; index += 1) if (codes[at + index] !== ending[index]) return false;
    this.at = at + ending.length;
    return true;
  }

  /** Whether a list in brackets begins next. */
  isList(): boolean {
    return this.code === 91;
  }

  /** Words of a list in brackets that ends its line; null where it is anything else. */
  list(): readonly string[] | null {
    if (!this.isNext(listBegin)) return null;
    const words: string[] = [];
    while (!this.#isListEnd()) {
      const start = this.at;
      const end = this.#words.end(start);
      if (end === start || this.#codes[end] !== 32) return null;
      words.push(this.#words.between(start, end));
      this.at = end + 1;
    }
    return words.length === 0 ? null : words;
  }

  #isListEnd(): boolean {
    return this.code === 93 && this.#endAt(this.at + 1);
  }

  /** The number of a port that ends its line; -1 where none does. */
  number(): number {
    const codes = this.#codes;
    const start = this.at;
    let at = start;
    let number = 0;
    for (; at < start + 5; at += 1) {
      const digit = (codes[at] ?? 0) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      number = number * 10 + digit;
    }
    return at > start && number <= 65_535 && this.#endAt(at) ? number : -1;
  }
}

const listBegin = lettersOf("[ ");

/** "." as a digit. */
const dot = -2;
