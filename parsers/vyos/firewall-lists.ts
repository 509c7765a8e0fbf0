import type { AclFamily, AclSet } from "../../src/model/acl.ts";
import { Entries, laterFragmentsOf, type EntryContext } from "../lib/netfilter/entries.ts";
import {
  budgetFor,
  walkChain,
  walkStraight,
  type ChainRule,
  type Leaf,
  type Verdict,
} from "../lib/netfilter/flatten.ts";
import { noTerms, withDoubt } from "../lib/netfilter/terms.ts";
import { define, use, type Context } from "./context.ts";
import type { FirewallGroups } from "./firewall-groups.ts";
import { takePlainRule, understand } from "./firewall-plain-rule.ts";
import { readRule } from "./firewall-rule.ts";
import { stateRules } from "./firewall-state.ts";
import type { Zones } from "./zones.ts";
import type { RuleSurroundings } from "./rule-surroundings.ts";
import { PlainRule, placeOf, placeOfHead, type ConfigNode } from "./node.ts";
import { child, children, entries, inOrder, markTree, peek, value } from "./reading.ts";

/** A list as it is configured. */
interface List {
  readonly node: ConfigNode;
  readonly name: string;
  readonly family: AclFamily;
  /** The list's words in front of its name. */
  readonly kind: string;
  readonly rules: readonly ChainRule[];
  /** What becomes of a packet that no rule takes. */
  readonly end: Verdict<never>;
  /** Bound to a hook of netfilter, so that nothing comes after it. */
  readonly isBase: boolean;
}

/** `name`, `ipv6-name` and the policies that route, up to 1.4's first images and on EdgeOS. */
const named = [
  { keyword: "name", family: 4, kind: "firewall name", changesPackets: false },
  { keyword: "ipv6-name", family: 6, kind: "firewall ipv6-name", changesPackets: false },
  { keyword: "modify", family: 4, kind: "firewall modify", changesPackets: true },
  { keyword: "ipv6-modify", family: 6, kind: "firewall ipv6-modify", changesPackets: true },
] as const;

const policies = [
  { keyword: "route", family: 4, kind: "policy route", changesPackets: true },
  { keyword: "route6", family: 6, kind: "policy route6", changesPackets: true },
  { keyword: "ipv6-route", family: 6, kind: "policy ipv6-route", changesPackets: true },
] as const;

const hooks = ["prerouting", "forward", "input", "output"] as const;

/**
 * Firewall lists of all generations: `firewall name` and `ipv6-name` (up to 1.3, EdgeOS, and 1.4 before its release),
 * then `firewall ipv4 forward filter`, `input`, `output`, `prerouting raw` and `ipv4 name` below them (VyOS User Guide,
 * "Firewall", "Bridge Firewall Configuration").
 */
export function readLists(
  context: Context,
  firewall: ConfigNode | undefined,
  groups: FirewallGroups,
  zones: Zones,
): AclSet[] {
  const lists: List[] = [];
  for (const each of named)
    for (const node of entries(firewall, each.keyword)) lists.push(readNamed(context, node, each, groups));
  const policy = peek(context.root, "policy");
  for (const each of policies)
    for (const node of entries(policy, each.keyword)) lists.push(readNamed(context, node, each, groups));
  for (const family of ["ipv4", "ipv6", "bridge"] as const)
    lists.push(...readFamily(context, firewall, family, groups));
  return setsOf(firewall, lists, zones);
}

interface NamedKind {
  readonly family: 4 | 6;
  readonly kind: string;
  readonly changesPackets: boolean;
}

function readNamed(context: Context, node: ConfigNode, each: NamedKind, groups: FirewallGroups): List {
  const { family, kind, changesPackets } = each;
  define(context, "acl", node);
  for (const target of entries(node, "default-jump-target"))
    use(context, "acl", target, `${kind} ${node.word} default-jump-target`);
  return {
    node,
    name: node.word,
    family: family === 4 ? "ipv4" : "ipv6",
    kind,
    rules: rulesOf(context, node, { family, kind, changesPackets }, groups),
    end: endOf(node, changesPackets ? "accept" : "drop"),
    isBase: false,
  };
}

function readFamily(
  context: Context,
  firewall: ConfigNode | undefined,
  word: "ipv4" | "ipv6" | "bridge",
  groups: FirewallGroups,
): List[] {
  const root = child(firewall, word);
  const family = word === "ipv6" ? 6 : 4;
  const aclFamily = word === "bridge" ? "mac" : word;
  const lists: List[] = [];
  for (const node of entries(root, "name"))
    lists.push({
      ...readNamed(context, node, { family, kind: `firewall ${word} name`, changesPackets: false }, groups),
      family: aclFamily,
    });
  for (const hook of hooks)
    for (const node of children(child(root, hook))) {
      const kind = `firewall ${word} ${hook}`;
      lists.push({
        node,
        name: `${word} ${hook} ${node.word}`,
        family: aclFamily,
        kind: `${kind} ${node.word}`,
        rules: rulesOf(context, node, { family, kind, changesPackets: false }, groups),
        end: endOf(node, null),
        isBase: true,
      });
    }
  return lists;
}

function rulesOf(context: Context, node: ConfigNode, each: NamedKind, groups: FirewallGroups): readonly ChainRule[] {
  node.read = true;
  for (const part of children(node)) if (listOptions.has(part.word)) markTree(part);
  const list = `${each.kind} ${node.word}`;
  const { family, changesPackets } = each;
  const around: RuleSurroundings = { context, groups, family, changesPackets, list };
  const plain = child(node, "rule")?.plainRules ?? null;
  if (plain?.every((rule) => understand(rule, around)) === true) {
    for (const rule of plain) takePlainRule(rule, around);
    return plain;
  }
  return inOrder(entries(node, "rule")).map((rule) =>
    rule.plain !== null && understand(rule.plain, around)
      ? takePlainRule(rule.plain, around)
      : readWritten(rule, around),
  );
}

function readWritten(rule: ConfigNode, { list, ...around }: RuleSurroundings): ChainRule {
  const { context } = around;
  const own = `${list} rule ${rule.word}`;
  const read = readRule(rule, { ...around, list: own });
  for (const target of entries(rule, "jump-target")) use(context, "acl", target, `${own} jump-target`);
  return read;
}

const listOptions: ReadonlySet<string> = new Set([
  "description",
  "enable-default-log",
  "default-log",
  "default-log-level",
  "interface",
]);

/**
 * `default-action`. Left out it is drop for a list with a name (vyos-1x, firewall/default-action.xml.i), accept for a
 * policy that routes, and for a hook drop or accept by image (default-action-base-chains.xml.i has had both).
 */
function endOf(node: ConfigNode, otherwise: "accept" | "drop" | null): Verdict<never> {
  const target = value(node, "default-jump-target");
  const action = value(node, "default-action")?.text ?? otherwise ?? "";
  switch (action) {
    case "accept":
      return { kind: "accept" };
    case "drop":
    case "reject":
      return { kind: "drop" };
    case "return":
    case "continue":
      return { kind: "return" };
    case "jump":
      return target === undefined ? { kind: "unknown" } : { kind: "jump", chain: target.text };
    default:
      return { kind: "unknown" };
  }
}

/** Lists with their jumps followed, and with the rules on states that are tried before them. */
function setsOf(firewall: ConfigNode | undefined, lists: readonly List[], zones: Zones): AclSet[] {
  const states = stateRules(firewall);
  const tracked = new Set(
    lists.flatMap(({ family, rules }) =>
      states.rules.length > 0 || rules.some((rule) => !rule.inactive && asksStates(rule)) ? [family] : [],
    ),
  );
  const budget = budgetFor(lists.reduce((sum, { rules }) => sum + rules.length, 0));
  const jumpedTo = new Set<string>();
  for (const { family, rules, end } of lists) {
    for (const { verdict } of rules) if (verdict.kind === "jump") jumpedTo.add(`${family} ${verdict.chain}`);
    if (end.kind === "jump") jumpedTo.add(`${family} ${end.chain}`);
  }
  const chainsOf = new Map<AclFamily, Map<string, readonly ChainRule[]>>();
  for (const { isBase, family, name, rules, node, end } of lists) {
    const chains = chainsOf.get(family) ?? new Map<string, readonly ChainRule[]>();
    chainsOf.set(family, chains);
    if (!isBase && jumpedTo.has(`${family} ${name}`) && !chains.has(name))
      chains.set(name, [...rules, ending(node, end)]);
  }
  return lists.map((list): AclSet => {
    const { node, name, family, kind, rules, isBase } = list;
    // Whatever asks for a connection's state has fragments put together before it (nf_defrag_ipv4, nf_defrag_ipv6).
    // Without such a rule in the family nothing says so: then the kernel's version decides.
    const isTracked = tracked.has(family);
    const around: EntryContext = { fragments: isTracked ? "whole" : "either", helpers: true };
    const onlyZones = family !== "mac" && zones.lists[family].has(name) && !jumpedTo.has(`${family} ${name}`);
    const end: Verdict<never> = onlyZones && list.end.kind === "return" ? { kind: "accept" } : list.end;
    const chains = chainsOf.get(family) ?? new Map<string, readonly ChainRule[]>();
    const isSure = end.kind === "accept" || end.kind === "drop";
    // What a jump at the end lets back goes on to whoever jumped to this list.
    const back: readonly ChainRule[] =
      end.kind === "jump" ? [{ ...ending(node, { kind: "return" }), ordinal: "end" }] : [];
    const own = isSure ? rules : [...rules, ending(node, end), ...back];
    const first = states.before(kind) ? states.rules : [];
    const leaving = isBase ? own : changed(own, onlyZones ? returningToZone : returning);
    const tried = first.length === 0 ? leaving : [...first, ...leaving];
    const made = new Entries(around);
    const meet = (leaf: Leaf): void => made.add(leaf);
    if (!walkStraight(tried, budget, meet))
      walkChain(
        base,
        chains.set(base, tried),
        budget,
        { bare: null, wholePackets: isTracked, end: ending(node, isSure ? end : { kind: "drop" }) },
        meet,
      );
    return {
      at: placeOf(node).at,
      name,
      family,
      kind,
      entries: made.close(),
      defaultAction: end.kind === "accept" ? "permit" : "deny",
      laterFragments: laterFragmentsOf(around.fragments),
    };
  });
}

function asksStates(rule: ChainRule): boolean {
  return (rule instanceof PlainRule ? rule : rule.terms).states !== null;
}

/** No list has such a name. */
const base = " ";

/** The end of a list as a rule, for who jumps to it. */
function ending(node: ConfigNode, verdict: Verdict<never>): ChainRule {
  const stated = peek(node, "default-action");
  return {
    terms: verdict.kind === "unknown" ? withDoubt(noTerms, "default-action is not set, and releases differ") : noTerms,
    verdict,
    log: false,
    inactive: false,
    remarks: [],
    ...(stated === undefined ? placeOfHead(node) : placeOf(stated)),
    ordinal: "default",
  };
}

/** Rules with those changed that return, as few do. */
function changed(rules: readonly ChainRule[], change: (rule: ChainRule) => ChainRule): readonly ChainRule[] {
  return rules.some(({ verdict }) => verdict.kind === "return") ? rules.map(change) : rules;
}

/** What comes back from a list between two zones is let through (vyos-1x, firewall/nftables-zone.j2). */
function returningToZone(rule: ChainRule): ChainRule {
  return rule.verdict.kind === "return" ? { ...rule, terms: rule.terms, verdict: { kind: "accept" } } : rule;
}

/** A list by itself does not say what becomes of packets that go back to whoever jumped to it. */
function returning(rule: ChainRule): ChainRule {
  if (rule.verdict.kind !== "return") return rule;
  return {
    ...rule,
    terms: withDoubt(rule.terms, "goes back to the list that jumps here"),
    verdict: { kind: "unknown" },
  };
}
