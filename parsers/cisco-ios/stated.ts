import type { Statement } from "../lib/indented.ts";

/** The last statement that begins with the words, where it is not negated. */
export function stated(statements: readonly Statement[], phrase: string): Statement | null {
  const found = lastOf(statements, phrase);
  return found === null || found.negated ? null : found;
}

/** The last statement that begins with the words, negated or not. */
export function lastOf(statements: readonly Statement[], phrase: string): Statement | null {
  const words = phrase.split(" ");
  return statements.findLast((each) => beginsWith(each, words)) ?? null;
}

export function beginsWith(statement: Statement, words: readonly string[]): boolean {
  return words.every((word, place) => statement.words[place] === word);
}

/** Statements with their words split, since they are asked for them many times; only those that begin as one of the phrases. */
export function beginningAs(statements: readonly Statement[], phrases: ReadonlySet<string>): readonly Statement[] {
  const found: Statement[] = [];
  for (const statement of statements) {
    const { words } = statement;
    const [first = "", second = ""] = words;
    if (phrases.has(first) || phrases.has(`${first} ${second}`)) found.push({ ...statement, words });
  }
  return found;
}
