/** Below this a list is searched faster than an index, and takes a fraction of its memory. */
const few = 8;

/** The nodes below one, by word and in the order in which they were first written. */
export class Children<N extends { readonly word: string }> {
  /** The only node stands without a list around it, since most blocks and names have one. */
  #nodes: N | N[] | null = null;
  #index: Map<string, N> | null = null;
  /** Nodes were deleted that still stand in the list. */
  #stale = false;

  get size(): number {
    if (this.#index !== null) return this.#index.size;
    return this.#nodes === null ? 0 : Array.isArray(this.#nodes) ? this.#nodes.length : 1;
  }

  get(word: string): N | undefined {
    if (this.#index !== null) return this.#index.get(word);
    const nodes = this.#nodes;
    if (nodes === null) return undefined;
    if (!Array.isArray(nodes)) return nodes.word === word ? nodes : undefined;
    for (const node of nodes) if (node.word === word) return node;
    return undefined;
  }

  has(word: string): boolean {
    return this.get(word) !== undefined;
  }

  /** Adds a node whose word is not there yet. */
  add(node: N): void {
    const nodes = this.#nodes;
    if (nodes === null) {
      this.#nodes = node;
      return;
    }
    if (!Array.isArray(nodes)) {
      this.#nodes = [nodes, node];
      return;
    }
    nodes.push(node);
    if (this.#index !== null) this.#index.set(node.word, node);
    else if (nodes.length > few) this.#index = new Map(nodes.map((held) => [held.word, held]));
  }

  delete(word: string): void {
    if (this.#index === null) this.#nodes = this.values().filter((node) => node.word !== word);
    else this.#stale = this.#index.delete(word) || this.#stale;
  }

  /** Moves the node of that word right before or after another's; a node next to it, or none, stays. */
  move(word: string, side: "before" | "after", other: string): void {
    const node = this.get(word);
    if (node === undefined || word === other || !this.has(other)) return;
    const rest = this.values().filter((each) => each !== node);
    const at = rest.findIndex((each) => each.word === other) + (side === "after" ? 1 : 0);
    this.#nodes = [...rest.slice(0, at), node, ...rest.slice(at)];
  }

  /** The node at a place in that order; undefined beyond the last. */
  at(place: number): N | undefined {
    const nodes = this.#nodes;
    if (nodes === null || Array.isArray(nodes)) return this.#stale ? this.values()[place] : nodes?.[place];
    return place === 0 ? nodes : undefined;
  }

  values(): readonly N[] {
    if (this.#stale) {
      this.#stale = false;
      // A word that was deleted and written again has another node.
      const index = this.#index;
      if (Array.isArray(this.#nodes)) this.#nodes = this.#nodes.filter((node) => index?.get(node.word) === node);
    }
    const nodes = this.#nodes;
    return nodes === null ? [] : Array.isArray(nodes) ? nodes : [nodes];
  }

  /** The same one by one: a pass over millions of nodes makes no list for each of them. */
  each(see: (node: N) => void): void {
    const nodes = this.#nodes;
    if (nodes === null) return;
    if (Array.isArray(nodes)) for (const node of this.values()) see(node);
    else see(nodes);
  }

  keys(): string[] {
    return this.values().map((node) => node.word);
  }
}
