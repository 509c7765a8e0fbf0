const none: readonly (4 | 6)[] = [];

/** IP versions in the order in which they were added: a set of its own for each of many interfaces takes more than what it says. */
export class FamilySet {
  #held = none;

  get size(): number {
    return this.#held.length;
  }

  has(family: 4 | 6): boolean {
    return this.#held.includes(family);
  }

  add(family: 4 | 6): void {
    if (!this.has(family)) this.#held = [...this.#held, family];
  }

  delete(family: 4 | 6): void {
    if (this.has(family)) this.#held = this.#held.filter((each) => each !== family);
  }

  [Symbol.iterator](): Iterator<4 | 6> {
    return this.#held[Symbol.iterator]();
  }
}
