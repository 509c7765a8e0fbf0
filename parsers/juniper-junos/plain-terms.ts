import type { AclEntry } from "../../src/model/acl.ts";
import type { ConfigNode, PlainBelow } from "./node.ts";
import { markTree } from "./reading.ts";

/** Makes nodes of the lines between two others, below the node of their block. */
export type GrowLines = (node: ConfigNode, first: number, last: number, order: number) => void;

/** A term of the usual form with the entry that it becomes. */
export class PlainTerm implements PlainBelow {
  isRead = false;
  readonly entry: AclEntry;
  /** Number of the statement that opens it; each of its lines has one more. */
  readonly #order: number;
  readonly #growLines: GrowLines;

  constructor(entry: AclEntry, order: number, growLines: GrowLines) {
    this.entry = entry;
    this.#order = order;
    this.#growLines = growLines;
  }

  grow(node: ConfigNode): void {
    const [first, last] = this.entry.at[0] ?? [0, 0];
    this.#growLines(node, first, last, this.#order);
    if (this.isRead) node.children.each(markTree);
  }
}
