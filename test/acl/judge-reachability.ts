import type { Filter } from "../../src/acl/filter.ts";
import type { Packet } from "../../src/acl/sets/packet.ts";
import { unreachable, type Reachability, type Unreachable } from "../../src/acl/unreachable.ts";
import type { AclEntry, FirewallPolicy } from "../../src/model/acl.ts";
import type { Table } from "./brute-force.ts";
import type { EntryTruth } from "./truths.ts";
import type { RandomList } from "./random-lists.ts";
import type { Match } from "./walk-fields.ts";
import { matchEntry, matchPolicy, walkAcl, walkPolicies, type Walk } from "./walk.ts";

/** The walk over a list of either kind. */
export function walkList(list: RandomList, packet: Packet): Walk<AclEntry | FirewallPolicy> {
  return list.kind === "acl"
    ? walkAcl(list.acl, list.groups, packet)
    : walkPolicies(list.policies, list.groups, packet);
}

export function matchOf(list: RandomList, entry: AclEntry | FirewallPolicy, packet: Packet): Match {
  if ("schedule" in entry) return matchPolicy(entry, list.groups, packet);
  if (list.kind === "policies") return matchEntry(entry, "like-whole-packets", list.groups, packet);
  return matchEntry(entry, list.acl.laterFragments, list.groups, packet, list.acl.scope ?? null);
}

/** What `unreachable` says of a list against what is true of it; one sentence for each fault. */
export function* judgeReachability(
  list: RandomList,
  filter: Filter,
  table: Table,
  truths: readonly EntryTruth[],
): Generator<string> {
  const said = unreachable(filter);
  for (const { clause, why } of said.unknown) yield `open: entry ${clause.label}: ${why}`;
  for (const [at, truth] of truths.entries()) {
    const entry = table.entries[at];
    if (entry === undefined || said.unknown.some(({ clause }) => clause.entry === entry)) continue;
    if (filter.clauses[at]?.implied === true) continue;
    const name = "label" in entry ? entry.label : entry.name;
    for (const fault of judgeEntry(list, filter, said, table, truth, at, entry)) yield `entry ${name}: ${fault}`;
  }
}

function* judgeEntry(
  list: RandomList,
  filter: Filter,
  said: Reachability,
  table: Table,
  truth: EntryTruth,
  at: number,
  entry: AclEntry | FirewallPolicy,
): Generator<string> {
  const found = said.unreachable.filter(({ clause }) => clause.entry === entry);
  if (found.length > 1) yield "said to be unreachable twice";
  const [first] = found;
  const clause = filter.clauses[at];
  if (clause?.entry !== entry) yield "not the clause of its place";
  if (clause?.unresolved.length === 0 && !truth.known) yield "not said to be unresolved";
  // Something unresolved beside what is matched anyway: less may be said than is true.
  const less = truth.known && (clause?.unresolved.length ?? 0) > 0;
  const accepted: readonly unknown[] = less && truth.kind === "shadowed" ? ["shadowed", "covered"] : [truth.kind];
  if (!accepted.includes(first?.kind ?? null)) {
    yield `said to be ${first?.kind ?? "reached"}, is ${truth.kind ?? "reached"}`;
    return;
  }
  if (first !== undefined) yield* judgeUnreachable(list, table, truth, at, entry, first);
  const overlaps = said.overlaps.filter((overlap) => overlap.clause.entry === entry);
  const expected = truth.kind === null && truth.overlaps && truth.known;
  if (overlaps.length !== (expected ? 1 : 0) && !(less && overlaps.length === 0))
    yield `${String(overlaps.length)} overlaps, is ${String(expected)}`;
  for (const { by, witness } of overlaps) {
    const walked = walkList(list, witness);
    if (walked.decider !== by.entry) yield `overlap's packet is not decided by ${by.label}: ${JSON.stringify(witness)}`;
    if (matchOf(list, entry, witness) !== "yes") yield `overlap's packet is not of it: ${JSON.stringify(witness)}`;
    if (walked.action === "unknown" || walked.action === entry.action)
      yield "overlap's packet is not decided otherwise";
    if (by.entry === entry) yield "overlaps itself";
  }
}

function* judgeUnreachable(
  list: RandomList,
  table: Table,
  truth: EntryTruth,
  at: number,
  entry: AclEntry | FirewallPolicy,
  said: Unreachable,
): Generator<string> {
  const chosen = said.coveredBy.map(({ entry: covering }) => table.entries.indexOf(covering));
  const bits = chosen.reduce((mask, covering) => mask | (1 << covering), 0);
  if (chosen.some((covering) => covering < 0 || covering >= at)) yield "covered by what does not come before it";
  if (chosen.some((covering, place) => covering <= (chosen[place - 1] ?? -1))) yield "covering set is not in order";
  if (truth.takers.some((mask) => (mask & bits) === 0)) yield `[${chosen.join(" ")}] do not cover it`;
  if (said.smallest && chosen.length !== truth.smallest) {
    yield `covering set [${chosen.join(" ")}] is not smallest, which has ${String(truth.smallest)}`;
  }
  if (!said.smallest) yield "the smallest covering set was not found";
  if (said.onlyLaterFragments !== truth.fragmentsReach)
    yield `later fragments reach it: ${String(truth.fragmentsReach)}`;
  const witnessed = said.kind === "shadowed" && entry.action !== "next";
  if (witnessed !== (said.witness !== null) || witnessed !== (said.decidedBy !== null)) {
    // A `next` entry may name the packet that is taken before it.
    if (entry.action !== "next") yield `${said.kind} ${said.witness === null ? "without" : "with"} a witness`;
  }
  if (said.witness === null) return;
  const walked = walkList(list, said.witness);
  const packet = JSON.stringify(said.witness);
  if (walked.decider === null || walked.decider !== said.decidedBy?.entry)
    yield `witness is decided by another: ${packet}`;
  if (walked.action === "unknown" || walked.action === entry.action)
    yield `witness is not decided otherwise: ${packet}`;
  if (matchOf(list, entry, said.witness) !== "yes") yield `witness is not of it: ${packet}`;
}
