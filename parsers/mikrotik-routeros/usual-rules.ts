import { anyAddress, type AddressSpec } from "../../src/model/address.ts";
import type { LineRange } from "../../src/model/fact.ts";
import type { ChainRule } from "../lib/netfilter/flatten.ts";
import { Ipv4Specs } from "../lib/netfilter/ipv4-specs.ts";
import { noTerms, type Terms } from "../lib/netfilter/terms.ts";
import { linesPlace } from "../lib/line-places.ts";
import { AskedSettings, type Asked } from "./asked-settings.ts";
import { accepting, destinationBit, Pieces, type Piece, remarkBit, sourceBit, wrapEnd } from "./usual-pieces.ts";
import { UsualQuotes } from "./usual-quotes.ts";
import type { Translation } from "./verdicts.ts";

type Verdict = ChainRule<Translation>["verdict"];

/** A rule of a firewall menu that was read where it stands. Its terms and its place in its chain are told later. */
export class UsualRule implements ChainRule<Translation> {
  readonly chain: string;
  readonly verdict: Verdict;
  readonly log: boolean;
  readonly inactive: boolean;
  readonly remarks: readonly string[];
  readonly at: readonly LineRange[];
  readonly asked: Asked | null;
  readonly source: AddressSpec;
  readonly destination: AddressSpec;
  terms: Terms = noTerms;
  ordinal = "";

  constructor(
    chain: string,
    verdict: Verdict,
    log: boolean,
    inactive: boolean,
    remarks: readonly string[],
    at: readonly LineRange[],
    asked: Asked | null,
    source: AddressSpec,
    destination: AddressSpec,
  ) {
    this.chain = chain;
    this.verdict = verdict;
    this.log = log;
    this.inactive = inactive;
    this.remarks = remarks;
    this.at = at;
    this.asked = asked;
    this.source = source;
    this.destination = destination;
  }
}

const nothing: readonly never[] = [];
/** Pieces of the rule before that are remembered at most. */
const mostPlaces = 16;

/**
 * Reads "add name=value …" setting by setting where it stands in the text. Whatever is rarer is for the general reader:
 * other quotes than those of a comment, expressions, translations, settings that are written twice, secrets.
 */
export class UsualRules {
  readonly #pieces = new Pieces();
  readonly #asked = new AskedSettings();
  readonly #specs = new Ipv4Specs();
  readonly #quotes = new UsualQuotes();
  /** The pieces of the rule before, in order. */
  readonly #before: (Piece | null)[] = Array.from({ length: mostPlaces }, () => null);
  /** Last line of the rule that was read last. */
  last = 0;

  /** The rule that begins at a place of the text; null where it is none of the usual. */
  read(text: string, from: number, line: number, family: 4 | 6): UsualRule | null {
    if (!text.startsWith("add ", from)) return null;
    const pieces = this.#pieces;
    const specs = this.#specs;
    const quotes = this.#quotes;
    let asked: Asked | null = null;
    let source = anyAddress;
    let destination = anyAddress;
    let remarks = nothing as readonly string[];
    let chain = "";
    let verdict: Verdict = accepting;
    let target: Verdict | null = null;
    let log = false;
    let inactive = false;
    let seen = 0;
    let place = 0;
    let at = from + 4;
    this.last = line;
    for (;;) {
      if (text.charCodeAt(at) === 92) {
        at = wrapEnd(text, at);
        if (at < 0) return null;
        this.last += 1;
        continue;
      }
      let bit: number;
      let spec: AddressSpec | null = null;
      if (text.charCodeAt(at + 1) === 111 && text.startsWith("comment=", at) && quotes.begins(text, at + 8)) {
        const value = quotes.read(text);
        if (value === null) return null;
        bit = remarkBit;
        if (value !== "") remarks = [value];
        at = quotes.next;
        this.last += quotes.wraps;
      } else if (family === 4 && (spec = this.#address(text, at)) !== null) {
        bit = text.charCodeAt(at) === 115 ? sourceBit : destinationBit;
        if (bit === sourceBit) source = spec;
        else destination = spec;
        at = specs.end;
      } else {
        const before = this.#before[place] ?? null;
        const piece = before !== null && pieces.isAt(before, text, at) ? before : pieces.at(text, at);
        if (piece === null) return null;
        if (place < mostPlaces) this.#before[place] = piece;
        place += 1;
        ({ bit } = piece);
        switch (piece.kind) {
          case "asked":
            asked = this.#asked.with(asked, piece);
            if (asked === null) return null;
            break;
          case "chain":
            chain = piece.setting.value;
            break;
          case "action":
            ({ verdict } = piece);
            log ||= piece.on;
            break;
          case "target":
            target = piece.verdict;
            break;
          case "inactive":
            inactive = piece.on;
            break;
          case "log":
            log ||= piece.on;
            break;
          case "remark":
            ({ remarks } = piece);
            break;
          case "silent":
            break;
          case "unusual":
          default:
            return null;
        }
        at = pieces.end;
        this.last += pieces.wraps;
      }
      if ((seen & bit) !== 0) return null;
      seen |= bit;
      if (at >= text.length) break;
      const code = text.charCodeAt(at);
      if (code === 10) break;
      if (code !== 32) return null;
      at += 1;
    }
    if (verdict.kind === "jump" && target !== null) verdict = target;
    const lines = linesPlace(line, this.last);
    return new UsualRule(chain, verdict, log, inactive, remarks, lines, asked, source, destination);
  }

  /** What "src-address=" or "dst-address=" at a place asks for in the usual form; null for anything else. */
  #address(text: string, at: number): AddressSpec | null {
    return text.charCodeAt(at + 4) === 97 &&
      (text.startsWith("src-address=", at) || text.startsWith("dst-address=", at))
      ? this.#specs.read(text, at + 12)
      : null;
  }
}
