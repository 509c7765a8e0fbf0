import { anyAddress, type AddressSpec } from "../../src/model/address.ts";
import type { Verdict } from "../lib/netfilter/flatten.ts";
import type { InterfaceNames } from "../lib/netfilter/interface-names.ts";
import { protocolNumber } from "../lib/netfilter/protocol-names.ts";
import { noTerms, type Terms } from "../lib/netfilter/terms.ts";
import { beginsOption, optionOf, type Option } from "./save-options.ts";
import { secretOptions } from "./save-signs.ts";
import { asksItsOptions, isTargetOption, logging, verdictOf } from "./save-targets.ts";
import { endOf, headerModules, isTerms, meaningOf, readModules, textOf, type TermContext } from "./save-terms.ts";
import type { Translation } from "./translations.ts";

/** One option of a rule as it is written, and what it says whatever rule it stands in. */
export interface Piece {
  readonly text: string;
  /** The protocol that the rule asked for before; -1 where it asked for none. */
  readonly beside: number;
  /** "own" belongs to the target; "unusual" is for the general reader. */
  readonly kind:
    | "protocol"
    | "ports"
    | "terms"
    | "source"
    | "destination"
    | "module"
    | "text"
    | "remark"
    | "jump"
    | "own"
    | "unusual";
  readonly signs: number;
  readonly terms: Terms;
  readonly spec: AddressSpec;
  /** Number of a protocol. */
  readonly protocol: number;
  /** Of a module whether it asks for the transport header. */
  readonly asksHeader: boolean;
  /** What nobody reads. */
  readonly unread: string;
  readonly verdict: Verdict<Translation>;
  readonly log: boolean;
  readonly remarks: readonly string[];
}

/** Pieces that are remembered at most; another one takes the place of an old one. */
const most = 512;

/** Pieces of the rules of a text, told by their letters without a word being cut out. */
export class Pieces {
  readonly #known: (Piece | null)[] = Array.from({ length: most }, () => null);
  readonly #context: TermContext;
  /** Where the piece that was asked for last ends. */
  end = 0;

  constructor(family: 4 | 6) {
    this.#context = { family, interfaces: onlyNames, sets: new Set(), fragments: "whole" };
  }

  /** The option that begins at a place; null where it takes more than a look at its letters. */
  at(text: string, start: number, beside: number): Piece | null {
    if (text.charCodeAt(start) !== 45) return null;
    let hash = beside;
    let end = start + 1;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code <= 34) {
        if (code === 32) {
          if (text.charCodeAt(end + 1) === 45 && beginsOption(text, end + 1)) break;
        } else if (code === 34) {
          const close = quoteEnd(text, end + 1);
          if (close < 0) return null;
          for (; end < close; end += 1) hash = ((hash << 5) - hash + text.charCodeAt(end)) | 0;
        } else if (code === 33 || code === 9) return null;
      }
      hash = ((hash << 5) - hash + code) | 0;
    }
    this.end = end;
    const slot = (hash ^ (hash >>> 9)) & (most - 1);
    const known = this.#known[slot] ?? null;
    if (
      known !== null &&
      known.beside === beside &&
      known.text.length === end - start &&
      text.startsWith(known.text, start)
    )
      return known;
    const piece = pieceOf(text.slice(start, end), beside, this.#context);
    this.#known[slot] = piece;
    return piece;
  }
}

/** Where a quote ends; -1 where it has escapes or no end. */
function quoteEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) return at;
    if (code === 92) return -1;
  }
  return -1;
}

/** Of a name alone it is known that it stands for one interface; what a pattern holds depends on the whole text. */
const onlyNames: InterfaceNames = {
  matching: (pattern) => [pattern],
  leftOut: () => null,
};

const nothing: readonly never[] = [];

function plain(text: string, beside: number, kind: Piece["kind"], signs: number): Piece {
  return {
    text,
    beside,
    kind,
    signs,
    terms: noTerms,
    spec: anyAddress,
    protocol: -1,
    asksHeader: false,
    unread: "",
    verdict: goesOn,
    log: false,
    remarks: nothing,
  };
}

const goesOn = { kind: "continue" } as const;

/** Options that depend on the rest of the text, begin a command, or hold a secret. */
const unusual = new Set(["-A", "-I", "-P", "-N", "-g", "--match-set", ...secretOptions]);
const ports = new Set(["--sport", "--dport", "--sports", "--dports", "--ports"]);

function pieceOf(text: string, beside: number, context: TermContext): Piece {
  const option = optionOf(text);
  if (option === undefined || option.negated || unusual.has(option.name)) return plain(text, beside, "unusual", 0);
  const { name, values, signs } = option;
  const [value = ""] = values;
  const as = (kind: Piece["kind"], more: Partial<Piece> = {}): Piece => ({
    ...plain(text, beside, kind, signs),
    ...more,
  });
  switch (name) {
    case "-p": {
      const protocol = protocolNumber(value);
      const terms = meaningOf(option, context, protocol);
      return protocol === null || !isTerms(terms) || terms === noTerms
        ? as("unusual")
        : as("protocol", { protocol, terms });
    }
    case "-m":
      if (values.length !== 1) return as("unusual");
      return as("module", {
        asksHeader: headerModules.has(value),
        unread: readModules.has(value) ? "" : textOf(option),
      });
    case "-j":
      if (values.length !== 1 || asksItsOptions.has(value)) return as("unusual");
      return as("jump", { verdict: verdictOf(value, nothing, option), log: logging.has(value) });
    case "-i":
    case "-o":
      return values.length !== 1 || value.endsWith("+") ? as("unusual") : conditionOf(option, as, context, beside);
    case "--comment":
      return as("remark", { remarks: [values.join(" ")] });
    default:
      return isTargetOption(name) ? as("own") : conditionOf(option, as, context, beside);
  }
}

function conditionOf(
  option: Option,
  as: (kind: Piece["kind"], more?: Partial<Piece>) => Piece,
  context: TermContext,
  beside: number,
): Piece {
  // What ports mean depends on the protocol.
  if (ports.has(option.name) && beside < 0) return as("unusual");
  const meaning = meaningOf(option, context, beside < 0 ? null : beside);
  if (meaning === null) return as("unusual");
  if (typeof meaning === "string") return as("text", { unread: meaning });
  if (!isTerms(meaning)) return as(endOf(option.name), { spec: meaning });
  return as(ports.has(option.name) ? "ports" : "terms", { terms: meaning });
}
