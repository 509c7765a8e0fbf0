import type { AddressGroup, ServiceGroup } from "../model/acl.ts";
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
