import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import { byDefault, type Fact } from "../../src/model/fact.ts";
import { bindList } from "../lib/cisco/bindings.ts";
import { addBlock, interfaceOf, withPeculiarities } from "../lib/cisco/interfaces.ts";
import { joinedPlace, placeOf, readAt } from "../lib/cisco/places.ts";
import { onlyWordAfter, readUnder, type Statement } from "../lib/indented.ts";
import { block, on, readStatement, skip, skippedIn, table, touching, type Touches } from "../lib/statements.ts";
import { defaultVrf, type Draft, type InterfaceDraft } from "./draft.ts";
import { ipAddress, ipv6Address, virtualAddress, vrrp } from "./interface-addresses.ts";
import { emptyInterface, isPort } from "./interface-draft.ts";
import { interfaceSkips } from "./interface-skips.ts";
import { usualLine } from "./usual-interface-lines.ts";
import { interfaceTranslations } from "./nat.ts";
import { short } from "../lib/cisco/short-lists.ts";
import { withFamily, withoutFamily } from "../lib/cisco/family-set.ts";

export const interfaceTouches: Touches = ["interfaces", "switching", "routing", "objects", "smallServices"];

const service =
  (name: string) =>
  (context: InterfaceDraft, statement: Statement): void => {
    context.services.set(name, readAt(!statement.negated, statement));
  };

/** Keeps a statement for the sections on switching and routing. */
const kept =
  (name: string) =>
  (context: InterfaceDraft, statement: Statement): void => {
    context.settings.set(name, statement);
  };

/** Statements that are kept under their own words. */
const keptByName: readonly string[] = [
  "channel-group",
  "switchport access vlan",
  "switchport trunk native vlan",
  "switchport port-security",
  "spanning-tree bpduguard",
  "spanning-tree guard",
  "spanning-tree portfast",
  "storm-control broadcast",
  "storm-control all",
  "ip arp inspection trust",
  "ip dhcp snooping trust",
  "ip ospf authentication",
  "ip ospf authentication-key",
  "ip ospf area",
  "isis enable",
];

/** Statements that may stand several times, each with its first words and its number. */
const keptEach =
  (length: number) =>
  (context: InterfaceDraft, statement: Statement): void => {
    context.settings.set(statement.words.slice(0, length).join(" "), statement);
  };

const interfaceTable = table<InterfaceDraft>([
  on("description", (context, statement) => {
    context.description = statement.negated ? null : statement.words.slice(1).join(" ");
  }),
  on("shutdown", (context, statement) => {
    if (statement.words.length > 1) return false;
    context.enabled = readAt(statement.negated, statement);
    return true;
  }),
  on("ip address", ipAddress),
  on("ipv6 address", ipv6Address),
  on(["ipv6 enable"], (context, statement) => {
    if (statement.negated) context.borrowed = withoutFamily(context.borrowed, 6);
    else context.borrowed = withFamily(context.borrowed, 6);
  }),
  on("ip address unnumbered", (context, statement) => {
    if (statement.negated) context.borrowed = withoutFamily(context.borrowed, 4);
    else context.borrowed = withFamily(context.borrowed, 4);
  }),
  on(["ip virtual-router address", "ipv6 virtual-router address"], virtualAddress),
  on("vrrp", vrrp),
  on(["vrf", "vrf forwarding"], (context, statement) => {
    const name = statement.words.at(-1) ?? defaultVrf;
    context.vrf = statement.negated || name === defaultVrf ? null : name;
  }),
  on("ip access-group", (context, statement) => bind(context, statement, "ipv4")),
  on("ipv6 access-group", (context, statement) => bind(context, statement, "ipv6")),
  on("mac access-group", (context, statement) => bind(context, statement, "mac")),
  on("switchport", (context, statement) => {
    if (statement.words.length > 1) return false;
    context.switchport = readAt(!statement.negated, statement);
    return true;
  }),
  on("switchport mode", (context, statement) => {
    const word = statement.words[2] ?? "";
    if (!["access", "trunk", "dot1q-tunnel", "tap", "tool", "tap-tool"].includes(word)) return false;
    context.mode = statement.negated ? null : word === "access" || word === "trunk" ? word : null;
    if (!statement.negated) context.settings.set("switchport mode", statement);
    return true;
  }),
  on(["default switchport", "default switchport mode"], (context, statement) => {
    if (statement.words.length > 3) return false;
    if (statement.words.length === 2) context.switchport = null;
    else context.mode = null;
    return true;
  }),
  ...keptByName.map((name) => on(name, kept(name))),
  on(["ip ospf message-digest-key"], keptEach(4)),
  on(["isis authentication key-id"], keptEach(4)),
  on(["isis authentication mode", "isis authentication key"], (context, statement) => {
    const level = statement.words.at(-1);
    const beginning = statement.words.slice(0, 3).join(" ");
    context.settings.set(`${beginning} ${level === "level-1" || level === "level-2" ? level : ""}`, statement);
  }),
  on("ip proxy-arp", service("ip proxy-arp")),
  on("ip directed-broadcast", service("ip directed-broadcast")),
  on("ip icmp redirect", service("ip redirects")),
  on("lldp transmit", service("lldp transmit")),
  on("lldp receive", service("lldp receive")),
  on("bfd authentication mode", (_, statement) => statement.negated),
  on("ntp serve", (context, statement) => {
    if (!statement.negated) context.draft.ntpServe.push(...placeOf(statement));
    return statement.words.length === 2;
  }),
  ...interfaceTranslations,
  ...interfaceSkips,
  skip("default-form", "default ntp serve", "default ip address", "default channel-group"),
  touching(["interfaces", "objects", "smallServices", "routing"], "ip", "ipv6"),
  touching(["switching", "interfaces"], "switchport", "spanning-tree", "storm-control"),
  touching(["routing"], "isis", "ospfv3", "bfd", "mpls", "pim", "rip"),
  touching(["interfaces", "acls"], "traffic-policy", "service-policy"),
]);

/** Interfaces of the EOS User Manual: "Ethernet Ports", "Port Channels", "VLANs", "IPv4" and "IPv6". */
export const interfaceStatements = [
  block<Draft>("interface", interfaceBlock),
  block<Draft>("interface defaults", (draft, statement) => {
    for (const child of statement.children) {
      const shutdown = child.children.find(({ words }) => words.length === 1 && words[0] === "shutdown");
      if (child.words[0] === "ethernet" && !child.negated) {
        draft.ledger.read(child.line);
        if (shutdown !== undefined) {
          draft.switches.set("ethernet shutdown", readAt(!shutdown.negated, shutdown));
          draft.ledger.read(shutdown.line);
        }
        for (const other of child.children) if (other !== shutdown) draft.ledger.leave(other.line, interfaceTouches);
      } else if (child.words[0] === "mtu") draft.ledger.skip(child.line, "interface-details");
      else draft.ledger.leave(child.line, interfaceTouches);
    }
  }),
  on<Draft>("switchport default mode", (draft, statement) => {
    const mode = statement.words[3];
    if (statement.negated || (mode !== "access" && mode !== "routed")) return false;
    draft.switches.set("default routed", readAt(mode === "routed", statement));
    return true;
  }),
  touching([...interfaceTouches, "acls"], "interface"),
  touching(interfaceTouches, "switchport"),
];

function bind(context: InterfaceDraft, statement: Statement, family: BoundAcl["family"]): boolean {
  if (statement.negated && statement.words.length === 2) {
    context.boundAcls = context.boundAcls.filter((each) => each.family !== family);
    return true;
  }
  return bindList(context, statement, family, 2);
}

function interfaceBlock(draft: Draft, statement: Statement): boolean {
  const only = onlyWordAfter(statement, "interface ");
  const name = only ?? statement.words.slice(1).join("");
  // A range is for typing: no device shows it, and what it would set stays unread.
  const single =
    name !== "" &&
    !name.includes(",") &&
    !(name.includes("-") && /\d-\d/.test(name)) &&
    (only ?? statement.words[1]) !== "profile";
  if (!single || (statement.negated && statement.children.length > 0)) {
    leaveAll(draft, statement);
    return false;
  }
  if (statement.negated) {
    // It may be made once more under the same name.
    if (draft.interfaces.delete(name)) for (const each of draft.interfaceNames.splice(0)) draft.definitions.push(each);
    return true;
  }
  const context = interfaceOf(draft, name, emptyInterface);
  addBlock(draft, context, name, statement);
  if (only !== null) draft.ledger.plain(statement.line);
  readUnder(statement, context, usualLine, interfaceLine);
  return true;
}

function interfaceLine(context: InterfaceDraft, statement: Statement): void {
  readStatement(context, statement, interfaceTable, interfaceTouches);
}

function leaveAll(draft: Draft, statement: Statement): void {
  for (const child of statement.children) {
    draft.ledger.leave(child.line, [...interfaceTouches, "acls"]);
    leaveAll(draft, child);
  }
}

/** An access list binds where "no switchport" makes a port routed, or on what is routed anyway. */
export function modeOf(each: InterfaceDraft, draft: Draft): Interface["mode"] {
  if (each.name.startsWith("Vxlan")) return null;
  if (!isPort(each.name)) return "routed";
  const routed = draft.switches.get("default routed");
  if (each.switchport?.value === false) return "routed";
  if (each.switchport === null && routed?.value === true) return "routed";
  if (each.settings.has("switchport mode")) return each.mode;
  return each.mode ?? "access";
}

const onByDefault = byDefault(true, 'EOS: on unless "shutdown" (EOS User Manual, "shutdown (Interfaces)")');

/** Ports are up unless "shutdown", or "interface defaults" say otherwise for Ethernet ports. */
function enabledOf(each: InterfaceDraft, draft: Draft): Fact<boolean> {
  const shutdown = draft.switches.get("ethernet shutdown");
  if (each.enabled !== null) return each.enabled;
  if (shutdown?.value === true && /^Ethernet[^.]*$/.test(each.name)) return { value: false, at: shutdown.at };
  return onByDefault;
}

export function interfacesOf(draft: Draft): Interface[] {
  return [...draft.interfaces.values()].map((each) => interfaceFrom(each, draft));
}

function interfaceFrom(each: InterfaceDraft, draft: Draft): Interface {
  const { name } = each;
  const { ipv4, ipv6 } = each.addresses;
  const known: Interface = {
    name,
    description: each.description,
    enabled: enabledOf(each, draft),
    addresses: ipv6.length === 0 ? short(ipv4) : [...ipv4, ...ipv6],
    zone: null,
    vrf: each.vrf,
    scope: null,
    role: name.startsWith("Management") ? "management" : null,
    boundAcls: short(each.boundAcls),
    mode: modeOf(each, draft),
    at: joinedPlace(each.at),
  };
  return withPeculiarities(known, each, name.startsWith("Loopback"));
}

export const interfaceSkipped = skippedIn(interfaceTable, "interface *");
