import type { AddressGroup, FirewallPolicy } from "../../src/model/acl.ts";
import type { AddressMatch } from "../../src/model/address.ts";
import { joinRanges } from "../../src/model/fact.ts";
import { parseAddress, parsePrefix } from "../lib/ip.ts";
import { isCentral } from "./nat.ts";
import { enabled, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";
import { isAtLeast } from "./version.ts";
import type { VirtualIp } from "./virtual-ips.ts";

/** Pairs of a destination and an external address that are compared for one policy. */
const mostPairs = 20_000;

/**
 * Packets to virtual IPs, and which policies do not see them. Where a virtual IP translates a packet, policies that do
 * not name it do not match: a denial of all destinations above lets it through, unless `match-vip` is on (Fortinet
 * community, "DENY policy for Virtual IP firewall policy"). With central NAT every policy sees the mapped address.
 */
export class VirtualPackets {
  /** What the model needs to say so: the external addresses as something that may or may not be matched. */
  readonly groups: AddressGroup[] = [];
  readonly #source: Source;
  readonly #virtual: ReadonlyMap<string | null, readonly VirtualIp[]>;
  readonly #named: ReadonlyMap<string, AddressGroup>;
  readonly #interfaces: ReadonlySet<string>;
  readonly #zones: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #doubts = new Map<string, string>();

  constructor(source: Source, virtualIps: readonly VirtualIp[], groups: readonly AddressGroup[]) {
    this.#source = source;
    this.#virtual = Map.groupBy(
      virtualIps.filter(({ rule, scope }) => rule.enabled && !isCentral(source, scope)),
      ({ scope }) => scope,
    );
    this.#named = new Map(groups.map((group) => [key(group.scope, group.name), group]));
    this.#interfaces = new Set(source.tables.entries("system interface").map(({ name }) => name));
    this.#zones = new Map(
      source.tables
        .entries("system zone")
        .map(({ scope, name, settings }) => [key(scope, name), new Set(settings.get("interface")?.words ?? [])]),
    );
  }

  /** The policy with what it does not see taken from its certain part. */
  without(entry: Entry, policy: FirewallPolicy): FirewallPolicy {
    const all = this.#virtual.get(entry.scope);
    if (all === undefined || this.#sees(entry, policy) || asksNothing(policy)) return policy;
    const near = all.filter((each) => this.#meets(policy, each));
    if (!this.#holds(policy, near)) return policy;
    const exclude = [...policy.destination.exclude, { kind: "group", name: this.#doubt(entry.scope, near) } as const];
    return { ...policy, destination: { ...policy.destination, exclude } };
  }

  /** On in denials unless set from 7.2.4 on (FortiGate 7.6 study guide; REST schema 7.6.5), off before. */
  #sees(entry: Entry, { action }: FirewallPolicy): boolean {
    const stated = this.#source.parsed(entry, "match-vip", enabled);
    if (stated !== undefined) return stated;
    const { version } = this.#source;
    return action === "deny" && version !== null && isAtLeast(version, [7, 2, 4]);
  }

  /** Whether packets that the virtual IP translates may come in by an interface of the policy. */
  #meets({ fromZones, scope }: FirewallPolicy, { interfaces }: VirtualIp): boolean {
    if (fromZones === "any" || interfaces === "any") return true;
    const own = interfaces.map((name) => this.#portsOf(scope, name));
    return fromZones.some((zone) => {
      const ports = this.#portsOf(scope, zone);
      return own.some((others) => ports === undefined || others === undefined || !ports.isDisjointFrom(others));
    });
  }

  /** The interfaces that a name stands for, itself or the members of a zone; undefined where it is neither. */
  #portsOf(scope: string | null, name: string): ReadonlySet<string> | undefined {
    return this.#zones.get(key(scope, name)) ?? (this.#interfaces.has(name) ? new Set([name]) : undefined);
  }

  /** Whether the destinations that a policy has for certain may be external addresses of a virtual IP. */
  #holds({ destination, scope }: FirewallPolicy, virtual: readonly VirtualIp[]): boolean {
    const external = virtual.flatMap((each) => each.external);
    const seen = new Set<AddressMatch>(destination.include);
    const groups = new Set<string>();
    for (const match of seen) {
      if (seen.size * external.length > mostPairs) return true;
      if (match.kind === "unresolved") continue;
      if (match.kind === "group") {
        const group = groups.has(match.name) ? undefined : this.#named.get(key(scope, match.name));
        groups.add(match.name);
        for (const member of group?.members ?? []) seen.add(member);
      } else if (external.some((each) => mayMeet(match, each))) return true;
    }
    return false;
  }

  /**
   * A group that holds nothing for certain and at most the external addresses: all but what is no external address, of
   * which nobody knows how much.
   */
  #doubt(scope: string | null, virtual: readonly VirtualIp[]): string {
    const which = JSON.stringify([scope, virtual.map(({ rule }) => rule.name)]);
    const known = this.#doubts.get(which);
    if (known !== undefined) return known;
    const texts = [...new Set(virtual.flatMap(({ interfaces }) => interfaces))].toSorted();
    const name = `virtual IPs on ${texts.join(", ")} (${this.#doubts.size + 1})`;
    this.#doubts.set(which, name);
    const at = joinRanges(virtual.flatMap(({ rule }) => rule.at));
    const others = `all but ${name}`;
    this.groups.push(
      {
        name: others,
        at,
        scope,
        members: [
          { kind: "any", family: 4 },
          { kind: "any", family: 6 },
        ],
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

/** Whether two conditions may share an address. */
function mayMeet(one: AddressMatch, other: AddressMatch): boolean {
  const [first, second] = [bounds(one), bounds(other)];
  if (first === null || second === null) return true;
  return first.family === second.family && first.low <= second.high && second.low <= first.high;
}

interface Bounds {
  readonly family: 4 | 6;
  readonly low: bigint;
  readonly high: bigint;
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
