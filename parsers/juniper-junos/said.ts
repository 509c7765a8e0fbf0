/** Where the lines of a term say one thing, and what: nearly always there is one, which needs no list. */
export class Said<T> {
  count = 0;
  /** Where the first stands. */
  first = 0;
  #others: number[] | null = null;
  /** What was said, for whoever keeps it. */
  values: T[] = [];

  clear(): void {
    if (this.count === 0) return;
    this.count = 0;
    this.#others = null;
    this.values = [];
  }

  add(start: number, value?: T): void {
    if (this.count === 0) this.first = start;
    else (this.#others ??= []).push(start);
    this.count += 1;
    if (value === undefined) return;
    if (this.count === 1) this.values = [value];
    else this.values.push(value);
  }

  /** Where all stand, in order. */
  starts(): readonly number[] {
    return this.count === 0 ? [] : [this.first, ...(this.#others ?? [])];
  }
}
