import { splitLines, type Lines } from "./ledger.ts";

const writesHighByteFirst = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

/**
 * A text with the places where its lines begin. They are those of `splitLines`, but a line becomes a string of its own only
 * when somebody asks for it, since whoever reads usual statements where they stand asks for none.
 */
export class LazyLines implements Lines {
  /** The text with "\n" alone at the end of each line, the last one too. */
  readonly text: string;
  /** Letters of the text as `charCodeAt` has them, which costs more. */
  readonly codes: Uint16Array;
  readonly length: number;
  /** Where each line begins, and where one more would. */
  readonly #starts: Int32Array;

  constructor(source: string) {
    this.text = withPlainEnds(source);
    const { text } = this;
    const codes = new Uint16Array(text.length);
    const bytes = Buffer.from(codes.buffer);
    bytes.write(text, "utf16le");
    if (writesHighByteFirst) bytes.swap16();
    this.codes = codes;
    // Most lines are longer than this.
    let starts = new Int32Array((text.length >>> 4) + 2);
    let count = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
      count += 1;
      if (count === starts.length) starts = grown(starts);
      starts[count] = end + 1;
    }
    this.length = count;
    this.#starts = starts;
  }

  at(index: number): string | undefined {
    return index >= 0 && index < this.length ? this.text.slice(this.startOf(index), this.endOf(index)) : undefined;
  }

  /** Where the line of that index begins; the number of lines has the end of the text. */
  startOf(index: number): number {
    return this.#starts[index] ?? 0;
  }

  /** Where its letters end. */
  endOf(index: number): number {
    return (this.#starts[index + 1] ?? 0) - 1;
  }

  /** Whether a word stands from an offset on, all of it before another. */
  hasAt(word: string, from: number, to: number): boolean {
    const { codes } = this;
    if (to - from < word.length) return false;
    for (let index = 0; index < word.length; index += 1)
      if (codes[from + index] !== word.charCodeAt(index)) return false;
    return true;
  }

  slice(first: number, end: number): string[] {
    const lines: string[] = [];
    for (let index = first; index < end; index += 1) lines.push(this.at(index) ?? "");
    return lines;
  }
}

function withPlainEnds(source: string): string {
  if (source.includes("\r")) return `${splitLines(source).join("\n")}\n`;
  return source === "" || source.endsWith("\n") ? source : `${source}\n`;
}

function grown(starts: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(starts.length * 2);
  more.set(starts);
  return more;
}
