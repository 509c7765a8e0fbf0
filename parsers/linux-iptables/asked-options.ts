import { AlikeRules } from "../lib/netfilter/alike-rules.ts";
import type { ChainRule } from "../lib/netfilter/flatten.ts";
import { askForHeader } from "../lib/netfilter/services.ts";
import { narrow, noTerms, withDoubt, type Terms } from "../lib/netfilter/terms.ts";
import type { Translation } from "./translations.ts";
import type { Piece } from "./usual-pieces.ts";

/** What a rule says, addresses, a port and remarks aside; rules that are written alike share it. */
export interface Said {
  readonly terms: Terms;
  readonly verdict: ChainRule<Translation>["verdict"];
  readonly log: boolean;
  /** Whether a module asks for a header that no option asks for. What that means depends on what fragments meet. */
  readonly isOpen: boolean;
}

/** What a rule says up to one of its options, addresses, a port and remarks aside. */
export interface Asked {
  /** Tells it from others of its text. */
  readonly number: number;
  readonly before: Asked | null;
  /** The option that was read last; null where there is none. */
  readonly piece: Piece | null;
  readonly terms: Terms;
  /** The protocol that is asked for; -1 where none is. */
  readonly protocol: number;
  /** Whether a module asks for the transport header. */
  readonly asksHeader: boolean;
  /** What nobody reads of the module that was named last. */
  readonly unread: string;
  readonly signs: number;
  readonly verdict: ChainRule<Translation>["verdict"] | null;
  readonly log: boolean;
  /** What was said last with one option more. */
  next: Asked | null;
  /** What the rule says if it ends here; null before anybody asked. */
  said: Said | null;
}

type Growing = { -readonly [K in keyof Asked]: Asked[K] };

/** The ways in which rules of a text ask. */
export class AskedOptions extends AlikeRules<Piece, Asked> {
  readonly nothing: Asked = {
    number: 0,
    before: null,
    piece: null,
    terms: noTerms,
    protocol: -1,
    asksHeader: false,
    unread: "",
    signs: 0,
    verdict: null,
    log: false,
    next: null,
    said: null,
  };

  constructor() {
    super(oneMore);
  }
}

function oneMore(before: Asked, piece: Piece, number: number): Asked | null {
  // Behind the target stands what belongs to it, and nothing else.
  if ((before.verdict !== null) !== (piece.kind === "own")) return null;
  const { terms, protocol, asksHeader, unread, verdict, log } = before;
  const signs = before.signs | piece.signs;
  const next = null;
  const said = null;
  const asked: Growing = {
    number,
    before,
    piece,
    terms,
    protocol,
    asksHeader,
    unread,
    signs,
    verdict,
    log,
    next,
    said,
  };
  switch (piece.kind) {
    case "protocol":
      if (terms.services !== noTerms.services) return null;
      asked.protocol = piece.protocol;
      asked.terms = terms === noTerms ? piece.terms : { ...terms, services: piece.terms.services };
      return asked;
    case "terms": {
      const grown = { ...terms };
      asked.terms = grown;
      return narrow(grown, piece.terms) ? asked : null;
    }
    case "module":
      if (unread !== "") asked.terms = withDoubt(terms, unread);
      asked.unread = piece.unread;
      asked.asksHeader ||= piece.asksHeader;
      return asked;
    case "text":
      asked.unread = unread === "" ? piece.unread : `${unread} ${piece.unread}`;
      return asked;
    case "jump":
      asked.verdict = piece.verdict;
      asked.log = piece.log;
      return asked;
    case "own":
      return asked;
    case "source":
    case "destination":
    case "remark":
    case "unusual":
    default:
      return null;
  }
}

/** What a rule says that ends so. */
export function saidBy(asked: Asked): Said {
  if (asked.said === null) {
    const terms = asked.unread === "" ? asked.terms : withDoubt(asked.terms, asked.unread);
    const isOpen = asked.asksHeader && terms.tcpFlags === null && !askForHeader(terms.services);
    asked.said = { terms, verdict: asked.verdict ?? goesOn, log: asked.log, isOpen };
  }
  return asked.said;
}

const goesOn = { kind: "continue" } as const;
