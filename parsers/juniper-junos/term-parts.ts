import type { AclEntry } from "../../src/model/acl.ts";
import { anyAddress, anyPort, type AddressMatch, type PortMatch } from "../../src/model/address.ts";
import { onePort } from "../lib/cisco/shared-services.ts";
import { addressMatch } from "../lib/ip.ts";
import { lettersOf } from "../lib/same-letters.ts";
import { portRange } from "./packet-names.ts";
import { protocolsOf, protocolsOfList, rangesOf } from "./term-protocols.ts";
import { TermServices } from "./term-services.ts";
import type { TextCursor } from "./text-cursor.ts";

const nothing: readonly never[] = [];

/** What a term asks and does, as far as it was read; values and actions are read where a cursor stands. */
export class TermParts {
  readonly #cursor: TextCursor;
  readonly #services = new TermServices();
  source = anyAddress;
  destination = anyAddress;
  protocols: "any" | readonly number[] = "any";
  sourcePorts = anyPort;
  destinationPorts = anyPort;
  #action: AclEntry["action"] | null = null;
  #log = false;
  /** Where the protocol that was read last stands, and what it means. */
  #protocolStart = 0;
  #protocolEnd = 0;
  #protocol: readonly number[] = nothing;

  constructor(cursor: TextCursor) {
    this.#cursor = cursor;
  }

  /** Begins another term. */
  clear(): void {
    this.source = anyAddress;
    this.destination = anyAddress;
    this.protocols = "any";
    this.sourcePorts = anyPort;
    this.destinationPorts = anyPort;
    this.#action = null;
    this.#log = false;
  }

  entry(first: number, last: number, label: string): AclEntry {
    return {
      at: [[first, last]],
      label,
      action: this.#action ?? "permit",
      source: this.source,
      destination: this.destination,
      services: this.#services.of(this.protocols, this.sourcePorts, this.destinationPorts),
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

  /** The address that ends a statement; null where something else does. */
  address(): AddressMatch | null {
    const { at: start, code } = this.#cursor;
    if (!(code >= 48 && code <= 57)) return null;
    const prefix = this.#cursor.prefix();
    if (prefix !== null) return { kind: "prefix", prefix };
    const word = this.#cursor.lastWord(start);
    return word === null || word.endsWith(":") ? null : addressMatch(word);
  }

  /** Reads the only protocols of the term; false where they are not known. */
  readProtocols(): boolean {
    if (this.protocols !== "any") return false;
    const start = this.#cursor.at;
    if (!this.#cursor.isSame(this.#protocolStart, this.#protocolEnd)) {
      const word = this.#cursor.lastWord(start);
      const found = word === null ? protocolsOfList(this.#cursor.list()) : protocolsOf(word);
      if (found === null) return false;
      this.#protocol = found;
      this.#protocolStart = start;
      this.#protocolEnd = this.#cursor.at;
    }
    this.protocols = this.#protocol;
    return true;
  }

  /** The ports that end a statement; null where they are not known. */
  ports(): PortMatch | null {
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

  /** Reads an action, a counter or a log; false where it is none of these, or a second action. */
  readAction(): boolean {
    if (this.#cursor.isNext(countWord)) {
      const name = this.#cursor.lastWord(this.#cursor.at);
      return name !== null && !name.startsWith("apply-");
    }
    if (this.#cursor.isNext(nextTerm)) return this.#cursor.isEnd() && this.#end("next");
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

const countWord = lettersOf("count ");
const nextTerm = lettersOf("next term");

const actions: ReadonlyMap<string, AclEntry["action"]> = new Map([
  ["accept", "permit"],
  ["discard", "deny"],
  ["reject", "deny"],
]);
