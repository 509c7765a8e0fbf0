import type { AddressMatch } from "../../src/model/address.ts";
import type { LineRange } from "../../src/model/fact.ts";
import { linesPlace } from "../lib/line-places.ts";
import { Ipv4Specs } from "../lib/netfilter/ipv4-specs.ts";
import { Pieces, wrapEnd } from "./usual-pieces.ts";
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
  readonly #pieces = new Pieces();
  readonly #specs = new Ipv4Specs();
  readonly #quotes = new UsualQuotes();
  /** Last line of the member that was read last. */
  last = 0;

  /** The member that begins at a place of the text; null where it is none of the usual. */
  read(text: string, from: number, line: number): UsualMember | null {
    if (!text.startsWith("add ", from)) return null;
    const pieces = this.#pieces;
    const quotes = this.#quotes;
    let address: AddressMatch | null = null;
    let list: string | null = null;
    let isCommented = false;
    let at = from + 4;
    this.last = line;
    for (;;) {
      if (text.charCodeAt(at) === 92) {
        at = wrapEnd(text, at);
        if (at < 0) return null;
        this.last += 1;
        continue;
      }
      if (text.startsWith("address=", at)) {
        const match = this.#specs.read(text, at + 8)?.include[0];
        if (match === undefined || address !== null) return null;
        address = match;
        at = this.#specs.end;
      } else if (text.startsWith("comment=", at) && quotes.begins(text, at + 8)) {
        if (isCommented || quotes.read(text) === null) return null;
        isCommented = true;
        at = quotes.next;
        this.last += quotes.wraps;
      } else {
        const piece = pieces.at(text, at);
        if (piece === null) return null;
        const { name, value } = piece.setting;
        if (name !== "list" || list !== null) return null;
        list = value;
        at = pieces.end;
        this.last += pieces.wraps;
      }
      if (at >= text.length || text.charCodeAt(at) === 10) break;
      if (text.charCodeAt(at) !== 32) return null;
      at += 1;
    }
    if (address === null || list === null) return null;
    return new UsualMember(list, address, linesPlace(line, this.last));
  }
}
