import { descend, type PathTable } from "./path-table.ts";

/**
 * Where a path of words has led in a table, and the value of the longest beginning of it that the table knows. Each
 * state is made once, however many texts lead to it; there are no more of them than the table has words.
 */
export class PathState<T> {
  readonly value: T | undefined;
  /** The value of this very path. */
  readonly here: T | undefined;
  readonly #tables: readonly PathTable<T>[];
  /** By each word that the table has here; null until a text leads there. */
  readonly #next = new Map<string, PathState<T> | null>();
  /** After any other word. */
  #other: PathState<T> | null = null;

  constructor(tables: readonly PathTable<T>[], inherited?: T) {
    this.#tables = tables;
    this.here = tables.find(({ value }) => value !== undefined)?.value;
    this.value = this.here ?? inherited;
    for (const { words } of tables) for (const word of words.keys()) this.#next.set(word, null);
  }

  step(word: string): PathState<T> {
    if (this.#tables.length === 0) return this;
    const known = this.#next.get(word);
    if (known === undefined) return (this.#other ??= this.#make(word));
    if (known !== null) return known;
    const made = this.#make(word);
    this.#next.set(word, made);
    return made;
  }

  #make(word: string): PathState<T> {
    return new PathState(descend(this.#tables, word), this.value);
  }
}
