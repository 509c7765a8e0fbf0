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
  /** The rule's place in its chain, from 1, or what it is called by. */
  readonly ordinal: number | string;
}

export type Chains<T = never> = ReadonlyMap<string, readonly ChainRule<T>[]>;

/** The policy of a base chain as a rule: what becomes of packets that none of its rules decides. */
export function policyRule(policy: "permit" | "deny", at: readonly LineRange[], path?: string): ChainRule {
  return {
    terms: noTerms,
    verdict: { kind: policy === "permit" ? "accept" : "drop" },
    log: false,
    inactive: false,
    remarks: [],
    at,
    ...(path === undefined ? {} : { path }),
    ordinal: "policy",
  };
}

/** A rule as a packet meets it, by whatever jumps: those of its terms and of every jump on the way. */
export interface Leaf<T = never> {
  readonly rule: ChainRule<T>;
  readonly terms: Terms;
  readonly verdict: Exclude<Verdict<T>["kind"], "jump" | "goto" | "return">;
  /** "5", or "5 > WEB 2" for the second rule of a chain that the fifth jumps to. */
  readonly label: string;
  /** Another leaf may have the same label: packets meet the rule on several ways, or in parts. */
  readonly repeats: boolean;
  /** What the base chain does at its end, for packets that get there past rules that follow here. */
  readonly implied?: true;
}

/** The kernel's jump stack holds 16 chains (NFT_JUMP_STACK_SIZE); beyond it, and in a loop, nobody knows. */
const deepest = 16;

/** What flattening may cost: leaves and written exclusions, shared by every chain of a text so that it stays linear. */
export interface Budget {
  left: number;
  /** Rules that may be met once more, by packets that leave a chain early. */
  again: number;
}

export function budgetFor(rules: number): Budget {
  return { left: 40 * rules + 200, again: 20 * rules + 400 };
}

/** What follows a chain for whoever leaves it: the rest of the one that jumped there, and so on outwards. */
interface Onwards {
  readonly chain: string;
  /** The place of the next rule. */
  readonly next: number;
  readonly prefix: string;
  readonly open: readonly string[];
  readonly outer: Onwards | null;
}

/** A way through a chain from one of its rules on. */
interface Walk extends Onwards {
  readonly within: Terms;
  /** Whether the jump that leads here is one of several by the same label. */
  readonly repeats: boolean;
  /** Whether what it meets is listed elsewhere already, for other packets. */
  readonly again: boolean;
}

/** How a base chain is walked: see `walkChain`. */
export interface WalkOptions<T> {
  readonly bare: BareEnd;
  readonly wholePackets: boolean;
  readonly end: ChainRule<T>;
}

/** The rules of a base chain as `walkChain` meets them. */
export function flatten<T>(
  base: string,
  chains: Chains<T>,
  budget: Budget,
  options: WalkOptions<T>,
): readonly Leaf<T>[] {
  const leaves: Leaf<T>[] = [];
  walkChain(base, chains, budget, options, (leaf) => leaves.push(leaf));
  return leaves;
}

/**
 * Meets the rules of a base chain with every jump followed: what is jumped to stands in the jump's place, with the jump's
 * terms beside its own. A rule that returns takes its packets out of the rest of its chain: where an exclusion says so
 * exactly, by that; else what these packets meet from there on stands at once in its place, down to the `end` of the
 * base chain, so that the rest is for the others. Where nobody knows which these are, and past the bound, the rest is in
 * doubt. `bare` is the end at which no
 * packet there has an interface; with `wholePackets` each carries its header.
 */
export function walkChain<T>(
  base: string,
  chains: Chains<T>,
  budget: Budget,
  { bare, wholePackets, end }: WalkOptions<T>,
  meet: (leaf: Leaf<T>) => void,
): void {
  const add = (leaf: Leaf<T>, again: boolean): void => {
    budget[again ? "again" : "left"] -= 1 + leaf.terms.source.exclude.length + leaf.terms.destination.exclude.length;
    meet(leaf);
  };
  /** Whether all its packets are sure to be decided. */
  const walk = (way: Walk): boolean => {
    const { chain, next, within, prefix, open, outer, again } = way;
    let terms = within;
    const rules = chains.get(chain) ?? [];
    for (let place = next; place < rules.length; place += 1) {
      const rule = rules[place];
      if (again) budget.again -= 1;
      if (rule === undefined) continue;
      // Some rules put their terms together only now.
      const asked = rule.terms;
      const met = atHook(asked, bare);
      const own = met === null ? null : both(terms, met);
      if (own === null) continue;
      const { verdict } = rule;
      const label = `${prefix}${rule.ordinal}`;
      const repeats = way.repeats || isOneOfSeveral(rules, place);
      if (rule.inactive) {
        const { kind } = verdict;
        const said = kind === "jump" || kind === "goto" || kind === "return" ? "unknown" : kind;
        add({ rule, terms: own, verdict: said, label, repeats }, again);
        continue;
      }
      const all = again && terms === within && isEverything(asked);
      if (verdict.kind === "jump" || verdict.kind === "goto") {
        const why = notFollowed(verdict.chain, chains, open, budget, again);
        let decided = false;
        if (why !== null) add({ rule, terms: withDoubt(own, why), verdict: "unknown", label, repeats }, again);
        else {
          const back = verdict.kind === "jump" ? { chain, next: place + 1, prefix, open, outer } : outer;
          const inner = { chain: verdict.chain, next: 0, prefix: `${label} > ${verdict.chain} ` };
          decided = walk({ ...inner, within: own, open: [...open, verdict.chain], outer: back, repeats, again });
        }
        if (decided && all) return true;
        if (verdict.kind === "jump") continue;
      } else if (verdict.kind !== "return") {
        add({ rule, terms: own, verdict: verdict.kind, label, repeats }, again);
        if (all && decides.has(verdict.kind)) return true;
        continue;
      }
      // Here packets leave the chain: after "return", or when they come back from "goto".
      if (isEverything(asked)) return false;
      const rest = without(terms, asked, budget, wholePackets);
      if (rest === "nothing") return false;
      if (rest !== null) terms = rest;
      else if (own.unresolved.length === 0 && costOf(outer, chains) <= budget.again) goOn(own, outer);
      else terms = withDoubt(terms, `packets that chain "${chain}" returns earlier`);
    }
    return false;
  };
  /** What packets meet that leave a chain: the same rules as others that come to its end, and under the same names. */
  const goOn = (packets: Terms, outwards: Onwards | null): void => {
    for (let next = outwards; next !== null; next = next.outer) {
      if (walk({ ...next, within: packets, repeats: true, again: true })) return;
    }
    const { verdict, ordinal } = end;
    if (verdict.kind === "jump" || verdict.kind === "goto" || verdict.kind === "return") return;
    add(
      { rule: end, terms: packets, verdict: verdict.kind, label: String(ordinal), repeats: true, implied: true },
      true,
    );
  };
  walk({ chain: base, next: 0, within: noTerms, prefix: "", open: [base], outer: null, repeats: false, again: false });
}

/**
 * Meets rules as `walkChain` does where packets have interfaces, if none of them leads to another chain or out of its
 * own. False: one does, and nothing is met.
 */
export function walkStraight<T>(
  rules: readonly ChainRule<T>[],
  budget: Budget,
  meet: (leaf: Leaf<T>) => void,
): boolean {
  for (const { verdict } of rules) if (leads(verdict.kind)) return false;
  for (let place = 0; place < rules.length; place += 1) {
    const rule = rules[place];
    if (rule === undefined || leads(rule.verdict.kind)) continue;
    const { terms } = rule;
    budget.left -= 1 + terms.source.exclude.length + terms.destination.exclude.length;
    const repeats = isOneOfSeveral(rules, place);
    meet({ rule, terms, verdict: rule.verdict.kind, label: String(rule.ordinal), repeats });
  }
  return true;
}

function leads(kind: Verdict<unknown>["kind"]): kind is "jump" | "goto" | "return" {
  return kind === "jump" || kind === "goto" || kind === "return";
}

/** One written rule that is several here, which stand together. */
function isOneOfSeveral<T>(rules: readonly ChainRule<T>[], place: number): boolean {
  const ordinal = rules[place]?.ordinal;
  return rules[place - 1]?.ordinal === ordinal || rules[place + 1]?.ordinal === ordinal;
}

const decides: ReadonlySet<string> = new Set(["accept", "drop", "translate"]);

/** Rules that stand between a chain and the end of the base chain, jumps not counted. */
function costOf<T>(outwards: Onwards | null, chains: Chains<T>): number {
  let cost = 1;
  for (let each = outwards; each !== null; each = each.outer) cost += (chains.get(each.chain)?.length ?? 0) - each.next;
  return cost;
}

/** To the host itself a packet leaves by no interface, and from it comes in by none. */
export type BareEnd = "interfaces" | "outInterfaces" | null;

/** What a rule asks of a packet that has no interface at one end. Null: no such packet meets it. */
function atHook(terms: Terms, bare: BareEnd): Terms | null {
  const asked = bare === null ? null : terms[bare];
  if (bare === null || asked === null) return terms;
  return asked.includes(noInterface) ? { ...terms, [bare]: null } : null;
}

function notFollowed<T>(
  chain: string,
  chains: Chains<T>,
  open: readonly string[],
  budget: Budget,
  again: boolean,
): string | null {
  if (!chains.has(chain)) return `chain "${chain}" is not shown`;
  if (open.includes(chain)) return `chain "${chain}" comes back to itself`;
  if (open.length > deepest) return `chain "${chain}" is nested too deep`;
  return (again ? budget.again : budget.left) <= 0
    ? `chain "${chain}" is not followed: jumps multiply beyond the bound`
    : null;
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

/** Terms without the packets that meet others, where that can be said; null where not. */
function without(terms: Terms, gone: Terms, budget: Budget, wholePackets: boolean): Terms | "nothing" | null {
  const [question, ...more] = questionsOf(gone);
  if (question === undefined || more.length > 0 || gone.unresolved.length > 0) return null;
  if (question === "source" || question === "destination") {
    const asked = gone[question];
    const here = terms[question];
    budget.left -= here.exclude.length / 8;
    if (asked.exclude.length > 0 || budget.left <= 0) return null;
    return { ...terms, [question]: { include: here.include, exclude: [...here.exclude, ...asked.include] } };
  }
  // Only what names whole protocols says which later fragments are left.
  if (question === "services" && !gone.services.some(asksForHeader)) {
    const protocols = gone.services.flatMap((service) => (service.protocols === "any" ? [] : service.protocols));
    return both(terms, { ...noTerms, services: [ofProtocols(protocolsOutside(protocols))] }) ?? "nothing";
  }
  const others = question === "services" && wholePackets ? servicesOutside(gone.services) : null;
  return others === null ? null : (both(terms, { ...noTerms, services: others }) ?? "nothing");
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
