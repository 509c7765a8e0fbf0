/** Whether an option is over at a place of a text: there the next one begins behind a blank, or the line ends. */
export function isOver(codes: Uint16Array, at: number): boolean {
  const code = codes[at];
  if (code !== blank) return code === lineEnd;
  const next = codes[at + 1];
  if (next !== dash) return next === lineEnd;
  // Behind the mark a digit or a blank may stand, too, which is for the general reader.
  const second = codes[at + 2] ?? lineEnd;
  return second > nine || second === dash;
}

/** Where a quote ends; -1 where it has escapes or no end on its line. */
export function quoteEnd(codes: Uint16Array, from: number): number {
  for (let at = from; at < codes.length; at += 1) {
    const code = codes[at];
    if (code === quote) return at;
    if (code === backslash || code === lineEnd) return -1;
  }
  return -1;
}

/** Letters by their codes. */
export const lineEnd = 10;
export const blank = 32;
export const quote = 34;
export const dash = 45;
export const nine = 57;
export const backslash = 92;
