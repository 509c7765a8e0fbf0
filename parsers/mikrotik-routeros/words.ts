/** A piece of a line that a word was written in: columns from 0, end not included. */
export interface Piece {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** One word of a command: "name=value", "add", "/ip", or an expression in brackets. */
export interface Word {
  /** What stands before the first "=" outside of quotes; null where there is none. */
  readonly name: string | null;
  /** The value, or the word itself, with its quotes and escapes resolved. */
  readonly text: string;
  /** Where the value is written. */
  readonly pieces: readonly Piece[];
}

/** A command and its lines, both ends included; `whole` is false where a quote or bracket is never closed. */
export interface Command {
  readonly words: readonly Word[];
  readonly first: number;
  readonly last: number;
  readonly whole: boolean;
}

/** Characters that a backslash stands for in a quoted text ("Scripting", "Constant Escape Sequences"). */
const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  _: " ",
};

/** A quoted text without an end does not take more lines than this. */
const longest = 400;

/**
 * The command that begins at a line (an index from 0). A backslash at the end of a line joins the next one without the
 * blanks that it begins with, inside quotes too, as /export wraps its lines.
 */
export function readCommand(lines: readonly string[], start: number): Command {
  const plain = lines[start] ?? "";
  if (!special.test(plain))
    return { words: plainWords(plain, start + 1), first: start + 1, last: start + 1, whole: true };
  const words: Word[] = [];
  let index = start;
  let text = lines[index] ?? "";
  let at = 0;
  let name: string | null = null;
  let value = "";
  let begun = false;
  let pieces: Piece[] = [];
  let from = 0;
  let quoted = false;
  let depth = 0;
  let whole = true;
  const closePiece = (): void => {
    if (at > from) pieces.push({ line: index + 1, start: from, end: at });
  };
  const closeWord = (): void => {
    if (begun) {
      closePiece();
      words.push({ name, text: value, pieces });
    }
    [name, value, begun, pieces] = [null, "", false, []];
  };
  for (;;) {
    if (at >= text.length) {
      // A quoted text may hold line ends of its own.
      if (!quoted || index + 1 >= lines.length || index - start > longest) break;
      closePiece();
      value += "\n";
      index += 1;
      text = lines[index] ?? "";
      [at, from] = [0, 0];
      continue;
    }
    const char = text.charAt(at);
    if (char === "\\" && at === text.length - 1) {
      if (begun) closePiece();
      index += 1;
      if (index >= lines.length) {
        whole = false;
        break;
      }
      text = lines[index] ?? "";
      at = text.length - text.trimStart().length;
      from = at;
      continue;
    }
    if (quoted && char === "\\") {
      const [read, length] = escapeAt(text, at);
      value += read;
      at += length;
      continue;
    }
    if (char === '"' && depth === 0) {
      if (!begun) from = at;
      quoted = !quoted;
      begun = true;
      at += 1;
      // The quotes themselves are no part of a secret.
      if (quoted) from = at;
      else {
        at -= 1;
        closePiece();
        at += 1;
        from = at;
      }
      continue;
    }
    if (!quoted && depth === 0 && (char === " " || char === "\t")) {
      closeWord();
      at += 1;
      continue;
    }
    if (!quoted && (char === "[" || char === "{" || char === "(") && (!begun || value === "" || depth > 0)) depth += 1;
    else if (!quoted && depth > 0 && (char === "]" || char === "}" || char === ")")) depth -= 1;
    if (
      !quoted &&
      depth === 0 &&
      char === "=" &&
      name === null &&
      begun &&
      value !== "" &&
      !"[{(".includes(value.charAt(0))
    ) {
      name = value;
      value = "";
      pieces = [];
      at += 1;
      from = at;
      continue;
    }
    if (!begun) from = at;
    begun = true;
    value += char;
    at += 1;
  }
  closeWord();
  return {
    words,
    first: start + 1,
    last: Math.min(index, lines.length - 1) + 1,
    whole: whole && !quoted && depth === 0,
  };
}

/** What makes a line more than words: quotes, escapes and expressions. */
const special = /["\\[\]{}()]/;

/** The words of a line without any of them, which most are. */
function plainWords(text: string, line: number): readonly Word[] {
  const words: Word[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? 32 : text.charCodeAt(at);
    const blank = code === 32 || code === 9;
    if (blank && start >= 0) {
      const word = text.slice(start, at);
      const equals = word.indexOf("=");
      const from = equals < 1 ? start : start + equals + 1;
      const pieces = from < at ? [{ line, start: from, end: at }] : [];
      words.push({
        name: equals < 1 ? null : word.slice(0, equals),
        text: equals < 1 ? word : word.slice(equals + 1),
        pieces,
      });
      start = -1;
    } else if (!blank && start < 0) start = at;
  }
  return words;
}

function escapeAt(text: string, at: number): readonly [read: string, length: number] {
  const hex = /^[0-9A-F]{2}/.exec(text.slice(at + 1, at + 3));
  if (hex !== null) return [String.fromCharCode(Number.parseInt(hex[0], 16)), 3];
  const char = text.charAt(at + 1);
  return [escapes[char] ?? char, 2];
}
