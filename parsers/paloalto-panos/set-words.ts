/** A word, or a list in square brackets. */
export type SetWord = string | readonly string[];

export interface SetWords {
  readonly words: readonly SetWord[];
  /** Index of the last line that the statement takes. */
  readonly last: number;
  /** False where a quote or a list is not closed. */
  readonly whole: boolean;
}

/**
 * Words of the statement that begins in line `start` (an index) after column `from`. A quote is closed by the same
 * character before a blank, a bracket or the line's end, since PAN-OS quotes without marking quotes inside; it may
 * run over lines, up to the next line that begins a statement.
 */
export function readWords(lines: readonly string[], start: number, from: number): SetWords {
  const words: SetWord[] = [];
  let list: string[] | null = null;
  let index = start;
  let text = lines[index] ?? "";
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === " " || char === "\t") at += 1;
    else if (char === "[" && list === null && (at + 1 === text.length || text[at + 1] === " ")) {
      list = [];
      at += 1;
    } else if (char === "]" && list !== null) {
      words.push(list);
      list = null;
      at += 1;
    } else if (char === '"' || char === "'") {
      const quoted = readQuoted(lines, index, at);
      if (quoted === null) return { words, last: start, whole: false };
      (list ?? words).push(quoted.text);
      index = quoted.index;
      text = lines[index] ?? "";
      at = quoted.end;
    } else {
      const end = wordEnd(text, at, list !== null);
      (list ?? words).push(text.slice(at, end));
      at = end;
    }
  }
  if (list !== null) words.push(list);
  return { words, last: index, whole: list === null };
}

const blank = 32;
const tab = 9;
const bracket = 93;

/** The end of a word that is not quoted; a closing bracket is no part of a list's last word. */
function wordEnd(text: string, start: number, inList: boolean): number {
  let at = start + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === blank || code === tab || (code === bracket && inList)) break;
  }
  return at;
}

/** The text between quotes, and where it ends; null where nothing closes it before the next statement. */
function readQuoted(
  lines: readonly string[],
  start: number,
  open: number,
): { readonly text: string; readonly index: number; readonly end: number } | null {
  const quote = lines[start]?.[open] ?? "";
  const parts: string[] = [];
  for (let index = start; index < lines.length; index += 1) {
    const text = lines[index] ?? "";
    if (index > start && /^(?:set|delete|move)\s/.test(text)) return null;
    const from = index === start ? open + 1 : 0;
    for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 1)) {
      const next = text[at + 1];
      if (next !== undefined && next !== " " && next !== "]") continue;
      parts.push(text.slice(from, at));
      return { text: parts.join("\n"), index, end: at + 1 };
    }
    parts.push(text.slice(from));
  }
  return null;
}
