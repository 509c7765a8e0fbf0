import { deepest } from "../lib/braces.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { deepestWord, growNew, growOne, type ConfigNode } from "./node.ts";
import type { OpenBlocks } from "./open-blocks.ts";
import { PlainLine } from "./plain-lines.ts";
import { PlainTerm, type GrowLines } from "./plain-terms.ts";
import { addBlock, addLine, openBlock, type Draft } from "./statements.ts";
import { UsualTerms } from "./usual-terms.ts";
import { UsualWords } from "./usual-words.ts";

/** Reads lines of one or two plain words within blocks in force, and terms of filters as a whole. */
export class UsualBlocks {
  readonly #draft: Draft;
  readonly #lines: LazyLines;
  readonly #blocks: OpenBlocks;
  readonly #growLines: GrowLines;
  readonly #line: PlainLine;
  readonly #terms: UsualTerms;

  constructor(draft: Draft, lines: LazyLines, blocks: OpenBlocks, growLines: GrowLines) {
    this.#draft = draft;
    this.#lines = lines;
    this.#blocks = blocks;
    this.#growLines = growLines;
    const words = new UsualWords(lines);
    this.#line = new PlainLine(lines, words);
    this.#terms = new UsualTerms(lines, words);
  }

  /** Reads from a line on; returns the first that is not as usual. */
  read(first: number, openLines: number[]): number {
    const plain = this.#line;
    for (let line = first; line <= this.#lines.length; line += 1) {
      const kind = plain.read(line);
      if (kind === "end") {
        if (openLines.pop() === undefined) return line;
        this.#blocks.close(this.#draft, line);
        continue;
      }
      const { ends, inactive } = this.#blocks.around;
      const [from] = ends;
      if (kind === "other" || inactive || from === undefined || ends.length > 1) return line;
      if (from.depth > deepestWord - 2 || openLines.length >= deepest) return line;
      if (openLines.length === 0 && !this.#isTop(kind)) return line;
      if (kind === "statement") {
        addLine(this.#draft, this.#end(from), line);
        continue;
      }
      const last = this.#readTerm(from, line);
      if (last === 0) this.#open(from, line, openLines);
      else line = last;
    }
    return this.#lines.length + 1;
  }

  /** Around all blocks stands what a device or a session printed, too; it is not told by letters alone. */
  #isTop(kind: "statement" | "block"): boolean {
    const { first, second } = this.#line;
    return kind === "block" && second === null && first >= "a";
  }

  #end(from: ConfigNode): ConfigNode {
    const { first, second } = this.#line;
    const node = growOne(from, first);
    node.inactive = false;
    if (second === null) return node;
    // A statement that leads through a block from outside puts lines below it that the block does not hold.
    node.encloses = false;
    const end = growOne(node, second);
    end.inactive = false;
    return end;
  }

  #open(from: ConfigNode, line: number, openLines: number[]): void {
    const end = this.#end(from);
    this.#blocks.open(openBlock(this.#draft, end, line));
    end.encloses = end.children.size === 0;
    openLines.push(line);
  }

  /** A term of the usual form is one node, and what is below it is read at once. Returns its last line, 0 where it is none. */
  #readTerm(filter: ConfigNode, line: number): number {
    const { first, second } = this.#line;
    if (first !== "term" || second === null || !isFilter(filter)) return 0;
    const terms = filter.children.get("term");
    if (terms?.children.has(second) === true) return 0;
    const entry = this.#terms.read(line, second);
    if (entry === null) return 0;
    const draft = this.#draft;
    const node = growNew(terms ?? growNew(filter, "term"), second);
    const last = entry.at[0]?.[1] ?? line;
    const row = addBlock(draft, node, line, last);
    node.plain = new PlainTerm(entry, draft.order, row, this.#growLines);
    draft.order += last - line;
    return last;
  }
}

/** Whether a block is [edit firewall filter X] or [edit firewall family Y filter X]. */
function isFilter(block: ConfigNode): boolean {
  const keyword = block.parent;
  if (keyword?.word !== "filter") return false;
  const above = keyword.parent;
  const firewall = above?.parent?.word === "family" ? above.parent.parent : above;
  return firewall?.word === "firewall" && firewall.depth === 1;
}
