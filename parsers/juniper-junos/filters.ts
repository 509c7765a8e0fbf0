import { askingNothing, type AclEntry, type AclFamily, type AclSet, type AddressGroup } from "../../src/model/acl.ts";
import { anyAddress, type AddressMatch, type AddressSpec } from "../../src/model/address.ts";
import { defineWithin, nameIn, use, type Context } from "./context.ts";
import { addressSpec, type AddressCondition } from "./filter-addresses.ts";
import { headerConditions, headerConditionsOf } from "./filter-header.ts";
import { serviceConditions, termServices } from "./filter-services.ts";
import { addressMatch } from "../lib/ip.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { PlainTerm } from "./plain-terms.ts";
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
  for (const family of entries(firewall, "family")) {
    for (const set of readFamily(context, family, family.word, lists)) sets.push(set);
  }
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
  const aclFamily = families[family] ?? "mac";
  const isIp = family === "inet" || family === "inet6";
  for (const kind of ["filter", "service-filter", "simple-filter", "fast-update-filter", "inet-filter"]) {
    const kindText = isIp ? `firewall ${kind}` : `firewall ${kind} (${family})`;
    for (const node of entries(parent, kind)) {
      const place = placeOf(node);
      defineWithin(context, "acl", node, place);
      for (const item of children(node)) if (filterOptions.has(item.word)) markTree(item);
      const { at, path } = place;
      const set: AclSet = {
        at,
        name: nameIn(context.scope, node.word),
        family: aclFamily,
        kind: kindText,
        entries: readTerms(context, allChildren(child(node, "term")), aclFamily, lists),
        // "term implicit-rule { then discard; }" ends every filter (Routing Policies Guide, "How Firewall Filters Evaluate").
        defaultAction: "deny",
        // Whatever stands in the header's place is read: nothing checks the offset for a port or flag condition
        // (same guide, "Firewall Filter Match Conditions Based on Bit-Field Values", note on tcp-flags).
        laterFragments: "like-whole-packets",
      };
      const { scope } = context;
      if (path === undefined && scope === null) sets.push(set);
      else
        sets.push({
          ...(path === undefined ? set : Object.assign({ at, path }, set)),
          ...(scope === null ? {} : { scope }),
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
function readTerms(context: Context, terms: readonly ConfigNode[], family: AclFamily, lists: Lists): AclEntry[] {
  const made: AclEntry[] = [];
  for (const term of terms) readTerm(context, term, family, lists, made);
  let inherited = 0;
  for (const term of terms) if (term.inherited) inherited += 1;
  const mixed = inherited > 0 && inherited < terms.length;
  if (!mixed) return made;
  const doubt = "terms of a configuration group stand in no known order";
  return made.map((entry) => ({ ...entry, unresolved: [...entry.unresolved, doubt] }));
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

/** Adds the entries of a term. */
function readTerm(context: Context, term: ConfigNode, family: AclFamily, lists: Lists, made: AclEntry[]): void {
  mark(term);
  // A term that is switched off is shown, and what it names is not used.
  if (term.inactive) {
    markTree(term);
    const { action } = actionOf(term.children.get("then"), []);
    made.push({ ...placeOf(term), label: term.word, action, ...askingNothing, services: [], inactive: true });
    return;
  }
  if (term.plain instanceof PlainTerm) {
    term.plain.isRead = true;
    made.push(term.plain.entry);
    return;
  }
  const unresolved: string[] = [];
  const from = child(term, "from");
  for (const node of children(from)) markTree(node);
  const ipFamily = family === "ipv6" ? 6 : 4;
  const services = termServices(from, ipFamily);
  unresolved.push(...services.unresolved);
  const source = addresses(context, from, sides.source, ipFamily, lists, unresolved);
  const destination = addresses(context, from, sides.destination, ipFamily, lists, unresolved);
  const either = addresses(context, from, sides.either, ipFamily, lists, unresolved);
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
  const { action, log } = actionOf(then, unresolved);
  const place = placeOf(term);
  // Written out, since a large configuration has a hundred thousand of these; only XML has a path.
  const { serviceGroups, timeRange, inactive, remarks } = askingNothing;
  const { established, tcpFlags, fragments, dscp } = header;
  const stated: AclEntry = {
    at: place.at,
    label: term.word,
    action,
    source,
    destination,
    services: services.services,
    serviceGroups,
    established,
    tcpFlags,
    fragments,
    dscp,
    timeRange,
    log,
    inactive,
    remarks,
    unresolved,
  };
  const entry = place.path === undefined ? stated : { ...place, ...stated };
  if (either === anyAddress) made.push(entry);
  else if (source !== anyAddress || destination !== anyAddress) {
    unresolved.push("address beside source-address or destination-address");
    made.push(entry);
  } else {
    // `address` asks for either end; two entries with one action say the same.
    made.push({ ...entry, source: either }, { ...entry, destination: either });
  }
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

/** Words of the conditions on each end. */
interface SideWords {
  readonly address: string;
  readonly list: string;
}

const sides = {
  source: { address: "source-address", list: "source-prefix-list" },
  destination: { address: "destination-address", list: "destination-prefix-list" },
  either: { address: "address", list: "prefix-list" },
};

function addresses(
  context: Context,
  from: ConfigNode | undefined,
  words: SideWords,
  family: 4 | 6,
  lists: Lists,
  unresolved: string[],
): AddressSpec {
  const named = entries(from, words.address);
  const listed = entries(from, words.list);
  if (named.length === 0 && listed.length === 0) return anyAddress;
  if (listed.length === 0 && named.every((node) => node.children.size === 0))
    return { include: named.map((node) => addressMatch(node.word)), exclude: [] };
  const conditions: AddressCondition[] = named.map((node) => ({
    match: addressMatch(node.word),
    except: node.children.has("except"),
  }));
  const empty: string[] = [];
  for (const node of listed) {
    use(context, "prefix-list", node, `firewall filter from ${words.list}`);
    const name = nameIn(context.scope, node.word);
    const list = lists.get(name);
    if (list === undefined) unresolved.push(`${words.list} ${node.word} is not defined`);
    else if (!list.members.some((member) => mayHold(member, family))) {
      empty.push(node.word);
      continue;
    }
    conditions.push({ match: { kind: "group", name }, except: node.children.has("except") });
  }
  // No manual says whether a condition without a single prefix matches nothing or asks nothing.
  if (conditions.length === 0 && empty.length > 0)
    unresolved.push(`${words.list} ${empty.join(" ")} holds no IPv${family} prefix`);
  const { spec, unresolved: why } = addressSpec(conditions, lists);
  if (why !== null) unresolved.push(`${words.address}: ${why}`);
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
 * policer may discard what exceeds its rate and is no denial. What is not known goes to `unknown`.
 */
function actionOf(then: ConfigNode | undefined, unknown: string[]): Pick<AclEntry, "action" | "log"> {
  let action: AclEntry["action"] | null = null;
  let log = false;
  const stated = children(then);
  // What is set in the term wins over what a group adds.
  const words = stated.some((node) => node.inherited)
    ? stated.toSorted((a, b) => Number(b.inherited) - Number(a.inherited))
    : stated;
  for (const node of words) {
    if (node.word === "accept") action = "permit";
    else if (node.word === "discard" || node.word === "reject") action = "deny";
    else if (node.word === "next" && node.children.has("term")) action = "next";
    else if (redirecting.has(node.word)) action ??= "permit";
    else if (!nonterminating.has(node.word)) unknown.push(textOf(node));
    if (node.word === "log" || node.word === "syslog") log = true;
  }
  return { action: action ?? "permit", log };
}

/** A condition as text, for `unresolved`. */
function textOf(node: ConfigNode): string {
  const parts = [node.word];
  const values = children(node)
    .slice(0, 8)
    .map((item) => item.word);
  return [...parts, ...values].join(" ");
}
