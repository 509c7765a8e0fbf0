import type { AclEntry, AclSet, FirewallPolicy } from "../model/acl.ts";
import type { AddressSpec, ServiceMatch } from "../model/address.ts";
import { addressSpace, containsAddresses, hullOf, type AddressSpace } from "./address-space.ts";
import { blockIndex } from "./block-index.ts";
import { plainAddresses, plainServices, type NamedGroups } from "./named-groups.ts";
import { containsServices } from "./service-space.ts";

/** One entry that an earlier one leaves no packet for. */
export interface Covered<T> {
  readonly entry: T;
  readonly by: T;
}

/** What comparing pairs has shown, and what could not be compared. */
export interface Comparison<T> {
  readonly covered: readonly Covered<T>[];
  /** Entries in force whose packets cannot be told: they neither cover nor are covered. */
  readonly uncompared: readonly T[];
}

/** What an entry matches, with every group expanded. */
interface Match {
  readonly source: AddressSpace;
  readonly destination: AddressSpace;
  readonly services: readonly ServiceMatch[];
  /** Further conditions: an entry covers only what it puts no other condition on. */
  readonly conditions: readonly (string | null)[];
  /** Lists that count as sets, "any" being everything. */
  readonly sets: readonly ("any" | readonly string[])[];
}

/**
 * The entries of an ACL that one earlier entry covers alone. Pairs only: entries that several earlier
 * ones cover together are not found. What cannot be resolved neither covers nor is covered. Fragments after
 * the first carry no ports, and are left out of what is compared.
 */
export function coveredEntries(acl: AclSet, groups: NamedGroups): Comparison<AclEntry> {
  const entries = acl.entries.filter(({ inactive }) => !inactive);
  if (acl.family === "mac") return { covered: [], uncompared: entries };
  return comparePairs(entries, (entry) => matchOfEntry(entry, groups), stopsPackets);
}

/** The same for the policies of one firewall policy set, in their order. */
export function coveredPolicies(policies: readonly FirewallPolicy[], groups: NamedGroups): Comparison<FirewallPolicy> {
  return comparePairs(
    policies.filter(({ enabled }) => enabled),
    (policy) => matchOfPolicy(policy, groups),
    () => true,
  );
}

/** An entry that hands its packets on leaves them for those below it. */
function stopsPackets({ action }: AclEntry): boolean {
  return action !== "next";
}

function matchOfEntry(entry: AclEntry, groups: NamedGroups): Match | null {
  if (entry.unresolved.length > 0 || entry.timeRange !== null) return null;
  const conditions = [
    entry.established ? "established" : null,
    entry.fragments === null ? null : `fragments ${entry.fragments.join(" ")}`,
    entry.tcpFlags === null ? null : JSON.stringify(entry.tcpFlags),
    entry.dscp === null ? null : `dscp ${entry.dscp.join(" ")}`,
  ];
  return matchOf(entry, groups, null, conditions, []);
}

function matchOfPolicy(policy: FirewallPolicy, groups: NamedGroups): Match | null {
  if (policy.unresolved.length > 0 || policy.schedule !== null) return null;
  const sets = [policy.fromZones, policy.toZones, policy.applications, policy.users];
  return matchOf(policy, groups, policy.scope, [], sets);
}

function matchOf(
  entry: {
    readonly source: AddressSpec;
    readonly destination: AddressSpec;
    readonly services: readonly ServiceMatch[];
    readonly serviceGroups: readonly string[];
  },
  groups: NamedGroups,
  scope: string | null,
  conditions: Match["conditions"],
  sets: Match["sets"],
): Match | null {
  const source = spaceOf(entry.source, groups, scope);
  const destination = spaceOf(entry.destination, groups, scope);
  const services = plainServices(entry, groups, scope);
  if (source === null || destination === null || services === null) return null;
  return { source, destination, services, conditions, sets };
}

function spaceOf(spec: AddressSpec, groups: NamedGroups, scope: string | null): AddressSpace | null {
  const plain = plainAddresses(spec, groups, scope);
  return plain === null ? null : addressSpace(plain);
}

function comparePairs<T>(
  entries: readonly T[],
  match: (entry: T) => Match | null,
  stops: (entry: T) => boolean,
): Comparison<T> {
  const covered: Covered<T>[] = [];
  const uncompared: T[] = [];
  const earlier: { readonly entry: T; readonly match: Match }[] = [];
  const index = blockIndex();
  for (const entry of entries) {
    const own = match(entry);
    if (own === null) {
      uncompared.push(entry);
      continue;
    }
    const hulls = [hullOf(own.source), hullOf(own.destination)] as const;
    const by = index.firstAround(hulls, (at) => {
      const candidate = earlier[at];
      return candidate !== undefined && covers(candidate.match, own);
    });
    const first = by === null ? undefined : earlier[by];
    if (first !== undefined) covered.push({ entry, by: first.entry });
    // A covered entry adds nothing: whatever it would cover, the one that covers it covers too.
    else if (stops(entry)) {
      earlier.push({ entry, match: own });
      index.add(hulls);
    }
  }
  return { covered, uncompared };
}

function covers(outer: Match, inner: Match): boolean {
  return (
    outer.conditions.every((condition, index) => condition === null || condition === inner.conditions[index]) &&
    outer.sets.every((set, index) => containsSet(set, inner.sets[index] ?? "any")) &&
    containsServices(outer.services, inner.services) &&
    containsAddresses(outer.source, inner.source) &&
    containsAddresses(outer.destination, inner.destination)
  );
}

function containsSet(outer: "any" | readonly string[], inner: "any" | readonly string[]): boolean {
  if (outer === "any") return true;
  return inner !== "any" && inner.length > 0 && inner.every((name) => outer.includes(name));
}
