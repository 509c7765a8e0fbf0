import { AlikeRules } from "../lib/netfilter/alike-rules.ts";
import type { Verdict } from "../lib/netfilter/flatten.ts";
import { protocolNumber } from "../lib/netfilter/protocol-names.ts";
import type { Terms } from "../lib/netfilter/terms.ts";
import { termsOf, type TermContext } from "./firewall-terms.ts";
import type { Parameter } from "./parameters.ts";
import { accepting, type Piece } from "./usual-pieces.ts";
import type { Translation } from "./verdicts.ts";

/** What a rule says up to one of its settings, addresses, a port and a comment aside. Rules that are written alike share it. */
export interface Asked {
  readonly before: Asked | null;
  /** The setting that was read last; null where there is none. */
  readonly piece: Piece | null;
  /** Tells it from others of its text. */
  readonly number: number;
  /** Bits of the names that were written. */
  readonly seen: number;
  readonly chain: string;
  readonly action: Verdict<Translation>;
  /** Where a jump leads to. */
  readonly target: Verdict<Translation> | null;
  readonly verdict: Verdict<Translation>;
  readonly log: boolean;
  readonly inactive: boolean;
  /** The protocol that is asked for; -1 where none is. */
  readonly protocol: number;
  /** Whether names of interfaces or of address lists are among them. */
  readonly namesInterfaces: boolean;
  readonly namesLists: boolean;
  /** What was said last with one setting more. */
  next: Asked | null;
  /** What the rule asks packets by if it ends here; null before anybody asked. */
  found: { readonly context: TermContext; readonly terms: Terms | null } | null;
}

type Growing = { -readonly [K in keyof Asked]: Asked[K] };

/** The ways in which rules of a text ask. */
export class AskedSettings extends AlikeRules<Piece, Asked> {
  readonly nothing: Asked = {
    before: null,
    piece: null,
    number: 0,
    seen: 0,
    chain: "",
    action: accepting,
    target: null,
    verdict: accepting,
    log: false,
    inactive: false,
    protocol: -1,
    namesInterfaces: false,
    namesLists: false,
    next: null,
    found: null,
  };

  constructor() {
    super(oneMore);
  }
}

function oneMore(before: Asked, piece: Piece, number: number): Asked | null {
  const { name, value } = piece.setting;
  if ((before.seen & piece.bit) !== 0) return null;
  const { chain, action, target, verdict, log, inactive, protocol, namesInterfaces, namesLists } = before;
  const seen = before.seen | piece.bit;
  const next = null;
  const found = null;
  // Written out, since what is spread takes twice the room.
  const asked: Growing = {
    before,
    piece,
    number,
    seen,
    chain,
    action,
    target,
    verdict,
    log,
    inactive,
    protocol,
    namesInterfaces,
    namesLists,
    next,
    found,
  };
  switch (piece.kind) {
    case "asked":
      for (let each: Asked | null = before; each !== null; each = each.before)
        if (each.piece?.setting.name === name) return null;
      if (name === "protocol" && !value.startsWith("!")) asked.protocol = protocolNumber(value) ?? -1;
      asked.namesInterfaces ||= name === "in-interface" || name === "out-interface";
      asked.namesLists ||= name === "src-address-list" || name === "dst-address-list";
      return asked;
    case "chain":
      asked.chain = value;
      return asked;
    case "action":
    case "target":
      asked[piece.kind] = piece.verdict;
      asked.verdict = (asked.action.kind === "jump" ? asked.target : null) ?? asked.action;
      asked.log ||= piece.on;
      return asked;
    case "inactive":
      asked.inactive = piece.on;
      return asked;
    case "log":
      asked.log ||= piece.on;
      return asked;
    case "silent":
      return asked;
    case "remark":
    case "unusual":
    default:
      return null;
  }
}

/** The value of a setting among those that are asked by; null where it is not. */
export function askedValue(asked: Asked, name: string): string | null {
  for (let each: Asked | null = asked; each !== null; each = each.before)
    if (each.piece?.setting.name === name) return each.piece.setting.value;
  return null;
}

/** What they ask together; null where no packet meets them. */
export function termsTogether(asked: Asked, context: TermContext): Terms | null {
  const { found } = asked;
  if (found !== null && found.context === context) return found.terms;
  const settings: Parameter[] = [];
  for (let each: Asked | null = asked; each !== null; each = each.before)
    if (each.piece?.kind === "asked") settings.push(each.piece.setting);
  const terms = termsOf(settings.toReversed(), context);
  asked.found = { context, terms };
  return terms;
}
