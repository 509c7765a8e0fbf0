import { Children } from "../lib/children.ts";
import { joinRanges, type LineRange, type Place } from "../../src/model/fact.ts";

/** What every node without more of it shares; never written to. */
const none = new Children<ConfigNode>();
const noNumbers: number[] = [];
const noOrigins: ConfigNode[] = [];

/** Words below one another; more than any device writes, and little enough for recursion. */
export const deepestWord = 400;

/** A block of the usual form, which was read where it stands. */
export interface PlainBelow {
  /** True once what it says is in the model: all its lines are read. */
  isRead: boolean;
  /** Makes the nodes that the block has in the general form. */
  grow(node: ConfigNode): void;
}

/**
 * One word of the configuration. The words of all statements form one tree, the same for the braces,
 * set and XML forms: `unit 0 { family inet …` and `set … unit 0 family inet …` both make unit > 0 > family > inet.
 * A large configuration has millions of these, so a node holds no array, map or string of its own that most do not need.
 */
export class ConfigNode {
  readonly word: string;
  readonly parent: ConfigNode | null;
  #children: Children<ConfigNode> = none;
  /** What stands below and was read without nodes; they are made once somebody asks for them. */
  #plain: PlainBelow | null = null;
  /** Lines of the first statement that ends with this word; of a block, up to its end. 0 where there is none. */
  #first = 0;
  #last = 0;
  /** First and last lines of the others, in pairs. */
  #more: number[] = noNumbers;
  /** XML only: where the element stands. */
  path: string | null = null;
  /** Nodes of configuration groups that this one was inherited from. */
  origins: ConfigNode[] = noOrigins;
  /** Reason for which the node and all below are knowingly left out. */
  skipped: string | null = null;
  /** Counts up with each statement, so that of several values the one set last is known. */
  order = 0;
  /** Depth below the root, and above it the marks, one bit each. */
  #bits: number;

  constructor(word: string, parent: ConfigNode | null) {
    this.word = word;
    this.parent = parent;
    this.#bits = parent === null ? 0 : Math.min(parent.depth + 1, depthBits);
  }

  get children(): Children<ConfigNode> {
    if (this.#plain !== null) this.growAll();
    return this.#children;
  }
  set children(children: Children<ConfigNode>) {
    this.#children = children;
  }

  get plain(): PlainBelow | null {
    return this.#plain;
  }
  set plain(plain: PlainBelow | null) {
    this.#plain = plain;
  }

  /** Makes the nodes below that were not made yet. */
  growAll(): void {
    const plain = this.#plain;
    this.#plain = null;
    plain?.grow(this);
  }

  get depth(): number {
    return this.#bits & depthBits;
  }

  /** A block opens with this word, and no other statement leads through it: all below lies within its own lines. */
  get encloses(): boolean {
    return (this.#bits & enclosesBit) !== 0;
  }
  set encloses(is: boolean) {
    this.#set(enclosesBit, is);
  }

  /** Configured but not in force (`inactive:`, `deactivate`). */
  get inactive(): boolean {
    return (this.#bits & inactiveBit) !== 0;
  }
  set inactive(is: boolean) {
    this.#set(inactiveBit, is);
  }

  /** No statement outside of a group says it. */
  get inherited(): boolean {
    return (this.#bits & inheritedBit) !== 0;
  }
  set inherited(is: boolean) {
    this.#set(inheritedBit, is);
  }

  /** It bears on the model in a way that is not known, and stays unread though its block is left out by name. */
  get odd(): boolean {
    return (this.#bits & oddBit) !== 0;
  }
  set odd(is: boolean) {
    this.#set(oddBit, is);
  }

  get read(): boolean {
    return (this.#bits & readBit) !== 0;
  }
  set read(is: boolean) {
    this.#set(readBit, is);
  }

  /** Of a node within a group: something inherits it, or a wildcard of it matched. */
  get taken(): boolean {
    return (this.#bits & takenBit) !== 0;
  }
  set taken(is: boolean) {
    this.#set(takenBit, is);
  }

  /** A statement below says which groups are applied. */
  get applies(): boolean {
    return (this.#bits & appliesBit) !== 0;
  }
  set applies(is: boolean) {
    this.#set(appliesBit, is);
  }

  /** Number of the areas that the node may bear on when it stays unread, below 65536; 0 is none noted. */
  get bearing(): number {
    return this.#bits >>> bearingShift;
  }
  set bearing(number: number) {
    this.#bits = (this.#bits & ~(-1 << bearingShift)) | (number << bearingShift);
  }

  #set(bit: number, is: boolean): void {
    this.#bits = is ? this.#bits | bit : this.#bits & ~bit;
  }

  /** Lines of the statements that end with this word, in the order of the text. */
  get own(): LineRange[] {
    const ranges: LineRange[] = this.#first === 0 ? [] : [[this.#first, this.#last]];
    for (let at = 0; at < this.#more.length; at += 2) ranges.push([this.#more[at] ?? 0, this.#more[at + 1] ?? 0]);
    return ranges;
  }

  /** Adds them to ranges; what follows on the range before becomes one with it. */
  addOwnTo(ranges: [number, number][]): void {
    if (this.#first !== 0) addRange(ranges, this.#first, this.#last);
    for (let at = 0; at < this.#more.length; at += 2) addRange(ranges, this.#more[at] ?? 0, this.#more[at + 1] ?? 0);
  }

  /** The first line of the first statement that ends with this word; 0 where there is none. */
  get firstLine(): number {
    return this.#first;
  }

  hasOneStatement(): boolean {
    return this.#first !== 0 && this.#more.length === 0;
  }

  /** Notes lines of the node; most nodes have one statement, and many none. */
  addLines(first: number, last: number): void {
    if (this.#first === 0) {
      this.#first = first;
      this.#last = last;
    } else if (this.#more.length === 0) this.#more = [first, last];
    else this.#more.push(first, last);
  }

  /** Takes back the lines of a block that were noted first: what stands below says them. */
  takeBackBlock(): void {
    const [first, last, ...more] = this.#more;
    this.#first = first ?? 0;
    this.#last = last ?? 0;
    this.#more = more.length === 0 ? noNumbers : more;
    this.encloses = false;
  }

  /** Lines right after the last ones become one range with them: the same statement over and over takes no memory. */
  joinLines(first: number, last: number): void {
    const end = this.#more.length - 1;
    // The two ends of a block stay apart from what follows it.
    if (this.encloses) this.addLines(first, last);
    else if (end < 0 && this.#first !== 0 && first >= this.#first && first <= this.#last + 1) {
      this.#last = Math.max(this.#last, last);
    } else if (end > 0 && first >= (this.#more[end - 1] ?? 0) && first <= (this.#more[end] ?? 0) + 1) {
      this.#more[end] = Math.max(this.#more[end] ?? 0, last);
    } else this.addLines(first, last);
  }

  /** Stretches the lines of the block that was opened at `head` to its end. */
  closeLines(first: number, last: number, end: number): void {
    if (end <= last) return;
    for (let at = this.#more.length - 2; at >= 0; at -= 2) {
      if (this.#more[at] !== first || this.#more[at + 1] !== last) continue;
      this.#more[at + 1] = end;
      return;
    }
    if (this.#first === first && this.#last === last) this.#last = end;
  }
}

const depthBits = 0x1ff;
const oddBit = 0x200;
const enclosesBit = 0x400;
const inactiveBit = 0x800;
const inheritedBit = 0x1000;
const readBit = 0x2000;
const takenBit = 0x4000;
const appliesBit = 0x8000;
const bearingShift = 16;

/** The child of that word, made when there is none. */
export function grow(parent: ConfigNode, word: string): { node: ConfigNode; isNew: boolean } {
  const found = parent.children.get(word);
  return found === undefined ? { node: growNew(parent, word), isNew: true } : { node: found, isNew: false };
}

/** The same where nobody asks whether it was there. */
export function growOne(parent: ConfigNode, word: string): ConfigNode {
  return parent.children.get(word) ?? growNew(parent, word);
}

/** Makes a child of a word that is not there yet. */
export function growNew(parent: ConfigNode, word: string): ConfigNode {
  if (parent.children === none) parent.children = new Children<ConfigNode>();
  const node = new ConfigNode(word, parent);
  parent.children.add(node);
  if (word === "apply-groups" || word === "apply-groups-except") {
    for (let at: ConfigNode | null = parent; at !== null && !at.applies; at = at.parent) at.applies = true;
  }
  return node;
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
  return placeWith(linesOf(node), node);
}

function placeWith(lines: readonly LineRange[], node: ConfigNode): Place {
  let { path } = node;
  if (path === null && node.origins.length > 0)
    path = node.origins.find((origin) => origin.path !== null)?.path ?? null;
  return path === null ? { at: lines } : { at: lines, path };
}

function linesOf(node: ConfigNode): readonly LineRange[] {
  if (node.origins.length === 0 && (node.encloses || node.children.size === 0)) {
    return node.hasOneStatement() ? node.own : joinRanges(node.own);
  }
  const ranges: [number, number][] = [];
  const collect = (each: ConfigNode): void => {
    each.addOwnTo(ranges);
    if (each.encloses && each.origins.length === 0) return;
    for (const origin of each.origins) {
      for (const [first, last] of origin.own) {
        // Of a group's block only its two ends are the node's; what was inherited from within has its own place.
        if (origin.encloses) ranges.push([first, first], [last, last]);
        else ranges.push([first, last]);
      }
    }
    each.children.each(collect);
  };
  collect(node);
  return ranges.length === 1 ? ranges : joinRanges(ranges);
}

function addRange(ranges: [number, number][], first: number, last: number): void {
  const before = ranges.at(-1);
  if (before !== undefined && first >= before[0] && first <= before[1] + 1) before[1] = Math.max(before[1], last);
  else ranges.push([first, last]);
}

/** The lines that name the node itself, without its block. */
export function placeOfHead(node: ConfigNode): Place {
  const first = node.firstLine !== 0 ? node.firstLine : (node.origins[0]?.firstLine ?? 0);
  return first === 0 ? placeOf(node) : placeWith([[first, first]], node);
}
