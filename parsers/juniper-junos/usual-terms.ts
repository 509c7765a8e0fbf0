import type { AclEntry } from "../../src/model/acl.ts";
import { anyAddress, anyPort, type AddressMatch, type AddressSpec } from "../../src/model/address.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { lettersOf } from "../lib/same-letters.ts";
import { tellsOfSecret } from "./secrets.ts";
import { TermParts } from "./term-parts.ts";
import { TextCursor } from "./text-cursor.ts";
import type { UsualWords } from "./usual-words.ts";

const nothing: readonly never[] = [];

/**
 * Reads terms of source and destination addresses, one or more protocols, ports, and actions, each condition stated once and
 * each statement on a line of its own, where they stand in the text. Every other term the reader of the tree must read;
 * what both read they read alike.
 */
export class UsualTerms {
  readonly #lines: LazyLines;
  readonly #cursor: TextCursor;
  readonly #parts: TermParts;
  /** The line of what is read next. */
  #line = 0;

  constructor(lines: LazyLines, words: UsualWords) {
    this.#lines = lines;
    this.#cursor = new TextCursor(lines, words, statementEnd);
    this.#parts = new TermParts(this.#cursor);
  }

  /** The entry of a term whose head stands on a line; null for what is not as usual. */
  read(head: number, label: string): AclEntry | null {
    // Words of the machinery and of secrets are told by their names.
    if (label.startsWith("apply-") || tellsOfSecret(label)) return null;
    this.#cursor.at = this.#lines.startOf(head);
    this.#line = head + 1;
    this.#parts.clear();
    this.#cursor.indent();
    if (this.#cursor.isNext(fromHead)) {
      this.#line += 1;
      if (!this.#readFrom()) return null;
      this.#cursor.indent();
    }
    if (!this.#readThen() || !this.#cursor.isNext(blockEnd)) return null;
    return this.#parts.entry(head, this.#line, label);
  }

  /** Conditions up to the end of their block. */
  #readFrom(): boolean {
    for (;;) {
      this.#cursor.indent();
      switch (this.#cursor.code) {
        case 125:
          this.#line += 1;
          return this.#cursor.isNext(blockEnd);
        case 112:
          if (!this.#cursor.isNext(protocolWord) || !this.#parts.readProtocols()) return false;
          break;
        case 115:
          if (!this.#readSource()) return false;
          break;
        case 100:
          if (!this.#readDestination()) return false;
          break;
        default:
          return false;
      }
      this.#line += 1;
    }
  }

  #readSource(): boolean {
    if (this.#cursor.isNext(sourceHead)) {
      const found = this.#parts.source === anyAddress ? this.#addresses() : null;
      this.#parts.source = found ?? anyAddress;
      return found !== null;
    }
    const found =
      this.#parts.sourcePorts === anyPort && this.#cursor.isNext(sourcePortWord) ? this.#parts.ports() : null;
    this.#parts.sourcePorts = found ?? anyPort;
    return found !== null;
  }

  #readDestination(): boolean {
    if (this.#cursor.isNext(destinationHead)) {
      const found = this.#parts.destination === anyAddress ? this.#addresses() : null;
      this.#parts.destination = found ?? anyAddress;
      return found !== null;
    }
    const found =
      this.#parts.destinationPorts === anyPort && this.#cursor.isNext(destinationPortWord) ? this.#parts.ports() : null;
    this.#parts.destinationPorts = found ?? anyPort;
    return found !== null;
  }

  /** Addresses up to the end of their block, one a line. */
  #addresses(): AddressSpec | null {
    const only = this.#address();
    if (only === null) return null;
    this.#line += 2;
    this.#cursor.indent();
    if (this.#cursor.isNext(blockEnd)) return { include: [only], exclude: nothing };
    const include = [only];
    const seen = new Set([this.#lines.at(this.#line - 2)?.trim()]);
    do {
      const found = this.#address();
      if (found === null) return null;
      include.push(found);
      seen.add(this.#lines.at(this.#line - 1)?.trim());
      this.#line += 1;
      this.#cursor.indent();
    } while (!this.#cursor.isNext(blockEnd));
    // The same word twice is one node.
    return seen.size === include.length ? { include, exclude: nothing } : null;
  }

  #address(): AddressMatch | null {
    this.#cursor.indent();
    return this.#parts.address();
  }

  /** `then accept;` or a block of one action that ends the term, counters and logs; a term may have none. */
  #readThen(): boolean {
    if (!this.#cursor.isNext(thenWord)) return true;
    this.#line += 1;
    if (!this.#cursor.isNext(blockBegin)) {
      if (!this.#parts.readAction()) return false;
      this.#cursor.indent();
      return true;
    }
    this.#cursor.indent();
    while (!this.#cursor.isNext(blockEnd)) {
      if (!this.#parts.readAction()) return false;
      this.#line += 1;
      this.#cursor.indent();
    }
    this.#line += 1;
    this.#cursor.indent();
    return true;
  }
}

const fromHead = lettersOf("from {\n");
const sourceHead = lettersOf("source-address {\n");
const destinationHead = lettersOf("destination-address {\n");
const sourcePortWord = lettersOf("source-port ");
const destinationPortWord = lettersOf("destination-port ");
const protocolWord = lettersOf("protocol ");
const thenWord = lettersOf("then ");
const statementEnd = lettersOf(";\n");
const blockBegin = lettersOf("{\n");
const blockEnd = lettersOf("}\n");
