import type { Interface } from "../../src/model/device-config.ts";
import { byDefault, joinRanges } from "../../src/model/fact.ts";
import { decimal, ipv4Number, ipv6Groups, ipv6Text, maskLength } from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { placeOf, readAt, wholeRange } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, table, touching, type Touches } from "../lib/statements.ts";
import type { Lists } from "./acl-sets.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
import { addressText, named } from "./names.ts";
import { withOne } from "../lib/cisco/short-lists.ts";
import { noFamilies, withFamily, withoutFamily } from "../lib/cisco/family-set.ts";

const interfaceTouches: Touches = ["interfaces", "management.services", "policies"];

/** Interfaces ("Basic Interface Configuration" and "Routed and Transparent Mode Interfaces", General Operations CLI). */
export const interfaceTable = table<InterfaceDraft>([
  on("nameif", (context, statement) => {
    const name = statement.words[1];
    context.nameif = statement.negated ? null : (name ?? null);
    context.nameifAt = placeOf(statement);
    return statement.negated || name !== undefined;
  }),
  on("security-level", (context, { words, negated }) => {
    const level = decimal(words[1]);
    if (negated) context.level = null;
    else if (level !== null && level <= 100) context.level = level;
    return negated || (level !== null && level <= 100);
  }),
  on("description", (context, { words, negated }) => {
    context.description = negated ? null : words.slice(1).join(" ");
  }),
  on("shutdown", (context, statement) => {
    context.enabled = readAt(statement.negated, statement);
  }),
  on("management-only", (context, { negated }) => {
    context.managementOnly = !negated;
  }),
  on("vrf forwarding", (context, { words, negated }) => {
    const vrf = words[2] ?? null;
    context.vrf = negated || vrf === "default" ? null : vrf;
  }),
  on("switchport", (context, { negated, words }) => {
    if (words.length === 1) context.switchport = !negated;
    else context.switchport = context.switchport || !negated;
  }),
  on("ip address", ipAddress),
  on("ipv6 address", ipv6Address),
  on("ipv6 enable", (context, { negated }) => {
    if (negated) context.borrowed = withoutFamily(context.borrowed, 6);
    else context.borrowed = withFamily(context.borrowed, 6);
  }),
  on(["pppoe client vpdn group", "dhcp client"], () => true),
  skip(
    "links",
    "speed",
    "duplex",
    "flowcontrol",
    "negotiate",
    "negotiation",
    "mtu",
    "mac-address",
    "delay",
    "bandwidth",
    "vlan",
    "channel-group",
    "port-channel",
    "lacp",
    "member-interface",
    "bridge-group",
    "hold-time",
    "poll-interval",
    "media-type",
    "fec",
    "auto-state",
    "power",
    "arp-cache",
    "load-interval",
    "exit",
  ),
  skip("ipv6-details", "ipv6 nd", "ipv6 dhcp", "ipv6 enforce-eui64", "ipv6 ospf", "ipv6 eigrp", "ipv6 link-local"),
  skip("dhcp", "dhcprelay", "ddns"),
  skip("failover-link", "asr-group", "nve-only", "vtep-nve", "segment-id", "mcast-group"),
  skip("multicast", "igmp", "pim", "multicast"),
  skip("traffic-zones", "zone-member", "policy-route", "ip client"),
  skipBlock("security-group-tags", "cts"),
  // How it authenticates neighbours is read where its protocol is.
  skip("tunnels", "tunnel"),
  skip("links-of-5505", "backup interface", "forward interface"),
  on(["ospf authentication", "ospf authentication-key", "ospf message-digest-key"], keepRouting),
  on(["authentication mode eigrp", "authentication key eigrp", "rip authentication"], keepRouting),
  skip(
    "routing-details",
    "ospf cost",
    "ospf priority",
    "ospf hello-interval",
    "ospf dead-interval",
    "ospf retransmit-interval",
    "ospf transmit-delay",
    "ospf mtu-ignore",
    "ospf network",
    "ospf database-filter",
    "ospf flood-reduction",
    "hello-interval eigrp",
    "hold-time eigrp",
    "split-horizon eigrp",
    "summary-address eigrp",
    "rip send",
    "rip receive",
    "bfd",
  ),
  touching(["routing"], "ospf", "authentication", "eigrp", "rip", "isis"),
]);

export const interfaceStatements = [
  block<Draft>("interface", interfaceBlock),
  skip(
    "interface-details",
    "mtu",
    "arp timeout",
    "arp permit-nonconnected",
    "arp rate-limit",
    "arp",
    "mac-address",
    "mac-address-table",
    "mac-learn",
    "lacp",
    "port-channel",
    "jumbo-frame",
    "monitor-interface",
    "interface-policy",
  ),
  touching([...interfaceTouches, "acls"], "interface"),
];

function interfaceBlock(draft: Draft, statement: Statement): boolean {
  const name = statement.words.slice(1).join("");
  if (name === "" || statement.negated) {
    for (const child of statement.children) draft.ledger.leave(child.line, [...interfaceTouches, "acls"]);
    return false;
  }
  const context = draft.interfaces.get(name) ?? emptyInterface(draft, name);
  draft.interfaces.set(name, context);
  context.at = withOne(context.at, wholeRange(statement));
  define(draft, "interface", name, statement);
  readStatements(context, statement.children, interfaceTable, interfaceTouches);
  return true;
}

function keepRouting({ draft, routing }: InterfaceDraft, statement: Statement): boolean {
  const { words, negated } = statement;
  if (words[2] === "key-chain") use(draft, "key-chain", words[3], statement, "ospf authentication");
  if (!negated) routing.push({ words, at: placeOf(statement) });
  return !negated;
}

function emptyInterface(draft: Draft, name: string): InterfaceDraft {
  return {
    ledger: draft.ledger,
    draft,
    name,
    at: [],
    description: null,
    enabled: null,
    addresses: [],
    unstated: noFamilies,
    borrowed: noFamilies,
    nameif: null,
    nameifAt: [],
    level: null,
    managementOnly: false,
    switchport: false,
    vrf: null,
    routing: [],
  };
}

/** "ip address A [MASK] [standby B]", "ip address dhcp|pppoe [setroute]"; the standby address is the other unit's. */
function ipAddress(context: InterfaceDraft, { words, negated }: Statement): boolean {
  const [, , first = "", second] = words;
  if (negated) {
    context.addresses = context.addresses.filter((address) => address.includes(":"));
    context.unstated = withoutFamily(context.unstated, 4);
    return true;
  }
  if (first === "dhcp" || first === "pppoe") {
    context.unstated = withFamily(context.unstated, 4);
    return true;
  }
  const dotted = named(context.draft, first);
  const address = ipv4Number(dotted);
  const mask = ipv4Number(second);
  const length = mask === null ? null : maskLength(mask);
  if (address === null) return false;
  if (length === null) {
    // Without a mask that of the address's class holds: the address is all that matters here.
    if (second === undefined) context.unstated = withFamily(context.unstated, 4);
    return false;
  }
  context.addresses = withOne(context.addresses, `${dotted}/${length}`);
  return true;
}

function ipv6Address(context: InterfaceDraft, { words, negated }: Statement): boolean {
  const { draft, addresses } = context;
  const [, , first = "", second] = words;
  if (negated) return words.length === 2;
  if (first === "autoconfig" || first === "dhcp" || second === "eui-64" || words.includes("cluster-pool"))
    context.unstated = withFamily(context.unstated, 6);
  if (first === "autoconfig" || first === "dhcp") return true;
  const [address = "", bits] = first.split("/");
  const groups = ipv6Groups(addressText(draft, address));
  if (groups === null) return false;
  const length = bits === undefined ? (second === "link-local" ? 64 : null) : decimal(bits);
  if (length === null || length > 128) return false;
  addresses.push(`${ipv6Text(groups)}/${length}`);
  return true;
}

/** 100 for an interface named "inside", 0 for the others ("security-level", Command Reference). */
export function levelOf({ level, nameif }: Pick<InterfaceDraft, "level" | "nameif">): number {
  return level ?? (nameif === "inside" ? 100 : 0);
}

/** A name is a zone: what lists and services call an interface. */
export function defineZones(draft: Draft): void {
  for (const { nameif, nameifAt } of draft.interfaces.values())
    if (nameif !== null) draft.definitions.push({ kind: "zone", name: nameif, scope: null, at: nameifAt });
}

export function interfacesOf(draft: Draft, lists: Lists): Interface[] {
  return [...draft.interfaces.values()].map((each) => ({
    name: each.name,
    description: each.description,
    enabled: each.enabled ?? byDefault(true, 'ASA: on unless "shutdown", which the running configuration shows'),
    addresses: each.addresses,
    zone: each.nameif,
    vrf: each.vrf,
    scope: null,
    role: each.managementOnly ? "management" : null,
    boundAcls: lists.bound(each),
    mode: each.switchport ? "access" : each.addresses.length > 0 || each.nameif !== null ? "routed" : null,
    ...(each.unstated.length > 0 ? { unstatedAddresses: [...each.unstated] } : {}),
    ...(each.borrowed.length > 0 ? { withoutAddress: [...each.borrowed] } : {}),
    ...(/^loopback/i.test(each.name) ? { loopback: true as const } : {}),
    at: joinRanges(each.at),
  }));
}
