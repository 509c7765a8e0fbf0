/** Below this a list is searched faster than an index, and takes a fraction of its memory. */
const few = 8;

/** The nodes below one, by word and in the order in which they were first written. */
export class Children<N extends { readonly word: string }> {
  #list: N[] = [];
  #index: Map<string, N> | null = null;

  get size(): number {
    return this.#list.length;
  }

  get(word: string): N | undefined {
    if (this.#index !== null) return this.#index.get(word);
    for (const node of this.#list) if (node.word === word) return node;
    return undefined;
  }

  has(word: string): boolean {
    return this.get(word) !== undefined;
  }

  /** Adds a node whose word is not there yet. */
  add(node: N): void {
    if (this.#list.length === 0) this.#list = [node];
    else this.#list.push(node);
    if (this.#index !== null) this.#index.set(node.word, node);
    else if (this.#list.length > few) this.#index = new Map(this.#list.map((held) => [held.word, held]));
  }

  delete(word: string): void {
    const at = this.#list.findIndex((node) => node.word === word);
    if (at === -1) return;
    this.#list.splice(at, 1);
    this.#index?.delete(word);
  }

  values(): readonly N[] {
    return this.#list;
  }

  keys(): string[] {
    return this.#list.map((node) => node.word);
  }
}
