/** Text from a device as a terminal would show it: finished lines, and the one the cursor stands in. */
export interface Screen {
  write(text: string): void;
  readonly lines: readonly string[];
  /** The unfinished line as far as it is visible, without blanks at its end; "" once it is too long to be a prompt. */
  readonly current: string;
  /** Characters written since the last `clear`. */
  readonly written: number;
  /** Forgets the unfinished line, such as a pager's pause. */
  discardCurrent(): void;
  /** Forgets everything, for the next command. */
  clear(): void;
}

// Everything up to the next control character is written in one piece.
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const printable = /[^\u0000-\u0008\n\r\u000b-\u001f\u007f]+/y;

const longestPrompt = 1024;

/**
 * Carriage returns, backspaces and ECMA-48 sequences move the cursor and overwrite, so that pager
 * pauses which a device wipes with blanks vanish here too. Tabs are kept as they are.
 */
export function createScreen(): Screen {
  let lines: string[] = [];
  let current = "";
  let column = 0;
  let written = 0;
  /** A carriage return that moves only when no line feed follows. */
  let pendingReturn = false;
  /** What the cursor went back over: blanks beyond this column are wiped text, not content. */
  let extent: number | null = null;
  let escape = "";

  const visible = (): string => {
    if (extent === null || current.slice(extent).trim() !== "") return current;
    return current.slice(0, extent);
  };

  const moveTo = (target: number): void => {
    column = Math.max(0, target);
    extent = column;
  };

  const put = (run: string): void => {
    if (column < current.length) current = current.slice(0, column) + run + current.slice(column + run.length);
    else current = current.padEnd(column) + run;
    column += run.length;
    if (extent !== null) extent = column;
  };

  const finishLine = (): void => {
    lines.push(visible());
    current = "";
    column = 0;
    extent = null;
  };

  const sequence = (parameters: string, final: string): void => {
    const count = Number.parseInt(parameters, 10) || 1;
    if (final === "K") current = current.slice(0, column);
    else if (final === "D") moveTo(column - count);
    else if (final === "G") moveTo(count - 1);
  };

  /** Takes one character of an escape sequence; ECMA-48 5.4, and OSC up to BEL or ST. */
  const escaped = (char: string): void => {
    escape += char;
    if (escape.length > 256) escape = "";
    const [, second] = escape;
    if (second === "[") {
      if (escape.length > 2 && char >= "@" && char <= "~") {
        const parameters = escape.slice(2, -1);
        escape = "";
        sequence(parameters, char);
      }
    } else if (second === "]") {
      if (char === "\u0007" || escape.endsWith("\u001b\\")) escape = "";
    } else if (char >= "0" && char <= "~") escape = "";
  };

  const control = (char: string): void => {
    if (char === "\n") finishLine();
    else if (char === "\b") moveTo(column - 1);
    else if (char === "\u001b") escape = char;
  };

  return {
    write(text) {
      written += text.length;
      let at = 0;
      while (at < text.length) {
        if (escape !== "") {
          escaped(text.charAt(at++));
          continue;
        }
        printable.lastIndex = at;
        const run = printable.exec(text)?.[0];
        const char = text.charAt(at);
        if (char === "\r") pendingReturn = true;
        else {
          if (pendingReturn && char !== "\n") moveTo(0);
          pendingReturn = false;
          if (run === undefined) control(char);
          else put(run);
        }
        at += run?.length ?? 1;
      }
    },
    get lines() {
      return lines;
    },
    get current() {
      return current.length > longestPrompt ? "" : visible().trimEnd();
    },
    get written() {
      return written;
    },
    discardCurrent() {
      current = "";
      column = 0;
      extent = null;
      pendingReturn = false;
    },
    clear() {
      lines = [];
      written = 0;
      this.discardCurrent();
    },
  };
}
