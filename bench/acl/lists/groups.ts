import type { AddressMatch, ServiceMatch } from "../../../src/model/address.ts";
import { listOf, ports, prefix4, protocolNumbers, service, type BenchList, type Groups, type Line } from "../list.ts";
import { random, type Random } from "../random.ts";

const { tcp, udp } = protocolNumbers;

/**
 * Entries of source group × destination group × service group, 20 to 200 members each, of 40 groups of each kind:
 * a handful of entries stands for millions of plain ones. Hosts and nets come from common pools, so groups overlap.
 */
export function manyGroups(seed: number, size: number): BenchList {
  const dice = random(seed);
  const groups: Groups = {
    addresses: Array.from({ length: 80 }, (_, index) => ({
      name: index < 40 ? `NETS-${index}` : `HOSTS-${index}`,
      members: addresses(dice, index < 40),
    })),
    services: Array.from({ length: 40 }, (_, index) => ({ name: `SERVICES-${index}`, members: services(dice) })),
  };
  const sources = groups.addresses.slice(0, 40);
  const destinations = groups.addresses.slice(40);
  const entries = Array.from({ length: size }, (): Line => ({
    action: dice.chance(0.9) ? "permit" : "deny",
    service: { group: dice.pick(groups.services).name },
    source: { kind: "group", name: dice.pick(sources).name },
    destination: { kind: "group", name: dice.pick(destinations).name },
  }));
  return listOf("GROUPS", 4, entries, groups);
}

function addresses(dice: Random, nets: boolean): readonly AddressMatch[] {
  const members = new Map<string, AddressMatch>();
  for (let count = dice.between(20, 200); count > 0; count -= 1) {
    const match = nets
      ? prefix4(0x0a00_0000 + dice.below(2000) * 256, dice.pick([22, 24, 24, 24, 26]))
      : prefix4(0xac10_0000 + dice.below(4000), 32);
    if (match.kind === "prefix") members.set(match.prefix, match);
  }
  return [...members.values()];
}

function services(dice: Random): readonly ServiceMatch[] {
  return Array.from({ length: dice.between(20, 60) }, () => {
    const low = dice.between(1, 60_000);
    const high = dice.chance(0.7) ? low : low + dice.between(1, 100);
    return service([dice.chance(0.7) ? tcp : udp], ports([low, high]));
  });
}
