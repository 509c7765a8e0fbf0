import type { AddressGroup, FirewallPolicy } from "../../src/model/acl.ts";
import type { AddressMatch } from "../../src/model/address.ts";
import { joinRanges } from "../../src/model/fact.ts";
import { bounds, doMeet, type Bounds } from "./bounds.ts";
import { isCentral } from "./nat.ts";
import { enabled, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";
import { isAtLeast } from "./version.ts";
import type { VirtualIp } from "./virtual-ips.ts";

/** Destinations compared with external addresses: what takes more is left in doubt. */
const mostComparisons = 500_000;

/** Names of virtual IPs that a policy is taken apart into. */
const mostNamed = 200;

/** Groups within groups that are looked into. */
const deepest = 32;

/** Virtual IPs that are alike to the policies of some interfaces, and the group that stands for their addresses. */
interface Part {
  readonly virtual: readonly VirtualIp[];
  readonly external: readonly (Bounds | null)[];
  /** Null until a policy needs it. */
  group: string | null;
  /** Whether an address group may hold an external address. */
  readonly met: Map<string, boolean>;
}

/** Virtual IPs near a policy: those that take all packets to their addresses, and those that take some. */
interface Near {
  readonly all: Part;
  readonly whole: Part;
  readonly some: Part;
}

/**
 * Packets to virtual IPs, and which policies see them. Where a virtual IP translates a packet, policies that do not name
 * it do not match: a denial of all destinations above lets it through, unless `match-vip` is on (Fortinet community,
 * "DENY policy for Virtual IP firewall policy"). Policies that name one match what is sent to its external addresses.
 * With central NAT every policy sees the mapped address.
 */
export class VirtualPackets {
  /** What the model needs to say so: the external addresses as something that may or may not be matched. */
  readonly groups: AddressGroup[] = [];
  readonly #source: Source;
  /** By VDOM and interface; the empty name stands for those whose interface is any or not known. */
  readonly #virtual: ReadonlyMap<string, readonly VirtualIp[]>;
  readonly #scopes: ReadonlySet<string | null>;
  readonly #named: ReadonlyMap<string, AddressGroup>;
  readonly #interfaces: ReadonlySet<string>;
  readonly #zones: ReadonlyMap<string, readonly string[]>;
  readonly #byGroup: ReadonlyMap<string, VirtualIp>;
  readonly #near = new Map<string, Near>();
  readonly #bounds = new Map<AddressMatch, Bounds | null>();
  #comparisons = 0;

  constructor(source: Source, virtualIps: readonly VirtualIp[], groups: readonly AddressGroup[]) {
    this.#source = source;
    this.#interfaces = new Set(source.tables.entries("system interface").map(({ name }) => name));
    this.#zones = new Map(
      source.tables
        .entries("system zone")
        .map(({ scope, name, settings }) => [key(scope, name), settings.get("interface")?.words ?? []]),
    );
    const inForce = apart(virtualIps.filter(({ rule, scope }) => rule.enabled && !isCentral(source, scope)));
    // Without virtual IPs nobody asks for groups.
    const asked = inForce.length === 0 ? [] : groups;
    this.#named = new Map(asked.map((group) => [key(group.scope, group.name), group]));
    this.#scopes = new Set(inForce.map(({ scope }) => scope));
    this.#byGroup = new Map(inForce.map((each) => [key(each.scope, each.group ?? ""), each]));
    const placed = inForce.flatMap((each) =>
      (this.#portsOf(each.scope, each.interfaces) ?? [""]).map((port) => [key(each.scope, port), each] as const),
    );
    this.#virtual = new Map(
      [...Map.groupBy(placed, ([place]) => place)].map(([place, own]) => [place, own.map(([, each]) => each)]),
    );
  }

  /** The policy with the packets that it sees. */
  seenBy(entry: Entry, policy: FirewallPolicy): FirewallPolicy {
    if (!this.#scopes.has(policy.scope)) return policy;
    const { include, exclude } = policy.destination;
    const named = exclude.length > 0 ? null : this.#externalOf(policy);
    if (named !== null) return { ...policy, destination: { include: named, exclude } };
    const sees = this.#sees(entry, policy);
    if (sees === true) return policy;
    const near = this.#nearBy(policy);
    const parts = (sees === null ? [near.all] : [near.whole, near.some]).filter((part) => this.#holds(policy, part));
    if (parts.length === 0) return policy;
    const unseen = parts.map((part): AddressMatch => {
      const name = part === near.whole ? this.#addressesOf(policy.scope, part) : this.#doubt(policy.scope, part);
      return { kind: "group", name };
    });
    return { ...policy, destination: { include, exclude: [...exclude, ...unseen] }, leaves: unseen };
  }

  /** External addresses of the virtual IPs that are all a policy names; null where that does not tell its packets. */
  #externalOf(policy: FirewallPolicy): readonly AddressMatch[] | null {
    const seen = new Set(policy.destination.include);
    const found = new Set<VirtualIp>();
    for (const match of seen) {
      if (match.kind !== "group" || seen.size > mostNamed) return null;
      const virtual = this.#byGroup.get(key(policy.scope, match.name));
      const group = this.#named.get(key(policy.scope, match.name));
      if (virtual !== undefined) found.add(virtual);
      else if (group === undefined || group.members.length === 0 || group.exclude.length > 0) return null;
      else for (const member of group.members) seen.add(member);
    }
    const all = [...found];
    if (all.length === 0 || !all.every((each) => each.isWhole && this.#takesAllOf(policy, each))) return null;
    return all.flatMap(({ external }) => external);
  }

  /** Whether packets come in by no other interface of the policy than one of the virtual IP. */
  #takesAllOf({ fromZones, scope }: FirewallPolicy, { interfaces }: VirtualIp): boolean {
    // Zones of SD-WAN are neither interfaces nor zones of the text, and are what they are called.
    if (interfaces === "any" || (fromZones !== "any" && fromZones.every((name) => interfaces.includes(name))))
      return true;
    const [ports, own] = [this.#portsOf(scope, fromZones), this.#portsOf(scope, interfaces)];
    return ports !== undefined && own !== undefined && ports.every((port) => own.includes(port));
  }

  /**
   * On in denials unless set from 7.2.4 on (FortiGate 7.6 study guide; REST schema 7.6.5), off before 7.2.3, of which
   * the vendor says both. Null where it is not known.
   */
  #sees(entry: Entry, { action }: FirewallPolicy): boolean | null {
    const stated = entry.settings.get("match-vip");
    if (stated !== undefined && !stated.unset) return this.#source.parsed(entry, "match-vip", enabled) ?? null;
    const { version } = this.#source;
    if (action !== "deny") return false;
    if (version === null) return null;
    return isAtLeast(version, [7, 2, 4]) || (isAtLeast(version, [7, 2, 3]) ? null : false);
  }

  /** The interfaces that names stand for, themselves or the members of a zone; undefined where one is neither. */
  #portsOf(scope: string | null, names: "any" | readonly string[]): readonly string[] | undefined {
    if (names === "any") return undefined;
    const ports = names.map(
      (name) => this.#zones.get(key(scope, name)) ?? (this.#interfaces.has(name) ? [name] : null),
    );
    return ports.includes(null) ? undefined : [...new Set(ports.flatMap((own) => own ?? []))].toSorted();
  }

  /** The virtual IPs whose packets may come in by an interface of the policy. */
  #nearBy(policy: FirewallPolicy): Near {
    const { fromZones, scope } = policy;
    const ports = this.#portsOf(scope, fromZones);
    const which = JSON.stringify([scope, ports ?? "any"]);
    const known = this.#near.get(which);
    if (known !== undefined) return known;
    const places = ports === undefined ? null : new Set(["", ...ports].map((port) => key(scope, port)));
    const lists = places === null ? this.#virtual.values() : [...places].map((place) => this.#virtual.get(place) ?? []);
    const virtual = [...new Set([...lists].flat())].filter((each) => each.scope === scope);
    const isWhole = (each: VirtualIp): boolean => each.isWhole && this.#takesAllOf(policy, each);
    const near = {
      all: partOf(virtual),
      whole: partOf(virtual.filter(isWhole)),
      some: partOf(virtual.filter((each) => !isWhole(each))),
    };
    this.#near.set(which, near);
    return near;
  }

  /** Whether the destinations that a policy has for certain may be external addresses of a virtual IP. */
  #holds({ destination, scope }: FirewallPolicy, near: Part): boolean {
    return near.virtual.length > 0 && destination.include.some((match) => this.#meets(match, scope, near, 0));
  }

  #meets(match: AddressMatch, scope: string | null, near: Part, depth: number): boolean {
    // What is not resolved is nothing for certain.
    if (match.kind === "unresolved") return false;
    if (match.kind === "group") {
      const known = near.met.get(match.name);
      if (known !== undefined) return known;
      if (depth > deepest) return true;
      // Until it is known, for a group that holds itself.
      near.met.set(match.name, true);
      const members = this.#named.get(key(scope, match.name))?.members ?? [];
      const found = members.some((member) => this.#meets(member, scope, near, depth + 1));
      near.met.set(match.name, found);
      return found;
    }
    this.#comparisons += near.external.length;
    if (this.#comparisons > mostComparisons) return true;
    const own = this.#boundsOf(match);
    return near.external.some((each) => own === null || each === null || doMeet(own, each));
  }

  #boundsOf(match: AddressMatch): Bounds | null {
    const known = this.#bounds.get(match);
    if (known !== undefined) return known;
    const found = bounds(match);
    this.#bounds.set(match, found);
    return found;
  }

  /** A group of the external addresses. */
  #addressesOf(scope: string | null, part: Part): string {
    if (part.group !== null) return part.group;
    const { virtual } = part;
    part.group = `virtual IPs on ${this.#placesOf(virtual)}`;
    this.groups.push({
      name: part.group,
      at: joinRanges(virtual.flatMap(({ rule }) => rule.at)),
      scope,
      members: virtual.flatMap(({ external }) => external),
      exclude: [],
    });
    return part.group;
  }

  /**
   * A group that holds nothing for certain and at most the external addresses: all but what is no external address, of
   * which nobody knows how much.
   */
  #doubt(scope: string | null, part: Part): string {
    if (part.group !== null) return part.group;
    const { virtual } = part;
    const name = `packets to virtual IPs on ${this.#placesOf(virtual)}`;
    part.group = name;
    const at = joinRanges(virtual.flatMap(({ rule }) => rule.at));
    const others = `all but ${name}`;
    const exclude = virtual.flatMap(({ external }) => external);
    this.groups.push(
      { name: others, at, scope, members: [{ kind: "any" }], exclude },
      {
        name,
        at,
        scope,
        members: [{ kind: "unresolved", text: name, why: "policies that do not name them do not see all of them" }],
        exclude: [{ kind: "group", name: others }],
      },
    );
    return name;
  }

  /** Interfaces of virtual IPs, and a number that makes the name its own. */
  #placesOf(virtual: readonly VirtualIp[]): string {
    const texts = [...new Set(virtual.flatMap(({ interfaces }) => interfaces))].toSorted();
    return `${texts.length > 4 ? `${texts.length} interfaces` : texts.join(", ")} (${this.groups.length + 1})`;
  }
}

function partOf(virtual: readonly VirtualIp[]): Part {
  return { virtual, external: virtual.flatMap((each) => each.external.map(bounds)), group: null, met: new Map() };
}

/** Virtual IPs of which some share addresses: none of these takes all packets to its own. */
function apart(virtual: readonly VirtualIp[]): readonly VirtualIp[] {
  const shared = new Set<VirtualIp>();
  const unknown = new Set<string | null>();
  const placed = virtual.flatMap((each) =>
    each.external.flatMap((external) => {
      const own = bounds(external);
      if (own === null) unknown.add(each.scope);
      return own === null ? [] : [{ each, own }];
    }),
  );
  const lists = Map.groupBy(placed, ({ each, own }) => key(each.scope, String(own.family))).values();
  for (const list of lists) {
    const [first, ...more] = list.toSorted((one, other) => (one.own.low < other.own.low ? -1 : 1));
    let last = first;
    for (const next of more) {
      if (last !== undefined && next.own.low <= last.own.high) shared.add(next.each).add(last.each);
      if (last === undefined || next.own.high > last.own.high) last = next;
    }
  }
  return virtual.map((each) => (shared.has(each) || unknown.has(each.scope) ? { ...each, isWhole: false } : each));
}

function key(scope: string | null, name: string): string {
  return `${scope ?? ""}\n${name}`;
}
