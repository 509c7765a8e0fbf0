import type { LineRange } from "../../src/model/fact.ts";
import { Setting } from "../lib/block-settings.ts";
import { mostShared, type KeyOrder } from "../lib/key-orders.ts";
import type { Lead } from "../lib/leads.ts";

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

/** Statements that are not the lead of their entry alone, by the keys in the order in which they are first stated. */
class General {
  #order: KeyOrder;
  /** Where the entry states more keys than any order has. */
  #own: Map<string, number> | null = null;
  readonly values: Value[];

  constructor(lead: Lead) {
    this.#order = lead.order;
    this.values = settingsOf(lead);
  }

  get places(): ReadonlyMap<string, number> {
    return this.#own ?? this.#order.places;
  }

  add(setting: Setting): void {
    const { key } = setting;
    const { values } = this;
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

function settingsOf({ said, from }: Lead): Setting[] {
  return said.map((each, index) => new Setting(each, from + index, from + index, false));
}

/** What the keys of an entry hold, in the order in which they are first stated. */
export class Settings {
  #lead: Lead;
  /** Null where the lead is all there is, as in most entries. */
  #general: General | null = null;

  constructor(lead: Lead) {
    this.#lead = lead;
  }

  /** The statements themselves, where they are nothing but the lead of one block; null where values() tells. */
  get lead(): Lead | null {
    return this.#general === null ? this.#lead : null;
  }

  get(key: string): Value | undefined {
    if (this.#general !== null) {
      const place = this.#general.places.get(key);
      return place === undefined ? undefined : this.#general.values[place];
    }
    const { order, said, from } = this.#lead;
    const place = order.places.get(key);
    const own = place === undefined ? undefined : said[place];
    return place === undefined || own === undefined ? undefined : new Setting(own, from + place, from + place, false);
  }

  has(key: string): boolean {
    return (this.#general?.places ?? this.#lead.order.places).has(key);
  }

  values(): readonly Value[] {
    return this.#general?.values ?? settingsOf(this.#lead);
  }

  keys(): readonly string[] {
    return this.values().map(({ key }) => key);
  }

  /** Takes the lead of one block more. */
  take(lead: Lead): void {
    if (lead.said.length === 0) return;
    if (this.#general === null && this.#lead.said.length === 0) this.#lead = lead;
    else for (const setting of settingsOf(lead)) this.add(setting);
  }

  add(setting: Setting): void {
    this.#general ??= new General(this.#lead);
    this.#general.add(setting);
  }
}
