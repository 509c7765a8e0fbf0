import type { AddressGroup } from "../../src/model/acl.ts";
import type { AddressMatch, AddressSpec } from "../../src/model/address.ts";
import { formatAddress, formatPrefix, parseAddress, parsePrefix, usualIpv4 } from "../lib/ip.ts";
import { Book } from "./book.ts";
import { define, use, type Level, type Names } from "./levels.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { entries, markTree, note, value, word } from "./reading.ts";

export interface AddressBook {
  readonly groups: readonly AddressGroup[];
  /** What a word of a rule or a group means at a level. */
  match(level: Level, node: PanosNode, by: string): AddressMatch;
  /** Notes that something names an object, where one is defined. */
  noteUse(level: Level, node: PanosNode, by: string): boolean;
  spec(level: Level, rule: PanosNode, end: "source" | "destination", by: string): AddressSpec;
}

/** Kinds of objects that a rule may name where it names addresses. */
const kinds = ["address", "address-group", "region", "external-list"] as const;

/** Kinds whose addresses are decided elsewhere, and where. */
const outside: Readonly<Record<string, string>> = {
  region: "which addresses a region has is decided by the device's database and its overrides",
  "external-list": "it is fetched from outside",
};

/** What rules share that ask for any address. */
const anywhere: AddressSpec = { include: [{ kind: "any" }], exclude: [] };

/**
 * `address`, `address-group`, `region` and `external-list` (PAN-OS Web Interface Help, Objects > Addresses: an address
 * without a length is a host; an `ip-wildcard` mask has a 1 where the bit is ignored).
 */
export function readAddresses(levels: readonly Level[], names: Names): AddressBook {
  const book = new Book(levels, (node) => kinds.flatMap((kind) => entries(node, kind)));
  for (const [entry, { scope }] of book.definitions()) define(names, "address-group", entry, scope);
  const match = (level: Level, node: PanosNode, by: string): AddressMatch => {
    const name = node.word;
    const unresolved = (why: string): AddressMatch => ({ kind: "unresolved", text: name, why });
    if (name === "any") return { kind: "any" };
    const sighting = book.find(level, name);
    if (sighting !== null) {
      use(names, "address-group", node, sighting.scope, by);
      return sighting.resolvable ? { kind: "group", name } : unresolved("too many objects are inherited");
    }
    const literal = literalOf(name);
    if (literal !== null) return literal;
    // A region of the device's own database is two letters, and no object of the text.
    if (/^[A-Z]{2}$/.test(name)) return unresolved("which addresses a region has is not in the text");
    if (/^[\d.:/-]+$/.test(name)) return unresolved("it is no address and no range");
    if (name.startsWith("$")) return unresolved("its value differs by device");
    if (name.startsWith("panw-")) return unresolved("the vendor keeps this list");
    use(names, "address-group", node, level.scope, by);
    return unresolved("the text does not define this address");
  };
  const made = new Map<PanosNode, AddressGroup>();
  for (const [entry, level] of book.definitions()) {
    const members = membersOf(entry, (member) => {
      const matched = match(level, member, `address-group ${entry.word}`);
      if (matched.kind !== "group" || !book.isHidden(level, matched.name)) return matched;
      const hidden = book.find(level, matched.name)?.entry;
      return hidden?.parent?.word === "address"
        ? addressOf(hidden)
        : { kind: "unresolved", text: matched.name, why: "a virtual system has its own group of that name" };
    });
    made.set(entry, { name: entry.word, ...placeOf(entry), scope: level.scope, members, exclude: [] });
  }
  return {
    groups: book.spread(made),
    match,
    noteUse(level, node, by) {
      const sighting = book.find(level, node.word);
      if (sighting !== null) use(names, "address-group", node, sighting.scope, by);
      return sighting !== null;
    },
    spec(level, rule, end, by) {
      const negated = word(rule, `negate-${end}`) === "yes";
      const named = entries(rule, end);
      if (!negated && named.length === 1 && named[0]?.word === "any") return anywhere;
      const found = named.map((node) => match(level, node, `${by} ${end}`));
      if (found.length === 0)
        return { include: [{ kind: "unresolved", text: end, why: "it is not stated" }], exclude: [] };
      return negated ? { include: anywhere.include, exclude: found } : { include: found, exclude: anywhere.exclude };
    },
  };
}

function membersOf(entry: PanosNode, match: (member: PanosNode) => AddressMatch): readonly AddressMatch[] {
  note(entry, "description", "tag", "disable-override");
  const kind = entry.parent?.word ?? "";
  if (kind === "address") return [addressOf(entry)];
  const why = outside[kind];
  const dynamic = entry.children.get("dynamic");
  if (why === undefined && dynamic === undefined) return entries(entry, "static").map(match);
  markTree(why === undefined ? dynamic : entry);
  // A group that has members of both sorts is known in none.
  return [
    { kind: "unresolved", text: entry.word, why: why ?? "its members are found by their tags" },
    ...(why === undefined ? entries(entry, "static").map(match) : []),
  ];
}

function addressOf(entry: PanosNode): AddressMatch {
  const unresolved = (why: string): AddressMatch => ({ kind: "unresolved", text: entry.word, why });
  const types = ["ip-netmask", "ip-range", "ip-wildcard", "fqdn"].flatMap((type) => value(entry, type) ?? []);
  const [last] = types.toSorted((a, b) => b.order - a.order);
  const type = last?.parent?.word;
  if (last === undefined || type === undefined) return unresolved("it has no address");
  if (last.word.startsWith("$")) return unresolved("its value differs by device");
  if (type === "fqdn") return unresolved("it is a name that changes its addresses");
  if (type === "ip-range") return rangeOf(last.word) ?? unresolved("its range has no two addresses");
  if (type === "ip-wildcard") return wildcardOf(last.word) ?? unresolved("its wildcard is no address and mask");
  return prefixOf(last.word) ?? unresolved("it is no address");
}

/** An address as a rule or group writes it without an object. */
function literalOf(text: string): AddressMatch | null {
  return prefixOf(text) ?? (text.includes("-") ? rangeOf(text) : null);
}

function prefixOf(text: string): AddressMatch | null {
  const usual = usualIpv4(text);
  if (usual !== null) return usual;
  const prefix = parsePrefix(text);
  if (prefix === null) return null;
  return prefix.length === 0
    ? { kind: "any", family: prefix.family }
    : { kind: "prefix", prefix: formatPrefix(prefix) };
}

function rangeOf(text: string): AddressMatch | null {
  const [low = "", high = "", more] = text.split("-");
  const first = parseAddress(low.trim());
  const last = parseAddress(high.trim());
  if (
    more !== undefined ||
    first === null ||
    last === null ||
    first.family !== last.family ||
    first.value > last.value
  ) {
    return null;
  }
  return {
    kind: "range",
    first: formatAddress(first.family, first.value),
    last: formatAddress(last.family, last.value),
  };
}

/** "10.20.1.0/0.0.248.255": zero bits of the mask must match, ones need not. */
function wildcardOf(text: string): AddressMatch | null {
  const [base = "", mask = "", more] = text.split("/");
  const address = parseAddress(base);
  const ignored = parseAddress(mask);
  if (more !== undefined || address?.family !== 4 || ignored?.family !== 4) return null;
  const kept = address.value & ~ignored.value & 0xffffffffn;
  return { kind: "wildcard", address: formatAddress(4, kept), mask: formatAddress(4, ignored.value) };
}
