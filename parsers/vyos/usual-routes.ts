import type { LazyLines } from "../lib/lazy-lines.ts";
import { lettersOf, type Letters } from "./letters.ts";
import { grow, type ConfigNode } from "./node.ts";

/**
 * Reads `set protocols static route 192.0.2.0/24 next-hop 198.51.100.1` where it stands. Whatever is said of such a
 * route is left out alike, so that its words become no part of the tree.
 */
export class UsualRoutes {
  readonly #root: ConfigNode;
  readonly #lines: LazyLines;
  readonly #letters: Letters;
  #node: ConfigNode | null = null;

  constructor(root: ConfigNode, lines: LazyLines, letters: Letters) {
    this.#root = root;
    this.#lines = lines;
    this.#letters = letters;
  }

  /** The node of all routes, where a line (from 1) is one in the usual form; else null. */
  read(line: number): ConfigNode | null {
    const letters = this.#letters;
    const from = this.#lines.startOf(line - 1);
    if (letters.codes[from + keywordAt] !== letterP || !letters.isAt(beginning, from)) return null;
    const to = this.#endOfAddress(from + beginning.length);
    if (!letters.isAt(nextHop, to)) return null;
    const quote = letters.codes[to + nextHop.length] ?? 0;
    const isQuoted = quote === singleQuote || quote === doubleQuote;
    const start = to + nextHop.length + (isQuoted ? 1 : 0);
    const end = this.#endOfAddress(start);
    if (end === start || to === from + beginning.length || (isQuoted && letters.codes[end] !== quote)) return null;
    if ((isQuoted ? end + 1 : end) !== this.#lines.endOf(line - 1)) return null;
    return (this.#node ??= this.#grow());
  }

  #grow(): ConfigNode {
    let node = this.#root;
    for (const word of words) {
      node = grow(node, word);
      // What a command leads through is not all within the lines of a block.
      node.encloses = false;
    }
    return node;
  }

  /** Where digits, dots and slashes end that stand from a place on. */
  #endOfAddress(from: number): number {
    const { codes } = this.#letters;
    let at = from;
    for (;;) {
      const code = codes[at] ?? 0;
      if (code < dot || code > nine) return at;
      at += 1;
    }
  }
}

const words = ["protocols", "static", "route"] as const;
const beginning = lettersOf(`set ${words.join(" ")} `);
const nextHop = lettersOf(" next-hop ");
/** Where the first keyword stands, which tells most other lines. */
const keywordAt = 4;
const letterP = 112;
const singleQuote = 39;
const doubleQuote = 34;
/** "." and then "/" and the digits. */
const dot = 46;
const nine = 57;
