import type { ObjectUse } from "../../src/model/acl.ts";
import type { LineRange } from "../../src/model/fact.ts";
import type { ChainRule } from "../lib/netfilter/flatten.ts";
import { withDoubt, type Terms } from "../lib/netfilter/terms.ts";
import { askedValue, termsTogether } from "./asked-settings.ts";
import { leave, placeOf, type Draft } from "./draft.ts";
import { nobody, termsOf, type TermContext } from "./firewall-terms.ts";
import { flagOf, isDisabled, valueOf, type Item, type MenuRule } from "./items.ts";
import { UsualRule } from "./usual-rules.ts";
import { verdictOf, type Translation } from "./verdicts.ts";

type Chain = ChainRule<Translation>[];

/** The rules of a menu by their chains; what address lists they use goes to `uses`. */
export function chainsOf(draft: Draft, menu: string, context: TermContext, uses: ObjectUse[]): Map<string, Chain> {
  const chains = new Map<string, Chain>();
  const chainOf = (name: string): Chain => {
    let rules = chains.get(name);
    if (rules === undefined) chains.set(name, (rules = []));
    return rules;
  };
  for (const item of draft.rules.get(menu) ?? []) {
    const isUsual = item instanceof UsualRule;
    // Where such a rule stands, or what it is, follows from others that a command finds.
    if (!isUsual && (item.verb !== "add" || item.parameters.has("place-before") || item.parameters.has("copy-from"))) {
      leave(draft, item, ["acls", "policies", "objects"]);
      continue;
    }
    const name = isUsual ? item.asked.chain : (valueOf(item, "chain") ?? "");
    const rules = chainOf(name);
    const ordinal = rules.length + 1;
    const rule = isUsual ? settled(item, ordinal, context) : ruleOf(item, ordinal, context);
    rules.push(rule);
    draft.ledger.readPlace(rule.at);
    if (!isUsual || item.asked.namesLists) addUses(uses, item, `${menu} ${name} ${ordinal}`, rule.at);
  }
  return chains;
}

function ruleOf(item: Item, ordinal: number, context: TermContext): ChainRule<Translation> {
  return {
    terms: askedOf(item, context),
    verdict: verdictOf(item.parameters),
    log: flagOf(item, "log") === true || valueOf(item, "action") === "log",
    inactive: isDisabled(item),
    remarks: remarksOf(item),
    at: placeOf(item),
    ordinal,
  };
}

/** A usual rule once the interfaces and lists of the whole text are known. */
function settled(rule: UsualRule, ordinal: number, context: TermContext): UsualRule {
  rule.ordinal = ordinal;
  rule.shared = termsTogether(rule.asked, context);
  return rule;
}

/** The value of a setting that asks packets something. */
export function askedBy(rule: MenuRule, name: string): string | null {
  return rule instanceof UsualRule ? askedValue(rule.asked, name) : valueOf(rule, name);
}

const noRemarks: readonly never[] = [];

function remarksOf(item: Item): readonly string[] {
  const comment = valueOf(item, "comment");
  return comment === null || comment === "" ? noRemarks : [comment];
}

/** Whether the very packet that is handed to fasttrack goes on to the next rule is not documented. */
function askedOf(item: Item, context: TermContext): Terms {
  const terms = termsOf(item.parameters.list, context) ?? nobody;
  return valueOf(item, "action") === "fasttrack-connection" ? withDoubt(terms, "action=fasttrack-connection") : terms;
}

/** Lists that a rule asks. */
function addUses(uses: ObjectUse[], rule: MenuRule, by: string, at: readonly LineRange[]): void {
  for (const name of ["src-address-list", "dst-address-list"]) {
    const value = askedBy(rule, name);
    if (value === null) continue;
    uses.push({ kind: "address-group", name: value.replace("!", ""), scope: null, by, at });
  }
}
