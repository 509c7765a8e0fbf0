import type { NamedGroups } from "../../src/acl/named-groups.ts";
import type { Packet } from "../../src/acl/sets/packet.ts";
import type { AclEntry, AclSet, FirewallPolicy, LaterFragments } from "../../src/model/acl.ts";
import {
  both,
  matchAddresses,
  matchInterface,
  matchName,
  matchTransport,
  readAddress,
  whether,
  type Match,
} from "./walk-fields.ts";

/** What the entries say of one packet, each asked in its turn. */
export interface Walk<T> {
  /** "unknown" where entries that may match would decide otherwise than the first that does. */
  readonly action: "permit" | "deny" | "unknown";
  /** The first entry that surely matches; null: the default action. */
  readonly decider: T | null;
  /** Entries before it that may match. */
  readonly doubts: readonly T[];
  /** Entries before it that surely do not match, or only hand on. */
  readonly passed: readonly T[];
}

/** Walks an ACL of IP entries one by one; the packet is one of the list's family. */
export function walkAcl(acl: AclSet, groups: NamedGroups, packet: Packet): Walk<AclEntry> {
  const entries = [...acl.entries.filter(({ inactive }) => !inactive), ...(acl.implied ?? [])];
  return walk(entries, acl.defaultAction, (entry) =>
    matchEntry(entry, acl.laterFragments, groups, packet, acl.scope ?? null),
  );
}

/** Walks the policies of a firewall; what none of them takes is denied. */
export function walkPolicies(
  policies: readonly FirewallPolicy[],
  groups: NamedGroups,
  packet: Packet,
): Walk<FirewallPolicy> {
  const enabled = policies.filter((policy) => policy.enabled);
  return walk(enabled, "deny", (policy) => matchPolicy(policy, groups, packet));
}

function walk<T extends { readonly action: "permit" | "deny" | "next" }>(
  entries: readonly T[],
  defaultAction: "permit" | "deny",
  match: (entry: T) => Match,
): Walk<T> {
  const doubts: T[] = [];
  const passed: T[] = [];
  let decider: T | null = null;
  let action = defaultAction;
  for (const entry of entries) {
    const matched = match(entry);
    if (matched === "no" || entry.action === "next") passed.push(entry);
    else if (matched === "maybe") doubts.push(entry);
    else {
      decider = entry;
      action = entry.action;
      break;
    }
  }
  const open = doubts.some((doubt) => doubt.action !== action);
  return { action: open ? "unknown" : action, decider, doubts, passed };
}

/** Whether one entry of an ACL takes a packet. */
export function matchEntry(
  entry: AclEntry,
  laterFragments: LaterFragments,
  groups: NamedGroups,
  packet: Packet,
  scope: string | null = null,
): Match {
  return both(
    matchPlaces(entry, groups, scope, packet),
    matchTransport({ ...entry, laterFragments }, packet, groups, scope),
    whether(entry.fragments === null || entry.fragments.includes(packet.fragment)),
    whether(entry.dscp === null || entry.dscp.includes(packet.dscp)),
    matchInterface(entry.interfaces, entry.exceptInterfaces, packet.fromZone),
    matchInterface(entry.outInterfaces, entry.exceptOutInterfaces, packet.toZone),
    entry.timeRange === null && entry.unresolved.length === 0 ? "yes" : "maybe",
  );
}

/** Whether one policy takes a packet: a firewall puts fragments together before it judges. */
export function matchPolicy(policy: FirewallPolicy, groups: NamedGroups, packet: Packet): Match {
  const { services, serviceGroups, action, scope } = policy;
  const asked = { services, serviceGroups, action, established: false, tcpFlags: null } as const;
  return both(
    matchPlaces(policy, groups, scope, packet),
    matchTransport({ ...asked, laterFragments: "like-whole-packets" }, packet, groups, scope),
    matchName(policy.fromZones, packet.fromZone),
    matchName(policy.toZones, packet.toZone),
    matchName(policy.applications, packet.application),
    matchName(policy.users, packet.user),
    policy.schedule === null && policy.unresolved.length === 0 ? "yes" : "maybe",
  );
}

function matchPlaces(
  { source, destination }: Pick<AclEntry, "source" | "destination">,
  groups: NamedGroups,
  scope: string | null,
  packet: Packet,
): Match {
  const from = readAddress(packet.source);
  const to = readAddress(packet.destination);
  if (from === null || to === null) throw new Error(`not a packet: ${packet.source} -> ${packet.destination}`);
  return both(matchAddresses(source, from, groups, scope), matchAddresses(destination, to, groups, scope));
}
