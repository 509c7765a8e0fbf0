import type { AclEntry, AclSet, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import { askingNothing } from "../../src/model/acl.ts";
import { lines as ranges, type LineRange } from "../../src/model/fact.ts";
import type { NatRule } from "../../src/model/nat.ts";
import type { Uncollected } from "../parser.ts";
import { entriesOf, laterFragmentsOf, type Fragments } from "../lib/netfilter/entries.ts";
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
import { both, noTerms } from "../lib/netfilter/terms.ts";
import { natRules } from "./nat.ts";
import type { Hook } from "./nft-hooks.ts";
import { readNftRule } from "./nft-rule.ts";
import { definitionsOf, groupNames, groupsOf } from "./nft-sets.ts";
import type { Token } from "./nft-tokens.ts";
import { textOf } from "./nft-cursor.ts";
import type { NftSet } from "./nft-values.ts";
import type { Ruleset } from "./ruleset.ts";
import type { Translation } from "./translations.ts";

export interface WrittenRule {
  readonly tokens: readonly Token[];
  readonly at: readonly LineRange[];
  readonly path?: string;
}

export interface WrittenChain {
  readonly name: string;
  readonly hook: Hook | null;
  readonly policy: "permit" | "deny";
  readonly at: readonly LineRange[];
  readonly rules: readonly WrittenRule[];
  readonly path?: string;
}

export interface WrittenTable {
  readonly family: string;
  readonly name: string;
  /** Not in force ("flags dormant"). */
  readonly dormant: boolean;
  readonly chains: readonly WrittenChain[];
  readonly sets: readonly NftSet[];
  /** A connection tracking helper is defined in it. */
  readonly helper: boolean;
}

/** What a rule set of nftables means, however it was written. */
export function rulesetOf(tables: readonly WrittenTable[], uncollected: readonly Uncollected[]): Ruleset {
  const aclSets: AclSet[] = [];
  const definitions: ObjectName[] = [];
  const uses: ObjectUse[] = [];
  const nat = new Map<string, NatRule>();
  const sets = tables.flatMap((table) => table.sets);
  const groups = groupNames(sets);
  const rules = tables.flatMap(({ chains }) => chains.flatMap((chain) => chain.rules));
  const interfaces = interfaceNames(namesIn(rules, sets), "*");
  const helpers = tables.some(({ helper }) => helper);
  const budget = budgetFor(rules.length + sets.reduce((sum, { values }) => sum + values.length, 0));
  for (const table of tables) {
    if (table.dormant) continue;
    definitions.push(...chainDefinitions(table));
    uses.push(...usesIn(table, groups));
    if (table.family === "arp" || table.family === "bridge") {
      aclSets.push(...linkLists(table));
      continue;
    }
    for (const family of familiesOf(table.family)) {
      const whole = tracksConnections(tables, family);
      const chains = chainsOf(table, family, interfaces, groups);
      for (const chain of table.chains) {
        const { hook } = chain;
        if (hook === null) continue;
        const fragments: Fragments = whole && seesWholePackets(hook) ? "whole" : "either";
        const leaves = leavesOf(chain, hook, chains, budget, fragments === "whole");
        // What the host itself sends passes by no list where nothing is written about it.
        if (hook.hook === "output" && chain.rules.length === 0 && chain.policy === "permit") continue;
        if (hook.type === "nat") {
          // A table of both families translates both alike where a rule asks for neither.
          for (const rule of natRules(new Map([[hook.hook, leaves]]))) nat.set(JSON.stringify(rule), rule);
          continue;
        }
        aclSets.push({
          name: chainName(table, chain.name),
          family: family === 4 ? "ipv4" : "ipv6",
          kind: `nftables chain, hook ${hook.hook}, priority ${hook.priority}`,
          entries: entriesOf(leaves, { fragments, helpers, interfaces }),
          defaultAction: chain.policy,
          laterFragments: laterFragmentsOf(fragments),
          at: chain.at,
          ...(chain.path === undefined ? {} : { path: chain.path }),
        });
      }
    }
  }
  definitions.push(...definitionsOf(groups));
  return { aclSets, addressGroups: groupsOf(groups), definitions, uses, nat: [...nat.values()], uncollected };
}

function chainName({ family, name }: WrittenTable, chain: string): string {
  return `${family} ${name} ${chain}`;
}

function familiesOf(family: string): readonly (4 | 6)[] {
  if (family === "ip") return [4];
  return family === "ip6" ? [6] : [4, 6];
}

/** Words that make the kernel track connections, and put fragments together first (net/netfilter/nft_ct.c, nft_ct_get_init). */
const tracking = new Set(["ct", "masquerade", "snat", "dnat", "redirect", "synproxy"]);

function tracksConnections(tables: readonly WrittenTable[], family: 4 | 6): boolean {
  return tables.some(
    (table) =>
      !table.dormant &&
      familiesOf(table.family).includes(family) &&
      table.family !== "netdev" &&
      table.family !== "arp" &&
      table.family !== "bridge" &&
      table.chains.some(({ rules }) =>
        rules.some(({ tokens }) => tokens.some(({ text, quoted }) => !quoted && tracking.has(text))),
      ),
  );
}

/** Fragments are put together at priority -400 of "prerouting" and "output" (include/uapi/linux/netfilter_ipv4.h). */
function seesWholePackets({ hook, priority }: Hook): boolean {
  if (hook === "ingress" || hook === "egress") return false;
  return (hook !== "prerouting" && hook !== "output") || (priority !== null && priority > -400);
}

const signs: ReadonlySet<string> = new Set(["==", "!=", "{", ",", "."]);

/** Names and patterns behind an interface's key, or in a set or map of names. */
function namesIn(rules: readonly WrittenRule[], sets: readonly NftSet[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { types, values } of sets)
    if (types.some((type) => type === "ifname" || isInterfaceKey(type)))
      for (const { parts } of values) for (const part of parts) names.add(part);
  for (const { tokens } of rules) {
    const first = tokens.findIndex(({ text }) => isInterfaceKey(text));
    if (first < 0) continue;
    for (const [at, { text, quoted }] of tokens.entries()) {
      const before = tokens[at - 1]?.text ?? "";
      // In braces and behind a key or a sign a name may stand without quotes.
      if (!quoted && signs.has(text)) continue;
      if (quoted || isInterfaceKey(before) || signs.has(before)) names.add(text);
    }
  }
  return names;
}

function isInterfaceKey(text: string): boolean {
  return text === "iifname" || text === "oifname" || text === "iif" || text === "oif";
}

function chainsOf(
  table: WrittenTable,
  family: 4 | 6,
  interfaces: InterfaceNames,
  groups: ReadonlyMap<NftSet, string>,
): Chains<Translation> {
  const sets = new Map(table.sets.map((set) => [set.name, set] as const));
  const context = { family, interfaces, sets, groupOf: (set: NftSet) => groups.get(set) ?? null };
  return new Map(
    table.chains.map(({ name, rules }) => [
      name,
      rules.flatMap(({ tokens, at, path }, place): ChainRule<Translation>[] => {
        const { ways, log, remarks } = readNftRule(tokens, context);
        return ways.map(({ terms, verdict }) => ({
          terms,
          verdict,
          log,
          inactive: false,
          remarks,
          at,
          ...(path === undefined ? {} : { path }),
          ordinal: String(place + 1),
        }));
      }),
    ]),
  );
}

function leavesOf(
  { name, policy, at, path }: WrittenChain,
  hook: Hook,
  chains: Chains<Translation>,
  budget: Budget,
  wholePackets: boolean,
): readonly Leaf<Translation>[] {
  const end = policyRule(policy, at, path);
  const leaves = flatten(name, chains, budget, { bare: bareEnd(hook.hook), wholePackets, end });
  if (hook.devices.length === 0) return leaves;
  const side = hook.hook === "egress" ? "outInterfaces" : "interfaces";
  return leaves.flatMap((leaf) => {
    const bound = both(leaf.terms, { ...noTerms, [side]: hook.devices });
    return bound === null ? [] : [{ ...leaf, terms: bound }];
  });
}

function bareEnd(hook: string): BareEnd {
  if (hook === "input" || hook === "prerouting" || hook === "ingress") return "outInterfaces";
  return hook === "output" ? "interfaces" : null;
}

function chainDefinitions(table: WrittenTable): readonly ObjectName[] {
  return table.chains
    .filter(({ hook }) => hook === null)
    .map(({ name, at }) => ({ kind: "acl", name: chainName(table, name), scope: null, at }));
}

/** Chains that are jumped to, and sets of addresses that are asked. */
function usesIn(table: WrittenTable, groups: ReadonlyMap<NftSet, string>): readonly ObjectUse[] {
  const sets = new Map(table.sets.map((set) => [set.name, set] as const));
  return table.chains.flatMap((chain) =>
    chain.rules.flatMap(({ tokens, at }, place) =>
      tokens.flatMap(({ text, quoted }, index): ObjectUse[] => {
        const by = `${chainName(table, chain.name)} ${place + 1}`;
        const before = tokens[index - 1];
        if (before !== undefined && !before.quoted && (before.text === "jump" || before.text === "goto"))
          return [{ kind: "acl", name: chainName(table, text), scope: null, by, at }];
        const set = !quoted && text.startsWith("@") ? sets.get(text.slice(1)) : undefined;
        if (set === undefined) return [];
        const group = groups.get(set);
        const chainsOfMap = set.values.flatMap(({ data: [verdict, target] }): ObjectUse[] =>
          (verdict?.text === "jump" || verdict?.text === "goto") && target !== undefined
            ? [{ kind: "acl", name: chainName(table, target.text), scope: null, by, at: ranges(set.line) }]
            : [],
        );
        return group === undefined ? chainsOfMap : [{ kind: "address-group", name: group, scope: null, by, at }];
      }),
    ),
  );
}

/** Chains over ARP and over frames of a bridge: no lists of IP packets, their conditions stay text. */
function linkLists(table: WrittenTable): readonly AclSet[] {
  return table.chains.flatMap((chain): AclSet[] => {
    const { hook } = chain;
    if (hook === null || hook.type === "nat") return [];
    return [
      {
        name: chainName(table, chain.name),
        family: "mac",
        kind: `nftables chain, hook ${hook.hook}, priority ${hook.priority}`,
        entries: chain.rules.map(linkEntry),
        defaultAction: chain.policy,
        laterFragments: "unmatched",
        at: chain.at,
      },
    ];
  });
}

function linkEntry({ tokens, at, path }: WrittenRule, place: number): AclEntry {
  const words = new Set(tokens.filter(({ quoted }) => !quoted).map(({ text }) => text));
  const action = words.has("drop") || words.has("reject") ? "deny" : words.has("accept") ? "permit" : "next";
  const plain = tokens.length === 1 && action !== "next";
  return {
    ...askingNothing,
    at,
    ...(path === undefined ? {} : { path }),
    label: String(place + 1),
    action,
    log: words.has("log"),
    unresolved: plain ? [] : [textOf(tokens)],
  };
}
