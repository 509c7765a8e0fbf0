import type { AclSet, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import { lines as ranges } from "../../src/model/fact.ts";
import type { NatRule } from "../../src/model/nat.ts";
import type { Uncollected } from "../parser.ts";
import type { LazyLines } from "../lib/lazy-lines.ts";
import type { Ledger } from "../lib/ledger.ts";
import { Entries, laterFragmentsOf } from "../lib/netfilter/entries.ts";
import {
  budgetFor,
  policyRule,
  walkChain,
  type BareEnd,
  type Budget,
  type ChainRule,
  type Chains,
  type Leaf,
} from "../lib/netfilter/flatten.ts";
import { linePlace } from "../lib/line-places.ts";
import { noTerms, type Terms } from "../lib/netfilter/terms.ts";
import { readSets } from "./ipsets.ts";
import { natRules } from "./nat.ts";
import { releaseOf } from "./release.ts";
import type { Ruleset } from "./ruleset.ts";
import { contextOf, familyOf, type SaveContext } from "./save-context.ts";
import { readTables, writtenAgain } from "./save-tables.ts";
import { isPlain, type SavedChain, type SavedTable, type WrittenRule } from "./saved-table.ts";
import { isTarget, targetOf } from "./save-targets.ts";
import { secretOptions, sign } from "./save-signs.ts";
import { termsOf } from "./save-terms.ts";
import type { Translation } from "./translations.ts";
import { UsualRule } from "./usual-rules.ts";

/** iptables-save, ip6tables-save, both in one text, "iptables -S", and "ipset save" before or after them. */
export function readSave(lines: LazyLines, ledger: Ledger): Ruleset {
  const sets = readSets(lines, ledger);
  const { tables, comments } = readTables(lines, ledger, sets.isTheirs);
  const release = releaseOf(comments);
  const aclSets: AclSet[] = [];
  const definitions: ObjectName[] = [...sets.definitions];
  const uses: ObjectUse[] = [];
  const nat: NatRule[] = [];
  const uncollected: Uncollected[] = [];
  const rulesInAll = tables.reduce(
    (sum, table) => sum + [...table.chains.values()].reduce((all, { rules }) => all + rules.length, 0),
    0,
  );
  const budget = budgetFor(rulesInAll);
  for (const family of [4, 6] as const) {
    const own = tables.filter((table) => familyOf(table) === family);
    if (own.length === 0) continue;
    const context = contextOf(own, family, release, sets.names);
    for (const table of own) {
      const chains = chainsOf(table, context, lines, ledger, uses);
      definitions.push(...definedChains(table, family));
      if (table.name === "nat") nat.push(...translationsOf(table, chains, context, budget));
      else aclSets.push(...listsOf(table, chains, context, budget, uncollected));
    }
  }
  if (comments.some(tellsOfOthers))
    uncollected.push({
      why: "A comment says that the host has further tables, which another program must show.",
      touches: ["acls", "objects"],
    });
  return { aclSets, addressGroups: sets.groups, definitions, uses, nat, uncollected };
}

/** iptables-nft-save warns of tables of the other kernel side, and of those that it cannot show. */
function tellsOfOthers(comment: string): boolean {
  return (
    comment.startsWith("# Warning: iptables-legacy tables present") ||
    (comment.startsWith("# Table `") && comment.includes("incompatible"))
  );
}

function chainsOf(
  table: SavedTable,
  context: SaveContext,
  lines: LazyLines,
  ledger: Ledger,
  uses: ObjectUse[],
): Chains<Translation> {
  const chains = new Map<string, readonly ChainRule<Translation>[]>();
  const isChain = (name: string) => table.chains.has(name);
  const again = writtenAgain(lines);
  // What was read at once was read for a family, and took a target's name for the target.
  const asRead = table.readFor === context.family && ![...table.chains.keys()].some(isTarget);
  for (const [name, chain] of table.chains) {
    if (asRead && isPlain(chain)) {
      chains.set(name, chain.rules);
      continue;
    }
    const { rules, inserted } = chain;
    const addUse = (to: string, ordinal: number, at: ChainRule["at"]): void => {
      const by = `${chainName(table, name)} ${ordinal}`;
      uses.push({ kind: "acl", name: chainName(table, to), scope: scopeOf(context.family), by, at });
    };
    const read: ChainRule<Translation>[] = [];
    for (let place = 0; place < rules.length; place += 1) {
      const saved = rules[place];
      if (saved === undefined) continue;
      const ordinal = place + 1;
      if (asRead && saved instanceof UsualRule) {
        if (inserted) saved.ordinal = ordinal;
        const { verdict } = saved;
        if (verdict.kind === "jump" && isChain(verdict.chain)) addUse(verdict.chain, ordinal, saved.at);
        read.push(saved);
        continue;
      }
      const rule = saved instanceof UsualRule ? again(saved) : saved;
      const target = targetOf(rule.options, isChain);
      const at = linePlace(rule.line);
      if (target.chain !== null) addUse(target.chain, ordinal, at);
      const remarks =
        (rule.signs & sign.beside) === 0 ? noRemarks : remarksOf(table, name, rule, ordinal, context, ledger, uses);
      const terms = termsOf(target.conditions, target.jump, context);
      if (terms === null && !couldMatter(target.verdict.kind)) continue;
      read.push({
        terms: terms ?? nothing,
        verdict: target.verdict,
        log: target.log,
        inactive: false,
        remarks,
        at,
        ordinal,
      });
    }
    chains.set(name, read);
  }
  return chains;
}

const noRemarks: readonly never[] = [];

/** The comments of a rule; on the way, the sets that it asks and the secrets that it holds. */
function remarksOf(
  table: SavedTable,
  chain: string,
  { line, options }: WrittenRule,
  ordinal: number,
  { sets }: SaveContext,
  ledger: Ledger,
  uses: ObjectUse[],
): readonly string[] {
  let remarks: readonly string[] = noRemarks;
  for (const { name, values } of options) {
    if (name === "--comment") remarks = [...remarks, values.join(" ")];
    else if (name === "--match-set" && sets.has(values[0] ?? "")) {
      const by = `${chainName(table, chain)} ${ordinal}`;
      uses.push({ kind: "address-group", name: values[0] ?? "", scope: null, by, at: ranges(line) });
    } else if (secretOptions.has(name)) for (const value of values) ledger.secret(line, value);
  }
  return remarks;
}

/** A rule that nothing meets is shown where it decides, so that it can be called empty. */
function couldMatter(kind: ChainRule["verdict"]["kind"] | "translate"): boolean {
  return kind === "accept" || kind === "drop";
}

const nothing: Terms = { ...noTerms, source: { include: [], exclude: [] } };

function chainName(table: SavedTable, chain: string): string {
  return table.name === "filter" ? chain : `${table.name} ${chain}`;
}

/** Chains of the two programs have names of their own. */
function scopeOf(family: 4 | 6): string | null {
  return family === 4 ? null : "ip6tables";
}

const hooks = new Set(["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"]);

function definedChains(table: SavedTable, family: 4 | 6): readonly ObjectName[] {
  return [...table.chains]
    .filter(([name]) => !hooks.has(name))
    .map(([name, { line }]) => ({
      kind: "acl",
      name: chainName(table, name),
      scope: scopeOf(family),
      at: ranges(line),
    }));
}

function bareEnd(hook: string): BareEnd {
  if (hook === "INPUT" || hook === "PREROUTING") return "outInterfaces";
  return hook === "OUTPUT" ? "interfaces" : null;
}

/** The chains of a table that the kernel calls. */
function calledChains({ chains }: SavedTable): readonly (readonly [hook: string, chain: SavedChain])[] {
  return [...hooks].flatMap((hook) => {
    const chain = chains.get(hook);
    return chain === undefined ? [] : [[hook, chain]];
  });
}

function walkCalled(
  hook: string,
  { policy, line }: SavedChain,
  chains: Chains<Translation>,
  context: SaveContext,
  budget: Budget,
  meet: (leaf: Leaf<Translation>) => void,
): void {
  const end = policyRule(policy ?? "permit", ranges(line));
  const wholePackets = context.fragments === "whole";
  walkChain(hook, chains, budget, { bare: bareEnd(hook), wholePackets, end }, meet);
}

function translationsOf(
  table: SavedTable,
  chains: Chains<Translation>,
  context: SaveContext,
  budget: Budget,
): readonly NatRule[] {
  const found = new Map<string, readonly Leaf<Translation>[]>();
  for (const [hook, chain] of calledChains(table)) {
    const leaves: Leaf<Translation>[] = [];
    walkCalled(hook, chain, chains, context, budget, (leaf) => leaves.push(leaf));
    found.set(hook, leaves);
  }
  return natRules(found);
}

/** One list for each chain that the kernel calls; those of other tables than filter only where they decide something. */
function listsOf(
  table: SavedTable,
  chains: Chains<Translation>,
  context: SaveContext,
  budget: Budget,
  uncollected: Uncollected[],
): readonly AclSet[] {
  const lists: AclSet[] = [];
  for (const [hook, chain] of calledChains(table)) {
    const { policy } = chain;
    const entries = new Entries(context);
    walkCalled(hook, chain, chains, context, budget, (leaf) => {
      entries.add(leaf);
    });
    if (table.name !== "filter" && policy !== "deny" && !entries.decides) continue;
    // What the host itself sends passes by no list where nothing is written about it.
    if (hook === "OUTPUT" && entries.isEmpty && policy === "permit") continue;
    const name = chainName(table, hook);
    if (policy === null)
      uncollected.push({
        why: `The text does not say what happens to packets that no rule of chain ${name} decides; they are taken to be let through, as the kernel does before anyone says otherwise.`,
        touches: ["acls"],
      });
    lists.push({
      name,
      family: context.family === 4 ? "ipv4" : "ipv6",
      kind: "iptables chain",
      entries: entries.close(),
      defaultAction: policy ?? "permit",
      laterFragments: laterFragmentsOf(context.fragments),
      at: ranges(chain.line),
    });
  }
  return lists;
}
