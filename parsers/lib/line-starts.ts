import type { Statement } from "./indented.ts";
import { isBlank } from "./words.ts";
import type { LazyLines } from "./lazy-lines.ts";

/** Ways in which a line may begin, told by its letters: most lines begin in no such way, and are told by the first one. */
export class LineStarts {
  readonly #byLetter: (readonly string[] | null)[] = Array.from({ length: 128 }, () => null);

  /** Each phrase is of words by single blanks; a line begins as one when its last word begins as the phrase's. */
  constructor(phrases: readonly string[]) {
    for (const phrase of phrases) {
      const letter = phrase.charCodeAt(0);
      this.#byLetter[letter] = [...(this.#byLetter[letter] ?? []), phrase];
    }
  }

  /** Whether the line whose words stand between two offsets begins as one of the phrases, by whichever blanks. */
  isAt(source: LazyLines, from: number, to: number): boolean {
    const letter = source.codes[from] ?? 0;
    const phrases = letter < 128 ? this.#byLetter[letter] : null;
    if (phrases === null || phrases === undefined) return false;
    for (const phrase of phrases) if (beginsWith(source, phrase, from, to)) return true;
    return false;
  }
}

/** Whether a statement as it stands, negated or not, begins as one of the phrases. */
export function beginsAsOne({ source, from, to, negated }: Statement, starts: LineStarts): boolean {
  if (source === undefined || from === undefined || to === undefined) return false;
  if (!negated) return starts.isAt(source, from, to);
  let start = from + 2;
  while (start < to && isBlank(source.codes[start] ?? 0)) start += 1;
  return starts.isAt(source, start, to);
}

function beginsWith({ codes }: LazyLines, phrase: string, from: number, to: number): boolean {
  let next = from;
  for (let index = 0; index < phrase.length; index += 1, next += 1) {
    const letter = phrase.charCodeAt(index);
    if (next >= to || (letter === blank ? !isBlank(codes[next] ?? 0) : codes[next] !== letter)) return false;
    if (letter === blank) while (isBlank(codes[next + 1] ?? 0)) next += 1;
  }
  return true;
}

const blank = 32;
