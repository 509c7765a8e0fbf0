import type { PortRange } from "../../model/address.ts";
import type { Block } from "./blocks.ts";
import type { Box } from "./box.ts";
import { containsSet, meets, rangesOf, type NumberSet } from "./number-set.ts";
import { icmpProtocol } from "./packet.ts";
import { endOf, fragmentKinds, type PacketSpace } from "./packet-space.ts";

/** A box in words that people know, one block a family. */
export function blocksOf(space: PacketSpace, box: Box): readonly Block[] {
  return ([4, 6] as const).flatMap((family) => {
    const own = space.addresses.all[family];
    if (!meets(box[0] ?? [], own) || !meets(box[1] ?? [], own)) return [];
    return [blockOf(space, box, family)];
  });
}

function blockOf(space: PacketSpace, box: Box, family: 4 | 6): Block {
  const asked = (dimension: number): NumberSet | null => {
    const set = box[dimension] ?? [];
    return containsSet(set, space.whole[dimension] ?? []) ? null : set;
  };
  const ranges = (dimension: number): "any" | readonly PortRange[] => {
    const set = asked(dimension);
    return set === null ? "any" : rangesOf(set);
  };
  // Boxes that ask about ports hold either protocols with ports or ICMP, never both.
  const isIcmp = containsSet([icmpProtocol[family], icmpProtocol[family]], box[2] ?? []);
  const octets = (dimension: number): "any" | readonly PortRange[] => {
    const found = ranges(dimension);
    return found === "any" ? found : found.map(([low, high]) => [low, Math.min(high, 255)]);
  };
  const names = (dimension: number, known: readonly string[]): "any" | readonly string[] => {
    const set = asked(dimension);
    return set === null ? "any" : numbersOf(set).map((number) => known[number] ?? "(others)");
  };
  const bits = asked(5);
  const fragments = asked(6);
  return {
    family,
    sources: space.addresses.textOf(endOf(box, "source"), family),
    destinations: space.addresses.textOf(endOf(box, "destination"), family),
    protocols: ranges(2),
    sourcePorts: isIcmp ? "any" : ranges(3),
    destinationPorts: isIcmp ? "any" : ranges(4),
    icmpTypes: isIcmp ? octets(3) : "any",
    icmpCodes: isIcmp ? octets(4) : "any",
    tcpFlags: bits === null ? "any" : numbersOf(bits),
    fragments: fragments === null ? "any" : numbersOf(fragments).flatMap((kind) => fragmentKinds[kind] ?? []),
    dscp: ranges(7),
    fromZones: names(8, space.names.fromZone),
    toZones: names(9, space.names.toZone),
    applications: names(10, space.names.application),
    users: names(11, space.names.user),
  };
}

function numbersOf(set: NumberSet): readonly number[] {
  return rangesOf(set).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, place) => first + place),
  );
}
