/**
 * One statement of a configuration whose blocks are told by indentation. What it says is looked up when asked for:
 * a copy with other words is made by `withWordsOf`, never by spreading it.
 */
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
  /** Its line as it stands, with its words from column `indent` on; left out where they are not those of one line. */
  readonly text?: string;
  /** Last line of its block; left out where only its children tell. */
  readonly end?: number;
}

/** Reads a statement that is one line and has no block, from its first column on; false where it must be read as a statement. */
export type LineReader<C> = (context: C, text: string, indent: number, line: number) => boolean;

/** Reads what stands under a statement: the lines that `byLine` reads, and all else as statements. */
export function readUnder<C>(
  statement: Statement,
  context: C,
  byLine: LineReader<C>,
  otherwise: (context: C, child: Statement) => void,
): void {
  if (statement instanceof Line) statement.readUnder(context, byLine, otherwise);
  else for (const child of statement.children) otherwise(context, child);
}

/** Whether anything stands under a statement, told without making what does. */
export function hasBlock(statement: Statement): boolean {
  const { end, last } = statement;
  return end === undefined ? statement.children.length > 0 : end > last;
}

/** The statement with other words in place of its own. */
export function withWordsOf(
  { line, last, indent, negated, children }: Statement,
  words: readonly string[],
  under: readonly Statement[] = children,
): Statement {
  return { line, last, indent, words, negated, children: under };
}

const noWords: readonly string[] = [];
const noStatements: readonly Line[] = [];

/**
 * Where statements stand, by number in the order of the text: objects are made for those of one block at a time, since
 * a long text has more statements than should live at once.
 */
class Forest {
  readonly #lines: readonly string[];
  readonly lineOf: Int32Array;
  readonly indentOf: Int32Array;
  /** Number of the first statement that is not under it. */
  readonly after: Int32Array;
  /** Last lines of statements that literal text follows. */
  readonly lastOf = new Map<number, number>();
  /** Statements whose line is not all of it, or has blanks after it; an empty text is known to no table. */
  readonly textOf = new Map<number, string>();
  count = 0;
  /** Words and blocks are mostly asked for several times in a row. */
  #wordsOf = -1;
  #words: readonly string[] = noWords;
  #blockOf = -1;
  #block: readonly Line[] = noStatements;
  /** Where words are gathered until their number is known: a list that grows keeps room for more than it holds. */
  readonly #gathered: string[] = [];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.lineOf = new Int32Array(lines.length);
    this.indentOf = new Int32Array(lines.length);
    this.after = new Int32Array(lines.length);
  }

  add(line: number, indent: number): number {
    const number = this.count;
    this.lineOf[number] = line;
    this.indentOf[number] = indent;
    this.after[number] = number + 1;
    this.count = number + 1;
    return number;
  }

  text(number: number): string {
    const own = this.textOf.size === 0 ? undefined : this.textOf.get(number);
    return own ?? this.#lines[(this.lineOf[number] ?? 0) - 1] ?? "";
  }

  last(number: number): number {
    const own = this.lastOf.size === 0 ? undefined : this.lastOf.get(number);
    return own ?? this.lineOf[number] ?? 0;
  }

  words(number: number, from: number): readonly string[] {
    if (this.#wordsOf !== number) {
      this.#wordsOf = number;
      this.#words = this.#gathered.slice(0, gatherWords(this.#gathered, this.text(number), from));
    }
    return this.#words;
  }

  /** Statements from a number on that stand under none of each other. */
  side(first: number, end: number): Line[] {
    const found: Line[] = [];
    for (let number = first; number < end; number = this.after[number] ?? end) found.push(new Line(this, number));
    return found;
  }

  /** The text of a statement that is one line without a block, else null. */
  plainText(number: number): string | null {
    if (this.after[number] !== number + 1) return null;
    if (this.lastOf.size > 0 && this.lastOf.has(number)) return null;
    return this.text(number);
  }

  block(number: number): readonly Line[] {
    const end = this.after[number] ?? 0;
    if (end <= number + 1) return noStatements;
    if (this.#blockOf !== number) {
      this.#blockOf = number;
      this.#block = this.side(number + 1, end);
    }
    return this.#block;
  }
}

class Line implements Statement {
  readonly line: number;
  readonly last: number;
  readonly indent: number;
  readonly negated: boolean;
  readonly #forest: Forest;
  readonly #number: number;

  constructor(forest: Forest, number: number) {
    const text = forest.text(number);
    const indent = forest.indentOf[number] ?? 0;
    this.line = forest.lineOf[number] ?? 0;
    this.last = forest.last(number);
    this.indent = indent;
    this.negated = text.startsWith("no", indent) && isBlank(text.charCodeAt(indent + 2));
    this.#forest = forest;
    this.#number = number;
  }

  get text(): string {
    return this.#forest.text(this.#number);
  }

  get words(): readonly string[] {
    return this.#forest.words(this.#number, this.negated ? this.indent + 2 : this.indent);
  }

  get children(): readonly Line[] {
    return this.#forest.block(this.#number);
  }

  readUnder<C>(context: C, byLine: LineReader<C>, otherwise: (context: C, child: Statement) => void): void {
    const forest = this.#forest;
    const end = forest.after[this.#number] ?? 0;
    for (let number = this.#number + 1; number < end; number = forest.after[number] ?? end) {
      const text = forest.plainText(number);
      const line = forest.lineOf[number] ?? 0;
      if (text === null || !byLine(context, text, forest.indentOf[number] ?? 0, line))
        otherwise(context, new Line(forest, number));
    }
  }

  get end(): number {
    return this.#forest.last((this.#forest.after[this.#number] ?? 0) - 1);
  }
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
  /** False for lines that are sure to start no such text; left out: any may. */
  mayStartLiteral?(text: string): boolean;
}

// Devices nest four deep; a deeper line joins the deepest block, so that no input makes the tree high.
const deepest = 32;

/** Reads lines into a forest of statements, in one pass. */
export function readIndented(lines: readonly string[], syntax: IndentedSyntax): readonly Statement[] {
  const forest = new Forest(lines);
  const open: number[] = [];
  const close = (indent: number): void => {
    for (let last = open.at(-1); last !== undefined && (forest.indentOf[last] ?? 0) >= indent; last = open.at(-1)) {
      forest.after[last] = forest.count;
      open.pop();
    }
  };
  for (let index = 0; index < lines.length; index += 1) {
    const raw = lines[index] ?? "";
    const text = raw.trim();
    if (syntax.comment(text, index + 1)) continue;
    const indent = indentOf(raw);
    const literal = syntax.mayStartLiteral?.(text) === false ? index : syntax.literalEnd(wordsOf(text), index, lines);
    const end = literal ?? index;
    close(indent);
    const number = forest.add(index + 1, indent);
    if (end !== index) forest.lastOf.set(number, end + 1);
    // Without a text no table knows the statement: it stays unread, and may bear on anything.
    if (literal === null) forest.textOf.set(number, "");
    else if (raw.length !== indent + text.length) forest.textOf.set(number, raw.slice(0, indent) + text);
    if (open.length < deepest) open.push(number);
    index = end;
  }
  close(-1);
  return forest.side(0, forest.count);
}

function indentOf(raw: string): number {
  let indent = 0;
  while (indent < raw.length && isBlank(raw.charCodeAt(indent))) indent += 1;
  return indent;
}

const otherBlank = /[\t-\r]/;

/** Words of a line from a column on, split at blanks. */
export function wordsOf(text: string, from = 0): string[] {
  const words: string[] = [];
  gatherWords(words, text, from);
  return words;
}

/** Puts the words over those that the list holds, and says how many they are. */
function gatherWords(words: string[], text: string, from: number): number {
  if (otherBlank.test(text)) return gatherBetweenBlanks(words, text, from);
  let count = 0;
  let start = from;
  // Every line comes by here: looking for spaces takes two thirds of the time of looking at each character, and an
  // assignment less than a push.
  for (let end = text.indexOf(" ", start); end >= 0; end = text.indexOf(" ", start)) {
    if (end > start) words[count++] = text.slice(start, end);
    start = end + 1;
  }
  if (start < text.length) words[count++] = text.slice(start);
  return count;
}

function gatherBetweenBlanks(words: string[], text: string, from: number): number {
  let count = 0;
  let start = -1;
  for (let index = from; index <= text.length; index += 1) {
    const blank = index === text.length || isBlank(text.charCodeAt(index));
    if (blank && start >= 0) {
      words[count++] = text.slice(start, index);
      start = -1;
    } else if (!blank && start < 0) start = index;
  }
  return count;
}

/** Space, tab and other white space; control characters such as a banner's delimiter are none. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
