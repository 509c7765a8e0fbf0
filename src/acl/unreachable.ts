import { anyHolding, firstAround, visitMeeting } from "./sets/box-index.ts";
import { boxesMeet, containsBox, type Box } from "./sets/box.ts";
import { compileFilter, conditionsOf, type CompiledFilter, type Deciders } from "./compiled-filter.ts";
import type { Clause, Filter } from "./filter.ts";
import type { Packet } from "./sets/packet.ts";
import { sameEntries } from "./same-entry.ts";
import { packetSpace } from "./sets/packet-space.ts";
import { smallestCover, type Candidate, type Cover } from "./sets/smallest-cover.ts";
import { uncovered, type Work } from "./sets/subtract.ts";
import { takenOtherwise, type Taken } from "./taken-otherwise.ts";
import { somePoint } from "./sets/witness.ts";

/**
 * Why nothing reaches an entry. "redundant": the earlier ones decide all its packets the same way; "shadowed": at
 * least one the other way (or the entry decides nothing, as `next term`); "empty": no packet can match it; "covered":
 * the earlier ones take all its packets, but which way depends on an entry whose packets cannot be known.
 */
export type UnreachableKind = "redundant" | "shadowed" | "empty" | "covered";

export interface Unreachable {
  readonly clause: Clause;
  readonly kind: UnreachableKind;
  /**
   * Earlier entries that together match every packet that it asks for, in their order; none for an empty entry. Later
   * fragments that only come along (see LaterFragments) are not asked for: whoever takes those is not named.
   */
  readonly coveredBy: readonly Clause[];
  /** False where the bound was reached before a smaller set was ruled out. */
  readonly smallest: boolean;
  /** A packet of it that an earlier entry decides the other way, and that entry; null where there is none. */
  readonly witness: Packet | null;
  readonly decidedBy: Clause | null;
  /** A permitting entry that asks for ports may still take later fragments, which have none; true where it does. */
  readonly onlyLaterFragments: boolean;
}

/** An entry that is reached, though an earlier one of the other action takes this packet of it. */
export interface Overlap {
  readonly clause: Clause;
  readonly by: Clause;
  readonly witness: Packet;
}

export interface Reachability {
  readonly unreachable: readonly Unreachable[];
  readonly overlaps: readonly Overlap[];
  /** Entries of which it could not be said whether anything reaches them. */
  readonly unknown: readonly { readonly clause: Clause; readonly why: string }[];
}

/** Boxes looked at for one entry, and for one list: what takes more is unknown. */
const workOfEntry = 3_000_000;
const workOfList = 400_000_000;

/** Which entries of a filter no packet reaches, and which of the others lose packets to the other action. */
export function unreachable(filter: Filter): Reachability {
  const compiled = compileFilter(filter, packetSpace(conditionsOf(filter)));
  const found: Unreachable[] = [];
  const overlaps: Overlap[] = [];
  const unknown: { clause: Clause; why: string }[] = [];
  let left = workOfList;
  const { clauses } = filter;
  for (let number = 0; number < clauses.length; number += 1) {
    const clause = clauses[number];
    if (clause === undefined || clause.implied === true) continue;
    const work: Work = { left: Math.min(workOfEntry, left) };
    const given = work.left;
    const judged = left > 0 ? judgeClause(compiled, number, work) : null;
    left -= given - Math.max(work.left, 0);
    if (judged === null)
      unknown.push({ clause, why: "it overlaps too many earlier entries to be compared within the bound" });
    else if ("kind" in judged) found.push(judged);
    else if (judged.overlap !== null) overlaps.push(judged.overlap);
  }
  // Another part of the same rule may be reached.
  const parts = sameEntries(clauses);
  const gone = new Set(found.map(({ clause }) => clause));
  const whole = found.filter(({ clause }) => parts.get(clause)?.every((part) => gone.has(part)) ?? true);
  return { unreachable: whole, overlaps, unknown };
}

/** Null where the work ran out. */
function judgeClause(
  compiled: CompiledFilter,
  number: number,
  work: Work,
): Unreachable | { readonly overlap: Overlap | null } | null {
  const { filter, own, headerless, certain } = compiled;
  const clause = filter.clauses[number];
  if (clause === undefined) return null;
  const boxes = own[number] ?? [];
  const comesAlong = headerless[number] ?? [];
  if (boxes.length === 0 && comesAlong.length === 0) {
    const nothing = { coveredBy: [], smallest: true, witness: null, decidedBy: null, onlyLaterFragments: false };
    return { clause, kind: "empty", ...nothing };
  }
  // Later fragments alone are what an entry is about only where it has nothing else.
  const judged = boxes.length > 0 ? boxes : comesAlong;
  const before = certain.starts[number] ?? 0;
  const reached = isReached(compiled, judged, before, work);
  if (reached === undefined) return null;
  if (!reached) {
    const fragments = boxes.length > 0 && comesAlong.length > 0 && isReached(compiled, comesAlong, before, work);
    const cover = coverOf(compiled, judged, before, work);
    // Whatever comes after the last entry of the cover decides none of its packets.
    const upTo = (cover.clauses.at(-1) ?? number) + 1;
    let taken = takenOtherwise(compiled, number, judged, upTo, work);
    if (taken === null && fragments === false) {
      const [alone] = cover.clauses.length === 1 ? cover.clauses : [];
      const takesAll = alone !== undefined && comesAlong.every((box) => isWithinClause(certain, alone, box));
      taken = takenOtherwise(compiled, number, comesAlong, takesAll ? upTo : number, work);
    }
    const witness = taken ? certainlyTaken(compiled, number, taken, upTo, work) : null;
    return {
      clause,
      kind: kindOf(clause, taken, witness),
      coveredBy: cover.clauses.flatMap((covering) => filter.clauses[covering] ?? []),
      smallest: cover.smallest,
      witness: witness?.packet ?? null,
      decidedBy: witness ? (filter.clauses[witness.clause] ?? null) : null,
      // Unknown counts as true: it keeps whoever reads this from deleting the entry.
      onlyLaterFragments: fragments !== false,
    };
  }
  const taken =
    clause.action === "next" || clause.certain !== clause.conditions
      ? null
      : takenOtherwise(compiled, number, judged, number, work);
  const by = taken ? filter.clauses[taken.clause] : undefined;
  if (!taken || by === undefined) return { overlap: null };
  return { overlap: { clause, by, witness: taken.packet } };
}

/** The packet, where all of the entry are known; else one that it is sure to match, and none where nobody can say. */
function certainlyTaken(
  compiled: CompiledFilter,
  number: number,
  taken: Taken,
  upTo: number,
  work: Work,
): Taken | null | undefined {
  const clause = compiled.filter.clauses[number];
  if (clause === undefined || clause.certain === clause.conditions) return taken;
  const { index, starts } = compiled.certain;
  return takenOtherwise(compiled, number, index.boxes.slice(starts[number] ?? 0, starts[number + 1] ?? 0), upTo, work);
}

function kindOf(
  { action }: Clause,
  taken: Taken | null | undefined,
  witness: Taken | null | undefined,
): UnreachableKind {
  if (action === "next") return "shadowed";
  if (taken === null) return "redundant";
  return witness ? "shadowed" : "covered";
}

/** Whether there are packets that no earlier entry is sure to take; undefined where the work ran out. */
function isReached(
  { certain }: CompiledFilter,
  boxes: readonly Box[],
  before: number,
  work: Work,
): boolean | undefined {
  const { index } = certain;
  for (const box of boxes) {
    const looked = index.looked.count;
    // Most entries are reached, and some corner of theirs shows it; whoever holds a corner often holds all of it.
    const tried = tryPoints(certain, box, before);
    if (tried === "covered") continue;
    if (tried === "open") return true;
    const around = firstAround(index, box, before);
    if (around >= 0) continue;
    const cuts: Box[] = [];
    visitMeeting(index, box, before, (number) => {
      const cut = index.boxes[number];
      if (cut !== undefined && boxesMeet(cut, box)) cuts.push(cut);
    });
    work.left -= index.looked.count - looked;
    // Short of a cut, what is left over could be taken after all.
    if (work.left <= cuts.length) return undefined;
    const piece = uncovered(box, cuts, work);
    if (piece !== null) return piece === undefined ? undefined : true;
  }
  return false;
}

/** Corners, and points inside. */
const pointsTried = 4;

/** Whether no earlier entry holds some point of the box, or one of those holding a point holds the whole box. */
function tryPoints({ index }: Deciders, box: Box, before: number): "open" | "covered" | null {
  for (let tried = 0; tried < pointsTried; tried += 1) {
    const point = somePoint(box, tried);
    const holder = anyHolding(index, point, before);
    if (holder < 0) return "open";
    if (containsBox(index.boxes[holder] ?? [], box)) return "covered";
  }
  return null;
}

function coverOf({ certain }: CompiledFilter, boxes: readonly Box[], before: number, work: Work): Cover {
  const { index, clauseOf } = certain;
  const byClause = new Map<number, Box[]>();
  const [first] = boxes;
  if (first === undefined) return { clauses: [], smallest: true };
  // Mostly one entry does it alone, each box within one of its own.
  const alone = firstAround(index, first, before, (number) =>
    boxes.every((box) => isWithinClause(certain, clauseOf[number] ?? 0, box)),
  );
  if (alone >= 0) return { clauses: [clauseOf[alone] ?? 0], smallest: true };
  for (const box of boxes) {
    visitMeeting(index, box, before, (number) => {
      const cut = index.boxes[number];
      if (cut === undefined || !boxesMeet(cut, box)) return;
      work.left -= 1;
      const clause = clauseOf[number] ?? 0;
      const cuts = byClause.get(clause);
      if (cuts === undefined) byClause.set(clause, [cut]);
      else if (!cuts.includes(cut)) cuts.push(cut);
    });
  }
  const candidates: Candidate[] = [...byClause.entries()]
    .sort((a, b) => a[0] - b[0])
    .map(([clause, cuts]) => ({ clause, boxes: cuts }));
  return smallestCover(boxes, candidates, work);
}

function isWithinClause({ index, starts }: CompiledFilter["certain"], clause: number, box: Box): boolean {
  for (let number = starts[clause] ?? 0; number < (starts[clause + 1] ?? 0); number += 1) {
    if (containsBox(index.boxes[number] ?? [], box)) return true;
  }
  return false;
}
