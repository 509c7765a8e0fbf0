import { readBraces, type BraceHead, type BraceVisitor, type BraceWord } from "../lib/braces.ts";
import type { LineRange } from "../../src/model/fact.ts";
import { grow, type ConfigNode } from "./node.ts";
import { deviceOutput } from "./device-output.ts";
import { isSetLine, readSetStatement } from "./from-set.ts";
import { PlainTerm, plainTermEntry } from "./plain-terms.ts";
import {
  addBlock,
  addStatement,
  addWords,
  closeBlock,
  newDraft,
  type Block,
  type ConfigText,
  type Draft,
} from "./statements.ts";

/** A block that is open: what is below it, where it stands, and whether it is switched off. */
interface Opened {
  readonly ends: readonly ConfigNode[];
  readonly block: Block | null;
  readonly inactive: boolean;
  /** It is a filter in force, whose terms may be read as a whole. */
  readonly holdsTerms: boolean;
}

const nowhere: readonly ConfigNode[] = [];

/** `show configuration`: one tree from nested braces; set lines and device output between blocks are understood too. */
export function fromBraces(lines: readonly string[]): ConfigText {
  const draft = newDraft(lines.length);
  const visitor = new TreeVisitor(draft, lines, draft.root, 0);
  const problems = readBraces(lines, visitor);
  return { form: "braces", ...draft, problems: [...draft.problems, ...problems] };
}

/** Puts what is read below a node; `above` is the number of lines above the first of those that are read. */
class TreeVisitor implements BraceVisitor {
  readonly #draft: Draft;
  readonly #lines: readonly string[];
  readonly #above: number;
  readonly #open: Opened[] = [];
  /** What is around all blocks, or the innermost of them. */
  #around: Opened;

  constructor(draft: Draft, lines: readonly string[], top: ConfigNode, above: number) {
    this.#draft = draft;
    this.#lines = lines;
    this.#above = above;
    this.#around = { ends: [top], block: null, inactive: false, holdsTerms: false };
  }

  open(head: BraceHead): void {
    const ends = this.#add(head);
    const block = ends.length === 0 ? null : addStatement(this.#draft, ends, this.#linesOf(head), true);
    const tagged = head.tags.includes("inactive");
    if (tagged) for (const end of ends) if (end.hasOneStatement()) end.inactive = true;
    for (const end of ends) end.encloses = end.children.size === 0;
    this.#open.push(this.#around);
    const inactive = tagged || this.#around.inactive;
    this.#around = { ends, block, inactive, holdsTerms: !inactive && this.#above === 0 && isFilter(ends) };
  }

  statement(head: BraceHead): void {
    const ends = this.#add(head);
    if (ends.length > 0) addStatement(this.#draft, ends, this.#linesOf(head));
  }

  close(line: number): void {
    const { block } = this.#around;
    if (block !== null) closeBlock(this.#draft, block, line + this.#above);
    this.#around = this.#open.pop() ?? this.#around;
  }

  bare(line: number, isBlank: boolean): void {
    this.#draft.leftOut.note(line + this.#above, isBlank ? "blank" : "comment");
  }

  foreign(text: string, line: number): boolean {
    const reason = deviceOutput(text);
    if (reason !== null) this.#draft.leftOut.note(line, reason);
    else if (isSetLine(text)) readSetStatement(this.#draft, text, line);
    else return false;
    return true;
  }

  /** A term of the usual form is one node, and what is below it is read at once. */
  whole(words: readonly BraceWord[], line: number): number {
    const { holdsTerms, ends } = this.#around;
    const [keyword, name] = words;
    const [filter] = ends;
    if (!holdsTerms || keyword !== "term" || filter === undefined) return 0;
    if (typeof name !== "string" || words.length !== 2) return 0;
    const terms = filter.children.get("term");
    if (terms?.children.has(name) === true) return 0;
    const entry = plainTermEntry(this.#lines, line, name);
    if (entry === null) return 0;
    const draft = this.#draft;
    const { node } = grow(terms ?? grow(filter, "term").node, name);
    const plain = new PlainTerm(entry, draft.order + 1, this.#growLines);
    addBlock(draft, node, line, plain.last);
    node.plain = plain;
    draft.order += plain.last - line;
    return plain.last;
  }

  readonly #growLines = (node: ConfigNode, first: number, last: number, order: number): void => {
    const draft = this.#draft;
    const now = draft.order;
    draft.order = order;
    readBraces(this.#lines.slice(first, last - 1), new TreeVisitor(draft, this.#lines, node, first));
    draft.order = now;
  };

  #linesOf({ at: [first, last] }: BraceHead): LineRange {
    return [first + this.#above, last + this.#above];
  }

  /** The last nodes of a statement or of a block's head; none where it is left out. */
  #add({ tags, words }: BraceHead): readonly ConfigNode[] {
    const { ends, inactive } = this.#around;
    if (tags.length > 0) {
      if (tags.includes("delete")) return nowhere;
      if (tags.includes("inactive")) return addWords(ends, words, "inactive") ?? nowhere;
    }
    // What stands in a block that is switched off needs no mark of its own.
    return addWords(ends, words, inactive ? "keep" : "active") ?? nowhere;
  }
}

/** Whether a block is [edit firewall filter X] or [edit firewall family Y filter X]. */
function isFilter(ends: readonly ConfigNode[]): boolean {
  const keyword = ends.length === 1 ? ends[0]?.parent : null;
  if (keyword?.word !== "filter") return false;
  const above = keyword.parent;
  const firewall = above?.parent?.word === "family" ? above.parent.parent : above;
  return firewall?.word === "firewall" && firewall.depth === 1;
}
