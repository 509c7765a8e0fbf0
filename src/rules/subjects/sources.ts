import type { AclEntry } from "../../model/acl.ts";
import type { AddressMatch } from "../../model/address.ts";
import type { DeviceConfig } from "../../model/device-config.ts";
import { joinRanges, read, type Fact, type LineRange } from "../../model/fact.ts";
import type { SourceRestriction } from "../../model/management.ts";
import { namedGroups, plainAddresses, type NamedGroups } from "../../acl/named-groups.ts";

/** What a list of restrictions leaves open, with the lines of the lists it names. */
export interface Openness {
  readonly state: "open" | "restricted" | "unknown";
  /** Completes "…, since it" or stands alone as a reason; a whole clause without a full stop. */
  readonly why: string;
  /** Where the named lists are; to be joined to the evidence. */
  readonly lists: Fact<null>;
}

/**
 * Whether sources are restricted at all: an empty list, one that names an ACL which is not there or
 * permits any source, and one for IPv4 alone on a device that speaks IPv6 too leave the door open.
 */
export function opennessOf(device: DeviceConfig, sources: readonly SourceRestriction[]): Openness {
  const at: LineRange[] = [];
  const result = (state: Openness["state"], why: string): Openness => ({
    state,
    why,
    lists: read(null, joinRanges(at)),
  });
  if (sources.length === 0) return result("open", "no source is restricted");
  const doubts: string[] = [];
  for (const source of sources) {
    if (source.kind === "prefix") {
      if (isEverywhere(source)) return result("open", `${source.prefix} is every address`);
      continue;
    }
    const list =
      source.kind === "acl"
        ? aclState(device, namedGroups(device), source.name)
        : prefixListState(namedGroups(device), source.name);
    at.push(...list.at);
    if (list.state === "open") return result("open", list.why);
    if (list.state === "unknown") doubts.push(list.why);
  }
  const [doubt] = doubts;
  if (doubt !== undefined) return result("unknown", doubt);
  if (leavesIpv6Open(device, sources)) {
    return result("open", "only IPv4 sources are restricted, while interfaces have IPv6 addresses");
  }
  return result("restricted", "sources are restricted");
}

interface ListState {
  readonly state: Openness["state"];
  readonly why: string;
  readonly at: readonly LineRange[];
}

function aclState(device: DeviceConfig, groups: NamedGroups, name: string): ListState {
  const acls = device.aclSets.filter((acl) => acl.name === name);
  // Cisco IOS lets everyone in where the list that access-class names does not exist.
  if (acls.length === 0) return { state: "open", why: `access list "${name}" is not defined`, at: [] };
  let doubt: ListState | null = null;
  for (const acl of acls) {
    if (acl.defaultAction === "permit")
      return { state: "open", why: `access list "${name}" permits what it does not name`, at: acl.at };
    for (const entry of acl.entries) {
      const wide = permitsAnySource(entry, groups);
      if (wide === true) return { state: "open", why: `access list "${name}" permits any source`, at: entry.at };
      if (wide === null)
        doubt ??= {
          state: "unknown",
          why: `Whom access list "${name}" permits cannot be told from the configuration.`,
          at: entry.at,
        };
    }
  }
  return doubt ?? { state: "restricted", why: "", at: acls.flatMap((acl) => acl.at) };
}

/** Null where a condition could not be read, so that nobody can say. */
function permitsAnySource(entry: AclEntry, groups: NamedGroups): boolean | null {
  if (entry.action === "deny" || entry.inactive) return false;
  const plain = plainAddresses(entry.source, groups, null);
  if (plain === null) return null;
  if (!plain.include.some(isEverywhere)) return false;
  return entry.unresolved.length > 0 || plain.exclude.length > 0 ? null : true;
}

function prefixListState(groups: NamedGroups, name: string): ListState {
  const lists = groups.addresses.get(name) ?? [];
  const plain = plainAddresses({ include: [{ kind: "group", name }], exclude: [] }, groups, lists[0]?.scope ?? null);
  const at = lists.flatMap((list) => list.at);
  if (plain === null)
    return { state: "unknown", why: `Whom prefix list "${name}" names cannot be told from the configuration.`, at };
  if (plain.include.some(isEverywhere)) return { state: "open", why: `prefix list "${name}" holds every address`, at };
  return { state: "restricted", why: "", at };
}

function leavesIpv6Open(device: DeviceConfig, sources: readonly SourceRestriction[]): boolean {
  if (!sources.every((source) => source.kind === "acl" && source.family === "ipv4")) return false;
  return device.interfaces.some(({ addresses }) => addresses.some((address) => address.includes(":")));
}

/** Every address of a family, however the vendor writes it. */
export function isEverywhere(match: AddressMatch | { readonly kind: "prefix"; readonly prefix: string }): boolean {
  switch (match.kind) {
    case "any":
      return true;
    case "prefix":
      return match.prefix.endsWith("/0");
    case "wildcard":
      return match.mask === "255.255.255.255";
    case "range":
      return match.first === "0.0.0.0" && match.last === "255.255.255.255";
    case "group":
    case "unresolved":
    default:
      return false;
  }
}
