const places = 2048; // 2 ** 11
/** What is longer is hardly said twice. */
const longest = 24;

/**
 * Words of one text, of which those that were met lately are handed out again: a configuration says few words many times,
 * and a comparison of letters costs less than a text of its own.
 */
export class RecentWords {
  readonly #words: string[] = Array.from({ length: places }, () => "");

  /** The word between two offsets of a text, whose letters these are; `hash` is `withLetter` of its letters from 0 on. */
  word(text: string, letters: Uint16Array, from: number, to: number, hash: number): string {
    if (to - from > longest) return text.slice(from, to);
    const place = (hash ^ (hash >>> 11)) & (places - 1);
    const known = this.#words[place] ?? "";
    if (known.length === to - from && isAt(known, letters, from)) return known;
    const word = text.slice(from, to);
    this.#words[place] = word;
    return word;
  }
}

/** The hash of a word with one more letter. */
export function withLetter(hash: number, letter: number): number {
  return (Math.imul(hash, 31) + letter) | 0;
}

function isAt(word: string, letters: Uint16Array, from: number): boolean {
  for (let index = 0; index < word.length; index += 1)
    if (word.charCodeAt(index) !== letters[from + index]) return false;
  return true;
}
