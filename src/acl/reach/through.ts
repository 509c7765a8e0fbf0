import type { Clause, Filter } from "../filter.ts";
import type { Conditions } from "../conditions.ts";
import type { Packet } from "../packet.ts";
import { packetsWhere, type Answer } from "../packets-where.ts";
import { reasonText, type Layer, type Question, type ReachStep, type Way } from "./layer.ts";
import type { Path } from "./offer.ts";
import type { OwnAddresses } from "./own-addresses.ts";
import { joinedAddresses } from "./source-set.ts";

/** What gets through the stages of a path. */
export interface Through {
  readonly sources: readonly string[];
  readonly uncertain: readonly {
    readonly sources: readonly string[];
    readonly why: readonly string[];
    readonly witness: Packet;
  }[];
  readonly complete: boolean;
  readonly witness: Packet | null;
  readonly chain: readonly ReachStep[];
  readonly denials: readonly ReachStep[];
}

/** Combinations of ways through the stages beyond which nothing is said. */
const mostCombinations = 512;
/** Regions of one combination; more sources than people read, and few enough to be found fast. */
const mostRegions = 2_000;

/**
 * Follows packets through stages. Paths whose filters are the same share one answer, since a device has many
 * interfaces and few lists.
 */
export function sourcesThrough(): (path: Path, space: Conditions, destinations: OwnAddresses) => Through {
  const numbers = new Map<Filter, number>();
  const numberOf = (filter: Filter): number => {
    const number = numbers.get(filter) ?? numbers.size;
    numbers.set(filter, number);
    return number;
  };
  const answers = new Map<string, Answer>();
  const answer = (questions: readonly Question[], space: Conditions, key: string, limit: number): Answer => {
    const asked = questions.map(({ filter, action }) => `${action} ${numberOf(filter)}`).join(",");
    const whole = `${key} ${limit} ${asked}`;
    const known = answers.get(whole) ?? packetsWhere(questions, [space], { limit });
    answers.set(whole, known);
    return known;
  };
  return ({ layers, offer, ingress, family }, space, { texts }) => {
    const key = JSON.stringify([family, offer.protocol, offer.port, ingress.zone, texts, space.sources.exclude]);
    const combined = combinations(layers);
    if (combined === null) return { ...nobody, complete: false, denials: [] };
    const passing: string[] = [];
    const uncertain: Through["uncertain"][number][] = [];
    let witness: Packet | null = null;
    let chain: readonly ReachStep[] = [];
    let complete = true;
    for (const ways of combined) {
      const questions = ways.flatMap((way) => way.questions);
      const found = answer(questions, space, key, mostRegions);
      complete &&= found.complete;
      const blocks = found.blocks();
      // Where the port is not known only what passes on every port gets through for certain.
      const whole = blocks.filter((block) => offer.port !== null || block.destinationPorts === "any");
      passing.push(...whole.flatMap(({ sources }) => sources));
      const region = found.regions.find(
        ({ block }) => whole.length === blocks.length || block.destinationPorts === "any",
      );
      if (witness === null && region !== undefined) {
        witness = region.witness;
        chain = told(ways, region.deciders);
      }
      const partly = found.regions.filter(() => whole.length < blocks.length);
      const why = [`On which port ${offer.service} answers is not known.`];
      uncertain.push(...uncertainSources([...found.uncertain, ...partly.map((each) => ({ ...each, why }))], family));
    }
    const sources = joinedAddresses(passing, family);
    return {
      sources: sources ?? [...new Set(passing)],
      uncertain,
      complete,
      witness,
      chain,
      denials: denialsOf(layers, (question) => answer([question], space, key, mostDenials)),
    };
  };
}

const nobody: Through = { sources: [], uncertain: [], complete: true, witness: null, chain: [], denials: [] };

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
function uncertainSources(uncertain: Answer["uncertain"], family: 4 | 6): Through["uncertain"] {
  const byReason = Map.groupBy(uncertain, ({ why }) => [...new Set(why)].join("\n"));
  return [...byReason.values()].flatMap((regions) => {
    const [first] = regions;
    if (first === undefined) return [];
    const texts = regions.flatMap(({ block }) => block.sources);
    const sources = joinedAddresses(texts, family) ?? texts;
    return [{ sources, why: [...new Set(first.why.map(reasonText))], witness: first.witness }];
  });
}

/** Denials of one stage that are told: enough to see what restricts. */
const mostDenials = 20;

/** What keeps packets out at each stage: its closing statement, or the entries that deny. */
function denialsOf(layers: readonly Layer[], ask: (question: Question) => Answer): readonly ReachStep[] {
  const denials: ReachStep[] = [];
  for (const { ways, closed } of layers) {
    if (closed !== null) {
      denials.push(closed);
      // Nothing gets beyond, so that what follows keeps nobody out.
      break;
    }
    for (const { questions } of ways) {
      for (const question of questions) {
        const opposite = question.action === "permit" ? "deny" : "permit";
        for (const { deciders } of ask({ ...question, action: opposite }).regions) {
          const step = { ...question.tell(deciders[0] ?? null), action: "deny" as const };
          if (!denials.some((each) => isSame(each, step))) denials.push(step);
        }
      }
    }
  }
  return denials;
}

function isSame(one: ReachStep, other: ReachStep): boolean {
  return (
    one.layer === other.layer && one.name === other.name && one.label === other.label && one.default === other.default
  );
}
