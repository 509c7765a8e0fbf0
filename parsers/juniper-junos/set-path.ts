import type { LazyLines } from "../lib/lazy-lines.ts";
import { deepestWord, growOne, type ConfigNode } from "./node.ts";
import { attributesBelow, branching, mayBranch, type Branching } from "./one-liners.ts";
import type { UsualWords } from "./usual-words.ts";

/** A word of the line before: where it ends there, counted from the line's begin, its node, and what may branch below it. */
interface Step {
  readonly end: number;
  readonly node: ConfigNode;
  readonly below: Branching;
}

/**
 * Reads `set` lines of plain words, each from where it differs from the line before: a device writes what belongs
 * together side by side. Whoever takes nodes out of the tree forgets the path.
 */
export class SetPath {
  readonly #root: ConfigNode;
  readonly #lines: LazyLines;
  readonly #words: UsualWords;
  readonly #steps: Step[] = [];
  /** Where the line before begins, and its letters. */
  #start = 0;
  #length = 0;
  /** Words of the line that is read which it does not share, and where they end; so many of them. */
  readonly #own: string[] = [];
  readonly #ends: number[] = [];
  #count = 0;

  constructor(root: ConfigNode, lines: LazyLines, words: UsualWords) {
    this.#root = root;
    this.#lines = lines;
    this.#words = words;
  }

  forget(): void {
    this.#steps.length = 0;
  }

  /** The last node of a line's words, made where there is none; null for a line that is not as plain, of which nothing is made. */
  read(index: number): ConfigNode | null {
    const { codes, text } = this.#lines;
    const start = this.#lines.startOf(index);
    if (!text.startsWith(verb, start)) return null;
    const steps = this.#steps;
    const own = this.#own;
    const ends = this.#ends;
    this.#count = 0;
    const length = this.#lines.endOf(index) - start;
    let at = start + this.#shared(start, length);
    const last = start + length;
    while (at < last) {
      const end = this.#words.end(at);
      if (end === at || (end < last && codes[end] !== 32)) return null;
      own[this.#count] = this.#words.between(at, end);
      ends[this.#count] = end - start;
      this.#count += 1;
      at = end + 1;
      if (at === last) return null;
    }
    const count = steps.length + this.#count;
    if (count === 0 || count >= deepestWord || this.#branches(count)) return null;
    let { node, below } = steps.at(-1) ?? { node: this.#root, below: branching };
    for (let place = 0; place < this.#count; place += 1) {
      const word = own[place] ?? "";
      node = growOne(node, word);
      below = attributesBelow(below, word);
      steps.push({ end: ends[place] ?? 0, node, below });
    }
    this.#start = start;
    this.#length = length;
    return node;
  }

  /** Leaves the steps that the line shares with the one before; returns where its own words begin. */
  #shared(start: number, length: number): number {
    const steps = this.#steps;
    const same = this.#words.same(this.#start, start, Math.min(length, this.#length));
    const { codes } = this.#lines;
    let end = verb.length - 1;
    let count = 0;
    for (; count < steps.length; count += 1) {
      const next = steps[count]?.end ?? 0;
      if (next > same || (next < length && codes[start + next] !== 32)) break;
      end = next;
    }
    steps.length = count;
    return end + 1;
  }

  /** Whether words of the line, so many, say several things of one name. */
  #branches(count: number): boolean {
    const steps = this.#steps;
    for (let index = 0; index < steps.length; index += 1) {
      const { below } = steps[index] ?? { below: branching };
      if (below.length > 0 && mayBranch(below, index + 1, count, this.#wordAt)) return true;
    }
    let below = steps.at(-1)?.below ?? branching;
    for (let index = 0; index < this.#count; index += 1) {
      below = attributesBelow(below, this.#own[index] ?? "");
      if (below.length === 0) return false;
      if (mayBranch(below, steps.length + index + 1, count, this.#wordAt)) return true;
    }
    return false;
  }

  readonly #wordAt = (index: number): string | undefined => {
    const steps = this.#steps;
    const own = index - steps.length;
    if (own < 0) return steps[index]?.node.word;
    return own < this.#count ? this.#own[own] : undefined;
  };
}

const verb = "set ";
