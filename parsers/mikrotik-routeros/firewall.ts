import { askingNothing, type AclSet, type ObjectUse } from "../../src/model/acl.ts";
import type { AddressSpec } from "../../src/model/address.ts";
import type { NatRule } from "../../src/model/nat.ts";
import {
  entriesOf,
  laterFragmentsOf,
  namedInterfaces,
  unnamedInterfaces,
  type Fragments,
} from "../lib/netfilter/entries.ts";
import {
  budgetFor,
  flatten,
  policyRule,
  type BareEnd,
  type ChainRule,
  type Leaf,
  type Verdict,
} from "../lib/netfilter/flatten.ts";
import { interfaceNames } from "../lib/netfilter/interface-names.ts";
import { addressMatch } from "../lib/netfilter/address-spans.ts";
import { noTerms, withDoubt, type Terms } from "../lib/netfilter/terms.ts";
import { itemsOf, leave, placeOf, type Draft } from "./draft.ts";
import { termsOf, type TermContext } from "./firewall-terms.ts";
import { flagOf, isDisabled, valueOf, type Item } from "./items.ts";

interface Translation {
  readonly source: AddressSpec | null;
  readonly destination: AddressSpec | null;
}

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
  const items = [...tables.map(({ menu }) => menu), "/ip firewall nat", "/ipv6 firewall nat"].flatMap((menu) =>
    itemsOf(draft, menu),
  );
  const names = new Set<string>();
  for (const item of items) addInterfaces(item, names);
  for (const members of lists.values()) for (const name of members ?? []) names.add(name);
  const interfaces = interfaceNames(names, "*");
  const budget = budgetFor(items.length);
  const uses: ObjectUse[] = [];
  const chainsOf = (menu: string, family: 4 | 6): Map<string, ChainRule<Translation>[]> => {
    const chains = new Map<string, ChainRule<Translation>[]>();
    const context: TermContext = { family, interfaces, lists };
    for (const item of itemsOf(draft, menu)) {
      // Where such a rule stands, or what it is, follows from others that a command finds.
      if (item.verb !== "add" || item.parameters.has("place-before") || item.parameters.has("copy-from")) {
        leave(draft, item, ["acls", "policies", "objects"]);
        continue;
      }
      draft.ledger.readRange(item.first, item.last);
      const chain = valueOf(item, "chain") ?? "";
      const rules = chains.get(chain) ?? [];
      chains.set(chain, rules);
      const ordinal = String(rules.length + 1);
      addUses(uses, item, menu, chain, ordinal);
      rules.push({
        terms: askedOf(item, context),
        verdict: verdictOf(item),
        log: flagOf(item, "log") === true || valueOf(item, "action") === "log",
        inactive: isDisabled(item),
        remarks: remarksOf(item),
        at: placeOf(item),
        ordinal,
      });
    }
    return chains;
  };
  const aclSets = tables.flatMap(({ menu, family, prefix }): AclSet[] => {
    const chains = chainsOf(menu, family);
    return calledIn[prefix].flatMap((chain): AclSet[] => {
      const rules = chains.get(chain);
      if (rules === undefined) return [];
      const fragments = prefix === "raw " ? "either" : fragmentsOf(draft);
      const leaves = flatten(chain, chains, budget, {
        bare: bareEnd(chain),
        wholePackets: fragments === "whole",
        end: endOf(rules),
      });
      return [
        {
          name: `${prefix}${chain}`,
          family: family === 4 ? "ipv4" : "ipv6",
          kind: `${menu.slice(1)} chain`,
          entries: entriesOf(leaves, { fragments, helpers: true, interfaces }),
          defaultAction: "permit",
          laterFragments: laterFragmentsOf(fragments),
          at: rules.slice(0, 1).flatMap(({ at }) => at),
        },
      ];
    });
  });
  aclSets.push(...bridgeLists(draft));
  const nat = (["/ip firewall nat", "/ipv6 firewall nat"] as const).flatMap((menu) => {
    const chains = chainsOf(menu, menu === "/ip firewall nat" ? 4 : 6);
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

const noRemarks: readonly never[] = [];

function remarksOf(item: Item): readonly string[] {
  const comment = valueOf(item, "comment");
  return comment === null || comment === "" ? noRemarks : [comment];
}

/** Whether the very packet that is handed to fasttrack goes on to the next rule is not documented. */
function askedOf(item: Item, context: TermContext): Terms {
  const terms = termsOf(item, context) ?? nothing;
  return valueOf(item, "action") === "fasttrack-connection" ? withDoubt(terms, "action=fasttrack-connection") : terms;
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

const nothing: Terms = { ...noTerms, source: { include: [], exclude: [] } };

function addInterfaces(item: Item, names: Set<string>): void {
  for (const name of ["in-interface", "out-interface"] as const) {
    const value = valueOf(item, name);
    if (value !== null) names.add(value.replace("!", ""));
  }
}

/** Lists and interface lists that a rule asks. */
function addUses(uses: ObjectUse[], item: Item, menu: string, chain: string, ordinal: string): void {
  for (const name of ["src-address-list", "dst-address-list"]) {
    const value = valueOf(item, name);
    if (value === null) continue;
    const by = `${menu} ${chain} ${ordinal}`;
    uses.push({ kind: "address-group", name: value.replace("!", ""), scope: null, by, at: placeOf(item) });
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

/** "Common Firewall Matchers and Actions". */
function verdictOf(item: Item): Verdict<Translation> {
  const action = valueOf(item, "action") ?? "accept";
  switch (action) {
    case "accept":
    case "fasttrack-connection":
      return { kind: "accept" };
    case "drop":
    case "reject":
    case "tarpit":
      return { kind: "drop" };
    case "return":
      return { kind: "return" };
    case "jump":
      return { kind: "jump", chain: valueOf(item, "jump-target") ?? "" };
    case "log":
    case "passthrough":
    case "add-src-to-address-list":
    case "add-dst-to-address-list":
    case "notrack":
      return { kind: "continue" };
    case "dst-nat":
    case "redirect":
      return { kind: "translate", to: { source: null, destination: addressesOf(item, action) } };
    case "src-nat":
    case "masquerade":
      return { kind: "translate", to: { source: addressesOf(item, action), destination: null } };
    case "netmap":
    case "same":
      return { kind: "translate", to: { source: addressesOf(item, action), destination: addressesOf(item, action) } };
    default:
      return { kind: "unknown" };
  }
}

function addressesOf(item: Item, action: string): AddressSpec | null {
  const text = valueOf(item, "to-addresses");
  if (text === null)
    return action === "dst-nat"
      ? null
      : { include: [{ kind: "unresolved", text: action, why: "the router's own address" }], exclude: [] };
  const match = addressMatch(text) ?? ({ kind: "unresolved", text, why: "not an address" } as const);
  return { include: [match], exclude: [] };
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
