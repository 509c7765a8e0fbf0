import { anyService, type ServiceMatch } from "../../model/address.ts";
import { containsBox, type Box } from "../sets/box.ts";
import { holdsPoint } from "../sets/box-index.ts";
import { compileFilter, conditionsOf, type CompiledFilter } from "../compiled-filter.ts";
import { anyPacket, type Addresses, type Conditions } from "../sets/conditions.ts";
import type { Clause, Filter } from "../filter.ts";
import { packetSpace } from "../sets/packet-space.ts";
import { smallestCover, type Candidate } from "../sets/smallest-cover.ts";
import { uncovered, type Work } from "../sets/subtract.ts";
import { somePoints } from "../sets/witness.ts";

/** Permitting clauses that between them ask nothing of a whole packet of one family. */
export interface Everything {
  readonly family: 4 | 6;
  /** One clause that does so alone, or a smallest set that does so together. */
  readonly clauses: readonly Clause[];
  /** False where it depends on clauses that cannot be resolved. */
  readonly certain: boolean;
}

/** A protocol that nobody names (RFC 3692, experimental): what asks nothing of packets permits it too. */
const unnamed = 253;

const workOfAll = 5_000_000;

/**
 * Clauses that permit every packet between some zones, whatever earlier clauses deny of it: each that does so alone,
 * else those that do together. Clauses that nothing reaches are left out, and what the platform leaves to clauses of its
 * own is not asked for. Null where that could not be found out.
 */
export function permitsEverything(
  filter: Filter,
  zones: Pick<Conditions, "fromZones" | "toZones"> = anyPacket,
): readonly Everything[] | null {
  const clauses = filter.clauses.filter(({ conditions }) => isBetween(conditions, zones));
  const between = { ...filter, clauses };
  const wide = { ...filter, clauses: clauses.filter(({ conditions }) => conditions.services.some(isUnnamed)) };
  if (!wide.clauses.some(({ action }) => action === "permit")) return [];
  const found: Everything[] = [];
  // Most leave the same.
  const left = [...new Set(clauses.flatMap(({ leaves }) => leaves ?? []))];
  for (const family of filter.families) {
    const everyone: Addresses = { include: [{ kind: "any", family }], exclude: [] };
    const { fromZones, toZones } = zones;
    const asked: Conditions = {
      ...anyPacket,
      fromZones,
      toZones,
      sources: everyone,
      destinations: left.length === 0 ? everyone : { ...everyone, exclude: left },
      fragments: ["none"],
    };
    const own = ofFamily(wide, between, asked, family);
    if (own === null) return null;
    found.push(...own);
  }
  return found;
}

function isBetween(conditions: Conditions, { fromZones, toZones }: Pick<Conditions, "fromZones" | "toZones">): boolean {
  return shareName(conditions.fromZones, fromZones) && shareName(conditions.toZones, toZones);
}

function shareName(one: Conditions["fromZones"], other: Conditions["fromZones"]): boolean {
  if (one === "any" || other === "any" || "except" in one || "except" in other) return true;
  return one.some((name) => other.includes(name));
}

/** A service that asks nothing of ports and types, and that the unnamed protocol is one of. */
function isUnnamed({ protocols, sourcePorts, destinationPorts, icmp }: ServiceMatch): boolean {
  if (icmp !== null || sourcePorts.kind === "ranges" || destinationPorts.kind === "ranges") return false;
  return protocols === "any" || protocols.includes(unnamed);
}

/** Clauses about the unnamed protocol come first: where they leave some of it out, nothing permits everything. */
function ofFamily(wide: Filter, filter: Filter, asked: Conditions, family: 4 | 6): readonly Everything[] | null {
  const unnamedOnly: Conditions = { ...asked, services: [{ ...anyService, protocols: [unnamed] }] };
  const narrow = coversOf(wide, unnamedOnly, family);
  if (narrow === null || narrow.length === 0) return narrow;
  const whole = coversOf(wide, asked, family);
  return whole === null || whole.length > 0 ? whole : coversOf(filter, asked, family);
}

function coversOf(filter: Filter, asked: Conditions, family: 4 | 6): readonly Everything[] | null {
  const space = packetSpace([asked, ...conditionsOf(filter)]);
  const compiled = compileFilter({ ...filter, families: [family] }, space);
  const whole = space.compile(asked, {
    families: [family],
    laterFragments: filter.laterFragments,
    permits: true,
  }).boxes;
  const certain = coverBy(compiled, whole, "certain");
  if (certain === null || certain.length > 0)
    return certain?.map((clauses) => ({ family, clauses, certain: true })) ?? null;
  if (compiled.certain === compiled.possible) return [];
  return coverBy(compiled, whole, "possible")?.map((clauses) => ({ family, clauses, certain: false })) ?? null;
}

/** Sets of clauses that cover the boxes: those that do alone, else one smallest set, else none. */
function coverBy(
  compiled: CompiledFilter,
  whole: readonly Box[],
  sureness: "certain" | "possible",
): readonly (readonly Clause[])[] | null {
  const { filter } = compiled;
  let candidates = filter.clauses.flatMap((clause, number): Candidate[] => {
    const boxes = clause.action === "permit" ? boxesOf(compiled, sureness, number, number + 1) : [];
    return boxes.length > 0 ? [{ clause: number, boxes }] : [];
  });
  const named = (numbers: readonly number[]) => numbers.flatMap((number) => filter.clauses[number] ?? []);
  const alone = candidates
    .filter(({ boxes }) => whole.every((box) => boxes.some((own) => containsBox(own, box))))
    .filter((candidate) => isReached(compiled, candidate));
  if (alone.length > 0) return alone.map(({ clause }) => named([clause]));
  const work = { left: workOfAll };
  for (;;) {
    const covered = isCovered(whole, candidates, work);
    if (covered !== true) return covered === null ? null : [];
    const { clauses } = smallestCover(whole, candidates, work);
    const unreached = new Set(
      candidates
        .filter(({ clause }) => clauses.includes(clause))
        .filter((candidate) => !isReached(compiled, candidate))
        .map(({ clause }) => clause),
    );
    if (unreached.size === 0) return [named(clauses)];
    candidates = candidates.filter(({ clause }) => !unreached.has(clause));
  }
}

/** Null where the work ran out. */
function isCovered(whole: readonly Box[], candidates: readonly Candidate[], work: Work): boolean | null {
  const cuts = candidates.flatMap(({ boxes }) => boxes);
  for (const box of whole) {
    for (const point of somePoints(box, 16)) if (!cuts.some((cut) => holdsPoint(cut, point))) return false;
    const rest = uncovered(box, cuts, work);
    if (rest !== null) return rest === undefined ? null : false;
  }
  return true;
}

function boxesOf(compiled: CompiledFilter, sureness: "certain" | "possible", from: number, to: number): readonly Box[] {
  const { index, starts } = compiled[sureness];
  return index.boxes.slice(starts[from] ?? 0, starts[to] ?? 0);
}

/** Whether earlier clauses leave anything of a clause; a search that is too long is taken for yes. */
function isReached(compiled: CompiledFilter, { clause, boxes }: Candidate): boolean {
  const earlier = boxesOf(compiled, "certain", 0, clause);
  return boxes.some((box) => uncovered(box, earlier, { left: workOfAll }) !== null);
}
