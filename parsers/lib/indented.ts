import type { LazyLines } from "./lazy-lines.ts";
import { gatherWords, isBlank, isWhite } from "./words.ts";

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
  /** The text and the offsets of its words in it, blanks after them left out; none of the three where it has other words. */
  readonly source?: LazyLines;
  readonly from?: number;
  readonly to?: number;
  /** Last line of its block; left out where only its children tell. */
  readonly end?: number;
}

/** Reads a statement that is one line and has no block, between two offsets of the text; false where it must be read as a statement. */
export type LineReader<C> = (context: C, from: number, to: number, line: number) => boolean;

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
  return statement instanceof Line ? statement.hasBlock : statement.children.length > 0;
}

/** The one word that stands after a phrase, told without words; null where the statement says something else, or by other blanks. */
export function onlyWordAfter({ source, from, to }: Statement, phrase: string): string | null {
  if (source === undefined || from === undefined || to === undefined || !source.hasAt(phrase, from, to)) return null;
  const start = from + phrase.length;
  for (let index = start; index < to; index += 1) if (isBlank(source.codes[index] ?? 0)) return null;
  return start < to ? source.text.slice(start, to) : null;
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
  readonly source: LazyLines;
  readonly lineOf: Int32Array;
  readonly indentOf: Int32Array;
  /** Offsets of the first letter of its words and of the one after the last. */
  readonly fromOf: Int32Array;
  readonly toOf: Int32Array;
  /** Number of the first statement that is not under it. */
  readonly after: Int32Array;
  /** Last lines of statements that literal text follows. */
  readonly lastOf = new Map<number, number>();
  count = 0;
  /** Words and blocks are mostly asked for several times in a row. */
  #wordsOf = -1;
  #words: readonly string[] = noWords;
  #blockOf = -1;
  #block: readonly Line[] = noStatements;
  /** Where words are gathered until their number is known: a list that grows keeps room for more than it holds. */
  readonly #gathered: string[] = [];

  constructor(source: LazyLines) {
    const { length } = source;
    this.source = source;
    this.lineOf = new Int32Array(length);
    this.indentOf = new Int32Array(length);
    this.fromOf = new Int32Array(length);
    this.toOf = new Int32Array(length);
    this.after = new Int32Array(length);
  }

  add(line: number, indent: number, from: number, to: number): number {
    const number = this.count;
    this.lineOf[number] = line;
    this.indentOf[number] = indent;
    this.fromOf[number] = from;
    this.toOf[number] = to;
    this.after[number] = number + 1;
    this.count = number + 1;
    return number;
  }

  /** Ends the blocks of open statements that a line at this indentation does not stand under; how many stay open. */
  close(open: Int32Array, depth: number, indent: number): number {
    let left = depth;
    while (left > 0) {
      const last = open[left - 1] ?? 0;
      if ((this.indentOf[last] ?? 0) < indent) break;
      this.after[last] = this.count;
      left -= 1;
    }
    return left;
  }

  last(number: number): number {
    const own = this.lastOf.size === 0 ? undefined : this.lastOf.get(number);
    return own ?? this.lineOf[number] ?? 0;
  }

  isNegated(number: number): boolean {
    const { codes: letters } = this.source;
    const from = this.fromOf[number] ?? 0;
    if (letters[from] !== 110 || letters[from + 1] !== 111) return false;
    return from + 2 < (this.toOf[number] ?? 0) && isBlank(letters[from + 2] ?? 0);
  }

  words(number: number): readonly string[] {
    if (this.#wordsOf !== number) {
      this.#wordsOf = number;
      const from = (this.fromOf[number] ?? 0) + (this.isNegated(number) ? 2 : 0);
      this.#words = this.wordsBetween(from, this.toOf[number] ?? 0);
    }
    return this.#words;
  }

  wordsBetween(from: number, to: number): readonly string[] {
    return this.#gathered.slice(0, gatherWords(this.#gathered, this.source, from, to));
  }

  /** Statements from a number on that stand under none of each other. */
  side(first: number, end: number): Line[] {
    const found: Line[] = [];
    for (let number = first; number < end; number = this.after[number] ?? end) found.push(new Line(this, number));
    return found;
  }

  /** Whether a statement is one line without a block. */
  isLine(number: number): boolean {
    return this.after[number] === number + 1 && (this.lastOf.size === 0 || !this.lastOf.has(number));
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

/** Long texts have many, so that it holds nothing which the forest can tell. */
class Line implements Statement {
  readonly #forest: Forest;
  readonly #number: number;

  constructor(forest: Forest, number: number) {
    this.#forest = forest;
    this.#number = number;
  }

  get line(): number {
    return this.#forest.lineOf[this.#number] ?? 0;
  }

  get last(): number {
    return this.#forest.last(this.#number);
  }

  get indent(): number {
    return this.#forest.indentOf[this.#number] ?? 0;
  }

  get negated(): boolean {
    return this.#forest.isNegated(this.#number);
  }

  get source(): LazyLines {
    return this.#forest.source;
  }

  get from(): number {
    return this.#forest.fromOf[this.#number] ?? 0;
  }

  get to(): number {
    return this.#forest.toOf[this.#number] ?? 0;
  }

  get words(): readonly string[] {
    return this.#forest.words(this.#number);
  }

  get children(): readonly Line[] {
    return this.#forest.block(this.#number);
  }

  get hasBlock(): boolean {
    return (this.#forest.after[this.#number] ?? 0) > this.#number + 1;
  }

  readUnder<C>(context: C, byLine: LineReader<C>, otherwise: (context: C, child: Statement) => void): void {
    const forest = this.#forest;
    const end = forest.after[this.#number] ?? 0;
    for (let number = this.#number + 1; number < end; number = forest.after[number] ?? end) {
      const from = forest.fromOf[number] ?? 0;
      const to = forest.toOf[number] ?? 0;
      if (!forest.isLine(number) || !byLine(context, from, to, forest.lineOf[number] ?? 0))
        otherwise(context, new Line(forest, number));
    }
  }

  get end(): number {
    return this.#forest.last((this.#forest.after[this.#number] ?? 0) - 1);
  }
}

/** How a language differs from plain indented statements. A line's words stand between two offsets of the text. */
export interface IndentedSyntax {
  /** Says whether a line is a comment, and keeps what it tells. */
  comment(from: number, to: number, line: number): boolean;
  /**
   * Index of the last line of the literal text that the statement at `index` starts, or `index` itself;
   * null where the text never ends, so that nothing tells what the following lines are.
   */
  literalEnd(words: readonly string[], index: number): number | null;
  /** False for lines that are sure to start no such text. */
  mayStartLiteral(from: number, to: number): boolean;
}

// Devices nest four deep; a deeper line joins the deepest block, so that no input makes the tree high.
const deepest = 32;

/** Reads a text into a forest of statements, in one pass. */
export function readIndented(source: LazyLines, syntax: IndentedSyntax): readonly Statement[] {
  const { length, codes: letters } = source;
  const forest = new Forest(source);
  // The statements that the next line may stand under, the outermost first.
  const open = new Int32Array(deepest);
  let depth = 0;
  for (let index = 0; index < length; index += 1) {
    const start = source.startOf(index);
    const lineEnd = source.endOf(index);
    let from = start;
    while (from < lineEnd && isBlank(letters[from] ?? 0)) from += 1;
    const indent = from - start;
    while (from < lineEnd && isWhite(letters[from] ?? 0)) from += 1;
    let to = lineEnd;
    while (to > from && isWhite(letters[to - 1] ?? 0)) to -= 1;
    if (syntax.comment(from, to, index + 1)) continue;
    const literal = syntax.mayStartLiteral(from, to) ? syntax.literalEnd(forest.wordsBetween(from, to), index) : index;
    const end = literal ?? index;
    depth = forest.close(open, depth, indent);
    // Without words no table knows the statement: it stays unread, and may bear on anything.
    const number = forest.add(index + 1, indent, from, literal === null ? from : to);
    if (end !== index) forest.lastOf.set(number, end + 1);
    if (depth < deepest) {
      open[depth] = number;
      depth += 1;
    }
    index = end;
  }
  forest.close(open, depth, -1);
  return forest.side(0, forest.count);
}
