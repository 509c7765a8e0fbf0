import { anyAddress, type AddressSpec, type ServiceMatch } from "../../src/model/address.ts";
import type { LineRange } from "../../src/model/fact.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import { linePlace } from "../lib/line-places.ts";
import type { ChainRule } from "../lib/netfilter/flatten.ts";
import { Ipv4Specs } from "../lib/netfilter/ipv4-specs.ts";
import { bothServices } from "../lib/netfilter/services.ts";
import type { Terms } from "../lib/netfilter/terms.ts";
import { AskedOptions, saidBy, type Said } from "./asked-options.ts";
import { sign } from "./save-signs.ts";
import type { Translation } from "./translations.ts";
import { blank, dash, isOver, lineEnd, quoteEnd } from "./usual-ends.ts";
import { Pieces } from "./usual-pieces.ts";
import { UsualPorts } from "./usual-ports.ts";

/** A rule that was read where it stands. What it shares with others is looked up there. */
export class UsualRule implements ChainRule<Translation> {
  readonly said: Said;
  readonly source: AddressSpec;
  readonly destination: AddressSpec;
  readonly services: readonly ServiceMatch[];
  readonly remarks: readonly string[];
  readonly at: readonly LineRange[];
  ordinal: number;

  constructor(
    said: Said,
    source: AddressSpec,
    destination: AddressSpec,
    services: readonly ServiceMatch[],
    remarks: readonly string[],
    at: readonly LineRange[],
    ordinal: number,
  ) {
    this.said = said;
    this.source = source;
    this.destination = destination;
    this.services = services;
    this.remarks = remarks;
    this.at = at;
    this.ordinal = ordinal;
  }

  get terms(): Terms {
    const { source, destination, services, said } = this;
    if (source === anyAddress && destination === anyAddress && services === said.terms.services) return said.terms;
    const { tcpFlags, fragments, dscp, interfaces, outInterfaces, states, unresolved } = said.terms;
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
    return this.said.verdict;
  }

  get log(): boolean {
    return this.said.log;
  }

  get inactive(): false {
    return false;
  }
}

const nothing: readonly string[] = [];
const comment = '--comment "';

/**
 * Reads rules that mean the same whatever else the text says, option by option where they stand. Whatever is rarer is
 * for the general reader: negations, quotes with escapes, patterns of interfaces, sets, secrets, what is asked twice.
 */
export class UsualRules {
  readonly #text: string;
  readonly #codes: Uint16Array;
  readonly #family: 4 | 6;
  readonly #pieces: Pieces;
  readonly #asked = new AskedOptions();
  readonly #specs = new Ipv4Specs();
  readonly #ports: UsualPorts;
  /** Signs of the rule that was read last. */
  signs = 0;

  constructor(lines: LazyLines, family: 4 | 6) {
    this.#text = lines.text;
    this.#codes = lines.codes;
    this.#family = family;
    this.#pieces = new Pieces(lines, family);
    this.#ports = new UsualPorts(lines.codes);
  }

  /** The rule whose options begin at a place; null where it is none of the usual. */
  read(from: number, line: number, ordinal: number): UsualRule | null {
    const codes = this.#codes;
    const pieces = this.#pieces;
    let asked = this.#asked.nothing;
    let source = anyAddress;
    let destination = anyAddress;
    let ports: readonly ServiceMatch[] | null = null;
    let remarks = nothing;
    this.signs = 0;
    let at = from;
    for (;;) {
      const spec = this.#address(at);
      const port: readonly ServiceMatch[] | null =
        spec === null && ports === null ? this.#ports.read(at, asked.protocol) : null;
      if (port !== null) {
        if (asked.verdict !== null) return null;
        ports = port;
        at = this.#ports.end;
      } else if (spec !== null) {
        const isSource = codes[at + 1] === 115;
        if (asked.verdict !== null || (isSource ? source : destination) !== anyAddress) return null;
        if (isSource) source = spec;
        else destination = spec;
        at = this.#specs.end;
      } else if (codes[at + 2] === 99 && this.#text.startsWith(comment, at)) {
        const open = at + comment.length;
        const close = quoteEnd(codes, open);
        if (close < 0 || !isOver(codes, close + 1) || asked.verdict !== null || remarks !== nothing) return null;
        remarks = [this.#text.slice(open, close)];
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
      // Old releases write a blank at the end of a line.
      if (codes[at] === lineEnd || codes[at + 1] === lineEnd) break;
      at += 1;
    }
    const said = saidBy(asked);
    if (said.isOpen && ports === null) return null;
    const services = ports === null ? said.terms.services : bothServices(said.terms.services, ports);
    if (services === null || services.length === 0) return null;
    this.signs |= asked.signs;
    return new UsualRule(said, source, destination, services, remarks, linePlace(line), ordinal);
  }

  /** What "-s" or "-d" at a place asks for in the usual form; null for anything else. */
  #address(at: number): AddressSpec | null {
    const codes = this.#codes;
    const end = codes[at + 1];
    if (this.#family !== 4 || (end !== 115 && end !== 100)) return null;
    if (codes[at] !== dash || codes[at + 2] !== blank) return null;
    const spec = this.#specs.readPrefix(codes, this.#text, at + 3);
    return spec !== null && isOver(codes, this.#specs.end) ? spec : null;
  }
}
