/** Words of an entry with a cursor; nothing is consumed by a reader that returns null. */
export interface Cursor {
  readonly words: readonly string[];
  next: number;
}
