/** Keys in the order in which a block states them. Blocks of a table state the same ones in the same order, and share it. */
export class KeyOrder {
  readonly key: string;
  readonly before: KeyOrder | null;
  readonly count: number;
  /** What follows of late, which is what follows next. */
  #next: KeyOrder | null = null;
  #others: Map<string, KeyOrder> | null = null;
  /** Made for orders that a block ends with. */
  #places: ReadonlyMap<string, number> | null = null;

  constructor(key: string, before: KeyOrder | null) {
    this.key = key;
    this.before = before;
    this.count = before === null ? 0 : before.count + 1;
  }

  /** The order with one key more; null where it has that key. */
  after(key: string): KeyOrder | null {
    const next = this.#next;
    if (next !== null && next.key === key) return next;
    const known = this.#others?.get(key);
    if (known !== undefined) return (this.#next = known);
    if (keysOf(this).includes(key)) return null;
    const made = new KeyOrder(key, this);
    this.#others ??= new Map();
    this.#others.set(key, made);
    return (this.#next = made);
  }

  get places(): ReadonlyMap<string, number> {
    this.#places ??= new Map(keysOf(this).map((key, index) => [key, this.count - 1 - index]));
    return this.#places;
  }
}

/** Keys of an order, the last first. */
function keysOf(order: KeyOrder): readonly string[] {
  const keys: string[] = [];
  for (let at = order; at.before !== null; at = at.before) keys.push(at.key);
  return keys;
}

/** Blocks of more keys have an index of their own. */
export const mostShared = 64;

/** What is found out once for each order of keys; the next block most often has that of the last. */
export class ByOrder<T> {
  readonly #make: (order: KeyOrder) => T;
  readonly #known = new Map<KeyOrder, { readonly value: T }>();
  #lastOrder: KeyOrder | null = null;
  #last: { readonly value: T } | null = null;

  constructor(make: (order: KeyOrder) => T) {
    this.#make = make;
  }

  of(order: KeyOrder): T {
    if (order === this.#lastOrder && this.#last !== null) return this.#last.value;
    const found = this.#known.get(order) ?? { value: this.#make(order) };
    this.#known.set(order, found);
    this.#lastOrder = order;
    this.#last = found;
    return found.value;
  }
}
