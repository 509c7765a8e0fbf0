import type { Lines } from "./ledger.ts";

/** Shared by all statements of a text: true once a double quote was found that nothing closes. */
export interface QuoteState {
  exhausted: boolean;
}

/**
 * Words of the statement that begins at `start` (an index, from 0). A double quote runs over line
 * ends until it is closed, a backslash takes the next character as it is, and a single quote is
 * closed in its own line or stands for itself. A double quote that is never closed stands for
 * itself too, so that a broken line does not swallow the rest; `quotes` keeps this linear.
 */
export function readWords(
  lines: Lines,
  start: number,
  quotes: QuoteState,
): { readonly words: readonly string[]; readonly last: number } {
  const open = quotes.exhausted ? null : scan(lines, start, true);
  if (open !== null) return open;
  quotes.exhausted = quotes.exhausted || (lines.at(start) ?? "").includes('"');
  return scan(lines, start, false) ?? { words: [], last: start };
}

function scan(
  lines: Lines,
  start: number,
  acrossLines: boolean,
): { readonly words: readonly string[]; readonly last: number } | null {
  const words: string[] = [];
  let index = start;
  let text = lines.at(index) ?? "";
  let word = "";
  let inWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === " " || char === "\t") {
      if (inWord) words.push(word);
      word = "";
      inWord = false;
      continue;
    }
    inWord = true;
    if (char === "\\" && at + 1 < text.length) {
      at += 1;
      word += text.charAt(at);
    } else if (char === "'" && text.indexOf("'", at + 1) > at) {
      const end = text.indexOf("'", at + 1);
      word += text.slice(at + 1, end);
      at = end;
    } else if (char === '"') {
      const quoted = readQuoted(lines, index, at + 1, acrossLines);
      if (quoted === null) {
        if (acrossLines) return null;
        word += char;
        continue;
      }
      word += quoted.text;
      at = quoted.end;
      if (quoted.index !== index) {
        index = quoted.index;
        text = lines.at(index) ?? "";
      }
    } else {
      const end = plainEnd(text, at + 1);
      word += text.slice(at, end);
      at = end - 1;
    }
  }
  if (inWord) words.push(word);
  return { words, last: index };
}

/** The end of characters that stand for themselves. */
function plainEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || code === 34 || code === 39 || code === 92) break;
  }
  return at;
}

/** Text up to the closing double quote, from column `from` of line `index` on; null where there is none. */
function readQuoted(
  lines: Lines,
  index: number,
  from: number,
  acrossLines: boolean,
): { readonly text: string; readonly index: number; readonly end: number } | null {
  const parts: string[] = [];
  const limit = acrossLines ? lines.length : index + 1;
  let column = from;
  for (let row = index; row < limit; row += 1) {
    const text = lines.at(row) ?? "";
    let begin = column;
    for (let at = column; at < text.length; at += 1) {
      const char = text.charAt(at);
      if (char === "\\") {
        parts.push(text.slice(begin, at));
        at += 1;
        begin = at;
      } else if (char === '"') {
        parts.push(text.slice(begin, at));
        return { text: parts.join(""), index: row, end: at };
      }
    }
    parts.push(text.slice(begin), "\n");
    column = 0;
  }
  return null;
}
