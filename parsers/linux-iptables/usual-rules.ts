import { anyAddress, type AddressSpec } from "../../src/model/address.ts";
import type { LineRange } from "../../src/model/fact.ts";
import { linePlace } from "../lib/line-places.ts";
import type { ChainRule } from "../lib/netfilter/flatten.ts";
import { Ipv4Specs } from "../lib/netfilter/ipv4-specs.ts";
import { noTerms, type Terms } from "../lib/netfilter/terms.ts";
import { AskedOptions, wholeOf, type Asked } from "./asked-options.ts";
import { sign } from "./save-signs.ts";
import type { Translation } from "./translations.ts";
import { endsLine, isOver, quoteEnd } from "./usual-ends.ts";
import { Pieces } from "./usual-pieces.ts";

/** A rule that was read where it stands. What it shares with others is looked up there. */
export class UsualRule implements ChainRule<Translation> {
  readonly asked: Asked;
  readonly source: AddressSpec;
  readonly destination: AddressSpec;
  readonly remarks: readonly string[];
  readonly at: readonly LineRange[];
  ordinal: number;

  constructor(
    asked: Asked,
    source: AddressSpec,
    destination: AddressSpec,
    remarks: readonly string[],
    at: readonly LineRange[],
    ordinal: number,
  ) {
    this.asked = asked;
    this.source = source;
    this.destination = destination;
    this.remarks = remarks;
    this.at = at;
    this.ordinal = ordinal;
  }

  get terms(): Terms {
    const { source, destination } = this;
    const whole = wholeOf(this.asked) ?? noTerms;
    if (source === anyAddress && destination === anyAddress) return whole;
    const { services, tcpFlags, fragments, dscp, interfaces, outInterfaces, states, unresolved } = whole;
    return {
      source,
      destination,
      services,
      tcpFlags,
      fragments,
      dscp,
      interfaces,
      outInterfaces,
      states,
      unresolved,
    };
  }

  get verdict(): ChainRule<Translation>["verdict"] {
    return this.asked.verdict ?? goesOn;
  }

  get log(): boolean {
    return this.asked.log;
  }

  get inactive(): false {
    return false;
  }
}

const nothing: readonly string[] = [];
const comment = '--comment "';
const goesOn = { kind: "continue" } as const;

/**
 * Reads rules that mean the same whatever else the text says, option by option where they stand. Whatever is rarer is
 * for the general reader: negations, quotes with escapes, patterns of interfaces, sets, secrets, what is asked twice.
 */
export class UsualRules {
  readonly #text: string;
  readonly #family: 4 | 6;
  readonly #pieces: Pieces;
  readonly #asked = new AskedOptions();
  readonly #specs = new Ipv4Specs(false);
  /** Signs of the rule that was read last. */
  signs = 0;
  /** Where its line ends. */
  end = 0;

  constructor(text: string, family: 4 | 6) {
    this.#text = text;
    this.#family = family;
    this.#pieces = new Pieces(text, family);
  }

  /** The rule whose options begin at a place; null where it is none of the usual. */
  read(from: number, line: number, ordinal: number): UsualRule | null {
    const text = this.#text;
    const pieces = this.#pieces;
    let asked = this.#asked.nothing;
    let source = anyAddress;
    let destination = anyAddress;
    let remarks = nothing;
    this.signs = 0;
    let at = from;
    for (;;) {
      const spec = this.#address(at);
      if (spec !== null) {
        const isSource = text.charCodeAt(at + 1) === 115;
        if (asked.verdict !== null || (isSource ? source : destination) !== anyAddress) return null;
        if (isSource) source = spec;
        else destination = spec;
        at = this.#specs.end;
      } else if (text.charCodeAt(at + 2) === 99 && text.startsWith(comment, at)) {
        const open = at + comment.length;
        const close = quoteEnd(text, open);
        if (close < 0 || !isOver(text, close + 1) || asked.verdict !== null || remarks !== nothing) return null;
        remarks = [text.slice(open, close)];
        this.signs |= sign.beside;
        at = close + 1;
      } else {
        const { next } = asked;
        if (next !== null && next.piece !== null && pieces.isAt(next.piece, at)) asked = next;
        else {
          const piece = pieces.at(at, asked.protocol);
          if (piece === null) return null;
          const { kind } = piece;
          if (kind === "source" || kind === "destination") {
            if (asked.verdict !== null || (kind === "source" ? source : destination) !== anyAddress) return null;
            if (kind === "source") source = piece.spec;
            else destination = piece.spec;
            this.signs |= piece.signs;
          } else if (kind === "remark") {
            if (asked.verdict !== null || remarks !== nothing) return null;
            ({ remarks } = piece);
            this.signs |= piece.signs;
          } else {
            const more = this.#asked.with(asked, piece);
            if (more === null) return null;
            asked = more;
          }
        }
        at = pieces.end;
      }
      if (endsLine(text, at)) break;
      at += 1;
      if (endsLine(text, at)) break;
    }
    if (wholeOf(asked) === null) return null;
    this.signs |= asked.signs;
    this.end = at;
    return new UsualRule(asked, source, destination, remarks, linePlace(line), ordinal);
  }

  /** What "-s" or "-d" at a place asks for in the usual form; null for anything else. */
  #address(at: number): AddressSpec | null {
    const text = this.#text;
    if (this.#family !== 4 || at + 3 >= text.length) return null;
    const end = text.charCodeAt(at + 1);
    if ((end !== 115 && end !== 100) || text.charCodeAt(at) !== 45 || text.charCodeAt(at + 2) !== 32) return null;
    const spec = this.#specs.read(text, at + 3);
    return spec !== null && isOver(text, this.#specs.end) ? spec : null;
  }
}
