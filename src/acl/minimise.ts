import { anyService } from "../model/address.ts";
import { compileFilter, conditionsOf, type CompiledFilter } from "./compiled-filter.ts";
import type { Conditions } from "./sets/conditions.ts";
import { heirsOf } from "./decided-alike.ts";
import { equalFilters } from "./equal-filters.ts";
import { widestOf } from "./sets/widest.ts";
import type { Clause, Filter } from "./filter.ts";
import { mergeClauses, type Merged } from "./merges.ts";
import { packetSpace } from "./sets/packet-space.ts";
import type { Packet } from "./sets/packet.ts";
import { sameEntries } from "./same-entry.ts";
import { unreachable, type Reachability, type Unreachable } from "./unreachable.ts";
import type { MergeDimension } from "./sets/unions.ts";

/** An entry that may go: every packet is decided as before without it. Its remarks go with it. */
export interface Removal {
  readonly clause: Clause;
  /** "unreachable": no packet gets to it; "decided-later": what follows decides its packets the same way. */
  readonly reason: "unreachable" | "decided-later";
  readonly unreachable: Unreachable | null;
  /** Who decides its packets instead: the earlier entries that cover it, or the later ones that take over. */
  readonly by: readonly Clause[];
  readonly byDefault: boolean;
  /** One sentence. */
  readonly why: string;
}

/** Entries that one could say. */
export interface Merge {
  /** The originals in their order. */
  readonly clauses: readonly Clause[];
  /** The entry they become, with the remarks of all, at the place in `filter` where it changes nothing. */
  readonly into: Clause;
  readonly dimensions: readonly MergeDimension[];
  readonly why: string;
}

/** An entry that was not touched though it might be needless, and why. */
export interface LeftAlone {
  readonly clause: Clause;
  readonly why: string;
}

/** That every packet is decided alike: proved, or why not; then nothing is proposed. */
export type Proof =
  | { readonly proved: true }
  | { readonly proved: false; readonly why: string; readonly witness: Packet | null };

/** A smaller list that decides every packet as the given one does. A proposal: nothing is edited. */
export interface Minimised {
  readonly before: number;
  readonly after: number;
  readonly removals: readonly Removal[];
  readonly merges: readonly Merge[];
  readonly leftAlone: readonly LeftAlone[];
  /** The smaller list in its new order; the given one where nothing is proposed. */
  readonly filter: Filter;
  readonly proof: Proof;
}

/** Boxes looked at for one entry and for one list (a box is some 50 ns): what takes more is left alone. */
const workOfEntry = 500_000;
const workOfList = 60_000_000;

/** Proposes removals and merges that leave every decision as it is; nothing where that cannot be proved. */
export function minimise(filter: Filter, reachability: Reachability = unreachable(filter)): Minimised {
  const compiled = compileFilter(filter, packetSpace(conditionsOf(filter)));
  const { removals, leftAlone } = removalsOf(compiled, reachability);
  const gone = new Set(removals.map(({ clause }) => clause));
  const kept = [...filter.clauses.entries()].filter(([, clause]) => !gone.has(clause)).map(([number]) => number);
  const items = mergeClauses(compiled, kept, { left: workOfList });
  const merges = items.filter(({ originals }) => originals.length > 1).map(mergeOf);
  const smaller = { ...filter, clauses: items.map(({ clause }) => clause) };
  const proof = prove(filter, smaller, removals, merges);
  if (proof.proved) return { ...counts(filter, smaller), removals, merges, leftAlone, filter: smaller, proof };
  if (merges.length === 0 || removals.length === 0) return nothingProposed(filter, leftAlone, proof);
  // What cannot be proved of both may be proved of the removals.
  const shorter = { ...filter, clauses: filter.clauses.filter((clause) => !gone.has(clause)) };
  const less = prove(filter, shorter, removals, []);
  if (!less.proved) return nothingProposed(filter, leftAlone, less);
  return { ...counts(filter, shorter), removals, merges: [], leftAlone, filter: shorter, proof: less };
}

function counts(filter: Filter, smaller: Filter): { readonly before: number; readonly after: number } {
  return { before: written(filter), after: written(smaller) };
}

/** Entries that the platform adds are nobody's to remove. */
function written({ clauses }: Filter): number {
  return clauses.filter(({ implied }) => implied !== true).length;
}

function nothingProposed(filter: Filter, leftAlone: readonly LeftAlone[], proof: Proof): Minimised {
  return { ...counts(filter, filter), removals: [], merges: [], leftAlone, filter, proof };
}

/**
 * Packets that no removed or merged entry matches meet the same entries in the same order, so that only the others
 * need be compared.
 */
function prove(filter: Filter, smaller: Filter, removals: readonly Removal[], merges: readonly Merge[]): Proof {
  const touched = [
    ...removals.map(({ clause }) => clause),
    ...merges.flatMap(({ clauses, into }) => [...clauses, into]),
  ];
  if (touched.length === 0) return { proved: true };
  const conditions = touched.flatMap((clause) => {
    const comesAlong = filter.laterFragments === "by-addresses-when-permitting" && clause.action !== "deny";
    return comesAlong ? [clause.conditions, alongWith(clause.conditions)] : [clause.conditions];
  });
  const within = widestOf(conditions, filter.families);
  const equality = equalFilters(filter, smaller, within);
  if (equality.equal === true) return { proved: true };
  if (equality.equal === null) return { proved: false, why: equality.why, witness: null };
  return { proved: false, why: "A packet would be decided otherwise.", witness: equality.witness };
}

/** Later fragments that an entry takes although it asks for a header, which they do not have. */
function alongWith(conditions: Conditions): Conditions {
  const services = conditions.services.map(({ protocols }) => ({ ...anyService, protocols }));
  return { ...conditions, services, established: false, tcpFlags: null, fragments: ["later"] };
}

/** A list without entries is another thing than one that denies all. */
const onlyEntry = "It could go, but a list without entries may let everything through.";

function removalsOf(
  compiled: CompiledFilter,
  reachability: Reachability,
): { readonly removals: readonly Removal[]; readonly leftAlone: readonly LeftAlone[] } {
  const { clauses } = compiled.filter;
  const removals = new Map<number, Removal>();
  const leftAlone = new Map<number, LeftAlone>();
  const unreached = new Map(reachability.unreachable.map((found) => [found.clause, found]));
  for (const [number, clause] of clauses.entries()) {
    const found = unreached.get(clause);
    if (found === undefined || found.onlyLaterFragments) continue;
    if (clause.unresolved.length === 0) removals.set(number, unreachableRemoval(found));
    else leftAlone.set(number, { clause, why: "No packet gets to it, but what it matches cannot be known." });
  }
  const most = written(compiled.filter) - 1;
  const last = Math.max(...removals.keys());
  const needless = removals.get(last);
  // Where none of the entries matches anything, any of them may stay.
  if (needless !== undefined && removals.size > most) {
    removals.delete(last);
    leftAlone.set(last, { clause: needless.clause, why: onlyEntry });
  }
  const gone = new Set(removals.keys());
  const parts = sameEntries(clauses);
  const budget = { left: workOfList };
  for (const [number, clause] of [...clauses.entries()].toReversed()) {
    if (clause.implied === true || gone.has(number) || parts.has(clause)) continue;
    if (clause.action === "next" || clause.unresolved.length > 0) continue;
    const work = { left: Math.min(workOfEntry, budget.left) };
    const given = work.left;
    const heirs = budget.left > 0 ? heirsOf(compiled, number, gone, work) : undefined;
    budget.left -= given - Math.max(work.left, 0);
    if (heirs === undefined)
      leftAlone.set(number, { clause, why: "Whether it is needed was not found out within the bound." });
    if (heirs === undefined || heirs === null) continue;
    if (clause.entry.log) {
      leftAlone.set(number, { clause, why: "What follows decides its packets the same way, but it logs them." });
      continue;
    }
    if (gone.size === most) {
      leftAlone.set(number, { clause, why: onlyEntry });
      continue;
    }
    const by = heirs.clauses.flatMap((heir) => clauses[heir] ?? []);
    gone.add(number);
    removals.set(number, laterRemoval(clause, by, heirs.byDefault));
  }
  return { removals: inOrder(removals), leftAlone: inOrder(leftAlone) };
}

function inOrder<T>(found: ReadonlyMap<number, T>): readonly T[] {
  return [...found.entries()].sort((a, b) => a[0] - b[0]).map(([, value]) => value);
}

function unreachableRemoval(found: Unreachable): Removal {
  const { clause, coveredBy } = found;
  const logs = clause.entry.log ? " It would log, but never does." : "";
  const why =
    found.kind === "empty"
      ? "No packet can match it."
      : `No packet gets to it: ${labels(coveredBy)} before it ${coveredBy.length === 1 ? "takes" : "together take"} all.${logs}`;
  return { clause, reason: "unreachable", unreachable: found, by: coveredBy, byDefault: false, why };
}

function laterRemoval(clause: Clause, by: readonly Clause[], byDefault: boolean): Removal {
  const heirs = [...(by.length > 0 ? [labels(by)] : []), ...(byDefault ? ["the end of the list"] : [])].join(" and ");
  const why = `Without it its packets are decided the same way by ${heirs}.`;
  return { clause, reason: "decided-later", unreachable: null, by, byDefault, why };
}

function mergeOf({ clause, originals, dimensions }: Merged): Merge {
  const why = `They differ in ${dimensions.join(" and ")} alone, and nothing between them decides their packets otherwise.`;
  return { clauses: originals, into: clause, dimensions, why };
}

/** Entries by their labels; the first few of many. */
function labels(clauses: readonly Clause[]): string {
  const names = clauses.map(({ label }) => label);
  const shown = names.length <= 5 ? names.join(", ") : `${names.slice(0, 4).join(", ")} and ${names.length - 4} more`;
  return names.length === 1 ? `entry ${shown}` : `entries ${shown}`;
}
