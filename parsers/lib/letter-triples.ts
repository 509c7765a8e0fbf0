import type { LazyLines } from "./lazy-lines.ts";

const bits = 5;
const mask = 2 ** (3 * bits) - 1;

/**
 * Tells by three letters that stand one after another whether a line may hold one of some words, whatever their case: a look at each
 * letter, where a regular expression of as many words costs several times that. Letters are taken by five of their bits,
 * so that a line may be held to have what it has not; one that has is never missed.
 */
export class LetterTriples {
  readonly #known = new Uint8Array(mask + 1);

  /** Of each word three letters of ASCII that stand in it together. */
  constructor(triples: readonly string[]) {
    for (const triple of triples) {
      let code = 0;
      for (let index = 0; index < 3; index += 1) code = withLetter(code, triple.charCodeAt(index));
      this.#known[code] = 1;
    }
  }

  /** Whether the text between two offsets may hold one of them. */
  mayBeWithin({ codes }: LazyLines, from: number, to: number): boolean {
    let code = 0;
    for (let index = from; index < to; index += 1) {
      code = withLetter(code, codes[index] ?? 0);
      if (this.#known[code] === 1) return true;
    }
    return false;
  }
}

/** The last three letters, with one more and without the first. */
function withLetter(code: number, letter: number): number {
  return ((code << bits) | (letter & 31)) & mask;
}

/** What a line may hold, as a regular expression, and three letters of ASCII that stand in each of its forms. */
export type Sign = readonly [sign: string, letters: string | readonly string[]];

/** Signs of what few lines hold: their letters tell most lines that hold none. */
export class Signs {
  readonly #triples: LetterTriples;
  readonly #pattern: RegExp;

  constructor(signs: readonly Sign[], flags = "") {
    for (const [sign, letters] of signs)
      if (typeof letters === "string" && !sign.includes(letters))
        throw new Error(`"${sign}" does not have "${letters}".`);
    this.#triples = new LetterTriples(signs.flatMap(([, letters]) => letters));
    this.#pattern = new RegExp(signs.map(([sign]) => sign).join("|"), flags);
  }

  /** Whether the line of an index may hold one. */
  mayStandIn(lines: LazyLines, index: number): boolean {
    return this.#triples.mayBeWithin(lines, lines.startOf(index), lines.endOf(index));
  }

  /** Whether a line holds one. */
  standIn(line: string): boolean {
    return this.#pattern.test(line);
  }
}
