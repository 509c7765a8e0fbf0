import { isBlank, type Statement } from "../lib/indented.ts";

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

/** Second words by the first one; null where any may follow. */
export type Beginnings = ReadonlyMap<string, ReadonlySet<string> | null>;

/** Phrases of one or two words. */
export function beginnings(...phrases: readonly string[]): Beginnings {
  const found = new Map<string, Set<string> | null>();
  for (const phrase of phrases) {
    const [first = "", second] = phrase.split(" ");
    if (second === undefined) found.set(first, null);
    else if (found.get(first) !== null) found.set(first, new Set(found.get(first)).add(second));
  }
  return found;
}

/** A statement with its words and those of everything under it: for blocks that are looked through for every interface. */
export function withWords({ line, last, indent, words, negated, children }: Statement): Statement {
  return { line, last, indent, words, negated, children: children.map(withWords) };
}

/** Statements with their words split, since they are asked for them many times; only those that begin as one of the phrases. */
export function beginningAs(statements: readonly Statement[], phrases: Beginnings): readonly Statement[] {
  const found: Statement[] = [];
  for (const statement of statements) {
    if (!mayBeginAs(statement, phrases)) continue;
    const { words, line, last, indent, negated, children } = statement;
    const seconds = phrases.get(words[0] ?? "");
    if (seconds === null || seconds?.has(words[1] ?? "") === true)
      found.push({ line, last, indent, words, negated, children });
  }
  return found;
}

/** Tells most statements by their text, without splitting all of it. */
function mayBeginAs({ text, indent, negated }: Statement, phrases: Beginnings): boolean {
  if (text === undefined || negated) return true;
  const end = wordEnd(text, indent);
  const seconds = phrases.get(text.slice(indent, end));
  if (seconds === undefined || seconds === null) return seconds === null;
  let second = end;
  while (isBlank(text.charCodeAt(second))) second += 1;
  return seconds.has(text.slice(second, wordEnd(text, second)));
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isBlank(text.charCodeAt(end))) end += 1;
  return end;
}
