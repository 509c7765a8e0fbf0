import type { AclEntry, AclSet } from "../../src/model/acl.ts";
import type { AddressSpec } from "../../src/model/address.ts";
import type { BoundAcl } from "../../src/model/device-config.ts";
import { joinRanges } from "../../src/model/fact.ts";
import { settled } from "../lib/cisco/entry-words.ts";
import { atLeast } from "../lib/cisco/version.ts";
import { familiesOf, type Families } from "./families.ts";
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
  const release = releaseOf(draft);
  const certain = draft.threatDefense || release !== null;
  const unified = release === null || atLeast(release, 9);
  const speaks = speaksSix(draft);
  const families = familiesOf(draft.addressGroups);
  const sets: AclSet[] = [];
  const known = new Set<string>();
  const add = (acl: AclDraft, family: 4 | 6, entries: readonly AclEntry[]): void => {
    const set = setOf(acl, family, entries);
    sets.push(set);
    known.add(`${set.family} ${set.name}`);
  };
  for (const acl of draft.acls.values()) {
    const entries = entriesOf(acl);
    if (acl.kind === "ipv6") add(acl, 6, entries);
    else if (!unified) add(acl, 4, kept(entries, onlyFour));
    else {
      const one = (family: 4 | 6) => kept(entries, (entry) => within(entry, family, families, certain));
      add(acl, 4, acl.mayNameSix ? one(4) : entries);
      // Standard lists do not know IPv6 ("Guidelines for ACLs", Firewall CLI Configuration Guide).
      if (acl.kind === "standard" || acl.kind === "ethertype" || acl.kind === "webtype") continue;
      const isNamed = acl.mayNameSix && entries.some((entry) => namesSix(entry, families));
      if (speaks || isNamed) add(acl, 6, one(6));
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
  let number = 0;
  for (const line of lines) {
    number += 1;
    if ("remark" in line) remarks.push(line.remark);
    else {
      line.label = String(number);
      line.remarks = settled(remarks);
      entries.push(line);
      if (remarks.length > 0) remarks = [];
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
      addresses.some((address) => address.includes(":")) || unstated.includes(6) || borrowed.includes(6),
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

/** The entry as one of a family's set; null where it matches no packet of the family. */
function within(entry: AclEntry, family: 4 | 6, families: Families, certain: boolean): AclEntry | null {
  const from = families.of(entry.source);
  const to = families.of(entry.destination);
  const protocol = protocolFamily(entry);
  if (protocol !== null && protocol !== family) return null;
  if (from.has(family) && to.has(family)) {
    const doubtful = family === 6 && !certain && (hasPlainAny(entry.source) || hasPlainAny(entry.destination));
    if (!doubtful) return entry;
    const why = "whether any means IPv6 too, which it does from 9.0 on, without a version";
    return { ...entry, unresolved: [...entry.unresolved, why] };
  }
  // Addresses of two families in one entry: what NAT translates between them.
  const apart = from.size === 1 && to.size === 1 && from.has(4) !== to.has(4);
  if (!apart) return null;
  return from.has(family)
    ? { ...entry, destination: translated(entry.destination) }
    : { ...entry, source: translated(entry.source) };
}

/** Entries one by one, without those that become null; the same array where none changes. */
function kept(entries: readonly AclEntry[], of: (entry: AclEntry) => AclEntry | null): readonly AclEntry[] {
  const first = entries.findIndex((entry) => of(entry) !== entry);
  if (first < 0) return entries;
  const found = entries.slice(0, first);
  for (const entry of entries.slice(first)) {
    const own = of(entry);
    if (own !== null) found.push(own);
  }
  return found;
}

/** An entry that names IPv6 by an address, by "any6" or by its ICMP. */
function namesSix(entry: AclEntry, families: Families): boolean {
  return protocolFamily(entry) === 6 || families.namesSix(entry.source) || families.namesSix(entry.destination);
}

/** ICMP is a protocol of one family each. */
function protocolFamily({ services }: AclEntry): 4 | 6 | null {
  const only = services[0];
  if (only === undefined || services.length > 1 || only.protocols === "any" || only.protocols.length !== 1) return null;
  return only.protocols[0] === 1 ? 4 : only.protocols[0] === 58 ? 6 : null;
}

function hasPlainAny({ include }: AddressSpec): boolean {
  return include.some((match) => match.kind === "any" && match.family === undefined);
}

/** Before 9.0 "any" is every IPv4 address. */
function onlyFour(entry: AclEntry): AclEntry {
  if (!hasPlainAny(entry.source) && !hasPlainAny(entry.destination)) return entry;
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
