import type { Statement } from "./indented.ts";
import { isBlank } from "./words.ts";
import type { LazyLines } from "./lazy-lines.ts";

/** What may stand next in a line that has begun as some phrases do, by letter. */
interface Step {
  readonly next: (Step | null)[];
  isWhole: boolean;
}

const blank = 32;

/** Ways in which a line may begin, told by its letters: most lines begin in no such way, and are told by the first few. */
export class LineStarts {
  readonly #first = newStep();

  /** Each phrase is of words by single blanks; a line begins as one when its last word begins as the phrase's. */
  constructor(phrases: readonly string[]) {
    for (const phrase of phrases) {
      let step = this.#first;
      for (let index = 0; index < phrase.length; index += 1) step = step.next[phrase.charCodeAt(index)] ??= newStep();
      step.isWhole = true;
    }
  }

  /** Whether the line whose words stand between two offsets begins as one of the phrases, by whichever blanks. */
  isAt({ codes }: LazyLines, from: number, to: number): boolean {
    let step: Step | null | undefined = this.#first;
    for (let index = from; index < to; index += 1) {
      let letter = codes[index] ?? 0;
      if (isBlank(letter)) {
        letter = blank;
        while (isBlank(codes[index + 1] ?? 0)) index += 1;
      }
      step = letter < asciiLetters ? step.next[letter] : null;
      if (step === null || step === undefined) return false;
      if (step.isWhole) return true;
    }
    return false;
  }
}

const asciiLetters = 128;

function newStep(): Step {
  return { next: Array.from({ length: asciiLetters }, () => null), isWhole: false };
}

/** Whether a statement as it stands, negated or not, begins as one of the phrases. */
export function beginsAsOne({ source, from, to, negated }: Statement, starts: LineStarts): boolean {
  if (source === undefined || from === undefined || to === undefined) return false;
  if (!negated) return starts.isAt(source, from, to);
  let start = from + 2;
  while (start < to && isBlank(source.codes[start] ?? 0)) start += 1;
  return starts.isAt(source, start, to);
}
