import type { Level } from "./levels.ts";
import type { PanosNode } from "./node.ts";

/** How many objects of the levels above are written out again for those below; beyond that their names stay unresolved. */
const mostInherited = 200_000;

/** Where a name is defined, as a level sees it. */
export interface Sighting {
  readonly entry: PanosNode;
  /** Scope of the definition. */
  readonly scope: string | null;
  /** Whether the model has a group of that name for the level. */
  readonly resolvable: boolean;
}

interface Shelf {
  readonly level: Level;
  readonly entries: ReadonlyMap<string, PanosNode>;
}

/** Objects of one sort at every level, by name. */
export class Book {
  readonly #shelves = new Map<PanosNode, Shelf>();
  readonly #levels: readonly Level[];
  readonly #copies: boolean;
  /** Names that a virtual system defines itself. */
  readonly #ofVsys = new Set<string>();

  constructor(levels: readonly Level[], entriesOf: (node: PanosNode) => readonly PanosNode[]) {
    this.#levels = levels;
    for (const level of levels) this.#add(level, entriesOf);
    // What Panorama pushed to a firewall stands above its virtual systems and is no level of its own.
    for (const level of levels) {
      for (const [index, node] of level.above.entries()) {
        this.#add({ ...level, node, above: level.above.slice(index + 1) }, entriesOf);
      }
    }
    for (const { level, entries } of this.#shelves.values()) {
      if (level.kind === "vsys") for (const name of entries.keys()) this.#ofVsys.add(name);
    }
    let inherited = 0;
    for (const { above } of levels) for (const node of above) inherited += this.#shelves.get(node)?.entries.size ?? 0;
    this.#copies = inherited <= mostInherited;
  }

  #add(level: Level, entriesOf: (node: PanosNode) => readonly PanosNode[]): void {
    if (this.#shelves.has(level.node)) return;
    this.#shelves.set(level.node, {
      level,
      entries: new Map(entriesOf(level.node).map((entry) => [entry.word, entry])),
    });
  }

  /** The nearest definition of a name. */
  find(level: Level, name: string): Sighting | null {
    for (const node of [level.node, ...level.above]) {
      const shelf = this.#shelves.get(node);
      const entry = shelf?.entries.get(name);
      if (shelf === undefined || entry === undefined) continue;
      const { scope } = shelf.level;
      return { entry, scope, resolvable: this.#copies || scope === null || node === level.node };
    }
    return null;
  }

  /**
   * Whether a virtual system has its own object of a name that a shared group means: the group goes on to mean the
   * shared one, since it is defined where no virtual system is seen.
   */
  isHidden({ kind }: Level, name: string): boolean {
    return kind === "shared" && this.#ofVsys.has(name);
  }

  /** Every definition with the level that it is made at. */
  *definitions(): Iterable<readonly [entry: PanosNode, level: Level]> {
    for (const { entries, level } of this.#shelves.values()) for (const entry of entries.values()) yield [entry, level];
  }

  /** Each object where it is defined, and again for the levels that inherit it; what all share is seen without that. */
  spread<T extends { readonly name: string; readonly scope: string | null }>(
    made: ReadonlyMap<PanosNode, T>,
  ): readonly T[] {
    const found: T[] = [];
    for (const level of this.#levels) {
      const seen = new Set<string>();
      for (const node of [level.node, ...level.above]) {
        const shelf = this.#shelves.get(node);
        if (shelf === undefined || (node !== level.node && (shelf.level.scope === null || !this.#copies))) continue;
        for (const [name, entry] of shelf.entries) {
          const object = made.get(entry);
          if (object === undefined || seen.has(name)) continue;
          seen.add(name);
          found.push(object.scope === level.scope ? object : { ...object, scope: level.scope });
        }
      }
    }
    return found;
  }
}
