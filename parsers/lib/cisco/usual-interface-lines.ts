import type { BoundAcl } from "../../../src/model/device-config.ts";
import type { LazyLines } from "../lazy-lines.ts";
import { maskLength, readQuad, type Quad } from "./addresses.ts";

/*
 * What nearly all interfaces state, read by the letters between two offsets of the text; null where a line is another, and
 * must be read by its words.
 */

const blank = 32;
const slash = 47;
const quad: Quad = { value: 0, canonical: false };

/** A text of words by single blanks, as the words put together again would be. */
export function plainText({ text, codes: letters }: LazyLines, from: number, to: number): string | null {
  for (let index = from, before = blank; index < to; index += 1) {
    const letter = letters[index] ?? 0;
    if (letter < blank || (letter === blank && before === blank)) return null;
    before = letter;
  }
  return text.slice(from, to);
}

/** "192.0.2.1 255.255.255.0" or "192.0.2.1/24", without leading zeros, as the latter. */
export function plainAddress({ text, codes: letters }: LazyLines, from: number, to: number): string | null {
  const end = readQuad(quad, letters, from, to);
  if (end < 0 || end >= to || !quad.canonical) return null;
  if (letters[end] === slash) return isLength(letters, end + 1, to) ? text.slice(from, to) : null;
  const length = readQuad(quad, letters, end + 1, to) === to ? maskLength(quad.value) : null;
  return length === null ? null : `${text.slice(from, end)}/${length}`;
}

/** Whether a number from 0 to 32, without a leading zero, is all that stands there. */
function isLength(letters: Uint16Array, from: number, to: number): boolean {
  const first = (letters[from] ?? 0) - 48;
  if (first < 0 || first > 9) return false;
  if (to - from === 1) return true;
  const second = (letters[from + 1] ?? 0) - 48;
  return to - from === 2 && first > 0 && second >= 0 && second <= 9 && first * 10 + second <= 32;
}

/** How a language says in which direction a list is asked, each with the blank before it. */
export type Directions = readonly (readonly [word: string, direction: BoundAcl["direction"]])[];

export const inOrOut: Directions = [
  [" in", "in"],
  [" out", "out"],
];

/** "NAME in|out", a list that an interface asks. */
export function plainBinding(
  source: LazyLines,
  from: number,
  to: number,
  directions: Directions,
): Pick<BoundAcl, "acl" | "direction"> | null {
  const { text, codes: letters } = source;
  let end = from;
  while (end < to && (letters[end] ?? 0) > blank) end += 1;
  if (end === from) return null;
  for (const [word, direction] of directions)
    if (to - end === word.length && source.hasAt(word, end, to)) return { acl: text.slice(from, end), direction };
  return null;
}
