import type { LineRange } from "../../src/model/fact.ts";
import { isBlock, type Block, type Setting } from "../lib/blocks.ts";

/** A value as the last statements leave it, and the lines that say so. */
export interface Value {
  readonly words: readonly string[];
  /** True where `unset` has the last word. */
  readonly unset: boolean;
  readonly at: readonly LineRange[];
}

/** One `edit NAME` of a table, or a table without edits; parts written at several places are one. */
export interface Entry {
  readonly name: string;
  /** VDOM that the table is written in; null for `config global` and for devices without VDOMs. */
  readonly scope: string | null;
  readonly at: readonly LineRange[];
  readonly settings: ReadonlyMap<string, Value>;
  /** Statements by key, for the ledger. */
  readonly statements: ReadonlyMap<string, readonly Setting[]>;
  readonly tables: ReadonlyMap<string, Table>;
}

export interface Table {
  readonly path: string;
  readonly scope: string | null;
  readonly at: readonly LineRange[];
  /** Settings outside of any edit. */
  readonly own: Entry;
  readonly entries: readonly Entry[];
  readonly byName: ReadonlyMap<string, Entry>;
}

interface ValueDraft extends Value {
  words: readonly string[];
  /** The same words where "append" has made them a list of its own. */
  own: string[] | null;
  unset: boolean;
  at: LineRange[];
}

interface EntryDraft extends Entry {
  at: LineRange[];
  settings: Map<string, ValueDraft>;
  statements: Map<string, Setting[]>;
  tables: Map<string, TableDraft>;
}

interface TableDraft extends Table {
  at: LineRange[];
  own: EntryDraft;
  entries: EntryDraft[];
  byName: Map<string, EntryDraft>;
}

/** Tables by scope and path. */
export class Tables {
  readonly #paths = new Map<string, TableDraft[]>();
  readonly #tables = new Map<string, TableDraft>();
  readonly #vdoms = new Set<string>();

  constructor(content: readonly (Setting | Block)[]) {
    for (const item of content) if (isBlock(item) && item.kind === "config") this.#top(item);
  }

  /** VDOMs in the order of the text; empty on a device without. */
  get vdoms(): readonly string[] {
    return [...this.#vdoms];
  }

  /** Every table of that path, one for each scope. */
  all(path: string): readonly Table[] {
    return this.#paths.get(path) ?? [];
  }

  /** The table of that path in one scope. */
  at(path: string, scope: string | null): Table | undefined {
    return this.#tables.get(tableKey(path, scope));
  }

  has(path: string): boolean {
    return this.all(path).length > 0;
  }

  /** True where the text has the tables that every whole configuration prints, from the first to the last. */
  get whole(): boolean {
    const always = ["system global", "system interface", "system admin", "firewall policy"];
    return always.every((path) => this.has(path)) && [...this.#paths.keys()].some((path) => path.startsWith("router "));
  }

  entries(path: string): readonly Entry[] {
    return this.all(path).flatMap((table) => table.entries);
  }

  /** The settings of a table without edits, in the global scope if there is one. */
  single(path: string): Entry | undefined {
    const tables = this.all(path);
    return (tables.find((table) => table.scope === null) ?? tables[0])?.own;
  }

  #top(block: Block): void {
    const [word] = block.words;
    if (block.words.length === 1 && word === "global") {
      for (const item of block.content) if (isBlock(item) && item.kind === "config") this.#add(item, null);
    } else if (block.words.length === 1 && word === "vdom") {
      for (const edit of block.content) {
        if (!isBlock(edit) || edit.kind !== "edit") continue;
        const name = edit.words[0] ?? "";
        this.#vdoms.add(name);
        for (const item of edit.content) if (isBlock(item) && item.kind === "config") this.#add(item, name);
      }
    } else {
      this.#add(block, null);
    }
  }

  #add(block: Block, scope: string | null): void {
    const path = block.words.join(" ");
    const key = tableKey(path, scope);
    let table = this.#tables.get(key);
    if (table === undefined) {
      table = newTable(path, scope);
      this.#tables.set(key, table);
      const list = this.#paths.get(path);
      if (list === undefined) this.#paths.set(path, [table]);
      else list.push(table);
    }
    fillTable(table, block);
  }
}

function tableKey(path: string, scope: string | null): string {
  return `${scope ?? ""}\n${path}`;
}

function newEntry(name: string, scope: string | null): EntryDraft {
  return { name, scope, at: [], settings: new Map(), statements: new Map(), tables: new Map() };
}

function newTable(path: string, scope: string | null): TableDraft {
  return { path, scope, at: [], own: newEntry("", scope), entries: [], byName: new Map() };
}

/** Iterative over nested blocks; the depth is bounded by the reader of blocks. */
function fillTable(table: TableDraft, block: Block): void {
  const work: [TableDraft, Block][] = [[table, block]];
  for (let task = work.pop(); task !== undefined; task = work.pop()) {
    const [into, from] = task;
    into.at.push([from.first, from.last]);
    into.own.at.push([from.first, from.last]);
    const nested = collect(
      into.own,
      from.content.filter((item) => !isBlock(item) || item.kind === "config"),
    );
    for (const item of from.content) {
      if (!isBlock(item) || item.kind !== "edit") continue;
      const name = item.words[0] ?? "";
      let entry = into.byName.get(name);
      if (entry === undefined) {
        entry = newEntry(name, into.scope);
        into.byName.set(name, entry);
        into.entries.push(entry);
      }
      entry.at.push([item.first, item.last]);
      nested.push(...collect(entry, item.content));
    }
    work.push(...nested.toReversed());
  }
}

/** Applies settings to an entry and gives the nested tables still to be filled. */
function collect(entry: EntryDraft, content: readonly (Setting | Block)[]): [TableDraft, Block][] {
  const nested: [TableDraft, Block][] = [];
  for (const item of content) {
    if (!isBlock(item)) {
      apply(entry, item);
    } else if (item.kind === "config") {
      const path = item.words.join(" ");
      let table = entry.tables.get(path);
      if (table === undefined) {
        table = newTable(path, entry.scope);
        entry.tables.set(path, table);
      }
      nested.push([table, item]);
    }
  }
  return nested;
}

function apply(entry: EntryDraft, setting: Setting): void {
  const { verb, key, values } = setting;
  if (setting.suspect || (verb !== "set" && verb !== "unset" && verb !== "append")) return;
  const statements = entry.statements.get(key);
  if (statements === undefined) entry.statements.set(key, [setting]);
  else statements.push(setting);
  const at: LineRange = [setting.first, setting.last];
  const before = entry.settings.get(key);
  if (verb === "append" && before !== undefined) {
    before.words = before.own ??= [...before.words];
    for (const value of values) before.own.push(value);
    before.at.push(at);
    before.unset = false;
  } else {
    entry.settings.set(key, { words: verb === "unset" ? [] : values, own: null, unset: verb === "unset", at: [at] });
  }
}
