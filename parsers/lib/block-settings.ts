import type { LineRange } from "../../src/model/fact.ts";
import { linePlace } from "./line-places.ts";

const noWords: readonly string[] = [];

/** A `set`, `unset`, `append` or any other line inside a block; a quoted value may run over several lines. */
export class Setting {
  readonly #said: Said;
  readonly first: number;
  readonly last: number;
  /** True where a quoted value holds lines that look like statements: a lost quote may have swallowed them. */
  readonly suspect: boolean;

  constructor(said: Said, first: number, last: number, suspect: boolean) {
    this.#said = said;
    this.first = first;
    this.last = last;
    this.suspect = suspect;
  }

  get verb(): string {
    return this.#said.verb;
  }

  get key(): string {
    return this.#said.key;
  }

  get values(): readonly string[] {
    return this.#said.values;
  }

  get unset(): boolean {
    return this.#said.kind === "unset";
  }

  /** Whether it is one of the three statements that say what a key holds. */
  get isOfKey(): boolean {
    const { kind } = this.#said;
    return kind === "set" || kind === "unset" || kind === "append";
  }

  /** What holds by this statement alone. */
  get words(): readonly string[] {
    return wordsOf(this.#said);
  }

  get at(): readonly LineRange[] {
    return this.first === this.last ? linePlace(this.first) : [[this.first, this.last]];
  }

  get statements(): readonly Setting[] {
    return [this];
  }
}

/** What a statement is by its verb; "other" where it has not the words of its kind. */
export type SaidKind = "set" | "unset" | "append" | "config" | "edit" | "end" | "next" | "other";

/** Words of a statement; lines that are alike share them. */
export interface Said {
  readonly kind: SaidKind;
  readonly verb: string;
  readonly key: string;
  /** Words after the key; of what opens a block all after the verb. */
  readonly values: readonly string[];
}

export function saidBy(words: readonly string[]): Said {
  const [verb = "", key = ""] = words;
  const kind = kindOf(verb, words.length);
  const before = kind === "config" || kind === "edit" ? 1 : 2;
  return { kind, verb, key, values: words.length > before ? words.slice(before) : noWords };
}

/** The same for a verb, or a verb and a key, and one word after it. */
export function saidOfOne([verb = "", key]: readonly string[], word: string): Said {
  if (key === undefined) {
    const kind = kindOf(verb, 2);
    return { kind, verb, key: word, values: kind === "config" || kind === "edit" ? [word] : noWords };
  }
  return { kind: kindOf(verb, 3), verb, key, values: [word] };
}

function kindOf(verb: string, count: number): SaidKind {
  // Strings of the program are compared by where they are, pieces of a text letter by letter.
  if (verb === "set") return "set";
  if (verb === "unset") return "unset";
  if (verb === "append") return "append";
  if (verb === "config") return count > 1 ? "config" : "other";
  if (verb === "edit") return count === 2 ? "edit" : "other";
  if (count > 1) return "other";
  return verb === "end" ? "end" : verb === "next" ? "next" : "other";
}

/** What a key holds by one statement alone. */
export function wordsOf({ kind, values }: Said): readonly string[] {
  return kind === "unset" ? noWords : values;
}
