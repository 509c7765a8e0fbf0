import type { LazyLines } from "./lazy-lines.ts";

/** Words of a line, split at blanks. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    if (index < text.length && !isBlank(text.charCodeAt(index))) continue;
    if (index > start) words.push(text.slice(start, index));
    start = index + 1;
  }
  return words;
}

/** Puts the words between two offsets over those that the list holds, and says how many they are. */
export function gatherWords(words: string[], { text, codes: letters }: LazyLines, from: number, to: number): number {
  let count = 0;
  let start = from;
  for (let index = from; index <= to; index += 1) {
    if (index < to && !isBlank(letters[index] ?? 0)) continue;
    // An assignment takes less than a push.
    if (index > start) words[count++] = text.slice(start, index);
    start = index + 1;
  }
  return count;
}

/** Space, tab and other white space; control characters such as a banner's delimiter are none. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** The same and what Unicode holds to be white space besides, such as a no-break space. */
export function isWhite(code: number): boolean {
  return isBlank(code) || (code > 127 && String.fromCharCode(code).trim() === "");
}
