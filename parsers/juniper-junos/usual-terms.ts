import type { AclEntry } from "../../src/model/acl.ts";
import { anyAddress, anyPort, type AddressMatch, type AddressSpec, type PortMatch } from "../../src/model/address.ts";
import { onePort } from "../lib/cisco/shared-services.ts";
import { addressMatch } from "../lib/ip.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { portRange } from "./packet-names.ts";
import { tellsOfSecret } from "./secrets.ts";
import { protocolsOf, protocolsOfList, rangesOf } from "./term-protocols.ts";
import { TermServices } from "./term-services.ts";
import { lettersOf, TextCursor } from "./text-cursor.ts";
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
  readonly #services = new TermServices();
  /** The line of what is read next. */
  #line = 0;
  #source = anyAddress;
  #destination = anyAddress;
  #protocols: "any" | readonly number[] = "any";
  #sourcePorts = anyPort;
  #destinationPorts = anyPort;
  #action: AclEntry["action"] | null = null;
  #log = false;
  /** Where the protocol that was read last stands, and what it means. */
  #protocolStart = 0;
  #protocolEnd = 0;
  #protocol: readonly number[] = nothing;

  constructor(lines: LazyLines, words: UsualWords) {
    this.#lines = lines;
    this.#cursor = new TextCursor(lines, words);
  }

  /** The entry of a term whose head stands on a line; null for what is not as usual. */
  read(head: number, label: string): AclEntry | null {
    // Words of the machinery and of secrets are told by their names.
    if (label.startsWith("apply-") || tellsOfSecret(label)) return null;
    this.#cursor.at = this.#lines.startOf(head);
    this.#line = head + 1;
    this.#source = anyAddress;
    this.#destination = anyAddress;
    this.#protocols = "any";
    this.#sourcePorts = anyPort;
    this.#destinationPorts = anyPort;
    this.#action = null;
    this.#log = false;
    this.#cursor.indent();
    if (this.#cursor.isNext(fromHead)) {
      this.#line += 1;
      if (!this.#readFrom()) return null;
      this.#cursor.indent();
    }
    if (!this.#readThen() || !this.#cursor.isNext(blockEnd)) return null;
    return {
      at: [[head, this.#line]],
      label,
      action: this.#action ?? "permit",
      source: this.#source,
      destination: this.#destination,
      services: this.#services.of(this.#protocols, this.#sourcePorts, this.#destinationPorts),
      serviceGroups: nothing,
      established: false,
      tcpFlags: null,
      fragments: null,
      dscp: null,
      timeRange: null,
      log: this.#log,
      inactive: false,
      remarks: nothing,
      unresolved: nothing,
    };
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
          if (this.#protocols !== "any" || !this.#cursor.isNext(protocolWord) || !this.#readProtocols()) return false;
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
      const found = this.#source === anyAddress ? this.#addresses() : null;
      this.#source = found ?? anyAddress;
      return found !== null;
    }
    const found = this.#sourcePorts === anyPort && this.#cursor.isNext(sourcePortWord) ? this.#ports() : null;
    this.#sourcePorts = found ?? anyPort;
    return found !== null;
  }

  #readDestination(): boolean {
    if (this.#cursor.isNext(destinationHead)) {
      const found = this.#destination === anyAddress ? this.#addresses() : null;
      this.#destination = found ?? anyAddress;
      return found !== null;
    }
    const found = this.#destinationPorts === anyPort && this.#cursor.isNext(destinationPortWord) ? this.#ports() : null;
    this.#destinationPorts = found ?? anyPort;
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
    const { at: start, code } = this.#cursor;
    if (!(code >= 48 && code <= 57)) return null;
    const prefix = this.#cursor.prefix();
    if (prefix !== null) return { kind: "prefix", prefix };
    const word = this.#cursor.lastWord(start);
    return word === null || word.endsWith(":") ? null : addressMatch(word);
  }

  #readProtocols(): boolean {
    const start = this.#cursor.at;
    if (!this.#cursor.isSame(this.#protocolStart, this.#protocolEnd)) {
      const word = this.#cursor.lastWord(start);
      const found = word === null ? protocolsOfList(this.#cursor.list()) : protocolsOf(word);
      if (found === null) return false;
      this.#protocol = found;
      this.#protocolStart = start;
      this.#protocolEnd = this.#cursor.at;
    }
    this.#protocols = this.#protocol;
    return true;
  }

  #ports(): PortMatch | null {
    const start = this.#cursor.at;
    const number = this.#cursor.number();
    if (number !== -1) return onePort(number);
    const word = this.#cursor.lastWord(start);
    if (word === null) {
      const ranges = rangesOf(this.#cursor.list(), portRange);
      return ranges === null ? null : { kind: "ranges", ranges };
    }
    const range = portRange(word);
    if (range === null) return null;
    return range[0] === range[1] ? onePort(range[0]) : { kind: "ranges", ranges: [range] };
  }

  /** `then accept;` or a block of one action that ends the term, counters and logs; a term may have none. */
  #readThen(): boolean {
    if (!this.#cursor.isNext(thenWord)) return true;
    this.#line += 1;
    if (!this.#cursor.isNext(blockBegin)) {
      if (!this.#readAction()) return false;
      this.#cursor.indent();
      return true;
    }
    this.#cursor.indent();
    while (!this.#cursor.isNext(blockEnd)) {
      if (!this.#readAction()) return false;
      this.#line += 1;
      this.#cursor.indent();
    }
    this.#line += 1;
    this.#cursor.indent();
    return true;
  }

  #readAction(): boolean {
    if (this.#cursor.isNext(countWord)) {
      const name = this.#cursor.lastWord(this.#cursor.at);
      return name !== null && !name.startsWith("apply-");
    }
    if (this.#cursor.isNext(nextTerm)) return this.#end("next");
    const word = this.#cursor.lastWord(this.#cursor.at);
    if (word === "log" || word === "syslog") {
      this.#log = true;
      return true;
    }
    return this.#end(word === null ? undefined : actions.get(word));
  }

  /** Notes the action that ends the term: of two the tree's order decides. */
  #end(action: AclEntry["action"] | undefined): boolean {
    if (action === undefined || this.#action !== null) return false;
    this.#action = action;
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
const countWord = lettersOf("count ");
const nextTerm = lettersOf("next term;\n");
const blockBegin = lettersOf("{\n");
const blockEnd = lettersOf("}\n");

const actions: ReadonlyMap<string, AclEntry["action"]> = new Map([
  ["accept", "permit"],
  ["discard", "deny"],
  ["reject", "deny"],
]);
