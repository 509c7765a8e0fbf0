import { Children } from "./children.ts";
import { joinRanges, type LineRange, type Place } from "../../src/model/fact.ts";

/**
 * One word of the configuration. The words of all statements form one tree, the same for the braces,
 * set and XML forms: `unit 0 { family inet …` and `set … unit 0 family inet …` both make unit > 0 > family > inet.
 */
export interface ConfigNode {
  readonly word: string;
  readonly parent: ConfigNode | null;
  readonly depth: number;
  children: Children<ConfigNode>;
  /** Lines of the statements that end with this word; of a block, up to the brace or end tag that closes it. */
  own: LineRange[];
  /** A block opens with this word, and no other statement leads through it: all below lies within `own`. */
  encloses: boolean;
  /** XML only: where the element stands. */
  path: string | null;
  /** Configured but not in force (`inactive:`, `deactivate`). */
  inactive: boolean;
  /** Nodes of configuration groups that this one was inherited from. */
  origins: ConfigNode[];
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
const none = new Children<ConfigNode>();
const noRanges: LineRange[] = [];
const noOrigins: ConfigNode[] = [];

/** Words below one another; more than any device writes, and little enough for recursion. */
export const deepestWord = 400;

export function newNode(word: string, parent: ConfigNode | null): ConfigNode {
  return {
    word,
    parent,
    depth: parent === null ? 0 : parent.depth + 1,
    children: none,
    own: noRanges,
    encloses: false,
    path: null,
    inactive: false,
    origins: noOrigins,
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
  if (parent.children === none) parent.children = new Children<ConfigNode>();
  const node = newNode(word, parent);
  parent.children.add(node);
  return { node, isNew: true };
}

/** Notes lines of the node; most nodes have one statement, and many none. */
export function addLines(node: ConfigNode, at: LineRange): void {
  if (node.own === noRanges) node.own = [at];
  else node.own.push(at);
}

/** Stretches the lines of the block that was opened with `head` to its end. */
export function closeLines(node: ConfigNode, head: LineRange, end: number): void {
  const index = node.own.lastIndexOf(head);
  if (index >= 0 && end > head[1]) node.own[index] = [head[0], end];
}

export function addOrigin(node: ConfigNode, origin: ConfigNode): void {
  if (node.origins === noOrigins) node.origins = [origin];
  else node.origins.push(origin);
  for (let at: ConfigNode | null = node; at !== null; at = at.parent) at.encloses = false;
}

/** Words from the root down to the node. */
export function wordsTo(node: ConfigNode): string[] {
  const words: string[] = [];
  for (let at: ConfigNode = node; at.parent !== null; at = at.parent) words.push(at.word);
  return words.toReversed();
}

/** Lines of the node and all below it, or of what it was inherited from. */
export function placeOf(node: ConfigNode): Place {
  const at = linesOf(node);
  const path = node.path ?? node.origins.find((origin) => origin.path !== null)?.path ?? null;
  return path === null ? { at } : { at, path };
}

function linesOf(node: ConfigNode): readonly LineRange[] {
  if (node.origins.length === 0 && (node.encloses || node.children.size === 0)) {
    return node.own.length === 1 ? [...node.own] : joinRanges(node.own);
  }
  const ranges: LineRange[] = [];
  collect(node, ranges);
  return joinRanges(ranges);
}

function collect(node: ConfigNode, ranges: LineRange[]): void {
  for (const range of node.own) ranges.push(range);
  if (node.encloses && node.origins.length === 0) return;
  for (const origin of node.origins) {
    for (const [first, last] of origin.own) {
      // Of a group's block only its two ends are the node's; what was inherited from within has its own place.
      if (origin.encloses) ranges.push([first, first], [last, last]);
      else ranges.push([first, last]);
    }
  }
  for (const child of node.children.values()) collect(child, ranges);
}

/** The lines that name the node itself, without its block. */
export function placeOfHead(node: ConfigNode): Place {
  const whole = placeOf(node);
  const first = node.own[0] ?? node.origins[0]?.own[0];
  return first === undefined ? whole : { ...whole, at: [[first[0], first[0]]] };
}
