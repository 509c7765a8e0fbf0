import type { AclEntry, AclSet, FirewallPolicy, LaterFragments } from "../model/acl.ts";
import { anyService } from "../model/address.ts";
import type { Addresses, Conditions } from "./sets/conditions.ts";
import type { NamedGroups } from "./named-groups.ts";
import { resolveAddresses, resolveServices } from "./resolve.ts";

/** One entry in force of a list, or one policy, with its groups expanded. */
export interface Clause {
  readonly entry: AclEntry | FirewallPolicy;
  readonly label: string;
  readonly action: "permit" | "deny" | "next";
  /** The most it can match. */
  readonly conditions: Conditions;
  /** The least it matches whatever cannot be known; null is nothing. The same object as `conditions` where all is known. */
  readonly certain: Conditions | null;
  /** Why its packets cannot be known exactly (FQDN, schedule, undefined group…); empty where they are. */
  readonly unresolved: readonly string[];
  /** Nobody wrote it: the platform adds it. It decides packets, and is nothing to judge, to merge or to remove. */
  readonly implied?: true;
}

/** An ordered list that decides packets, whatever the vendor calls it. */
export interface Filter {
  readonly name: string;
  readonly families: readonly (4 | 6)[];
  /** What is in force, in order. */
  readonly clauses: readonly Clause[];
  /** For a packet that no clause decides. */
  readonly defaultAction: "permit" | "deny";
  readonly laterFragments: LaterFragments;
}

/** An ACL as a filter; null for a MAC list, whose conditions the model keeps as text. */
export function filterOfAcl(acl: AclSet, groups: NamedGroups): Filter | null {
  if (acl.family === "mac") return null;
  return {
    name: acl.name,
    families: [acl.family === "ipv4" ? 4 : 6],
    clauses: [
      ...acl.entries
        .filter(({ inactive }) => !inactive)
        .map((entry) => clauseOfEntry(entry, groups, acl.scope ?? null)),
      ...(acl.implied ?? []).map((entry) => ({ ...clauseOfEntry(entry, groups, null), implied: true as const })),
    ],
    defaultAction: acl.defaultAction,
    laterFragments: acl.laterFragments,
  };
}

/** The policies of one set in their order, as a filter that denies what none of them matches. */
export function filterOfPolicies(
  policies: readonly FirewallPolicy[],
  groups: NamedGroups,
  name: string,
  defaultAction: "permit" | "deny" = "deny",
): Filter {
  return {
    name,
    families: [4, 6],
    clauses: policies
      .filter(({ enabled }) => enabled)
      .map((policy) => {
        const clause = clauseOfPolicy(policy, groups);
        return policy.implied === true ? { ...clause, implied: true } : clause;
      }),
    defaultAction,
    // A stateful firewall puts fragments together before it looks for a policy.
    laterFragments: "like-whole-packets",
  };
}

function clauseOfEntry(entry: AclEntry, groups: NamedGroups, scope: string | null): Clause {
  const timed = entry.timeRange === null ? [] : [`time range "${entry.timeRange}"`];
  return clauseOf(entry, entry.label, groups, scope, timed, {
    established: entry.established,
    tcpFlags: entry.tcpFlags,
    fragments: entry.fragments,
    dscp: entry.dscp,
    fromZones: entry.interfaces ?? "any",
    toZones: entry.outInterfaces ?? "any",
    applications: "any",
    users: "any",
  });
}

function clauseOfPolicy(policy: FirewallPolicy, groups: NamedGroups): Clause {
  const timed = policy.schedule === null ? [] : [`schedule "${policy.schedule}"`];
  return clauseOf(policy, policy.name, groups, policy.scope, timed, {
    established: false,
    tcpFlags: null,
    fragments: null,
    dscp: null,
    fromZones: policy.fromZones,
    toZones: policy.toZones,
    applications: policy.applications,
    users: policy.users,
  });
}

type Others = Omit<Conditions, "sources" | "destinations" | "services">;

function clauseOf(
  entry: AclEntry | FirewallPolicy,
  label: string,
  groups: NamedGroups,
  scope: string | null,
  timed: readonly string[],
  others: Others,
): Clause {
  const sources = resolveAddresses(entry.source, groups, scope);
  const destinations = resolveAddresses(entry.destination, groups, scope);
  const services = resolveServices(entry, groups, scope);
  const unread = entry.services.length + entry.serviceGroups.length === 0 ? ["no service could be read"] : [];
  // A condition nobody could read narrows the entry by no one knows how much.
  const never = [...entry.unresolved, ...timed, ...unread];
  const unresolved = [...never, ...sources.why, ...destinations.why, ...services.why];
  const conditions: Conditions = {
    ...others,
    sources: plain(sources.possible),
    destinations: plain(destinations.possible),
    services: unread.length > 0 ? [anyService] : services.possible,
  };
  return {
    entry,
    label,
    action: entry.action,
    conditions,
    certain:
      unresolved.length === 0
        ? conditions
        : never.length > 0
          ? null
          : { ...conditions, sources: sources.certain, destinations: destinations.certain, services: services.certain },
    unresolved,
  };
}

/** A group alone is itself, so that equal conditions stay one object. */
function plain(addresses: Addresses): Addresses {
  const [only] = addresses.include;
  if (only === undefined || addresses.include.length > 1 || addresses.exclude.length > 0) return addresses;
  return "include" in only ? only : addresses;
}
