import type { Token } from "./nft-tokens.ts";

/** A place in the tokens of a rule. */
export interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}

/** The sign or word that stands there; "" for a quoted text and at the end. */
export function wordAt({ tokens, at }: Cursor, ahead = 0): string {
  const token = tokens[at + ahead];
  return token === undefined || token.quoted ? "" : token.text;
}

export function isAtEnd({ tokens, at }: Cursor): boolean {
  return at >= tokens.length;
}

/** The text of some tokens, as it would be written. */
export function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text, quoted }) => (quoted ? `"${text}"` : text)).join(" ");
}

/** What stands between the brace or parenthesis at the cursor and its other half; the cursor goes behind it. */
export function takeBraces(cursor: Cursor): readonly Token[] {
  let depth = 0;
  const start = cursor.at + 1;
  for (; !isAtEnd(cursor); cursor.at += 1) {
    const sign = wordAt(cursor);
    if (sign === "{" || sign === "(") depth += 1;
    if (sign === "}" || sign === ")") depth -= 1;
    if (depth === 0) break;
  }
  const inner = cursor.tokens.slice(start, cursor.at);
  cursor.at += 1;
  return inner;
}

/** Words that begin a statement: what is not understood ends before one of them. */
const statements = new Set(
  (
    "accept drop continue return reject jump goto queue counter log comment limit quota snat dnat masquerade redirect " +
    "notrack tproxy dup fwd flow synproxy"
  ).split(" "),
);

/** Everything up to the next statement, as tokens. */
export function takeToStatement(cursor: Cursor): readonly Token[] {
  const start = cursor.at;
  while (!isAtEnd(cursor) && (cursor.at === start || !statements.has(wordAt(cursor)))) {
    if (wordAt(cursor) === "{") takeBraces(cursor);
    else cursor.at += 1;
  }
  return cursor.tokens.slice(start, cursor.at);
}
