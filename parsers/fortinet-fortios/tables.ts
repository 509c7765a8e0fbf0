import type { LineRange } from "../../src/model/fact.ts";
import type { Setting } from "../lib/block-settings.ts";
import { isBlock, type Block, type BlockText } from "../lib/blocks.ts";
import type { Lead } from "../lib/leads.ts";
import { Settings } from "./settings.ts";

/** One `edit NAME` of a table, or a table without edits; parts written at several places are one. */
export interface Entry {
  readonly name: string;
  /** VDOM that the table is written in; null for `config global` and for devices without VDOMs. */
  readonly scope: string | null;
  readonly at: readonly LineRange[];
  readonly settings: Settings;
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

/** An entry is its own settings, since there are many. */
class EntryDraft extends Settings implements Entry {
  readonly name: string;
  readonly scope: string | null;
  readonly at: LineRange[];
  /** Null where there are none, as in most entries. */
  nested: Map<string, TableDraft> | null = null;

  constructor(name: string, scope: string | null, at: LineRange[], lead: Lead) {
    super(lead);
    this.name = name;
    this.scope = scope;
    this.at = at;
  }

  get settings(): Settings {
    return this;
  }

  get tables(): ReadonlyMap<string, TableDraft> {
    return this.nested ?? noTables;
  }
}

const noTables: ReadonlyMap<string, TableDraft> = new Map();

interface TableDraft extends Table {
  at: LineRange[];
  own: EntryDraft;
  entries: EntryDraft[];
  byName: Map<string, EntryDraft>;
}

/** Tables by scope and path. */
export class Tables {
  readonly #paths = new Map<string, TableDraft[]>();
  readonly #tables = new Map<string, OwnTables>();
  readonly #vdoms = new Set<string>();
  readonly #noLead: Lead;
  /** Keys of all entries. */
  readonly keys: ReadonlySet<string>;

  constructor({ content, keys, noLead }: Pick<BlockText, "content" | "keys" | "noLead">) {
    this.keys = keys;
    this.#noLead = noLead;
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
    return this.#tables.get(scope ?? "")?.ofPath.get(path);
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
    let own = this.#tables.get(scope ?? "");
    if (own === undefined) this.#tables.set(scope ?? "", (own = new OwnTables()));
    let table = own.ofWords.get(block.words);
    if (table === undefined) {
      const path = block.words.join(" ");
      table = own.ofPath.get(path) ?? this.#new(path, scope, own);
      own.ofWords.set(block.words, table);
    }
    fillTable(table, block, this.#noLead);
  }

  #new(path: string, scope: string | null, own: OwnTables): TableDraft {
    const table = newTable(path, scope, this.#noLead);
    own.ofPath.set(path, table);
    const list = this.#paths.get(path);
    if (list === undefined) this.#paths.set(path, [table]);
    else list.push(table);
    return table;
  }
}

/** Tables of one scope. */
class OwnTables {
  readonly ofPath = new Map<string, TableDraft>();
  /** By the words themselves, which lines that are alike share. */
  readonly ofWords = new Map<readonly string[], TableDraft>();
}

function newTable(path: string, scope: string | null, noLead: Lead): TableDraft {
  const at: LineRange[] = [];
  return { path, scope, at, own: new EntryDraft("", scope, at, noLead), entries: [], byName: new Map() };
}

/** Blocks nest no deeper than their reader lets them. */
function fillTable(table: TableDraft, block: Block, noLead: Lead): void {
  const { own, entries, byName, scope } = table;
  table.at.push([block.first, block.last]);
  own.take(block.lead);
  const { content } = block;
  for (let index = 0; index < content.length; index += 1) {
    const item = content[index];
    if (item === undefined) continue;
    if (!isBlock(item) || item.kind === "config") {
      collect(own, item, noLead);
      continue;
    }
    const name = item.words[0] ?? "";
    let entry = byName.get(name);
    if (entry === undefined) {
      entry = new EntryDraft(name, scope, [[item.first, item.last]], item.lead);
      byName.set(name, entry);
      entries.push(entry);
    } else {
      entry.at.push([item.first, item.last]);
      entry.take(item.lead);
    }
    if (item.content.length > 0) for (const inside of item.content) collect(entry, inside, noLead);
  }
}

/** Applies a setting to an entry, or fills a table nested in it. */
function collect(entry: EntryDraft, item: Setting | Block, noLead: Lead): void {
  if (!isBlock(item)) {
    if (item.isOfKey && !item.suspect) entry.add(item);
  } else if (item.kind === "config") {
    const path = item.words.join(" ");
    entry.nested ??= new Map();
    let table = entry.nested.get(path);
    if (table === undefined) {
      table = newTable(path, entry.scope, noLead);
      entry.nested.set(path, table);
    }
    fillTable(table, item, noLead);
  }
}
