import type { LazyLines } from "../lib/lazy-lines.ts";
import { chainOf, type SavedChain, type SavedTable } from "./saved-table.ts";
import { isSame } from "../lib/same-letters.ts";
import { blank, dash } from "./usual-ends.ts";
import { UsualRules } from "./usual-rules.ts";

/** Reads "-A CHAIN …" of usual rules where they stand in a text, with the counters that "iptables-save -c" puts in front. */
export class UsualCommands {
  readonly #lines: LazyLines;
  readonly #readers: { 4?: UsualRules; 6?: UsualRules } = {};
  #table: SavedTable | null = null;
  #chain: SavedChain | undefined;
  /** Where the name of that chain was read last, with the blank behind it. */
  #name = 0;
  #length = 0;

  constructor(lines: LazyLines) {
    this.#lines = lines;
  }

  /** Whether a line may be one: it has a letter of them first. */
  mayBegin(from: number): boolean {
    const first = this.#lines.codes[from];
    return first === dash || first === bracket;
  }

  /** Reads the rule of a line into its chain; false where it is none of the usual. */
  read(table: SavedTable, from: number, line: number): boolean {
    const { codes, text } = this.#lines;
    const command = codes[from] === bracket ? behindCounters(codes, from + 1) : from;
    if (command < 0 || codes[command] !== dash || codes[command + 1] !== 65 || codes[command + 2] !== blank)
      return false;
    const name = command + 3;
    const end = this.#nameEnd(table, name);
    if (end < 0) return false;
    const chain = (this.#chain ??= table.chains.get(text.slice(name, end - 1)));
    const reader = (this.#readers[table.readFor] ??= new UsualRules(this.#lines, table.readFor));
    const rule = reader.read(end, line, (chain?.rules.length ?? 0) + 1);
    if (rule === null) return false;
    this.#chain ??= chainOf(table, text.slice(name, end - 1), line);
    this.#chain.rules.push(rule);
    if (rule.verdict.kind === "jump") this.#chain.isPlain = false;
    table.signs |= reader.signs;
    return true;
  }

  /** Where the blank behind the name of a chain ends, of which all is known if it is the one before; -1 for odd names. */
  #nameEnd(table: SavedTable, start: number): number {
    const { codes, text } = this.#lines;
    if (table === this.#table && isSame(codes, this.#name, start, this.#length)) return start + this.#length;
    const end = text.indexOf(" ", start) + 1;
    if (!/^[^\s"!-][^\s"!]* $/.test(text.slice(start, end))) return -1;
    this.#table = table;
    this.#chain = undefined;
    this.#name = start;
    this.#length = end - start;
    return end;
  }
}

const bracket = 91;

/** Where "12:3456] " ends; -1 where something else stands there. */
function behindCounters(codes: Uint16Array, from: number): number {
  let at = from;
  for (; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code < 48 || code > 58) break;
  }
  return codes[at] === bracket + 2 && codes[at + 1] === blank ? at + 2 : -1;
}
