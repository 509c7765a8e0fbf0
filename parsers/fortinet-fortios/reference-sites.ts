import type { ObjectKind } from "../../src/model/acl.ts";

/** An access list of the router is no packet filter; where it or a prefix list may be named, only the latter is told. */
export type SiteKind = ObjectKind | "interface or zone" | "prefix or access list";

/** Where names are used. */
type Place = readonly [path: string, key: string, kind: SiteKind];

/** What a place is asked for. */
export interface Site {
  readonly kind: SiteKind;
  /** How a use there is told: before and after the name of its entry, and without one. */
  readonly before: string;
  readonly after: string;
  readonly alone: string;
}

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

const places: readonly Place[] = [
  ...policyTables.flatMap((path): Place[] => [
    ...addressKeys.map((key): Place => [path, key, "address-group"]),
    [path, "service", "service-group"],
    [path, "schedule", "time-range"],
    ...["srcintf", "dstintf", "intf", "interface"].map((key): Place => [path, key, "interface or zone"]),
  ]),
  ...["firewall addrgrp", "firewall addrgrp6", "firewall vipgrp", "firewall vipgrp6"].flatMap((path): Place[] => [
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
  ...["firewall vip", "firewall vip6"].flatMap((path): Place[] => [
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
  ...["router bgp/neighbor", "router bgp/neighbor-group"].flatMap((path): Place[] => [
    [path, "interface", "interface"],
    [path, "update-source", "interface"],
    [path, "auth-options", "key-chain"],
    ...["", "6", "-vpnv4", "-vpnv6"].flatMap((family): Place[] => [
      [path, `prefix-list-in${family}`, "prefix-list"],
      [path, `prefix-list-out${family}`, "prefix-list"],
    ]),
  ]),
  ...["router ospf/ospf-interface", "router ospf/area/virtual-link"].flatMap((path): Place[] => [
    [path, "keychain", "key-chain"],
    [path, "md5-keychain", "key-chain"],
  ]),
  ["router rip/interface", "auth-keychain", "key-chain"],
  ...["router isis", "router isis/isis-interface"].flatMap((path): Place[] => [
    [path, "auth-keychain-l1", "key-chain"],
    [path, "auth-keychain-l2", "key-chain"],
  ]),
  ...["match-ip-address", "match-ip-nexthop", "match-ip6-address", "match-ip6-nexthop"].map((key): Place => [
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

/** All such places, in the order in which they are told. */
export const sites: readonly Site[] = places.map(([path, key, kind]) => ({
  kind,
  before: `${path} "`,
  after: key === "" ? '"' : `" ${key}`,
  alone: `${path} ${key}`.trim(),
}));

/** Sites of each table by their keys, with their places in `sites`. */
export const sitesOf: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>> = new Map(
  Map.groupBy(places.keys(), (at) => places[at]?.[0] ?? "")
    .entries()
    .map(([path, own]) => [path, Map.groupBy(own, (at) => places[at]?.[1] ?? "")] as const),
);
