import { Children } from "../lib/children.ts";
import { joinRanges, type LineRange, type Place } from "../../src/model/fact.ts";

/** What a word is in the XML form; the other forms do not tell. */
export type NodeKind = "element" | "entry" | "member" | "text";

/** What every node without more of it shares; never written to. */
const none = new Children<PanosNode>();
const noNumbers: number[] = [];

/** Words below one another; more than any device writes, and little enough for recursion. */
const deepest = 400;

/**
 * One word of the configuration: the name of an element, of an entry, or a value. The three forms make the same tree:
 * `<address><entry name="web"><ip-netmask>…` and `set address web ip-netmask …` are both address > web > ip-netmask > ….
 */
export class PanosNode {
  readonly word: string;
  readonly parent: PanosNode | null;
  readonly kind: NodeKind;
  readonly depth: number;
  children: Children<PanosNode> = none;
  /** Line of the start of the first statement of the node, and of its end; 0 where there is none. */
  first = 0;
  last = 0;
  /** First and last lines of the others, in pairs. */
  more: number[] = noNumbers;
  /** Counts up with each statement, so that of several values the one set last is known. */
  order = 0;
  read = false;
  /** XML only: path of the element that the node stands in, where words above were left out. */
  prefix: string | null = null;
  /** The node that any word after this one leads to, for a word that is in no tree. */
  leadsTo: PanosNode | null = null;
  /** A block of the text, whose content lies within its lines. */
  encloses = false;

  constructor(word: string, parent: PanosNode | null, kind: NodeKind) {
    this.word = word;
    this.parent = parent;
    this.kind = kind;
    this.depth = parent === null ? 0 : parent.depth + 1;
  }

  addLines(first: number, last: number): void {
    if (this.first === 0) {
      this.first = first;
      this.last = last;
    } else if (this.more.length === 0 && first <= this.last + 1 && first >= this.first && !this.encloses) {
      this.last = Math.max(last, this.last);
    } else if (this.more.length === 0) this.more = [first, last];
    else this.more.push(first, last);
  }

  /** How many statements of its own the node has; a list of their lines would be made for nothing where each is looked at once. */
  get statements(): number {
    return this.first === 0 ? 0 : 1 + this.more.length / 2;
  }

  firstOf(statement: number): number {
    return statement === 0 ? this.first : (this.more[statement * 2 - 2] ?? 0);
  }

  lastOf(statement: number): number {
    return statement === 0 ? this.last : (this.more[statement * 2 - 1] ?? 0);
  }

  get own(): LineRange[] {
    const ranges: LineRange[] = [];
    for (let place = 0; place < this.statements; place += 1) ranges.push([this.firstOf(place), this.lastOf(place)]);
    return ranges;
  }
}

/** The child of that word, made when there is none; at the deepest level a word leads nowhere. */
export function grow(parent: PanosNode, word: string, kind: NodeKind): PanosNode {
  if (parent.depth >= deepest) return parent;
  const found = parent.children.get(word);
  if (found !== undefined) return found;
  if (parent.children === none) parent.children = new Children<PanosNode>();
  const node = new PanosNode(word, parent, kind);
  parent.children.add(node);
  return node;
}

/** Lines of the node and all below it. */
export function linesOf(node: PanosNode): readonly LineRange[] {
  if (node.encloses || node.children.size === 0) return node.more.length === 0 ? node.own : joinRanges(node.own);
  const ranges: [number, number][] = [];
  collect(node, ranges);
  return joinRanges(ranges);
}

function collect(node: PanosNode, ranges: [number, number][]): void {
  for (let place = 0; place < node.statements; place += 1) {
    const first = node.firstOf(place);
    const before = ranges.at(-1);
    // Most statements follow one another, and ranges are joined in the end.
    if (before !== undefined && first >= before[0] && first <= before[1] + 1)
      before[1] = Math.max(before[1], node.lastOf(place));
    else ranges.push([first, node.lastOf(place)]);
  }
  if (node.encloses) return;
  for (let place = 0; place < node.children.size; place += 1) {
    const child = node.children.at(place);
    if (child !== undefined) collect(child, ranges);
  }
}

export function placeOf(node: PanosNode): Place {
  const at = linesOf(node);
  const path = pathOf(node);
  return path === null ? { at } : { at, path };
}

/** XPath of the element that made the node; null in the other forms. */
function pathOf(node: PanosNode): string | null {
  const steps: string[] = [];
  for (let at: PanosNode | null = node; at !== null; at = at.parent) {
    if (at.kind === "entry") steps.push(`/entry[@name='${at.word}']`);
    else if (at.kind === "element") steps.push(`/${at.word}`);
    if (at.prefix !== null) return at.prefix + steps.toReversed().join("");
  }
  return null;
}

/** The line that names the node, without its block. */
export function placeOfHead(node: PanosNode): Place {
  const whole = placeOf(node);
  const line = node.first !== 0 ? node.first : (whole.at[0]?.[0] ?? 0);
  return line === 0 ? whole : { ...whole, at: [[line, line]] };
}
