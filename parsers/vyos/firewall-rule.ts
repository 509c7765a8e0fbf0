import type { ConnectionState } from "../../src/model/acl.ts";
import { anyAddress } from "../../src/model/address.ts";
import type { ChainRule, Verdict } from "../lib/netfilter/flatten.ts";
import type { Terms } from "../lib/netfilter/terms.ts";
import { addressesOf } from "./firewall-addresses.ts";
import { flagsOf, codePointsOf } from "./firewall-header.ts";
import type { FirewallGroups } from "./firewall-groups.ts";
import { textOf, type RuleSurroundings } from "./rule-surroundings.ts";
import { servicesOf } from "./firewall-services.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, mark, markTree, value, values } from "./reading.ts";

/** What says nothing of which packets a rule is about. */
const noConditions: ReadonlySet<string> = new Set([
  "description",
  "log",
  "log-level",
  "log-options",
  "disable",
  "set",
  "modify",
  "add-address-to-group",
  "synproxy",
  "queue",
  "queue-options",
  "offload-target",
]);

/** Conditions that are read. */
const read: ReadonlySet<string> = new Set([
  "action",
  "jump-target",
  "protocol",
  "source",
  "destination",
  "icmp",
  "icmpv6",
  "tcp",
  "state",
  "dscp",
  "dscp-exclude",
  "inbound-interface",
  "outbound-interface",
]);

/**
 * One rule of a firewall list (VyOS User Guide, "Firewall rules"; which conditions there are and what becomes of them
 * in netfilter: `parse_rule` of vyos-1x). What the model has no word for stays a condition in its own words.
 */
export function readRule(node: ConfigNode, around: RuleSurroundings): ChainRule {
  const unresolved: string[] = [];
  const source = child(node, "source");
  const destination = child(node, "destination");
  const services = servicesOf(node, around, unresolved);
  const terms: Terms = {
    source: source === undefined ? anyAddress : addressesOf(source, "source", around, unresolved),
    destination: destination === undefined ? anyAddress : addressesOf(destination, "destination", around, unresolved),
    services,
    tcpFlags: flagsOf(node, services, unresolved),
    fragments: null,
    dscp: codePointsOf(node, unresolved),
    interfaces: interfacesOf(node, "inbound-interface", around.groups, unresolved),
    outInterfaces: interfacesOf(node, "outbound-interface", around.groups, unresolved),
    states: statesOf(node, unresolved),
    unresolved,
  };
  for (const part of children(node)) {
    if (noConditions.has(part.word)) markTree(part);
    else if (!read.has(part.word)) unresolved.push(textOf(part));
  }
  const log = child(node, "log");
  return {
    terms,
    verdict: verdictOf(node, around, unresolved),
    log: log !== undefined && !log.children.has("disable"),
    inactive: node.children.has("disable"),
    remarks: values(node, "description").map(({ text }) => text),
    ...placeOf(node),
    ordinal: node.word,
  };
}

/** `action`; without one a commit is refused, and a rule that changes packets lets them go on. */
function verdictOf(node: ConfigNode, { changesPackets }: RuleSurroundings, unresolved: string[]): Verdict<never> {
  const action = value(node, "action");
  const target = value(node, "jump-target");
  switch (action?.text) {
    case "accept":
      return { kind: "accept" };
    case "drop":
    case "reject":
      return { kind: "drop" };
    case "return":
      return { kind: "return" };
    case "continue":
    case "inspect":
    case "notrack":
    // What is handed to a flow table goes on here all the same (nft(8), "FLOW STATEMENT").
    case "offload":
      return { kind: "continue" };
    case "jump":
      if (target !== undefined) return { kind: "jump", chain: target.text };
      break;
    case "modify":
      unresolved.push("what changes packets may end here");
      return { kind: "continue" };
    case undefined:
      if (!changesPackets) break;
      unresolved.push("what changes packets may end here");
      return { kind: "continue" };
    default:
  }
  unresolved.push(action === undefined ? "no action" : `action ${action.text}`);
  return { kind: "unknown" };
}

const stateNames: ReadonlySet<string> = new Set(["new", "established", "related", "invalid"]);

function isState(text: string): text is Extract<ConnectionState, "new" | "established" | "related" | "invalid"> {
  return stateNames.has(text);
}

/**
 * `state established enable` up to 1.3 and on EdgeOS, `state established` later. States that are switched off are not
 * asked for; all four together are every packet that connection tracking sees, and only untracked ones are left out.
 */
function statesOf(node: ConfigNode, unresolved: string[]): Terms["states"] {
  const states: ConnectionState[] = [];
  const listed = entries(node, "state");
  for (const each of listed) {
    markTree(each);
    if (each.children.has("disable")) continue;
    if (isState(each.word)) states.push(each.word);
    else unresolved.push(`state ${each.word}`);
  }
  // What a condition without a single state asks differs between iptables and nftables.
  if (listed.length > 0 && states.length === 0) unresolved.push("state without a state that is asked for");
  return states.length > 0 ? states : null;
}

/**
 * `inbound-interface name eth0`, `interface-name`, `interface-group` and `group` by release, and up to 1.3 the name
 * alone. A pattern and a negation stay conditions in their own words.
 */
function interfacesOf(
  node: ConfigNode,
  keyword: string,
  groups: FirewallGroups,
  unresolved: string[],
): readonly string[] | null {
  const at = child(node, keyword);
  if (at === undefined) return null;
  const names: string[] = [];
  for (const part of children(at)) {
    mark(part);
    const isGroup = part.word === "group" || part.word === "interface-group";
    const isName = part.word === "name" || part.word === "interface-name";
    const texts = isGroup || isName ? values(at, part.word).map(({ text }) => text) : [part.word];
    for (const text of texts) {
      const members = isGroup ? groups.interfacesOf(text) : /[*!+,]/.test(text) ? null : [text];
      if (members === null || text === "any") {
        unresolved.push(`${keyword} ${isGroup ? "group " : ""}${text}`);
        return null;
      }
      names.push(...members);
    }
  }
  return names.length === 0 ? null : names;
}
