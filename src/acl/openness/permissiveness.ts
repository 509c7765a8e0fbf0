import type { PortRange } from "../../model/address.ts";
import { aboutPorts, isAmong, isToPort, openingPackets } from "./about-ports.ts";
import { addressCount } from "../sets/address-count.ts";
import { familyBits } from "../sets/address-number.ts";
import { externalAddresses, internalAddresses } from "./internal-addresses.ts";
import type { Block } from "../sets/blocks.ts";
import { addressesIn, anyPacket, type Addresses, type Conditions } from "../sets/conditions.ts";
import type { Clause, Filter } from "../filter.ts";
import { knownServices, type KnownService } from "./known-services.ts";
import { setOfRanges, type NumberSet } from "../sets/number-set.ts";
import { opennessOf, serviceCount, withScore, type Openness, type Share } from "./openness.ts";
import type { Packet } from "../sets/packet.ts";
import { packetsWhere, type Region } from "../packets-where.ts";
import { joinedAddresses } from "../reach/source-set.ts";
import { protocolWord } from "../text/traffic-names.ts";

/** How open one permitting entry is by what it asks, whatever earlier entries take of it. */
export interface EntryOpenness {
  readonly clause: Clause;
  readonly openness: readonly Openness[];
}

/** A service that some source may open a session with. */
export interface PermittedService {
  readonly service: KnownService;
  readonly family: 4 | 6;
  /** Every source that may, towards at least one destination, as few prefixes, ranges and masked addresses. */
  readonly sources: readonly string[];
  /** Null where masks with holes are too many to be counted. */
  readonly share: Share | null;
  /** Entries that permit it, in their order; null is the default action. */
  readonly by: readonly (Clause | null)[];
  readonly witness: Packet;
  /** True where some further packets depend on entries that cannot be resolved. */
  readonly uncertain: boolean;
}

/** What opens sessions across the border between internal and external addresses. */
export interface Crossing {
  readonly direction: "internal to external" | "external to internal";
  readonly family: 4 | 6;
  /** In words: "tcp 22, 80-90", "icmp", "protocol 47"; "everything" where nothing is left out. */
  readonly services: readonly string[];
  readonly known: readonly KnownService[];
  readonly blocks: readonly Block[];
  readonly by: readonly (Clause | null)[];
  readonly uncertain: boolean;
}

export interface Permissiveness {
  readonly entries: readonly EntryOpenness[];
  /** What the list as a whole permits, exactly; at least that much where `complete` is false. */
  readonly list: readonly Openness[];
  readonly services: readonly PermittedService[];
  readonly crossings: readonly Crossing[];
  /** False where a bound was reached: what is there is right, and there may be more. */
  readonly complete: boolean;
}

export interface PermissivenessOptions {
  /** What counts as internal; private, shared, loopback and link-local addresses where not given. */
  readonly internal?: Addresses;
  readonly services?: readonly KnownService[];
}

/** How open a filter is: its entries, the whole, the services it lets sessions to, and what crosses the border. */
export function permissiveness(filter: Filter, options: PermissivenessOptions = {}): Permissiveness {
  const services = options.services ?? knownServices;
  const parts = { complete: true };
  const entries = filter.clauses
    .filter(({ action, implied }) => action === "permit" && implied !== true)
    .map((clause) => ({ clause, openness: opennessOf(filter, clause) }));
  const list = filter.families.map((family) => listOpenness(filter, family, parts));
  const permitted = filter.families.flatMap((family) => permittedServices(filter, family, services, parts));
  const crossings = filter.families.flatMap((family) =>
    crossingsOf(filter, family, options.internal ?? internalAddresses, services, parts),
  );
  return { entries, list, services: permitted, crossings, complete: parts.complete };
}

/** Regions and boxes looked at for each question: past it, what is told is right and more may be missing. */
const bound = { limit: 5000, work: 30_000_000 } as const;

interface Parts {
  complete: boolean;
}

function everyone(family: 4 | 6): Addresses {
  return { include: [{ kind: "any", family }], exclude: [] };
}

/** Whole packets and first fragments: later ones have no service of their own. */
function listOpenness(filter: Filter, family: 4 | 6, parts: Parts): Openness {
  const within: Conditions = {
    ...anyPacket,
    sources: everyone(family),
    destinations: everyone(family),
    fragments: ["none"],
  };
  const { regions, complete } = packetsWhere([{ filter, action: "permit" }], [within], bound);
  parts.complete &&= complete;
  const blocks = regions.map(({ block }) => block);
  const all = 1n << familyBits[family];
  const share = (texts: Iterable<string>): Share | null => {
    const count = addressCount(texts, family);
    return count === null ? null : { count, of: all };
  };
  return withScore(
    family,
    share(blocks.flatMap((block) => block.sources)),
    share(blocks.flatMap((block) => block.destinations)),
    serviceCount(blocks.map(serviceOf), family),
  );
}

function serviceOf(block: Block): Parameters<typeof serviceCount>[0][number] {
  const isIcmp = block.icmpTypes !== "any" || block.icmpCodes !== "any";
  return {
    protocols: setOf(block.protocols, 255),
    first: setOf(isIcmp ? block.icmpTypes : block.sourcePorts, 65_535),
    second: setOf(isIcmp ? block.icmpCodes : block.destinationPorts, 65_535),
  };
}

function setOf(ranges: "any" | readonly PortRange[], most: number): NumberSet {
  return ranges === "any" ? [0, most] : setOfRanges(ranges);
}

function permittedServices(
  filter: Filter,
  family: 4 | 6,
  services: readonly KnownService[],
  parts: Parts,
): readonly PermittedService[] {
  const base = { ...anyPacket, sources: everyone(family), destinations: everyone(family) };
  const asked = [{ filter: aboutPorts(filter, services), action: "permit" }] as const;
  const { regions, uncertain, complete } = packetsWhere(asked, openingPackets(services, base), bound);
  parts.complete &&= complete;
  return services.flatMap((service): PermittedService[] => {
    const own = regions.filter(({ block }) => isToPort(block, service));
    const [first] = own;
    if (first === undefined) return [];
    const texts = own.flatMap(({ block }) => block.sources);
    const count = addressCount(texts, family);
    return [
      {
        service,
        family,
        sources: joinedAddresses(texts, family) ?? [...new Set(texts)],
        share: count === null ? null : { count, of: 1n << familyBits[family] },
        by: decidersOf(filter, own),
        // A block of several ports holds the packet to each of them.
        witness: { ...first.witness, protocol: service.protocol, destinationPort: service.port },
        uncertain: uncertain.some(({ block }) => isToPort(block, service)),
      },
    ];
  });
}

/** In the order of the list, the default action last. */
function decidersOf(filter: Filter, regions: readonly Region[]): readonly (Clause | null)[] {
  const deciders = new Set(regions.map(({ deciders: [decider] }) => decider ?? null));
  const clauses = filter.clauses.filter((clause) => deciders.has(clause));
  return deciders.has(null) ? [...clauses, null] : clauses;
}

/** TCP without ACK and RST and with SYN, and whatever other protocols there are. */
const opening = [{ mask: 0b10110, value: 0b10 }] as const;

function crossingsOf(
  filter: Filter,
  family: 4 | 6,
  internal: Addresses,
  services: readonly KnownService[],
  parts: Parts,
): readonly Crossing[] {
  const inside = addressesIn(internal, family);
  const outside = externalAddresses(inside, family);
  const ways = [
    { direction: "internal to external", sources: inside, destinations: outside },
    { direction: "external to internal", sources: outside, destinations: inside },
  ] as const;
  return ways.flatMap(({ direction, sources, destinations }): Crossing[] => {
    const base: Conditions = { ...anyPacket, sources, destinations, fragments: ["none"] };
    const otherProtocols = Array.from({ length: 256 }, (_, number) => number).filter((number) => number !== 6);
    const anyPorts = { sourcePorts: { kind: "any" }, destinationPorts: { kind: "any" }, icmp: null } as const;
    const within: readonly Conditions[] = [
      { ...base, services: [{ protocols: [6], ...anyPorts }], tcpFlags: opening },
      { ...base, services: [{ protocols: otherProtocols, ...anyPorts }] },
    ];
    const answer = packetsWhere([{ filter, action: "permit" }], within, bound);
    parts.complete &&= answer.complete;
    if (answer.regions.length === 0) return [];
    return [
      {
        direction,
        family,
        services: serviceTexts(answer.regions, family),
        known: services.filter((service) => answer.regions.some(({ block }) => isToPort(block, service))),
        blocks: answer.blocks(),
        by: decidersOf(filter, answer.regions),
        uncertain: answer.uncertain.length > 0,
      },
    ];
  });
}

/** Protocols in words, with the destination ports that are permitted where not all are. */
function serviceTexts(regions: readonly Region[], family: 4 | 6): readonly string[] {
  const texts: string[] = [];
  let whole = 0;
  for (let protocol = 0; protocol < 256; protocol += 1) {
    const own = regions.filter(({ block: { protocols } }) => isAmong(protocols, protocol));
    if (own.length === 0) continue;
    const ported = own.every(({ block }) => block.destinationPorts !== "any");
    const ports = setOfRanges(
      own.flatMap(({ block: { destinationPorts } }) => (destinationPorts === "any" ? [] : destinationPorts)),
    );
    const name = protocolWord(protocol, family) ?? `protocol ${protocol}`;
    if (ported) texts.push(`${name} ${rangeWords(ports)}`);
    else {
      texts.push(name);
      whole += 1;
    }
  }
  return whole === 256 ? ["everything"] : texts;
}

function rangeWords(set: readonly number[]): string {
  const words: string[] = [];
  for (let place = 0; place < set.length; place += 2) {
    const [low, high] = [set[place], set[place + 1]];
    words.push(low === high ? String(low) : `${low}-${high}`);
  }
  return words.join(", ");
}
