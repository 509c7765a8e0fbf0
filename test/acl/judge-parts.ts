import { concernedClauses } from "../../src/acl/concerned-clauses.ts";
import type { Conditions } from "../../src/acl/sets/conditions.ts";
import type { Filter } from "../../src/acl/filter.ts";
import { leftOpen } from "../../src/acl/left-open.ts";
import { unreachable } from "../../src/acl/unreachable.ts";
import { fateOf, packetAt, tableOf, type Table } from "./brute-force.ts";
import { truthOf, type EntryTruth } from "./truths.ts";
import { withClauses } from "./judge-minimised.ts";
import type { RandomList } from "./random-lists.ts";
import type { Universe } from "./universe.ts";

/** The clauses that are said to concern a question decide its packets as all do. */
export function* judgeConcerned(
  universe: Universe,
  list: RandomList,
  filter: Filter,
  table: Table,
  within: { readonly conditions: readonly Conditions[]; readonly holds: (packet: number) => boolean },
): Generator<string> {
  const concerned = concernedClauses(filter, within.conditions);
  if (concerned.clauses.length === filter.clauses.length) return;
  const fewer = tableOf(withClauses(list, concerned), universe);
  for (let packet = 0; packet < universe.count; packet += 1) {
    if (!within.holds(packet)) continue;
    const [all, some] = [fateOf(table, packet), fateOf(fewer, packet)];
    const same = all.action === some.action && table.entries[all.decider] === fewer.entries[some.decider];
    if (same) continue;
    yield `decided otherwise by the clauses concerned: ${JSON.stringify(packetAt(universe, packet))}`;
    return;
  }
}

/** Entries that are reached as far as is known, and would not be if what cannot be resolved matched all it could. */
export function* judgeLeftOpen(filter: Filter, table: Table, truths: readonly EntryTruth[]): Generator<string> {
  const said = leftOpen(filter, unreachable(filter)).map(({ entry }) => entry);
  const most = truthOf({ ...table, yes: table.possible });
  for (const [at, truth] of truths.entries()) {
    const entry = table.entries[at];
    const clause = filter.clauses[at];
    if (entry === undefined || clause === undefined || clause.implied === true) continue;
    const earlier = (table.permits | table.denies) & ((1 << at) - 1);
    const shares = table.own.some((own, packet) => (own >> at) & 1 && ((table.possible[packet] ?? 0) & earlier) !== 0);
    const covered =
      most[at]?.kind !== null && table.entries.some((_, other) => filter.clauses[other]?.unresolved.length);
    const expected = truth.kind === null && (covered || (clause.unresolved.length > 0 && shares));
    if (said.includes(entry) !== expected)
      yield `entry ${clause.label} ${expected ? "is not" : "is"} said to be left open`;
  }
}
