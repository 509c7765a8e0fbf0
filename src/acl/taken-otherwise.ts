import { firstHolding, firstMeeting, visitMeeting } from "./sets/box-index.ts";
import { boxesMeet, boxIntersection, type Box, type Point } from "./sets/box.ts";
import { otherKinds, type CompiledFilter } from "./compiled-filter.ts";
import type { Packet } from "./sets/packet.ts";
import { uncovered, type Work } from "./sets/subtract.ts";
import { packetAt, somePoint, usualPoint } from "./sets/witness.ts";

/** A packet of an entry that an earlier one of the other action decides, and the number of that one. */
export interface Taken {
  readonly packet: Packet;
  readonly clause: number;
}

/** Earlier entries of the other action that are tried by example before all are looked at. */
const tries = 4;

/** Corners of a region, and points inside, tried after the usual one. */
const pointsTried = 5;

/**
 * Packets of some boxes of an entry that an earlier entry of the other action decides for certain; null where there
 * are none whatever the unknown entries match, undefined where nobody can say or the work ran out. `upTo` is the entry
 * before which all those packets are known to be decided; the entry itself, where nothing more is known.
 */
export function takenOtherwise(
  compiled: CompiledFilter,
  number: number,
  boxes: readonly Box[],
  upTo: number,
  work: Work,
): Taken | null | undefined {
  const { certain, possible } = compiled;
  const quick = quicklyTaken(compiled, number, boxes, upTo);
  if (quick === "none") return null;
  if (quick !== null) return quick;
  let doubt = false;
  for (const box of boxes) {
    const others = opponents(compiled, number, box, upTo, work);
    if (work.left <= 0) return undefined;
    for (const other of others.certain) {
      const region = boxIntersection(box, certain.index.boxes[other] ?? []);
      if (region === null) continue;
      const clause = certain.clauseOf[other] ?? 0;
      const cuts = otherwiseBefore(compiled, clause, region, "possible", work);
      const piece = work.left <= 0 ? undefined : uncovered(region, cuts, work);
      if (piece === undefined) return undefined;
      if (piece !== null) return takenPacket(compiled, piece, clause);
    }
    if (certain === possible) continue;
    for (const other of others.possible) {
      const region = boxIntersection(box, possible.index.boxes[other] ?? []);
      if (region === null) continue;
      const clause = possible.clauseOf[other] ?? 0;
      const cuts = otherwiseBefore(compiled, clause, region, "certain", work);
      if (work.left <= 0 || uncovered(region, cuts, work) !== null) doubt = true;
    }
  }
  return doubt ? undefined : null;
}

/** An example where the first opponents show one; "none" where no earlier entry of the other action meets the boxes. */
function quicklyTaken(
  compiled: CompiledFilter,
  number: number,
  boxes: readonly Box[],
  upTo: number,
): Taken | "none" | null {
  const { certain, possible } = compiled;
  const { index } = possible;
  const before = possible.starts[upTo] ?? 0;
  let met = false;
  for (const box of boxes) {
    let from = -1;
    for (let tried = 0; tried < tries; tried += 1) {
      const after = from;
      const other = firstMeeting(
        index,
        box,
        before,
        (candidate) => candidate > after && boxesMeet(index.boxes[candidate] ?? [], box),
        otherKinds(compiled.filter.clauses[number]?.action),
      );
      if (other < 0) break;
      met = true;
      if (certain !== possible) break;
      from = other;
      const region = boxIntersection(box, index.boxes[other] ?? []);
      if (region === null) continue;
      const usual = takenAt(compiled, number, before, usualPoint(compiled.space, region));
      if (usual !== null) return usual;
      for (let place = 0; place < pointsTried; place += 1) {
        const taken = takenAt(compiled, number, before, somePoint(region, place));
        if (taken !== null) return taken;
      }
    }
  }
  return met ? null : "none";
}

/** The packet at a point, where the first box before `before` that holds it is of a clause of the other action. */
function takenAt(compiled: CompiledFilter, number: number, before: number, point: Point): Taken | null {
  const { index, clauseOf } = compiled.possible;
  const decider = clauseOf[firstHolding(index, point, before)];
  if (decider === undefined || !isOther(compiled, number, decider)) return null;
  return { packet: packetAt(compiled.space, point), clause: decider };
}

function isOther({ filter }: CompiledFilter, number: number, other: number): boolean {
  return filter.clauses[number]?.action !== filter.clauses[other]?.action;
}

/** Boxes of earlier clauses of the other action that meet a box, in order. */
function opponents(
  compiled: CompiledFilter,
  number: number,
  box: Box,
  upTo: number,
  work: Work,
): { readonly certain: readonly number[]; readonly possible: readonly number[] } {
  const inOrder = (kind: "certain" | "possible"): readonly number[] => {
    const { index, starts } = compiled[kind];
    const found: number[] = [];
    const kinds = otherKinds(compiled.filter.clauses[number]?.action);
    const visit = (candidate: number) => {
      work.left -= 1;
      if (boxesMeet(index.boxes[candidate] ?? [], box)) found.push(candidate);
    };
    visitMeeting(index, box, starts[upTo] ?? 0, visit, kinds);
    return found.sort((a, b) => a - b);
  };
  return { certain: inOrder("certain"), possible: compiled.certain === compiled.possible ? [] : inOrder("possible") };
}

/** Boxes before a clause, of clauses that act otherwise than it does, that meet a region. */
function otherwiseBefore(
  compiled: CompiledFilter,
  clause: number,
  region: Box,
  kind: "certain" | "possible",
  work: Work,
): readonly Box[] {
  const { index, clauseOf, starts } = compiled[kind];
  const cuts: Box[] = [];
  visitMeeting(index, region, starts[clause] ?? 0, (candidate) => {
    work.left -= 1;
    const cut = index.boxes[candidate];
    if (cut !== undefined && isOther(compiled, clause, clauseOf[candidate] ?? 0) && boxesMeet(cut, region))
      cuts.push(cut);
    return work.left > 0;
  });
  return cuts;
}

/** A packet of the piece with the first clause that is sure to match it; `clause` does, so it is that or an earlier one. */
function takenPacket({ certain, space }: CompiledFilter, piece: Box, clause: number): Taken {
  const point = usualPoint(space, piece);
  const number = firstHolding(certain.index, point, certain.starts[clause + 1] ?? 0);
  return { packet: packetAt(space, point), clause: certain.clauseOf[number] ?? clause };
}
