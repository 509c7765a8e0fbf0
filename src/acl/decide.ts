import { firstHolding, holdsPoint } from "./sets/box-index.ts";
import { containsNumber } from "./sets/number-set.ts";
import type { Box, Point } from "./sets/box.ts";
import { compileFilter, conditionsOf, type CompiledFilter } from "./compiled-filter.ts";
import type { Clause, Filter } from "./filter.ts";
import type { Packet } from "./sets/packet.ts";
import { packetSpace } from "./sets/packet-space.ts";
import { protocolWord } from "./text/traffic-names.ts";
import { pointOf } from "./sets/witness.ts";

/** An earlier clause that did not decide a packet. */
export interface Missed {
  readonly clause: Clause;
  /** A clause of a sentence: "the source 10.0.0.1 is not among its sources". */
  readonly why: string;
}

export interface Decision {
  readonly action: "permit" | "deny" | "unknown";
  /** The clause that decides; null for the default action. Where unknown, the one that decides if no doubtful one does. */
  readonly clause: Clause | null;
  /** Earlier clauses that would decide otherwise if they matched, which nobody can know. */
  readonly doubts: readonly Clause[];
  /** The clauses before the one that decides, each with the first reason why it does not match. */
  readonly missed: () => readonly Missed[];
}

/** A filter made ready to decide many packets. */
export interface PreparedFilter {
  /** Decides a packet of one of the filter's families; null where the packet is of none, or an address is no address. */
  decide(packet: Packet): Decision | null;
}

export function prepare(filter: Filter): PreparedFilter {
  const space = packetSpace(conditionsOf(filter));
  const compiled = compileFilter(filter, space);
  return {
    decide(packet) {
      const point = pointOf(space, packet);
      return point === null || !filter.families.includes(packet.family) ? null : decisionOf(compiled, packet, point);
    },
  };
}

function decisionOf(compiled: CompiledFilter, packet: Packet, point: Point): Decision {
  const { filter, certain, possible } = compiled;
  const number = firstHolding(certain.index, point, certain.index.boxes.length);
  const decider = number < 0 ? filter.clauses.length : (certain.clauseOf[number] ?? 0);
  const clause = number < 0 ? null : (filter.clauses[decider] ?? null);
  const action = clause === null ? filter.defaultAction : clause.action === "permit" ? "permit" : "deny";
  const doubts = certain === possible ? [] : doubtsBefore(compiled, point, decider, action);
  return {
    action: doubts.length > 0 ? "unknown" : action,
    clause,
    doubts,
    missed: () =>
      filter.clauses
        .slice(0, decider)
        .map((earlier, place) => ({ clause: earlier, why: whyMissed(compiled, earlier, place, packet, point) })),
  };
}

/** Clauses before the decider that may match the point and would decide otherwise. */
function doubtsBefore({ filter, possible }: CompiledFilter, point: Point, decider: number, action: string): Clause[] {
  const doubts: Clause[] = [];
  for (let clause = 0; clause < decider; clause += 1) {
    const own = filter.clauses[clause];
    if (own === undefined || own.unresolved.length === 0 || own.action === "next" || own.action === action) continue;
    for (let number = possible.starts[clause] ?? 0; number < (possible.starts[clause + 1] ?? 0); number += 1) {
      if (!holdsPoint(possible.index.boxes[number] ?? [], point)) continue;
      doubts.push(own);
      break;
    }
  }
  return doubts;
}

/** For the person who asks: the first field in which the clause and the packet differ. */
function whyMissed(compiled: CompiledFilter, clause: Clause, place: number, packet: Packet, point: Point): string {
  const own = compiled.own[place] ?? [];
  // That it takes later fragments too tells nobody why it does not take a whole packet.
  const boxes = packet.fragment === "later" || own.length === 0 ? [...own, ...(compiled.headerless[place] ?? [])] : own;
  if (boxes.length === 0) return "it matches no packet at all";
  // The box that comes nearest tells most.
  let furthest = -1;
  for (const box of boxes) furthest = Math.max(furthest, firstDifference(box, point));
  if (furthest === Number.POSITIVE_INFINITY) {
    return clause.action === "next"
      ? "it matches, and hands the packet on"
      : `whether it matches cannot be known: ${clause.unresolved.join(", ")}`;
  }
  return differences[fieldOf(furthest, point)]?.(packet) ?? "it asks for something else";
}

/** The bytes of the source and then of the destination may follow the fields; they stand for the first two. */
function fieldOf(dimension: number, point: Point): number {
  const bytes = (point.length - differences.length) / 2;
  return dimension < differences.length ? dimension : dimension < differences.length + bytes ? 0 : 1;
}

/** The first dimension in which the point is not in the box; infinity where it is in it. */
function firstDifference(box: Box, point: Point): number {
  for (const [dimension, set] of box.entries()) if (!containsNumber(set, point[dimension] ?? 0)) return dimension;
  return Number.POSITIVE_INFINITY;
}

const differences: readonly ((packet: Packet) => string)[] = [
  ({ source }) => `the source ${source} is not among its sources`,
  ({ destination }) => `the destination ${destination} is not among its destinations`,
  ({ protocol, family }) => `it is not for ${protocolWord(protocol, family) ?? `protocol ${protocol}`}`,
  ({ sourcePort, icmp }) =>
    icmp === null
      ? `source port ${sourcePort ?? "(none)"} is not among its source ports`
      : `it is not for ICMP type ${icmp.type}`,
  ({ destinationPort, icmp }) =>
    icmp === null
      ? `destination port ${destinationPort ?? "(none)"} is not among its destination ports`
      : `it is not for ICMP type ${icmp.type} code ${icmp.code}`,
  () => "its TCP flags are not those it asks for",
  ({ fragment }) =>
    fragment === "later"
      ? "a later fragment does not carry the header it asks about"
      : "it asks for fragments of another kind",
  ({ dscp }) => `it is not for DSCP ${dscp}`,
  ({ fromZone }) => `it is not for packets from zone ${fromZone ?? "(others)"}`,
  ({ toZone }) => `it is not for packets to zone ${toZone ?? "(others)"}`,
  ({ application }) => `it is not for application ${application ?? "(others)"}`,
  ({ user }) => `it is not for user ${user ?? "(others)"}`,
];
