import { anyAddress, type AddressSpec } from "../../src/model/address.ts";
import type { Verdict } from "../lib/netfilter/flatten.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { InterfaceNames } from "../lib/netfilter/interface-names.ts";
import { protocolNumber } from "../lib/netfilter/protocol-names.ts";
import { noTerms, type Terms } from "../lib/netfilter/terms.ts";
import { optionOf, type Option } from "./save-options.ts";
import { secretOptions } from "./save-signs.ts";
import { asksItsOptions, isTargetOption, logging, verdictOf } from "./save-targets.ts";
import { endOf, headerModules, isTerms, meaningOf, readModules, textOf, type TermContext } from "./save-terms.ts";
import type { Translation } from "./translations.ts";
import { isSame } from "../lib/same-letters.ts";
import { blank, dash, isOver, quote, quoteEnd } from "./usual-ends.ts";

/** One option of a rule as it is written, and what it says whatever rule it stands in. */
export interface Piece {
  /** Where it stands in the text for the first time, and how many letters it has. */
  readonly start: number;
  readonly length: number;
  /** Tells it from others of its text. */
  readonly number: number;
  /** The protocol that the rule asked for before; -1 where it asked for none. */
  readonly beside: number;
  /** "own" belongs to the target; "unusual" is for the general reader. */
  readonly kind:
    | "protocol"
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
  readonly #lines: LazyLines;
  readonly #codes: Uint16Array;
  readonly #known: (Piece | null)[] = Array.from({ length: most }, () => null);
  readonly #context: TermContext;
  #made = 0;
  /** Where the piece that was asked for last ends. */
  end = 0;

  constructor(lines: LazyLines, family: 4 | 6) {
    this.#lines = lines;
    this.#codes = lines.codes;
    this.#context = { family, interfaces: onlyNames, sets: new Set(), fragments: "whole" };
  }

  /** Whether a piece stands at a place; most rules of a text are written as the one before. */
  isAt({ start, length }: Piece, at: number): boolean {
    const codes = this.#codes;
    if (!isSame(codes, start, at, length) || !isOver(codes, at + length)) return false;
    this.end = at + length;
    return true;
  }

  /** The option that begins at a place; null where it takes more than a look at its letters. */
  at(start: number, beside: number): Piece | null {
    const codes = this.#codes;
    if (codes[start] !== dash) return null;
    let hash = beside;
    let end = start + 1;
    for (; ; end += 1) {
      const code = codes[end] ?? 0;
      if (code <= quote) {
        if (isOver(codes, end)) break;
        if (code === quote) {
          const close = quoteEnd(codes, end + 1);
          if (close < 0) return null;
          for (; end < close; end += 1) hash = (Math.imul(hash, 31) + (codes[end] ?? 0)) | 0;
        } else if (code !== blank || codes[end + 1] === dash) return null;
      } else if (code > 126) return null;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    this.end = end;
    const length = end - start;
    const slot = (hash ^ (hash >>> 9)) & (most - 1);
    const known = this.#known[slot] ?? null;
    if (known?.beside === beside && known.length === length && isSame(codes, known.start, start, length)) return known;
    this.#made += 1;
    const piece = pieceOf(this.#lines.text.slice(start, end), start, this.#made, beside, this.#context);
    this.#known[slot] = piece;
    return piece;
  }
}

/** Of a name alone it is known that it stands for one interface; what a pattern holds depends on the whole text. */
const onlyNames: InterfaceNames = {
  matching: (pattern) => [pattern],
  leftOut: () => null,
};

const nothing: readonly never[] = [];
const goesOn = { kind: "continue" } as const;

/** Options that depend on the rest of the text, begin a command, or hold a secret. */
const unusual = new Set(["-A", "-I", "-P", "-N", "-g", "--match-set", ...secretOptions]);
const ports = new Set(["--sport", "--dport", "--sports", "--dports", "--ports"]);

type Growing = { -readonly [K in keyof Piece]: Piece[K] };

function pieceOf(text: string, start: number, number: number, beside: number, context: TermContext): Piece {
  const piece: Growing = {
    start,
    length: text.length,
    number,
    beside,
    kind: "unusual",
    signs: 0,
    terms: noTerms,
    spec: anyAddress,
    protocol: -1,
    asksHeader: false,
    unread: "",
    verdict: goesOn,
    log: false,
    remarks: nothing,
  };
  const option = optionOf(text);
  if (option !== undefined && !option.negated && !unusual.has(option.name)) {
    piece.signs = option.signs;
    tell(piece, option, context);
  }
  return piece;
}

/** Says what an option is for a rule. */
function tell(piece: Growing, option: Option, context: TermContext): void {
  const { name, values } = option;
  const [value = ""] = values;
  switch (name) {
    case "-p": {
      const protocol = protocolNumber(value);
      const terms = meaningOf(option, context, protocol);
      if (protocol === null || !isTerms(terms) || terms === noTerms) return;
      piece.kind = "protocol";
      piece.protocol = protocol;
      piece.terms = terms;
      return;
    }
    case "-m":
      if (values.length !== 1) return;
      piece.kind = "module";
      piece.asksHeader = headerModules.has(value);
      piece.unread = readModules.has(value) ? "" : textOf(option);
      return;
    case "-j":
      if (values.length !== 1 || asksItsOptions.has(value)) return;
      piece.kind = "jump";
      piece.verdict = verdictOf(value, nothing, option);
      piece.log = logging.has(value);
      return;
    case "-i":
    case "-o":
      if (values.length === 1 && !value.endsWith("+")) tellCondition(piece, option, context);
      return;
    case "--comment":
      piece.kind = "remark";
      piece.remarks = [values.join(" ")];
      return;
    default:
      if (isTargetOption(name)) piece.kind = "own";
      else tellCondition(piece, option, context);
  }
}

function tellCondition(piece: Growing, option: Option, context: TermContext): void {
  const { beside } = piece;
  // What ports mean depends on the protocol.
  if (ports.has(option.name) && beside < 0) return;
  const meaning = meaningOf(option, context, beside < 0 ? null : beside);
  if (meaning === null) return;
  if (typeof meaning === "string") {
    piece.kind = "text";
    piece.unread = meaning;
  } else if (isTerms(meaning)) {
    piece.kind = "terms";
    piece.terms = meaning;
  } else {
    piece.kind = endOf(option.name);
    piece.spec = meaning;
  }
}
