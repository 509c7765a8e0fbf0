import { aboutPorts, isToPort, openingPackets, type ProtocolPort } from "./about-ports.ts";
import { addressNumber, highest, prefixBounds } from "../sets/address-number.ts";
import { addressText } from "../sets/address-text.ts";
import { addressLine } from "../sets/address-line.ts";
import { anyPacket, type Addresses, type PlainMatch } from "../sets/conditions.ts";
import { prepare, type PreparedFilter } from "../decide.ts";
import type { Clause, Filter } from "../filter.ts";
import { addressShare } from "../sets/public-addresses.ts";
import { containsNumber } from "../sets/number-set.ts";
import type { Packet } from "../sets/packet.ts";
import { packetsWhere, type Region } from "../packets-where.ts";
import { wideClauses } from "../wide-clauses.ts";

/** A port that sources at large reach at some destination. */
export interface OpenPort<P extends ProtocolPort> {
  readonly port: P;
  readonly family: 4 | 6;
  /** The part of all sources that reach it there, from 0 to 1. */
  readonly share: number;
  /** False where clauses of few sources were left out that deny some: the share may be less by a hundredth. */
  readonly exact: boolean;
  /** The clauses that let them, one alone where one is enough; null is the filter's default action. */
  readonly clauses: readonly (Clause | null)[];
  /** Null where none was found among a few that were tried. */
  readonly witness: Packet | null;
  /** False where it depends on clauses that cannot be resolved. */
  readonly certain: boolean;
}

export interface OpenPorts<P extends ProtocolPort> {
  readonly open: readonly OpenPort<P>[];
  /** False where the bound was reached: there may be more. */
  readonly complete: boolean;
}

/** Clauses that are all looked at, however narrow. */
const fewClauses = 300;

/** The part of all sources that clauses of few sources may name together without being looked at. */
const negligible = 0.01;

/** Boxes looked at: what takes more is left open. */
const workOfSearch = 20_000_000;

/** Sources from half of all addresses are sources at large, whatever few are left out; a hundredth less for the above. */
const atLarge = 0.5 - negligible;

/**
 * Ports that sources at large may open a session with, at one destination and between the same zones. One clause that
 * does so alone is told as such; several are told where only all of them together do.
 */
export function openPorts<P extends ProtocolPort>(filter: Filter, ports: readonly P[]): OpenPorts<P> {
  const open: OpenPort<P>[] = [];
  const narrowed = aboutPorts(filter, ports);
  let complete = true;
  for (const family of filter.families) {
    const wide = wideClauses(narrowed, family, narrowed.clauses.length > fewClauses ? negligible : 0);
    const everyone: Addresses = { include: [{ kind: "any", family }], exclude: [] };
    const within = openingPackets(ports, { ...anyPacket, sources: everyone, destinations: everyone });
    const answer = packetsWhere([{ filter: wide.filter, action: "permit" }], within, { work: workOfSearch });
    complete &&= answer.complete;
    const decides = wide.left === 0 ? null : prepare(narrowed);
    for (const port of ports) {
      const certain = answer.regions.filter(({ block }) => isToPort(block, port));
      const possible = answer.uncertain.filter(({ block }) => isToPort(block, port));
      const found = openings(certain, family);
      for (const opening of [...found, ...doubtful(found, certain, possible, family)]) {
        // A block of several ports holds the packet to each of them.
        const witness = { ...opening.witness, protocol: port.protocol, destinationPort: port.port };
        open.push({
          ...opening,
          port,
          family,
          exact: !wide.denials,
          witness: decides === null ? witness : permittedPacket(decides, opening, witness),
          certain: found.includes(opening),
        });
      }
    }
  }
  return { open, complete };
}

/** What clauses other than those that open it for certain may open. */
function doubtful(
  found: readonly Opening[],
  certain: readonly Region[],
  possible: readonly Region[],
  family: 4 | 6,
): readonly Opening[] {
  const told = new Set(found.flatMap(({ clauses }) => clauses));
  const left = possible.filter(({ deciders }) => !told.has(deciders[0] ?? null));
  if (left.length === 0) return [];
  return openings([...certain.filter(({ deciders }) => !told.has(deciders[0] ?? null)), ...left], family);
}

/** The packet, or another of its kind, that the clauses let through; null where none of those tried is. */
function permittedPacket(decides: PreparedFilter, { clauses, sources }: Opening, packet: Packet): Packet | null {
  const others = sources.flatMap((text) => spreadOver(text, packet.family)).map((source) => ({ ...packet, source }));
  return [packet, ...others].find((one) => clauses.includes(decides.decide(one)?.clause ?? null)) ?? null;
}

/** A few addresses of a prefix or range. */
function spreadOver(text: string, family: 4 | 6): readonly string[] {
  const [first = "", last] = text.split("-");
  const bounds = text === "any" ? { first: 0n, last: highest(family) } : prefixBounds(first);
  const high = last === undefined ? bounds?.last : addressNumber(last)?.value;
  if (bounds === null || high === undefined) return [];
  const size = high - bounds.first + 1n;
  return Array.from({ length: 16 }, (_, step) =>
    addressText(family, bounds.first + (size * BigInt(step * 2 + 1)) / 32n),
  );
}

interface Opening {
  readonly share: number;
  readonly clauses: readonly (Clause | null)[];
  readonly sources: readonly string[];
  readonly witness: Packet;
}

/** Clauses that open it alone, each; and of the others those that do together. */
function openings(regions: readonly Region[], family: 4 | 6): readonly Opening[] {
  const alone = [...Map.groupBy(regions, ({ deciders }) => deciders[0] ?? null).entries()].flatMap(([clause, own]) => {
    const widest = widestAt(own, family);
    return widest === null ? [] : [{ ...widest, clauses: [clause] }];
  });
  const told = new Set(alone.flatMap(({ clauses }) => clauses));
  const others = regions.filter(({ deciders }) => !told.has(deciders[0] ?? null));
  const between = Map.groupBy(others, ({ block }) => JSON.stringify([block.fromZones, block.toZones])).values();
  const together = [...between].flatMap((own) => {
    const widest = widestAt(own, family);
    return widest === null ? [] : [widest];
  });
  return [...alone, ...together];
}

/** The destination that most sources reach, where they are sources at large; null where there is none. */
function widestAt(regions: readonly Region[], family: 4 | 6): Opening | null {
  for (const region of regions) {
    const share = shareOf([region], family);
    if (share >= atLarge) return openingOf([region], share);
  }
  if (regions.length < 2 || shareOf(regions, family) < atLarge) return null;
  let widest: Opening | null = null;
  for (const together of atEachDestination(regions, family)) {
    const share = shareOf(together, family);
    if (share >= atLarge && share > (widest?.share ?? 0)) widest = openingOf(together, share);
  }
  return widest;
}

function openingOf(regions: readonly Region[], share: number): Opening | null {
  const [first] = regions;
  if (first === undefined) return null;
  return {
    share,
    clauses: [...new Set(regions.map(({ deciders }) => deciders[0] ?? null))],
    sources: first.block.sources,
    witness: first.witness,
  };
}

function shareOf(regions: readonly Region[], family: 4 | 6): number {
  return addressShare(
    regions.flatMap(({ block }) => block.sources),
    family,
  );
}

/** The regions that share some destination, for each set of destinations that no region tells apart. */
function* atEachDestination(regions: readonly Region[], family: 4 | 6): Iterable<readonly Region[]> {
  const ends = regions.map(({ block }) => addressesOf(block.destinations, family));
  const line = addressLine(ends);
  if (line === null) {
    yield regions;
    return;
  }
  const sets = ends.map((addresses) => line.setOf(addresses));
  const seen = new Set<string>();
  const atoms = new Set(sets.flatMap((set) => set.filter((_, place) => place % 2 === 0)));
  for (const atom of atoms) {
    const own = regions.filter((_, place) => containsNumber(sets[place] ?? [], atom));
    const key = own.map((region) => regions.indexOf(region)).join(",");
    if (own.length < 2 || seen.has(key)) continue;
    seen.add(key);
    yield own;
  }
}

function addressesOf(texts: readonly string[], family: 4 | 6): Addresses {
  return { include: texts.map((text) => matchOf(text, family)), exclude: [] };
}

function matchOf(text: string, family: 4 | 6): PlainMatch {
  if (text === "any") return { kind: "any", family };
  const [first = "", second, third] = text.split(/[ -]/);
  if (second === "wildcard") return { kind: "wildcard", address: first, mask: third ?? "" };
  return second === undefined ? { kind: "prefix", prefix: text } : { kind: "range", first, last: second };
}
