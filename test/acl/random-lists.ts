import { namedGroups, type NamedGroups } from "../../src/acl/named-groups.ts";
import type {
  AclEntry,
  AclSet,
  AddressGroup,
  FirewallPolicy,
  FragmentKind,
  ServiceGroup,
  TcpFlagsMatch,
} from "../../src/model/acl.ts";
import {
  anyAddress,
  anyPort,
  type AddressMatch,
  type AddressSpec,
  type PortMatch,
  type PortRange,
  type ServiceMatch,
} from "../../src/model/address.ts";
import type { Random } from "./random.ts";
import type { NameAxis, Universe } from "./universe.ts";

/** What one case may hold beside plain conditions. */
interface Mix {
  /** How often an address is a named group, and a service a service group. */
  readonly groups: number;
  /** How often something cannot be resolved. */
  readonly unresolved: number;
}

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
    const policies = listOf(length, random, (at) => randomPolicy(universe, random, mix, permits, at));
    return { ...shared, kind: "policies", policies };
  }
  const next = random.chance(0.1) ? random.pick([0.2, 1]) : 0;
  const entries = listOf(length, random, (at) => randomEntry(universe, random, mix, permits, next, at));
  const acl: AclSet = {
    name: "L",
    family: universe.parts[0]?.family === 6 ? "ipv6" : "ipv4",
    kind: "extended",
    entries,
    defaultAction: random.pick(["permit", "deny", "deny"]),
    laterFragments: random.pick(universe.laterFragments),
    ...(random.chance(0.1) ? { implied: [randomEntry(universe, random, sure, 1, 0, length)] } : {}),
    at: [],
  };
  return { ...shared, kind: "acl", acl };
}

/** Entries, at times one that is there already, with another action perhaps. */
function listOf<T extends AclEntry | FirewallPolicy>(length: number, random: Random, make: (at: number) => T): T[] {
  const entries: T[] = [];
  for (let at = 0; at < length; at += 1) {
    const fresh = make(at);
    if (entries.length === 0 || !random.chance(0.08)) entries.push(fresh);
    else {
      const { source, destination, services, serviceGroups } = random.pick(entries);
      entries.push({ ...fresh, source, destination, services, serviceGroups });
    }
  }
  return entries;
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
    ...(service ? randomServices(universe, random, mix) : anyServiceOf(random)),
    established: random.chance(asks.flags / 3),
    tcpFlags: random.chance(asks.flags) ? randomFlags(universe, random) : null,
    fragments: random.chance(asks.fragments) ? someOf<FragmentKind>(fragments, random) : null,
    dscp: random.chance(asks.dscp) ? randomDscp(dscps, random) : null,
    timeRange: random.chance(mix.unresolved / 3) ? "work-hours" : null,
    log: false,
    inactive: random.chance(0.03),
    remarks: [],
    unresolved: random.chance(mix.unresolved / 3) ? ["option 7"] : [],
    at: [[at + 1, at + 1]],
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
    ...(service ? randomServices(universe, random, mix) : anyServiceOf(random)),
    applications: names("applications"),
    users: names("users"),
    schedule: random.chance(mix.unresolved / 3) ? "nights" : null,
    action: random.chance(permits) ? "permit" : "deny",
    log: false,
    enabled: !random.chance(0.03),
    description: null,
    unresolved: random.chance(mix.unresolved / 3) ? ["geography"] : [],
    at: [[at + 1, at + 1]],
  };
}

function randomAddresses(universe: Universe, random: Random, mix: Mix, end: "sources" | "destinations"): AddressSpec {
  if (!random.chance(universe.asks.addresses)) return anyAddress;
  const match = () => randomMatch(universe, random, mix, end);
  const include = Array.from({ length: random.pick([1, 1, 1, 1, 2, 2, 3, 0]) }, match);
  const exclude = Array.from({ length: random.pick([0, 0, 0, 0, 0, 0, 1, 2]) }, match);
  return { include: include.length === 0 && random.chance(0.7) ? [{ kind: "any" }] : include, exclude };
}

function randomMatch(universe: Universe, random: Random, mix: Mix, end: "sources" | "destinations"): AddressMatch {
  if (random.chance(mix.groups)) return { kind: "group", name: `${end}-${String(random.below(5))}` };
  if (random.chance(mix.unresolved / 4)) return { kind: "unresolved", text: "host.example", why: "a name" };
  return random.pick(universe.parts)[end].match(random);
}

function anyServiceOf(random: Random): Pick<AclEntry, "services" | "serviceGroups"> {
  const service: ServiceMatch = { protocols: "any", sourcePorts: anyPort, destinationPorts: anyPort, icmp: null };
  return { services: random.chance(0.2) ? [] : [service], serviceGroups: [] };
}

function randomServices(universe: Universe, random: Random, mix: Mix): Pick<AclEntry, "services" | "serviceGroups"> {
  if (random.chance(mix.groups)) {
    const serviceGroups = Array.from({ length: random.between(1, 2) }, () => `service-${String(random.below(5))}`);
    return { services: random.chance(0.3) ? [randomService(universe, random, mix)] : [], serviceGroups };
  }
  const services = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () => randomService(universe, random, mix));
  return { services, serviceGroups: [] };
}

function randomService(universe: Universe, random: Random, mix: Mix): ServiceMatch {
  const { asks, portCells, icmpNumbers, protocols } = universe;
  const total = asks.ports + asks.icmp + 0.2;
  const kind = random.chance(asks.ports / total)
    ? "ports"
    : random.chance(asks.icmp / (asks.icmp + 0.2))
      ? "icmp"
      : "protocol";
  const sourcePorts = kind === "ports" && random.chance(0.4) ? randomPorts(portCells, random, mix) : anyPort;
  const destinationPorts = kind === "ports" && random.chance(0.7) ? randomPorts(portCells, random, mix) : anyPort;
  const icmpProtocols = random.pick([[1], [58], [1, 58]]);
  return {
    protocols: !random.chance(Math.max(0.5, asks.protocol))
      ? "any"
      : kind === "icmp" && random.chance(0.8)
        ? icmpProtocols
        : randomProtocols(protocols, random),
    sourcePorts: universe.parts.some(({ transports }) => sourcePortsMatter(transports)) ? sourcePorts : anyPort,
    destinationPorts,
    // Ports and ICMP at once: no packet has both.
    icmp: kind === "icmp" || (icmpNumbers.length > 0 && random.chance(0.02)) ? randomIcmp(icmpNumbers, random) : null,
  };
}

function sourcePortsMatter(transports: readonly { readonly sourcePort: number | null }[]): boolean {
  return new Set(transports.map(({ sourcePort }) => sourcePort)).size > 2;
}

function randomProtocols(named: readonly number[], random: Random): "any" | readonly number[] {
  if (named.length === 0) return "any";
  const die = random.below(30);
  const chosen = die === 0 ? [] : someOf(named, random);
  // All but those: what conditions do not name stays together.
  if (die === 1) return Array.from({ length: 256 }, (_, number) => number).filter((number) => !chosen.includes(number));
  return chosen;
}

function randomPorts(cells: Universe["portCells"], random: Random, mix: Mix): PortMatch {
  if (random.chance(mix.unresolved / 6)) return { kind: "unresolved", text: "svc-x" };
  const ranges: PortRange[] = [];
  let at = random.below(cells.length);
  while (at < cells.length) {
    const to = random.between(at, cells.length - 1);
    ranges.push([cells[at]?.[0] ?? 0, cells[to]?.[1] ?? 65_535]);
    at = to + random.between(1, 4);
  }
  return { kind: "ranges", ranges: random.chance(0.01) ? [] : ranges };
}

function randomIcmp(numbers: readonly number[], random: Random): ServiceMatch["icmp"] {
  return Array.from({ length: random.pick([1, 1, 1, 2, 3, 0]) }, () => ({
    type: random.pick(numbers),
    code: random.chance(0.4) ? null : random.pick(numbers),
  }));
}

function randomFlags({ flagBits }: Universe, random: Random): readonly TcpFlagsMatch[] {
  return Array.from({ length: random.pick([1, 1, 2, 2, 3, 0]) }, () => {
    const mask = flagBits.reduce((sum, bit) => (random.chance(0.6) ? sum | bit : sum), 0);
    const value = flagBits.reduce((sum, bit) => (random.chance(0.5) ? sum | bit : sum), 0);
    // A value that its mask does not hold is never met.
    return { mask, value: random.chance(0.05) ? value : value & mask };
  });
}

function randomDscp(named: readonly number[], random: Random): readonly number[] {
  const chosen = someOf(named, random);
  if (!random.chance(0.2)) return chosen;
  return Array.from({ length: 64 }, (_, number) => number).filter((number) => !chosen.includes(number));
}

/** Some of a list, seldom none, in any order and at times twice. */
function someOf<T>(list: readonly T[], random: Random): readonly T[] {
  if (random.chance(0.02)) return [];
  return Array.from({ length: random.pick([1, 1, 2, list.length]) }, () => random.pick(list));
}

/** Five names for sources, destinations and services each: nested, within themselves, twice there, empty or missing. */
function randomGroups(universe: Universe, random: Random, mix: Mix): NamedGroups {
  const addressGroups: AddressGroup[] = [];
  const serviceGroups: ServiceGroup[] = [];
  const inner: Mix = { groups: 0.25, unresolved: mix.unresolved };
  const broken = mix.unresolved > 0;
  for (let number = 0; mix.groups > 0 && number < 5; number += 1) {
    for (const end of ["sources", "destinations"] as const) {
      const name = `${end}-${String(number)}`;
      for (const scope of scopesOf(random, broken)) {
        const members = Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, () =>
          above(randomMatch(universe, random, inner, end), name, broken),
        );
        const exclude = Array.from({ length: random.pick([0, 0, 0, 1]) }, () =>
          above(randomMatch(universe, random, inner, end), name, broken),
        );
        addressGroups.push({ name, members, exclude, scope, at: [] });
      }
    }
    const name = `service-${String(number)}`;
    for (const scope of scopesOf(random, broken)) {
      const groups = random.chance(0.3)
        ? [`service-${String(broken ? random.below(6) : random.between(0, number))}`]
        : [];
      serviceGroups.push({
        name,
        members: Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, () => randomService(universe, random, mix)),
        groups: broken ? groups : groups.filter((group) => group < name),
        scope,
        unresolved: random.chance(mix.unresolved / 4) ? ["svc-y"] : [],
        at: [],
      });
    }
  }
  return namedGroups({ addressGroups, serviceGroups });
}

/** Where everything is to be resolved, groups name only those before them. */
function above(match: AddressMatch, name: string, broken: boolean): AddressMatch {
  return broken || match.kind !== "group" || match.name < name ? match : { kind: "any" };
}

function scopesOf(random: Random, broken: boolean): readonly (string | null)[] {
  if (!broken) return random.pick([[null], [null], [null, "vd1"]] as const);
  return random.pick([[], [null], [null], ["vd1"], ["vd1", "vd2"], [null, null], [null, "vd1"]] as const);
}
