import type { Word } from "./words.ts";

/** A setting of a command. */
export interface Parameter extends Word {
  readonly name: string;
}

export function isParameter(word: Word): word is Parameter {
  return word.name !== null;
}

/** Below this a list is searched faster than an index, and takes a fraction of its memory. */
const few = 16;

/** The settings of a command in the order in which they were first written; the last of a name counts. */
export class Parameters {
  #list: Parameter[] = [];
  #places: Map<string, number> | null = null;

  get list(): readonly Parameter[] {
    return this.#list;
  }

  add(parameter: Parameter): void {
    const place = this.#placeOf(parameter.name);
    if (place >= 0) {
      this.#list[place] = parameter;
      return;
    }
    this.#list.push(parameter);
    if (this.#places !== null) this.#places.set(parameter.name, this.#list.length - 1);
    else if (this.#list.length > few) this.#places = new Map(this.#list.map(({ name }, at) => [name, at]));
  }

  /** A list that grew has room for more, which nobody needs once all is read. */
  close(): void {
    this.#list = this.#list.slice();
  }

  get(name: string): Parameter | undefined {
    return this.#list[this.#placeOf(name)];
  }

  has(name: string): boolean {
    return this.#placeOf(name) >= 0;
  }

  #placeOf(name: string): number {
    if (this.#places !== null) return this.#places.get(name) ?? -1;
    for (let at = 0; at < this.#list.length; at += 1) if (this.#list[at]?.name === name) return at;
    return -1;
  }
}

/** "yes" and "true" are true, "no" and "false" false; null where it is not stated or something else. */
export function flagIn(value: string | null | undefined): boolean | null {
  if (value === "yes" || value === "true") return true;
  return value === "no" || value === "false" ? false : null;
}
