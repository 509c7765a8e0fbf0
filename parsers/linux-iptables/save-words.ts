/** A word of a rule, and whether an exclamation mark stands before it. */
export interface Word {
  readonly text: string;
  /** Quoted words are values, whatever they look like. */
  readonly quoted: boolean;
}

/** Words of a line as iptables-restore splits it: a double quote takes blanks, a backslash in it the next character. */
export function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  let text = "";
  let begun = false;
  let quoted = false;
  let inside = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (inside && char === "\\" && at + 1 < line.length) {
      at += 1;
      text += line.charAt(at);
    } else if (char === '"') {
      inside = !inside;
      begun = true;
      quoted = true;
    } else if (!inside && (char === " " || char === "\t")) {
      if (begun) words.push({ text, quoted });
      [text, begun, quoted] = ["", false, false];
    } else {
      text += char;
      begun = true;
    }
  }
  if (begun) words.push({ text, quoted });
  return words;
}
