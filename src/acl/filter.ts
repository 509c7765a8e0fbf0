import type { AclEntry, AclSet, ApplicationPorts, FirewallPolicy, LaterFragments } from "../model/acl.ts";
import { anyService, type ServiceMatch } from "../model/address.ts";
import type { Addresses, Conditions, Zones } from "./sets/conditions.ts";
import type { NamedGroups } from "./named-groups.ts";
import { areServicesResolved, isResolved, resolveAddresses, resolveServices, type Resolved } from "./resolve.ts";

/** One entry in force of a list, or one policy, with its groups expanded. */
export interface Clause {
  readonly entry: AclEntry | FirewallPolicy;
  readonly label: string;
  readonly action: "permit" | "deny" | "next";
  /** The most it can match. */
  readonly conditions: Conditions;
  /** The least it matches whatever cannot be known; null is nothing. The same object as `conditions` where all is known. */
  readonly certain: Conditions | null;
  /** What it matches for certain beside that, where it is no one condition. */
  readonly alsoCertain?: readonly Conditions[];
  /** Destinations that it leaves to other clauses though it asks for all: it is as open as if it did not. */
  readonly leaves?: Addresses;
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
    clauses: policies.filter(({ enabled }) => enabled).map((policy) => clauseOfPolicy(policy, groups)),
    defaultAction,
    // A stateful firewall puts fragments together before it looks for a policy.
    laterFragments: "like-whole-packets",
  };
}

function clauseOfEntry(entry: AclEntry, groups: NamedGroups, scope: string | null): Clause {
  const { source, destination, services, label, action } = entry;
  if (entry.implied !== true && isPlain(entry) && isResolved(source) && isResolved(destination)) {
    const conditions = conditionsOfEntry(entry, source, destination, services);
    return { entry, label, action, conditions, certain: conditions, unresolved: nothing };
  }
  const parts = partsOf(entry, groups, scope, entry.timeRange === null ? nothing : [`time range "${entry.timeRange}"`]);
  const { possible } = parts.services;
  return clauseOf(
    entry,
    label,
    parts,
    conditionsOfEntry(entry, parts.sources.possible, parts.destinations.possible, possible),
  );
}

/** Whether nothing but its addresses may have to be looked up: long lists are made of such entries. */
function isPlain(entry: AclEntry): boolean {
  const { services, unresolved, timeRange } = entry;
  return timeRange === null && unresolved.length === 0 && services.length > 0 && areServicesResolved(entry);
}

function conditionsOfEntry(
  entry: AclEntry,
  sources: Addresses,
  destinations: Addresses,
  services: readonly ServiceMatch[],
): Conditions {
  return {
    sources,
    destinations,
    services,
    established: entry.established,
    tcpFlags: entry.tcpFlags,
    fragments: entry.fragments,
    dscp: entry.dscp,
    fromZones: entry.interfaces ?? exceptOf(entry.exceptInterfaces),
    toZones: entry.outInterfaces ?? exceptOf(entry.exceptOutInterfaces),
    applications: "any",
    users: "any",
  };
}

function exceptOf(except: readonly string[] | undefined): Zones {
  return except === undefined ? "any" : { except };
}

function clauseOfPolicy(policy: FirewallPolicy, groups: NamedGroups): Clause {
  const timed = policy.schedule === null ? nothing : [`schedule "${policy.schedule}"`];
  const parts = partsOf(policy, groups, policy.scope, timed);
  const clause = clauseOf(policy, policy.name, parts, {
    sources: parts.sources.possible,
    destinations: parts.destinations.possible,
    services: parts.services.possible,
    established: false,
    tcpFlags: null,
    fragments: null,
    dscp: null,
    fromZones: policy.fromZones,
    toZones: policy.toZones,
    applications: policy.applications,
    users: policy.users,
  });
  if (policy.applicationPorts !== undefined) return onOwnPorts(clause, policy.applicationPorts);
  if (policy.leaves === undefined) return clause;
  return {
    ...clause,
    leaves: resolveAddresses({ include: policy.leaves, exclude: [] }, groups, policy.scope).possible,
  };
}

/** Of what the policy matches at most, only its applications on ports of their own are certain. */
function onOwnPorts(clause: Clause, { least, why }: ApplicationPorts): Clause {
  const { certain, unresolved } = clause;
  const [first = null, ...more] = certain === null ? [] : least.map((part) => ({ ...certain, ...part }));
  return { ...clause, certain: first, alsoCertain: more, unresolved: [...unresolved, why] };
}

/** What an entry says of addresses and services, with its groups expanded. */
interface Parts {
  readonly sources: Resolved<Addresses>;
  readonly destinations: Resolved<Addresses>;
  readonly services: Resolved<readonly ServiceMatch[]>;
  /** Conditions nobody could read: they narrow the entry by no one knows how much. */
  readonly narrowed: readonly string[];
}

const nothing: readonly never[] = [];
const unread: Resolved<readonly ServiceMatch[]> = {
  certain: nothing,
  possible: [anyService],
  why: ["no service could be read"],
};

function partsOf(
  entry: AclEntry | FirewallPolicy,
  groups: NamedGroups,
  scope: string | null,
  timed: readonly string[],
): Parts {
  const named = entry.services.length + entry.serviceGroups.length > 0;
  return {
    sources: resolveAddresses(entry.source, groups, scope),
    destinations: resolveAddresses(entry.destination, groups, scope),
    services: named ? resolveServices(entry, groups, scope) : unread,
    narrowed: entry.unresolved.length + timed.length === 0 ? nothing : [...entry.unresolved, ...timed],
  };
}

function clauseOf(
  entry: AclEntry | FirewallPolicy,
  label: string,
  { sources, destinations, services, narrowed }: Parts,
  conditions: Conditions,
): Clause {
  const { action } = entry;
  const doubts = narrowed.length + sources.why.length + destinations.why.length + services.why.length;
  const made = entry.implied === true ? ({ implied: true } as const) : null;
  if (doubts === 0) return { entry, label, action, conditions, certain: conditions, unresolved: nothing, ...made };
  const least = { sources: sources.certain, destinations: destinations.certain, services: services.certain };
  return {
    entry,
    label,
    action,
    conditions,
    certain: narrowed.length > 0 ? null : { ...conditions, ...least },
    unresolved: [...narrowed, ...sources.why, ...destinations.why, ...services.why],
    ...made,
  };
}
