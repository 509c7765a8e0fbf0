import type { AclEntry } from "../../src/model/acl.ts";
import type { ConfigNode, PlainBelow } from "./node.ts";
import { markTree } from "./reading.ts";

/** Makes nodes of the lines of a term below its node. `order` and `row` are those of the statement that it was noted as. */
export type GrowLines = (node: ConfigNode, first: number, last: number, order: number, row: number) => void;

/** A term of the usual form with the entry that it becomes. */
export class PlainTerm implements PlainBelow {
  isRead = false;
  readonly entry: AclEntry;
  /** Number of its first statement; each of its lines has one more. */
  readonly #order: number;
  readonly #row: number;
  readonly #growLines: GrowLines;

  constructor(entry: AclEntry, order: number, row: number, growLines: GrowLines) {
    this.entry = entry;
    this.#order = order;
    this.#row = row;
    this.#growLines = growLines;
  }

  grow(node: ConfigNode): void {
    const [first, last] = this.entry.at[0] ?? [0, 0];
    this.#growLines(node, first, last, this.#order, this.#row);
    if (this.isRead) node.children.each(markTree);
  }
}
