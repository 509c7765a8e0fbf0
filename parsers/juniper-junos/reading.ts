import { joinRanges, read, type Fact, type LineRange, type ReadFact } from "../../src/model/fact.ts";
import { placeOf, type ConfigNode } from "./node.ts";

/** Statements of the machinery that are no content of the block they stand in. */
const machinery = new Set(["apply-groups", "apply-groups-except", "apply-macro"]);

const none: readonly ConfigNode[] = [];

/** Marks the node, and what it was inherited from, as understood. */
export function mark(node: ConfigNode): ConfigNode {
  node.read = true;
  if (node.origins.length > 0) for (const origin of node.origins) origin.read = true;
  return node;
}

/** Marks the node and everything below as understood. */
export function markTree(node: ConfigNode): ConfigNode {
  mark(node);
  node.children.each(markTree);
  return node;
}

/** The child of that word where it is in force; marked. Several words descend. */
export function child(node: ConfigNode | undefined, ...words: readonly string[]): ConfigNode | undefined {
  let at = node;
  for (const word of words) {
    at = at?.children.get(word);
    if (at === undefined || at.inactive) return undefined;
    mark(at);
  }
  return at;
}

/** Children in force, none marked. */
export function children(node: ConfigNode | undefined): readonly ConfigNode[] {
  if (node === undefined) return none;
  const all = node.children.values();
  // Nearly everywhere all of them are, and need no list of their own.
  for (const at of all) if (isLeftOut(at)) return all.filter((each) => !isLeftOut(each));
  return all;
}

/** The same one by one, for what few of very many have below them. */
export function eachChild(node: ConfigNode | undefined, see: (child: ConfigNode) => void): void {
  if (node === undefined) return;
  const { children: below } = node;
  let at: ConfigNode | undefined;
  for (let place = 0; (at = below.at(place)) !== undefined; place += 1) if (!isLeftOut(at)) see(at);
}

/** Units in force of all interfaces. */
export function eachUnit(root: ConfigNode, see: (port: ConfigNode, unit: ConfigNode) => void): void {
  eachChild(child(root, "interfaces"), (port) => {
    eachChild(port.children.get("unit"), (unit) => see(port, unit));
  });
}

function isLeftOut(node: ConfigNode): boolean {
  return node.inactive || isMachinery(node.word);
}

function isMachinery(word: string): boolean {
  return word.length > 10 && word.charCodeAt(0) === 97 && machinery.has(word);
}

/** Children whether in force or not, for what the model shows as inactive. */
export function allChildren(node: ConfigNode | undefined): readonly ConfigNode[] {
  if (node === undefined) return none;
  const all = node.children.values();
  for (const at of all) if (isMachinery(at.word)) return all.filter((each) => !isMachinery(each.word));
  return all;
}

/** Names in force below a keyword: `user` > names, `community` > names. The keyword and each name are marked. */
export function entries(node: ConfigNode | undefined, keyword: string): readonly ConfigNode[] {
  // Most of what is asked for is not there.
  const at = node?.children.get(keyword);
  if (at === undefined || at.inactive) return none;
  const found = children(mark(at));
  for (const each of found) mark(each);
  return found;
}

/**
 * The one value of a statement: what is set in place wins over what is inherited, the last set over
 * earlier ones, the first inherited over later ones. All are marked, since those that lose have no effect.
 */
export function value(node: ConfigNode | undefined, keyword: string): ConfigNode | undefined {
  const candidates = entries(node, keyword);
  let best: ConfigNode | undefined;
  for (const candidate of candidates) {
    if (best === undefined || (best.inherited && !candidate.inherited)) best = candidate;
    else if (!best.inherited && !candidate.inherited && candidate.order > best.order) best = candidate;
  }
  return best;
}

/** The value as a number where it is one. */
export function numberOf(node: ConfigNode | undefined): number | null {
  return node !== undefined && /^\d{1,10}$/.test(node.word) ? Number(node.word) : null;
}

/** A fact that the lines of a node state. */
export function stated<T>(what: T, node: ConfigNode): ReadFact<T> {
  const { at, path } = placeOf(node);
  return read(what, at, path);
}

/** A fact of several nodes together. */
export function statedBy<T>(what: T, nodes: readonly ConfigNode[]): ReadFact<T> {
  const places = nodes.map(placeOf);
  const ranges: LineRange[] = places.flatMap((place) => place.at);
  return read(what, joinRanges(ranges), places.find((place) => place.path !== undefined)?.path);
}

/** The single value as a fact, or the fact that holds where none is set. */
export function valueFact<T, D>(
  node: ConfigNode | undefined,
  keyword: string,
  take: (text: string) => T,
  otherwise: Fact<D>,
): Fact<T | D> {
  const found = value(node, keyword);
  return found === undefined ? otherwise : stated(take(found.word), found);
}

/** What is not known leaves the node and all below unread; what it was inherited from too. */
export function leaveOdd(node: ConfigNode): void {
  node.odd = true;
  for (const origin of node.origins) origin.odd = true;
}
