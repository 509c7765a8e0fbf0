/** Letters by their codes. */
export const lineEnd = 10;
export const blank = 32;
export const backslash = 92;

/** Where the next line goes on behind a backslash at the end of one; -1 where it does not in the usual way. */
export function wrapEnd(codes: Uint16Array, place: number): number {
  if (codes[place + 1] !== lineEnd) return -1;
  let at = place + 2;
  while (codes[at] === blank) at += 1;
  const code = codes[at] ?? 0;
  return code > blank && code < 127 ? at : -1;
}
