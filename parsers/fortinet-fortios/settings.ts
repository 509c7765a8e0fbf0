import type { LineRange } from "../../src/model/fact.ts";
import type { Setting } from "../lib/block-settings.ts";

/** A value as the last statements leave it, and the lines that say so. */
export interface Value {
  readonly key: string;
  readonly words: readonly string[];
  /** True where `unset` has the last word. */
  readonly unset: boolean;
  readonly at: readonly LineRange[];
  /** Every statement of the key, also those that later ones replace, for the ledger. */
  readonly statements: readonly Setting[];
}

/** What several statements of one key say together; one alone says it itself. */
class Repeated implements Value {
  readonly key: string;
  words: readonly string[];
  unset: boolean;
  readonly #all: Setting[];
  /** Statements before this one are replaced. */
  #since = 0;
  /** The words where "append" has made them a list of its own. */
  #own: string[] | null = null;

  constructor(setting: Value) {
    this.key = setting.key;
    this.#all = [...setting.statements];
    this.words = setting.words;
    this.unset = setting.unset;
  }

  get statements(): readonly Setting[] {
    return this.#all;
  }

  get at(): readonly LineRange[] {
    return this.#all.slice(this.#since).map(({ first, last }): LineRange => [first, last]);
  }

  add(setting: Setting): void {
    const count = this.#all.push(setting);
    if (setting.verb === "append") {
      this.#own ??= [...this.words];
      for (const value of setting.values) this.#own.push(value);
      this.words = this.#own;
      this.unset = false;
    } else {
      this.#since = count - 1;
      this.#own = null;
      this.words = setting.words;
      this.unset = setting.unset;
    }
  }
}

/** Keys in the order in which an entry states them. Entries of a table state the same ones in the same order, and share it. */
class KeyOrder {
  readonly key: string;
  readonly before: KeyOrder | null;
  readonly count: number;
  /** What follows of late, which is what follows next. */
  #next: KeyOrder | null = null;
  #others: Map<string, KeyOrder> | null = null;
  /** Made for orders that an entry ends with. */
  #places: Map<string, number> | null = null;

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

/** Entries of more keys have an index of their own. */
const mostShared = 64;

/** What the keys of an entry hold, in the order in which they are first stated. */
export class Settings {
  #order: KeyOrder;
  /** Where the entry states more keys than any order has. */
  #own: Map<string, number> | null = null;
  #values: readonly Value[] = none;
  /** The list of values, where it belongs to this entry alone and may grow. */
  #growing: Value[] | null = null;

  constructor(orders: KeyOrders) {
    this.#order = orders.empty;
  }

  get size(): number {
    return this.#values.length;
  }

  get(key: string): Value | undefined {
    const place = (this.#own ?? this.#order.places).get(key);
    return place === undefined ? undefined : this.#values[place];
  }

  has(key: string): boolean {
    return (this.#own ?? this.#order.places).has(key);
  }

  values(): readonly Value[] {
    return this.#values;
  }

  keys(): readonly string[] {
    return this.#values.map(({ key }) => key);
  }

  /** Takes all statements of an entry that has none yet; false, and nothing taken, where a key is stated twice. */
  take(statements: readonly Setting[]): boolean {
    if (this.#values.length > 0 || statements.length > mostShared) return false;
    let order = this.#order;
    for (const { key } of statements) {
      const longer = order.after(key);
      if (longer === null) return false;
      order = longer;
    }
    this.#order = order;
    this.#values = statements;
    return true;
  }

  add(setting: Setting): void {
    const { key } = setting;
    this.#growing ??= [...this.#values];
    const values = this.#growing;
    this.#values = values;
    const place = this.#placeOf(key);
    const before = place === undefined ? undefined : values[place];
    if (place === undefined || before === undefined) values.push(setting);
    else if (before instanceof Repeated) before.add(setting);
    else {
      const repeated = new Repeated(before);
      values[place] = repeated;
      repeated.add(setting);
    }
  }

  /** The place of a key that is stated; undefined for a new one, which now has the next place. */
  #placeOf(key: string): number | undefined {
    const { count } = this.#order;
    if (this.#own === null && count < mostShared) {
      const longer = this.#order.after(key);
      if (longer === null) return this.#order.places.get(key);
      this.#order = longer;
      return undefined;
    }
    this.#own ??= new Map(this.#order.places);
    const place = this.#own.get(key);
    if (place === undefined) this.#own.set(key, this.#own.size);
    return place;
  }
}

const none: readonly Value[] = [];

/** Orders of one text. */
export class KeyOrders {
  readonly empty = new KeyOrder("", null);
}
