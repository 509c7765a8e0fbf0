import type { ModelArea } from "../../src/model/device-config.ts";
import type { Statement } from "./indented.ts";
import { isBlank } from "./words.ts";
import { hashOf, isWordAt, withLetter } from "./word-hash.ts";
import type { SkippedStatement } from "../parser.ts";
import type { Ledger } from "./ledger.ts";

export type Touches = readonly (ModelArea | "*")[];

/** Reads one statement into the draft. False: not understood, the line stays unread. */
export type Handler<C> = (draft: C, statement: Statement) => boolean | void;

type Meaning<C> =
  | { readonly kind: "read"; readonly block: boolean; readonly handler: Handler<C> }
  | { readonly kind: "skip"; readonly block: boolean; readonly reason: string }
  | { readonly kind: "touches"; readonly touches: Touches };

interface Entry<C> {
  readonly phrases: readonly string[];
  readonly meaning: Meaning<C>;
}

/** A statement that `handler` reads; what is indented under it is left unread. */
export function on<C>(phrases: string | readonly string[], handler: Handler<C>): Entry<C> {
  return {
    phrases: typeof phrases === "string" ? [phrases] : phrases,
    meaning: { kind: "read", block: false, handler },
  };
}

/** A statement with a block, all of which `handler` reads, skips or leaves. */
export function block<C>(phrases: string | readonly string[], handler: Handler<C>): Entry<C> {
  return {
    phrases: typeof phrases === "string" ? [phrases] : phrases,
    meaning: { kind: "read", block: true, handler },
  };
}

/** Statements known to have no bearing on the model, for a named reason. */
export function skip(reason: string, ...phrases: readonly string[]): Entry<unknown> {
  return { phrases, meaning: { kind: "skip", block: false, reason } };
}

/** Statements known, with everything under them, to have no bearing on the model. */
export function skipBlock(reason: string, ...phrases: readonly string[]): Entry<unknown> {
  return { phrases, meaning: { kind: "skip", block: true, reason } };
}

/** What a statement that begins so may bear on when nobody reads it. */
export function touching(touches: Touches, ...phrases: readonly string[]): Entry<unknown> {
  return { phrases, meaning: { kind: "touches", touches } };
}

interface Node<C> {
  readonly word: string;
  readonly next: Map<string, Node<C>>;
  /** The same by the hash of the words' letters, for those of which no word is made; several of one hash are a chain. */
  readonly byHash: Map<number, Node<C>>;
  alike: Node<C> | undefined;
  meaning: Exclude<Meaning<C>, { kind: "touches" }> | null;
  touches: Touches | null;
}

export interface Table<C> {
  readonly root: Node<C>;
}

/** A prefix tree of statements by word; the longest known beginning decides. */
export function table<C>(entries: readonly (Entry<C> | Entry<unknown>)[]): Table<C> {
  const root = emptyNode<C>("");
  const twice: string[] = [];
  for (const { phrases, meaning } of entries) {
    for (const phrase of phrases) {
      let node = root;
      for (const word of phrase.split(" ")) {
        let next = node.next.get(word);
        if (next === undefined) {
          const hash = hashOf(word);
          next = emptyNode(word);
          next.alike = node.byHash.get(hash);
          node.next.set(word, next);
          node.byHash.set(hash, next);
        }
        node = next;
      }
      if (meaning.kind === "touches") node.touches = meaning.touches;
      else if (node.meaning === null) node.meaning = meaning;
      else twice.push(phrase);
    }
  }
  if (twice.length > 0) throw new Error(`more than one meaning in one table: ${twice.join(", ")}`);
  return { root };
}

function emptyNode<C>(word: string): Node<C> {
  return { word, next: new Map(), byHash: new Map(), alike: undefined, meaning: null, touches: null };
}

type Found<C> = Pick<Node<C>, "meaning" | "touches">;

/** What a statement means, by its letters where they are known. */
function meaningOf<C>(by: Table<C>, statement: Statement): Found<C> {
  const { source, from, to } = statement;
  if (source === undefined || from === undefined || to === undefined) return find(by, statement.words);
  return findAt(by, source.codes, statement.negated ? from + 2 : from, to);
}

function findAt<C>({ root }: Table<C>, letters: Uint16Array, from: number, to: number): Found<C> {
  let node = root;
  let { meaning, touches } = root;
  for (let index = from; index < to; index += 1) {
    if (isBlank(letters[index] ?? 0)) continue;
    const start = index;
    let hash = 0;
    for (let letter = letters[index] ?? 0; index < to && !isBlank(letter); letter = letters[index] ?? 0) {
      hash = withLetter(hash, letter);
      index += 1;
    }
    let next = node.byHash.get(hash);
    while (next !== undefined && !isWordAt(next.word, letters, start, index)) next = next.alike;
    if (next === undefined) break;
    node = next;
    meaning = node.meaning ?? meaning;
    touches = node.touches ?? touches;
  }
  return { meaning, touches };
}

function find<C>({ root }: Table<C>, words: readonly string[]): Found<C> {
  let node: Node<C> | undefined = root;
  let { meaning, touches } = root;
  for (const word of words) {
    node = node.next.get(word);
    if (node === undefined) break;
    meaning = node.meaning ?? meaning;
    touches = node.touches ?? touches;
  }
  return { meaning, touches };
}

/** The statements that a table skips, by their words. */
export function skippedIn<C>({ root }: Table<C>, within = ""): readonly SkippedStatement[] {
  const found: SkippedStatement[] = [];
  const stack: (readonly [string, Node<C>])[] = [[within, root]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [words, { meaning, next }] = top;
    if (meaning?.kind === "skip") found.push({ statement: words, reason: meaning.reason });
    for (const [word, node] of next) stack.push([words === "" ? word : `${words} ${word}`, node]);
  }
  return found.toSorted((a, b) => (a.statement < b.statement ? -1 : 1));
}

/** What an unread statement may bear on by its leading words, or null where the table knows none of them. */
function touchesOf<C>(statements: Table<C>, words: readonly string[]): Touches | null {
  return find(statements, words).touches;
}

/**
 * Reads statements by a table; each line ends up read, skipped or left with what it may bear on.
 * `otherwise` is what an unknown statement of this block may bear on. `first` sees each
 * statement before the table: it says true where it has read it, as the usual one of long texts by its text alone, and
 * false where it is another or was only to be seen.
 */
export function readStatements<C extends { readonly ledger: Ledger }>(
  draft: C,
  statements: readonly Statement[],
  by: Table<C>,
  otherwise: Touches,
  first?: (draft: C, statement: Statement) => boolean,
): void {
  // By index: an iterator of many statements makes an object for each.
  for (let index = 0; index < statements.length; index += 1) {
    const statement = statements[index];
    if (statement === undefined) continue;
    if (first?.(draft, statement) === true) draft.ledger.readRange(statement.line, statement.last);
    else readStatement(draft, statement, by, otherwise);
  }
}

/** The same for one. */
export function readStatement<C extends { readonly ledger: Ledger }>(
  draft: C,
  statement: Statement,
  by: Table<C>,
  otherwise: Touches,
): void {
  const { meaning, touches } = meaningOf(by, statement);
  const bearing = touches ?? otherwise;
  if (meaning === null) leave(draft.ledger, statement, bearing);
  else if (meaning.kind === "skip") skipLines(draft.ledger, statement, meaning.reason, meaning.block);
  else if (meaning.handler(draft, statement) === false) leave(draft.ledger, statement, bearing);
  else draft.ledger.readRange(statement.line, statement.last);
  if (meaning === null || !meaning.block) leaveAll(draft.ledger, statement.children, by, bearing);
}

function skipLines(ledger: Ledger, statement: Statement, reason: string, deep: boolean): void {
  for (let line = statement.line; line <= statement.last; line += 1) ledger.skip(line, reason);
  if (deep) for (const child of statement.children) skipLines(ledger, child, reason, true);
}

function leave(ledger: Ledger, { line, last }: Statement, touches: Touches): void {
  for (let each = line; each <= last; each += 1) ledger.leave(each, touches);
}

/** Lines under a statement that has no block: they may be statements of the level above, or its own. */
function leaveAll<C>(ledger: Ledger, statements: readonly Statement[], by: Table<C>, bearing: Touches): void {
  for (const statement of statements) {
    const own = touchesOf(by, statement.words);
    leave(ledger, statement, own === null ? bearing : [...new Set([...own, ...bearing])]);
    leaveAll(ledger, statement.children, by, bearing);
  }
}

/** What a statement may bear on by its leading words: "*" where the table reads them but names no area, null where it skips or does not know them. */
export function bearingOf<C>(by: Table<C>, words: readonly string[]): Touches | null {
  const { meaning, touches } = find(by, words);
  if (touches !== null) return touches;
  return meaning?.kind === "read" ? ["*"] : null;
}
