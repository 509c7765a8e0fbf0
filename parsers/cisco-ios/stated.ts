import type { Statement } from "../lib/indented.ts";

/** The last statement that begins with the words, where it is not negated. */
export function stated(statements: readonly Statement[], phrase: string): Statement | null {
  const found = lastOf(statements, phrase);
  return found === null || found.negated ? null : found;
}

/** The last statement that begins with the words, negated or not. */
export function lastOf(statements: readonly Statement[], phrase: string): Statement | null {
  return statements.findLast(({ words }) => beginsAs(words, phrase)) ?? null;
}

/** The phrase is not split: some thirty are asked for at every interface. */
function beginsAs(words: readonly string[], phrase: string): boolean {
  let start = 0;
  for (const word of words) {
    if (!phrase.startsWith(word, start)) return false;
    start += word.length + 1;
    if (start > phrase.length) return true;
    if (phrase[start - 1] !== " ") return false;
  }
  return false;
}

export function beginsWith(statement: Statement, words: readonly string[]): boolean {
  return words.every((word, place) => statement.words[place] === word);
}

/** A statement with its words and those of everything under it: for blocks that are looked through for every interface. */
export function withWords({ line, last, indent, words, negated, children }: Statement): Statement {
  return { line, last, indent, words, negated, children: children.map(withWords) };
}

/** A statement with its words split, since it is asked for them many times. */
export function withOwnWords({ words, line, last, indent, negated, children }: Statement): Statement {
  return { line, last, indent, words, negated, children };
}
