import type { DeviceConfig } from "../../model/device-config.ts";
import { assertedLists, type AssertedList } from "./asserted-lists.ts";
import type { Assertion, DecidingEntry, ListVerdict } from "./assertion.ts";
import { judgeManagement } from "./asserted-management.ts";
import type { Conditions } from "../sets/conditions.ts";
import { concernedClauses } from "../concerned-clauses.ts";
import type { Clause, Filter } from "../filter.ts";
import { packetsWhere } from "../packets-where.ts";

/** One verdict per list and family, at least one: where an assertion finds nothing to speak of, that is said. */
export function checkAssertion(device: DeviceConfig, assertion: Assertion): readonly ListVerdict[] {
  const { kind, where } = assertion;
  if (where.kind === "management") return judgeManagement(device, kind, where);
  return assertedLists(device, where).flatMap((asserted) => judgeList(asserted, assertion));
}

function judgeList({ subject, decision }: AssertedList, assertion: Assertion): readonly ListVerdict[] {
  const blank = { ...subject, service: null, family: null, counterexample: null, decidedBy: null };
  if (decision.kind === "said") {
    const { outcome, message, family } = decision;
    return [{ ...blank, family, outcome, message }];
  }
  const { filter, zones } = decision;
  return filter.families.map((family) => {
    const packets = assertion.packets[family].map((conditions) => ({ ...conditions, ...zones }));
    const verdict = decide(filter, packets, assertion.kind, family);
    if (verdict !== null) return { ...blank, family, ...verdict };
    const message = `No packet of the assertion is one of IPv${family} that the list could decide.`;
    return { ...blank, family, outcome: "notApplicable" as const, message };
  });
}

type Decided = Pick<ListVerdict, "outcome" | "message" | "counterexample" | "decidedBy">;

/** Null where there is no such packet at all. */
function decide(
  filter: Filter,
  packets: readonly Conditions[],
  kind: Assertion["kind"],
  family: 4 | 6,
): Decided | null {
  if (packets.length === 0 || isNothing(filter, packets)) return null;
  const refuted = kind === "never" ? "permit" : "deny";
  const answer = packetsWhere([{ filter: concernedClauses(filter, packets), action: refuted }], packets, { limit: 1 });
  const [region] = answer.regions;
  if (region !== undefined) {
    const clause = region.deciders[0] ?? null;
    const done = refuted === "permit" ? "gets through" : "is denied";
    const who =
      clause === null
        ? byDefault(filter, family)
        : `entry ${clause.label} ${refuted === "permit" ? "permits" : "denies"} it`;
    return {
      outcome: "fails",
      message: `A packet that must ${kind} get through ${done}: ${who}.`,
      counterexample: region.witness,
      decidedBy: decidingEntry(clause),
    };
  }
  const none = { counterexample: null, decidedBy: null };
  const [doubtful] = answer.uncertain;
  if (doubtful !== undefined)
    return {
      outcome: "unknown",
      message: `Of some packets nobody can say, because of what cannot be resolved: ${doubtful.why.join("; ")}.`,
      counterexample: doubtful.witness,
      decidedBy: decidingEntry(doubtful.deciders[0] ?? null),
    };
  if (!answer.complete)
    return {
      ...none,
      outcome: "unknown",
      message: "The list is too intricate to be decided within the bound of work.",
    };
  if (filter.name === "") return { ...none, outcome: "holds", message: `${sentence(byDefault(filter, family))}.` };
  return {
    ...none,
    outcome: "holds",
    message: kind === "never" ? "It permits none of these packets." : "It permits every one of these packets.",
  };
}

/** A filter without a name stands for an interface that has none. */
function byDefault({ name, clauses, defaultAction }: Filter, family: 4 | 6): string {
  if (name === "") return `no IPv${family} list is bound here, so that everything passes`;
  if (clauses.length === 0 && defaultAction === "permit")
    return `the list ${name} has no entry or is not defined, so that everything passes`;
  return `no entry decides it, and what none decides is ${defaultAction === "permit" ? "permitted" : "denied"}`;
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Conditions that exclude each other would hold for ever and say nothing. */
function isNothing(filter: Filter, packets: readonly Conditions[]): boolean {
  const open: Filter = { ...filter, clauses: [], defaultAction: "permit" };
  return packetsWhere([{ filter: open, action: "permit" }], packets, { limit: 1 }).regions.length === 0;
}

function decidingEntry(clause: Clause | null): DecidingEntry | null {
  return clause === null ? null : { label: clause.label, at: clause.entry.at };
}
