import { byDefault, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { PortRange } from "../../src/model/address.ts";
import { Setting, wordsOf } from "../lib/block-settings.ts";
import { ByOrder } from "../lib/key-orders.ts";
import type { Ledger } from "../lib/ledger.ts";
import { platformDefault } from "./defaults.ts";
import { knownKeys, type KnownKeys } from "./known-keys.ts";
import type { Value } from "./settings.ts";
import type { Entry, Tables } from "./tables.ts";
import type { Version } from "./version.ts";

export type Read<T> = (words: readonly string[]) => T | undefined;

/** What most keys say, since most are not set. */
const nothing: readonly never[] = [];

/** The text as tables, with the ledger that reading them fills. */
export class Source {
  readonly tables: Tables;
  readonly version: Version | null;
  /** True for `show full-configuration`, which states every default itself. */
  readonly full: boolean;
  /** False where tables may be missing because nobody collected them. */
  readonly whole: boolean;
  readonly #ledger: Ledger;
  /** Orders of keys that have any of a list. */
  readonly #having = new Map<readonly string[], ByOrder<boolean>>();
  readonly #stated = new Map<readonly string[], readonly string[]>();

  constructor(tables: Tables, version: Version | null, full: boolean, ledger: Ledger) {
    this.tables = tables;
    this.whole = tables.whole;
    this.version = version;
    this.full = full;
    this.#ledger = ledger;
  }

  /** The value of a key, its lines marked as read; undefined where the text has none. */
  take(entry: Entry | undefined, key: string): Value | undefined {
    const value = entry?.settings.get(key);
    if (value !== undefined) this.#mark(value);
    return value;
  }

  /** Those of the keys that any entry of the text may have; asked once for a list that every entry is asked for. */
  stated(keys: readonly string[]): readonly string[] {
    let found = this.#stated.get(keys);
    if (found === undefined) this.#stated.set(keys, (found = keys.filter((key) => this.tables.keys.has(key))));
    return found;
  }

  /** Words of a key, or none. */
  words(entry: Entry | undefined, key: string): readonly string[] {
    if (entry === undefined) return nothing;
    const { lead } = entry.settings;
    if (lead === null) return this.take(entry, key)?.words ?? nothing;
    const place = lead.order.places.get(key);
    const said = place === undefined ? undefined : lead.said[place];
    if (place === undefined || said === undefined) return nothing;
    this.#ledger.read(lead.from + place);
    return wordsOf(said);
  }

  /** Whether an entry has any of the keys; asked for a list that every entry is asked for. */
  hasAny(entry: Entry, keys: readonly string[]): boolean {
    const { lead } = entry.settings;
    if (lead === null) return hasOneOf(entry.settings, keys);
    let known = this.#having.get(keys);
    if (known === undefined) this.#having.set(keys, (known = havingOneOf(keys)));
    return known.of(lead.order);
  }

  /** Words of several keys, one after the other. */
  allWords(entry: Entry, keys: readonly string[]): readonly string[] {
    let all: readonly string[] = nothing;
    const stated = this.stated(keys);
    for (let at = 0; at < stated.length; at += 1) {
      const words = this.words(entry, stated[at] ?? "");
      if (words.length > 0) all = all.length === 0 ? words : [...all, ...words];
    }
    return all;
  }

  /** First word of a key, null where there is none or it is empty. */
  word(entry: Entry | undefined, key: string): string | null {
    const word = this.words(entry, key)[0];
    return word === undefined || word === "" ? null : word;
  }

  /** A value that `parse` reads, its lines marked as read only then. */
  parsed<T>(entry: Entry | undefined, key: string, parse: Read<T>): T | undefined {
    const value = entry?.settings.get(key);
    const result = value === undefined || value.unset ? undefined : parse(value.words);
    if (value !== undefined && (result !== undefined || value.unset)) this.#mark(value);
    return result;
  }

  /** VDOM that a name belongs to; null on a device without VDOMs, where everything is "root". */
  scope(words: readonly string[], scope: string | null): string | null {
    if (this.tables.vdoms.length === 0) return scope;
    return words.length === 0 ? scope : words.join(" ");
  }

  /** Keys of an entry that nobody took and that are not known to be without bearing: each may be a condition. */
  untaken(entry: Entry, table: string): readonly string[] {
    let keys: string[] | null = null;
    const known = knownKeys(table);
    const { lead } = entry.settings;
    if (lead === null) {
      for (const value of entry.settings.values())
        if (!this.#isTaken(value) && isOpen(known, value.key)) (keys ??= []).push(value.key);
      return keys ?? nothing;
    }
    for (let at = 0; at < lead.said.length; at += 1) {
      if (this.#ledger.isRead(lead.from + at)) continue;
      const { key = "" } = lead.said[at] ?? {};
      if (isOpen(known, key)) (keys ??= []).push(key);
    }
    return keys ?? nothing;
  }

  #isTaken(value: Value): boolean {
    if (value instanceof Setting) return this.#ledger.isRead(value.first);
    return value.statements.every(({ first }) => this.#ledger.isRead(first));
  }

  /** Understands those of the keys that the entry has; asked for a list that every entry is asked for. */
  noteAll(entry: Entry, keys: readonly string[]): void {
    const stated = this.stated(keys);
    for (let at = 0; at < stated.length; at += 1) this.words(entry, stated[at] ?? "");
  }

  /** Understands a key that has no place in the model. */
  note(entry: Entry | undefined, ...keys: readonly string[]): void {
    for (const key of keys) this.take(entry, key);
  }

  /**
   * One setting: what the text states, else the platform's default, else unknown. A value that
   * `parse` does not know leaves its lines unread.
   */
  fact<T>(entry: Entry | undefined, table: string, key: string, parse: Read<T>): Fact<T> {
    const value = entry?.settings.get(key);
    if (value === undefined) return this.absent(table, key, parse, entry?.at);
    const parsed = value.unset ? undefined : parse(value.words);
    if (parsed === undefined)
      return unknownFact(`The value of "${key}" in "config ${table}" is not one that the parser knows.`, value.at);
    this.#mark(value);
    return read(parsed, value.at);
  }

  /** What holds where the text says nothing. */
  absent<T>(table: string, key: string, parse: Read<T>, at: readonly LineRange[] = []): Fact<T> {
    const where = `"${key}" in "config ${table}"`;
    if (this.version === null)
      return unknownFact(`The text has no ${where}, and no version that would tell the default.`, at);
    if (!this.whole && !this.tables.has(table.split("/", 1)[0] ?? "")) {
      return unknownFact(`The text is not a whole configuration and has no "config ${table}".`, at);
    }
    if (this.full) return unknownFact(`The full configuration does not state ${where}.`, at);
    const found = platformDefault(this.version, table, key);
    const parsed = found === null ? undefined : parse(found.words);
    if (found === null || parsed === undefined)
      return unknownFact(`The text has no ${where}, and its default in this release is not known.`, at);
    return byDefault(parsed, found.source);
  }

  #mark(value: Value): void {
    if (value instanceof Setting) this.#ledger.readRange(value.first, value.last);
    else for (const { first, last } of value.statements) this.#ledger.readRange(first, last);
  }
}

/** Apart from those who ask, so that asking makes no closure. */
function hasOneOf(having: { has(key: string): boolean }, keys: readonly string[]): boolean {
  return keys.some((key) => having.has(key));
}

function havingOneOf(keys: readonly string[]): ByOrder<boolean> {
  return new ByOrder(({ places }) => hasOneOf(places, keys));
}

/** Whether a key may be a condition: it is neither understood nor without bearing. */
function isOpen(known: KnownKeys, key: string): boolean {
  return !known.isUnderstood(key) && !known.isDetail(key);
}

export const enabled: Read<boolean> = ([word]) => (word === "enable" ? true : word === "disable" ? false : undefined);

export const integer: Read<number> = ([word]) =>
  word !== undefined && /^\d{1,10}$/.test(word) ? Number(word) : undefined;

/** Ports and ranges of ports: "443", "8000-8010". */
export const portRanges: Read<readonly PortRange[]> = (words) => {
  const ranges = words.map((word): PortRange => {
    const [, low, high = low] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(word) ?? [];
    return [Number(low), Number(high)];
  });
  return ranges.length > 0 && ranges.every(([low, high]) => low <= high && high <= 65_535) ? ranges : undefined;
};

export const text: Read<string> = ([word]) => word;

/** A list that is not empty. */
export const list: Read<readonly string[]> = (words) => (words.length === 0 || words.includes("") ? undefined : words);

/** One of the listed words. */
export function oneOf<const T extends string>(...choices: readonly T[]): Read<T> {
  return ([word]) => choices.find((choice) => choice === word);
}
