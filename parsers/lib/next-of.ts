/**
 * Where a text holds one of some words, asked from its front to its back: the whole text is searched once for each, which
 * costs less than a search of each line.
 */
export class NextOf {
  readonly #text: string;
  readonly #words: readonly string[];
  /** Where each word stands next, past the end where it does no more; and the first of these. */
  readonly #at: number[];
  #first = -1;

  constructor(text: string, words: readonly string[]) {
    this.#text = text;
    this.#words = words;
    this.#at = words.map(() => -1);
  }

  /** Whether a word begins between two offsets. The first may not be less than any asked for before. */
  isWithin(from: number, to: number): boolean {
    if (this.#first < from) this.#search(from);
    return this.#first < to;
  }

  #search(from: number): void {
    let first = Number.POSITIVE_INFINITY;
    for (const [place, word] of this.#words.entries()) {
      let at = this.#at[place] ?? 0;
      if (at < from) {
        const found = this.#text.indexOf(word, from);
        at = found < 0 ? Number.POSITIVE_INFINITY : found;
        this.#at[place] = at;
      }
      if (at < first) first = at;
    }
    this.#first = first;
  }
}
