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
    if (isWordAt(known, letters, from, to)) return known;
    const word = text.slice(from, to);
    this.#words[place] = word;
    return word;
  }
}

/** The hash of a word with one more letter. */
export function withLetter(hash: number, letter: number): number {
  return (Math.imul(hash, 31) + letter) | 0;
}

export function hashOf(word: string): number {
  let hash = 0;
  for (let index = 0; index < word.length; index += 1) hash = withLetter(hash, word.charCodeAt(index));
  return hash;
}

/** Whether a word is all that stands between two offsets. */
export function isWordAt(word: string, letters: Uint16Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let index = 0; index < word.length; index += 1)
    if (word.charCodeAt(index) !== letters[from + index]) return false;
  return true;
}
