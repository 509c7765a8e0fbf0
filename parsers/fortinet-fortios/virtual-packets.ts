import type { AddressGroup, FirewallPolicy } from "../../src/model/acl.ts";
import type { AddressMatch } from "../../src/model/address.ts";
import { joinRanges } from "../../src/model/fact.ts";
import { parseAddress, parsePrefix } from "../lib/ip.ts";
import { isCentral } from "./nat.ts";
import { enabled, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";
import { isAtLeast } from "./version.ts";
import type { VirtualIp } from "./virtual-ips.ts";

/** Destinations compared with external addresses: what takes more is left in doubt. */
const mostComparisons = 500_000;

/** Groups within groups that are looked into. */
const deepest = 32;

/** Virtual IPs whose packets come in by the same interfaces, and the group that stands for their addresses. */
interface Near {
  readonly virtual: readonly VirtualIp[];
  readonly external: readonly (Bounds | null)[];
  /** Null until a policy needs it. */
  group: string | null;
  /** Whether an address group may hold an external address. */
  readonly met: Map<string, boolean>;
}

/**
 * Packets to virtual IPs, and which policies do not see them. Where a virtual IP translates a packet, policies that do
 * not name it do not match: a denial of all destinations above lets it through, unless `match-vip` is on (Fortinet
 * community, "DENY policy for Virtual IP firewall policy"). With central NAT every policy sees the mapped address.
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
  readonly #near = new Map<string, Near>();
  readonly #bounds = new Map<AddressMatch, Bounds | null>();
  #comparisons = 0;

  constructor(source: Source, virtualIps: readonly VirtualIp[], groups: readonly AddressGroup[]) {
    this.#source = source;
    this.#named = new Map(groups.map((group) => [key(group.scope, group.name), group]));
    this.#interfaces = new Set(source.tables.entries("system interface").map(({ name }) => name));
    this.#zones = new Map(
      source.tables
        .entries("system zone")
        .map(({ scope, name, settings }) => [key(scope, name), settings.get("interface")?.words ?? []]),
    );
    const inForce = virtualIps.filter(({ rule, scope }) => rule.enabled && !isCentral(source, scope));
    this.#scopes = new Set(inForce.map(({ scope }) => scope));
    const placed = inForce.flatMap((each) =>
      (this.#portsOf(each.scope, each.interfaces) ?? [""]).map((port) => [key(each.scope, port), each] as const),
    );
    this.#virtual = new Map(
      [...Map.groupBy(placed, ([place]) => place)].map(([place, own]) => [place, own.map(([, each]) => each)]),
    );
  }

  /** The policy with what it does not see taken from its certain part. */
  without(entry: Entry, policy: FirewallPolicy): FirewallPolicy {
    if (!this.#scopes.has(policy.scope) || this.#sees(entry, policy) || asksNothing(policy)) return policy;
    const near = this.#nearBy(policy);
    if (near.virtual.length === 0 || !this.#holds(policy, near)) return policy;
    const exclude = [...policy.destination.exclude, { kind: "group", name: this.#doubt(policy.scope, near) } as const];
    return { ...policy, destination: { ...policy.destination, exclude } };
  }

  /** On in denials unless set from 7.2.4 on (FortiGate 7.6 study guide; REST schema 7.6.5), off before. */
  #sees(entry: Entry, { action }: FirewallPolicy): boolean {
    const stated = this.#source.parsed(entry, "match-vip", enabled);
    if (stated !== undefined) return stated;
    const { version } = this.#source;
    const isLater = version !== null && isAtLeast(version, [7, 2, 4]);
    return action === "deny" && isLater && entry.settings.get("match-vip")?.unset !== false;
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
  #nearBy({ fromZones, scope }: FirewallPolicy): Near {
    const ports = this.#portsOf(scope, fromZones);
    const which = JSON.stringify([scope, ports ?? "any"]);
    const known = this.#near.get(which);
    if (known !== undefined) return known;
    const places = ports === undefined ? null : new Set(["", ...ports].map((port) => key(scope, port)));
    const lists = places === null ? this.#virtual.values() : [...places].map((place) => this.#virtual.get(place) ?? []);
    const virtual = [...new Set([...lists].flat())].filter((each) => each.scope === scope);
    const external = virtual.flatMap((each) => each.external.map(bounds));
    const near: Near = { virtual, external, group: null, met: new Map() };
    this.#near.set(which, near);
    return near;
  }

  /** Whether the destinations that a policy has for certain may be external addresses of a virtual IP. */
  #holds({ destination, scope }: FirewallPolicy, near: Near): boolean {
    return destination.include.some((match) => this.#meets(match, scope, near, 0));
  }

  #meets(match: AddressMatch, scope: string | null, near: Near, depth: number): boolean {
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

  /**
   * A group that holds nothing for certain and at most the external addresses: all but what is no external address, of
   * which nobody knows how much.
   */
  #doubt(scope: string | null, near: Near): string {
    if (near.group !== null) return near.group;
    const { virtual } = near;
    const texts = [...new Set(virtual.flatMap(({ interfaces }) => interfaces))].toSorted();
    const shown = texts.length > 4 ? `${texts.length} interfaces` : texts.join(", ");
    const name = `virtual IPs on ${shown} (${this.groups.length / 2 + 1})`;
    near.group = name;
    const at = joinRanges(virtual.flatMap(({ rule }) => rule.at));
    const others = `all but ${name}`;
    this.groups.push(
      {
        name: others,
        at,
        scope,
        members: [{ kind: "any" }],
        exclude: virtual.flatMap(({ external }) => external),
      },
      {
        name,
        at,
        scope,
        members: [{ kind: "unresolved", text: name, why: "policies that do not name them do not see their packets" }],
        exclude: [{ kind: "group", name: others }],
      },
    );
    return name;
  }
}

function key(scope: string | null, name: string): string {
  return `${scope ?? ""}\n${name}`;
}

/** What permits everything stays what it is: that it does not permit packets to a few addresses changes little. */
function asksNothing({ action, source, destination, services, serviceGroups }: FirewallPolicy): boolean {
  const all = [source, destination].every(({ include }) => include.some(({ kind }) => kind === "any"));
  const open = services.some(({ protocols }) => protocols === "any") || serviceGroups.includes("ALL");
  return action === "permit" && all && open;
}

interface Bounds {
  readonly family: 4 | 6;
  readonly low: bigint;
  readonly high: bigint;
}

function doMeet(one: Bounds, other: Bounds): boolean {
  return one.family === other.family && one.low <= other.high && other.low <= one.high;
}

/** Null where they are not known. */
function bounds(match: AddressMatch): Bounds | null {
  if (match.kind === "any" && match.family !== undefined)
    return { family: match.family, low: 0n, high: 2n ** (match.family === 4 ? 32n : 128n) };
  if (match.kind === "prefix") {
    const prefix = parsePrefix(match.prefix);
    return prefix === null ? null : { family: prefix.family, low: prefix.first, high: prefix.last };
  }
  if (match.kind !== "range") return null;
  const [first, last] = [parseAddress(match.first), parseAddress(match.last)];
  if (first === null || last === null) return null;
  return { family: first.family, low: first.value, high: last.value };
}
