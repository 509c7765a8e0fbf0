import type { AclEntry } from "../../src/model/acl.ts";
import { anyPort, type AddressMatch, type PortMatch } from "../../src/model/address.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { portRange } from "./packet-names.ts";
import { TermParts } from "./term-parts.ts";
import { protocolsOfList, rangesOf } from "./term-protocols.ts";
import { lettersOf, TextCursor } from "./text-cursor.ts";
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
  #sources: AddressMatch[] = [];
  #destinations: AddressMatch[] = [];
  /** Lines of all addresses. */
  #addressLines: number[] = [];
  /** Where protocols and ports stand. */
  readonly #protocols: number[] = [];
  readonly #sourcePorts: number[] = [];
  readonly #destinationPorts: number[] = [];

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
    this.#sources = [];
    this.#destinations = [];
    this.#addressLines = [];
    this.#protocols.length = 0;
    this.#sourcePorts.length = 0;
    this.#destinationPorts.length = 0;
    let line = first;
    for (; line <= count; line += 1) {
      const next = this.#lines.startOf(line - 1);
      if (this.#words.same(start, next, length) < length) break;
      this.#cursor.at = next + length;
      if (!this.#readLine(line)) return null;
    }
    if (!this.#areUnlike()) return null;
    if (this.#protocols.length > 1) {
      const protocols = protocolsOfList(this.#wordsAt(this.#protocols));
      if (protocols === null) return null;
      this.#parts.protocols = protocols;
    }
    const sourcePorts = this.#portsOf(this.#sourcePorts);
    const destinationPorts = this.#portsOf(this.#destinationPorts);
    if (sourcePorts === null || destinationPorts === null) return null;
    this.#parts.sourcePorts = sourcePorts;
    this.#parts.destinationPorts = destinationPorts;
    if (this.#sources.length > 0) this.#parts.source = { include: this.#sources, exclude: nothing };
    if (this.#destinations.length > 0) this.#parts.destination = { include: this.#destinations, exclude: nothing };
    return this.#parts.entry(first, line - 1, label);
  }

  #readLine(line: number): boolean {
    const cursor = this.#cursor;
    if (cursor.isNext(thenWord)) return this.#parts.readAction();
    if (!cursor.isNext(fromWord)) return false;
    switch (cursor.code) {
      case 112:
        return cursor.isNext(protocolWord) && this.#readProtocol();
      case 115:
        if (cursor.isNext(sourceWord)) return this.#readAddress(this.#sources, line);
        return cursor.isNext(sourcePortWord) && this.#readPort(this.#sourcePorts);
      case 100:
        if (cursor.isNext(destinationWord)) return this.#readAddress(this.#destinations, line);
        return cursor.isNext(destinationPortWord) && this.#readPort(this.#destinationPorts);
      default:
        return false;
    }
  }

  #readProtocol(): boolean {
    const start = this.#cursor.at;
    this.#protocols.push(start);
    if (this.#protocols.length > 1) return this.#cursor.lastWord(start) !== null;
    return !this.#cursor.isList() && this.#parts.readProtocols();
  }

  #readPort(ports: number[]): boolean {
    const start = this.#cursor.at;
    ports.push(start);
    return this.#cursor.number() !== -1 || this.#cursor.lastWord(start) !== null;
  }

  /** The ports of all lines that name some; null where one is not known. */
  #portsOf(starts: readonly number[]): PortMatch | null {
    const [only] = starts;
    if (only === undefined) return anyPort;
    if (starts.length === 1) {
      this.#cursor.at = only;
      return this.#parts.ports();
    }
    const ranges = rangesOf(this.#wordsAt(starts), portRange);
    return ranges === null ? null : { kind: "ranges", ranges };
  }

  #wordsAt(starts: readonly number[]): string[] {
    return starts.map((start) => this.#words.between(start, this.#words.end(start)));
  }

  #readAddress(addresses: AddressMatch[], line: number): boolean {
    const found = this.#parts.address();
    if (found === null) return false;
    addresses.push(found);
    this.#addressLines.push(line);
    return true;
  }

  /** The same address twice is one node. */
  #areUnlike(): boolean {
    if (this.#sources.length < 2 && this.#destinations.length < 2) return true;
    return new Set(this.#addressLines.map((line) => this.#lines.at(line - 1))).size === this.#addressLines.length;
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
