import type { Interface } from "../../src/model/device-config.ts";
import { byDefault } from "../../src/model/fact.ts";
import { onlyWordAfter, readUnder, type Statement } from "../lib/indented.ts";
import { block, on, readStatement, table, touching, type Touches } from "../lib/statements.ts";
import { decimal, ipv4Number, ipv6Groups, ipv6Text, maskLength } from "../lib/cisco/addresses.ts";
import { joinedPlace, placeOf, readAt } from "../lib/cisco/places.ts";
import { bindList } from "../lib/cisco/bindings.ts";
import { beginsAsOne, LineStarts } from "../lib/line-starts.ts";
import { addBlock, withPeculiarities } from "../lib/cisco/interfaces.ts";
import { use } from "../lib/cisco/objects.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
import { withOwnWords } from "./stated.ts";
import { stateService } from "./interface-services.ts";
import { interfaceOf } from "./interface-of.ts";
import { usualLine } from "./usual-interface-lines.ts";
import { interfaceSkips } from "./interface-skips.ts";
import { short, withOne } from "../lib/cisco/short-lists.ts";
import { withFamily, withoutFamily } from "../lib/cisco/family-set.ts";

export const interfaceTouches: Touches = ["interfaces", "switching", "objects", "smallServices"];

const service =
  (name: string, on_ = true) =>
  (context: InterfaceDraft, statement: Statement): void => {
    stateService(context, name, readAt(statement.negated ? !on_ : on_, statement));
  };

const aclUse =
  (word: string, index: number) =>
  (context: InterfaceDraft, statement: Statement): void => {
    use(context.draft, "acl", statement.words[index], statement, `interface ${context.name} ${word}`);
  };

export const interfaceTable = table<InterfaceDraft>([
  on("description", (context, statement) => {
    context.description = statement.negated ? null : statement.words.slice(1).join(" ");
  }),
  on("shutdown", (context, statement) => {
    context.enabled = readAt(statement.negated, statement);
  }),
  on("ip address", ipAddress),
  on("ipv6 address", ipv6Address),
  on(["ip vrf forwarding", "vrf forwarding"], (context, statement) => {
    context.vrf = statement.negated ? null : (statement.words.at(-1) ?? null);
  }),
  on("vrf", (context, statement) => {
    if (statement.words.length !== 2) return false;
    context.vrf = statement.negated ? null : (statement.words[1] ?? null);
    return true;
  }),
  on("zone-member security", (context, statement) => {
    context.zone = statement.negated ? null : (statement.words[2] ?? null);
    use(context.draft, "zone", statement.words[2], statement, `interface ${context.name} zone-member`);
  }),
  on("ip access-group", (context, statement) => bindList(context, statement, "ipv4", 2)),
  on("ipv6 traffic-filter", (context, statement) => bindList(context, statement, "ipv6", 2)),
  on("mac access-group", (context, statement) => bindList(context, statement, "mac", 2)),
  on("switchport mode", (context, statement) => {
    const mode = statement.words[2];
    if (mode === "access" || mode === "trunk" || mode === "dynamic") context.mode = statement.negated ? null : mode;
    else if (mode !== "dot1q-tunnel" && mode !== "private-vlan") return false;
    return true;
  }),
  on("switchport port-security", (_, statement) => statement.words.length === 2),
  on("switchport", (context, statement) => {
    if (statement.words.length > 1) return false;
    context.routed = statement.negated;
    return true;
  }),
  on("ip proxy-arp", service("ip proxy-arp")),
  on("ip redirects", service("ip redirects")),
  on("ip unreachables", service("ip unreachables")),
  on("ip mask-reply", service("ip mask-reply")),
  on("ip directed-broadcast", (context, statement) => {
    service("ip directed-broadcast")(context, statement);
    if (statement.words.length > 2) aclUse("ip directed-broadcast", 2)(context, statement);
  }),
  on("ipv6 redirects", service("ipv6 redirects")),
  on("ipv6 unreachables", service("ipv6 unreachables")),
  on("mop enabled", service("mop")),
  on("mop sysid", service("mop sysid")),
  on("cdp enable", service("cdp")),
  on("lldp transmit", service("lldp transmit")),
  on("lldp receive", service("lldp receive")),
  on("ip verify unicast", (context, statement) => {
    const last = statement.words.at(-1);
    if (decimal(last) !== null)
      use(context.draft, "acl", last, statement, `interface ${context.name} ip verify unicast`);
  }),
  on("ip policy route-map", () => true),
  on(
    ["ip igmp access-group", "ip multicast boundary", "ip pim neighbor-filter", "ip igmp static-group class-map"],
    (context, statement) => {
      const name = statement.words.slice(3).find((word) => word !== "in" && word !== "out" && word !== "filter-autorp");
      use(context.draft, "acl", name, statement, `interface ${context.name} ${statement.words.slice(0, 3).join(" ")}`);
    },
  ),
  on("ip nat", () => true),
  on("ip inspect", () => true),
  on("crypto map", () => true),
  on("rate-limit", (context, statement) => {
    const at = statement.words.indexOf("access-group");
    if (at > 0) use(context.draft, "acl", statement.words[at + 1], statement, `interface ${context.name} rate-limit`);
  }),
  on("ntp", (context, statement) => {
    const word = statement.words[1] ?? "";
    // Listening to or sending broadcasts starts NTP as a server statement does.
    if ((word === "broadcast" || word === "multicast") && !statement.negated)
      context.draft.ntpLines.push(...placeOf(statement));
    return ["disable", "broadcast", "multicast"].includes(word);
  }),
  on(["standby", "vrrp", "glbp"], virtualAddress),
  // What these say is worked out with the routers and switches that they belong to.
  on(
    [
      "switchport access vlan",
      "switchport trunk native vlan",
      "switchport nonegotiate",
      "spanning-tree bpduguard",
      "spanning-tree guard",
      "spanning-tree portfast",
      "storm-control broadcast level",
      "ip dhcp snooping trust",
      "ip arp inspection trust",
      "ip ospf authentication",
      "ip ospf authentication-key",
      "ip ospf message-digest-key",
      "ipv6 ospf authentication",
      "ipv6 ospf encryption",
      "ospfv3 authentication",
      "ospfv3 encryption",
      "ip authentication mode eigrp",
      "ip authentication key-chain eigrp",
      "ip rip authentication",
      "isis authentication",
      "isis password",
      "ip router isis",
      "ipv6 router isis",
      "mpls ip",
    ],
    () => true,
  ),
  on(["ip unnumbered", "ipv6 unnumbered", "ipv6 enable"], (context, statement) => {
    const family = statement.words[0] === "ip" ? 4 : 6;
    if (statement.negated) context.borrowed = withoutFamily(context.borrowed, family);
    else context.borrowed = withFamily(context.borrowed, family);
  }),
  ...interfaceSkips,
  touching(["interfaces", "objects", "smallServices"], "ip", "ipv6"),
]);

/** What is worked out from several statements of an interface together, or with those of a router. */
const readTogether = new LineStarts([
  "ip arp",
  "ip authentication",
  "ip dhcp",
  "ip nat",
  "ip ospf",
  "ip rip",
  "ip router",
  "ipv6 ospf",
  "ipv6 router",
  "glbp",
  "isis",
  "mpls ip",
  "ospfv3",
  "spanning-tree",
  "standby",
  "storm-control",
  "switchport",
  "vrrp",
]);

export const interfaceStatements = [
  block<Draft>("interface", interfaceBlock),
  touching([...interfaceTouches, "acls"], "interface"),
];

function ipAddress(context: InterfaceDraft, statement: Statement): boolean {
  const [, , first, second] = statement.words;
  context.statesAddress = true;
  if (statement.negated) {
    if (first === undefined) {
      context.addresses = context.addresses.filter((each) => each.includes(":"));
      context.unstated = withoutFamily(context.unstated, 4);
    }
    return first === undefined;
  }
  if (first === "dhcp" || first === "negotiated" || first === "pool") {
    context.unstated = withFamily(context.unstated, 4);
    return true;
  }
  const slash = first?.indexOf("/") ?? -1;
  const dotted = slash < 0 ? first : first?.slice(0, slash);
  const bits = slash < 0 ? undefined : first?.slice(slash + 1);
  const address = ipv4Number(dotted);
  const mask = ipv4Number(second);
  const length = bits !== undefined ? prefixLength(bits) : mask === null ? null : maskLength(mask);
  if (address !== null && length !== null) {
    context.addresses = withOne(context.addresses, `${dotted}/${length}`);
    return true;
  }
  return false;
}

function prefixLength(text: string): number | null {
  const bits = decimal(text);
  return bits !== null && bits <= 32 ? bits : null;
}

function ipv6Address(context: InterfaceDraft, statement: Statement): boolean {
  const [, , first = "", second] = statement.words;
  if (statement.negated) {
    if (first === "") context.addresses = context.addresses.filter((each) => !each.includes(":"));
    return first === "";
  }
  if (first === "autoconfig" || first === "dhcp" || second === "eui-64")
    context.unstated = withFamily(context.unstated, 6);
  if (first === "autoconfig" || first === "dhcp") return true;
  const [address, length] = first.split("/");
  const groups = ipv6Groups(address);
  if (groups === null) return false;
  const bits = length === undefined ? null : decimal(length);
  if (bits !== null && bits <= 128) context.addresses = withOne(context.addresses, `${ipv6Text(groups)}/${bits}`);
  else if (second === "link-local") context.addresses = withOne(context.addresses, `${ipv6Text(groups)}/64`);
  else return false;
  return true;
}

/** "standby [N] ip ADDRESS" and its like; without an address the group's others tell it. */
function virtualAddress(context: InterfaceDraft, statement: Statement): void {
  if (statement.negated) return;
  if (statement.words[0] === "standby") context.standby = true;
  const words = statement.words.slice(/^\d+$/.test(statement.words[1] ?? "") ? 2 : 1);
  if (words[0] !== "ip" && words[0] !== "ipv6") return;
  const groups = ipv6Groups(words[1]);
  if (words[0] === "ip" && ipv4Number(words[1]) !== null) context.virtual.push(words[1] ?? "");
  else if (words[0] === "ipv6" && groups !== null) context.virtual.push(ipv6Text(groups));
  else context.unstated = withFamily(context.unstated, words[0] === "ip" ? 4 : 6);
}

function interfaceBlock(draft: Draft, statement: Statement): boolean {
  const only = onlyWordAfter(statement, "interface ");
  const name = only !== null && !beside.has(only) ? only : nameIn(statement.words);
  if (name === "" || statement.negated) {
    for (const child of statement.children) draft.ledger.leave(child.line, [...interfaceTouches, "acls"]);
    return false;
  }
  const context = interfaceOf(draft, name);
  addBlock(draft, context, name, statement);
  if (only !== null) draft.ledger.plain(statement.line);
  readUnder(statement, context, usualLine, interfaceLine);
  return true;
}

/**
 * The words after "interface", "Vlan 1" being "Vlan1"; the kind of link beside them is no part of a name. None for
 * "interface range", which is for typing: no device shows it, and what it would set stays unread.
 */
function nameIn(words: readonly string[]): string {
  const plain = words.filter((word, place) => place > 0 && !kindsOfLink.has(word));
  return plain[0] === "range" ? "" : plain.join("");
}

const kindsOfLink: ReadonlySet<string> = new Set(["point-to-point", "multipoint", "l2transport"]);
const beside: ReadonlySet<string> = new Set(["range", ...kindsOfLink]);

function interfaceLine(context: InterfaceDraft, statement: Statement): void {
  if (beginsAsOne(statement, readTogether)) context.statements = withOne(context.statements, withOwnWords(statement));
  readStatement(context, statement, interfaceTable, interfaceTouches);
}

const onByDefault = byDefault(true, 'IOS: on unless "shutdown"');

export function interfacesOf(draft: Draft): Interface[] {
  const interfaces: Interface[] = [];
  for (const each of draft.interfaces.values()) interfaces.push(interfaceFrom(each));
  return interfaces;
}

function interfaceFrom(each: InterfaceDraft): Interface {
  const { name } = each;
  const known: Interface = {
    name,
    description: each.description,
    enabled: each.enabled ?? onByDefault,
    addresses: short(each.addresses),
    zone: each.zone,
    vrf: each.vrf,
    scope: null,
    role: null,
    boundAcls: short(each.boundAcls),
    mode: each.routed === true || (each.mode === null && each.addresses.length > 0) ? "routed" : each.mode,
    at: joinedPlace(each.at),
  };
  return withPeculiarities(known, each, /^loopback/i.test(name));
}
