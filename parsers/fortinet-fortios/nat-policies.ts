import type { FirewallPolicy } from "../../src/model/acl.ts";
import { anyService, type AddressMatch, type AddressSpec, type ServiceMatch } from "../../src/model/address.ts";
import type { NatRule } from "../../src/model/nat.ts";
import { unresolvedAddress } from "./addresses.ts";
import type { Objects } from "./service-objects.ts";
import { enabled, portRanges, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";
import { addressOf } from "./virtual-ips.ts";

/** IP pools by VDOM and name. */
export type Pools = ReadonlyMap<string, AddressMatch>;

const poolTables = [
  ["firewall ippool", 4],
  ["firewall ippool6", 6],
] as const;

/** `firewall ippool`: the addresses that take the place of sources, of whichever type the pool is. */
export function readPools(source: Source): Pools {
  return new Map(
    poolTables.flatMap(([path, family]) =>
      source.tables.entries(path).map((entry) => {
        const low = source.word(entry, "startip");
        const high = source.word(entry, "endip");
        const match =
          low === null || high === null
            ? unresolvedAddress(entry.name, "the pool states no range")
            : addressOf(low === high ? low : `${low}-${high}`, family);
        return [poolKey(entry.scope, family, entry.name), match] as const;
      }),
    ),
  );
}

function poolKey(scope: string | null, family: 4 | 6, name: string): string {
  return `${scope ?? ""}\n${family}\n${name}`;
}

function pooled(source: Source, entry: Entry, pools: Pools, keys: readonly [v4: string, v6: string]): AddressSpec {
  if (source.stated(keys).length === 0) return byInterface;
  const include = ([4, 6] as const).flatMap((family, index) =>
    source
      .words(entry, keys[index] ?? "")
      .filter((name) => name !== "")
      .map(
        (name) =>
          pools.get(poolKey(entry.scope, family, name)) ??
          unresolvedAddress(name, "the text does not define this pool"),
      ),
  );
  return include.length > 0 ? { include, exclude: [] } : byInterface;
}

const ofInterface = unresolvedAddress("interface", "it takes the address of the interface that packets leave by");

const byInterface: AddressSpec = { include: [ofInterface], exclude: [] };

const tunnelKeys = ["natinbound", "natoutbound"];
const familyKeys = ["nat46", "nat64"];
/** A policy without any of these translates nothing; a table of IPv6 asks for the empty key too. */
const translationKeys = ["", "nat", "ippool", "poolname", "poolname6", "natip", ...tunnelKeys, ...familyKeys];
const centralPools = ["nat-ippool", "nat-ippool6"] as const;
const policyPools = { both: ["poolname", "poolname6"], six: ["", "poolname"] } as const;

/** Those of the keys that are switched on. */
function switchedOn(source: Source, entry: Entry, keys: readonly string[]): readonly string[] {
  const stated = source.stated(keys);
  return stated.length === 0 ? stated : stated.filter((key) => source.parsed(entry, key, enabled) === true);
}

/**
 * `nat enable` of a policy: the source becomes an address of the pool, or that of the interface. With central NAT the
 * policy's own word is skipped (Administration Guide, "Central SNAT").
 */
export function policyTranslation(
  source: Source,
  { services }: Objects,
  entry: Entry,
  policy: FirewallPolicy,
  families: readonly (4 | 6)[],
  pools: Pools,
): NatRule | null {
  if (!source.hasAny(entry, translationKeys)) return null;
  const translates = source.parsed(entry, "nat", enabled) === true;
  const usesPool = source.parsed(entry, "ippool", enabled) === true;
  const tunnelled = switchedOn(source, entry, tunnelKeys);
  const across = switchedOn(source, entry, familyKeys);
  // A table of IPv6 alone has no other pools.
  const to = pooled(source, entry, pools, families.includes(4) ? policyPools.both : policyPools.six);
  const natip = source.words(entry, "natip");
  if (policy.action !== "permit" || (!translates && tunnelled.length + across.length === 0)) return null;
  const peer = natip.join(" ");
  const flat = services.flat(entry.scope, source.words(entry, "service"));
  const conditions = [
    ...(policy.users === "any" ? [] : [`users ${policy.users.join(" ")}`]),
    ...(policy.schedule === null ? [] : [`schedule ${policy.schedule}`]),
  ];
  return {
    name: `firewall policy ${entry.name}`,
    at: entry.at,
    scope: entry.scope,
    kind: "source",
    fromZones: policy.fromZones,
    toZones: policy.toZones,
    source: policy.source,
    destination: policy.destination,
    services:
      policy.serviceGroups.length === 0 ? policy.services : flat.services.length > 0 ? flat.services : [anyService],
    translatedSource:
      tunnelled.length > 0
        ? { include: [unresolvedAddress(peer === "" ? "natip" : peer, "the tunnel tells")], exclude: [] }
        : usesPool
          ? to
          : byInterface,
    translatedDestination: null,
    enabled: policy.enabled,
    unresolved: [...new Set([...policy.unresolved, ...flat.unresolved, ...conditions, ...tunnelled, ...across])],
  };
}

/**
 * `firewall central-snat-map`, tried in order after the policies. Unless set an entry is in force and translates (REST
 * schema 7.6.5); `nat disable` exempts. Without central NAT the table decides nothing.
 */
export function readCentralMap(
  source: Source,
  { names }: Objects,
  pools: Pools,
  isCentral: (scope: string | null) => boolean,
): readonly NatRule[] {
  return source.tables.entries("firewall central-snat-map").map((entry) => {
    const unresolved: string[] = [];
    const family = source.word(entry, "type") === "ipv6" ? 6 : 4;
    const suffix = family === 6 ? "6" : "";
    const spec = (key: string): AddressSpec => {
      const include = names.listed(entry.scope, family, source.words(entry, `${key}${suffix}`));
      return { include: include.length > 0 ? include : [unresolvedAddress(key, "the entry states none")], exclude: [] };
    };
    const zones = (key: string): "any" | readonly string[] => {
      const words = source.words(entry, key);
      return words.length === 0 || words.includes("any") ? "any" : words;
    };
    for (const key of ["nat46", "nat64"]) if (source.parsed(entry, key, enabled) === true) unresolved.push(key);
    const isExempt = source.parsed(entry, "nat", enabled) === false;
    const pool = pooled(source, entry, pools, centralPools);
    const port = source.words(entry, "nat-port").filter((word) => word !== "" && word !== "0");
    if (port.length > 0) unresolved.push(`nat-port ${port.join(" ")}`);
    const rule: NatRule = {
      name: `firewall central-snat-map ${entry.name}`,
      at: entry.at,
      scope: entry.scope,
      kind: "source",
      fromZones: zones("srcintf"),
      toZones: zones("dstintf"),
      source: spec("orig-addr"),
      destination: spec("dst-addr"),
      services: [centralService(source, entry, unresolved)],
      translatedSource: isExempt ? null : pool,
      translatedDestination: null,
      enabled: source.parsed(entry, "status", enabled) !== false && isCentral(entry.scope),
      unresolved,
    };
    unresolved.push(...source.untaken(entry, "firewall central-snat-map"));
    return rule;
  });
}

/** `protocol` 0 is every one, and so is port 0 (help texts of the REST schema 7.6.5). */
function centralService(source: Source, entry: Entry, unresolved: string[]): ServiceMatch {
  const number = source.word(entry, "protocol") ?? "0";
  const isNumber = /^\d{1,3}$/.test(number);
  if (!isNumber) unresolved.push(`protocol ${number}`);
  const ports = (key: string): ServiceMatch["sourcePorts"] => {
    const words = source.words(entry, key).filter((word) => word !== "" && word !== "0");
    const ranges = words.length === 0 ? [] : portRanges(words);
    if (ranges === undefined) return { kind: "unresolved", text: `${key} ${words.join(" ")}` };
    return ranges.length === 0 ? { kind: "any" } : { kind: "ranges", ranges };
  };
  return {
    protocols: !isNumber || number === "0" ? "any" : [Number(number)],
    sourcePorts: ports("orig-port"),
    destinationPorts: ports("dst-port"),
    icmp: null,
  };
}
