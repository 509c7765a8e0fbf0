import type { Block } from "./sets/blocks.ts";
import { firstAround, visitMeeting } from "./sets/box-index.ts";
import { blocksOf } from "./sets/box-block.ts";
import { boxesMeet, boxIntersection, joinBoxes, type Box } from "./sets/box.ts";
import { canonicalBoxes } from "./sets/canonical.ts";
import {
  compileFilter,
  conditionsOf,
  kindOfAction,
  otherKinds,
  type CompiledFilter,
  type Deciders,
} from "./compiled-filter.ts";
import type { Conditions } from "./sets/conditions.ts";
import type { Clause, Filter } from "./filter.ts";
import type { Packet } from "./sets/packet.ts";
import { meets } from "./sets/number-set.ts";
import { packetSpace, type PacketSpace } from "./sets/packet-space.ts";
import { subtract, type Work } from "./sets/subtract.ts";
import { exampleOf } from "./sets/witness.ts";

/** What a filter is asked to do with the packets. */
export interface Asked {
  readonly filter: Filter;
  readonly action: "permit" | "deny";
}

/** Packets that the same clauses decide. */
export interface Region {
  readonly block: Block;
  /** The clause of each asked filter that decides these packets; null is its default action. */
  readonly deciders: readonly (Clause | null)[];
  readonly witness: Packet;
}

/** Packets of which nobody can say, with what they depend on. */
export interface UncertainRegion extends Region {
  readonly why: readonly string[];
}

export interface Answer {
  /** Disjoint; every packet in them is decided as asked. */
  readonly regions: readonly Region[];
  readonly uncertain: readonly UncertainRegion[];
  /** False where a bound was reached: what is there is right, and there may be more. */
  readonly complete: boolean;
  /** The certain regions as few blocks, whatever decides them. */
  readonly blocks: () => readonly Block[];
}

export interface WhereOptions {
  /** Regions after which it stops, incomplete; 10,000 if not given. */
  readonly limit?: number;
  /** Stop at the first certain region, which leaves the answer incomplete; where there is none, it is as without. */
  readonly first?: boolean;
  /** Boxes looked at after which it stops; 100 million if not given. */
  readonly work?: number;
}

interface Found {
  readonly box: Box;
  readonly deciders: readonly (Clause | null)[];
}

/** The packets within `within` (any of these) that each filter decides by the action asked of it. */
export function packetsWhere(
  asked: readonly Asked[],
  within: readonly Conditions[],
  options: WhereOptions = {},
): Answer {
  const space = packetSpace([...within, ...asked.flatMap(({ filter }) => conditionsOf(filter))]);
  const families = ([4, 6] as const).filter((family) => asked.every(({ filter }) => filter.families.includes(family)));
  const compiled = asked.map(({ filter, action }) => ({ filter: compileFilter(filter, space), action }));
  const laterHaveHeader = asked.some(({ filter }) => filter.laterFragments === "like-whole-packets");
  const whole = within.flatMap((conditions) => {
    // Where no filter reads a header in later fragments, they have none that could be asked for.
    const laterFragments = laterHaveHeader ? "like-whole-packets" : "unmatched";
    const how = { families, laterFragments, permits: true } as const;
    return space.compile(conditions, how).boxes;
  });
  const search: Search = {
    asked: compiled,
    work: { left: options.work ?? 100_000_000 },
    canonical: (box) => {
      const family = meets(box[0] ?? [], space.addresses.all[4]) ? 4 : 6;
      return canonicalBoxes(box, space.whole, family, laterHaveHeader);
    },
    complete: true,
  };
  const limit = options.limit ?? 10_000;
  const certain = found(search, whole, "certain", [], options.first === true ? 1 : limit);
  const isKnown = compiled.every(({ filter }) => filter.certain === filter.possible);
  const uncertain =
    isKnown || !search.complete
      ? []
      : found(
          search,
          whole,
          "possible",
          certain.map(({ box }) => box),
          limit,
        );
  return {
    regions: certain.flatMap((region) => regionsOf(space, region)),
    uncertain: uncertain.flatMap((region) =>
      regionsOf(space, region).map((part) => ({ ...part, why: doubtsOf(compiled, region.box) })),
    ),
    complete: search.complete,
    // Joined boxes may hold protocols whose fields are not the same, and are divided once more.
    blocks: () =>
      joinBoxes(certain.map(({ box }) => box))
        .flatMap(search.canonical)
        .flatMap((box) => blocksOf(space, box)),
  };
}

function regionsOf(space: PacketSpace, { box, deciders }: Found): readonly Region[] {
  const witness = exampleOf(space, box);
  return blocksOf(space, box).map((block) => ({ block, deciders, witness }));
}

interface Search {
  readonly asked: readonly { readonly filter: CompiledFilter; readonly action: "permit" | "deny" }[];
  readonly work: Work;
  readonly canonical: (box: Box) => readonly Box[];
  complete: boolean;
}

type Sureness = "certain" | "possible";

/** Boxes within `whole` but none of `except` that are decided as asked, certainly or possibly. */
function found(
  search: Search,
  whole: readonly Box[],
  sureness: Sureness,
  except: readonly Box[],
  limit: number,
): readonly Found[] {
  const regions: Found[] = [];
  const cut: Box[] = [...except];
  const emit = (box: Box, deciders: readonly (Clause | null)[]): boolean => {
    for (const part of search.canonical(box)) {
      if (regions.length >= limit) {
        search.complete = false;
        return false;
      }
      regions.push({ box: part, deciders });
      // What is possible is found from several sides; what is certain only once.
      if (sureness === "possible") cut.push(part);
    }
    return true;
  };
  const descend = (level: number, region: Box, cuts: readonly Box[], deciders: readonly (Clause | null)[]): boolean => {
    const asked = search.asked[level];
    if (asked === undefined) {
      let going = true;
      const meeting =
        sureness === "possible" ? [...cuts, ...cut.filter((box) => boxesMeet(box, region))] : [...cuts, ...cut];
      const done = subtract(region, meeting, search.work, (piece) => {
        going = emit(piece, deciders);
        return going;
      });
      if (!done) search.complete = false;
      return going && done;
    }
    for (const part of partsDecided(asked.filter, asked.action, region, sureness, search.work)) {
      if (search.work.left <= 0) {
        search.complete = false;
        return false;
      }
      if (!descend(level + 1, part.box, [...cuts, ...part.cuts], [...deciders, part.clause])) return false;
    }
    return true;
  };
  for (const [number, box] of whole.entries()) {
    const earlier = whole.slice(0, number).filter((other) => boxesMeet(other, box));
    if (!descend(0, box, earlier, [])) break;
  }
  return regions;
}

interface Part {
  readonly box: Box;
  /** What earlier entries take of it. */
  readonly cuts: readonly Box[];
  readonly clause: Clause | null;
}

/** The parts of a region that some clause, or the default, decides by `action`. */
function* partsDecided(
  compiled: CompiledFilter,
  action: "permit" | "deny",
  region: Box,
  sureness: Sureness,
  work: Work,
): Iterable<Part> {
  const { filter } = compiled;
  const { index, clauseOf } = compiled[sureness];
  const numbers: number[] = [];
  visitMeeting(index, region, index.boxes.length, (number) => numbers.push(number), kindOfAction(action));
  work.left -= numbers.length;
  for (const number of numbers.sort((a, b) => a - b)) {
    const box = boxIntersection(region, index.boxes[number] ?? []);
    if (box === null) continue;
    const clause = clauseOf[number] ?? 0;
    const cuts = takenBefore(compiled, action, box, number, clause, sureness, work);
    if (cuts !== null) yield { box, cuts, clause: filter.clauses[clause] ?? null };
  }
  if (filter.defaultAction !== action) return;
  const cuts = takenBefore(compiled, action, region, index.boxes.length, filter.clauses.length, sureness, work);
  if (cuts !== null) yield { box: region, cuts, clause: null };
}

/**
 * What keeps a box from the clause that would decide it: boxes that earlier clauses are sure to take, and where it
 * has to be certain also those that clauses of the other action may take. Null where one of them takes it all.
 */
function takenBefore(
  compiled: CompiledFilter,
  action: "permit" | "deny",
  box: Box,
  number: number,
  clause: number,
  sureness: Sureness,
  work: Work,
): readonly Box[] | null {
  const { certain, possible } = compiled;
  const before = sureness === "certain" ? number : (certain.starts[clause] ?? 0);
  const around = firstAround(certain.index, box, before);
  if (around >= 0) return null;
  const cuts = meetingBoxes(certain, box, before);
  if (certain !== possible && sureness === "certain") {
    cuts.push(...meetingBoxes(possible, box, possible.starts[clause] ?? 0, otherKinds(action)));
  }
  work.left -= cuts.length;
  return cuts;
}

function meetingBoxes({ index }: Deciders, box: Box, before: number, kinds?: number): Box[] {
  const boxes: Box[] = [];
  const visit = (number: number) => {
    const other = index.boxes[number];
    if (other !== undefined && boxesMeet(other, box)) boxes.push(other);
  };
  visitMeeting(index, box, before, visit, kinds);
  return boxes;
}

/** Why clauses that meet a box cannot be known. */
function doubtsOf(asked: Search["asked"], box: Box): readonly string[] {
  const why = new Set<string>();
  for (const { filter: compiled } of asked) {
    const { index, clauseOf } = compiled.possible;
    for (const [number, other] of index.boxes.entries()) {
      const clause = compiled.filter.clauses[clauseOf[number] ?? 0];
      if (clause === undefined || clause.unresolved.length === 0 || !boxesMeet(other, box)) continue;
      why.add(`entry ${clause.label} of "${compiled.filter.name}": ${clause.unresolved.join(", ")}`);
    }
  }
  return [...why];
}
