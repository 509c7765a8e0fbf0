import type { AclEntry, FirewallPolicy, FragmentKind } from "../../src/model/acl.ts";
import type { PortRange, ServiceMatch } from "../../src/model/address.ts";
import type { Random } from "./random.ts";
import type { Universe } from "./universe.ts";

const kinds: readonly FragmentKind[] = ["none", "first", "later"];

/** Entries that together match all that one does, and none of them alone: divided once or several times. */
export function piecesOf<T extends AclEntry | FirewallPolicy>(
  whole: T,
  universe: Universe,
  random: Random,
): readonly T[] {
  let pieces: readonly T[] = [whole];
  const times = random.pick([1, 1, 2, 3]);
  for (let time = 0; time < times; time += 1) {
    const at = random.below(pieces.length);
    pieces = pieces.flatMap((piece, place) =>
      place === at ? (dividedBy(piece, universe, random) ?? [piece]) : [piece],
    );
  }
  return pieces;
}

/** The entry as two, along whatever the universe tells apart; null where that way it cannot be divided. */
function dividedBy<T extends AclEntry | FirewallPolicy>(
  piece: T,
  universe: Universe,
  random: Random,
): readonly T[] | null {
  const die = random.below(6);
  if (die === 0 && universe.dscps.length > 0 && "dscp" in piece) {
    const own = piece.dscp ?? Array.from({ length: 64 }, (_, code) => code);
    // Code points that nothing names stay together.
    const named = universe.dscps.filter(() => random.chance(0.5));
    const others = random.chance(0.5);
    const chosen = (code: number) => (universe.dscps.includes(code) ? named.includes(code) : others);
    return [
      { ...piece, dscp: own.filter(chosen) },
      { ...piece, dscp: own.filter((code) => !chosen(code)) },
    ];
  }
  if (die === 1 && universe.fragments.length > 1 && "fragments" in piece) {
    const own = piece.fragments ?? kinds;
    const without = random.pick(universe.fragments.length === 3 ? kinds : (["later"] as const));
    return [
      { ...piece, fragments: own.filter((kind) => kind === without) },
      { ...piece, fragments: own.filter((kind) => kind !== without) },
    ];
  }
  if (die <= 3 && universe.portCells.length > 0) return dividedByPorts(piece, universe, random);
  const end = random.pick(["source", "destination"] as const);
  const [only, other] = piece[end].include;
  if (only !== undefined && other === undefined && random.chance(0.7)) {
    const halves = universe.parts.flatMap((part) => part[`${end}s`].halves(only, random) ?? []);
    if (halves.length > 0) return halves.map((half) => ({ ...piece, [end]: { ...piece[end], include: [half] } }));
  }
  const cut = random.pick(universe.parts)[`${end}s`].match(random);
  const { include, exclude } = piece[end];
  return [
    { ...piece, [end]: { include, exclude: [...exclude, cut] } },
    { ...piece, [end]: { include: [cut], exclude } },
  ];
}

/** A service with ports or none asked, as those below a port and those from it on. */
function dividedByPorts<T extends AclEntry | FirewallPolicy>(
  piece: T,
  { portCells }: Universe,
  random: Random,
): readonly T[] | null {
  const [service] = piece.services;
  if (service === undefined || service.protocols === "any" || service.icmp !== null) return null;
  const [, ...later] = portCells;
  if (later.length === 0) return null;
  const from = random.pick(later)[0];
  const within = (low: number, high: number): ServiceMatch => {
    const { destinationPorts } = service;
    const ranges: readonly PortRange[] = destinationPorts.kind === "ranges" ? destinationPorts.ranges : [[0, 65_535]];
    const kept = ranges.flatMap(([first, last]): readonly PortRange[] => {
      const range: PortRange = [Math.max(first, low), Math.min(last, high)];
      return range[0] <= range[1] ? [range] : [];
    });
    return { ...service, destinationPorts: { kind: "ranges", ranges: kept } };
  };
  const others = piece.services.slice(1);
  return [
    { ...piece, services: [within(0, from - 1), ...others] },
    { ...piece, services: [within(from, 65_535), ...others] },
  ];
}
