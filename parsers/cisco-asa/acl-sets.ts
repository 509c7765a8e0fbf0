import type { AclEntry, AclSet } from "../../src/model/acl.ts";
import type { AddressMatch, AddressSpec } from "../../src/model/address.ts";
import type { BoundAcl } from "../../src/model/device-config.ts";
import { joinRanges } from "../../src/model/fact.ts";
import { atLeast } from "../lib/cisco/version.ts";
import { releaseOf, type AclDraft, type BindingDraft, type Draft, type InterfaceDraft } from "./draft.ts";

/** Lists of a text by family, and which interface each is bound to. */
export interface Lists {
  readonly sets: readonly AclSet[];
  bound(port: InterfaceDraft): readonly BoundAcl[];
}

/**
 * From 9.0 on a list holds entries of both families ("Unified ACL for IPv4 and IPv6", New Features in 9.0(1)): it
 * becomes one set for each family that its entries can match, of one name. Where the device shows no IPv6 and the
 * list names none, the set for IPv6 is left out: it would say the same of packets that never come.
 */
export function listsOf(draft: Draft): Lists {
  const speaks = speaksSix(draft);
  const families = new Families(draft);
  const sets: AclSet[] = [];
  const known = new Set<string>();
  for (const acl of draft.acls.values()) {
    const own = acl.kind === "ipv6" ? ([6] as const) : families.unified ? ([4, 6] as const) : ([4] as const);
    const entries = entriesOf(acl);
    const named = own.length > 1 && entries.some((each) => families.namesSix(each));
    for (const family of own) {
      if (family === 6 && own.length > 1 && !speaks && !named) continue;
      // Standard lists do not know IPv6 ("Guidelines for ACLs", Firewall CLI Configuration Guide).
      if (family === 6 && (acl.kind === "standard" || acl.kind === "ethertype" || acl.kind === "webtype")) continue;
      const set = setOf(acl, family, families.all(entries, family));
      sets.push(set);
      known.add(`${set.family} ${set.name}`);
    }
  }
  const bindings = Map.groupBy(draft.bindings.values(), ({ nameif }) => nameif ?? "*");
  const everywhere = bindings.get("*") ?? [];
  return {
    sets,
    bound: ({ nameif }) =>
      nameif === null ? [] : boundTo([...(bindings.get(nameif) ?? []), ...everywhere], known, speaks),
  };
}

function entriesOf({ lines }: AclDraft): readonly AclEntry[] {
  const entries: AclEntry[] = [];
  let remarks: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.kind === "remark") remarks.push(line.text);
    else {
      entries.push({ ...line.entry, label: String(index + 1), remarks });
      remarks = [];
    }
  }
  return entries;
}

/**
 * The ASA puts the fragments of a packet together before it looks at it ("fragment", Command Reference: "full
 * reassembly of all ICMP error messages and virtual reassembly of the remaining IP fragments").
 */
function setOf({ name, kind, at }: AclDraft, family: 4 | 6, entries: readonly AclEntry[]): AclSet {
  return {
    name,
    family: kind === "ethertype" ? "mac" : family === 4 ? "ipv4" : "ipv6",
    kind: kind === "" ? "extended" : kind,
    at: joinRanges(at),
    entries,
    defaultAction: "deny",
    laterFragments: "like-whole-packets",
  };
}

/** An interface with an IPv6 address; a transparent firewall bridges what has none of its own. */
function speaksSix(draft: Draft): boolean {
  if (draft.switches.get("firewall transparent")?.value === true) return true;
  return [...draft.interfaces.values()].some(
    ({ addresses, unstated, borrowed }) =>
      addresses.some((address) => address.includes(":")) || unstated.has(6) || borrowed.has(6),
  );
}

/**
 * Lists of an interface in the order in which they are asked: its own, then the global one ("Access Rules", Firewall
 * CLI Configuration Guide: interface access rule, global access rule, implicit deny). Global rules are inbound. What goes
 * to the device itself is judged by a list bound with "control-plane" alone, after the sources of its services.
 */
function boundTo(all: readonly BindingDraft[], known: ReadonlySet<string>, speaks: boolean): BoundAcl[] {
  return all.flatMap(({ acl, how, at }) =>
    (["ipv4", "ipv6", "mac"] as const).flatMap((family): BoundAcl[] => {
      const defined = known.has(`${family} ${acl}`);
      // A list that is not there is bound all the same, so that somebody tells.
      const missing = ["ipv4", "ipv6", "mac"].every((each) => !known.has(`${each} ${acl}`));
      const wanted = defined || (missing && (family === "ipv4" || (family === "ipv6" && speaks)));
      return wanted ? [{ acl, family, direction: directions[how], at }] : [];
    }),
  );
}

const directions: Readonly<Record<BindingDraft["how"], BoundAcl["direction"]>> = {
  in: "in",
  out: "out",
  global: "in",
  "control-plane": "local",
};

/** Which families a condition can match. */
class Families {
  /** Lists hold both families: true and false by the release, null where it is not known and IPv6 may be meant. */
  readonly unified: boolean;
  readonly #certain: boolean;
  readonly #draft: Draft;
  readonly #groups = new Map<string, ReadonlySet<4 | 6>>();

  constructor(draft: Draft) {
    const release = releaseOf(draft);
    this.#draft = draft;
    this.unified = release === null || atLeast(release, 9);
    this.#certain = draft.threatDefense || release !== null;
  }

  /** Entries of a family's set; the same array where all of them are. */
  all(entries: readonly AclEntry[], family: 4 | 6): readonly AclEntry[] {
    const found: AclEntry[] = [];
    let same = true;
    for (const entry of entries) {
      const own = this.#within(entry, family);
      if (own !== null) found.push(own);
      same &&= own === entry;
    }
    return same ? entries : found;
  }

  /** The entry as one of a family's set; null where it matches no packet of the family. */
  #within(entry: AclEntry, family: 4 | 6): AclEntry | null {
    if (!this.unified) return hasPlainAny(entry.source) || hasPlainAny(entry.destination) ? onlyFour(entry) : entry;
    const [from, to] = [this.#of(entry.source), this.#of(entry.destination)];
    const protocol = protocolFamily(entry);
    if (protocol !== null && protocol !== family) return null;
    if (from.has(family) && to.has(family)) {
      const doubtful = family === 6 && !this.#certain && (hasPlainAny(entry.source) || hasPlainAny(entry.destination));
      if (!doubtful) return entry;
      const why = "whether any means IPv6 too, which it does from 9.0 on, without a version";
      return { ...entry, unresolved: [...entry.unresolved, why] };
    }
    // Addresses of two families in one entry: what NAT translates between them.
    if (from.has(4) !== to.has(4) && from.has(6) !== to.has(6) && from.size + to.size === 2) {
      return from.has(family)
        ? { ...entry, destination: translated(entry.destination) }
        : { ...entry, source: translated(entry.source) };
    }
    return null;
  }

  /** An entry that names IPv6 by an address, by "any6" or by its ICMP. */
  namesSix(entry: AclEntry): boolean {
    if (protocolFamily(entry) === 6) return true;
    return [entry.source, entry.destination].some(({ include }) => include.some((match) => this.#isSix(match)));
  }

  #isSix(match: AddressMatch): boolean {
    if (match.kind === "any") return match.family === 6;
    if (match.kind === "group") return this.#namingSix(match.name);
    return match.kind !== "unresolved" && this.#ofMatch(match) === six;
  }

  readonly #named = new Map<string, boolean>();

  #namingSix(name: string): boolean {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const seen = new Set([name]);
    const open = [name];
    let found = false;
    for (let next = open.pop(); next !== undefined && !found && seen.size <= mostGroups; next = open.pop()) {
      for (const member of this.#draft.addressGroups.get(next)?.members ?? []) {
        if (member.kind !== "group") found ||= this.#isSix(member);
        else if (!seen.has(member.name)) {
          seen.add(member.name);
          open.push(member.name);
        }
      }
    }
    this.#named.set(name, found);
    return found;
  }

  #of({ include }: AddressSpec): ReadonlySet<4 | 6> {
    const [only] = include;
    if (only !== undefined && include.length === 1) return this.#ofMatch(only);
    return new Set(include.flatMap((match) => [...this.#ofMatch(match)]));
  }

  #ofMatch(match: AddressMatch): ReadonlySet<4 | 6> {
    switch (match.kind) {
      case "any":
        return match.family === undefined ? either : match.family === 4 ? four : six;
      case "prefix":
        return match.prefix.includes(":") ? six : four;
      case "range":
        return match.first.includes(":") ? six : four;
      case "wildcard":
        return four;
      case "group":
        return this.#ofGroup(match.name);
      case "unresolved":
      default:
        return either;
    }
  }

  /** Families of a group with all that it holds, found without recursion: groups may be nested deep. */
  #ofGroup(name: string): ReadonlySet<4 | 6> {
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const found = new Set<4 | 6>();
    const seen = new Set([name]);
    const open = [name];
    for (let next = open.pop(); next !== undefined && found.size < 2; next = open.pop()) {
      const group = seen.size > mostGroups ? undefined : this.#draft.addressGroups.get(next);
      if (group === undefined) for (const family of either) found.add(family);
      for (const member of group?.members ?? []) {
        if (member.kind !== "group") for (const family of this.#ofMatch(member)) found.add(family);
        else if (!seen.has(member.name)) {
          seen.add(member.name);
          open.push(member.name);
        }
      }
    }
    // An empty group is of no family: its entries stay where people look for them.
    const families = found.size === 0 ? four : found;
    this.#groups.set(name, families);
    return families;
  }
}

/** More groups in one another than anyone configures: beyond them a group may hold either family. */
const mostGroups = 1_000;

const four: ReadonlySet<4 | 6> = new Set([4 as const]);
const six: ReadonlySet<4 | 6> = new Set([6 as const]);
const either: ReadonlySet<4 | 6> = new Set([4 as const, 6 as const]);

/** ICMP is a protocol of one family each. */
function protocolFamily({ services }: AclEntry): 4 | 6 | null {
  const [only] = services;
  if (only === undefined || services.length > 1 || only.protocols === "any" || only.protocols.length !== 1) return null;
  return only.protocols[0] === 1 ? 4 : only.protocols[0] === 58 ? 6 : null;
}

function hasPlainAny({ include }: AddressSpec): boolean {
  return include.some((match) => match.kind === "any" && match.family === undefined);
}

/** Before 9.0 "any" is every IPv4 address. */
function onlyFour(entry: AclEntry): AclEntry {
  const plain = (spec: AddressSpec): AddressSpec => (hasPlainAny(spec) ? anyFour : spec);
  return { ...entry, source: plain(entry.source), destination: plain(entry.destination) };
}

const anyFour: AddressSpec = { include: [{ kind: "any", family: 4 }], exclude: [] };

function translated({ include }: AddressSpec): AddressSpec {
  const text = include.map((match) => ("prefix" in match ? match.prefix : "name" in match ? match.name : match.kind));
  return {
    include: [
      { kind: "unresolved", text: text.join(" "), why: "an address of the other family, which NAT translates" },
    ],
    exclude: [],
  };
}
