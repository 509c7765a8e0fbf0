import { saidBy, saidOfOne, type Said, type SaidKind } from "./block-settings.ts";

/** Ways in which lines begin that are remembered; more than that come from no device. */
const mostHeads = 4096;

/** How many of the lines that begin alike are remembered: of what is alike most stands near. */
const mostLines = 4;

/** After so many lines that are all different the next ones are not looked for among those remembered. */
const mostMisses = 64;

/** How lines begin: blanks, verb and key, up to where their values stand. A line without values is a head alone. */
class Head {
  readonly text: string;
  /** Words of the head, the key one string for all lines of the text. */
  readonly words: readonly string[];
  /** What the head says where no value follows; null where one must. */
  readonly alone: Said | null;
  /** The line that began so last, and what it says. */
  #last = "";
  #lastSaid: Said | null = null;
  readonly #lines: string[] = [];
  readonly #said: Said[] = [];
  #oldest = 0;
  /** Lines in a row that none of those remembered was like. */
  #misses = 0;
  /** How the line after such a one began of late. */
  next: Head | null = null;

  constructor(text: string, words: readonly string[], alone: Said | null) {
    this.text = text;
    this.words = words;
    this.alone = alone;
  }

  /** What a line says that is the last one that began so; null for others. */
  again(line: string): Said | null {
    return this.#lastSaid !== null && this.#last === line ? this.#lastSaid : null;
  }

  said(line: string): Said | null {
    if (this.alone !== null) {
      if (line.length !== this.text.length) return null;
      return this.#keep(line, this.alone);
    }
    const known = this.#misses < mostMisses ? this.#lines.indexOf(line) : -1;
    const before = known < 0 ? undefined : this.#said[known];
    if (before !== undefined) {
      this.#misses = 0;
      return this.#keep(line, before);
    }
    const said = this.#read(line);
    if (said === null) return null;
    // Lines that are never alike are now and then looked for again.
    this.#misses = this.#misses > 2 * mostMisses ? 0 : this.#misses + 1;
    this.#lines[this.#oldest] = line;
    this.#said[this.#oldest] = said;
    this.#oldest = (this.#oldest + 1) % mostLines;
    return this.#keep(line, said);
  }

  #keep(line: string, said: Said): Said {
    this.#last = line;
    this.#lastSaid = said;
    return said;
  }

  #read(line: string): Said | null {
    const { words } = this;
    const only = onlyWord(line, this.text.length);
    if (only !== null) return saidOfOne(words, only);
    const all = wordsFrom(line, this.text.length, words);
    return all === null ? null : saidBy(all);
  }
}

/**
 * Reads lines of the usual form by what stood before them: entries of a table say the same keys in the same order, so
 * that a line most often begins like the one that followed last time, and is often the same.
 */
export class UsualLines {
  readonly #keys = new Map<string, string>();
  readonly #heads = new Map<string, Head>();
  #before = new Head("", [], null);

  /** Keys of all statements that were met. */
  get keys(): ReadonlySet<string> {
    return new Set(this.#keys.keys());
  }

  /** What a line says that has blanks before its verb, one between words, and quotes around whole words only; null for others. */
  read(line: string): Said | null {
    const expected = this.#before.next;
    if (expected !== null) {
      const said = expected.again(line) ?? (line.startsWith(expected.text) ? expected.said(line) : null);
      if (said !== null) {
        this.#before = expected;
        return said;
      }
    }
    const head = this.#headOf(line);
    const said = head?.said(line) ?? null;
    if (head === null || said === null) return null;
    this.#before.next = head;
    this.#before = head;
    return said;
  }

  /** The same for a line whose words were read in another way. */
  saidBy(words: readonly string[]): Said {
    const said = saidBy(words);
    return ofKeys.has(said.kind) ? { ...said, key: this.#key(said.key) } : said;
  }

  /** All lines of a text share one string of a key. */
  #key(key: string): string {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    this.#keys.set(key, key);
    return key;
  }

  #headOf(line: string): Head | null {
    let start = 0;
    while (line.charCodeAt(start) === 32) start += 1;
    const verb = verbs.find((each) => line.startsWith(each, start));
    if (verb === undefined) return null;
    const isWhole = verb === "end" || verb === "next";
    let end = start + verb.length;
    if (verb === "set " || verb === "append ") {
      end = wordEnd(line, end);
      if (line.charCodeAt(end) !== 32) return null;
      end += 1;
    }
    if (isWhole ? end !== line.length : end === line.length) return null;
    const text = line.slice(0, end);
    const known = this.#heads.get(text);
    if (known !== undefined) return known;
    const words = wordsFrom(isWhole ? text : text.slice(0, -1), start, []);
    if (words === null) return null;
    const [name = "", key] = words;
    const own = key === undefined ? [name] : [name, this.#key(key)];
    if (this.#heads.size >= mostHeads) this.#heads.clear();
    const made = new Head(text, own, isWhole ? saidBy(own) : null);
    this.#heads.set(text, made);
    return made;
  }
}

const ofKeys: ReadonlySet<SaidKind> = new Set(["set", "unset", "append"] as const);

/** What follows "unset" is a key like any other, and is told from a value by its reader. */
const verbs = ["set ", "next", "edit ", "end", "config ", "append "];

/** The word that is the rest of a line from a column on; null where there are more, or others than usual. */
function onlyWord(line: string, start: number): string | null {
  if (line.charCodeAt(start) !== 34)
    return start < line.length && wordEnd(line, start) === line.length ? line.slice(start) : null;
  const end = line.length - 1;
  if (end === start || line.indexOf('"', start + 1) !== end) return null;
  const text = line.slice(start + 1, end);
  return text.includes("\\") ? null : text;
}

/** Words from a column to the end, after those of a head; null where they are not of the usual form. */
function wordsFrom(line: string, start: number, head: readonly string[]): readonly string[] | null {
  const words = [...head];
  let at = start;
  for (;;) {
    if (line.charCodeAt(at) === 34) {
      const end = line.indexOf('"', at + 1);
      const text = end < 0 ? null : line.slice(at + 1, end);
      if (text === null || text.includes("\\")) return null;
      words.push(text);
      at = end + 1;
    } else {
      const end = wordEnd(line, at);
      if (end === at) return null;
      words.push(line.slice(at, end));
      at = end;
    }
    if (at === line.length) return words;
    if (line.charCodeAt(at) !== 32) return null;
    at += 1;
  }
}

/** The end of characters that stand for themselves. */
function wordEnd(line: string, start: number): number {
  let at = start;
  for (; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === 32 || code === 9 || code === 34 || code === 39 || code === 92) break;
  }
  return at;
}
