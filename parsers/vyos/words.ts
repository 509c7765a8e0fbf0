/** A word of a line and its columns from 0, quotes not included. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Words of a line that has no quotes, or one quoted value at its end; quicker than `readWords`, and the same for these.
 * Null for all others. `from` is a column where no word goes on.
 */
export function plainWords(text: string, from = 0): string[] | null {
  const words: string[] = [];
  let start = -1;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === space || code === tab) {
      if (start >= 0) words.push(text.slice(start, at));
      start = -1;
    } else if (code === doubleQuote || code === singleQuote) {
      const value = start < 0 ? lastValue(text, at) : null;
      if (value === null) return null;
      words.push(value);
      return words;
    } else if (start < 0) start = at;
  }
  if (start >= 0) words.push(text.slice(start));
  return words;
}

/** How many words without quotes two texts begin with alike after a column, and the column behind them. */
export function sharedWords(
  text: string,
  before: string,
  from: number,
): { readonly count: number; readonly end: number } {
  let count = 0;
  let end = from;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== before.charCodeAt(at) || code === doubleQuote || code === singleQuote) break;
    if (code !== space && code !== tab) continue;
    if (at > end) count += 1;
    end = at + 1;
  }
  return { count, end };
}

/** The value between a quote and its fellow at the end of the text; a brace is left to who can tell it from a block's. */
function lastValue(text: string, at: number): string | null {
  const last = text.length - 1;
  if (at === last || text.indexOf(text.charAt(at), at + 1) !== last) return null;
  const value = text.slice(at + 1, last);
  return value.includes("\\") || value === "{" || value === "}" ? null : value;
}

const space = 32;
const tab = 9;
const doubleQuote = 34;
const singleQuote = 39;

/**
 * Words of a line. A quoted value is one word without its quotes; a double quote takes `\"` and `\\`, and a quote
 * that is not closed stands for itself. `open` tells where a double quote stays open at the end of the line.
 */
export function readWords(line: string): { readonly words: readonly Word[]; readonly open: number | null } {
  const words: Word[] = [];
  let open: number | null = null;
  let at = 0;
  while (at < line.length) {
    const char = line[at] ?? "";
    if (isSpace(char)) {
      at += 1;
      continue;
    }
    if (char === '"' || char === "'") {
      const close = closingQuote(line, at + 1, char);
      if (close !== -1) {
        const raw = line.slice(at + 1, close);
        words.push({ text: char === '"' ? unescaped(raw) : raw, start: at + 1, end: close });
        at = close + 1;
        continue;
      }
      if (char === '"') open ??= at;
    }
    let end = at + 1;
    while (end < line.length && !isSpace(line[end] ?? "")) end += 1;
    words.push({ text: line.slice(at, end), start: at, end });
    at = end;
  }
  return { words, open };
}

export function closingQuote(line: string, from: number, quote: string): number {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === "\\" && quote === '"') at += 1;
    else if (line[at] === quote) return at;
  }
  return -1;
}

export function unescaped(text: string): string {
  return text.includes("\\") ? text.replaceAll(/\\(["\\])/g, "$1") : text;
}

function isSpace(char: string): boolean {
  return char === " " || char === "\t" || char === "\r";
}
