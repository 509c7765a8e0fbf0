import { blockText } from "../../src/acl/text/block-text.ts";
import { zoneNames, type Conditions } from "../../src/acl/sets/conditions.ts";
import type { Filter } from "../../src/acl/filter.ts";
import { packetText, readPacket } from "../../src/acl/text/packet-text.ts";
import { packetsWhere, type Region } from "../../src/acl/packets-where.ts";
import { readSpace, withHeaderAsked } from "../../src/acl/text/space-text.ts";
import { placesOf } from "./block-places.ts";
import type { KnownNames } from "./block-holds.ts";
import type { Universe } from "./universe.ts";

/** What is written of a region, read back: its witness is the same packet, its block the same packets. */
export function* judgeTexts(universe: Universe, filter: Filter, { block, witness }: Region): Generator<string> {
  const words = packetText(witness);
  const read = readPacket(words);
  if (!read.ok || JSON.stringify(inOrder(read.packet)) !== JSON.stringify(inOrder(witness))) {
    yield `"${words}" is not read back as ${JSON.stringify(witness)}`;
  }
  const lists = [block.fromZones, block.toZones, block.applications, block.users];
  // Whoever reads "(others)" alone does not know which names it leaves out.
  if (lists.some((names) => names !== "any" && names.includes("(others)"))) return;
  const text = blockText(block, filter.laterFragments);
  const space = readSpace(text);
  if (!space.ok) {
    yield `"${text}" is not read back`;
    return;
  }
  const everything: Filter = { ...filter, clauses: [], families: [4, 6], defaultAction: "permit" };
  const within = withHeaderAsked(space.within, filter.laterFragments);
  const answer = packetsWhere([{ filter: everything, action: "permit" }], within);
  const names = namesIn(within);
  const expected = placesOf(universe, [block], names);
  const found = placesOf(
    universe,
    answer.regions.map((region) => region.block),
    names,
  );
  for (let packet = 0; packet < universe.count; packet += 1) {
    if (expected(packet).length === found(packet).length) continue;
    yield `"${text}" is read back as other packets than ${JSON.stringify(block)}`;
    return;
  }
}

function inOrder(packet: object): readonly unknown[] {
  return Object.entries(packet).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function namesIn(within: readonly Conditions[]): KnownNames {
  const used = (axis: "fromZones" | "toZones" | "applications" | "users") =>
    within.flatMap((conditions) => zoneNames(conditions[axis]));
  return {
    fromZones: used("fromZones"),
    toZones: used("toZones"),
    applications: used("applications"),
    users: used("users"),
  };
}
