/** A map by name that takes no room until something is put into it: most of many interfaces put nothing into most of theirs. */
export class LateMap<T> {
  #held: Map<string, T> | null = null;

  get size(): number {
    return this.#held?.size ?? 0;
  }

  get(name: string): T | undefined {
    return this.#held?.get(name);
  }

  has(name: string): boolean {
    return this.#held?.has(name) === true;
  }

  set(name: string, value: T): void {
    this.#held ??= new Map();
    this.#held.set(name, value);
  }

  [Symbol.iterator](): Iterator<[string, T]> {
    return (this.#held ?? nothing)[Symbol.iterator]();
  }
}

const nothing: readonly [string, never][] = [];
