import { namedGroups, type NamedGroups } from "../../src/acl/named-groups.ts";
import type { AclEntry, AddressGroup, ServiceGroup, TcpFlagsMatch } from "../../src/model/acl.ts";
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
import type { Universe } from "./universe.ts";

/** What one case may hold beside plain conditions. */
export interface Mix {
  /** How often an address is a named group, and a service a service group. */
  readonly groups: number;
  /** How often something cannot be resolved. */
  readonly unresolved: number;
}

export function randomAddresses(
  universe: Universe,
  random: Random,
  mix: Mix,
  end: "sources" | "destinations",
): AddressSpec {
  if (!random.chance(universe.asks.addresses)) return anyAddress;
  const match = () => randomMatch(universe, random, mix, end);
  const include = Array.from({ length: random.pick([1, 1, 1, 1, 1, 2, 2, 2, 3, 3, random.pick([0, 1, 1])]) }, match);
  const exclude = Array.from({ length: random.pick([0, 0, 0, 0, 0, 0, 0, 0, 1, random.pick([1, 2])]) }, match);
  return { include: include.length === 0 && random.chance(0.7) ? [{ kind: "any" }] : include, exclude };
}

/** A name, and text that is no address: nobody knows what these match. */
const unreadable: readonly AddressMatch[] = [
  { kind: "unresolved", text: "host.example", why: "a name" },
  { kind: "unresolved", text: "host.example", why: "a name" },
  { kind: "range", first: "10.0.0.9", last: "10.0.0.1" },
  { kind: "range", first: "10.0.0.1", last: "2001:db8::1" },
  { kind: "prefix", prefix: "10.0.0.0/33" },
  { kind: "wildcard", address: "10.0.0.0", mask: "::1" },
];

function randomMatch(universe: Universe, random: Random, mix: Mix, end: "sources" | "destinations"): AddressMatch {
  if (random.chance(mix.groups)) return { kind: "group", name: `${end}-${String(random.below(5))}` };
  if (random.chance(mix.unresolved / 4)) return random.pick(unreadable);
  return random.pick(universe.parts)[end].match(random);
}

export function anyServiceOf(random: Random, mix: Mix): Pick<AclEntry, "services" | "serviceGroups"> {
  const service: ServiceMatch = { protocols: "any", sourcePorts: anyPort, destinationPorts: anyPort, icmp: null };
  return { services: random.chance(mix.unresolved / 3) ? [] : [service], serviceGroups: [] };
}

export function randomServices(
  universe: Universe,
  random: Random,
  mix: Mix,
): Pick<AclEntry, "services" | "serviceGroups"> {
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
  const some = Array.from({ length: random.pick([1, 1, 1, 2, 3, random.pick([0, 1])]) }, () => ({
    type: random.pick(numbers),
    code: random.chance(0.4) ? null : random.pick(numbers),
  }));
  if (!random.chance(0.15)) return some;
  // All types, or all codes of one, at times but for some.
  const left = someOf(numbers, random);
  const octets = Array.from({ length: 256 }, (_, octet) => octet).filter((octet) => !left.includes(octet));
  const [first] = some;
  return random.chance(0.5) || first === undefined
    ? octets.map((type) => ({ type, code: null }))
    : [...octets.map((code) => ({ type: first.type, code })), ...some];
}

export function randomFlags({ flagBits }: Universe, random: Random): readonly TcpFlagsMatch[] {
  return Array.from({ length: random.pick([1, 1, 2, 2, 3, random.pick([0, 1])]) }, () => {
    const mask = flagBits.reduce((sum, bit) => (random.chance(0.6) ? sum | bit : sum), 0);
    const value = flagBits.reduce((sum, bit) => (random.chance(0.5) ? sum | bit : sum), 0);
    // A value that its mask does not hold is never met.
    return { mask, value: random.chance(0.05) ? value : value & mask };
  });
}

export function randomDscp(named: readonly number[], random: Random): readonly number[] {
  const chosen = someOf(named, random);
  if (!random.chance(0.2)) return chosen;
  return Array.from({ length: 64 }, (_, number) => number).filter((number) => !chosen.includes(number));
}

/** Some of a list, seldom none, in any order and at times twice. */
export function someOf<T>(list: readonly T[], random: Random): readonly T[] {
  if (random.chance(0.02)) return [];
  return Array.from({ length: random.pick([1, 1, 2, list.length]) }, () => random.pick(list));
}

/** Five names for sources, destinations and services each: nested, within themselves, twice there, empty or missing. */
export function randomGroups(universe: Universe, random: Random, mix: Mix): NamedGroups {
  const addressGroups: AddressGroup[] = [];
  const serviceGroups: ServiceGroup[] = [];
  const inner: Mix = { groups: 0.25, unresolved: mix.unresolved };
  const broken = mix.unresolved > 0;
  for (let number = 0; mix.groups > 0 && number < 5; number += 1) {
    for (const end of ["sources", "destinations"] as const) {
      const name = `${end}-${String(number)}`;
      for (const scope of scopesOf(random, broken)) {
        const members = Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3]) }, () =>
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
        members: Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3]) }, () => randomService(universe, random, mix)),
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
