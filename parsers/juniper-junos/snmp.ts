import { byDefault, isKnown, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { AddressGroup } from "../../src/model/acl.ts";
import type { AddressMatch } from "../../src/model/address.ts";
import { Secret } from "../../src/model/secret.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import type { Snmp, SnmpCommunity, SnmpTarget } from "../../src/model/services.ts";
import { absent, define, use, type Context } from "./context.ts";
import { addressMatch, formatPrefix, parsePrefix } from "../lib/ip.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, mark, markTree, statedBy, stated, value } from "./reading.ts";
import { readSnmpV3 } from "./snmp-v3.ts";

const off = "Junos: SNMP is disabled until [edit snmp] is configured (DISA Juniper EX and SRX NDM STIGs)";

/** [edit snmp]. */
export function readSnmp(context: Context): Snmp {
  const snmp = child(context.root, "snmp");
  for (const node of children(snmp)) if (plain.has(node.word)) markTree(node);
  for (const view of entries(snmp, "view")) {
    markTree(view);
    define(context, "snmp-view", view);
  }
  for (const list of entries(snmp, "client-list")) {
    markTree(list);
    define(context, "prefix-list", list);
  }
  const communities = entries(snmp, "community").map((node, index) => readCommunity(context, snmp, node, index + 1));
  const v3 = readSnmpV3(context, child(snmp, "v3"), communities.length);
  const versions: ("v1" | "v2c" | "v3")[] = [];
  if (communities.length + v3.communities.length > 0) versions.push("v1", "v2c");
  if (v3.users.length > 0) versions.push("v3");
  return {
    enabled: snmp === undefined ? absent(context, false, off) : stated(true, snmp),
    versions: snmp === undefined ? absent(context, [], off) : stated(versions, snmp),
    communities: [...communities, ...v3.communities],
    users: v3.users,
    groups: v3.groups,
    targets: [...entries(snmp, "trap-group").flatMap(readTrapGroup), ...v3.targets],
  };
}

/** [edit snmp client-list] as groups; `restrict` takes addresses out. */
export function readClientLists(context: Context): AddressGroup[] {
  return entries(child(context.root, "snmp"), "client-list").map((list) => {
    const items = children(list);
    const matches = (restricted: boolean): AddressMatch[] =>
      items.filter((item) => item.children.has("restrict") === restricted).map((item) => addressMatch(item.word));
    return { ...placeOf(list), name: list.word, members: matches(false), exclude: matches(true), scope: null };
  });
}

/** Statements that decide nothing the model holds. */
const plain = new Set([
  "name",
  "location",
  "contact",
  "description",
  "interface",
  "filter-interfaces",
  "filter-duplicates",
  "nonvolatile",
  "traceoptions",
  "trap-options",
  "health-monitor",
  "rmon",
  "engine-id",
  "stats-cache-lifetime",
  "agent-address",
  "routing-instance-access",
  "proxy",
  "subagent",
  "arp",
  "alarm-management",
  "logical-system-trap-filter",
  "customization",
  "traps",
  "trap",
]);

function readCommunity(
  context: Context,
  snmp: ConfigNode | undefined,
  node: ConfigNode,
  ordinal: number,
): SnmpCommunity {
  const authorization = value(node, "authorization");
  const view = value(node, "view");
  if (view !== undefined) use(context, "snmp-view", view, "snmp community view");
  const access: Fact<"read-only" | "read-write"> =
    authorization === undefined
      ? byDefault(
          "read-only",
          "Junos: a community without authorization is read-only (9.3 CLI reference, authorization)",
        )
      : authorization.word === "read-only" || authorization.word === "read-write"
        ? stated(authorization.word, authorization)
        : unknownFact("authorization has a value that is not known.", placeOf(authorization).at);
  return {
    ...withoutPath(node),
    label: `community ${ordinal}${"value" in access ? ` (${access.value})` : ""}`,
    secret: new Secret(node.word),
    access,
    sources: everyClientOf(context, snmp, node),
    view: view === undefined ? byDefault(null, "Junos: no view limits the community") : stated(view.word, view),
  };
}

/** A path of a community would tell its name. */
function withoutPath(node: ConfigNode): { at: ReturnType<typeof placeOf>["at"]; path?: string } {
  return placeOf(node);
}

/**
 * Clients of the community itself, and those that ask by a routing instance or logical system ("routing-instance
 * (SNMP)", "logical-system (SNMP)" below `community`): each of them may.
 */
function everyClientOf(
  context: Context,
  snmp: ConfigNode | undefined,
  node: ConfigNode,
): Fact<readonly SourceRestriction[]> {
  const own = clientsOf(context, snmp, node);
  const logical = entries(node, "logical-system");
  const instances = [node, ...logical].flatMap((each) => entries(each, "routing-instance"));
  const others = [...logical.filter((each) => !each.children.has("routing-instance")), ...instances];
  if (others.length === 0 || !isKnown(own) || own.value.length === 0) return own;
  const allowed: SourceRestriction[] = [...own.value];
  for (const other of others) {
    const theirs = clientsOf(context, snmp, other);
    if (!isKnown(theirs) || !("at" in theirs))
      return unknownFact(`Who may ask by ${other.word} is not known.`, placeOf(other).at);
    if (theirs.value.length === 0) return statedBy<readonly SourceRestriction[]>([], [other]);
    allowed.push(...theirs.value);
  }
  return statedBy<readonly SourceRestriction[]>(allowed, [node, ...others]);
}

/**
 * `clients` with its `restrict` marks, or a list by name; without either every client may ask (CLI reference,
 * "clients"). Where only refusals are listed, all others may.
 */
function clientsOf(
  context: Context,
  snmp: ConfigNode | undefined,
  node: ConfigNode,
): Fact<readonly SourceRestriction[]> {
  const named = value(node, "client-list-name");
  const clients = entries(node, "clients");
  for (const client of clients) child(client, "restrict");
  if (named !== undefined) {
    use(context, "prefix-list", named, "snmp community client-list-name");
    const own = child(snmp, "client-list", named.word);
    const listed = own ?? child(context.root, "policy-options", "prefix-list", named.word);
    if (listed === undefined) return unknownFact(`Client list ${named.word} is not defined.`, placeOf(named).at);
    // As with clients: where only refusals are listed, all others may.
    const onlyRefuses = own !== undefined && children(own).every((item) => item.children.has("restrict"));
    if (onlyRefuses && children(own).length > 0) return stated<readonly SourceRestriction[]>([], named);
    return stated<readonly SourceRestriction[]>([{ kind: "prefix-list", name: named.word }], named);
  }
  if (clients.length === 0)
    return byDefault([], "Junos: without clients every host may use the community (13.2 CLI reference, clients)");
  const allowed: SourceRestriction[] = [];
  for (const client of clients) {
    if (client.children.has("restrict")) continue;
    const prefix = client.word === "default" ? parsePrefix("0.0.0.0/0") : parsePrefix(client.word);
    if (prefix === null) return unknownFact("clients names something that is no prefix.", placeOf(client).at);
    allowed.push({ kind: "prefix", prefix: formatPrefix(prefix) });
  }
  return statedBy<readonly SourceRestriction[]>(allowed, clients);
}

/** Traps of a group without version are sent as v1 and as v2c (CLI reference, "version (SNMP)"). */
function readTrapGroup(node: ConfigNode): SnmpTarget[] {
  const version = value(node, "version");
  for (const word of ["categories", "destination-port", "routing-instance", "logical-system"]) {
    const found = child(node, word);
    if (found !== undefined) markTree(found);
  }
  const versions: readonly ("v1" | "v2c")[] =
    version?.word === "v1" ? ["v1"] : version?.word === "v2" ? ["v2c"] : ["v1", "v2c"];
  return entries(node, "targets").flatMap((target) =>
    versions.map((name) => ({ ...placeOf(mark(target)), address: target.word, version: name, level: null })),
  );
}
