/** A word, a quoted text or a sign of a rule set; a variable keeps its "$", a set its "@". */
export interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

/** A statement up to the end of its line or ";", with what stands in braces after it. */
export interface NftStatement {
  readonly tokens: readonly Token[];
  /** Null where it is no block. */
  readonly children: readonly NftStatement[] | null;
  readonly first: number;
  /** Last line of the statement, or of the block. */
  readonly last: number;
}

interface Growing {
  tokens: Token[];
  children: Growing[] | null;
  first: number;
  last: number;
}

/** What opens a block at the outermost level and in a table (nft(8), "TABLES", "CHAINS", "SETS", "MAPS", "STATEFUL OBJECTS"). */
const blocks = [
  new Set(["table"]),
  new Set([
    "chain",
    "set",
    "map",
    "flowtable",
    "ct",
    "counter",
    "quota",
    "limit",
    "secmark",
    "synproxy",
    "meter",
    "tunnel",
  ]),
];

export interface NftText {
  readonly statements: readonly NftStatement[];
  readonly comments: readonly number[];
  readonly blanks: readonly number[];
  /** Line of a block or set that nothing closes; null where all are closed. */
  readonly open: number | null;
  /** Lines of closing braces that close nothing. */
  readonly strays: readonly number[];
}

/** Statements and blocks of a rule set, in one pass. */
export function readNftText(lines: readonly string[]): NftText {
  const roots: Growing[] = [];
  const open: Growing[] = [];
  const comments: number[] = [];
  const blanks: number[] = [];
  const strays: number[] = [];
  let statement: Growing | null = null;
  /** Braces and parentheses of values that are open. */
  let depth = 0;
  const end = (): void => {
    statement = null;
  };
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const tokens = tokensOf(text);
    if (tokens.length === 0) {
      (text.trim() === "" ? blanks : comments).push(line);
      continue;
    }
    for (const token of tokens) {
      const sign = token.quoted ? "" : token.text;
      if (depth === 0 && sign === ";") {
        end();
        continue;
      }
      if (depth === 0 && sign === "}") {
        end();
        const block = open.pop();
        if (block === undefined) strays.push(line);
        else block.last = line;
        continue;
      }
      if (statement === null) {
        statement = { tokens: [], children: null, first: line, last: line };
        (open.at(-1)?.children ?? roots).push(statement);
      }
      const current: Growing = statement;
      current.last = line;
      if (depth === 0 && sign === "{" && opensBlock(current, open.length)) {
        current.children = [];
        open.push(current);
        end();
        continue;
      }
      if (sign === "{" || sign === "(") depth += 1;
      else if (sign === "}" || sign === ")") depth = Math.max(0, depth - 1);
      current.tokens.push(token);
    }
    if (depth === 0 && !text.trimEnd().endsWith("\\")) end();
  }
  const unclosed = depth > 0 ? roots.at(-1) : open[0];
  return { statements: roots, comments, blanks, open: unclosed?.first ?? null, strays };
}

function opensBlock({ tokens: [head] }: Growing, level: number): boolean {
  return head !== undefined && blocks[level]?.has(head.text) === true;
}

/** Tokens of one line without its comment; a backslash at the end continues the line. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = -1;
  const close = (at: number): void => {
    if (start >= 0) tokens.push({ text: text.slice(start, at), quoted: false });
    start = -1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === " " || char === "\t" || (char === "\\" && at === text.length - 1)) close(at);
    else if (char === "#" && start < 0) return tokens;
    else if (char === '"') {
      close(at);
      const last = text.indexOf('"', at + 1);
      const until = last < 0 ? text.length : last;
      tokens.push({ text: text.slice(at + 1, until), quoted: true });
      at = until;
    } else if ("{}();,".includes(char)) {
      close(at);
      tokens.push({ text: char, quoted: false });
    } else if (start < 0) start = at;
  }
  close(text.length);
  return tokens;
}
