/*
 * Words are told from each other by a hash of their letters, so that a word of a text is found among those that a table
 * knows without being made.
 */

/** The hash of a word with one more letter. */
export function withLetter(hash: number, letter: number): number {
  return (Math.imul(hash, 31) + letter) | 0;
}

/** The hash of a whole word; that of none is 0. */
export function hashOf(word: string): number {
  let hash = 0;
  for (let index = 0; index < word.length; index += 1) hash = withLetter(hash, word.charCodeAt(index));
  return hash;
}

/** Whether a word is all that stands between two offsets. */
export function isWordAt(word: string, letters: Uint16Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let index = 0; index < word.length; index += 1)
    if (word.charCodeAt(index) !== letters[from + index]) return false;
  return true;
}
