import type { LineRange } from "../../src/model/fact.ts";

const noWords: readonly string[] = [];

/** A `set`, `unset`, `append` or any other line inside a block; a quoted value may run over several lines. */
export class Setting {
  readonly verb: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly first: number;
  readonly last: number;
  /** True where a quoted value holds lines that look like statements: a lost quote may have swallowed them. */
  readonly suspect: boolean;

  constructor({ verb, key, values }: Said, first: number, last: number, suspect: boolean) {
    this.verb = verb;
    this.key = key;
    this.values = values;
    this.first = first;
    this.last = last;
    this.suspect = suspect;
  }

  get unset(): boolean {
    return this.verb === "unset";
  }

  /** What holds by this statement alone. */
  get words(): readonly string[] {
    return this.unset ? noWords : this.values;
  }

  get at(): readonly LineRange[] {
    return [[this.first, this.last]];
  }

  get statements(): readonly Setting[] {
    return [this];
  }
}

/** Words of a statement; lines that are alike share them. */
export interface Said {
  readonly verb: string;
  readonly key: string;
  readonly values: readonly string[];
  /** Words with the verb. */
  readonly count: number;
}

export function saidBy(words: readonly string[]): Said {
  const [verb = "", key = ""] = words;
  return { verb, key, values: words.length > 2 ? words.slice(2) : noWords, count: words.length };
}

/** Lines that were met of late: what is alike stands near, and a text of millions of lines is not kept twice. */
export class KnownLines {
  #recent = new Map<string, Said>();
  #older = new Map<string, Said>();

  get(line: string): Said | undefined {
    const recent = this.#recent.get(line);
    if (recent !== undefined) return recent;
    const older = this.#older.get(line);
    if (older !== undefined) this.set(line, older);
    return older;
  }

  set(line: string, said: Said): void {
    if (this.#recent.size >= mostRecent) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(line, said);
  }
}

const mostRecent = 1000;
