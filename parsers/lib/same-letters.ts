/** Whether the same letters stand at two places. */
export function isSame(codes: Uint16Array, one: number, other: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (codes[one + at] !== codes[other + at]) return false;
  return true;
}

/** Whether a word, given as its letters, stands at a place. */
export function hasLetters(codes: Uint16Array, place: number, letters: Uint8Array): boolean {
  for (let at = 0; at < letters.length; at += 1) if (codes[place + at] !== letters[at]) return false;
  return true;
}

/** The letters of a word of ASCII. */
export const lettersOf = (word: string): Uint8Array => Uint8Array.from(word, (letter) => letter.charCodeAt(0));
