/** Whether an option is over at a place: there the next one begins behind a blank, or the line ends. */
export function isOver(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  if (code > 32) return false;
  if (code !== 32) return endsLine(text, at);
  if (at + 2 >= text.length || text.charCodeAt(at + 1) !== 45) return endsLine(text, at + 1);
  // Behind the mark a digit or a blank may stand, too, which is for the general reader.
  const second = text.charCodeAt(at + 2);
  return second > 57 || second === 45;
}

/** Whether a line ends at a place. */
export function endsLine(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === 10 || (code === 13 && at + 1 < text.length && text.charCodeAt(at + 1) === 10);
}

/** Where a quote ends; -1 where it has escapes or no end on its line. */
export function quoteEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === 92 || code === 10) return -1;
  }
  return -1;
}
