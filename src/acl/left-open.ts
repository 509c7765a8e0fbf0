import { firstMeeting } from "./sets/box-index.ts";
import { boxesMeet } from "./sets/box.ts";
import { compileFilter, conditionsOf, type CompiledFilter } from "./compiled-filter.ts";
import type { Clause, Filter } from "./filter.ts";
import { packetSpace } from "./sets/packet-space.ts";
import { unreachable, type Reachability } from "./unreachable.ts";

/**
 * Clauses that something reaches as far as is known, but of which entries that cannot be resolved leave it open: those
 * that would be covered if these matched all they could, and those that cannot be resolved themselves and share
 * packets with earlier ones.
 */
export function leftOpen(filter: Filter, known: Reachability): readonly Clause[] {
  const doubtful = filter.clauses.filter(({ unresolved }) => unresolved.length > 0);
  if (doubtful.length === 0) return [];
  const settled = new Set([...known.unreachable, ...known.unknown].map(({ clause }) => clause));
  const open = new Set([...sharingWithEarlier(filter)].filter((clause) => !settled.has(clause)));
  const most = filter.clauses.map((clause): Clause => ({ ...clause, certain: clause.conditions, unresolved: [] }));
  const original = new Map(most.map((clause, number) => [clause, filter.clauses[number]]));
  for (const { clause } of unreachable({ ...filter, clauses: most }).unreachable) {
    const own = original.get(clause);
    if (own !== undefined && !settled.has(own)) open.add(own);
  }
  return filter.clauses.filter((clause) => open.has(clause));
}

/** Clauses that cannot be resolved and could match a packet that an earlier one could. */
function* sharingWithEarlier(filter: Filter): Iterable<Clause> {
  const compiled = compileFilter(filter, packetSpace(conditionsOf(filter)));
  for (const [number, clause] of filter.clauses.entries()) {
    if (clause.unresolved.length > 0 && shares(compiled, number)) yield clause;
  }
}

function shares({ own, possible: { index, starts } }: CompiledFilter, number: number): boolean {
  const before = starts[number] ?? 0;
  return (own[number] ?? []).some((box) => {
    return firstMeeting(index, box, before, (other) => boxesMeet(index.boxes[other] ?? [], box)) >= 0;
  });
}
