import { anyAddress, anyPort, type AddressSpec, type ServiceMatch } from "../../src/model/address.ts";
import type { LineRange } from "../../src/model/fact.ts";
import { onePort, serviceOf } from "../lib/cisco/shared-services.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { linesPlace } from "../lib/line-places.ts";
import type { ChainRule, Verdict } from "../lib/netfilter/flatten.ts";
import { Ipv4Specs } from "../lib/netfilter/ipv4-specs.ts";
import { narrowServices, noTerms, type GrowingTerms, type Terms } from "../lib/netfilter/terms.ts";
import { hasLetters, lettersOf } from "../lib/same-letters.ts";
import { AskedSettings, type Asked } from "./asked-settings.ts";
import { nobody, withPorts } from "./firewall-terms.ts";
import { backslash, blank, lineEnd, wrapEnd } from "./usual-ends.ts";
import { destinationBit, destinationPortBit, Pieces, remarkBit, sourceBit, sourcePortBit } from "./usual-pieces.ts";
import { UsualQuotes } from "./usual-quotes.ts";
import type { Translation } from "./verdicts.ts";

/** A rule of a firewall menu that was read where it stands. What it shares with others is looked up there. */
export class UsualRule implements ChainRule<Translation> {
  readonly asked: Asked;
  readonly source: AddressSpec;
  readonly destination: AddressSpec;
  /** What a port asks for; null where the rule has none, or one that stands among the settings that are shared. */
  readonly services: readonly ServiceMatch[] | null;
  readonly remarks: readonly string[];
  readonly at: readonly LineRange[];
  /** What it asks beside its addresses and that port, and its place in its chain, are told later; null where no packet meets it. */
  shared: Terms | null = noTerms;
  ordinal = 0;

  constructor(
    asked: Asked,
    source: AddressSpec,
    destination: AddressSpec,
    services: readonly ServiceMatch[] | null,
    remarks: readonly string[],
    at: readonly LineRange[],
  ) {
    this.asked = asked;
    this.source = source;
    this.destination = destination;
    this.services = services;
    this.remarks = remarks;
    this.at = at;
  }

  get terms(): Terms {
    const { source, destination, services, shared } = this;
    if (shared === null) return nobody;
    if (source === anyAddress && destination === anyAddress && services === null) return shared;
    const { tcpFlags, fragments, dscp, interfaces, outInterfaces, states, unresolved } = shared;
    // Nothing else of such a rule asks for the addresses of the same end. Written out, since what is spread takes twice the room.
    const terms: GrowingTerms = {
      source: source === anyAddress ? shared.source : source,
      destination: destination === anyAddress ? shared.destination : destination,
      services: shared.services,
      tcpFlags,
      fragments,
      dscp,
      interfaces,
      outInterfaces,
      states,
      unresolved,
    };
    return services === null || narrowServices(terms, services) ? terms : nobody;
  }

  get verdict(): Verdict<Translation> {
    return this.asked.verdict;
  }

  get log(): boolean {
    return this.asked.log;
  }

  get inactive(): boolean {
    return this.asked.inactive;
  }
}

const noRemarks: readonly string[] = [];

/**
 * Reads "add name=value …" setting by setting where it stands in the text. Whatever is rarer is for the general reader:
 * other quotes than those of a comment, expressions, translations, settings that are written twice, secrets.
 */
export class UsualRules {
  readonly #codes: Uint16Array;
  readonly #text: string;
  readonly #pieces: Pieces;
  readonly #asked = new AskedSettings();
  readonly #specs = new Ipv4Specs();
  readonly #quotes: UsualQuotes;
  /** Last line of the rule that was read last. */
  last = 0;
  /** Where the port that was read last ends. */
  #portEnd = 0;

  constructor(lines: LazyLines) {
    this.#codes = lines.codes;
    this.#text = lines.text;
    this.#pieces = new Pieces(lines);
    this.#quotes = new UsualQuotes(lines);
  }

  /** The rule that begins at a place of the text; null where it is none of the usual. */
  read(from: number, line: number, family: 4 | 6): UsualRule | null {
    const codes = this.#codes;
    if (!hasLetters(codes, from, addWord)) return null;
    const pieces = this.#pieces;
    const quotes = this.#quotes;
    let asked = this.#asked.nothing;
    let source = anyAddress;
    let destination = anyAddress;
    let port = -1;
    let remarks = noRemarks;
    let seen = 0;
    let at = from + addWord.length;
    this.last = line;
    for (;;) {
      if (codes[at] === backslash) {
        at = wrapEnd(codes, at);
        if (at < 0) return null;
        this.last += 1;
        continue;
      }
      // Of what is told by no setting that rules share.
      let bit = 0;
      const spec = family === 4 ? this.#address(at) : null;
      const number = spec === null && port < 0 ? this.#port(at) : -1;
      if (spec !== null) {
        bit = codes[at] === letterOfSource ? sourceBit : destinationBit;
        if (bit === sourceBit) source = spec;
        else destination = spec;
        at = this.#specs.end;
      } else if (number >= 0) {
        bit = codes[at] === letterOfSource ? sourcePortBit : destinationPortBit;
        port = number;
        at = this.#portEnd;
      } else if (hasLetters(codes, at, commentWord) && quotes.begins(at + commentWord.length)) {
        const value = quotes.read();
        if (value === null) return null;
        bit = remarkBit;
        if (value !== "") remarks = [value];
        at = quotes.next;
        this.last += quotes.wraps;
      } else {
        const { next } = asked;
        if (next !== null && next.piece !== null && pieces.isAt(next.piece, at)) asked = next;
        else {
          const piece = pieces.at(at);
          if (piece === null) return null;
          if (piece.kind === "remark") {
            bit = remarkBit;
            ({ remarks } = piece);
          } else {
            const more = this.#asked.with(asked, piece);
            if (more === null) return null;
            asked = more;
          }
        }
        at = pieces.end;
        this.last += pieces.wraps;
      }
      if ((seen & bit) !== 0) return null;
      seen |= bit;
      const code = codes[at];
      if (code === lineEnd) break;
      if (code !== blank) return null;
      at += 1;
    }
    if ((seen & asked.seen) !== 0) return null;
    let services: readonly ServiceMatch[] | null = null;
    if (port >= 0) {
      const { protocol } = asked;
      if (!withPorts.has(protocol)) return null;
      const asksSource = (seen & sourcePortBit) !== 0;
      services = serviceOf(protocol, asksSource ? onePort(port) : anyPort, asksSource ? anyPort : onePort(port));
    }
    return new UsualRule(asked, source, destination, services, remarks, linesPlace(line, this.last));
  }

  /** What "src-address=" or "dst-address=" at a place asks for in the usual form; null for anything else. */
  #address(at: number): AddressSpec | null {
    const codes = this.#codes;
    return codes[at + 4] === 97 && (hasLetters(codes, at, sourceWord) || hasLetters(codes, at, destinationWord))
      ? this.#specs.read(codes, this.#text, at + sourceWord.length)
      : null;
  }

  /** The one port that "src-port=" or "dst-port=" at a place asks for; -1 for anything else. */
  #port(at: number): number {
    const codes = this.#codes;
    if (codes[at + 4] !== 112) return -1;
    if (!hasLetters(codes, at, sourcePortWord) && !hasLetters(codes, at, destinationPortWord)) return -1;
    const start = at + sourcePortWord.length;
    let port = 0;
    let end = start;
    for (; end < start + 5; end += 1) {
      const digit = (codes[end] ?? 0) - 48;
      if (digit < 0 || digit > 9) break;
      port = port * 10 + digit;
    }
    this.#portEnd = end;
    return end > start && port <= 65_535 && (codes[end] ?? 0) <= blank ? port : -1;
  }
}

const addWord = lettersOf("add ");
const commentWord = lettersOf("comment=");
const sourceWord = lettersOf("src-address=");
const destinationWord = lettersOf("dst-address=");
const sourcePortWord = lettersOf("src-port=");
const destinationPortWord = lettersOf("dst-port=");
const letterOfSource = 115;
