import type { Interface } from "../../src/model/device-config.ts";
import { ipv4WithMask, ipv6WithLength } from "./addresses.ts";
import { oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** Interfaces of every VDOM, with the zone that lists them. */
export function readInterfaces(source: Source): readonly Interface[] {
  const zones = zoneMembership(source);
  return source.tables.entries("system interface").map((entry) => readInterface(source, entry, zones));
}

function readInterface(source: Source, entry: Entry, zones: ReadonlyMap<string, string>): Interface {
  const scope = source.scope(source.words(entry, "vdom"), entry.scope);
  const vrf = source.word(entry, "vrf");
  const dedicated = source.word(entry, "dedicated-to") === "management";
  const role = source.parsed(entry, "role", oneOf("wan", "lan", "dmz", "undefined")) ?? null;
  const description = source.word(entry, "description") ?? source.word(entry, "alias");
  source.note(entry, "type", "interface", "vlanid", "mode", "member", "alias", "remote-ip");
  return {
    name: entry.name,
    at: entry.at,
    description,
    enabled: source.fact(entry, "system interface", "status", upDown),
    addresses: addressesOf(source, entry),
    zone: zones.get(`${scope ?? ""}\n${entry.name}`) ?? zones.get(`\n${entry.name}`) ?? null,
    vrf: vrf === "0" ? null : vrf,
    scope,
    role: dedicated ? "management" : role === "undefined" ? null : role,
    boundAcls: [],
    mode: null,
    ...unstated(source, entry),
    ...virtual(source, entry),
    ...(source.word(entry, "type") === "loopback" ? { loopback: true as const } : {}),
  };
}

/** Modes by which an interface gets its address elsewhere ("config system interface", CLI reference). */
function unstated(source: Source, entry: Entry): Pick<Interface, "unstatedAddresses"> {
  const ipv6 = entry.tables.get("ipv6")?.own;
  const four = ["dhcp", "pppoe"].includes(source.word(entry, "mode") ?? "");
  const six =
    ["dhcp", "pppoe", "delegated"].includes(source.word(ipv6, "ip6-mode") ?? "") ||
    source.word(ipv6, "autoconf") === "enable";
  const families: (4 | 6)[] = [...(four ? [4 as const] : []), ...(six ? [6 as const] : [])];
  return families.length === 0 ? {} : { unstatedAddresses: families };
}

/** Addresses of the VRRP groups of an interface. */
function virtual(source: Source, entry: Entry): Pick<Interface, "virtualAddresses"> {
  const groups = entry.tables.get("vrrp")?.entries ?? [];
  const groups6 = entry.tables.get("ipv6")?.own.tables.get("vrrp6")?.entries ?? [];
  const found = [
    ...groups.map((group) => source.word(group, "vrip")),
    ...groups6.map((group) => source.word(group, "vrip6")),
  ].filter((address) => address !== null);
  return found.length === 0 ? {} : { virtualAddresses: found };
}

function upDown(words: readonly string[]): boolean | undefined {
  const word = oneOf("up", "down")(words);
  return word === undefined ? undefined : word === "up";
}

/** First address, secondary addresses, management address, IPv6 addresses; all zero is none. */
function addressesOf(source: Source, entry: Entry): readonly string[] {
  const addresses: string[] = [];
  const four = (of: Entry, key: string): void => {
    const parsed = source.parsed(of, key, (words) => ipv4WithMask(words) ?? undefined);
    if (parsed !== undefined && parsed.address !== "0.0.0.0") addresses.push(`${parsed.address}/${parsed.length}`);
  };
  const six = (of: Entry, key: string): void => {
    const parsed = source.parsed(of, key, ([word = ""]) => ipv6WithLength(word) ?? undefined);
    if (parsed !== undefined && parsed.address !== "::") addresses.push(`${parsed.address}/${parsed.length}`);
  };
  four(entry, "ip");
  four(entry, "management-ip");
  for (const secondary of entry.tables.get("secondaryip")?.entries ?? []) four(secondary, "ip");
  const ipv6 = entry.tables.get("ipv6");
  if (ipv6 !== undefined) {
    six(ipv6.own, "ip6-address");
    for (const extra of ipv6.own.tables.get("ip6-extra-addr")?.entries ?? []) {
      const parsed = ipv6WithLength(extra.name);
      if (parsed !== null) addresses.push(`${parsed.address}/${parsed.length}`);
    }
  }
  return addresses;
}

/** Zone by VDOM and interface name. */
function zoneMembership(source: Source): ReadonlyMap<string, string> {
  const zones = new Map<string, string>();
  for (const zone of source.tables.entries("system zone")) {
    for (const member of source.words(zone, "interface")) zones.set(`${zone.scope ?? ""}\n${member}`, zone.name);
    source.note(zone, "description");
  }
  return zones;
}
