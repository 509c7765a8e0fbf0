import { deepestWord, grow, type ConfigNode } from "./node.ts";
import { attributesBelow, branching, mayBranch, type Branching } from "./one-liners.ts";

/** A word of the line before: where it ends there, its node, and what may branch below it. */
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
  readonly #steps: Step[] = [];
  #text = "";

  constructor(root: ConfigNode) {
    this.#root = root;
  }

  forget(): void {
    this.#steps.length = 0;
  }

  /** The last node of a line's words, made where there is none; null for a line that is not as plain, of which nothing is made. */
  read(text: string): ConfigNode | null {
    if (!text.startsWith(verb)) return null;
    const steps = this.#steps;
    let at = this.#shared(text);
    const words: string[] = [];
    const ends: number[] = [];
    while (at < text.length) {
      const start = at;
      while (at < text.length && isPlain(text.charCodeAt(at))) at += 1;
      if (at === start || (at < text.length && text.charCodeAt(at) !== 32)) return null;
      words.push(text.slice(start, at));
      ends.push(at);
      at += 1;
      if (at === text.length) return null;
    }
    const count = steps.length + words.length;
    if (count === 0 || count >= deepestWord || this.#branches(words)) return null;
    let { node, below } = steps.at(-1) ?? { node: this.#root, below: branching };
    for (let index = 0; index < words.length; index += 1) {
      const word = words[index] ?? "";
      node = grow(node, word).node;
      below = attributesBelow(below, word);
      steps.push({ end: ends[index] ?? 0, node, below });
    }
    this.#text = text;
    return node;
  }

  /** Leaves the steps that the line shares with the one before; returns where its own words begin. */
  #shared(text: string): number {
    const before = this.#text;
    const steps = this.#steps;
    const most = Math.min(text.length, before.length);
    let same = 0;
    while (same < most && text.charCodeAt(same) === before.charCodeAt(same)) same += 1;
    let end = verb.length - 1;
    let count = 0;
    for (; count < steps.length; count += 1) {
      const next = steps[count]?.end ?? 0;
      if (next > same || (next < text.length && text.charCodeAt(next) !== 32)) break;
      end = next;
    }
    steps.length = count;
    return end + 1;
  }

  /** Whether words of the line say several things of one name. */
  #branches(words: readonly string[]): boolean {
    const steps = this.#steps;
    const wordAt = (index: number): string | undefined => {
      const step = steps[index];
      return step === undefined ? words[index - steps.length] : step.node.word;
    };
    const count = steps.length + words.length;
    for (let index = 0; index < steps.length; index += 1) {
      const { below } = steps[index] ?? { below: branching };
      if (mayBranch(below, index + 1, count, wordAt)) return true;
    }
    let below = steps.at(-1)?.below ?? branching;
    for (let index = 0; index < words.length; index += 1) {
      below = attributesBelow(below, words[index] ?? "");
      if (mayBranch(below, steps.length + index + 1, count, wordAt)) return true;
    }
    return false;
  }
}

const verb = "set ";

/** Letters, digits and "-./:_". */
function isPlain(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 45 && code <= 58) || (code >= 65 && code <= 90) || code === 95;
}
