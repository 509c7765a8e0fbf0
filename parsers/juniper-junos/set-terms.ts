import type { AclEntry } from "../../src/model/acl.ts";
import { anyPort, type AddressMatch, type PortMatch } from "../../src/model/address.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { lettersOf } from "../lib/same-letters.ts";
import { portRange } from "./packet-names.ts";
import { TermParts } from "./term-parts.ts";
import { Said } from "./said.ts";
import { protocolsOfList, rangesOf } from "./term-protocols.ts";
import { TextCursor } from "./text-cursor.ts";
import type { UsualWords } from "./usual-words.ts";

const nothing: readonly never[] = [];

/**
 * Reads terms of `set` lines one after another that begin with the same words: addresses, protocols, ports, and actions, one
 * word a line. Every other term is for the reader of the tree; what both read they read alike.
 */
export class SetTerms {
  readonly #lines: LazyLines;
  readonly #words: UsualWords;
  readonly #cursor: TextCursor;
  readonly #parts: TermParts;
  readonly #sources = new Said<AddressMatch>();
  readonly #destinations = new Said<AddressMatch>();
  readonly #protocols = new Said<null>();
  readonly #sourcePorts = new Said<null>();
  readonly #destinationPorts = new Said<null>();

  constructor(lines: LazyLines, words: UsualWords) {
    this.#lines = lines;
    this.#words = words;
    this.#cursor = new TextCursor(lines, words, lineEnd);
    this.#parts = new TermParts(this.#cursor);
  }

  /** The entry of a term from its first line on; `length` is that of the letters before what the term says. */
  read(first: number, length: number, label: string): AclEntry | null {
    const start = this.#lines.startOf(first - 1);
    const count = this.#lines.length;
    this.#parts.clear();
    this.#sources.clear();
    this.#destinations.clear();
    this.#protocols.clear();
    this.#sourcePorts.clear();
    this.#destinationPorts.clear();
    let line = first;
    for (; line <= count; line += 1) {
      const next = this.#lines.startOf(line - 1);
      if (this.#words.same(start, next, length) < length) break;
      this.#cursor.at = next + length;
      if (!this.#readLine()) return null;
    }
    return this.#takeAll() ? this.#parts.entry(first, line - 1, label) : null;
  }

  /** Puts together what stands on several lines; false where one of them is not known. */
  #takeAll(): boolean {
    const parts = this.#parts;
    if (this.#protocols.count > 1) {
      const protocols = protocolsOfList(this.#wordsAt(this.#protocols));
      if (protocols === null) return false;
      parts.protocols = protocols;
    }
    const sourcePorts = this.#portsOf(this.#sourcePorts);
    const destinationPorts = this.#portsOf(this.#destinationPorts);
    if (sourcePorts === null || destinationPorts === null) return false;
    parts.sourcePorts = sourcePorts;
    parts.destinationPorts = destinationPorts;
    if (this.#sources.values.length > 0) parts.source = { include: this.#sources.values, exclude: nothing };
    if (this.#destinations.values.length > 0)
      parts.destination = { include: this.#destinations.values, exclude: nothing };
    return this.#areUnlike(this.#sources) && this.#areUnlike(this.#destinations);
  }

  #readLine(): boolean {
    const cursor = this.#cursor;
    if (cursor.isNext(thenWord)) return this.#parts.readAction();
    if (!cursor.isNext(fromWord)) return false;
    switch (cursor.code) {
      case 112:
        return cursor.isNext(protocolWord) && this.#readProtocol();
      case 115:
        if (cursor.isNext(sourceWord)) return this.#readAddress(this.#sources);
        return cursor.isNext(sourcePortWord) && this.#readPort(this.#sourcePorts);
      case 100:
        if (cursor.isNext(destinationWord)) return this.#readAddress(this.#destinations);
        return cursor.isNext(destinationPortWord) && this.#readPort(this.#destinationPorts);
      default:
        return false;
    }
  }

  #readProtocol(): boolean {
    const start = this.#cursor.at;
    this.#protocols.add(start);
    if (this.#protocols.count > 1) return this.#cursor.lastWord(start) !== null;
    return !this.#cursor.isList() && this.#parts.readProtocols();
  }

  #readPort(ports: Said<null>): boolean {
    const start = this.#cursor.at;
    ports.add(start);
    return this.#cursor.number() !== -1 || this.#cursor.lastWord(start) !== null;
  }

  #readAddress(addresses: Said<AddressMatch>): boolean {
    const start = this.#cursor.at;
    const found = this.#parts.address();
    if (found === null) return false;
    addresses.add(start, found);
    return true;
  }

  /** The ports of all lines that name some; null where one is not known. */
  #portsOf(ports: Said<null>): PortMatch | null {
    if (ports.count === 0) return anyPort;
    if (ports.count === 1) {
      this.#cursor.at = ports.first;
      return this.#parts.ports();
    }
    const ranges = rangesOf(this.#wordsAt(ports), portRange);
    return ranges === null ? null : { kind: "ranges", ranges };
  }

  /** The same address twice is one node. */
  #areUnlike(addresses: Said<AddressMatch>): boolean {
    return addresses.count < 2 || new Set(this.#wordsAt(addresses)).size === addresses.count;
  }

  #wordsAt(said: Said<unknown>): string[] {
    return said.starts().map((start) => this.#words.between(start, this.#words.end(start)));
  }
}

const lineEnd = lettersOf("\n");
const fromWord = lettersOf("from ");
const thenWord = lettersOf("then ");
const protocolWord = lettersOf("protocol ");
const sourceWord = lettersOf("source-address ");
const sourcePortWord = lettersOf("source-port ");
const destinationWord = lettersOf("destination-address ");
const destinationPortWord = lettersOf("destination-port ");
