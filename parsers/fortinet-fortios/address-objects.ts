import type { AddressGroup } from "../../src/model/acl.ts";
import type { AddressMatch, AddressSpec } from "../../src/model/address.ts";
import { ipv4, ipv4Match, ipv4Text, ipv6, ipv6Match, unresolvedAddress } from "./addresses.ts";
import type { Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** Names of addresses by VDOM and family, so that a policy can say which group a name stands for. */
export class AddressNames {
  readonly #names = { 4: new Map<string, Map<string, string>>(), 6: new Map<string, Map<string, string>>() };
  readonly #groups = new Map<string, Alone>();
  readonly #byList = new Map<readonly AddressMatch[], AddressSpec>();

  constructor() {
    for (const { spec } of [all[4], all[6]]) this.#byList.set(spec.include, spec);
  }

  /** IPv4 and IPv6 names live apart; where both have one, the IPv6 group is called so. */
  add(scope: string | null, family: 4 | 6, name: string): string {
    const other = this.find(scope, family === 4 ? 6 : 4, name);
    const group = other === name ? `${name} (IPv${family})` : name;
    const names = this.#names[family];
    const own = names.get(scope ?? "");
    if (own === undefined) names.set(scope ?? "", new Map([[name, group]]));
    else own.set(name, group);
    return group;
  }

  /** Group of a name as a policy writes it, null where the text does not define it. */
  find(scope: string | null, family: 4 | 6, name: string): string | null {
    return this.#names[family].get(scope ?? "")?.get(name) ?? null;
  }

  /** Matches of names as a policy or group lists them; all that list the same one alone share the list. */
  listed(scope: string | null, family: 4 | 6, names: readonly string[]): readonly AddressMatch[] {
    const only = names[0];
    if (only === undefined) return nothing;
    if (names.length > 1) return names.map((name) => this.match(scope, family, name));
    return this.#alone(scope, family, only)?.spec.include ?? [undefinedName(family, only)];
  }

  /** A name in a policy or group: a group of the text, a predefined name, or something unresolved. */
  match(scope: string | null, family: 4 | 6, name: string): AddressMatch {
    return this.#alone(scope, family, name)?.match ?? undefinedName(family, name);
  }

  /** What a list matches, but for its exceptions; all that have the same shared list share it. */
  spec(include: readonly AddressMatch[], exclude: readonly AddressMatch[]): AddressSpec {
    return (exclude.length === 0 ? this.#byList.get(include) : undefined) ?? { include, exclude };
  }

  #alone(scope: string | null, family: 4 | 6, name: string): Alone | null {
    if (name === "all") return all[family];
    const group = this.find(scope, family, name);
    if (group === null) return null;
    const known = this.#groups.get(group);
    if (known !== undefined) return known;
    const made = alone({ kind: "group", name: group });
    this.#groups.set(group, made);
    this.#byList.set(made.spec.include, made.spec);
    return made;
  }
}

/** One name, and what it matches where it is all that is listed. */
interface Alone {
  readonly match: AddressMatch;
  readonly spec: AddressSpec;
}

function alone(match: AddressMatch): Alone {
  return { match, spec: { include: [match], exclude: nothing } };
}

const nothing: readonly never[] = [];

const all: Readonly<Record<4 | 6, Alone>> = {
  4: alone({ kind: "any", family: 4 }),
  6: alone({ kind: "any", family: 6 }),
};

function undefinedName(family: 4 | 6, name: string): AddressMatch {
  // The factory's address "none", which `show` of a part may leave out: 0.0.0.0/32 and ::/128.
  if (name === "none") return { kind: "prefix", prefix: family === 4 ? "0.0.0.0/32" : "::/128" };
  return unresolvedAddress(name, "the text does not define this address");
}

const tables = [
  ["firewall address", 4],
  ["firewall address6", 6],
  ["firewall multicast-address", 4],
  ["firewall multicast-address6", 6],
  ["firewall vip", 4],
  ["firewall vip6", 6],
] as const;

const groupTables = [
  ["firewall addrgrp", 4],
  ["firewall addrgrp6", 6],
  ["firewall vipgrp", 4],
  ["firewall vipgrp6", 6],
] as const;

export const addressTables: readonly string[] = [...tables, ...groupTables].map(([path]) => path);

/** Keys of addresses that are understood, without a word in the model. */
const ofAddresses = [
  "uuid",
  "comment",
  "color",
  "associated-interface",
  "visibility",
  "cache-ttl",
  "clearpass-spt",
  "fabric-object",
  "allow-routing",
];

/** Addresses, address groups and virtual IPs as groups of address matches. */
export function readAddresses(source: Source): { groups: readonly AddressGroup[]; names: AddressNames } {
  const names = new AddressNames();
  const groups: AddressGroup[] = [];
  for (const [path, family] of tables) {
    for (const entry of source.tables.entries(path)) {
      for (const key of source.stated(ofAddresses)) source.take(entry, key);
      const members = path.startsWith("firewall vip")
        ? [virtualAddress(entry)]
        : [family === 4 ? address4(source, entry) : address6(source, entry)];
      groups.push({
        name: names.add(entry.scope, family, entry.name),
        at: entry.at,
        scope: entry.scope,
        members,
        exclude: [],
      });
    }
  }
  const listed = groupTables.flatMap(([path, family]) =>
    source.tables.entries(path).map((entry) => ({ entry, family, name: names.add(entry.scope, family, entry.name) })),
  );
  for (const { entry, family, name } of listed) {
    source.note(
      entry,
      "uuid",
      "comment",
      "comments",
      "color",
      "visibility",
      "type",
      "category",
      "allow-routing",
      "fabric-object",
      "interface",
    );
    const excluded = source.word(entry, "exclude") === "enable" ? source.words(entry, "exclude-member") : [];
    groups.push({
      name,
      at: entry.at,
      scope: entry.scope,
      members: names.listed(entry.scope, family, source.words(entry, "member")),
      exclude: names.listed(entry.scope, family, excluded),
    });
  }
  return { groups, names };
}

function address4(source: Source, entry: Entry): AddressMatch {
  const type = source.word(entry, "type") ?? "ipmask";
  if (type === "ipmask" || type === "interface-subnet" || type === "multicastrange" || type === "broadcastmask") {
    const subnet = source.take(entry, "subnet");
    if (type === "multicastrange" || entry.settings.has("start-ip")) return range4(source, entry);
    // An address without a subnet is 0.0.0.0/0, as the factory's address "all" shows, which states none.
    if (subnet === undefined) return { kind: "any", family: 4 };
    return ipv4Match(subnet.words) ?? unresolvedAddress(entry.name, "its subnet is no IPv4 network");
  }
  if (type === "iprange") return range4(source, entry);
  if (type === "wildcard") {
    const words = source.words(entry, "wildcard");
    return ipv4Match(words) ?? unresolvedAddress(entry.name, "its wildcard is no IPv4 address and mask");
  }
  source.note(
    entry,
    "fqdn",
    "wildcard-fqdn",
    "country",
    "macaddr",
    "start-mac",
    "end-mac",
    "sub-type",
    "obj-tag",
    "filter",
  );
  source.note(entry, "sdn", "sdn-addr-type", "epg-name", "fsso-group", "obj-type", "tag-type", "dirty", "interface");
  return unresolvedAddress(entry.name, `its type is ${type}`);
}

function range4(source: Source, entry: Entry): AddressMatch {
  const first = ipv4(source.word(entry, "start-ip") ?? "");
  const last = ipv4(source.word(entry, "end-ip") ?? "");
  if (first === null || last === null) return unresolvedAddress(entry.name, "its range has no two IPv4 addresses");
  if (first === 0 && last === 0) return { kind: "any", family: 4 };
  return { kind: "range", first: ipv4Text(first), last: ipv4Text(last) };
}

function address6(source: Source, entry: Entry): AddressMatch {
  const type = source.word(entry, "type") ?? "ipprefix";
  if (type === "ipprefix") {
    const prefix = source.take(entry, "ip6");
    if (prefix === undefined) return { kind: "any", family: 6 };
    return ipv6Match(prefix.words[0] ?? "") ?? unresolvedAddress(entry.name, "its prefix is no IPv6 network");
  }
  if (type === "iprange") {
    const first = ipv6(source.word(entry, "start-ip") ?? "");
    const last = ipv6(source.word(entry, "end-ip") ?? "");
    if (first !== null && last !== null) return { kind: "range", first, last };
  }
  source.note(
    entry,
    "fqdn",
    "country",
    "macaddr",
    "sdn",
    "template",
    "host",
    "host-type",
    "obj-id",
    "start-ip",
    "end-ip",
  );
  return unresolvedAddress(entry.name, `its type is ${type}`);
}

/**
 * A policy that names a virtual IP matches the packets that this translates and no others, whatever their addresses are
 * before and after.
 */
function virtualAddress(entry: Entry): AddressMatch {
  return unresolvedAddress(entry.name, "it is a virtual IP, and only packets that it translates match");
}
