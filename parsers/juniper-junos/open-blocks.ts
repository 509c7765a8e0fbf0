import type { ConfigNode } from "./node.ts";
import { closeBlock, type Block, type Draft } from "./statements.ts";

/** A block that is open: what is below it, where it stands, and whether it is switched off. */
export interface Opened extends Block {
  readonly inactive: boolean;
}

/** Blocks around what is read next. */
export class OpenBlocks {
  readonly #outer: Opened[] = [];
  /** What is around all blocks, or the innermost of them. */
  around: Opened;

  constructor(top: ConfigNode) {
    this.around = { ends: [top], row: 0, first: 0, last: 0, inactive: false };
  }

  open(opened: Opened): void {
    this.#outer.push(this.around);
    this.around = opened;
  }

  close(draft: Draft, line: number): void {
    closeBlock(draft, this.around, line);
    this.around = this.#outer.pop() ?? this.around;
  }
}
