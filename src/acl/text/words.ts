import type { PortRange } from "../../model/address.ts";
import { FaultyText, splitWords, type Word } from "./traffic-words.ts";

/** The words of a text, taken one after the other. */
export class Words {
  readonly #words: readonly Word[];
  #place = 0;

  constructor(text: string) {
    this.#words = splitWords(text);
  }

  get next(): Word {
    return this.#words[this.#place] ?? { kind: "end", column: 1 };
  }

  take(): Word {
    const word = this.next;
    this.#place += 1;
    return word;
  }

  /** The next word's text where it is a word. */
  get text(): string | null {
    return this.next.kind === "word" ? this.next.text : null;
  }

  /** The next word, which has to be there. */
  word(wanted: string): { readonly text: string; readonly column: number } {
    const word = this.take();
    if (word.kind !== "word") throw misplaced(word, wanted);
    return word;
  }

  /** One or more items with commas between them. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.next.kind === "comma") {
      this.take();
      items.push(read());
    }
    return items;
  }
}

/** What is wrong with a word that stands where something else is wanted. */
export function misplaced(word: Word, wanted: string): FaultyText {
  switch (word.kind) {
    case "end":
      return new FaultyText(`The text stops too early. ${wanted}`, word.column);
    case "word":
      return new FaultyText(`"${word.text}" is not known here. ${wanted}`, word.column);
    case "arrow":
    case "comma":
    default:
      return new FaultyText(`This ${word.kind} is out of place. ${wanted}`, word.column);
  }
}

/** A number or a range "low-high" of at most `most`; null for anything else. */
export function rangeOf(text: string, most: number): PortRange | null {
  const found = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text);
  if (found === null) return null;
  const low = Number(found[1]);
  const high = Number(found[2] ?? found[1]);
  return low <= high && high <= most ? [low, high] : null;
}
