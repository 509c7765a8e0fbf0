import type { AddressGroup } from "../../src/model/acl.ts";
import type { AddressMatch } from "../../src/model/address.ts";
import { define, nameIn, use, type Context } from "./context.ts";
import { addressMatch, parseAddress, formatAddress } from "../lib/ip.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, mark, markTree, value } from "./reading.ts";

/** Address books of the device. A group's name in the model is "book/name", since each book has names of its own. */
export interface AddressBooks {
  readonly groups: readonly AddressGroup[];
  /** The name in the model of an address as a policy from or to that zone sees it: the zone's books, then "global". */
  resolve(zone: string | null, name: string): { readonly group: string; readonly book: string } | null;
}

/** [edit security address-book] and the books within zones (Security Policies Guide, "Address Books and Address Sets"). */
export function readAddressBooks(context: Context): AddressBooks {
  const groups: AddressGroup[] = [];
  const names = new Map<string, Set<string>>();
  const booksOf = new Map<string, string[]>();
  const security = child(context.root, "security");
  for (const book of entries(security, "address-book")) {
    readBook(context, book, book.word, groups, names);
    for (const zone of entries(child(book, "attach"), "zone")) {
      use(context, "zone", zone, `security address-book ${book.word} attach`);
      booksOf.set(zone.word, [...(booksOf.get(zone.word) ?? []), book.word]);
    }
    value(book, "description");
  }
  for (const zone of entries(child(security, "zones"), "security-zone")) {
    const book = child(zone, "address-book");
    if (book === undefined) continue;
    readBook(context, book, zone.word, groups, names);
    booksOf.set(zone.word, [...(booksOf.get(zone.word) ?? []), zone.word]);
  }
  const feeds = child(security, "dynamic-address");
  for (const name of entries(feeds, "address-name")) {
    markTree(name);
    const global = names.get("global") ?? new Set<string>();
    names.set("global", global.add(name.word));
    define(context, "address-group", name, "global");
    const member: AddressMatch = { kind: "unresolved", text: `dynamic-address ${name.word}`, why: "a feed fills it" };
    groups.push({
      ...placeOf(name),
      name: nameIn(context.scope, `global/${name.word}`),
      members: [member],
      exclude: [],
      scope: context.scope,
    });
  }
  for (const word of ["feed-server", "traceoptions"]) {
    const found = child(feeds, word);
    if (found !== undefined) markTree(found);
  }
  return {
    groups,
    resolve(zone, name) {
      const books = [...(zone === null ? [] : (booksOf.get(zone) ?? [])), "global"];
      const book = books.find((candidate) => names.get(candidate)?.has(name) === true);
      return book === undefined ? null : { group: nameIn(context.scope, `${book}/${name}`), book };
    },
  };
}

function readBook(
  context: Context,
  node: ConfigNode,
  book: string,
  groups: AddressGroup[],
  names: Map<string, Set<string>>,
): void {
  const own = names.get(book) ?? new Set<string>();
  names.set(book, own);
  for (const address of entries(node, "address")) {
    own.add(address.word);
    define(context, "address-group", address, book);
    groups.push({
      ...placeOf(address),
      name: nameIn(context.scope, `${book}/${address.word}`),
      members: membersOf(address),
      exclude: [],
      scope: context.scope,
    });
  }
  for (const set of entries(node, "address-set")) {
    own.add(set.word);
    define(context, "address-group", set, book);
    value(set, "description");
    const members = [...entries(set, "address"), ...entries(set, "address-set")];
    for (const member of members) use(context, "address-group", member, `address-set ${set.word}`, book);
    groups.push({
      ...placeOf(set),
      name: nameIn(context.scope, `${book}/${set.word}`),
      members: members.map((member) => ({ kind: "group", name: nameIn(context.scope, `${book}/${member.word}`) })),
      exclude: [],
      scope: context.scope,
    });
  }
}

function membersOf(node: ConfigNode): AddressMatch[] {
  const members: AddressMatch[] = [];
  for (const item of children(node)) {
    if (item.word === "description") markTree(item);
    else if (item.word === "dns-name") {
      for (const name of entries(node, "dns-name")) {
        markTree(name);
        members.push({ kind: "unresolved", text: `dns-name ${name.word}`, why: "a name is resolved by the device" });
      }
    } else if (item.word === "wildcard-address") {
      for (const wildcard of entries(node, "wildcard-address")) members.push(addressMatch(wildcard.word));
    } else if (item.word === "range-address") {
      for (const low of entries(node, "range-address")) members.push(rangeOf(low));
    } else members.push(addressMatch(mark(item).word));
  }
  return members;
}

/** `range-address 192.0.2.1 to 192.0.2.9`. */
function rangeOf(low: ConfigNode): AddressMatch {
  const high = value(low, "to");
  const first = parseAddress(low.word);
  const last = high === undefined ? null : parseAddress(high.word);
  if (first === null || last === null || first.family !== last.family || first.value > last.value) {
    return { kind: "unresolved", text: `range-address ${low.word}`, why: "not a range" };
  }
  return {
    kind: "range",
    first: formatAddress(first.family, first.value),
    last: formatAddress(last.family, last.value),
  };
}
