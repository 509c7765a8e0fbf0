import { readBraces, type BraceHead, type BraceVisitor } from "../lib/braces.ts";
import type { LineRange } from "../../src/model/fact.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { deviceOutput } from "./device-output.ts";
import { isSetLine, readSetStatement } from "./from-set.ts";
import type { ConfigNode } from "./node.ts";
import { OpenBlocks } from "./open-blocks.ts";
import { addStatement, addWords, newDraft, type ConfigText, type Draft } from "./statements.ts";
import { UsualBlocks } from "./usual-blocks.ts";

const nowhere: readonly ConfigNode[] = [];

/** `show configuration`: one tree from nested braces; set lines and device output between blocks are understood too. */
export function fromBraces(lines: LazyLines): ConfigText {
  const draft = newDraft(lines.length);
  const blocks = new OpenBlocks(draft.root);
  const usual = new UsualBlocks(draft, lines, blocks, (node, first, last, order) => {
    const now = draft.order;
    draft.order = order;
    readBraces(lines.slice(first, last - 1), new TreeVisitor(draft, new OpenBlocks(node), first, null));
    draft.order = now;
  });
  const problems = readBraces(lines, new TreeVisitor(draft, blocks, 0, usual));
  return { form: "braces", ...draft, problems: [...draft.problems, ...problems] };
}

/** Puts what is read below a node; `above` is the number of lines above the first of those that are read. */
class TreeVisitor implements BraceVisitor {
  readonly #draft: Draft;
  readonly #blocks: OpenBlocks;
  readonly #above: number;
  readonly #usual: UsualBlocks | null;

  constructor(draft: Draft, blocks: OpenBlocks, above: number, usual: UsualBlocks | null) {
    this.#draft = draft;
    this.#blocks = blocks;
    this.#above = above;
    this.#usual = usual;
  }

  open(head: BraceHead): void {
    const ends = this.#add(head);
    const block = addStatement(this.#draft, ends, this.#linesOf(head), true);
    const tagged = head.tags.includes("inactive");
    if (tagged) for (const end of ends) if (end.hasOneStatement()) end.inactive = true;
    for (const end of ends) end.encloses = end.children.size === 0;
    this.#blocks.open({ ...block, inactive: tagged || this.#blocks.around.inactive });
  }

  statement(head: BraceHead): void {
    const ends = this.#add(head);
    if (ends.length > 0) addStatement(this.#draft, ends, this.#linesOf(head));
  }

  close(line: number): void {
    this.#blocks.close(this.#draft, line + this.#above);
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

  usual(line: number, openLines: number[]): number {
    return this.#usual === null ? line : this.#usual.read(line, openLines);
  }

  #linesOf({ at: [first, last] }: BraceHead): LineRange {
    return [first + this.#above, last + this.#above];
  }

  /** The last nodes of a statement or of a block's head; none where it is left out. */
  #add({ tags, words }: BraceHead): readonly ConfigNode[] {
    const { ends, inactive } = this.#blocks.around;
    if (tags.length > 0) {
      if (tags.includes("delete")) return nowhere;
      if (tags.includes("inactive")) return addWords(ends, words, "inactive") ?? nowhere;
    }
    // What stands in a block that is switched off needs no mark of its own.
    return addWords(ends, words, inactive ? "keep" : "active") ?? nowhere;
  }
}
