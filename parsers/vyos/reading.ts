import { joinRanges, read, type Fact, type ReadFact } from "../../src/model/fact.ts";
import { placeOf, type ConfigNode } from "./node.ts";

/** Marks a node as understood. */
export function mark(node: ConfigNode): ConfigNode {
  node.read = true;
  return node;
}

/** Marks the node and everything below as understood. */
export function markTree(node: ConfigNode | undefined): void {
  if (node === undefined) return;
  node.read = true;
  for (const below of node.children.values()) markTree(below);
}

/** The child of that word, marked. Several words descend. */
export function child(
  node: ConfigNode | undefined,
  word: string,
  second?: string,
  third?: string,
): ConfigNode | undefined {
  const found = node?.children.get(word);
  if (found === undefined) return undefined;
  found.read = true;
  return second === undefined ? found : child(found, second, third);
}

/** The child of that word, and no mark. */
export function peek(
  node: ConfigNode | undefined,
  word: string,
  second?: string,
  third?: string,
): ConfigNode | undefined {
  const found = node?.children.get(word);
  return second === undefined || found === undefined ? found : peek(found, second, third);
}

/** Children, none marked. */
export function children(node: ConfigNode | undefined): readonly ConfigNode[] {
  return node === undefined ? nothing : node.children.values();
}

/** Names below a keyword: `user` > names, `server` > addresses. The keyword and each name are marked. */
export function entries(node: ConfigNode | undefined, keyword: string): readonly ConfigNode[] {
  const found = node?.children.get(keyword);
  if (found === undefined) return nothing;
  const below = mark(found).children.values();
  for (const each of below) each.read = true;
  return below;
}

/** Rules are tried by number, however they were written. */
export function inOrder(rules: readonly ConfigNode[]): readonly ConfigNode[] {
  let before = -Infinity;
  for (const { word } of rules) {
    const number = Number(word);
    if (!(number >= before)) return [...rules].sort((a, b) => Number(a.word) - Number(b.word));
    before = number;
  }
  return rules;
}

/** What most keywords have below them, since most are not set. */
const nothing: readonly never[] = [];

/** A value and where it stands. */
export interface Value {
  readonly text: string;
  readonly node: ConfigNode;
}

/** Every value of a keyword that takes several; words that no quotes hold together are one value. All are marked. */
export function values(node: ConfigNode | undefined, keyword: string): readonly Value[] {
  const found = entries(node, keyword);
  return found.length === 0 ? nothing : found.map(valueAt);
}

function valueAt(first: ConfigNode): Value {
  let text = first.word;
  for (let at = first; at.children.size === 1;) {
    const next = at.children.at(0);
    if (next === undefined) break;
    text += ` ${next.word}`;
    at = mark(next);
  }
  return { text, node: first };
}

/** The value of a keyword that takes one: the one written last. */
export function value(node: ConfigNode | undefined, keyword: string): Value | undefined {
  const found = node?.children.get(keyword);
  if (found?.children.size !== 1) return values(node, keyword).at(-1);
  const only = mark(found).children.at(0);
  return only === undefined ? undefined : valueAt(mark(only));
}

/** Values of a keyword that takes several by commas, by repetition or both. */
export function listed(node: ConfigNode | undefined, keyword: string): readonly Value[] {
  const found = values(node, keyword);
  if (found.length === 0) return nothing;
  return found.flatMap(({ text, node: at }) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .map((part) => ({ text: part, node: at })),
  );
}

/** A number of at most ten digits, or null. */
export function numberOf(found: Value | undefined): number | null {
  return found !== undefined && /^\d{1,10}$/.test(found.text) ? Number(found.text) : null;
}

/** A fact that the lines of a node state. */
export function stated<T>(what: T, node: ConfigNode): ReadFact<T> {
  return read(what, placeOf(node).at);
}

/** A fact of several nodes together. */
export function statedBy<T>(what: T, nodes: readonly ConfigNode[]): ReadFact<T> {
  return read(what, joinRanges(nodes.flatMap((node) => placeOf(node).at)));
}

/** The single value as a fact, or the fact that holds where none is set. */
export function valueFact<T, D>(
  node: ConfigNode | undefined,
  keyword: string,
  take: (text: string) => T,
  otherwise: Fact<D>,
): Fact<T | D> {
  const found = value(node, keyword);
  return found === undefined ? otherwise : stated(take(found.text), found.node);
}
