import { prepare } from "../../src/acl/decide.ts";
import type { Filter } from "../../src/acl/filter.ts";
import { fateOf, packetAt, type Table } from "./brute-force.ts";
import { walkList } from "./judge-reachability.ts";
import type { RandomList } from "./random-lists.ts";
import type { Universe } from "./universe.ts";

/** What `decide` says of some packets, against the walk and the enumeration. */
export function* judgeDecisions(
  universe: Universe,
  list: RandomList,
  filter: Filter,
  table: Table,
  packets: readonly number[],
): Generator<string> {
  const prepared = prepare(filter);
  for (const index of packets) {
    const packet = packetAt(universe, index);
    const said = prepared.decide(packet);
    const walked = walkList(list, packet);
    const fate = fateOf(table, index);
    const text = `packet ${JSON.stringify(packet)}`;
    if (said === null) {
      yield `${text}: not decided at all`;
      continue;
    }
    const decider = table.entries[fate.decider] ?? null;
    if (walked.action !== fate.action || walked.decider !== decider) yield `${text}: enumerated wrongly`;
    if (said.action !== walked.action) yield `${text}: said ${said.action}, is ${walked.action}`;
    if ((said.clause?.entry ?? null) !== walked.decider) yield `${text}: decided by ${said.clause?.label ?? "default"}`;
    const action = walked.decider === null ? filter.defaultAction : walked.decider.action;
    const doubts = walked.doubts.filter((doubt) => doubt.action !== action);
    if (said.doubts.length !== doubts.length || said.doubts.some(({ entry }, at) => entry !== doubts[at])) {
      yield `${text}: doubts ${said.doubts.map(({ label }) => label).join(" ")}`;
    }
    const missed = said.missed();
    if (missed.length !== walked.doubts.length + walked.passed.length) yield `${text}: ${String(missed.length)} missed`;
    if (missed.some(({ why }) => why === "" || why === "it asks for something else"))
      yield `${text}: missed without a reason`;
  }
}
