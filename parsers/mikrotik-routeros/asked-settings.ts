import type { Terms } from "../lib/netfilter/terms.ts";
import { termsOf, type TermContext } from "./firewall-terms.ts";
import type { Parameter } from "./parameters.ts";
import type { Piece } from "./usual-pieces.ts";

/** What a rule asks packets by, in the order of its settings. Rules that ask alike share it, and the terms that it makes. */
export interface Asked {
  readonly before: Asked | null;
  readonly setting: Parameter;
  /** Tells it from others of its text. */
  readonly number: number;
  /** Whether names of interfaces or of address lists are among them. */
  readonly namesInterfaces: boolean;
  readonly namesLists: boolean;
  found: { readonly context: TermContext; readonly terms: Terms | null } | null;
}

/** Ways of asking that are remembered at most; another one takes the place of an old one. */
const most = 1024;

/** The ways in which rules of a text ask. */
export class AskedSettings {
  readonly #known: (Asked | null)[] = Array.from({ length: most }, () => null);
  #made = 0;

  /** Settings and one more; null where one of its name is among them. */
  with(before: Asked | null, { setting, number }: Piece): Asked | null {
    const slot = (Math.imul(before === null ? 0 : before.number, 31) + number) & (most - 1);
    const known = this.#known[slot] ?? null;
    if (known !== null && known.before === before && known.setting === setting) return known;
    for (let each = before; each !== null; each = each.before) if (each.setting.name === setting.name) return null;
    const { name } = setting;
    this.#made += 1;
    const asked: Asked = {
      before,
      setting,
      number: this.#made,
      namesInterfaces: before?.namesInterfaces === true || name === "in-interface" || name === "out-interface",
      namesLists: before?.namesLists === true || name === "src-address-list" || name === "dst-address-list",
      found: null,
    };
    this.#known[slot] = asked;
    return asked;
  }
}

/** The value of a setting among those that are asked by; null where it is not. */
export function askedValue(asked: Asked | null, name: string): string | null {
  for (let each = asked; each !== null; each = each.before) if (each.setting.name === name) return each.setting.value;
  return null;
}

/** What they ask together; null where no packet meets them. */
export function termsTogether(asked: Asked, context: TermContext): Terms | null {
  const { found } = asked;
  if (found !== null && found.context === context) return found.terms;
  const settings: Parameter[] = [];
  for (let each: Asked | null = asked; each !== null; each = each.before) settings.push(each.setting);
  const terms = termsOf(settings.toReversed(), context);
  asked.found = { context, terms };
  return terms;
}
