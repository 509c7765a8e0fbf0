import type { ServiceMatch } from "../../../src/model/address.ts";
import type { LineRange } from "../../../src/model/fact.ts";
import { noInterface } from "./interface-names.ts";
import { asksForHeader, asksNothing, ofProtocols, portsOutside, protocolsOutside } from "./services.ts";
import { both, noTerms, withDoubt, type Terms } from "./terms.ts";

/** What a rule does with the packets that meet its terms; "unknown" is anything at all. */
export type Verdict<T> =
  | { readonly kind: "accept" | "drop" | "return" | "continue" | "unknown" }
  | { readonly kind: "jump" | "goto"; readonly chain: string }
  | { readonly kind: "translate"; readonly to: T };

export interface ChainRule<T = never> {
  readonly terms: Terms;
  readonly verdict: Verdict<T>;
  readonly log: boolean;
  readonly inactive: boolean;
  readonly remarks: readonly string[];
  readonly at: readonly LineRange[];
  readonly path?: string;
  /** The rule's place in its chain, from 1. */
  readonly ordinal: string;
}

export type Chains<T = never> = ReadonlyMap<string, readonly ChainRule<T>[]>;

/** A rule as a packet meets it, by whatever jumps: those of its terms and of every jump on the way. */
export interface Leaf<T = never> {
  readonly rule: ChainRule<T>;
  readonly terms: Terms;
  readonly verdict: Exclude<Verdict<T>["kind"], "jump" | "goto" | "return">;
  /** "5", or "5 > WEB 2" for the second rule of a chain that the fifth jumps to. */
  readonly label: string;
}

/** The kernel's jump stack holds 16 chains (NFT_JUMP_STACK_SIZE); beyond it, and in a loop, nobody knows. */
const deepest = 16;

/** What flattening may cost: leaves and written exclusions, shared by every chain of a text so that it stays linear. */
export interface Budget {
  left: number;
}

export function budgetFor(rules: number): Budget {
  return { left: 40 * rules + 200 };
}

/**
 * The rules of a base chain with every jump followed: what is jumped to stands in the jump's place, with the jump's
 * terms beside its own. A rule that returns takes its packets out of the rest of its chain: exactly where an exclusion
 * says so, else the rest is in doubt. `bare` is the end at which no packet there has an interface; with
 * `wholePackets` each carries its header.
 */
export function flatten<T>(
  base: string,
  chains: Chains<T>,
  budget: Budget,
  bare: BareEnd,
  wholePackets: boolean,
): readonly Leaf<T>[] {
  const leaves: Leaf<T>[] = [];
  const add = (rule: ChainRule<T>, label: string, verdict: Leaf<T>["verdict"], terms: Terms): void => {
    budget.left -= 1 + terms.source.exclude.length + terms.destination.exclude.length;
    leaves.push({ rule, terms, verdict, label });
  };
  const walk = (name: string, within: Terms, prefix: string, open: readonly string[]): void => {
    let terms = within;
    for (const rule of chains.get(name) ?? []) {
      const met = atHook(rule.terms, bare);
      const own = met === null ? null : both(terms, met);
      if (own === null) continue;
      const { verdict } = rule;
      const label = `${prefix}${rule.ordinal}`;
      if (rule.inactive) {
        const { kind } = verdict;
        add(rule, label, kind === "jump" || kind === "goto" || kind === "return" ? "unknown" : kind, own);
        continue;
      }
      if (verdict.kind === "jump" || verdict.kind === "goto") {
        const why = notFollowed(verdict.chain, chains, open, budget);
        if (why === null) walk(verdict.chain, own, `${label} > ${verdict.chain} `, [...open, verdict.chain]);
        else add(rule, label, "unknown", withDoubt(own, why));
        if (verdict.kind === "jump") continue;
      } else if (verdict.kind !== "return") {
        add(rule, label, verdict.kind, own);
        continue;
      }
      // Here packets leave the chain: after "return", or when they come back from "goto".
      if (isEverything(rule.terms)) return;
      const rest = without(terms, rule.terms, name, budget, wholePackets);
      if (rest === null) return;
      terms = rest;
    }
  };
  walk(base, noTerms, "", [base]);
  return leaves;
}

/** To the host itself a packet leaves by no interface, and from it comes in by none. */
export type BareEnd = "interfaces" | "outInterfaces" | null;

/** What a rule asks of a packet that has no interface at one end. Null: no such packet meets it. */
function atHook(terms: Terms, bare: BareEnd): Terms | null {
  const asked = bare === null ? null : terms[bare];
  if (bare === null || asked === null) return terms;
  return asked.includes(noInterface) ? { ...terms, [bare]: null } : null;
}

function notFollowed<T>(chain: string, chains: Chains<T>, open: readonly string[], budget: Budget): string | null {
  if (!chains.has(chain)) return `chain "${chain}" is not shown`;
  if (open.includes(chain)) return `chain "${chain}" comes back to itself`;
  if (open.length > deepest) return `chain "${chain}" is nested too deep`;
  return budget.left <= 0 ? `chain "${chain}" is not followed: jumps multiply beyond the bound` : null;
}

function isEverything(terms: Terms): boolean {
  return questionsOf(terms).length === 0 && terms.unresolved.length === 0;
}

type Question = Exclude<keyof Terms, "unresolved">;

/** What the terms ask about. */
function questionsOf(terms: Terms): readonly Question[] {
  const asked: Question[] = [];
  for (const end of ["source", "destination"] as const) {
    const { include, exclude } = terms[end];
    const [only] = include;
    if (exclude.length > 0 || include.length !== 1 || only?.kind !== "any" || only.family !== undefined)
      asked.push(end);
  }
  if (!asksNothing(terms.services)) asked.push("services");
  for (const each of ["tcpFlags", "fragments", "dscp", "interfaces", "outInterfaces", "states"] as const)
    if (terms[each] !== null) asked.push(each);
  return asked;
}

/** Terms without the packets that meet others. Null: nothing is left. */
function without(terms: Terms, gone: Terms, chain: string, budget: Budget, wholePackets: boolean): Terms | null {
  const doubt = (): Terms => withDoubt(terms, `packets that chain "${chain}" returns earlier`);
  const [question, ...more] = questionsOf(gone);
  if (question === undefined || more.length > 0 || gone.unresolved.length > 0) return doubt();
  if (question === "source" || question === "destination") {
    const asked = gone[question];
    const here = terms[question];
    budget.left -= here.exclude.length / 8;
    if (asked.exclude.length > 0 || budget.left <= 0) return doubt();
    return { ...terms, [question]: { include: here.include, exclude: [...here.exclude, ...asked.include] } };
  }
  // Only what names whole protocols says which later fragments are left.
  if (question === "services" && !gone.services.some(asksForHeader)) {
    const protocols = gone.services.flatMap((service) => (service.protocols === "any" ? [] : service.protocols));
    return both(terms, { ...noTerms, services: [ofProtocols(protocolsOutside(protocols))] });
  }
  const others = question === "services" && wholePackets ? servicesOutside(gone.services) : null;
  return others === null ? doubt() : both(terms, { ...noTerms, services: others });
}

/** Packets of other protocols, or with other ports at the end that one service asks about; null for anything else. */
function servicesOutside(services: readonly ServiceMatch[]): readonly ServiceMatch[] | null {
  const [only, ...more] = services;
  if (only === undefined || more.length > 0 || only.protocols === "any" || only.icmp !== null) return null;
  const end = only.sourcePorts.kind === "any" ? "destinationPorts" : "sourcePorts";
  const other = end === "sourcePorts" ? only.destinationPorts : only.sourcePorts;
  const ports = only[end];
  if (other.kind !== "any" || ports.kind !== "ranges") return null;
  const outside = portsOutside(ports.ranges);
  return [
    ofProtocols(protocolsOutside(only.protocols)),
    ...(outside === null ? [] : [{ ...ofProtocols(only.protocols), [end]: outside }]),
  ];
}
