import { joinRanges, read, type LineRange, type Place, type ReadFact } from "../../src/model/fact.ts";
import { linesOf, placeOf, type PanosNode } from "./node.ts";

/** The node that a path of words leads to; every node on the way counts as read. */
export function child(node: PanosNode | undefined, ...words: readonly string[]): PanosNode | undefined {
  let at = node;
  for (const name of words) {
    at = at?.children.get(name);
    if (at === undefined) return undefined;
    at.read = true;
  }
  return at;
}

/** The nodes below a path, in the order of the text; they count as read, what is below them does not. */
export function entries(node: PanosNode | undefined, ...words: readonly string[]): readonly PanosNode[] {
  const found = child(node, ...words)?.children.values() ?? [];
  for (const entry of found) entry.read = true;
  return found;
}

/** The value of a leaf: the one set last. */
export function value(node: PanosNode | undefined, ...words: readonly string[]): PanosNode | undefined {
  let best: PanosNode | undefined;
  for (const candidate of entries(node, ...words)) {
    if (best === undefined || candidate.order > best.order) best = candidate;
  }
  return best;
}

export function word(node: PanosNode | undefined, ...words: readonly string[]): string | null {
  return value(node, ...words)?.word ?? null;
}

/** `yes`, `no`, or null where the leaf is not there or says something else. */
export function yesNo(node: PanosNode | undefined, ...words: readonly string[]): boolean | null {
  const said = word(node, ...words);
  return said === "yes" ? true : said === "no" ? false : null;
}

/** Marks a node and all below it as understood. */
export function markTree(node: PanosNode | undefined): void {
  if (node === undefined) return;
  node.read = true;
  for (const below of node.children.values()) markTree(below);
}

/** Marks what has no bearing of its own on the model (descriptions, tags) as understood. */
export function note(node: PanosNode | undefined, ...words: readonly string[]): void {
  for (const name of words) markTree(node?.children.get(name));
}

/** A fact read at a node. */
export function stated<T>(of: T, node: PanosNode): ReadFact<T> {
  const place = placeOf(node);
  return read(of, place.at, place.path);
}

/** Lines and path of several nodes together. */
export function placeOfAll(nodes: readonly PanosNode[]): Place {
  const [first] = nodes;
  const ranges: LineRange[] = nodes.flatMap((node) => [...linesOf(node)]);
  const path = first === undefined ? undefined : placeOf(first).path;
  const at = joinRanges(ranges);
  return path === undefined ? { at } : { at, path };
}
