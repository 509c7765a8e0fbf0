import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import { byDefault } from "../../src/model/fact.ts";
import { onlyWordAfter, readUnder, type Statement } from "../lib/indented.ts";
import { decimal, ipv4Number, ipv4Text, ipv6Groups, ipv6Text, maskLength } from "../lib/cisco/addresses.ts";
import { addBlock, interfaceOf, withPeculiarities } from "../lib/cisco/interfaces.ts";
import { use } from "../lib/cisco/objects.ts";
import { joinedPlace, placeOf, readAt } from "../lib/cisco/places.ts";
import { block, on, readStatement, readStatements, skip, table, touching, type Touches } from "../lib/statements.ts";
import type { Draft, InterfaceDraft } from "./draft.ts";
import { interfaceSkips } from "./interface-skips.ts";
import { LateMap } from "../lib/cisco/late-map.ts";
import { usualLine } from "./usual-interface-lines.ts";
import { noFamilies, withFamily, withoutFamily } from "../lib/cisco/family-set.ts";
import { short, withOne } from "../lib/cisco/short-lists.ts";

const interfaceTouches: Touches = ["interfaces", "acls", "objects", "smallServices"];

const service =
  (name: string, on_ = true) =>
  (context: InterfaceDraft, statement: Statement): void => {
    context.services.set(name, readAt(statement.negated ? !on_ : on_, statement));
  };

/** What stands under "l2transport": guards stay unread, since the model's are not filled. */
export const switchedTable = table<InterfaceDraft>([
  skip("link", "l2protocol", "propagate", "encapsulation", "rewrite", "monitor-session", "service-policy", "mtu"),
]);

export const interfaceTable = table<InterfaceDraft>([
  on("description", (context, statement) => {
    context.description = statement.negated ? null : statement.words.slice(1).join(" ");
  }),
  on("shutdown", (context, statement) => {
    context.enabled = readAt(statement.negated, statement);
  }),
  on("vrf", (context, statement) => {
    if (statement.words.length !== 2) return false;
    context.vrf = statement.negated ? null : (statement.words[1] ?? null);
    return true;
  }),
  on("ipv4 address", ipv4Address),
  on("ipv6 address", ipv6Address),
  on(["ipv4 unnumbered", "ipv4 point-to-point", "ipv6 enable", "ipv6 unnumbered"], (context, statement) => {
    const family = statement.words[0] === "ipv4" ? 4 : 6;
    if (statement.negated) context.borrowed = withoutFamily(context.borrowed, family);
    else context.borrowed = withFamily(context.borrowed, family);
  }),
  on("ipv4 access-group", (context, statement) => bind(context, statement, "ipv4")),
  on("ipv6 access-group", (context, statement) => bind(context, statement, "ipv6")),
  on("ethernet-services access-group", (context, statement) => bind(context, statement, "mac")),
  block("l2transport", (context, statement) => {
    context.switched = !statement.negated;
    readStatements(context, statement.children, switchedTable, ["switching"]);
    return statement.words.length === 1;
  }),
  on("proxy-arp", service("ip proxy-arp")),
  on("local-proxy-arp", service("ip local-proxy-arp")),
  on("ipv6 nd redirects", service("ipv6 redirects")),
  on("ipv4 redirects", service("ip redirects")),
  on("ipv4 mask-reply", service("ip mask-reply")),
  on("ipv4 directed-broadcast", service("ip directed-broadcast")),
  on("ipv4 unreachables disable", service("ip unreachables", false)),
  on("ipv6 unreachables disable", service("ipv6 unreachables", false)),
  on("cdp", (context, statement) => {
    if (statement.words.length === 1) service("cdp")(context, statement);
    return statement.words.length === 1;
  }),
  ...interfaceSkips,
  touching(["interfaces", "objects"], "service-policy"),
  touching(["switching"], "l2transport", "storm-control", "dot1x"),
]);

export const interfaceStatements = [
  block<Draft>("interface", interfaceBlock),
  touching(interfaceTouches, "interface", "controller"),
];

/** "ipv4 address A MASK [secondary]", also "A/LENGTH" and "dhcp". */
function ipv4Address(context: InterfaceDraft, statement: Statement): boolean {
  const [, , first = "", second] = statement.words;
  if (statement.negated) {
    if (first === "") context.addresses = context.addresses.filter((each) => each.includes(":"));
    return first === "";
  }
  if (first === "dhcp" || first === "negotiated") {
    context.unstated = withFamily(context.unstated, 4);
    return true;
  }
  const [dotted, bits] = first.split("/");
  const address = ipv4Number(dotted);
  const mask = second === undefined ? null : ipv4Number(second);
  const length = bits !== undefined ? decimal(bits) : mask !== null ? maskLength(mask) : slashed(second);
  if (address === null || length === null || length > 32) return false;
  context.addresses = withOne(context.addresses, `${ipv4Text(address)}/${length}`);
  return true;
}

/** "192.0.2.1 /24": "ipv4 netmask-format bit-count" writes a blank before the slash on some releases. */
function slashed(word: string | undefined): number | null {
  return word?.startsWith("/") === true ? decimal(word.slice(1)) : null;
}

function ipv6Address(context: InterfaceDraft, statement: Statement): boolean {
  const [, , first = "", second] = statement.words;
  if (statement.negated) {
    if (first === "") context.addresses = context.addresses.filter((each) => !each.includes(":"));
    return first === "";
  }
  if (first === "dhcp" || first === "autoconfig") {
    context.unstated = withFamily(context.unstated, 6);
    return true;
  }
  if (second === "eui-64") {
    context.unstated = withFamily(context.unstated, 6);
    return true;
  }
  const [address, length] = first.split("/");
  const groups = ipv6Groups(address);
  const bits = length === undefined ? null : decimal(length);
  if (groups === null) return false;
  if (bits !== null && bits <= 128) context.addresses = withOne(context.addresses, `${ipv6Text(groups)}/${bits}`);
  else if (second === "link-local") context.addresses = withOne(context.addresses, `${ipv6Text(groups)}/64`);
  else return false;
  return true;
}

/** Words after a list's direction that change how it is counted and stored, not what it does. */
const bindingOptions: ReadonlySet<string> = new Set(["hardware-count", "interface-statistics", "compress", "level"]);

/**
 * "ipv4 access-group [common C] NAME ingress|egress [compress level N] [interface-statistics]". A common list is asked
 * before the interface's own ("Chaining ACL", since 4.3.1): its order among two is that of the words.
 */
function bind(context: InterfaceDraft, statement: Statement, family: BoundAcl["family"]): boolean {
  const words = statement.words.slice(2);
  const at = words.findIndex((word) => word === "ingress" || word === "egress");
  const names = words.slice(0, at < 0 ? 0 : at).filter((word) => word !== "common");
  const options = words.slice(at + 1);
  const known = options.every((word) => bindingOptions.has(word) || decimal(word) !== null);
  if (at < 0 || names.length === 0 || names.length > 2 || !known) return false;
  const direction = words[at] === "ingress" ? "in" : "out";
  for (const acl of names) {
    if (statement.negated)
      context.boundAcls = context.boundAcls.filter((each) => each.acl !== acl || each.direction !== direction);
    else context.boundAcls = withOne(context.boundAcls, { acl, family, direction, at: placeOf(statement) });
    use(context.draft, "acl", acl, statement, `interface ${context.name} ${family} access-group ${words[at] ?? ""}`);
  }
  return true;
}

function interfaceBlock(draft: Draft, statement: Statement): boolean {
  const only = onlyWordAfter(statement, "interface ");
  const isWhole = only !== null && !beside.has(only);
  const layer2 = !isWhole && statement.words.includes("l2transport");
  const name = isWhole ? only : nameIn(statement.words);
  if (name === null || statement.negated) {
    for (const child of statement.children) draft.ledger.leave(child.line, interfaceTouches);
    return false;
  }
  const context = interfaceOf(draft, name, emptyInterface);
  context.switched ||= layer2;
  addBlock(draft, context, name, statement);
  if (only !== null) draft.ledger.plain(statement.line);
  readUnder(statement, context, usualLine, interfaceLine);
  return true;
}

/** The name after "interface [preconfigure]"; null where there are more words than open the block. */
function nameIn(words: readonly string[]): string | null {
  const plain = words.slice(words[1] === "preconfigure" ? 2 : 1).filter((word) => !kindsOfLink.has(word));
  // "Loopback 7" has a blank.
  const known = plain.length === 1 || (plain.length === 2 && /^\d/.test(plain[1] ?? ""));
  return known ? plain.join("") : null;
}

const kindsOfLink: ReadonlySet<string> = new Set(["l2transport", "point-to-point"]);
const beside: ReadonlySet<string> = new Set(["preconfigure", ...kindsOfLink]);

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
    switched: false,
    services: new LateMap(),
  };
}

const onByDefault = byDefault(true, 'IOS XR: on unless "shutdown" ("shutdown", Interface Command Reference)');

/**
 * A list that is bound and not defined stays bound: what the device does with it no manual that was read tells, and
 * its use is kept as one that nothing defines.
 */
export function interfacesOf(draft: Draft): readonly Interface[] {
  return [...draft.interfaces.values()].map(interfaceFrom);
}

function interfaceFrom(each: InterfaceDraft): Interface {
  const { name } = each;
  const known: Interface = {
    name,
    description: each.description,
    enabled: each.enabled ?? onByDefault,
    addresses: short(each.addresses),
    zone: null,
    vrf: each.vrf,
    scope: null,
    role: /^MgmtEth/i.test(name) ? "management" : null,
    boundAcls: short(each.boundAcls),
    mode: each.switched ? null : "routed",
    at: joinedPlace(each.at),
  };
  return withPeculiarities(known, each, /^loopback/i.test(name));
}
