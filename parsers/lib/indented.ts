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
  /** Its line as it stands, with its words from column `indent` on; left out where they are not those of one line. */
  readonly text?: string;
}

/** The words of the statement that was asked for them last: they are split when somebody asks, and mostly asked for at once. */
interface LastWords {
  of: unknown;
  words: readonly string[];
  /** Where words are gathered until their number is known: a list that grows keeps room for more than it holds. */
  readonly gathered: string[];
}

const noWords: readonly string[] = [];
const noStatements: Line[] = [];

/** A statement whose words are not kept: a long text has more of them than fit in memory. */
class Line implements Statement {
  readonly line: number;
  readonly last: number;
  readonly indent: number;
  readonly negated: boolean;
  children: Line[] = noStatements;
  readonly #text: string | null;
  readonly #lastWords: LastWords;

  /** Without a text no table knows the statement: it stays unread, and may bear on anything. */
  constructor(line: number, last: number, indent: number, text: string | null, lastWords: LastWords) {
    this.line = line;
    this.last = last;
    this.indent = indent;
    this.negated = text !== null && text.startsWith("no", indent) && isBlank(text.charCodeAt(indent + 2));
    this.#text = text;
    this.#lastWords = lastWords;
  }

  get text(): string {
    return this.#text ?? "";
  }

  get words(): readonly string[] {
    const kept = this.#lastWords;
    if (kept.of === this) return kept.words;
    kept.of = this;
    const from = this.negated ? this.indent + 2 : this.indent;
    kept.words =
      this.#text === null ? noWords : kept.gathered.slice(0, gatherWords(kept.gathered, this.#text, from));
    return kept.words;
  }

  add(child: Line): void {
    if (this.children === noStatements) this.children = [child];
    else this.children.push(child);
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
  const roots: Line[] = [];
  const open: Line[] = [];
  const lastWords: LastWords = { of: null, words: noWords, gathered: [] };
  for (let index = 0; index < lines.length; index += 1) {
    const raw = lines[index] ?? "";
    const text = raw.trim();
    if (syntax.comment(text, index + 1)) continue;
    const indent = indentOf(raw);
    const literal = syntax.mayStartLiteral?.(text) === false ? index : syntax.literalEnd(wordsOf(text), index, lines);
    const end = literal ?? index;
    // Most lines stand as they are; of others the blanks after them go.
    const kept = raw.length === indent + text.length ? raw : raw.slice(0, indent) + text;
    const statement = new Line(index + 1, end + 1, indent, literal === null ? null : kept, lastWords);
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const parent = open.at(-1);
    if (parent === undefined) roots.push(statement);
    else parent.add(statement);
    if (open.length < deepest) open.push(statement);
    index = end;
  }
  return roots;
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
