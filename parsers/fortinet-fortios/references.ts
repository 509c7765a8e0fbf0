import type { ObjectKind, ObjectName, ObjectUse } from "../../src/model/acl.ts";
import type { LineRange } from "../../src/model/fact.ts";
import { wordsOf } from "../lib/block-settings.ts";
import { ByOrder, type KeyOrder } from "../lib/key-orders.ts";
import { linePlace } from "../lib/line-places.ts";
import { addressTables } from "./address-objects.ts";
import { isCentral } from "./nat.ts";
import { predefinedServices } from "./predefined-services.ts";
import { sites, sitesOf, type Site, type SiteKind } from "./reference-sites.ts";
import type { Source } from "./source.ts";
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

/** Uses in the order of `sites`; an entry is asked for the keys that it has, since it has few of them. */
function usesOf(source: Source, names: Named): ObjectUse[] {
  const uses: ObjectUse[][] = sites.map(() => []);
  const add = (entry: Entry, words: readonly string[], at: At, places: readonly number[]): void => {
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index] ?? -1;
      const site = sites[place];
      const into = uses[place];
      if (site !== undefined && into !== undefined) addUses(into, entry, site, words, at, names);
    }
  };
  for (const [path, all] of sitesOf) {
    const byKey = possibleSites(all, names);
    if (byKey.size === 0) continue;
    const nameTells = byKey.get("");
    const inLeads = new ByOrder((order) => leadSites(order, byKey));
    const addAll = (entry: Entry): void => {
      const { lead } = entry.settings;
      if (lead === null) {
        for (const value of entry.settings.values()) {
          const places = value.key === "" ? undefined : byKey.get(value.key);
          if (places !== undefined) add(entry, value.words, value.at, places);
        }
        return;
      }
      const own = inLeads.of(lead.order);
      for (let index = 0; index < own.length; index += 1) {
        const site = own[index];
        const said = site === undefined ? undefined : lead.said[site.at];
        if (site !== undefined && said !== undefined) add(entry, wordsOf(said), lead.from + site.at, site.places);
      }
    };
    for (const { own, entries } of tablesOf(source, path)) {
      addAll(own);
      for (const entry of entries) {
        if (nameTells !== undefined) add(entry, [entry.name], entry.at, nameTells);
        addAll(entry);
      }
    }
  }
  return uses.flat();
}

/** Lines, or the only one. */
type At = readonly LineRange[] | number;

/** Sites, by key, of which the kind may be told. */
function possibleSites(
  byKey: ReadonlyMap<string, readonly number[]>,
  { present, zones }: Named,
): ReadonlyMap<string, readonly number[]> {
  const isPossible = (place: number): boolean => {
    const kind = sites[place]?.kind;
    if (kind === "interface or zone") return present.has("interface") || zones.size > 0;
    return kind !== undefined && present.has(kind === "prefix or access list" ? "prefix-list" : kind);
  };
  return new Map(
    [...byKey].map(([key, places]) => [key, places.filter(isPossible)] as const).filter(([, { length }]) => length > 0),
  );
}

/** A place in a lead whose key is one of a site, and the sites. */
interface LeadSite {
  readonly at: number;
  readonly places: readonly number[];
}

function leadSites(order: KeyOrder, byKey: ReadonlyMap<string, readonly number[]>): readonly LeadSite[] {
  return [...order.places].flatMap(([key, at]) => {
    const places = key === "" ? undefined : byKey.get(key);
    return places === undefined ? [] : [{ at, places }];
  });
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
  site: Site,
  words: readonly string[],
  stated: At,
  names: Named,
): void {
  let by: string | null = null;
  let at: readonly LineRange[] | null = null;
  for (const name of words) {
    const exact = kindOf(site.kind, entry.scope, name, names);
    if (exact === null || name === "") continue;
    if (!names.present.has(exact) && (exact !== "zone" || names.zones.size === 0)) continue;
    if (isPredefined(exact, name)) continue;
    const scope = exact === "interface" ? null : entry.scope;
    by ??= entry.name === "" ? site.alone : `${site.before}${entry.name}${site.after}`;
    at ??= typeof stated === "number" ? linePlace(stated) : stated;
    uses.push({ kind: exact, name, scope, at, by });
  }
}

/** Null: an access list, which is no object of the model. */
function kindOf(kind: SiteKind, scope: string | null, name: string, names: Named): ObjectKind | null {
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
