import type { AddressGroup, ServiceGroup } from "../model/acl.ts";
import type { AddressMatch, AddressSpec, ServiceMatch } from "../model/address.ts";
import type { DeviceConfig } from "../model/device-config.ts";

/** Address and service groups by name, to be expanded where an entry uses them. */
export interface NamedGroups {
  readonly addresses: ReadonlyMap<string, readonly AddressGroup[]>;
  readonly services: ReadonlyMap<string, readonly ServiceGroup[]>;
}

export function namedGroups(device: Pick<DeviceConfig, "addressGroups" | "serviceGroups">): NamedGroups {
  return {
    addresses: Map.groupBy(device.addressGroups, ({ name }) => name),
    services: Map.groupBy(device.serviceGroups, ({ name }) => name),
  };
}

/** A condition whose groups are all expanded: what is left is plain addresses. */
export interface PlainAddresses {
  readonly include: readonly AddressMatch[];
  readonly exclude: readonly AddressMatch[];
}

/**
 * Expands the groups of an address condition. Null where its packets cannot be told: an unresolved
 * address, a group that is not there, defined twice, within itself, or with exclusions of its own.
 */
export function plainAddresses(spec: AddressSpec, groups: NamedGroups, scope: string | null): PlainAddresses | null {
  const include = expand(spec.include, groups, scope, []);
  const exclude = expand(spec.exclude, groups, scope, []);
  return include === null || exclude === null ? null : { include, exclude };
}

function expand(
  matches: readonly AddressMatch[],
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[],
): AddressMatch[] | null {
  const plain: AddressMatch[] = [];
  for (const match of matches) {
    if (match.kind === "unresolved") return null;
    if (match.kind !== "group") {
      plain.push(match);
      continue;
    }
    const group = visibleGroup(groups.addresses, match.name, scope);
    if (group === null || group.exclude.length > 0 || within.includes(match.name)) return null;
    const members = expand(group.members, groups, scope, [...within, match.name]);
    if (members === null) return null;
    plain.push(...members);
  }
  return plain;
}

/** The services of an entry with its groups expanded; null where a part of them cannot be told. */
export function plainServices(
  entry: { readonly services: readonly ServiceMatch[]; readonly serviceGroups: readonly string[] },
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[] = [],
): readonly ServiceMatch[] | null {
  const plain: ServiceMatch[] = [];
  for (const service of entry.services) {
    if (!isPlainPort(service.sourcePorts.kind) || !isPlainPort(service.destinationPorts.kind)) return null;
    plain.push(service);
  }
  for (const name of entry.serviceGroups) {
    const group = visibleGroup(groups.services, name, scope);
    if (group === null || group.unresolved.length > 0 || within.includes(name)) return null;
    const members = plainServices({ services: group.members, serviceGroups: group.groups }, groups, scope, [
      ...within,
      name,
    ]);
    if (members === null) return null;
    plain.push(...members);
  }
  return plain.length === 0 ? null : plain;
}

function isPlainPort(kind: "any" | "ranges" | "group" | "unresolved"): boolean {
  return kind === "any" || kind === "ranges";
}

/**
 * The group a name means in a scope: its own first, then a global one. Whoever has no scope means the only
 * one there is; two candidates are none.
 */
export function visibleGroup<T extends { readonly scope: string | null }>(
  groups: ReadonlyMap<string, readonly T[]>,
  name: string,
  scope: string | null,
): T | null {
  const candidates = groups.get(name) ?? [];
  if (candidates.length === 1 && scope === null) return candidates[0] ?? null;
  const own = candidates.filter((candidate) => candidate.scope === scope);
  const chosen = own.length > 0 ? own : candidates.filter((candidate) => candidate.scope === null);
  return chosen.length === 1 ? (chosen[0] ?? null) : null;
}
