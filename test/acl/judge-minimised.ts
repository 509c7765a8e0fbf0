import { equalFilters } from "../../src/acl/equal-filters.ts";
import { compareFilters, sameness } from "../../src/acl/compare-lists.ts";
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
  const certain = differs(first.table, second.table, ["permit", "deny"]);
  const open = differs(first.table, second.table, ["unknown"]);
  if (first.filter.laterFragments !== second.filter.laterFragments) return;
  const said = sameness(compareFilters(first.filter, second.filter).difference);
  const expected = certain ? "different" : open ? "unknown" : "equal";
  if (said !== expected) yield `said to be ${said}, is ${expected}`;
}

/** True where some packet is decided for certain by both and differently, or by one of them not for certain. */
function differs(one: Table, other: Table, actions: readonly string[]): boolean {
  for (let packet = 0; packet < one.yes.length; packet += 1) {
    const fates = [fateOf(one, packet).action, fateOf(other, packet).action];
    if (actions.includes("unknown") ? fates.includes("unknown") : fates[0] !== fates[1] && !fates.includes("unknown"))
      return true;
  }
  return false;
}
