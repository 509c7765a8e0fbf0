import { anyPacket, type Addresses, type Conditions, type NamedZones } from "../sets/conditions.ts";
import type { Clause, Filter } from "../filter.ts";
import type { Packet } from "../sets/packet.ts";
import { packetsWhere, type Region } from "../packets-where.ts";
import { destinationsAsked, toldApart } from "./destinations.ts";
import { reasonText, type Layer, type Question, type ReachStep, type Way } from "./layer.ts";
import type { Path } from "./offer.ts";
import type { OwnAddresses } from "./own-addresses.ts";
import { relevantPart } from "./relevant.ts";
import { joinedAddresses } from "./source-set.ts";

/** What gets through the stages of a path. */
export interface Through {
  readonly sources: readonly string[];
  readonly uncertain: readonly Uncertain[];
  readonly complete: boolean;
  readonly witness: Packet | null;
  readonly chain: readonly ReachStep[];
  /** Found when it is asked for: most who ask who gets through never do. */
  readonly denials: () => readonly ReachStep[];
}

interface Uncertain {
  readonly sources: readonly string[];
  readonly why: readonly string[];
  readonly witness: Packet;
}

/** What one combination of filters lets through, without what nobody asks for. */
interface Found {
  readonly sources: readonly string[];
  readonly uncertain: readonly Uncertain[];
  readonly complete: boolean;
  readonly first: Pick<Region, "witness" | "deciders"> | null;
}

/** Combinations of ways through the stages beyond which nothing is said. */
const mostCombinations = 512;
/** Questions of filters of one device: many times what a large one needs, and an end to what a hostile text costs. */
const mostSearches = 8_000;

/** The packets of a path that are looked at, destinations aside. */
export type Opening = Omit<Conditions, "destinations" | "fromZones" | "toZones"> & {
  readonly fromZones: NamedZones;
  readonly toZones: NamedZones;
};

/**
 * Follows packets through stages. Paths whose filters are the same share one answer, since a device has many
 * interfaces and few lists.
 */
export function sourcesThrough(): (path: Path, opening: Opening, own: OwnAddresses) => Through {
  const numbers = new Map<object, number>();
  const numberOf = (each: object): number => {
    const number = numbers.get(each) ?? numbers.size;
    numbers.set(each, number);
    return number;
  };
  const destinations = new Map<string, Addresses>();
  const destinationsFor = (own: OwnAddresses, filters: readonly Filter[]): readonly [key: string, Addresses] => {
    const telling = filters.filter((filter) => destinationsAsked(filter).length > 0);
    const key = `${numberOf(own)} ${telling.map(numberOf).join(",")}`;
    const known = destinations.get(key) ?? toldApart(own, telling);
    destinations.set(key, known);
    return [key, known];
  };
  const answers = new Map<string, Found>();
  const denied = new Map<string, readonly (Clause | null)[]>();
  return ({ layers, offer, family }, opening, own) => {
    const part = (filter: Filter): Filter => relevantPart(filter, offer);
    const spaceKey = JSON.stringify([family, offer.protocol, offer.port, opening.fromZones, opening.sources.exclude]);
    const ask = (questions: readonly Question[]): Found => {
      const asked = questions.map(({ filter, action }) => ({ filter: part(filter), action }));
      const [place, to] = destinationsFor(
        own,
        asked.map(({ filter }) => filter),
      );
      const key = `${spaceKey} ${place} ${asked.map(({ filter, action }) => `${action} ${numberOf(filter)}`).join(",")}`;
      const known = answers.get(key);
      if (known !== undefined) return known;
      const ends = decidedByEnds(asked, opening, own, family);
      if (ends !== null) return ends;
      const found =
        answers.size < mostSearches ? search(asked, { ...opening, destinations: to }, offer, family) : unsearched;
      answers.set(key, found);
      return found;
    };
    const denials = (): readonly ReachStep[] =>
      denialsOf(layers, (question) => {
        const opposite = question.action === "permit" ? "deny" : "permit";
        const asked = [{ filter: part(question.filter), action: opposite } as const];
        const [place, to] = destinationsFor(
          own,
          asked.map(({ filter }) => filter),
        );
        const key = `${spaceKey} ${place} ${opposite} ${asked.map(({ filter }) => numberOf(filter)).join(",")}`;
        const known = denied.get(key) ?? decidersOf(asked, { ...opening, destinations: to });
        denied.set(key, known);
        return known.map((decider) => ({ ...question.tell(decider), action: "deny" }));
      });
    const combined = combinations(layers);
    if (combined === null) return { ...unsearched, witness: null, chain: [], denials };
    return { ...together(combined, family, ask), denials };
  };
}

const unsearched: Found = { sources: [], uncertain: [], complete: false, first: null };

type AskedOf = readonly { readonly filter: Filter; readonly action: "permit" | "deny" }[];

function search(asked: AskedOf, within: Conditions, { service, port }: Path["offer"], family: 4 | 6): Found {
  const { regions, uncertain, complete, blocks } = packetsWhere(asked, [flagsAside(asked, within)]);
  const all = blocks();
  // Where the port is not known only what passes on every port gets through for certain.
  const whole = all.filter((block) => port !== null || block.destinationPorts === "any");
  const certain =
    whole.length === all.length ? regions : regions.filter(({ block }) => block.destinationPorts === "any");
  const why = [`On which port ${service} answers is not known.`];
  const partly = whole.length === all.length ? [] : regions.map((region) => ({ ...region, why }));
  const [first] = certain;
  return {
    sources: whole.flatMap((block) => block.sources),
    uncertain: uncertainSources([...uncertain, ...partly], family),
    complete,
    first: first === undefined ? null : { witness: opened(first.witness), deciders: first.deciders },
  };
}

/** Where no filter asks for TCP flags, those of the opening packet make no difference, and need not be told apart. */
function flagsAside(asked: AskedOf, within: Conditions): Conditions {
  const telling = asked.some(({ filter }) => filter.clauses.some(({ conditions }) => conditions.tcpFlags !== null));
  return telling ? within : { ...within, tcpFlags: null };
}

/** A packet with the flags that open a session. */
function opened(packet: Packet): Packet {
  const { tcpFlags } = packet;
  return tcpFlags === null || (tcpFlags & 0b10110) === syn ? packet : { ...packet, tcpFlags: syn };
}

const syn = 2;

/**
 * The answer where no clause of the filters can meet an opening packet, or the only one there is may meet any: everybody
 * gets through, nobody does, or nobody knows. Most interfaces of most devices have no list. Null where it takes a search.
 */
function decidedByEnds(asked: AskedOf, within: Opening, own: OwnAddresses, family: 4 | 6): Found | null {
  if (within.sources.exclude.length > 0) return null;
  const doubts: Clause[] = [];
  for (const { filter, action } of asked) {
    if (isDoubt(filter)) doubts.push(...filter.clauses);
    else if (filter.clauses.length > 0) return null;
    else if (filter.defaultAction !== action) return { ...unsearched, complete: true };
  }
  const witness = examplePacket(within, own, family);
  if (witness === null) return null;
  const found: Found = { sources: [], uncertain: [], complete: true, first: null };
  if (doubts.length === 0) return { ...found, sources: ["any"], first: { witness, deciders: asked.map(() => null) } };
  const why = [...new Set(doubts.flatMap(({ unresolved }) => unresolved))];
  return { ...found, uncertain: [{ sources: ["any"], why, witness }] };
}

/** Addresses kept for examples (RFC 5737, RFC 3849). */
const examples = {
  4: { source: "198.51.100.1", destination: "203.0.113.1" },
  6: { source: "2001:db8::1", destination: "2001:db8:ffff::1" },
} as const;

/** One of the opening packets; null where the port is not known. */
function examplePacket(within: Opening, own: OwnAddresses, family: 4 | 6): Packet | null {
  const [service] = within.services;
  const port = service?.destinationPorts.kind === "ranges" ? service.destinationPorts.ranges[0]?.[0] : undefined;
  const protocol = service?.protocols === "any" ? undefined : service?.protocols[0];
  if (port === undefined || protocol === undefined) return null;
  const { source, destination } = examples[family];
  return {
    family,
    source,
    destination: own.unknown === null ? (own.texts[0]?.split("/")[0] ?? destination) : destination,
    protocol,
    sourcePort: 49_152,
    destinationPort: port,
    icmp: null,
    tcpFlags: protocol === 6 ? syn : null,
    fragment: "none",
    dscp: 0,
    fromZone: within.fromZones === "any" ? null : (within.fromZones[0] ?? null),
    toZone: within.toZones === "any" ? null : (within.toZones[0] ?? null),
    application: null,
    user: null,
  };
}

/** What gets through by any of the combinations. */
function together(
  combined: readonly (readonly Way[])[],
  family: 4 | 6,
  ask: (questions: readonly Question[]) => Found,
): Omit<Through, "denials"> {
  const passing: string[] = [];
  const uncertain: Uncertain[] = [];
  let witness: Packet | null = null;
  let chain: readonly ReachStep[] = [];
  let complete = true;
  for (const ways of combined) {
    const found = ask(ways.flatMap((way) => way.questions));
    complete &&= found.complete;
    for (const source of found.sources) passing.push(source);
    uncertain.push(...found.uncertain);
    if (witness !== null || found.first === null) continue;
    ({ witness } = found.first);
    chain = told(ways, found.first.deciders);
  }
  const sources = joinedAddresses(passing, family) ?? [...new Set(passing)];
  return { sources, uncertain, complete, witness, chain };
}

/** One way of each stage, in every combination; null where there are too many. */
function combinations(layers: readonly Layer[]): readonly (readonly Way[])[] | null {
  let combined: readonly (readonly Way[])[] = [[]];
  for (const { ways } of layers) {
    combined = combined.flatMap((before) => ways.map((way) => [...before, way]));
    if (combined.length > mostCombinations) return null;
  }
  return combined;
}

function told(ways: readonly Way[], deciders: readonly (Clause | null)[]): readonly ReachStep[] {
  let next = 0;
  return ways.flatMap(({ questions, said }) => {
    const steps = questions.map((question) => {
      const decider = deciders[next] ?? null;
      next += 1;
      return question.tell(decider);
    });
    return [...steps, ...said];
  });
}

/** Uncertain regions by what they depend on. */
function uncertainSources(
  regions: readonly (Region & { readonly why: readonly string[] })[],
  family: 4 | 6,
): readonly Uncertain[] {
  const byReason = Map.groupBy(regions, ({ why }) => [...new Set(why)].join("\n"));
  return [...byReason.values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const texts = alike.flatMap(({ block }) => block.sources);
    const sources = joinedAddresses(texts, family) ?? texts;
    return [{ sources, why: [...new Set(first.why.map(reasonText))], witness: first.witness }];
  });
}

/** Denials of one stage that are told: enough to see what restricts. */
const mostDenials = 20;

/** The clauses that decide packets as asked of one filter, each once or more. */
function decidersOf(asked: AskedOf, within: Conditions): readonly (Clause | null)[] {
  const [only] = asked;
  if (only === undefined || isDoubt(only.filter)) return [];
  if (only.filter.clauses.length === 0) return only.filter.defaultAction === only.action ? [null] : [];
  const { regions } = packetsWhere(asked, [flagsAside(asked, within)], { limit: mostDenials });
  return regions.map(({ deciders }) => deciders[0] ?? null);
}

/** True where the only clause may match any packet, and nobody knows which. */
function isDoubt({ clauses }: Filter): boolean {
  const [first, ...others] = clauses;
  return first !== undefined && others.length === 0 && first.certain === null && first.conditions === anyPacket;
}

/** What keeps packets out at each stage: its closing statement, or the entries that deny. */
function denialsOf(
  layers: readonly Layer[],
  deniedBy: (question: Question) => readonly ReachStep[],
): readonly ReachStep[] {
  const denials: ReachStep[] = [];
  for (const { ways, closed } of layers) {
    if (closed !== null) {
      denials.push(closed);
      // Nothing gets beyond, so that what follows keeps nobody out.
      break;
    }
    for (const { questions } of ways) {
      for (const step of questions.flatMap(deniedBy))
        if (!denials.some((each) => isSame(each, step))) denials.push(step);
    }
  }
  return denials;
}

function isSame(one: ReachStep, other: ReachStep): boolean {
  return (
    one.layer === other.layer && one.name === other.name && one.label === other.label && one.default === other.default
  );
}
