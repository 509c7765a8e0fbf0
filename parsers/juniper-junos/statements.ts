import type { LineRange } from "../../src/model/fact.ts";
import type { ParseProblem } from "../parser.ts";
import { branches } from "./one-liners.ts";
import { ConfigNode, deepestWord, grow } from "./node.ts";

/**
 * What each statement of the text became; the ledger is filled from these. Columns of numbers, since a text has
 * millions of statements: one row for each statement and each node that it ends with.
 */
export class Statements {
  readonly #first = new NumberColumn();
  readonly #last = new NumberColumn();
  readonly #close = new NumberColumn();
  readonly #ends: (ConfigNode | null)[] = [];

  get count(): number {
    return this.#ends.length;
  }

  /** Notes a statement; one right after the same one without a block becomes one with it. Returns its row. */
  add(first: number, last: number, end: ConfigNode, isBlock: boolean): number {
    const before = this.#ends.length - 1;
    const lastBefore = before < 0 ? 0 : this.#last.at(before);
    if (!isBlock && this.#ends[before] === end && this.#close.at(before) === 0 && first <= lastBefore + 1) {
      this.#last.set(before, Math.max(last, lastBefore));
      return before;
    }
    this.#first.push(first);
    this.#last.push(last);
    // A block has -1 until the line that closes it is known, so that nothing is joined with it.
    this.#close.push(isBlock ? -1 : 0);
    return this.#ends.push(end) - 1;
  }

  close(row: number, line: number): void {
    this.#close.set(row, line);
  }

  first(row: number): number {
    return this.#first.at(row);
  }

  last(row: number): number {
    return this.#last.at(row);
  }

  /** The line that closes its block; not above `last` where it has none. */
  closing(row: number): number {
    return this.#close.at(row);
  }

  /** The node of a row; null where it was taken back. */
  end(row: number): ConfigNode | null {
    return this.#ends[row] ?? null;
  }

  takeBack(row: number): void {
    this.#ends[row] = null;
  }
}

/** Numbers of 32 bits, as many as come. */
class NumberColumn {
  #numbers = new Int32Array(64);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const grown = new Int32Array(Math.ceil(this.#length * 1.5));
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#numbers[index] ?? 0;
  }

  set(index: number, number: number): void {
    this.#numbers[index] = number;
  }
}

/** Why a line is no statement, by the line's number; of several reasons the first counts. */
export class LeftOut {
  readonly #reasons: string[] = [""];
  readonly #byLine: Uint8Array;

  constructor(lineCount: number) {
    this.#byLine = new Uint8Array(lineCount + 2);
  }

  note(line: number, reason: string): void {
    if (this.#byLine[line] !== 0) return;
    let number = this.#reasons.indexOf(reason);
    if (number === -1) number = this.#reasons.push(reason) - 1;
    this.#byLine[line] = number;
  }

  reasonOf(line: number): string | null {
    const number = this.#byLine[line] ?? 0;
    return number === 0 ? null : (this.#reasons[number] ?? null);
  }
}

/** The tree and what it was made of, whatever the form of the text. */
export interface ConfigText {
  readonly form: "braces" | "set" | "xml";
  readonly root: ConfigNode;
  readonly statements: Statements;
  /** Lines that are no statement, with the reason for leaving them out. */
  readonly leftOut: LeftOut;
  readonly problems: readonly ParseProblem[];
}

export interface Draft {
  /** Counts statements up. */
  order: number;
  /** Nodes that `copy` and `rename` may still make. */
  copies: number;
  readonly root: ConfigNode;
  readonly statements: Statements;
  readonly leftOut: LeftOut;
  readonly problems: ParseProblem[];
}

/** Copies of copies multiply without bound. */
const mostCopies = 500_000;

export function newDraft(lineCount: number): Draft {
  return {
    order: 0,
    copies: mostCopies,
    root: new ConfigNode("", null),
    statements: new Statements(),
    leftOut: new LeftOut(lineCount),
    problems: [],
  };
}

/** More paths than this from one statement come from no device. */
const mostPaths = 4096;

/**
 * Adds the words of a statement below `from`, one path for each item of its lists, and returns the last
 * nodes; null where it is too long or has too many lists. "inactive" marks new words from the
 * second on (`inactive: server 192.0.2.1 key 1` switches off that server, not all), or the only one, or an address in
 * front (`inactive: 192.0.2.1 secret …`); "active" clears the mark of words that an active statement shares, "keep"
 * leaves it (`set` does not activate).
 */
export function addWords(
  from: readonly ConfigNode[],
  words: readonly (string | readonly string[])[],
  mark: "active" | "inactive" | "keep",
): ConfigNode[] | null {
  const paths = branches(from[0], words);
  if (paths.length === 1) return addPath(from, words, mark);
  const ends: ConfigNode[] = [];
  for (const path of paths) {
    const added = addPath(from, path, mark);
    if (added === null) return null;
    for (const end of added) ends.push(end);
  }
  return ends;
}

function addPath(
  from: readonly ConfigNode[],
  words: readonly (string | readonly string[])[],
  mark: "active" | "inactive" | "keep",
): ConfigNode[] | null {
  let ends: readonly ConfigNode[] = from;
  // The only one of them, which needs no list until there are more.
  let only = from.length === 1 ? from[0] : undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const isLast = index === words.length - 1;
    const identifies = mark === "inactive" && (index > 0 || isLast || startsWithAddress(word));
    if (only !== undefined) {
      if (typeof word === "string") {
        if (only.depth >= deepestWord) return null;
        only = step(only, word, mark, identifies, isLast);
        continue;
      }
      ends = [only];
      only = undefined;
    }
    const items = typeof word === "string" ? 1 : word.length;
    if (items === 0) continue;
    if (ends.length * items > mostPaths && ends.length > 1) return null;
    const next: ConfigNode[] = [];
    for (const end of ends) {
      if (end.depth >= deepestWord) return null;
      if (typeof word === "string") next.push(step(end, word, mark, identifies, isLast));
      else for (const item of word) next.push(step(end, item, mark, identifies, isLast));
    }
    ends = next;
    if (next.length === 1) [only] = next;
  }
  return only === undefined ? [...ends] : [only];
}

function startsWithAddress(word: string | readonly string[]): boolean {
  return typeof word === "string" && /^[\da-f]*[.:]/i.test(word);
}

function step(
  from: ConfigNode,
  word: string,
  mark: "active" | "inactive" | "keep",
  identifies: boolean,
  isLast: boolean,
): ConfigNode {
  const { node, isNew } = grow(from, word);
  if (mark === "inactive") {
    if (identifies && isNew) node.inactive = true;
  } else if (mark === "active") node.inactive = false;
  // A statement that leads through a block from outside puts lines below it that the block does not hold.
  if (!isLast) node.encloses = false;
  return node;
}

/** Notes a statement, and that its last words were set by it; a block's is closed with `closeBlock`. */
export function addStatement(draft: Draft, ends: readonly ConfigNode[], at: LineRange, isBlock = false): Block {
  let row = draft.statements.count;
  draft.order += 1;
  for (let index = 0; index < ends.length; index += 1) {
    const end = ends[index];
    if (end === undefined) continue;
    end.growAll();
    const added = draft.statements.add(at[0], at[1], end, isBlock);
    if (index === 0) row = added;
    if (isBlock) end.addLines(at[0], at[1]);
    else end.joinLines(at[0], at[1]);
    end.order = draft.order;
  }
  return { ends, row, first: at[0], last: at[1] };
}

/** The same for a statement of one line that ends with one node. */
export function addLine(draft: Draft, end: ConfigNode, line: number): void {
  end.growAll();
  draft.order += 1;
  draft.statements.add(line, line, end, false);
  end.joinLines(line, line);
  end.order = draft.order;
}

/** The same for a block from its head to its end, which no other statement leads into so far. Returns its row. */
export function addBlock(draft: Draft, end: ConfigNode, first: number, last: number): number {
  draft.order += 1;
  const row = draft.statements.add(first, first, end, true);
  draft.statements.close(row, last);
  end.addLines(first, last);
  end.order = draft.order;
  end.encloses = true;
  return row;
}

/** The same for a block of one node whose head takes one line. */
export function openBlock(draft: Draft, end: ConfigNode, line: number): Block & { readonly inactive: false } {
  draft.order += 1;
  const row = draft.statements.add(line, line, end, true);
  end.addLines(line, line);
  end.order = draft.order;
  return { ends: [end], row, first: line, last: line, inactive: false };
}

/** The block of a statement that is still open. */
export interface Block {
  readonly ends: readonly ConfigNode[];
  /** Of the first of these, and the lines of its head. */
  readonly row: number;
  readonly first: number;
  readonly last: number;
}

export function closeBlock(draft: Draft, { ends, row, first, last }: Block, line: number): void {
  for (let index = 0; index < ends.length; index += 1) {
    draft.statements.close(row + index, line);
    ends[index]?.closeLines(first, last, line);
  }
}
