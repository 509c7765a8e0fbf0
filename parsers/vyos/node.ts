import type { ConnectionState } from "../../src/model/acl.ts";
import { anyAddress, type AddressSpec } from "../../src/model/address.ts";
import { joinRanges, type LineRange, type Place } from "../../src/model/fact.ts";
import { Children } from "../lib/children.ts";
import type { ChainRule, Verdict } from "../lib/netfilter/flatten.ts";
import { noTerms, type Terms } from "../lib/netfilter/terms.ts";

/** A group that an end of a rule names. */
export interface PlainGroup {
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  /** What a group of addresses asks for, once it is known. */
  spec: AddressSpec;
}

/** Addresses as they are written, or what they ask for; empty where an end asks for none. */
export type PlainAddress = string | PlainGroup | AddressSpec;
/** The same for ports. */
export type PlainPort = string | PlainGroup | number;

/** Where rules were read, which knows their lines. */
export interface RuleOrigin {
  /** Read from `rule 10 { … }`, and not from commands. */
  readonly isBlock: boolean;
  /** Makes words of the tree below a node from the lines of its rule. */
  unfold(node: ConfigNode, rule: PlainRule): void;
  /** Says that the lines of a rule end with a node. */
  stand(node: ConfigNode, rule: PlainRule): void;
}

/**
 * A rule of a firewall list whose lines stand together and say each thing once, in one of the usual ways: it is kept as
 * what they say, and its words are no part of the tree until somebody asks for them.
 */
export class PlainRule implements ChainRule {
  readonly ordinal: string;
  readonly first: number;
  last: number;
  readonly origin: RuleOrigin;
  verdict: Verdict<never> = undecided;
  protocol = "";
  source: PlainAddress = "";
  sourcePort: PlainPort = "";
  destination: PlainAddress = "";
  destinationPort: PlainPort = "";
  states: ConnectionState[] | null = null;
  remarks: readonly string[] = noRemarks;
  log = false;
  saysLog = false;
  inactive = false;
  /** Packets of its protocols and ports, and where it stands, once its reader knew what all of it means. */
  services = noTerms.services;
  at: readonly LineRange[] = noPlace;
  isUnderstood = false;

  constructor(ordinal: string, line: number, origin: RuleOrigin) {
    this.ordinal = ordinal;
    this.first = line;
    this.last = line;
    this.origin = origin;
  }

  /** What it asks for, which is put together for whoever asks. */
  get terms(): Terms {
    return {
      source: addressesOf(this.source),
      destination: addressesOf(this.destination),
      services: this.services,
      tcpFlags: null,
      fragments: null,
      dscp: null,
      interfaces: null,
      outInterfaces: null,
      states: this.states,
      unresolved: noTerms.unresolved,
    };
  }
}

function addressesOf(asked: PlainAddress): AddressSpec {
  if (typeof asked === "string") return anyAddress;
  return "include" in asked ? asked : asked.spec;
}

/** Of a rule that states no action. */
export const undecided: Verdict<never> = { kind: "unknown" };
export const noRemarks: readonly string[] = [];
const noPlace: readonly LineRange[] = [];

/** What nodes without any share; never written to. */
const none = new Children<ConfigNode>();
const noNumbers: number[] = [];

/** Words below one another; more than any device writes, and little enough for recursion. */
export const deepestWord = 200;

/**
 * One word of the configuration. The words of all statements form one tree, the same for both forms:
 * `ethernet eth0 { address 192.0.2.1/24 }` and `set … ethernet eth0 address '192.0.2.1/24'` both make
 * ethernet > eth0 > address > 192.0.2.1/24.
 */
export class ConfigNode {
  readonly word: string;
  readonly parent: ConfigNode | null;
  readonly depth: number;
  #children: Children<ConfigNode> = none;
  /** What a rule says, or the rules of a list in the order of their numbers, in place of all below. */
  #folded: PlainRule | PlainRule[] | null = null;
  /** Lines of the first statement that ends with this word; of a block, up to its end. 0 where there is none. */
  #first = 0;
  #last = 0;
  /** First and last lines of the others, in pairs. */
  #more: number[] = noNumbers;
  /** Blocks open with this word and no other statement leads through it: all below lies within their lines. */
  encloses = false;
  read = false;
  /** Reason for which the node is knowingly left out. */
  skipped: string | null = null;

  constructor(word: string, parent: ConfigNode | null) {
    this.word = word;
    this.parent = parent;
    this.depth = parent === null ? 0 : parent.depth + 1;
  }

  get children(): Children<ConfigNode> {
    if (this.#folded !== null) this.#unfold(this.#folded);
    return this.#children;
  }

  #unfold(folded: PlainRule | readonly PlainRule[]): void {
    this.#folded = null;
    if (folded instanceof PlainRule) folded.origin.unfold(this, folded);
    else
      for (const rule of folded) {
        const node = new ConfigNode(rule.ordinal, this);
        this.add(node);
        node.fold(rule);
        rule.origin.stand(node, rule);
      }
  }

  /** The rule that stands for all below. */
  get plain(): PlainRule | null {
    return this.#folded instanceof PlainRule ? this.#folded : null;
  }

  /** Likewise the rules of a list. */
  get plainRules(): readonly PlainRule[] | null {
    return this.#folded instanceof PlainRule ? null : this.#folded;
  }

  /** Of a node that has nothing below it yet. */
  fold(plain: PlainRule): void {
    this.#folded = plain;
  }

  /** Adds a rule to those of the list, where nothing else is below and those have lesser numbers; else false. */
  foldRule(rule: PlainRule): boolean {
    const folded = this.#folded;
    if (folded === null) {
      if (this.#children.size > 0) return false;
      this.#folded = [rule];
      return true;
    }
    if (folded instanceof PlainRule || !(Number(folded.at(-1)?.ordinal) < Number(rule.ordinal))) return false;
    folded.push(rule);
    return true;
  }

  add(node: ConfigNode): void {
    if (this.#children === none) this.#children = new Children<ConfigNode>();
    this.#children.add(node);
  }

  /** Adds the same to ranges. */
  addOwnTo(ranges: [number, number][]): void {
    if (this.#first !== 0) addRange(ranges, this.#first, this.#last);
    for (let at = 0; at < this.#more.length; at += 2) addRange(ranges, this.#more[at] ?? 0, this.#more[at + 1] ?? 0);
  }

  /** Lines of the statements that end with this word. */
  get own(): LineRange[] {
    const ranges: LineRange[] = this.#first === 0 ? [] : [[this.#first, this.#last]];
    for (let at = 0; at < this.#more.length; at += 2) ranges.push([this.#more[at] ?? 0, this.#more[at + 1] ?? 0]);
    return ranges;
  }

  /** The same in order. */
  get ownPlace(): readonly LineRange[] {
    if (this.#more.length > 0) return inOrder(this.own);
    return this.#first === 0 ? noPlace : [[this.#first, this.#last]];
  }

  /** Line of the first statement that ends with this word; 0 where there is none. */
  get firstLine(): number {
    return this.#first;
  }

  get hasLines(): boolean {
    return this.#first !== 0;
  }

  addLines(first: number, last: number): void {
    // No plain rule has lines that end with its number.
    if (this.#folded instanceof PlainRule) this.#unfold(this.#folded);
    if (this.#first === 0) {
      this.#first = first;
      this.#last = last;
    } else if (this.#more.length === 0) this.#more = [first, last];
    else this.#more.push(first, last);
  }
}

/** The child of that word, made when there is none. */
export function grow(parent: ConfigNode, word: string): ConfigNode {
  const found = parent.children.get(word);
  if (found !== undefined) return found;
  const node = new ConfigNode(word, parent);
  parent.add(node);
  return node;
}

/** Lines of the node and all below it. */
export function placeOf(node: ConfigNode): Place {
  const { plain } = node;
  if (plain !== null) return { at: [[plain.first, plain.last]] };
  if (node.encloses || (node.plainRules === null && node.children.size === 0)) {
    return { at: node.ownPlace };
  }
  const ranges: [number, number][] = [];
  collect(node, ranges);
  return { at: inOrder(ranges) };
}

/** Joined ranges; most come in order, and need no sorting. */
function inOrder(ranges: readonly LineRange[]): readonly LineRange[] {
  const [only] = ranges;
  if (only === undefined) return ranges;
  // A list that has grown holds more room than it needs.
  if (ranges.length === 1) return [only];
  const joined: LineRange[] = [];
  let [first, last] = only;
  for (let at = 1; at < ranges.length; at += 1) {
    const [from, to] = ranges[at] ?? only;
    if (from < first) return joinRanges(ranges);
    if (from <= last + 1) last = Math.max(last, to);
    else {
      joined.push([first, last]);
      [first, last] = [from, to];
    }
  }
  joined.push([first, last]);
  return joined;
}

/** Adds lines; those right behind the ones before go on with them. */
function addRange(ranges: [number, number][], first: number, last: number): void {
  const before = ranges.at(-1);
  if (before !== undefined && first >= before[0] && first <= before[1] + 1) before[1] = Math.max(before[1], last);
  else ranges.push([first, last]);
}

function collect(node: ConfigNode, ranges: [number, number][]): void {
  const { plain, plainRules } = node;
  if (plain !== null) {
    addRange(ranges, plain.first, plain.last);
    return;
  }
  node.addOwnTo(ranges);
  if (plainRules !== null) for (const { first, last } of plainRules) addRange(ranges, first, last);
  else if (!node.encloses) collectBelow(node.children, ranges);
}

function collectBelow(children: Children<ConfigNode>, ranges: [number, number][]): void {
  for (let at = 0; at < children.size; at += 1) {
    const child = children.at(at);
    if (child !== undefined) collect(child, ranges);
  }
}

/** The line that names the node first, without its block. */
export function placeOfHead(node: ConfigNode): Place {
  const line = firstLineOf(node);
  return { at: line === 0 ? noPlace : [[line, line]] };
}

/** Words are written in the order in which they are first read, so that of those below one the first is the earliest. */
function firstLineOf(node: ConfigNode): number {
  if (node.plain !== null) return node.plain.first;
  const rule = node.plainRules?.[0];
  const below = node.encloses || rule !== undefined ? undefined : node.children.at(0);
  const first = rule?.first ?? (below === undefined ? 0 : firstLineOf(below));
  return node.firstLine === 0 || (first !== 0 && first < node.firstLine) ? first : node.firstLine;
}
