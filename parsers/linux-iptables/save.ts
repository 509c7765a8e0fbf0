import type { AclSet, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import { lines as ranges } from "../../src/model/fact.ts";
import type { NatRule } from "../../src/model/nat.ts";
import type { Uncollected } from "../parser.ts";
import type { Ledger } from "../lib/ledger.ts";
import { entriesOf, laterFragmentsOf, type EntryContext } from "../lib/netfilter/entries.ts";
import {
  budgetFor,
  flatten,
  policyRule,
  type BareEnd,
  type Budget,
  type ChainRule,
  type Chains,
  type Leaf,
} from "../lib/netfilter/flatten.ts";
import { interfaceNames, type InterfaceNames } from "../lib/netfilter/interface-names.ts";
import { noTerms, type Terms } from "../lib/netfilter/terms.ts";
import { readSets } from "./ipsets.ts";
import { natRules } from "./nat.ts";
import type { Ruleset } from "./ruleset.ts";
import { readTables, writtenAgain, type SavedTable, type WrittenRule } from "./save-tables.ts";
import { isTarget, targetOf } from "./save-targets.ts";
import { secretOptions, sign } from "./save-signs.ts";
import { termsOf, type TermContext } from "./save-terms.ts";
import type { Translation } from "./translations.ts";

/** iptables-save, ip6tables-save, both in one text, "iptables -S", and "ipset save" before or after them. */
export function readSave(lines: readonly string[], ledger: Ledger): Ruleset {
  const sets = readSets(lines, ledger);
  const tables = readTables(lines, ledger, sets.isTheirs);
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
    const context = contextOf(own, family, lines, sets.names);
    for (const table of own) {
      const chains = chainsOf(table, context, lines, ledger, uses);
      definitions.push(...definedChains(table, family));
      if (table.name === "nat") nat.push(...natRules(leavesOf(table, chains, budget, context.fragments === "whole")));
      else aclSets.push(...listsOf(table, chains, context, budget, uncollected));
    }
  }
  if (lines.some(tellsOfOthers))
    uncollected.push({
      why: "A comment says that the host has further tables, which another program must show.",
      touches: ["acls", "objects"],
    });
  return { aclSets, addressGroups: sets.groups, definitions, uses, nat, uncollected };
}

/** iptables-nft-save warns of tables of the other kernel side, and of those that it cannot show. */
function tellsOfOthers(line: string): boolean {
  return (
    line.startsWith("# Warning: iptables-legacy tables present") ||
    (line.startsWith("# Table `") && line.includes("incompatible"))
  );
}

interface Context extends TermContext, EntryContext {
  readonly interfaces: InterfaceNames;
}

/** An address of IPv6 in a rule tells, where nothing else does. */
function familyOf({ family, signs }: SavedTable): 4 | 6 {
  return family ?? ((signs & sign.six) === 0 ? 4 : 6);
}

function contextOf(
  tables: readonly SavedTable[],
  family: 4 | 6,
  lines: readonly string[],
  sets: ReadonlySet<string>,
): Context {
  const names = new Set<string>();
  for (const table of tables) addInterfaces(table, names);
  const signs = tables.reduce((all, table) => all | table.signs, 0);
  const tracked = (signs & sign.tracking) !== 0;
  let helpers = (signs & sign.helper) !== 0;
  const release = releaseOf(lines);
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
      if ("terms" in rule) {
        for (const name of rule.terms.interfaces ?? []) names.add(name);
        for (const name of rule.terms.outInterfaces ?? []) names.add(name);
      } else if ((rule.signs & sign.interface) !== 0)
        for (const option of rule.options) if (option.signs === sign.interface) names.add(option.values[0] ?? "");
}

/** The release that the comment above a text names, as major, minor and patch; null where it names none. */
function releaseOf(lines: readonly string[]): readonly number[] | null {
  const header = lines.find((line) => line.startsWith("# Generated by ip"))?.split(" ")[4] ?? "";
  const numbers = header.replace("v", "").split(".").map(Number);
  return numbers.length < 2 || numbers.some(Number.isNaN) ? null : numbers;
}

function isBefore(
  [major = 0, minor = 0, patch = 0]: readonly number[],
  than: readonly [number, number, number],
): boolean {
  return (major - than[0] || minor - than[1] || patch - than[2]) < 0;
}

function chainsOf(
  table: SavedTable,
  context: Context,
  lines: readonly string[],
  ledger: Ledger,
  uses: ObjectUse[],
): Chains<Translation> {
  const chains = new Map<string, readonly ChainRule<Translation>[]>();
  const isChain = (name: string) => table.chains.has(name);
  const again = writtenAgain(lines);
  // What was read at once was read for a family, and took a target's name for the target.
  const asRead = table.readFor === context.family && ![...table.chains.keys()].some(isTarget);
  for (const [name, { rules, inserted }] of table.chains) {
    const read: ChainRule<Translation>[] = [];
    const addUse = (chain: string, ordinal: string, at: ChainRule["at"]): void => {
      const by = `${chainName(table, name)} ${ordinal}`;
      uses.push({ kind: "acl", name: chainName(table, chain), scope: scopeOf(context.family), by, at });
    };
    for (let place = 0; place < rules.length; place += 1) {
      const saved = rules[place];
      if (saved === undefined) continue;
      if (asRead && "terms" in saved) {
        const usual = inserted ? { ...saved, ordinal: String(place + 1) } : saved;
        const { verdict } = usual;
        if (verdict.kind === "jump" && isChain(verdict.chain)) addUse(verdict.chain, usual.ordinal, usual.at);
        read.push(usual);
        continue;
      }
      const rule = "terms" in saved ? again(saved) : saved;
      const target = targetOf(rule.options, isChain);
      const at: ChainRule["at"] = [[rule.line, rule.line]];
      const ordinal = String(place + 1);
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
  ordinal: string,
  { sets }: Context,
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

function leavesOf(
  table: SavedTable,
  chains: Chains<Translation>,
  budget: Budget,
  wholePackets: boolean,
): ReadonlyMap<string, readonly Leaf<Translation>[]> {
  const found = new Map<string, readonly Leaf<Translation>[]>();
  for (const name of hooks) {
    const chain = table.chains.get(name);
    if (chain === undefined) continue;
    const end = policyRule(chain.policy ?? "permit", ranges(chain.line));
    found.set(name, flatten(name, chains, budget, { bare: bareEnd(name), wholePackets, end }));
  }
  return found;
}

/** One list for each chain that the kernel calls; those of other tables than filter only where they decide something. */
function listsOf(
  table: SavedTable,
  chains: Chains<Translation>,
  context: Context,
  budget: Budget,
  uncollected: Uncollected[],
): readonly AclSet[] {
  return [...leavesOf(table, chains, budget, context.fragments === "whole")].flatMap(([name, leaves]): AclSet[] => {
    const chain = table.chains.get(name);
    if (chain === undefined) return [];
    const decides =
      chain.policy === "deny" || leaves.some(({ verdict }) => verdict !== "continue" && verdict !== "accept");
    if (table.name !== "filter" && !decides) return [];
    // What the host itself sends passes by no list where nothing is written about it.
    if (name === "OUTPUT" && leaves.length === 0 && chain.policy === "permit") return [];
    if (chain.policy === null)
      uncollected.push({
        why: `The text does not say what happens to packets that no rule of chain ${chainName(table, name)} decides; they are taken to be let through, as the kernel does before anyone says otherwise.`,
        touches: ["acls"],
      });
    return [
      {
        name: chainName(table, name),
        family: context.family === 4 ? "ipv4" : "ipv6",
        kind: "iptables chain",
        entries: entriesOf(leaves, context),
        defaultAction: chain.policy ?? "permit",
        laterFragments: laterFragmentsOf(context.fragments),
        at: ranges(chain.line),
      },
    ];
  });
}
