import type { AclEntry, AclSet } from "../../model/acl.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { isKnown, type Fact, type LineRange, type Place } from "../../model/fact.ts";
import type { SourceRestriction } from "../../model/management.ts";
import { anyPacket, type Addresses } from "../sets/conditions.ts";
import { filterOfAcl, type Filter } from "../filter.ts";
import { namedGroups, type NamedGroups } from "../named-groups.ts";
import { resolveAddresses } from "../resolve.ts";
import {
  doubt,
  doubtfulWay,
  fixedStep,
  ground,
  madeClause,
  madeFilter,
  question,
  type LayerKind,
  type Way,
  reasonOf,
} from "./layer.ts";

type Acl = Extract<SourceRestriction, { readonly kind: "acl" }>;

const listsByName = new WeakMap<DeviceConfig, ReadonlyMap<string, readonly AclSet[]>>();

/** Lists of a name, of whatever kind. */
export function listsNamed(device: DeviceConfig, name: string): readonly AclSet[] {
  const lists = listsByName.get(device) ?? Map.groupBy(device.aclSets, (acl) => acl.name);
  listsByName.set(device, lists);
  return lists.get(name) ?? [];
}

/** The list of a name in a family; IOS keeps names of IPv4 and IPv6 lists apart. */
export function aclOf(device: DeviceConfig, name: string, family: 4 | 6): AclSet | undefined {
  return listsNamed(device, name).find((acl) => acl.family === (family === 4 ? "ipv4" : "ipv6"));
}

/** "access-list NAME" for people. */
export function aclName(name: string): string {
  return `access list "${name}"`;
}

const groupsOfDevice = new WeakMap<DeviceConfig, NamedGroups>();

/** The groups of a device, looked up once. */
export function groupsOf(device: DeviceConfig): NamedGroups {
  const known = groupsOfDevice.get(device) ?? namedGroups(device);
  groupsOfDevice.set(device, known);
  return known;
}

/** Filters of one device, made once, so that equal lists are one object. */
const filters = new WeakMap<AclSet, Filter | null>();

/** A list as its entries read where packets pass it. */
export function listFilter(device: DeviceConfig, acl: AclSet): Filter | null {
  const known = filters.get(acl);
  if (known !== undefined) return known;
  const filter = filterOfAcl(acl, groupsOf(device));
  filters.set(acl, filter);
  return filter;
}

const sessionFilters = new WeakMap<AclSet, Filter | null>();

/**
 * A list as a service or line asks it of a session: by its source. IOS logs 0.0.0.0 as the destination of what an
 * extended list of a VTY decides, so that nobody can say what an entry with a destination matches there.
 */
function sessionFilter(device: DeviceConfig, acl: AclSet): Filter | null {
  const known = sessionFilters.get(acl);
  if (known !== undefined) return known;
  const filter = filterOfAcl({ ...acl, entries: acl.entries.map(withoutDestination) }, groupsOf(device));
  sessionFilters.set(acl, filter);
  return filter;
}

function withoutDestination(entry: AclEntry): AclEntry {
  const { include, exclude } = entry.destination;
  if (exclude.length === 0 && include.some(({ kind }) => kind === "any")) return entry;
  return { ...entry, unresolved: [...entry.unresolved, "a destination in a list that judges sessions"] };
}

/** Ways through a restriction by source that is a fact of its own: any of several lists of one family is enough. */
export function restrictedWays(
  device: DeviceConfig,
  layer: LayerKind,
  name: string,
  sources: Fact<readonly SourceRestriction[]>,
  family: 4 | 6,
): readonly Way[] {
  const version = family === 4 ? "ipv4" : "ipv6";
  const lists = isKnown(sources)
    ? sources.value.flatMap((each) =>
        each.kind === "acl" && (each.family === version || each.family === "both") ? [each] : [],
      )
    : [];
  if (lists.length < 2) return [restrictedWay(device, layer, name, sources, family)];
  const at = "at" in sources ? sources.at : [];
  return lists.map((list) => aclWay(device, layer, name, [list], family, at));
}

/** The way through a restriction by source; `name` says what is restricted. */
export function restrictedWay(
  device: DeviceConfig,
  layer: LayerKind,
  name: string,
  sources: Fact<readonly SourceRestriction[]>,
  family: 4 | 6,
): Way {
  if (!isKnown(sources)) {
    return doubtfulWay(layer, name, reasonOf(sources), "at" in sources ? sources.at : []);
  }
  const at = "at" in sources ? sources.at : [];
  if (sources.value.length === 0)
    return { questions: [], said: [fixedStep(layer, "permit", name, anyone(sources, name))] };
  const acls = sources.value.filter((source): source is Acl => source.kind === "acl");
  if (acls.length > 0) return aclWay(device, layer, name, acls, family, at);
  return prefixWay(device, layer, name, sources.value, family, { at });
}

function anyone(sources: Fact<unknown>, name: string): Fact<unknown> {
  return "at" in sources && sources.at.length > 0
    ? sources
    : "default" in sources
      ? sources
      : ground(`${name}: anyone`);
}

/** A way by the access list of a family; a list for the other family alone leaves this one open. */
export function aclWay(
  device: DeviceConfig,
  layer: LayerKind,
  name: string,
  acls: readonly Acl[],
  family: 4 | 6,
  at: readonly LineRange[],
): Way {
  const own = acls.filter((acl) => acl.family === "both" || acl.family === (family === 4 ? "ipv4" : "ipv6"));
  const [first] = own;
  if (first === undefined) {
    return {
      questions: [],
      said: [fixedStep(layer, "permit", name, ground(`${name} has no access list for IPv${family}`))],
    };
  }
  const acl = aclOf(device, first.name, family);
  if (acl === undefined) return undefinedList(device, layer, first.name, at);
  const filter = sessionFilter(device, acl);
  if (filter === null) return doubtfulWay(layer, name, `${aclName(first.name)} is no list of IP packets`, acl.at);
  return { questions: [question(layer, aclName(first.name), filter, acl)], said: [] };
}

/**
 * Where a list that is named and does not exist lets every packet pass: IOS everywhere ("IP Access List Overview",
 * "Access List Rules"), NX-OS at interfaces ("Guidelines and Limitations for IP ACLs", Nexus 9000 Security Guide).
 */
export function passesUndefined({ os }: DeviceConfig, layer: LayerKind): string | null {
  if (os === "cisco-ios") return "IOS";
  return os === "cisco-nxos" && layer === "interface-acl" ? "NX-OS" : null;
}

/** The way through a list that is named and does not exist. */
export function undefinedList(device: DeviceConfig, layer: LayerKind, name: string, at: readonly LineRange[]): Way {
  const system = passesUndefined(device, layer);
  if (system === null) {
    const why = `${aclName(name)} is not defined, and what that means is not known for ${device.os}`;
    return doubtfulWay(layer, aclName(name), why, at);
  }
  const missing = ground(
    `${system}: ${aclName(name)} is not defined, and a list that does not exist lets everything pass`,
  );
  return { questions: [], said: [{ ...fixedStep(layer, "permit", aclName(name), missing), at }] };
}

/** Hosts and networks that may come, and nobody else. */
function prefixWay(
  device: DeviceConfig,
  layer: LayerKind,
  name: string,
  sources: readonly SourceRestriction[],
  family: 4 | 6,
  place: Place,
): Way {
  const groups = groupsOf(device);
  const clauses = sources.flatMap((source) => {
    if (source.kind === "acl") return [];
    if (source.kind === "prefix") {
      const own = source.prefix.includes(":") === (family === 6);
      return own ? [permitting(source.prefix, { include: [source], exclude: [] }, place.at)] : [];
    }
    const lists = groups.addresses.get(source.name) ?? [];
    const spec = { include: [{ kind: "group", name: source.name } as const], exclude: [] };
    const resolved = resolveAddresses(spec, groups, lists[0]?.scope ?? null);
    const clause = permitting(
      source.name,
      resolved.possible,
      lists.flatMap(({ at }) => at),
    );
    if (resolved.why.length === 0) return [clause];
    return [{ ...clause, certain: { ...anyPacket, sources: resolved.certain }, unresolved: resolved.why }];
  });
  if (clauses.length === 0) {
    const why = `${name} names sources of the other IP version alone`;
    return { questions: [doubt(layer, name, why, place.at)], said: [] };
  }
  return { questions: [question(layer, name, madeFilter(name, clauses), place)], said: [] };
}

function permitting(label: string, sources: Addresses, at: readonly LineRange[]): Filter["clauses"][number] {
  return madeClause(label, "permit", { ...anyPacket, sources }, at);
}
