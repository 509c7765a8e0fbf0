import type { Said } from "./block-settings.ts";
import { KeyOrder, mostShared } from "./key-orders.ts";

/** Statements of a block that stand one a line from its first line on, each of another key: set, unset or append. */
export class Lead {
  readonly order: KeyOrder;
  /** What they say, in the order of the keys. */
  readonly said: readonly Said[];
  /** Line of the first. */
  readonly from: number;

  constructor(order: KeyOrder, said: readonly Said[], from: number) {
    this.order = order;
    this.said = said;
    this.from = from;
  }
}

/** Reads what blocks begin with, one innermost block after the other. */
export class LeadReader {
  /** The lead of blocks that begin otherwise. */
  readonly none = new Lead(new KeyOrder("", null), [], 0);
  /** The block, while it holds nothing but its lead. */
  #block: { lead: Lead } | null = null;
  #order = this.none.order;
  /** What the statements say; more than the order has keys are of an earlier block. */
  readonly #said: Said[] = [];
  /** Line that the next statement stands on. */
  #next = 0;

  /** A block begins, its first statement on that line. */
  begin(block: { lead: Lead }, line: number): void {
    this.#block = block;
    this.#order = this.none.order;
    this.#next = line;
  }

  /** Whether a statement of one line goes on with the lead; where it does not, the lead is over. */
  takes(said: Said, line: number): boolean {
    if (this.#block === null) return false;
    const { count } = this.#order;
    const longer =
      line === this.#next && said.kind !== "other" && count < mostShared ? this.#order.after(said.key) : null;
    if (longer === null) {
      this.end();
      return false;
    }
    this.#said[count] = said;
    this.#order = longer;
    this.#next += 1;
    return true;
  }

  /** What comes next is no part of a lead. */
  end(): void {
    if (this.#block === null) return;
    const { count } = this.#order;
    if (count > 0) this.#block.lead = new Lead(this.#order, this.#said.slice(0, count), this.#next - count);
    this.#block = null;
  }
}
