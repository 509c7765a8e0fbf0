import type { AddressMatch, AddressSpec, ServiceMatch } from "../../model/address.ts";
import { plainServices, visibleGroup, type NamedGroups } from "../../acl/named-groups.ts";
import { reachesPort } from "../../acl/service-space.ts";
import { isEverywhere } from "./sources.ts";

/** Whether something holds of what an entry matches; null where the configuration does not tell. */
export type Known = boolean | null;

/** What the entries of ACLs and the policies of firewalls have in common. */
export interface Matching {
  readonly source: AddressSpec;
  readonly destination: AddressSpec;
  readonly services: readonly ServiceMatch[];
  readonly serviceGroups: readonly string[];
  readonly unresolved: readonly string[];
}

/** All must hold: one that does not decides, whatever is not known of the others. */
export function every(...parts: readonly Known[]): Known {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

/** True where a condition lets every address of a family through. */
export function isAnyAddress(spec: AddressSpec, groups: NamedGroups, scope: string | null): Known {
  // What is left out makes any include narrower.
  return spec.exclude.length > 0 ? false : holdsEverywhere(spec.include, groups, scope, []);
}

function holdsEverywhere(
  matches: readonly AddressMatch[],
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[],
): Known {
  if (matches.some(isEverywhere)) return true;
  let known = true;
  for (const match of matches) {
    if (match.kind !== "group") continue;
    const group = visibleGroup(groups.addresses, match.name, scope);
    const nested = [...within, match.name];
    if (group === null || within.includes(match.name)) known = false;
    else if (group.exclude.length === 0) {
      const everywhere = holdsEverywhere(group.members, groups, scope, nested);
      if (everywhere === true) return true;
      if (everywhere === null) known = false;
    }
  }
  return known ? false : null;
}

/** True where an entry asks nothing of protocol and ports. */
function isAnyService(matching: Matching, groups: NamedGroups, scope: string | null): Known {
  return someService(matching, groups, scope, ({ protocols, sourcePorts, destinationPorts, icmp }) => {
    return protocols === "any" && sourcePorts.kind === "any" && destinationPorts.kind === "any" && icmp === null;
  });
}

/** True where an entry asks nothing of addresses, protocol and ports. */
export function matchesEverything(matching: Matching, groups: NamedGroups, scope: string | null): Known {
  return every(
    isAnyAddress(matching.source, groups, scope),
    isAnyAddress(matching.destination, groups, scope),
    isAnyService(matching, groups, scope),
  );
}

/** The first of some ports that an entry lets packets through to; undefined where none, null where nobody can tell. */
export function portReached<P extends { readonly protocol: number; readonly port: number }>(
  matching: Matching,
  groups: NamedGroups,
  scope: string | null,
  ports: readonly P[],
): P | undefined | null {
  let known = true;
  for (const port of ports) {
    const reached = someService(matching, groups, scope, (service) => reachesPort(service, port.protocol, port.port));
    if (reached === true) return port;
    if (reached === null) known = false;
  }
  return known ? undefined : null;
}

function someService(
  { services, serviceGroups }: Matching,
  groups: NamedGroups,
  scope: string | null,
  holds: (service: ServiceMatch) => boolean,
): Known {
  if (services.some(holds)) return true;
  const parts = [
    ...services.map((service) => plainServices({ services: [service], serviceGroups: [] }, groups, scope)),
    ...serviceGroups.map((name) => plainServices({ services: [], serviceGroups: [name] }, groups, scope)),
  ];
  if (parts.some((part) => part?.some(holds))) return true;
  return parts.includes(null) ? null : false;
}
