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
import { readTables, type SavedRule, type SavedTable } from "./save-tables.ts";
import { targetOf } from "./save-targets.ts";
import { secretOptions, termsOf, type TermContext } from "./save-terms.ts";
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
    const written = own.flatMap((table) => [...table.chains.values()].flatMap(({ rules }) => rules));
    if (own.length === 0) continue;
    const context = contextOf(written, family, lines, sets.names);
    for (const table of own) {
      const chains = chainsOf(table, context, ledger, uses);
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
function familyOf(table: SavedTable): 4 | 6 {
  if (table.family !== null) return table.family;
  const rules = [...table.chains.values()].flatMap((chain) => chain.rules);
  return rules.some(speaksOfSix) ? 6 : 4;
}

function speaksOfSix({ options }: SavedRule): boolean {
  return options.some(({ name, values: [value = ""] }) => {
    if (name === "-s" || name === "-d") return value.includes(":");
    return name === "--icmpv6-type" || (name === "-m" && value === "icmp6");
  });
}

/** Options and targets by which connection tracking comes into use, and defragmentation with it. */
const tracking = new Set([
  "--state",
  "--ctstate",
  "--ctproto",
  "--ctdir",
  "--ctstatus",
  "--ctexpire",
  "--connlimit-above",
  "--connlimit-upto",
  "--connbytes",
  "--helper",
]);
const trackingTargets = new Set(["DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP", "CONNMARK", "SYNPROXY"]);

function contextOf(
  rules: readonly SavedRule[],
  family: 4 | 6,
  lines: readonly string[],
  sets: ReadonlySet<string>,
): Context {
  const names = new Set<string>();
  let tracked = false;
  let helpers = false;
  for (const { options } of rules) {
    for (const { name, values } of options) {
      const [value = ""] = values;
      if (name === "-i" || name === "-o") names.add(value);
      tracked ||= tracking.has(name) || (name === "-j" && trackingTargets.has(value));
      helpers ||= name === "--helper";
    }
  }
  const release = releaseOf(lines);
  // Before 1.8.0 there was one iptables ("xtables-nft(8)"); since then the text does not tell which one wrote it.
  const legacy = release !== null && isBefore(release, [1, 8, 0]);
  const fragments = tracked ? "whole" : legacy ? "unmatched" : "either";
  // Kernels before 4.7 gave helpers to connections by their ports ("nf_conntrack_helper"); 1.6.1 came half a year later.
  helpers ||= release !== null && isBefore(release, [1, 6, 1]);
  return { family, interfaces: interfaceNames(names, "+"), sets, fragments, helpers, meanings: new Map() };
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

function chainsOf(table: SavedTable, context: Context, ledger: Ledger, uses: ObjectUse[]): Chains<Translation> {
  const chains = new Map<string, readonly ChainRule<Translation>[]>();
  const isChain = (name: string) => table.chains.has(name);
  for (const [name, { rules }] of table.chains) {
    const read: ChainRule<Translation>[] = [];
    for (let place = 0; place < rules.length; place += 1) {
      const rule = rules[place];
      if (rule === undefined) continue;
      const target = targetOf(rule.options, isChain);
      const at: ChainRule["at"] = [[rule.line, rule.line]];
      const ordinal = String(place + 1);
      if (target.chain !== null) {
        const by = `${chainName(table, name)} ${ordinal}`;
        uses.push({ kind: "acl", name: chainName(table, target.chain), scope: scopeOf(context.family), by, at });
      }
      const remarks = remarksOf(table, name, rule, ordinal, context, ledger, uses);
      const terms = termsOf(target.conditions, context);
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
  { line, options }: SavedRule,
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
