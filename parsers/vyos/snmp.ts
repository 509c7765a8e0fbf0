import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import { Secret } from "../../src/model/secret.ts";
import type {
  Snmp,
  SnmpCommunity,
  SnmpGroup,
  SnmpSecurityLevel,
  SnmpTarget,
  SnmpUser,
} from "../../src/model/services.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { formatPrefix, parsePrefix } from "../lib/ip.ts";
import { absent, define, use, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, entries, markTree, stated, value, values } from "./reading.ts";

const settings = [
  "contact",
  "description",
  "location",
  "oid-enable",
  "protocol",
  "smux-peer",
  "trap-source",
  "script-extensions",
  "mib",
  "vrf",
];

/** `service snmp` (vyos-1x, snmp.xml.in; EdgeOS and older releases have the same words). */
export function readSnmp(context: Context): Snmp {
  const snmp = child(context.service, "snmp");
  for (const word of settings) markTree(child(snmp, word));
  const v3 = child(snmp, "v3");
  for (const word of ["engineid", "tsm"]) markTree(child(v3, word));
  const communities = entries(snmp, "community").map(readCommunity);
  const groups = entries(v3, "group").map((node) => readGroup(context, node));
  const users = entries(v3, "user").map((node) => readUser(context, node, groups));
  for (const node of entries(v3, "view")) {
    define(context, "snmp-view", node);
    markTree(node);
  }
  const targets = [...entries(snmp, "trap-target").map(readTarget), ...entries(v3, "trap-target").map(readTarget3)];
  return {
    enabled:
      snmp === undefined
        ? absent(context, false, 'VyOS and EdgeOS: off unless "service snmp" is configured (User Guide, "SNMP")')
        : stated(true, snmp),
    versions: versionsOf(context, snmp, communities, users),
    communities,
    users,
    groups,
    targets,
  };
}

/** The agent answers v1 and v2c to who knows a community, and v3 to its users. */
function versionsOf(
  context: Context,
  snmp: ConfigNode | undefined,
  communities: readonly SnmpCommunity[],
  users: readonly SnmpUser[],
): Snmp["versions"] {
  if (snmp === undefined) return absent(context, [], "VyOS and EdgeOS: no agent answers");
  const versions: ("v1" | "v2c" | "v3")[] = [];
  if (communities.length > 0) versions.push("v1", "v2c");
  if (users.length > 0) versions.push("v3");
  return stated<readonly ("v1" | "v2c" | "v3")[]>(versions, snmp);
}

/** Without `client` and `network` a community is taken from anywhere (snmp.xml.in, network: 0.0.0.0/0 and ::/0). */
function readCommunity(node: ConfigNode, index: number): SnmpCommunity {
  const authorization = value(node, "authorization");
  const clients = [...values(node, "client"), ...values(node, "network")];
  const access: SnmpCommunity["access"] =
    authorization === undefined
      ? byDefault("read-only", "VyOS and EdgeOS: ro (vyos-1x, snmp.xml.in, authorization)")
      : authorization.text === "rw"
        ? stated("read-write", authorization.node)
        : authorization.text === "ro"
          ? stated("read-only", authorization.node)
          : unknownFact(`"${authorization.text}" is no authorization.`, placeOf(authorization.node).at);
  const word = authorization?.text === "rw" ? "read-write" : "read-only";
  return {
    ...placeOf(node),
    label: `community ${index + 1} (${word})`,
    secret: new Secret(node.word),
    access,
    sources: sourcesOf(clients),
    view: byDefault<string | null>(null, "VyOS and EdgeOS: a community sees everything"),
  };
}

function sourcesOf(
  clients: readonly { readonly text: string; readonly node: ConfigNode }[],
): Fact<readonly SourceRestriction[]> {
  if (clients.length === 0)
    return byDefault<readonly SourceRestriction[]>([], "VyOS and EdgeOS: any client (vyos-1x, snmp.xml.in, network)");
  const at = joinRanges(clients.flatMap(({ node }) => placeOf(node).at));
  const prefixes: SourceRestriction[] = [];
  for (const { text } of clients) {
    const prefix = parsePrefix(text);
    if (prefix === null) return unknownFact("A client is not understood.", at);
    prefixes.push({ kind: "prefix", prefix: formatPrefix(prefix) });
  }
  return read<readonly SourceRestriction[]>(prefixes, at);
}

const levels: ReadonlyMap<string, SnmpSecurityLevel> = new Map([
  ["noauth", "noAuthNoPriv"],
  ["auth", "authNoPriv"],
  ["priv", "authPriv"],
]);

function readGroup(context: Context, node: ConfigNode): SnmpGroup {
  define(context, "snmp-group", node);
  const level = value(node, "seclevel");
  const mode = value(node, "mode");
  const view = value(node, "view");
  if (view !== undefined) use(context, "snmp-view", view.node, `service snmp v3 group ${node.word} view`, view.text);
  return {
    ...placeOf(node),
    name: node.word,
    version: "v3",
    // Left out it is auth (snmp.xml.in, seclevel).
    level: level === undefined ? "authNoPriv" : (levels.get(level.text) ?? null),
    readView: view?.text ?? null,
    writeView: mode?.text === "rw" ? (view?.text ?? null) : null,
    sources: byDefault<readonly SourceRestriction[]>([], "VyOS and EdgeOS: a group restricts no source"),
  };
}

/** What a user's messages are made of; the level that is asked of them is the group's. */
function readUser(context: Context, node: ConfigNode, groups: readonly SnmpGroup[]): SnmpUser {
  const group = value(node, "group");
  for (const word of ["engineid", "mode", "tsm-key"]) markTree(child(node, word));
  if (group !== undefined)
    use(context, "snmp-group", group.node, `service snmp v3 user ${node.word} group`, group.text);
  const held = groups.find(({ name }) => name === group?.text);
  const authentication = protocolOf(child(node, "auth"), "md5", authenticationNames);
  const privacy = protocolOf(child(node, "privacy"), "des", privacyNames);
  const level: SnmpUser["level"] =
    held === undefined || held.level === null
      ? unknownFact("No group says which level the user's messages have to have.", placeOf(node).at)
      : read(held.level, joinRanges([...placeOf(node).at, ...held.at]));
  return {
    ...placeOf(node),
    name: node.word,
    group: group?.text ?? null,
    level,
    authentication,
    privacy,
    sources: byDefault<readonly SourceRestriction[]>([], "VyOS and EdgeOS: a user may ask from anywhere"),
  };
}

const authenticationNames: ReadonlyMap<string, string> = new Map([
  ["md5", "md5"],
  ["sha", "sha"],
]);
const privacyNames: ReadonlyMap<string, string> = new Map([
  ["des", "des"],
  ["aes", "aes128"],
]);

/** `auth` and `privacy`: md5 and des unless `type` says otherwise (vyos-1x, snmp/authentication-type.xml.i, privacy-type.xml.i). */
function protocolOf(
  node: ConfigNode | undefined,
  usual: string,
  names: ReadonlyMap<string, string>,
): Fact<string | null> {
  if (node === undefined) return byDefault<string | null>(null, "VyOS and EdgeOS: none unless it is configured");
  for (const word of keyWords) markTree(child(node, word));
  const type = value(node, "type");
  if (type === undefined) return byDefault<string | null>(usual, `VyOS and EdgeOS: ${usual} unless type is set`);
  const name = names.get(type.text);
  return name === undefined
    ? unknownFact(`"${type.text}" is not known.`, placeOf(type.node).at)
    : stated<string | null>(name, type.node);
}

const keyWords = ["plaintext-key", "encrypted-key", "plaintext-password", "encrypted-password"];

function readTarget(node: ConfigNode): SnmpTarget {
  for (const word of ["community", "port"]) markTree(child(node, word));
  // Traps of a target with a community are of version 2c (vyos-1x, snmpd.conf, trap2sink).
  return { ...placeOf(node), address: canonicalAddress(node.word), version: "v2c", level: null };
}

function readTarget3(node: ConfigNode): SnmpTarget {
  for (const word of ["port", "protocol", "type", "engineid"]) markTree(child(node, word));
  const auth = child(node, "auth");
  const privacy = child(node, "privacy");
  value(node, "user");
  for (const part of [auth, privacy]) if (part !== undefined) markTree(part);
  return {
    ...placeOf(node),
    address: canonicalAddress(node.word),
    version: "v3",
    level: privacy !== undefined ? "authPriv" : auth !== undefined ? "authNoPriv" : null,
  };
}
