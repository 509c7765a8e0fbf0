import { anyAddress, type AddressSpec } from "../../src/model/address.ts";
import type { ChainRule } from "../lib/netfilter/flatten.ts";
import { Ipv4Specs } from "../lib/netfilter/ipv4-specs.ts";
import { asksForHeader } from "../lib/netfilter/services.ts";
import { narrow, noTerms, withDoubt, type GrowingTerms } from "../lib/netfilter/terms.ts";
import { beginsOption } from "./save-options.ts";
import { Pieces } from "./usual-pieces.ts";
import type { Translation } from "./translations.ts";

/**
 * Reads rules that mean the same whatever else the text says, option by option where they stand. Whatever is rarer is
 * for the general reader: negations, quotes with escapes, patterns of interfaces, sets, secrets, what is asked twice.
 */
export class UsualRules {
  readonly family: 4 | 6;
  readonly #pieces: Pieces;
  readonly #specs = new Ipv4Specs(false);
  /** Signs of the rule that was read last. */
  signs = 0;

  constructor(family: 4 | 6) {
    this.family = family;
    this.#pieces = new Pieces(family);
  }

  /** The rule whose options begin at a place of a command; null where it is none of the usual. */
  read(text: string, from: number, line: number, place: number): ChainRule<Translation> | null {
    const pieces = this.#pieces;
    const specs = this.#specs;
    let terms: GrowingTerms | null = null;
    let protocol = -1;
    let asksHeader = false;
    let unread = "";
    let signs = 0;
    let remarks = nothing;
    let verdict: ChainRule<Translation>["verdict"] | null = null;
    let log = false;
    for (let at = from; at < text.length;) {
      const spec = this.family === 4 ? this.#address(text, at) : null;
      if (spec !== null) {
        terms ??= { ...noTerms };
        if (verdict !== null || !placed(terms, text.charCodeAt(at + 1) === 115 ? "source" : "destination", spec))
          return null;
        at = specs.end + 1;
        continue;
      }
      const piece = pieces.at(text, at, protocol);
      if (piece === null) return null;
      at = pieces.end + 1;
      signs |= piece.signs;
      // Behind the target stands what belongs to it, and nothing else.
      if ((verdict !== null) !== (piece.kind === "own")) return null;
      switch (piece.kind) {
        case "protocol":
          terms ??= { ...noTerms };
          if (terms.services !== noTerms.services) return null;
          protocol = piece.protocol;
          terms.services = piece.terms.services;
          break;
        case "ports":
        case "terms":
          if (!narrow((terms ??= { ...noTerms }), piece.terms)) return null;
          break;
        case "source":
        case "destination":
          if (!placed((terms ??= { ...noTerms }), piece.kind, piece.spec)) return null;
          break;
        case "module":
          if (unread !== "") terms = withDoubt(terms ?? noTerms, unread);
          unread = piece.unread;
          asksHeader ||= piece.asksHeader;
          break;
        case "text":
          unread = unread === "" ? piece.unread : `${unread} ${piece.unread}`;
          break;
        case "remark":
          if (remarks !== nothing) return null;
          remarks = piece.remarks;
          break;
        case "jump":
          verdict = piece.verdict;
          log = piece.log;
          break;
        case "own":
          break;
        case "unusual":
        default:
          return null;
      }
    }
    if (unread !== "") terms = withDoubt(terms ?? noTerms, unread);
    // A module of a transport protocol asks for its header, which depends on what fragments meet.
    if (asksHeader && (terms === null || (terms.tcpFlags === null && !terms.services.some(asksForHeader)))) return null;
    this.signs = signs;
    return {
      terms: terms ?? noTerms,
      verdict: verdict ?? goesOn,
      log,
      inactive: false,
      remarks,
      at: [[line, line]],
      ordinal: String(place),
    };
  }

  /** What "-s" or "-d" at a place asks for in the usual form; null for anything else. */
  #address(text: string, at: number): AddressSpec | null {
    const end = text.charCodeAt(at + 1);
    if (text.charCodeAt(at) !== 45 || (end !== 115 && end !== 100) || text.charCodeAt(at + 2) !== 32) return null;
    const spec = this.#specs.read(text, at + 3);
    const next = this.#specs.end + 1;
    return spec === null || (next < text.length && !(text.charCodeAt(next) === 45 && beginsOption(text, next)))
      ? null
      : spec;
  }
}

const nothing: readonly string[] = [];
const goesOn = { kind: "continue" } as const;

/** Puts addresses at one end; false where there are some already. */
function placed(terms: GrowingTerms, end: "source" | "destination", spec: AddressSpec): boolean {
  if (terms[end] !== anyAddress) return false;
  terms[end] = spec;
  return true;
}
