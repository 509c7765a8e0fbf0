import { saidBy, saidOfOne, type Said, type SaidKind } from "./block-settings.ts";
import type { LazyLines } from "./lazy-lines.ts";
import { isSame } from "./same-letters.ts";

/** Ways in which lines begin that are remembered; more than that come from no device. */
const mostHeads = 4096;

/** How many of the lines that begin alike are remembered: of what is alike most stands near. */
const mostLines = 4;

/** After so many lines that are all different the next ones are not looked for among those remembered. */
const mostMisses = 64;

/** How lines begin: blanks, verb and key, up to where their values stand. A line without values is a head alone. */
class Head {
  readonly #source: LazyLines;
  readonly #length: number;
  /** Words of the head, the key one string for all lines of the text. */
  readonly #words: readonly string[];
  /** What the head says where no value follows; null where one must. */
  readonly #alone: Said | null;
  /** Where the line stands that began so last, and what it says. */
  #from: number;
  #to: number;
  #said: Said | null = null;
  /** Where lines before it stand, and what they say. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #saids: Said[] = [];
  #oldest = 0;
  /** Lines in a row that none of those remembered was like. */
  #misses = 0;
  /** How the line after such a one began of late, and how one before did. */
  next: Head | null = null;
  other: Head | null = null;

  /** The head ends before the end of a line that begins so. */
  constructor(source: LazyLines, [from, head, to]: readonly [number, number, number], words: readonly string[]) {
    this.#source = source;
    this.#length = head - from;
    this.#from = from;
    this.#to = to;
    this.#words = words;
    this.#alone = head === to ? saidBy(words) : null;
  }

  /** What a line says that begins so; null for others. */
  said(from: number, to: number): Said | null {
    const { codes } = this.#source;
    const last = this.#from;
    const most = Math.min(to - from, this.#to - last);
    let same = 0;
    while (same < most && codes[from + same] === codes[last + same]) same += 1;
    if (same < this.#length) return null;
    if (this.#alone !== null) return to - from === this.#length ? this.#alone : null;
    if (this.#said !== null && same === to - from && same === this.#to - last) return this.#said;
    return this.#unlike(from, to);
  }

  /** The same for a line that is not like the last one that began so. */
  #unlike(from: number, to: number): Said | null {
    const known = this.#misses < mostMisses ? this.#knownAt(from, to) : -1;
    const before = known < 0 ? undefined : this.#saids[known];
    const said = before ?? this.#read(from + this.#length, to);
    if (said === null) return null;
    if (before === undefined) {
      // Lines that are never alike are now and then looked for again.
      this.#misses = this.#misses > 2 * mostMisses ? 0 : this.#misses + 1;
      this.#starts[this.#oldest] = from;
      this.#ends[this.#oldest] = to;
      this.#saids[this.#oldest] = said;
      this.#oldest = (this.#oldest + 1) % mostLines;
    } else this.#misses = 0;
    this.#from = from;
    this.#to = to;
    this.#said = said;
    return said;
  }

  /** Which of the lines remembered is alike. */
  #knownAt(from: number, to: number): number {
    for (let each = 0; each < this.#starts.length; each += 1) {
      const start = this.#starts[each] ?? 0;
      const isAsLong = (this.#ends[each] ?? 0) - start === to - from;
      if (isAsLong && isSame(this.#source.codes, start, from, to - from)) return each;
    }
    return -1;
  }

  #read(from: number, to: number): Said | null {
    const only = onlyWord(this.#source, from, to);
    if (only !== null) return saidOfOne(this.#words, only);
    const all = wordsBetween(this.#source, from, to, this.#words);
    return all === null ? null : saidBy(all);
  }
}

/**
 * Reads lines of the usual form by what stood before them: entries of a table say the same keys in the same order, so
 * that a line most often begins like the one that followed last time, and is often the same.
 */
export class UsualLines {
  readonly #source: LazyLines;
  readonly #keys = new Map<string, string>();
  readonly #heads = new Map<string, Head>();
  #before: Head;

  constructor(source: LazyLines) {
    this.#source = source;
    this.#before = new Head(source, [0, 0, 0], []);
  }

  /** Keys of all statements that were met. */
  get keys(): ReadonlySet<string> {
    return new Set(this.#keys.keys());
  }

  /**
   * What the line between two offsets says that has blanks before its verb, one between words, and quotes around whole
   * words only; null for others.
   */
  read(from: number, to: number): Said | null {
    const before = this.#before;
    const { next } = before;
    const expected = next?.said(from, to) ?? null;
    if (next !== null && expected !== null) {
      this.#before = next;
      return expected;
    }
    let head = before.other;
    let said = head?.said(from, to) ?? null;
    if (said === null) {
      head = this.#headOf(from, to);
      said = head?.said(from, to) ?? null;
    }
    if (head === null || said === null) return null;
    before.other = next;
    before.next = head;
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

  #headOf(from: number, to: number): Head | null {
    const source = this.#source;
    let start = from;
    while (source.codes[start] === 32) start += 1;
    const verb = verbs.find((each) => source.hasAt(each, start, to));
    if (verb === undefined) return null;
    const isWhole = verb === "end" || verb === "next";
    let end = start + verb.length;
    if (verb === "set " || verb === "append ") {
      end = wordEnd(source, end, to);
      if (source.codes[end] !== 32) return null;
      end += 1;
    }
    if (isWhole ? end !== to : end === to) return null;
    const text = source.text.slice(from, end);
    const known = this.#heads.get(text);
    if (known !== undefined) return known;
    const words = wordsBetween(source, start, isWhole ? end : end - 1, []);
    if (words === null) return null;
    const [name = "", key] = words;
    const own = key === undefined ? [name] : [name, this.#key(key)];
    if (this.#heads.size >= mostHeads) this.#heads.clear();
    const made = new Head(source, [from, end, to], own);
    this.#heads.set(text, made);
    return made;
  }
}

const ofKeys: ReadonlySet<SaidKind> = new Set(["set", "unset", "append"] as const);

/** What follows "unset" is a key like any other, and is told from a value by its reader. */
const verbs = ["set ", "next", "edit ", "end", "config ", "append "];

/** The word that is all between two offsets; null where there are more, or others than usual. */
function onlyWord(source: LazyLines, from: number, to: number): string | null {
  const { codes, text } = source;
  if (codes[from] !== 34) return from < to && wordEnd(source, from, to) === to ? text.slice(from, to) : null;
  return quotedEnd(source, from + 1, to) === to - 1 ? text.slice(from + 1, to - 1) : null;
}

/** Words between two offsets, after those of a head; null where they are not of the usual form. */
function wordsBetween(source: LazyLines, from: number, to: number, head: readonly string[]): readonly string[] | null {
  const { codes, text } = source;
  const words = [...head];
  let at = from;
  for (;;) {
    const isQuoted = codes[at] === 34;
    const start = isQuoted ? at + 1 : at;
    const end = isQuoted ? quotedEnd(source, start, to) : wordEnd(source, start, to);
    if (end < 0 || end === at) return null;
    words.push(text.slice(start, end));
    at = isQuoted ? end + 1 : end;
    if (at === to) return words;
    if (codes[at] !== 32) return null;
    at += 1;
  }
}

/** The end of characters that stand for themselves. */
function wordEnd({ codes }: LazyLines, from: number, to: number): number {
  let at = from;
  for (; at < to; at += 1) {
    const code = codes[at];
    if (code === 32 || code === 9 || code === 34 || code === 39 || code === 92) break;
  }
  return at;
}

/** The quote that closes what stands from an offset on; less than 0 where there is none, or a backslash before it. */
function quotedEnd({ codes }: LazyLines, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const code = codes[at];
    if (code === 34) return at;
    if (code === 92) break;
  }
  return -1;
}
