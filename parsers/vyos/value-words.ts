import type { LazyLines } from "../lib/lazy-lines.ts";
import { closingQuote, readWords, unescaped } from "./words.ts";

/** A value over several lines longer than this is a lost quote. */
const longestValue = 400;

/** Words of a statement whose value may run over several lines. */
export function valueWords(
  lines: LazyLines,
  text: string,
  index: number,
): { readonly words: readonly string[]; readonly last: number; readonly brace: boolean } {
  const { words, open } = readWords(text);
  const found = words.map((word) => word.text);
  const lastWord = words.at(-1);
  // A quoted brace is a value.
  const brace = lastWord?.text === "{" && text[lastWord.start - 1] !== '"' && text[lastWord.start - 1] !== "'";
  if (open === null) return { words: found, last: index, brace };
  const parts = [text.slice(open + 1)];
  for (let at = index + 1; at < lines.length && at <= index + longestValue; at += 1) {
    const line = lines.at(at) ?? "";
    if (looksLikeStatement(line)) break;
    const end = closingQuote(line, 0, '"');
    if (end === -1) {
      parts.push(line);
      continue;
    }
    if (line.slice(end + 1).trim() !== "") break;
    parts.push(line.slice(0, end));
    const before = readWords(text.slice(0, open)).words.map((word) => word.text);
    return { words: [...before, unescaped(parts.join("\n"))], last: at, brace: false };
  }
  return { words: found, last: index, brace };
}

/** Whether a line inside a quoted value is a block's beginning or end, or a command: the quote was lost then. */
function looksLikeStatement(line: string): boolean {
  const text = line.trim();
  return text === "}" || text.endsWith(" {") || text.startsWith("set ") || text.startsWith("/*");
}
