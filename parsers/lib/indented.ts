/** One statement of a configuration whose blocks are told by indentation. */
export interface Statement {
  /** First line, from 1. */
  readonly line: number;
  /** Last line of the statement itself, its block not included: more than `line` where literal text follows. */
  readonly last: number;
  readonly indent: number;
  /** The words without a leading "no". */
  readonly words: readonly string[];
  readonly negated: boolean;
  readonly children: readonly Statement[];
}

interface OpenStatement extends Statement {
  readonly children: OpenStatement[];
}

/** How a language differs from plain indented statements. */
export interface IndentedSyntax {
  /** Says whether a line is a comment, and keeps what it tells. */
  comment(text: string, line: number): boolean;
  /**
   * Index of the last line of the literal text that the statement at `index` starts, or `index` itself;
   * null where the text never ends, so that nothing tells what the following lines are.
   */
  literalEnd(words: readonly string[], index: number, lines: readonly string[]): number | null;
}

// Devices nest four deep; a deeper line joins the deepest block, so that no input makes the tree high.
const deepest = 32;

/** Reads lines into a forest of statements, in one pass. */
export function readIndented(lines: readonly string[], syntax: IndentedSyntax): readonly Statement[] {
  const roots: OpenStatement[] = [];
  const open: OpenStatement[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const raw = lines[index] ?? "";
    const text = raw.trim();
    if (syntax.comment(text, index + 1)) continue;
    const words = wordsOf(text);
    const indent = raw.length - raw.trimStart().length;
    const literal = syntax.literalEnd(words, index, lines);
    const end = literal ?? index;
    const negated = words.length > 1 && words[0] === "no";
    const statement: OpenStatement = {
      line: index + 1,
      last: end + 1,
      indent,
      // Without words no table knows the statement: it stays unread, and may bear on anything.
      words: literal === null ? [] : negated ? words.slice(1) : words,
      negated,
      children: [],
    };
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const parent = open.at(-1);
    (parent?.children ?? roots).push(statement);
    if (open.length < deepest) open.push(statement);
    index = end;
  }
  return roots;
}

/** Words of a line, split at blanks. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let index = 0; index <= text.length; index += 1) {
    const blank = index === text.length || isBlank(text.charCodeAt(index));
    if (blank && start >= 0) {
      words.push(text.slice(start, index));
      start = -1;
    } else if (!blank && start < 0) start = index;
  }
  return words;
}

/** Space, tab and other white space; control characters such as a banner's delimiter are none. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
