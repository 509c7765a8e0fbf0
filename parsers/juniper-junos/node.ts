import { joinRanges, type LineRange, type Place } from "../../src/model/fact.ts";

/**
 * One word of the configuration. The words of all statements form one tree, the same for the braces,
 * set and XML forms: `unit 0 { family inet …` and `set … unit 0 family inet …` both make unit > 0 > family > inet.
 */
export interface ConfigNode {
  readonly word: string;
  readonly parent: ConfigNode | null;
  readonly depth: number;
  children: Map<string, ConfigNode>;
  /** Lines of the statements that end with this word, and of the braces or end tag that close its block. */
  readonly own: LineRange[];
  /** XML only: where the element stands. */
  path: string | null;
  /** Configured but not in force (`inactive:`, `deactivate`). */
  inactive: boolean;
  /** Nodes of configuration groups that this one was inherited from. */
  readonly origins: ConfigNode[];
  /** No statement outside of a group says it. */
  inherited: boolean;
  /** Counts up with each statement, so that of several values the one set last is known. */
  order: number;
  read: boolean;
  /** Of a node within a group: something inherits it, or a wildcard of it matched. */
  taken: boolean;
  /** Reason for which the node and all below are knowingly left out. */
  skipped: string | null;
}

/** What a statement without children shares; never written to. */
const none: Map<string, ConfigNode> = new Map();

/** Words below one another; more than any device writes, and little enough for recursion. */
export const deepestWord = 400;

export function newNode(word: string, parent: ConfigNode | null): ConfigNode {
  return {
    word,
    parent,
    depth: parent === null ? 0 : parent.depth + 1,
    children: none,
    own: [],
    path: null,
    inactive: false,
    origins: [],
    inherited: false,
    order: 0,
    read: false,
    taken: false,
    skipped: null,
  };
}

/** The child of that word, made when there is none. */
export function grow(parent: ConfigNode, word: string): { node: ConfigNode; isNew: boolean } {
  const found = parent.children.get(word);
  if (found !== undefined) return { node: found, isNew: false };
  if (parent.children === none) parent.children = new Map();
  const node = newNode(word, parent);
  parent.children.set(word, node);
  return { node, isNew: true };
}

/** Words from the root down to the node. */
export function wordsTo(node: ConfigNode): string[] {
  const words: string[] = [];
  for (let at: ConfigNode = node; at.parent !== null; at = at.parent) words.push(at.word);
  return words.toReversed();
}

/** Lines of the node and all below it, or of what it was inherited from. */
export function placeOf(node: ConfigNode): Place {
  const ranges: LineRange[] = [];
  collect(node, ranges);
  const at = joinRanges(ranges);
  const path = node.path ?? node.origins.find((origin) => origin.path !== null)?.path ?? null;
  return path === null ? { at } : { at, path };
}

function collect(node: ConfigNode, ranges: LineRange[]): void {
  for (const range of node.own) ranges.push(range);
  for (const origin of node.origins) for (const range of origin.own) ranges.push(range);
  for (const child of node.children.values()) collect(child, ranges);
}

/** The lines that name the node itself, without its block. */
export function placeOfHead(node: ConfigNode): Place {
  const whole = placeOf(node);
  const first = node.own[0] ?? node.origins[0]?.own[0];
  return first === undefined ? whole : { ...whole, at: [first] };
}
