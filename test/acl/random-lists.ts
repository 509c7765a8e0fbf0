import type { NamedGroups } from "../../src/acl/named-groups.ts";
import type { AclEntry, AclSet, FirewallPolicy, FragmentKind } from "../../src/model/acl.ts";
import { piecesOf } from "./pieces.ts";
import type { Random } from "./random.ts";
import {
  anyServiceOf,
  randomAddresses,
  randomDscp,
  randomFlags,
  randomGroups,
  randomServices,
  someOf,
  type Mix,
} from "./random-conditions.ts";
import type { NameAxis, Universe } from "./universe.ts";

/** A list and the groups it names. */
export type RandomList = { readonly groups: NamedGroups; readonly unresolved: boolean } & (
  | { readonly kind: "acl"; readonly acl: AclSet }
  | { readonly kind: "policies"; readonly policies: readonly FirewallPolicy[] }
);

const scopes = [null, "vd1"] as const;

/** Nothing but plain conditions. */
const sure: Mix = { groups: 0, unresolved: 0 };

/** A condition that a question may be limited to, as an entry or policy. */
export function randomSpace(universe: Universe, random: Random): AclEntry | FirewallPolicy {
  return universe.for === "policies"
    ? { ...randomPolicy(universe, random, sure, 1, 0), enabled: true }
    : { ...randomEntry(universe, random, sure, 1, 0, 0), inactive: false };
}

/** A random list over a universe; the universe decides whether it is an ACL or a firewall's policies. */
export function randomList(universe: Universe, random: Random, groups?: NamedGroups): RandomList {
  const mix: Mix = {
    groups: random.chance(0.3) ? 0.3 : 0,
    unresolved: random.chance(0.2) ? random.pick([0.1, 0.3]) : 0,
  };
  const known = groups ?? randomGroups(universe, random, mix);
  const length = random.chance(0.02) ? 0 : random.between(1, universe.asks.entries);
  const permits = random.pick([0.2, 0.5, 0.5, 0.8, 1]);
  const shared = { groups: known, unresolved: mix.unresolved > 0 };
  if (universe.for === "policies") {
    const made = listOf(length, universe, random, (at) => randomPolicy(universe, random, mix, permits, at));
    const policies = made.map((policy, at): FirewallPolicy => ({ ...policy, name: `p${String(at + 1)}` }));
    return { ...shared, kind: "policies", policies };
  }
  const next = random.chance(0.1) ? random.pick([0.2, 1]) : 0;
  const made = listOf(length, universe, random, (at) => randomEntry(universe, random, mix, permits, next, at));
  const entries = made.map((entry, at): AclEntry => ({
    ...entry,
    label: String((at + 1) * 10),
    at: [[at + 1, at + 1]],
  }));
  const acl: AclSet = {
    name: "L",
    family: universe.parts[0]?.family === 6 ? "ipv6" : "ipv4",
    kind: "extended",
    entries,
    defaultAction: random.pick(["permit", "deny", "deny"]),
    laterFragments: random.pick(universe.laterFragments),
    ...(random.chance(0.1)
      ? { implied: [{ ...randomEntry(universe, random, sure, 1, 0, length), inactive: false }] }
      : {}),
    ...(mix.groups > 0 && random.chance(0.4) ? { scope: "vd1" } : {}),
    at: [],
  };
  return { ...shared, kind: "acl", acl };
}

/** Entries, at times one that is there already, with another action perhaps, and at times one in pieces before it. */
function listOf<T extends AclEntry | FirewallPolicy>(
  length: number,
  universe: Universe,
  random: Random,
  make: (at: number) => T,
): readonly T[] {
  if (length > 1 && random.chance(0.15)) return variantsOf(make(0), length, universe, random);
  const entries: T[] = [];
  for (let at = 0; at < length; at += 1) {
    const fresh = make(at);
    if (entries.length === 0 || !random.chance(0.08)) entries.push(fresh);
    else {
      const { source, destination, services, serviceGroups } = random.pick(entries);
      entries.push({ ...fresh, source, destination, services, serviceGroups });
    }
  }
  if (entries.length < 2 || !random.chance(0.4)) return entries;
  const whole = random.pick(entries);
  const few = random.chance(0.4);
  const others = entries.filter((entry) => entry !== whole).slice(0, few ? 2 : universe.asks.entries);
  const opposite = whole.action === "permit" ? "deny" : "permit";
  for (const piece of piecesOf(whole, universe, random)) {
    const acting = random.chance(few ? 0.1 : 0.3) ? { ...piece, action: opposite } : piece;
    others.splice(random.below(others.length + 1), 0, acting);
  }
  // Without the whole, pieces are what may become one again.
  const last = random.chance(few ? 0.7 : 0.3) ? [] : [{ ...whole }];
  const most = universe.asks.entries - 1;
  const placed = [...others.slice(0, most), ...last, ...others.slice(most)];
  return placed.slice(0, universe.asks.entries);
}

/** Entries that differ in one end alone, most of them neighbours: what a smaller list makes one. */
function variantsOf<T extends AclEntry | FirewallPolicy>(
  base: T,
  length: number,
  universe: Universe,
  random: Random,
): readonly T[] {
  const end = random.pick(["source", "destination"] as const);
  const cells = random.pick(universe.parts)[`${end}s`];
  const opposite = base.action === "permit" ? "deny" : "permit";
  const entries: T[] = [];
  while (entries.length < length) {
    const match = cells.match(random);
    const matches = random.chance(0.6) ? (cells.halves(match, random) ?? [match]) : [match];
    for (const include of matches) {
      entries.push({
        ...base,
        [end]: { include: [include], exclude: [] },
        action: random.chance(0.15) ? opposite : base.action,
        log: random.chance(0.05),
      });
    }
  }
  return entries.slice(0, length);
}

function randomEntry(
  universe: Universe,
  random: Random,
  mix: Mix,
  permits: number,
  next: number,
  at: number,
): AclEntry {
  const { asks, fragments, dscps } = universe;
  const service = random.chance(Math.max(asks.protocol, asks.ports, asks.icmp));
  return {
    label: String((at + 1) * 10),
    action: random.chance(next) ? "next" : random.chance(permits) ? "permit" : "deny",
    source: randomAddresses(universe, random, mix, "sources"),
    destination: randomAddresses(universe, random, mix, "destinations"),
    ...(service ? randomServices(universe, random, mix) : anyServiceOf(random, mix)),
    established: random.chance(asks.flags / 3),
    tcpFlags: random.chance(asks.flags) ? randomFlags(universe, random) : null,
    fragments: random.chance(asks.fragments) ? someOf<FragmentKind>(fragments, random) : null,
    dscp: random.chance(asks.dscp) ? randomDscp(dscps, random) : null,
    ...randomInterfaces(universe, random),
    timeRange: random.chance(mix.unresolved / 3) ? "work-hours" : null,
    log: random.chance(0.1),
    inactive: random.chance(0.03),
    remarks: [],
    unresolved: random.chance(mix.unresolved / 3) ? ["option 7"] : [],
    at: [[at + 1, at + 1]],
  };
}

/** Some interfaces, or every one but some, at either end. */
function randomInterfaces({ asks, names }: Universe, random: Random): Partial<AclEntry> {
  const asked = (axis: "fromZones" | "toZones") =>
    names[axis].length > 0 && random.chance(asks.names) ? someOf(names[axis], random) : null;
  const from = asked("fromZones");
  const to = asked("toZones");
  return {
    ...(from === null ? {} : random.chance(0.5) ? { interfaces: from } : { exceptInterfaces: from }),
    ...(to === null ? {} : random.chance(0.5) ? { outInterfaces: to } : { exceptOutInterfaces: to }),
  };
}

function randomPolicy(universe: Universe, random: Random, mix: Mix, permits: number, at: number): FirewallPolicy {
  const { asks } = universe;
  const names = (axis: NameAxis): "any" | readonly string[] =>
    universe.names[axis].length > 0 && random.chance(asks.names) ? someOf(universe.names[axis], random) : "any";
  const service = random.chance(Math.max(asks.protocol, asks.ports, asks.icmp));
  return {
    name: `p${String(at + 1)}`,
    scope: mix.groups > 0 ? random.pick(scopes) : null,
    fromZones: names("fromZones"),
    toZones: names("toZones"),
    source: randomAddresses(universe, random, mix, "sources"),
    destination: randomAddresses(universe, random, mix, "destinations"),
    ...(service ? randomServices(universe, random, mix) : anyServiceOf(random, mix)),
    applications: names("applications"),
    users: names("users"),
    schedule: random.chance(mix.unresolved / 3) ? "nights" : null,
    action: random.chance(permits) ? "permit" : "deny",
    log: random.chance(0.1),
    enabled: !random.chance(0.03),
    description: null,
    unresolved: random.chance(mix.unresolved / 3) ? ["geography"] : [],
    at: [[at + 1, at + 1]],
  };
}
