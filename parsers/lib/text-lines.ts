import { splitLines } from "./ledger.ts";

const writesHighByteFirst = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

/**
 * A text by its lines and by its letters. A letter of a line that is a part of the text is slow to come by, and one of
 * an array is not: what looks at every letter does so by its offset in the whole text.
 */
export class TextLines {
  readonly text: string;
  readonly lines: readonly string[];
  /** The text as UTF-16 code units. */
  readonly letters: Uint16Array;
  /** Offset of the first letter of each line. */
  readonly starts: Int32Array;

  constructor(text: string) {
    this.text = text;
    this.lines = splitLines(text);
    this.letters = lettersOf(text);
    this.starts = startsOf(text, this.lines);
  }

  /** What stands between two offsets of a line, by the line's number; mostly all of it, which is there already. */
  between(line: number, from: number, to: number): string {
    const whole = this.lines[line - 1] ?? "";
    return whole.length === to - from ? whole : this.text.slice(from, to);
  }

  /** Whether a word stands from an offset on, all of it before another. */
  hasAt(word: string, from: number, to: number): boolean {
    const { letters } = this;
    if (to - from < word.length) return false;
    for (let index = 0; index < word.length; index += 1)
      if (letters[from + index] !== word.charCodeAt(index)) return false;
    return true;
  }
}

function lettersOf(text: string): Uint16Array {
  const letters = new Uint16Array(text.length);
  const bytes = Buffer.from(letters.buffer);
  bytes.write(text, "utf16le");
  if (writesHighByteFirst) bytes.swap16();
  return letters;
}

function startsOf(text: string, lines: readonly string[]): Int32Array {
  const starts = new Int32Array(lines.length);
  const ended = text.includes("\r");
  let next = 0;
  for (let index = 0; index < lines.length; index += 1) {
    starts[index] = next;
    // A line stands without its ends, of which a carriage return may be one.
    next = 1 + (ended ? text.indexOf("\n", next) : next + (lines[index]?.length ?? 0));
  }
  return starts;
}
