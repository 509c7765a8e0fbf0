import { askingNothing, type AclEntry, type AclFamily, type AclSet, type AddressGroup } from "../../src/model/acl.ts";
import { anyAddress, type AddressMatch, type AddressSpec } from "../../src/model/address.ts";
import { define, nameIn, use, type Context } from "./context.ts";
import { addressSpec, type AddressCondition } from "./filter-addresses.ts";
import { headerConditions, headerConditionsOf } from "./filter-header.ts";
import { serviceConditions, termServices } from "./filter-services.ts";
import { addressMatch } from "../lib/ip.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { allChildren, child, children, entries, mark, markTree } from "./reading.ts";

type Lists = ReadonlyMap<string, AddressGroup>;

/** Families of [edit firewall family …]; a filter directly below [edit firewall] is of family inet. */
const families: Readonly<Record<string, AclFamily>> = {
  inet: "ipv4",
  inet6: "ipv6",
  any: "mac",
  bridge: "mac",
  ccc: "mac",
  "ethernet-switching": "mac",
  evpn: "mac",
  mpls: "mac",
  vpls: "mac",
};

/** Firewall filters; service filters and simple filters too, which have the same terms. */
export function readFilters(context: Context, lists: Lists): AclSet[] {
  const firewall = child(context.root, "firewall");
  const sets = readFamily(context, firewall, "inet", lists);
  for (const family of entries(firewall, "family")) sets.push(...readFamily(context, family, family.word, lists));
  for (const node of children(firewall)) if (besideFilters.has(node.word)) markTree(node);
  return sets;
}

const besideFilters = new Set([
  "policer",
  "three-color-policer",
  "hierarchical-policer",
  "interface-set",
  "load-balance-group",
  "atm-policer",
  "policer-group",
  "filter-hash",
]);

function readFamily(context: Context, parent: ConfigNode | undefined, family: string, lists: Lists): AclSet[] {
  const sets: AclSet[] = [];
  for (const kind of ["filter", "service-filter", "simple-filter", "fast-update-filter", "inet-filter"]) {
    for (const node of entries(parent, kind)) {
      define(context, "acl", node);
      for (const item of children(node)) if (filterOptions.has(item.word)) markTree(item);
      const aclFamily = families[family] ?? "mac";
      sets.push({
        ...placeOf(node),
        name: nameIn(context.scope, node.word),
        family: aclFamily,
        kind: family === "inet" || family === "inet6" ? `firewall ${kind}` : `firewall ${kind} (${family})`,
        entries: inOrder(allChildren(child(node, "term"))).flatMap(({ term, doubt }) =>
          readTerm(context, term, aclFamily, lists).map((entry) =>
            doubt === null ? entry : { ...entry, unresolved: [...entry.unresolved, doubt] },
          ),
        ),
        // "term implicit-rule { then discard; }" ends every filter (Routing Policies Guide, "How Firewall Filters Evaluate").
        defaultAction: "deny",
        // Whatever stands in the header's place is read: nothing checks the offset for a port or flag condition
        // (same guide, "Firewall Filter Match Conditions Based on Bit-Field Values", note on tcp-flags).
        laterFragments: "like-whole-packets",
        ...(context.scope === null ? {} : { scope: context.scope }),
      });
    }
  }
  for (const other of ["prefix-action", "dialer-filter", "service-set", "template"]) {
    const found = child(parent, other);
    if (found !== undefined) markTree(found);
  }
  return sets;
}

/** Terms of the filter and of a group in one filter: which come first is not documented. */
function inOrder(terms: readonly ConfigNode[]): { term: ConfigNode; doubt: string | null }[] {
  const mixed = terms.some((term) => term.inherited) && terms.some((term) => !term.inherited);
  return terms.map((term) => ({
    term,
    doubt: mixed ? "terms of a configuration group stand in no known order" : null,
  }));
}

const filterOptions = new Set([
  "accounting-profile",
  "enhanced-mode",
  "enhanced-mode-override",
  "fast-lookup-filter",
  "instance-shared",
  "interface-shared",
  "interface-specific",
  "match-order",
  "physical-interface-filter",
  "promote",
  "scale-optimized",
  "description",
]);

function readTerm(context: Context, term: ConfigNode, family: AclFamily, lists: Lists): AclEntry[] {
  mark(term);
  // A term that is switched off is shown, and what it names is not used.
  if (term.inactive) {
    markTree(term);
    const action = actionOf(term.children.get("then"));
    return [{ ...blank(term), action: action.action, inactive: true }];
  }
  const unresolved: string[] = [];
  const from = child(term, "from");
  for (const node of children(from)) markTree(node);
  const ipFamily = family === "ipv6" ? 6 : 4;
  const services = termServices(from, ipFamily);
  unresolved.push(...services.unresolved);
  const source = addresses(context, from, "source", ipFamily, lists, unresolved);
  const destination = addresses(context, from, "destination", ipFamily, lists, unresolved);
  const either = addresses(context, from, "", ipFamily, lists, unresolved);
  const header = headerConditionsOf(from, services, ipFamily, unresolved);
  for (const node of children(from)) {
    const read = understood.has(node.word) || serviceConditions.has(node.word) || headerConditions.has(node.word);
    if (!read) unresolved.push(textOf(node));
  }
  for (const nested of entries(term, "filter")) {
    use(context, "acl", nested, `filter term ${term.word} filter`);
    unresolved.push(`filter ${nested.word}`);
  }
  const then = child(term, "then");
  if (then !== undefined) markTree(then);
  const { action, log, unknown } = actionOf(then);
  unresolved.push(...unknown);
  const entry: AclEntry = {
    ...blank(term),
    action,
    source,
    destination,
    services: services.services,
    ...header,
    log,
    unresolved,
  };
  if (either === anyAddress) return [entry];
  if (source !== anyAddress || destination !== anyAddress) {
    return [{ ...entry, unresolved: [...unresolved, "address beside source-address or destination-address"] }];
  }
  // `address` asks for either end; two entries with one action say the same.
  return [
    { ...entry, source: either },
    { ...entry, destination: either },
  ];
}

function blank(term: ConfigNode): AclEntry {
  return {
    ...placeOf(term),
    label: term.word,
    action: "permit",
    ...askingNothing,
    services: [],
  };
}

/** Conditions that the model has a word for. */
const understood = new Set([
  "address",
  "source-address",
  "destination-address",
  "prefix-list",
  "source-prefix-list",
  "destination-prefix-list",
]);

/** Whether a member of a prefix list can stand for an address of the family. */
function mayHold(member: AddressMatch, family: 4 | 6): boolean {
  return member.kind !== "prefix" || member.prefix.includes(":") === (family === 6);
}

function addresses(
  context: Context,
  from: ConfigNode | undefined,
  side: "source" | "destination" | "",
  family: 4 | 6,
  lists: Lists,
  unresolved: string[],
): AddressSpec {
  const prefix = side === "" ? "" : `${side}-`;
  const conditions: AddressCondition[] = entries(from, `${prefix}address`).map((node) => ({
    match: addressMatch(node.word),
    except: node.children.has("except"),
  }));
  const empty: string[] = [];
  for (const node of entries(from, `${prefix}prefix-list`)) {
    use(context, "prefix-list", node, `firewall filter from ${prefix}prefix-list`);
    const name = nameIn(context.scope, node.word);
    const list = lists.get(name);
    if (list === undefined) unresolved.push(`${prefix}prefix-list ${node.word} is not defined`);
    else if (!list.members.some((member) => mayHold(member, family))) {
      empty.push(node.word);
      continue;
    }
    conditions.push({ match: { kind: "group", name }, except: node.children.has("except") });
  }
  // No manual says whether a condition without a single prefix matches nothing or asks nothing.
  if (conditions.length === 0 && empty.length > 0)
    unresolved.push(`${prefix}prefix-list ${empty.join(" ")} holds no IPv${family} prefix`);
  const { spec, unresolved: why } = addressSpec(conditions, lists);
  if (why !== null) unresolved.push(`${prefix}address: ${why}`);
  return spec;
}

/** Actions that end nothing and change nothing of what is let through (Routing Policies Guide, "Firewall Filter Nonterminating Actions"). */
const nonterminating = new Set([
  "count",
  "dscp",
  "forwarding-class",
  "force-premium",
  "hierarchical-policer",
  "ipsec-sa",
  "load-balance",
  "log",
  "loss-priority",
  "next-hop-group",
  "packet-mode",
  "policer",
  "port-mirror",
  "port-mirror-instance",
  "prefix-action",
  "sample",
  "service-accounting",
  "service-accounting-deferred",
  "service-filter-hit",
  "syslog",
  "three-color-policer",
  "traffic-class",
  "analyzer",
  "interface",
  "vlan",
]);

/** Actions that let the packet go on by another way. */
const redirecting = new Set([
  "routing-instance",
  "logical-system",
  "topology",
  "next-ip",
  "next-ip6",
  "next-interface",
  "encapsulate",
  "decapsulate",
]);

/**
 * Without a terminating action a matching packet is accepted (CLI reference, "term (Normal Filter)", then); a
 * policer may discard what exceeds its rate and is no denial.
 */
function actionOf(then: ConfigNode | undefined): { action: AclEntry["action"]; log: boolean; unknown: string[] } {
  let action: AclEntry["action"] | null = null;
  let log = false;
  const unknown: string[] = [];
  // What is set in the term wins over what a group adds.
  const words = children(then).toSorted((a, b) => Number(b.inherited) - Number(a.inherited));
  for (const node of words) {
    if (node.word === "accept") action = "permit";
    else if (node.word === "discard" || node.word === "reject") action = "deny";
    else if (node.word === "next" && node.children.has("term")) action = "next";
    else if (redirecting.has(node.word)) action ??= "permit";
    else if (!nonterminating.has(node.word)) unknown.push(textOf(node));
    if (node.word === "log" || node.word === "syslog") log = true;
  }
  return { action: action ?? "permit", log, unknown };
}

/** A condition as text, for `unresolved`. */
function textOf(node: ConfigNode): string {
  const parts = [node.word];
  const values = children(node)
    .slice(0, 8)
    .map((item) => item.word);
  return [...parts, ...values].join(" ");
}
