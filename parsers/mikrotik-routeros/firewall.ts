import { askingNothing, type AclSet, type ObjectUse } from "../../src/model/acl.ts";
import type { NatRule } from "../../src/model/nat.ts";
import {
  Entries,
  laterFragmentsOf,
  namedInterfaces,
  unnamedInterfaces,
  type Fragments,
} from "../lib/netfilter/entries.ts";
import {
  budgetFor,
  flatten,
  policyRule,
  walkChain,
  walkStraight,
  type BareEnd,
  type ChainRule,
  type Leaf,
} from "../lib/netfilter/flatten.ts";
import { interfaceNames } from "../lib/netfilter/interface-names.ts";
import { askedBy, chainsOf } from "./chains.ts";
import { itemsOf, placeOf, type Draft } from "./draft.ts";
import type { TermContext } from "./firewall-terms.ts";
import { flagOf, isDisabled, valueOf, type MenuRule } from "./items.ts";
import { UsualRule } from "./usual-rules.ts";
import type { Translation } from "./verdicts.ts";

export interface Firewall {
  readonly aclSets: readonly AclSet[];
  readonly nat: readonly NatRule[];
  readonly uses: readonly ObjectUse[];
}

const tables = [
  { menu: "/ip firewall filter", family: 4, prefix: "" },
  { menu: "/ip firewall raw", family: 4, prefix: "raw " },
  { menu: "/ipv6 firewall filter", family: 6, prefix: "" },
  { menu: "/ipv6 firewall raw", family: 6, prefix: "raw " },
] as const;

/** Chains that the router calls; the others are jumped to ("Filter", "Chains"). A packet that no rule decides is accepted. */
const calledIn = { "": ["input", "forward", "output"], "raw ": ["prerouting", "output"] } as const;

/** Filter and raw tables as lists, one for each chain that the router calls, and the translations. */
export function readFirewall(draft: Draft, lists: TermContext["lists"]): Firewall {
  const menus = [...tables.map(({ menu }) => menu), "/ip firewall nat", "/ipv6 firewall nat"];
  const names = new Set<string>();
  let written = 0;
  for (const menu of menus) {
    const rules = draft.rules.get(menu) ?? [];
    written += rules.length;
    for (const rule of rules) addInterfaces(rule, names);
  }
  for (const members of lists.values()) for (const name of members ?? []) names.add(name);
  const interfaces = interfaceNames(names, "*");
  const budget = budgetFor(written);
  const uses: ObjectUse[] = [];
  const readChains = (menu: string, family: 4 | 6): Map<string, ChainRule<Translation>[]> =>
    chainsOf(draft, menu, { family, interfaces, lists }, uses);
  const aclSets = tables.flatMap(({ menu, family, prefix }): AclSet[] => {
    const chains = readChains(menu, family);
    return calledIn[prefix].flatMap((chain): AclSet[] => {
      const rules = chains.get(chain);
      if (rules === undefined) return [];
      const fragments = prefix === "raw " ? "either" : fragmentsOf(draft);
      const entries = new Entries({ fragments, helpers: true, interfaces });
      const meet = (leaf: Leaf<Translation>): void => entries.add(leaf);
      const bare = bareEnd(chain);
      if (bare !== null || !walkStraight(rules, budget, meet))
        walkChain(chain, chains, budget, { bare, wholePackets: fragments === "whole", end: endOf(rules) }, meet);
      return [
        {
          name: `${prefix}${chain}`,
          family: family === 4 ? "ipv4" : "ipv6",
          kind: `${menu.slice(1)} chain`,
          entries: entries.close(),
          defaultAction: "permit",
          laterFragments: laterFragmentsOf(fragments),
          at: rules.slice(0, 1).flatMap(({ at }) => at),
        },
      ];
    });
  });
  aclSets.push(...bridgeLists(draft));
  const nat = (["/ip firewall nat", "/ipv6 firewall nat"] as const).flatMap((menu) => {
    const chains = readChains(menu, menu === "/ip firewall nat" ? 4 : 6);
    return ["dstnat", "srcnat"].flatMap((chain) =>
      flatten(chain, chains, budget, { bare: null, wholePackets: true, end: endOf(chains.get(chain) ?? []) }).flatMap(
        (leaf) => natRule(`${menu} ${chain}`, chain, leaf),
      ),
    );
  });
  return { aclSets, nat, uses };
}

/** What no rule of a chain decides is accepted (RouterOS, "Filter"); nothing is written of that but the chain itself. */
function endOf(rules: readonly ChainRule<Translation>[]): ChainRule<Translation> {
  return policyRule("permit", rules[0]?.at ?? []);
}

/** "/interface bridge filter" judges frames: its conditions stay text. */
function bridgeLists(draft: Draft): readonly AclSet[] {
  const items = itemsOf(draft, "/interface bridge filter");
  for (const { verb, first, last } of items) if (verb === "add") draft.ledger.readRange(first, last);
  return [...Map.groupBy(items, (item) => valueOf(item, "chain") ?? "")].map(([chain, rules]) => ({
    name: `bridge ${chain}`,
    family: "mac",
    kind: "interface bridge filter chain",
    entries: rules.map((item, place) => ({
      ...askingNothing,
      at: placeOf(item),
      label: String(place + 1),
      action: bridgeActions[valueOf(item, "action") ?? "accept"] ?? "next",
      log: flagOf(item, "log") === true,
      inactive: isDisabled(item),
      unresolved: item.parameters.list
        .filter(({ name }) => !askingNothingNames.has(name))
        .map(({ name, value }) => `${name}=${value}`),
    })),
    defaultAction: "permit",
    laterFragments: "unmatched",
    at: rules.slice(0, 1).flatMap(placeOf),
  }));
}

const bridgeActions: Readonly<Record<string, "permit" | "deny">> = { accept: "permit", drop: "deny" };
const askingNothingNames = new Set(["chain", "action", "comment", "disabled", "log", "log-prefix"]);

function addInterfaces(rule: MenuRule, names: Set<string>): void {
  if (rule instanceof UsualRule && !rule.asked.namesInterfaces) return;
  for (const name of ["in-interface", "out-interface"] as const) {
    const value = askedBy(rule, name);
    if (value !== null) names.add(value.replace("!", ""));
  }
}

/** With connection tracking no rule sees a fragment ("Common Firewall Matchers and Actions", fragment). */
function fragmentsOf(draft: Draft): Fragments {
  const settings = itemsOf(draft, "/ip firewall connection tracking");
  for (const { first, last } of settings) draft.ledger.readRange(first, last);
  const tracking = settings.some((item) => valueOf(item, "enabled") === "no");
  return tracking ? "either" : "whole";
}

function bareEnd(chain: string): BareEnd {
  if (chain === "input" || chain === "prerouting") return "outInterfaces";
  return chain === "output" ? "interfaces" : null;
}

function natRule(menu: string, chain: string, { rule, terms, verdict, label }: Leaf<Translation>): readonly NatRule[] {
  if (verdict === "continue") return [];
  const to = rule.verdict.kind === "translate" ? rule.verdict.to : { source: null, destination: null };
  return [
    {
      name: `${menu} ${label}`,
      scope: null,
      kind: to.source !== null && to.destination !== null ? "both" : chain === "srcnat" ? "source" : "destination",
      fromZones: namedInterfaces(terms.interfaces) ?? "any",
      toZones: namedInterfaces(terms.outInterfaces) ?? "any",
      source: terms.source,
      destination: terms.destination,
      services: terms.services,
      translatedSource: to.source,
      translatedDestination: to.destination,
      enabled: !rule.inactive,
      unresolved: [
        ...terms.unresolved,
        ...unnamedInterfaces(terms),
        ...(terms.states === null ? [] : [`connection state ${terms.states.join(",")}`]),
        ...(verdict === "unknown" ? ["what the rule does is not known"] : []),
      ],
      at: rule.at,
    },
  ];
}
