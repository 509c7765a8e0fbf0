import type { AclEntry, AclSet, FirewallPolicy } from "../../src/model/acl.ts";
import { anyService, type ServiceMatch } from "../../src/model/address.ts";
import type { NatRule } from "../../src/model/nat.ts";
import { readIntrazone } from "./intrazone.ts";
import { isCentral } from "./nat.ts";
import { policyTranslation, type Pools } from "./nat-policies.ts";
import type { Objects } from "./service-objects.ts";
import { enabled, oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";
import { addresses } from "./policy-addresses.ts";
import type { VirtualPackets } from "./virtual-packets.ts";

/** Families that each table of policies is about. */
const policyTables = [
  ["firewall policy", [4, 6]],
  ["firewall policy6", [6]],
  ["firewall consolidated policy", [4, 6]],
] as const;

/**
 * Policies in the order of the text, which is the order of matching; what no policy matches is denied.
 * A policy that says nothing denies, is enabled and logs for security profiles only (`get` of a new
 * policy on 7.0.3: action deny, status enable, logtraffic utm).
 */
export function readPolicies(source: Source, objects: Objects, nat: PolicyNat): Policies {
  // In policy-based mode the table of policies decides on inspection only: the line stays unread.
  for (const { own } of source.tables.all("system settings")) source.parsed(own, "ngfw-mode", oneOf("profile-based"));
  const policies: FirewallPolicy[] = [];
  const translations: NatRule[] = [];
  for (const [path, families] of policyTables) {
    for (const entry of source.tables.entries(path)) {
      const unresolved: string[] = [];
      const built = policy(source, objects, entry, families, unresolved);
      source.parsed(entry, "match-vip", enabled);
      const translation = policyTranslation(source, objects, entry, built, families, nat.pools);
      if (translation !== null && !isCentral(source, entry.scope)) translations.push(translation);
      policies.push(nat.virtual.seenBy(entry, built));
      // What is translated asks nothing of these.
      const open = source.untaken(entry, path);
      if (open.length > 0) for (const key of open) unresolved.push(key);
    }
  }
  return { policies: [...policies, ...readIntrazone(source)], translations };
}

/** What translates packets beside the policies, and what packets it keeps from them. */
export interface PolicyNat {
  readonly virtual: VirtualPackets;
  readonly pools: Pools;
}

export interface Policies {
  readonly policies: readonly FirewallPolicy[];
  readonly translations: readonly NatRule[];
}

function policy(
  source: Source,
  objects: Objects,
  entry: Entry,
  families: readonly (4 | 6)[],
  unresolved: string[],
): FirewallPolicy {
  const users = source.allWords(entry, userKeys);
  const guests = users.length === 0 ? users : users.filter((name) => guestGroups.has(name));
  if (guests.length > 0) unresolved.push(`groups ${guests.join(" ")}`);
  const action = source.word(entry, "action");
  const logs = source.word(entry, "logtraffic");
  const { services, groups } = servicesOf(source, objects, entry, unresolved);
  const built: FirewallPolicy = {
    name: entry.name,
    at: entry.at,
    scope: entry.scope,
    fromZones: zones(source, entry, "srcintf"),
    toZones: zones(source, entry, "dstintf"),
    source: addresses(source, objects, entry, "src", families, unresolved),
    destination: addresses(source, objects, entry, "dst", families, unresolved),
    services,
    serviceGroups: groups,
    applications: "any",
    users: users.length === 0 || guests.length > 0 ? "any" : users,
    schedule: scheduleOf(source, entry),
    // `ipsec` lets packets into a tunnel.
    action: action === "accept" || action === "ipsec" || action === "ssl-vpn" ? "permit" : "deny",
    log: logs === "all" || logs === "enable",
    enabled: source.word(entry, "status") !== "disable",
    description: source.word(entry, "name") ?? source.word(entry, "comments") ?? source.word(entry, "comment"),
    unresolved,
  };
  source.noteAll(entry, notedKeys);
  if (action !== null && !actions.has(action)) unresolved.push(`action ${action}`);
  const asked = source.stated(conditions);
  if (asked.length > 0) unresolved.push(...conditionsOf(source, entry, asked));
  return built;
}

/** Those of the keys by which a policy asks something. */
function conditionsOf(source: Source, entry: Entry, keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const words = source.words(entry, key).filter((word) => !idle.has(word));
    return words.length > 0 ? [`${key} ${words.join(" ")}`] : [];
  });
}

/**
 * Groups of the factory that hold whoever did not log in, where no other policy takes the packet (Fortinet community,
 * "Unauthenticated users are not identified as guest"; "Single Sign-On to Windows AD", FortiOS Handbook 5.0).
 */
const guestGroups: ReadonlySet<string> = new Set(["SSO_Guest_Users", "FSSO_Guest_Users"]);

/** The factory's schedule "always" is no restriction, as long as nobody took days or hours from it. */
function scheduleOf(source: Source, entry: Entry): string | null {
  const name = source.word(entry, "schedule");
  if (name !== "always") return name;
  const own = source.tables.at("firewall schedule recurring", entry.scope);
  const always = own?.byName.get("always");
  if (always === undefined) return null;
  const whole =
    new Set(always.settings.get("day")?.words).size === 7 &&
    !always.settings.has("start") &&
    !always.settings.has("end");
  return whole ? null : name;
}

const actions: ReadonlySet<string> = new Set(["accept", "deny", "ipsec", "ssl-vpn"]);

const userKeys = ["groups", "users", "fsso-groups"];
/** Understood, without a word in the model. */
const notedKeys = ["comments", "comment", "name", "utm-status", "inspection-mode"];

/** Values by which a condition asks nothing. */
const idle: ReadonlySet<string> = new Set(["", "disable", "0", "0x00", "none", "any"]);

/** Conditions of a policy that the model has no word for. */
const conditions = [
  "devices",
  "vlan-filter",
  "tos",
  "src-vendor-mac",
  "identity-based",
  "reputation-minimum",
  "reputation-minimum6",
  "tos-mask",
  "tos-negate",
  "ztna-status",
  "ztna-ems-tag",
  "ztna-ems-tag-secondary",
  "ztna-geo-tag",
  "ztna-device-ownership",
  "sgt-check",
  "sgt",
  "geoip-match",
  "policy-expiry",
  "match-vip-only",
] as const;

function zones(source: Source, entry: Entry, key: string): "any" | readonly string[] {
  const words = source.words(entry, key);
  return words.includes("any") ? "any" : words;
}

function servicesOf(
  source: Source,
  { services }: Objects,
  entry: Entry,
  unresolved: string[],
): { services: readonly ServiceMatch[]; groups: readonly string[] } {
  const names = source.words(entry, "service");
  if (source.word(entry, "service-negate") === "enable") {
    unresolved.push(`service-negate ${names.join(" ")}`);
    return { services: [anyService], groups: [] };
  }
  // A destination by internet service brings its own ports.
  if (source.word(entry, "internet-service") === "enable" && names.length === 0)
    return { services: [anyService], groups: [] };
  const found = services.resolve(entry.scope, names);
  if (found.unresolved.length > 0) for (const each of found.unresolved) unresolved.push(each);
  return found;
}

/**
 * Local-in policies of each VDOM and family: what they do not match goes by the allowaccess of the
 * interface. Unless set their action is deny and their status enable (REST schema 7.6.5).
 * Nothing in a policy speaks of fragments: the session is found by the first fragment and the others follow it
 * (FortiGate-6000 Handbook, "Load balancing TCP, UDP, and ICMP sessions with fragmented packets"), so that they
 * are judged as the whole packet.
 */
export function readLocalIn(source: Source, objects: Objects): readonly AclSet[] {
  return (["firewall local-in-policy", "firewall local-in-policy6"] as const).flatMap((path) =>
    source.tables
      .all(path)
      .filter((table) => table.entries.length > 0)
      .map((table) => ({
        name: path.slice("firewall ".length) + (table.scope === null ? "" : ` (${table.scope})`),
        ...(table.scope === null ? {} : { scope: table.scope }),
        at: table.at,
        family: path.endsWith("6") ? ("ipv6" as const) : ("ipv4" as const),
        kind: "local-in policy",
        entries: table.entries.map((entry) => localIn(source, objects, entry, path)),
        defaultAction: "permit" as const,
        laterFragments: "like-whole-packets" as const,
      })),
  );
}

function localIn(source: Source, objects: Objects, entry: Entry, table: string): AclEntry {
  const family = table.endsWith("6") ? 6 : 4;
  const unresolved: string[] = [];
  const interfaces = [...source.words(entry, "intf"), ...source.words(entry, "interface")];
  if (!interfaces.includes("any")) unresolved.push(`interface ${interfaces.join(" ")}`);
  const { services, groups } = servicesOf(source, objects, entry, unresolved);
  if (source.word(entry, "ha-mgmt-intf-only") === "enable") unresolved.push("ha-mgmt-intf-only");
  source.note(entry, "uuid", "comments", "virtual-patch", "logtraffic", "internet-service-src");
  const built: AclEntry = {
    label: entry.name,
    at: entry.at,
    action: source.word(entry, "action") === "accept" ? "permit" : "deny",
    source: addresses(source, objects, entry, "src", [family], unresolved),
    destination: addresses(source, objects, entry, "dst", [family], unresolved),
    services,
    serviceGroups: groups,
    established: false,
    tcpFlags: null,
    fragments: null,
    dscp: null,
    timeRange: scheduleOf(source, entry),
    ...(interfaces.length === 0 || interfaces.includes("any") ? {} : { interfaces }),
    log: source.word(entry, "logtraffic") === "enable",
    inactive: source.word(entry, "status") === "disable",
    remarks: [],
    unresolved,
  };
  unresolved.push(...source.untaken(entry, table));
  return built;
}
