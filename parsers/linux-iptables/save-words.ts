/** A word of a rule, and whether an exclamation mark stands before it. */
export interface Word {
  readonly text: string;
  /** Quoted words are values, whatever they look like. */
  readonly quoted: boolean;
}

/** Words of a line as iptables-restore splits it: a double quote takes blanks, a backslash in it the next character. */
export function wordsOf(line: string): readonly Word[] {
  if (!line.includes('"')) return plainWords(line);
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

/** The same for a line without quotes, which most are. */
function plainWords(line: string): readonly Word[] {
  const words: Word[] = [];
  let start = -1;
  for (let at = 0; at <= line.length; at += 1) {
    const code = at === line.length ? 32 : line.charCodeAt(at);
    const blank = code === 32 || code === 9;
    if (blank && start >= 0) {
      words.push({ text: line.slice(start, at), quoted: false });
      start = -1;
    } else if (!blank && start < 0) start = at;
  }
  return words;
}
