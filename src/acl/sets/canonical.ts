import { withSet, type Box } from "./box.ts";
import { containsNumber, containsSet, difference, intersection, meets, type NumberSet } from "./number-set.ts";
import { icmpProtocol } from "./packet.ts";
import { later, withHeader } from "./packet-space.ts";
import { portProtocols, tcp } from "./service-boxes.ts";

const protocolAt = 2;
const firstAt = 3;
const secondAt = 4;
const bitsAt = 5;
const fragmentAt = 6;

const octets: NumberSet = [0, 255];

/**
 * A box of one family as disjoint boxes that ask only about fields which their packets have. A packet without a field is taken to
 * have 0 there: of boxes that differ in a field which it does not have, the one with 0 has the packet.
 */
export function canonicalBoxes(box: Box, whole: Box, family: 4 | 6, laterHaveHeader: boolean): readonly Box[] {
  const icmp: NumberSet = [icmpProtocol[family], icmpProtocol[family]];
  let parts: readonly Box[] = [box];
  if (!laterHaveHeader)
    parts = parts.flatMap((part) => fieldless(part, whole, fragmentAt, withHeader, later, [firstAt, secondAt, bitsAt]));
  parts = parts.flatMap((part) => fieldless(part, whole, protocolAt, tcp, null, [bitsAt]));
  return parts.flatMap((part) => {
    const [first, second] = [part[firstAt] ?? [], part[secondAt] ?? []];
    if (isWhole(first, whole, firstAt) && isWhole(second, whole, secondAt)) return [part];
    const split: Box[] = [];
    const ported = intersection(part[protocolAt] ?? [], portProtocols);
    if (ported.length > 0) split.push(withSet(part, protocolAt, ported));
    if (meets(part[protocolAt] ?? [], icmp)) split.push(...icmpBoxes(withSet(part, protocolAt, icmp), whole));
    const others = difference(difference(part[protocolAt] ?? [], portProtocols), icmp);
    if (others.length > 0 && containsNumber(first, 0) && containsNumber(second, 0)) {
      split.push(
        withSet(
          withSet(withSet(part, protocolAt, others), firstAt, whole[firstAt] ?? []),
          secondAt,
          whole[secondAt] ?? [],
        ),
      );
    }
    return split;
  });
}

/** A box of ICMP: what is above an octet in its dimensions has no packet but the one that 255 stands for. */
function icmpBoxes(box: Box, whole: Box): readonly Box[] {
  let own = box;
  for (const dimension of [firstAt, secondAt]) {
    const set = box[dimension] ?? [];
    if (isWhole(set, whole, dimension)) continue;
    const types = intersection(set, octets);
    if (types.length === 0) return [];
    own = withSet(own, dimension, containsSet(types, octets) ? (whole[dimension] ?? []) : types);
  }
  return [own];
}

/** Divides a box by one dimension into packets that have some fields and packets that have none of them. */
function fieldless(
  box: Box,
  whole: Box,
  dimension: number,
  having: NumberSet,
  lacking: NumberSet | null,
  fields: readonly number[],
): readonly Box[] {
  if (fields.every((field) => isWhole(box[field] ?? [], whole, field))) return [box];
  const own = box[dimension] ?? [];
  const have = intersection(own, having);
  const lack = lacking === null ? difference(own, having) : intersection(own, lacking);
  const parts: Box[] = have.length > 0 ? [withSet(box, dimension, have)] : [];
  if (lack.length > 0 && fields.every((field) => containsNumber(box[field] ?? [], 0))) {
    let bare = withSet(box, dimension, lack);
    for (const field of fields) bare = withSet(bare, field, whole[field] ?? []);
    parts.push(bare);
  }
  return parts;
}

function isWhole(set: NumberSet, whole: Box, dimension: number): boolean {
  return containsSet(set, whole[dimension] ?? []);
}
