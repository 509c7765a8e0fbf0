import type { EntryContext } from "../lib/netfilter/entries.ts";
import { interfaceNames, type InterfaceNames } from "../lib/netfilter/interface-names.ts";
import { isBefore, type Release } from "./release.ts";
import { sign } from "./save-signs.ts";
import type { TermContext } from "./save-terms.ts";
import type { SavedTable } from "./saved-table.ts";
import { UsualRule } from "./usual-rules.ts";

/** What the rules of one family are read against. */
export interface SaveContext extends TermContext, EntryContext {
  readonly interfaces: InterfaceNames;
}

/** An address of IPv6 in a rule tells, where nothing else does. */
export function familyOf({ family, signs }: SavedTable): 4 | 6 {
  return family ?? ((signs & sign.six) === 0 ? 4 : 6);
}

export function contextOf(
  tables: readonly SavedTable[],
  family: 4 | 6,
  release: Release | null,
  sets: ReadonlySet<string>,
): SaveContext {
  const names = new Set<string>();
  for (const table of tables) addInterfaces(table, names);
  const signs = tables.reduce((all, table) => all | table.signs, 0);
  const tracked = (signs & sign.tracking) !== 0;
  let helpers = (signs & sign.helper) !== 0;
  // Before 1.8.0 there was one iptables ("xtables-nft(8)"); since then the text does not tell which one wrote it.
  const legacy = release !== null && isBefore(release, [1, 8, 0]);
  const fragments = tracked ? "whole" : legacy ? "unmatched" : "either";
  // Kernels before 4.7 gave helpers to connections by their ports ("nf_conntrack_helper"); 1.6.1 came half a year later.
  helpers ||= release !== null && isBefore(release, [1, 6, 1]);
  return { family, interfaces: interfaceNames(names, "+"), sets, fragments, helpers };
}

/** Names and patterns of interfaces that the rules of a table ask about. */
function addInterfaces({ chains, signs }: SavedTable, names: Set<string>): void {
  if ((signs & sign.interface) === 0) return;
  for (const { rules } of chains.values())
    for (const rule of rules)
      if (rule instanceof UsualRule) {
        const { interfaces, outInterfaces } = rule.said.terms;
        for (const name of interfaces ?? []) names.add(name);
        for (const name of outInterfaces ?? []) names.add(name);
      } else if ((rule.signs & sign.interface) !== 0)
        for (const option of rule.options) if (option.signs === sign.interface) names.add(option.values[0] ?? "");
}
