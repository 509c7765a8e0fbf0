import type { LazyLines } from "../lib/lazy-lines.ts";
import { growNew, growOne, type ConfigNode } from "./node.ts";
import { PlainTerm, type GrowLines } from "./plain-terms.ts";
import { tellsOfSecret } from "./secrets.ts";
import { SetTerms } from "./set-terms.ts";
import { addBlock, addLine, type Draft } from "./statements.ts";
import type { UsualWords } from "./usual-words.ts";

/** Reads terms of filters from `set` lines as a whole: the usual one is one node, and what is below it is read at once. */
export class UsualSetLines {
  readonly #draft: Draft;
  readonly #lines: LazyLines;
  readonly #words: UsualWords;
  readonly #terms: SetTerms;
  /** The words before a term's name that were read last, and the node of the last of them. */
  #start = 0;
  #length = 0;
  #around: ConfigNode | null = null;
  /** The words up to the name of the last term that is not as usual. */
  #oddStart = 0;
  #oddLength = 0;

  constructor(draft: Draft, lines: LazyLines, words: UsualWords) {
    this.#draft = draft;
    this.#lines = lines;
    this.#words = words;
    this.#terms = new SetTerms(lines, words);
  }

  /** Nodes were taken out of the tree. */
  forget(): void {
    this.#around = null;
  }

  /** Reads the term that begins on a line; returns its last line, 0 where none of the usual form does. */
  read(line: number): number {
    const words = this.#words;
    const start = this.#lines.startOf(line - 1);
    if (this.#oddLength > 0 && words.same(this.#oddStart, start, this.#oddLength) === this.#oddLength) return 0;
    const known = this.#length > 0 && words.same(this.#start, start, this.#length) === this.#length;
    const length = known ? this.#length : this.#lengthBeforeName(line);
    if (length === 0) return 0;
    const nameEnd = words.end(start + length);
    if (nameEnd === start + length || this.#lines.codes[nameEnd] !== 32) return 0;
    const name = words.between(start + length, nameEnd);
    const around = known && this.#around !== null ? this.#around : this.#nodeOf(start, length);
    const isNew = around === null || !around.children.has(name);
    // Words of the machinery and of secrets are told by their names.
    const mayBeUsual = isNew && !name.startsWith("apply-") && !tellsOfSecret(name);
    const entry = mayBeUsual ? this.#terms.read(line, nameEnd + 1 - start, name) : null;
    if (entry === null) {
      this.#oddStart = start;
      this.#oddLength = nameEnd + 1 - start;
      return 0;
    }
    const terms = around ?? this.#growTo(start, length);
    this.#start = start;
    this.#length = length;
    this.#around = terms;
    const draft = this.#draft;
    const node = growNew(terms, name);
    const last = entry.at[0]?.[1] ?? line;
    const row = addBlock(draft, node, line, last);
    node.plain = new PlainTerm(entry, draft.order, row, this.#growLines);
    draft.order += last - line;
    return last;
  }

  /** Letters of "set firewall family F filter X term ", which may have no family; 0 where a line begins otherwise. */
  #lengthBeforeName(line: number): number {
    const start = this.#lines.startOf(line - 1);
    const text = this.#lines.text;
    if (!text.startsWith(filterWords, start)) return 0;
    let at = start + filterWords.length;
    const goPast = (word: string): boolean => {
      if (!text.startsWith(word, at)) return false;
      at += word.length;
      return true;
    };
    const goPastName = (): boolean => {
      const end = this.#words.end(at);
      if (end === at || this.#lines.codes[end] !== 32) return false;
      at = end + 1;
      return true;
    };
    if (goPast("family ") && !goPastName()) return 0;
    if (!goPast("filter ") || !goPastName() || !goPast("term ")) return 0;
    return at - start;
  }

  /** Words after the verb. */
  #wordsOf(start: number, length: number): string[] {
    const words: string[] = [];
    let at = start + verb.length;
    while (at < start + length) {
      const end = this.#words.end(at);
      words.push(this.#words.between(at, end));
      at = end + 1;
    }
    return words;
  }

  #nodeOf(start: number, length: number): ConfigNode | null {
    let node: ConfigNode | undefined = this.#draft.root;
    for (const word of this.#wordsOf(start, length)) node = node?.children.get(word);
    return node ?? null;
  }

  #growTo(start: number, length: number): ConfigNode {
    return this.#wordsOf(start, length).reduce(growOne, this.#draft.root);
  }

  readonly #growLines: GrowLines = (node, first, last, order, row) => {
    const draft = this.#draft;
    const now = draft.order;
    // Each line has its own node, and the term's none.
    draft.statements.takeBack(row);
    node.takeBackBlock();
    if (node.order === order) node.order = 0;
    draft.order = order - 1;
    for (let line = first; line <= last; line += 1) {
      const start = this.#lines.startOf(line - 1);
      const words = this.#wordsOf(start, this.#lines.endOf(line - 1) - start).slice(node.depth);
      addLine(draft, words.reduce(growOne, node), line);
    }
    draft.order = now;
  };
}

const verb = "set ";
const filterWords = "set firewall ";
