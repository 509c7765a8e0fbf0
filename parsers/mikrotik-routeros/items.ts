import { KnownWords, readCommand, type Word } from "./words.ts";

/** A setting of a command. */
export interface Parameter extends Word {
  readonly name: string;
}

function isParameter(word: Word): word is Parameter {
  return word.name !== null;
}

/** Below this a list is searched faster than an index, and takes a fraction of its memory. */
const few = 16;

/** The settings of a command in the order in which they were first written; the last of a name counts. */
export class Parameters {
  readonly #list: Parameter[] = [];
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

/** One command of an export: "add", "set" and their like in a menu. */
export interface Item {
  /** "/ip firewall filter", whatever way it was written. */
  readonly menu: string;
  readonly verb: string;
  /** What "set" is about: "telnet", "0", "[ find default=yes ]"; empty where it is the menu itself. */
  readonly target: string;
  readonly parameters: Parameters;
  readonly first: number;
  readonly last: number;
}

export interface ExportText {
  readonly items: readonly Item[];
  /** Lines that only name a menu. */
  readonly menus: readonly number[];
  readonly comments: readonly { readonly line: number; readonly text: string }[];
  readonly blanks: readonly number[];
  /** Lines of commands that are none of an export: scripts, prompts, broken quotes. */
  readonly strays: readonly (readonly [first: number, last: number])[];
}

const verbs = new Set([
  "add",
  "set",
  "remove",
  "disable",
  "enable",
  "unset",
  "move",
  "reset",
  "edit",
  "print",
  "export",
  "import",
  "comment",
]);

/** Commands of an export in their menus ("Scripting", "Command line structure"); one pass. */
export function readExport(lines: readonly string[]): ExportText {
  const items: Item[] = [];
  const menus: number[] = [];
  const comments: { line: number; text: string }[] = [];
  const blanks: number[] = [];
  const strays: [number, number][] = [];
  const known = new KnownWords();
  let menu: string | null = null;
  for (let index = 0; index < lines.length; index += 1) {
    const text = (lines[index] ?? "").trim();
    if (text === "") {
      blanks.push(index + 1);
      continue;
    }
    if (text.startsWith("#")) {
      comments.push({ line: index + 1, text });
      continue;
    }
    const { words: read, first, last, whole } = readCommand(lines, index, known);
    index = last - 1;
    const words = withVerb(read);
    const plain = words.findIndex(({ name, value }) => name !== null || verbs.has(value));
    const path = words.slice(0, plain < 0 ? undefined : plain).map(({ value }) => value);
    const isMenu = (path[0] ?? "").startsWith("/") && path.every((word) => /^[a-z0-9/-]+$/.test(word));
    const own: string | null = isMenu ? menuOf(path) : path.length === 0 ? menu : null;
    const verb = plain < 0 ? undefined : words[plain];
    if (whole && isMenu && plain < 0) {
      menu = own;
      for (let line = first; line <= last; line += 1) menus.push(line);
    } else if (!whole || own === null || verb === undefined || verb.name !== null) strays.push([first, last]);
    else {
      const parameters = new Parameters();
      const target: string[] = [];
      for (let at = plain + 1; at < words.length; at += 1) {
        const word = words[at];
        if (word === undefined) continue;
        if (isParameter(word)) parameters.add(word);
        else target.push(word.value);
      }
      items.push({ menu: own, verb: verb.value, target: target.join(" "), parameters, first, last });
    }
  }
  return { items, menus, comments, blanks, strays };
}

/** "/ip/address/add" is "/ip/address" and "add". */
function withVerb(words: readonly Word[]): readonly Word[] {
  const [head] = words;
  const slash = head?.value.lastIndexOf("/") ?? -1;
  if (head === undefined || head.name !== null || slash < 1 || !verbs.has(head.value.slice(slash + 1))) return words;
  return [
    { name: null, value: head.value.slice(0, slash), found: null },
    { name: null, value: head.value.slice(slash + 1), found: null },
    ...words.slice(1),
  ];
}

/** "/ip firewall filter" and "/ip/firewall/filter" are one menu. */
function menuOf(path: readonly string[]): string {
  return `/${path.join(" ").split("/").join(" ").split(" ").filter(Boolean).join(" ")}`;
}

export function valueOf(item: Item, name: string): string | null {
  return item.parameters.get(name)?.value ?? null;
}

/** "yes" and "true" are true, "no" and "false" false; null where it is not stated or something else. */
export function flagOf(item: Item, name: string): boolean | null {
  const value = valueOf(item, name);
  if (value === "yes" || value === "true") return true;
  return value === "no" || value === "false" ? false : null;
}

export function isDisabled(item: Item): boolean {
  return flagOf(item, "disabled") === true;
}
