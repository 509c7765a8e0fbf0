import type { Interface } from "../../src/model/device-config.ts";
import { byDefault, joinRanges, unknownFact, type Fact } from "../../src/model/fact.ts";
import { onlyWordAfter, readUnder, type Statement } from "../lib/indented.ts";
import { block, on, readStatement, table, touching, type Handler, type Touches } from "../lib/statements.ts";
import { decimal, ipv4Number, ipv4Text, ipv6Groups, ipv6Text, maskLength } from "../lib/cisco/addresses.ts";
import { bindList } from "../lib/cisco/bindings.ts";
import { addBlock, interfaceOf, withPeculiarities } from "../lib/cisco/interfaces.ts";
import { use } from "../lib/cisco/objects.ts";
import { joinedPlace, placeOf, readAt } from "../lib/cisco/places.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
import { interfaceSkips } from "./interface-skips.ts";
import { sharedAddress } from "./shared-addresses.ts";
import { short, withOne } from "../lib/cisco/short-lists.ts";
import { LateMap } from "../lib/cisco/late-map.ts";
import { usualLine } from "./usual-interface-lines.ts";
import { noFamilies, withFamily, withoutFamily } from "../lib/cisco/family-set.ts";

const interfaceTouches: Touches = ["interfaces", "switching", "objects", "smallServices", "routing"];

const service =
  (name: string) =>
  (context: InterfaceDraft, statement: Statement): void => {
    context.services.set(name, readAt(!statement.negated, statement));
  };

/** Keeps a statement for what is worked out once everything is read. */
const kept =
  (where: "port" | "routing", name: string): Handler<InterfaceDraft> =>
  (context, statement) => {
    context[where].set(name, statement);
  };

const usesKeyChain =
  (name: string): Handler<InterfaceDraft> =>
  (context, statement) => {
    context.routing.set(name, statement);
    const chain = statement.words.at(statement.words.includes("key-chain") ? keyChainAt(statement.words) : -1);
    if (statement.words.includes("key-chain"))
      use(context.draft, "key-chain", chain, statement, `interface ${context.name} ${name}`);
  };

/** "key-chain NAME", "key-chain eigrp TAG NAME". */
function keyChainAt(words: readonly string[]): number {
  const at = words.indexOf("key-chain");
  return words[at + 1] === "eigrp" ? at + 3 : at + 1;
}

const usesList =
  (kind: "acl" | "prefix-list", word: string): Handler<InterfaceDraft> =>
  (context, statement) => {
    const at = statement.words.indexOf(word);
    if (at > 0)
      use(
        context.draft,
        kind,
        statement.words[at + 1],
        statement,
        `interface ${context.name} ${statement.words.slice(0, 3).join(" ")}`,
      );
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
  on("vrf member", (context, statement) => {
    context.vrf = statement.negated ? null : (statement.words[2] ?? null);
    return statement.words.length <= 3;
  }),
  on("ip access-group", (context, statement) => bindList(context, statement, "ipv4", 2)),
  on("ip port access-group", (context, statement) => bindList(context, statement, "ipv4", 3)),
  on("ipv6 traffic-filter", (context, statement) => bindList(context, statement, "ipv6", 2)),
  on("ipv6 port traffic-filter", (context, statement) => bindList(context, statement, "ipv6", 3)),
  // A list of frames is bound without a direction: it filters what comes in.
  on("mac access-group", (context, statement) => bindList(context, statement, "mac", 2, "in")),
  on("mac port access-group", (context, statement) => bindList(context, statement, "mac", 3, "in")),
  on("switchport", (context, statement) => {
    if (statement.words.length > 1) return false;
    context.routed = statement.negated;
    return true;
  }),
  on("switchport mode", (context, statement) => {
    const mode = statement.words[2];
    context.mode = (mode === "access" || mode === "trunk") && !statement.negated ? mode : null;
    context.port.set("mode", statement);
  }),
  on("switchport access vlan", kept("port", "access vlan")),
  on("switchport trunk native vlan", kept("port", "native vlan")),
  on("switchport port-security", (context, statement) => {
    // "switchport port-security maximum" and its like only tune it.
    if (statement.words.length === 2) context.port.set("port-security", statement);
  }),
  on("spanning-tree port type", kept("port", "port type")),
  on("spanning-tree bpduguard", kept("port", "bpduguard")),
  on("spanning-tree guard", kept("port", "guard")),
  on("storm-control broadcast", kept("port", "storm-control")),
  on("ip dhcp snooping trust", kept("port", "dhcp trust")),
  on("ip arp inspection trust", kept("port", "arp trust")),
  on("ip proxy-arp", service("ip proxy-arp")),
  on("ip redirects", service("ip redirects")),
  on("ip unreachables", service("ip unreachables")),
  on("ip directed-broadcast", (context, statement) => {
    service("ip directed-broadcast")(context, statement);
    if (statement.words.length > 2)
      use(context.draft, "acl", statement.words[2], statement, `interface ${context.name} ip directed-broadcast`);
  }),
  on("ipv6 redirects", service("ipv6 redirects")),
  on("ipv6 unreachables", service("ipv6 unreachables")),
  on("cdp enable", service("cdp")),
  on("lldp transmit", service("lldp-transmission")),
  on("lldp receive", service("lldp-reception")),
  on(["ip unnumbered", "ipv6 link-local", "ip forward", "ipv6 forward"], (context, statement) => {
    const family = statement.words[0] === "ip" ? 4 : 6;
    if (statement.negated) context.borrowed = withoutFamily(context.borrowed, family);
    else context.borrowed = withFamily(context.borrowed, family);
  }),
  on("ipv6 address use-link-local-only", (context, statement) => {
    if (!statement.negated) context.borrowed = withFamily(context.borrowed, 6);
  }),
  on(["ip nat inside", "ip nat outside"], ({ draft, name }, statement) => {
    const side = statement.words[2] === "inside" ? "inside" : "outside";
    const known = draft.sides[side].indexOf(name);
    if (!statement.negated && known < 0) draft.sides[side].push(name);
    if (statement.negated && known >= 0) draft.sides[side].splice(known, 1);
    return statement.words.length === 3;
  }),
  on("crypto map domain ipsec", (_, statement) => !statement.negated),
  on(["tunnel protection", "tunnel mode ipsec"], (context, statement) => {
    context.draft.vpnLines.push(...placeOf(statement));
    return false;
  }),
  block(["hsrp", "vrrp", "vrrpv3", "glbp"], sharedAddress),
  on("ip router ospf", kept("routing", "ospf")),
  on("ip ospf passive-interface", kept("routing", "ospf passive")),
  on("ip ospf authentication", usesKeyChain("ospf authentication")),
  on("ip ospf authentication-key", kept("routing", "ospf key")),
  on("ip ospf message-digest-key", kept("routing", "ospf digest key")),
  on(["ipv6 router ospfv3", "ospfv3"], (context, statement) => {
    const { words } = statement;
    if (words[1] === "router") context.routing.set("ospfv3", statement);
    else if (words[1] === "authentication" || words[1] === "encryption")
      context.routing.set("ospfv3 authentication", statement);
    else if (words[1] === "passive-interface") context.routing.set("ospfv3 passive", statement);
  }),
  on(["ip router eigrp", "ipv6 router eigrp"], kept("routing", "eigrp")),
  on("ip passive-interface eigrp", kept("routing", "eigrp passive")),
  on("ip authentication mode eigrp", kept("routing", "eigrp mode")),
  on("ip authentication key-chain eigrp", usesKeyChain("eigrp key-chain")),
  on(["ip router isis", "ipv6 router isis"], kept("routing", "isis")),
  on("isis authentication key-chain", usesKeyChain("isis key-chain")),
  on("isis authentication-type", kept("routing", "isis type")),
  on("isis passive-interface", kept("routing", "isis passive")),
  on("ip router rip", kept("routing", "rip")),
  on("ip rip authentication mode", kept("routing", "rip mode")),
  on("ip rip authentication key-chain", usesKeyChain("rip key-chain")),
  on(["ip rip route-filter", "ip distribute-list eigrp"], usesList("prefix-list", "prefix-list")),
  on(["ip pim sparse-mode", "ipv6 pim sparse-mode"], kept("routing", "pim")),
  on("ip pim hello-authentication", usesKeyChain("pim authentication")),
  on(["ip pim jp-policy", "ip pim neighbor-policy"], usesList("prefix-list", "prefix-list")),
  on("ip igmp access-group", usesList("acl", "access-group")),
  on("ip verify unicast source", usesList("acl", "allow")),
  ...interfaceSkips,
  touching(["interfaces", "objects", "smallServices", "routing"], "ip", "ipv6"),
  touching(["interfaces", "switching", "acls", "objects", "routing"], "inherit"),
  touching(["vpn", "interfaces", "objects"], "tunnel"),
  touching(["switching", "interfaces"], "switchport", "spanning-tree", "storm-control"),
]);

export const interfaceStatements = [
  block<Draft>("interface", interfaceBlock),
  touching([...interfaceTouches, "acls"], "interface"),
];

/** "ip address A/L [secondary] [tag N]" or with a mask; "ip address dhcp". */
function ipAddress(context: InterfaceDraft, statement: Statement): boolean {
  const [, , first, second] = statement.words;
  if (statement.negated) {
    if (first === undefined) {
      context.addresses = context.addresses.filter((each) => each.includes(":"));
      context.unstated = withoutFamily(context.unstated, 4);
    }
    return first === undefined;
  }
  if (first === "dhcp") {
    context.unstated = withFamily(context.unstated, 4);
    return true;
  }
  const [dotted, bits] = (first ?? "").split("/");
  const address = ipv4Number(dotted);
  const mask = ipv4Number(second);
  const length = bits !== undefined ? decimal(bits) : mask === null ? null : maskLength(mask);
  if (address === null || length === null || length > 32) return false;
  context.addresses = withOne(context.addresses, `${ipv4Text(address)}/${length}`);
  return true;
}

function ipv6Address(context: InterfaceDraft, statement: Statement): boolean {
  const [, , first = "", ...rest] = statement.words;
  if (statement.negated) {
    if (first === "") context.addresses = context.addresses.filter((each) => !each.includes(":"));
    return first === "";
  }
  if (first === "dhcp" || first === "autoconfig" || rest.includes("eui64")) {
    context.unstated = withFamily(context.unstated, 6);
    return true;
  }
  const [address, length] = first.split("/");
  const groups = ipv6Groups(address);
  const bits = length === undefined ? null : decimal(length);
  if (groups === null || bits === null || bits > 128) return false;
  context.addresses = withOne(context.addresses, `${ipv6Text(groups)}/${bits}`);
  return true;
}

function interfaceBlock(draft: Draft, statement: Statement): boolean {
  const only = onlyWordAfter(statement, "interface ");
  const isWhole = only !== null && only !== "point-to-point";
  const name = isWhole ? only : nameIn(statement.words);
  if ((only ?? statement.words[1]) === "breakout") return true;
  // Ranges are for typing: no device shows them, and what they would set stays unread.
  if (name === "" || statement.negated || name.includes(",") || (name.includes("-") && range.test(name))) {
    for (const child of statement.children) draft.ledger.leave(child.line, [...interfaceTouches, "acls"]);
    return false;
  }
  const context = interfaceOf(draft, name, emptyInterface);
  addBlock(draft, context, name, statement);
  if (only !== null) draft.ledger.plain(statement.line);
  readUnder(statement, context, usualLine, interfaceLine);
  return true;
}

function nameIn(words: readonly string[]): string {
  return words.filter((word, place) => place > 0 && word !== "point-to-point").join("");
}

const range = /\d-(?:Ethernet)?\d/;

function interfaceLine(context: InterfaceDraft, statement: Statement): void {
  readStatement(context, statement, interfaceTable, interfaceTouches);
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
    virtual: [],
    vrf: null,
    boundAcls: [],
    mode: null,
    routed: null,
    services: new LateMap(),
    port: new LateMap(),
    routing: new LateMap(),
    groups: [],
  };
}

export function interfacesOf(draft: Draft): Interface[] {
  return [...draft.interfaces.values()].map(interfaceFrom);
}

function interfaceFrom(each: InterfaceDraft): Interface {
  const { name } = each;
  const known: Interface = {
    name,
    description: each.description,
    enabled: each.enabled ?? enabledByDefault(each),
    addresses: short(each.addresses),
    zone: null,
    vrf: each.vrf,
    scope: null,
    role: name.startsWith("mgmt") ? "management" : null,
    boundAcls: short(each.boundAcls),
    mode: isRouted(each) ? "routed" : each.mode,
    at: joinedPlace(each.at),
  };
  return withPeculiarities(known, each, /^loopback/i.test(name));
}

export function isRouted({ routed, mode, addresses }: InterfaceDraft): boolean {
  return routed === true || (mode === null && addresses.length > 0);
}

const vlanOff = byDefault(false, 'NX-OS: a VLAN interface is off unless "no shutdown"');
const loopbackOn = byDefault(true, 'NX-OS: a loopback is on unless "shutdown"');

/**
 * VLAN interfaces are off and loopbacks on unless set (Cisco's cisco-network-node-utils, cmd_ref/interface.yaml,
 * "shutdown_vlan" and "shutdown_loopback"). What other ports do depends on platform, release, their layer and
 * "system default switchport shutdown".
 */
function enabledByDefault({ name, at }: InterfaceDraft): Fact<boolean> {
  if (/^Vlan/i.test(name)) return vlanOff;
  if (/^loopback/i.test(name)) return loopbackOn;
  return unknownFact("Whether a port is on without a statement depends on the platform.", joinRanges(at));
}
