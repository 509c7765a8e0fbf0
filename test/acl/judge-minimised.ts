import { equalFilters } from "../../src/acl/equal-filters.ts";
import { compareFilters, equalIf, sameness } from "../../src/acl/compare-lists.ts";
import type { Filter } from "../../src/acl/filter.ts";
import { minimise } from "../../src/acl/minimise.ts";
import type { AclEntry, FirewallPolicy } from "../../src/model/acl.ts";
import { fateOf, packetAt, tableOf, type Table } from "./brute-force.ts";
import { walkList } from "./judge-reachability.ts";
import type { RandomList } from "./random-lists.ts";
import type { Universe } from "./universe.ts";

/** What `minimise` makes of a list against the enumeration: the same decisions by no more entries. */
export function* judgeMinimised(universe: Universe, list: RandomList, filter: Filter, table: Table): Generator<string> {
  const { before, after, removals, merges, filter: smaller, proof } = minimise(filter);
  if (!proof.proved) yield `open: minimised list is not proved: ${proof.why}`;
  if (after > before || smaller.clauses.length > filter.clauses.length)
    yield `${String(after)} entries in place of ${String(before)}`;
  const merged = merges.reduce((sum, { clauses }) => sum + clauses.length - 1, 0);
  if (before - after !== removals.length + merged) yield "removals and merges do not add up";
  const shorter = withClauses(list, smaller);
  const differing = firstDifference(table, tableOf(shorter, universe));
  if (differing !== null) {
    const packet = packetAt(universe, differing);
    const [was, is] = [walkList(list, packet), walkList(shorter, packet)];
    yield `minimised list says ${is.action}, was ${was.action}: ${JSON.stringify(packet)}`;
  }
}

function isEntry(entry: AclEntry | FirewallPolicy): entry is AclEntry {
  return !isPolicy(entry);
}

function isPolicy(entry: AclEntry | FirewallPolicy): entry is FirewallPolicy {
  return "schedule" in entry;
}

/** A list of the clauses' entries, in their order. */
export function withClauses(list: RandomList, { clauses }: Filter): RandomList {
  const entries = clauses.map(({ entry }) => entry);
  return list.kind === "acl"
    ? { ...list, acl: { ...list.acl, entries: entries.filter(isEntry), implied: [] } }
    : { ...list, policies: entries.filter(isPolicy) };
}

/** A packet that two lists decide differently; null where there is none. */
function firstDifference(one: Table, other: Table): number | null {
  for (let packet = 0; packet < one.yes.length; packet += 1) {
    if (fateOf(one, packet).action !== fateOf(other, packet).action) return packet;
  }
  return null;
}

/** The same filter, of entries that are the same and not the very ones. */
function filterAgain(filter: Filter): Filter {
  return { ...filter, clauses: filter.clauses.map((clause) => ({ ...clause, entry: { ...clause.entry } })) };
}

/** Whether two lists are said to be equal, against the enumeration. */
export function* judgeEquality(
  universe: Universe,
  first: { readonly list: RandomList; readonly filter: Filter; readonly table: Table },
  second: { readonly list: RandomList; readonly filter: Filter; readonly table: Table },
): Generator<string> {
  const differing = firstDifference(first.table, second.table);
  const text = differing === null ? "none" : JSON.stringify(packetAt(universe, differing));
  const equality = equalFilters(first.filter, second.filter);
  if (equality.equal === true && differing !== null) yield `said to be equal, but ${text}`;
  if (equality.equal === false) {
    const known = [first, second].every(({ filter }) =>
      filter.clauses.every(({ unresolved }) => unresolved.length === 0),
    );
    const [one, other] = [walkList(first.list, equality.witness), walkList(second.list, equality.witness)];
    if (differing === null && known) yield "said to differ, but no packet does";
    if (one.action === other.action && known) yield `witness is decided alike: ${JSON.stringify(equality.witness)}`;
  }
  const sameKinds = first.filter.laterFragments === second.filter.laterFragments;
  if (sameKinds && equalIf(first.filter, second.filter) !== null && differing !== null) {
    yield `said to be equal if what is unknown is the same, but ${text}`;
  }
  if (equalIf(first.filter, filterAgain(first.filter)) === null) yield "not said to be equal to itself";
  const { difference, laterFragments } = compareFilters(first.filter, second.filter);
  const alike = first.filter.laterFragments === second.filter.laterFragments;
  if (alike !== (laterFragments === null)) yield "later fragments are compared apart where they need not be, or not";
  // Where one kind of fragment stands for all, it stands for these too.
  const allAlike = universe.fragments.length === 1;
  const isLater = (packet: number) => allAlike || packetAt(universe, packet).fragment === "later";
  const parts = [
    { what: "whole packets", said: difference, isMeant: (packet: number) => alike || allAlike || !isLater(packet) },
    { what: "later fragments", said: laterFragments, isMeant: isLater },
  ];
  for (const { what, said, isMeant } of parts) {
    if (said === null) continue;
    const certain = differs(first.table, second.table, ["permit", "deny"], isMeant);
    const open = differs(first.table, second.table, ["unknown"], isMeant);
    const expected = certain ? "different" : open ? "unknown" : "equal";
    if (sameness(said) !== expected) yield `${what} are said to be ${sameness(said)}, are ${expected}`;
  }
}

/** True where some packet is decided for certain by both and differently, or by one of them not for certain. */
function differs(one: Table, other: Table, actions: readonly string[], isMeant: (packet: number) => boolean): boolean {
  for (let packet = 0; packet < one.yes.length; packet += 1) {
    const fates = [fateOf(one, packet).action, fateOf(other, packet).action];
    const found = actions.includes("unknown")
      ? fates.includes("unknown")
      : fates[0] !== fates[1] && !fates.includes("unknown");
    if (found && isMeant(packet)) return true;
  }
  return false;
}
