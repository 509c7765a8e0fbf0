import type { AddressMatch } from "../../src/model/address.ts";
import type { LineRange } from "../../src/model/fact.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { linesPlace } from "../lib/line-places.ts";
import { Ipv4Specs } from "../lib/netfilter/ipv4-specs.ts";
import { hasLetters, lettersOf } from "../lib/same-letters.ts";
import { backslash, blank, lineEnd, wrapEnd } from "./usual-ends.ts";
import { Pieces } from "./usual-pieces.ts";
import { UsualQuotes } from "./usual-quotes.ts";

/** An address of a list that was read where it stands. */
export class UsualMember {
  readonly list: string;
  readonly address: AddressMatch;
  readonly at: readonly LineRange[];

  constructor(list: string, address: AddressMatch, at: readonly LineRange[]) {
    this.list = list;
    this.address = address;
    this.at = at;
  }
}

/** Reads "add address=… comment=… list=…" with an IPv4 address or prefix; whatever else stands there is for the general reader. */
export class UsualMembers {
  readonly #codes: Uint16Array;
  readonly #text: string;
  readonly #pieces: Pieces;
  readonly #specs = new Ipv4Specs();
  readonly #quotes: UsualQuotes;
  /** Last line of the member that was read last. */
  last = 0;

  constructor(lines: LazyLines) {
    this.#codes = lines.codes;
    this.#text = lines.text;
    this.#pieces = new Pieces(lines);
    this.#quotes = new UsualQuotes(lines);
  }

  /** The member that begins at a place of the text; null where it is none of the usual. */
  read(from: number, line: number): UsualMember | null {
    const codes = this.#codes;
    if (!hasLetters(codes, from, addWord)) return null;
    const pieces = this.#pieces;
    const quotes = this.#quotes;
    let address: AddressMatch | null = null;
    let list: string | null = null;
    let isCommented = false;
    let at = from + addWord.length;
    this.last = line;
    for (;;) {
      if (codes[at] === backslash) {
        at = wrapEnd(codes, at);
        if (at < 0) return null;
        this.last += 1;
        continue;
      }
      if (hasLetters(codes, at, addressWord)) {
        const match = this.#specs.read(codes, this.#text, at + addressWord.length)?.include[0];
        if (match === undefined || address !== null) return null;
        address = match;
        at = this.#specs.end;
      } else if (hasLetters(codes, at, commentWord) && quotes.begins(at + commentWord.length)) {
        if (isCommented || quotes.read() === null) return null;
        isCommented = true;
        at = quotes.next;
        this.last += quotes.wraps;
      } else {
        const piece = pieces.at(at);
        if (piece === null) return null;
        const { name, value } = piece.setting;
        if (name !== "list" || list !== null) return null;
        list = value;
        at = pieces.end;
        this.last += pieces.wraps;
      }
      if (codes[at] === lineEnd) break;
      if (codes[at] !== blank) return null;
      at += 1;
    }
    if (address === null || list === null) return null;
    return new UsualMember(list, address, linesPlace(line, this.last));
  }
}

const addWord = lettersOf("add ");
const addressWord = lettersOf("address=");
const commentWord = lettersOf("comment=");
