import type { ObjectKind, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import { addressTables } from "./address-objects.ts";
import { isCentral } from "./nat.ts";
import { predefinedServices } from "./predefined-services.ts";
import type { Source } from "./source.ts";
import type { Value } from "./settings.ts";
import type { Entry, Table } from "./tables.ts";

/** Tables whose edits define names of each kind; without the first of them the text is a fragment. */
const defining: readonly (readonly [ObjectKind, readonly string[]])[] = [
  ["address-group", addressTables],
  ["service-group", ["firewall service custom", "firewall service group"]],
  ["time-range", ["firewall schedule recurring", "firewall schedule onetime", "firewall schedule group"]],
  ["zone", ["system zone"]],
  ["interface", ["system interface"]],
  ["prefix-list", ["router prefix-list", "router prefix-list6"]],
  ["key-chain", ["router key-chain"]],
];

/** Names that FortiOS knows without a definition. */
const predefined: Readonly<Partial<Record<ObjectKind, ReadonlySet<string>>>> = {
  "address-group": new Set([
    "all",
    "none",
    "any",
    "all_hosts",
    "all_routers",
    "Bonjour",
    "EIGRP",
    "OSPF",
    "FABRIC_DEVICE",
    "FCTEMS_ALL_FORTICLOUD_SERVERS",
    "FIREWALL_AUTH_PORTAL_ADDRESS",
    "SSLVPN_TUNNEL_ADDR1",
    "SSLVPN_TUNNEL_IPv6_ADDR1",
    "EMS_ALL_UNKNOWN_CLIENTS",
    "EMS_ALL_UNMANAGEABLE_CLIENTS",
  ]),
  "service-group": new Set([
    ...predefinedServices.keys(),
    "NONE",
    "webproxy",
    "Email Access",
    "Web Access",
    "Windows AD",
    "Exchange Server",
  ]),
  "time-range": new Set(["always", "none", "default-darrp-optimize"]),
};

/** An access list of the router is no packet filter; where it or a prefix list may be named, only the latter is told. */
type Site = readonly [path: string, key: string, kind: ObjectKind | "interface or zone" | "prefix or access list"];

const policyTables = [
  "firewall policy",
  "firewall policy6",
  "firewall consolidated policy",
  "firewall local-in-policy",
  "firewall local-in-policy6",
  "firewall DoS-policy",
  "firewall DoS-policy6",
  "firewall security-policy",
  "firewall proxy-policy",
  "firewall shaping-policy",
  "firewall multicast-policy",
  "firewall multicast-policy6",
  "firewall central-snat-map",
  "firewall interface-policy",
];

const addressKeys = [
  "srcaddr",
  "dstaddr",
  "srcaddr6",
  "dstaddr6",
  "srcaddr4",
  "dstaddr4",
  "orig-addr",
  "dst-addr",
  "orig-addr6",
  "dst-addr6",
];

/** Where names are used: table, key, kind. */
const sites: readonly Site[] = [
  ...policyTables.flatMap((path): Site[] => [
    ...addressKeys.map((key): Site => [path, key, "address-group"]),
    [path, "service", "service-group"],
    [path, "schedule", "time-range"],
    ...["srcintf", "dstintf", "intf", "interface"].map((key): Site => [path, key, "interface or zone"]),
  ]),
  ...["firewall addrgrp", "firewall addrgrp6", "firewall vipgrp", "firewall vipgrp6"].flatMap((path): Site[] => [
    [path, "member", "address-group"],
    [path, "exclude-member", "address-group"],
  ]),
  ["firewall service group", "member", "service-group"],
  ["firewall schedule group", "member", "time-range"],
  ["system zone", "interface", "interface"],
  ["system interface", "interface", "interface"],
  ["system interface", "member", "interface"],
  ["firewall address", "associated-interface", "interface or zone"],
  ["firewall address6", "associated-interface", "interface or zone"],
  ...["firewall vip", "firewall vip6"].flatMap((path): Site[] => [
    [path, "extintf", "interface or zone"],
    [path, "srcintf-filter", "interface or zone"],
    [path, "extaddr", "address-group"],
    [path, "mapped-addr", "address-group"],
    [path, "service", "service-group"],
    [`${path}/realservers`, "address", "address-group"],
  ]),
  ["router static", "device", "interface"],
  ["router static", "dstaddr", "address-group"],
  ["router static6", "device", "interface"],
  ["router policy", "input-device", "interface"],
  ["router policy", "output-device", "interface"],
  ["router policy", "srcaddr", "address-group"],
  ["router policy", "dstaddr", "address-group"],
  ["vpn ipsec phase1-interface", "interface", "interface"],
  ["vpn ipsec phase1", "interface", "interface"],
  ["vpn ipsec phase2-interface", "src-name", "address-group"],
  ["vpn ipsec phase2-interface", "dst-name", "address-group"],
  ["vpn ipsec phase1-interface", "ipv4-split-include", "address-group"],
  ["vpn ssl settings", "source-interface", "interface or zone"],
  ["vpn ssl settings", "source-address", "address-group"],
  ["vpn ssl settings", "tunnel-ip-pools", "address-group"],
  ["vpn ssl web portal", "ip-pools", "address-group"],
  ["vpn ssl web portal", "split-tunneling-routing-address", "address-group"],
  ["system dhcp server", "interface", "interface"],
  ["system dns-server", "", "interface"],
  ["system ha", "monitor", "interface"],
  ["system ntp", "interface", "interface"],
  ["system admin", "schedule", "time-range"],
  ["firewall ssl-ssh-profile/ssl-exempt", "address", "address-group"],
  ["firewall ssl-ssh-profile/ssl-exempt", "address6", "address-group"],
  ["system sdwan/members", "interface", "interface"],
  ["system sdwan/service", "src", "address-group"],
  ["system sdwan/service", "dst", "address-group"],
  ["system virtual-wan-link/members", "interface", "interface"],
  ["system virtual-wan-link/service", "src", "address-group"],
  ["system virtual-wan-link/service", "dst", "address-group"],
  ["vpn ssl settings/authentication-rule", "source-interface", "interface or zone"],
  ["vpn ssl settings/authentication-rule", "source-address", "address-group"],
  ["router ospf/ospf-interface", "interface", "interface"],
  ["router ospf6/ospf6-interface", "interface", "interface"],
  ["router isis/isis-interface", "", "interface"],
  ["router rip/interface", "", "interface"],
  ["router ripng/interface", "", "interface"],
  ...["router bgp/neighbor", "router bgp/neighbor-group"].flatMap((path): Site[] => [
    [path, "interface", "interface"],
    [path, "update-source", "interface"],
    [path, "auth-options", "key-chain"],
    ...["", "6", "-vpnv4", "-vpnv6"].flatMap((family): Site[] => [
      [path, `prefix-list-in${family}`, "prefix-list"],
      [path, `prefix-list-out${family}`, "prefix-list"],
    ]),
  ]),
  ...["router ospf/ospf-interface", "router ospf/area/virtual-link"].flatMap((path): Site[] => [
    [path, "keychain", "key-chain"],
    [path, "md5-keychain", "key-chain"],
  ]),
  ["router rip/interface", "auth-keychain", "key-chain"],
  ...["router isis", "router isis/isis-interface"].flatMap((path): Site[] => [
    [path, "auth-keychain-l1", "key-chain"],
    [path, "auth-keychain-l2", "key-chain"],
  ]),
  ...["match-ip-address", "match-ip-nexthop", "match-ip6-address", "match-ip6-nexthop"].map((key): Site => [
    "router route-map/rule",
    key,
    "prefix or access list",
  ]),
  ["router ospf", "distribute-list-in", "prefix or access list"],
  ["router ospf/area/filter-list", "list", "prefix or access list"],
  ["router rip/distribute-list", "listname", "prefix or access list"],
  ["router ripng/distribute-list", "listname", "prefix or access list"],
  ["authentication rule", "srcaddr", "address-group"],
  ["authentication rule", "srcintf", "interface or zone"],
  ["firewall ippool", "associated-interface", "interface"],
  ["system link-monitor", "srcintf", "interface"],
  ["system virtual-wire-pair", "member", "interface"],
  ["system gre-tunnel", "interface", "interface"],
  ["system vxlan", "interface", "interface"],
];

/**
 * Definitions and uses of named objects. A kind whose defining tables are not in the text at all is
 * left out: a fragment cannot say that a name is undefined.
 */
export function readReferences(source: Source): { definitions: readonly ObjectName[]; uses: readonly ObjectUse[] } {
  const definitions: ObjectName[] = [];
  const present = new Set<ObjectKind>();
  const zones = new Set<string>();
  const prefixLists = new Set<string>();
  for (const [kind, paths] of defining) {
    for (const path of paths) {
      if (path === paths[0] && source.tables.has(path)) present.add(kind);
      for (const entry of source.tables.entries(path)) {
        const { scope, at, name } = entry;
        if (kind === "zone") zones.add(`${scope ?? ""}\n${name}`);
        if (kind === "prefix-list") prefixLists.add(`${scope ?? ""}\n${name}`);
        if (predefined[kind]?.has(name) !== true)
          definitions.push({ kind, name, scope: kind === "interface" ? null : scope, at });
      }
    }
  }
  for (const table of source.tables.all("system sdwan")) {
    for (const zone of table.own.tables.get("zone")?.entries ?? []) {
      zones.add(`${table.scope ?? ""}\n${zone.name}`);
      definitions.push({ kind: "zone", name: zone.name, scope: table.scope, at: zone.at });
    }
  }
  const uses = usesOf(source, { zones, prefixLists, present });
  if (present.has("address-group")) uses.push(...centralUses(source));
  return { definitions, uses };
}

/** Sites of each table by their keys, with their places in `sites`. */
const sitesOf: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>> = new Map(
  Map.groupBy(sites.keys(), (at) => sites[at]?.[0] ?? "")
    .entries()
    .map(([path, places]) => [path, Map.groupBy(places, (at) => sites[at]?.[1] ?? "")] as const),
);

/** Uses in the order of `sites`; an entry is asked for the keys that it has, since it has few of them. */
function usesOf(source: Source, names: Named): ObjectUse[] {
  const uses: ObjectUse[][] = sites.map(() => []);
  for (const [path, byKey] of sitesOf) {
    const add = (entry: Entry, key: string, value: Pick<Value, "words" | "at">): void => {
      const places = byKey.get(key);
      if (places === undefined) return;
      for (const place of places) {
        const site = sites[place];
        const into = uses[place];
        if (site !== undefined && into !== undefined) addUses(into, entry, site, value, names);
      }
    };
    const nameTells = byKey.has("");
    for (const { own, entries } of tablesOf(source, path)) {
      for (const value of own.settings.values()) if (value.key !== "") add(own, value.key, value);
      for (const entry of entries) {
        if (nameTells) add(entry, "", { words: [entry.name], at: entry.at });
        for (const value of entry.settings.values()) if (value.key !== "") add(entry, value.key, value);
      }
    }
  }
  return uses.flat();
}

/** With central NAT a virtual IP holds without being named. */
function centralUses(source: Source): readonly ObjectUse[] {
  return ["firewall vip", "firewall vip6"].flatMap((path) =>
    source.tables
      .entries(path)
      .filter(({ scope }) => isCentral(source, scope))
      .map(({ name, scope, at }): ObjectUse => ({ kind: "address-group", name, scope, at, by: "central NAT" })),
  );
}

/** Tables of a path; nested tables after slashes. */
function tablesOf(source: Source, path: string): readonly Table[] {
  const [outer = "", ...inner] = path.split("/");
  return inner.reduce<readonly Table[]>(
    (tables, name) =>
      tables.flatMap(({ own, entries }) => [own, ...entries].flatMap((entry) => entry.tables.get(name) ?? [])),
    source.tables.all(outer),
  );
}

/** Names that tell which of two kinds is meant, each after its VDOM. */
interface Named {
  readonly zones: ReadonlySet<string>;
  readonly prefixLists: ReadonlySet<string>;
  /** Kinds whose defining tables are in the text. */
  readonly present: ReadonlySet<ObjectKind>;
}

function addUses(
  uses: ObjectUse[],
  entry: Entry,
  [path, key, kind]: Site,
  { words, at }: Pick<Value, "words" | "at">,
  names: Named,
): void {
  let by: string | null = null;
  for (const name of words) {
    const exact = kindOf(kind, entry.scope, name, names);
    if (exact === null || name === "") continue;
    if (!names.present.has(exact) && (exact !== "zone" || names.zones.size === 0)) continue;
    if (isPredefined(exact, name)) continue;
    const scope = exact === "interface" ? null : entry.scope;
    by ??= `${path} ${entry.name === "" ? "" : `"${entry.name}" `}${key}`.trim();
    uses.push({ kind: exact, name, scope, at, by });
  }
}

/** Null: an access list, which is no object of the model. */
function kindOf(kind: Site[2], scope: string | null, name: string, names: Named): ObjectKind | null {
  if (kind === "prefix or access list") return names.prefixLists.has(`${scope ?? ""}\n${name}`) ? "prefix-list" : null;
  if (kind === "interface or zone")
    return names.zones.size > 0 && names.zones.has(`${scope ?? ""}\n${name}`) ? "zone" : "interface";
  return kind;
}

/** Interfaces that FortiOS makes itself, such as the SSL VPN's, need no definition. */
function isPredefined(kind: ObjectKind, name: string): boolean {
  if (kind === "interface")
    return name === "any" || name === "virtual-wan-link" || /^(ssl|l2t|naf|npu\d_vlink)[.\d]/.test(name);
  return predefined[kind]?.has(name) === true;
}
