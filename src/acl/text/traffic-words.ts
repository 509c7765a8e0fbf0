/** What is wrong with a packet or a space that somebody wrote: one sentence, and the column (from 1) of the word. */
export interface TextFault {
  readonly ok: false;
  readonly problem: string;
  readonly column: number;
}

/** Stops the reading of one text; `reading` turns it into a TextFault. */
export class FaultyText extends Error {
  readonly column: number;

  constructor(problem: string, column: number) {
    super(problem);
    this.column = column;
  }
}

/** Runs a reader of text and gives its fault as a value. */
export function reading<T extends object>(read: () => T): (T & { readonly ok: true }) | TextFault {
  try {
    return { ...read(), ok: true };
  } catch (error) {
    if (!(error instanceof FaultyText)) throw error;
    return { ok: false, problem: error.message, column: error.column };
  }
}

export type Word =
  | { readonly kind: "word"; readonly text: string; readonly column: number; readonly quoted: boolean }
  | { readonly kind: "arrow" | "comma" | "end"; readonly column: number };

/** Splits a text at blanks, commas and arrows (">", "->" or "to"); a part in double quotes is taken as it stands. */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  let place = 0;
  while (place < text.length) {
    const character = text[place] ?? "";
    const column = place + 1;
    if (/\s/.test(character)) place += 1;
    else if (character === ",") {
      words.push({ kind: "comma", column });
      place += 1;
    } else if (isArrow(text, place)) {
      words.push({ kind: "arrow", column });
      place += character === ">" ? 1 : 2;
    } else {
      const { text: word, end, quoted } = readWord(text, place);
      words.push(word === "to" && !quoted ? { kind: "arrow", column } : { kind: "word", text: word, column, quoted });
      place = end;
    }
  }
  return [...words, { kind: "end", column: text.length + 1 }];
}

function isArrow(text: string, place: number): boolean {
  return text[place] === ">" || (text[place] === "-" && text[place + 1] === ">");
}

function readWord(text: string, start: number): { readonly text: string; readonly end: number; quoted: boolean } {
  let word = "";
  let quoted = false;
  let place = start;
  while (place < text.length && !/[\s,]/.test(text[place] ?? "") && !isArrow(text, place)) {
    if (text[place] === '"') {
      const end = closingQuote(text, place);
      word += unquoted(text.slice(place, end + 1), place + 1);
      quoted = true;
      place = end + 1;
    } else {
      word += text[place] ?? "";
      place += 1;
    }
  }
  return { text: word, end: place, quoted };
}

function closingQuote(text: string, start: number): number {
  let place = start + 1;
  while (place < text.length && text[place] !== '"') place += text[place] === "\\" ? 2 : 1;
  if (place >= text.length) throw new FaultyText("The quotation mark is never closed.", start + 1);
  return place;
}

function unquoted(text: string, column: number): string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string") return value;
  } catch {
    // Told below.
  }
  throw new FaultyText("What stands in quotation marks is written as in JSON.", column);
}

/** A name as it stands, or in quotation marks where the reader would otherwise split it. */
export function nameText(name: string): string {
  return /^[^\s,">\\]+$/.test(name) ? name : JSON.stringify(name);
}
