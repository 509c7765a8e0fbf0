import { chainOf, type SavedChain, type SavedTable } from "./saved-table.ts";
import { UsualRules } from "./usual-rules.ts";

/** Reads "-A CHAIN …" of usual rules where they stand in a text, with the counters that "iptables-save -c" puts in front. */
export class UsualCommands {
  readonly #text: string;
  readonly #readers: { 4?: UsualRules; 6?: UsualRules } = {};
  #table: SavedTable | null = null;
  #chain: SavedChain | undefined;
  /** Where the name of that chain was read last, with the blank behind it. */
  #name = 0;
  #length = 0;
  /** Where the line after the rule that was read last begins. */
  next = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether a line may be one: it has a letter of them first. */
  mayBegin(from: number): boolean {
    if (from >= this.#text.length) return false;
    const first = this.#text.charCodeAt(from);
    return first === 45 || first === 91;
  }

  /** Reads the rule of a line into its chain; false where it is none of the usual. */
  read(table: SavedTable, from: number, line: number): boolean {
    const text = this.#text;
    const name = text.charCodeAt(from) === 91 ? behindCounters(text, from + 1) : from;
    if (name < 0 || !text.startsWith("-A ", name)) return false;
    const end = this.#nameEnd(table, name + 3);
    if (end < 0) return false;
    const chain = (this.#chain ??= table.chains.get(text.slice(name + 3, end - 1)));
    const reader = (this.#readers[table.readFor] ??= new UsualRules(text, table.readFor));
    const rule = reader.read(end, line, (chain?.rules.length ?? 0) + 1);
    if (rule === null) return false;
    this.#chain ??= chainOf(table, text.slice(name + 3, end - 1), line);
    this.#chain.rules.push(rule);
    table.signs |= reader.signs;
    this.next = reader.end + (text.charCodeAt(reader.end) === 13 ? 2 : 1);
    return true;
  }

  /** Where the blank behind the name of a chain ends, of which all is known if it is the one before; -1 for odd names. */
  #nameEnd(table: SavedTable, start: number): number {
    const text = this.#text;
    if (table === this.#table && isSame(text, this.#name, start, this.#length)) return start + this.#length;
    const end = text.indexOf(" ", start) + 1;
    if (!/^[^\s"!-][^\s"!]* $/.test(text.slice(start, end))) return -1;
    this.#table = table;
    this.#chain = undefined;
    this.#name = start;
    this.#length = end - start;
    return end;
  }
}

function isSame(text: string, one: number, other: number, length: number): boolean {
  if (other + length > text.length) return false;
  for (let at = 0; at < length; at += 1) if (text.charCodeAt(one + at) !== text.charCodeAt(other + at)) return false;
  return true;
}

/** "12:3456] " */
function behindCounters(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 58) break;
  }
  return text.startsWith("] ", at) ? at + 2 : -1;
}
