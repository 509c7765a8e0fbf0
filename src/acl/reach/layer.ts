import { byDefault, type Fact, type LineRange, type Place } from "../../model/fact.ts";
import { askingNothing, type AclEntry } from "../../model/acl.ts";
import { anyPacket, type Conditions } from "../sets/conditions.ts";
import type { Clause, Filter } from "../filter.ts";

/** Stages that a packet to the device itself passes, whatever the vendor calls them. */
export type LayerKind = "interface-acl" | "zone" | "control-plane" | "local-in" | "service" | "line";

/** What one stage did with a packet, and by what. */
export interface ReachStep extends Place {
  readonly layer: LayerKind;
  /** List, class, line or policy that decided, in the vendor's words; null where there is none. */
  readonly name: string | null;
  /** "next": it sorted the packet, and left the decision to what follows. */
  readonly action: "permit" | "deny" | "next";
  /** Sequence number or name of the entry; null where no entry decided. */
  readonly label: string | null;
  /** What decided where no line did: the end of a list, or a default of the platform. */
  readonly default: string | null;
}

/** One filter that is asked for an answer, and how its answer is told. */
export interface Question {
  readonly filter: Filter;
  readonly action: "permit" | "deny";
  readonly tell: (decider: Clause | null) => ReachStep;
}

/** One way through a stage: all of its questions must be answered so. `said` is told where no filter decides. */
export interface Way {
  readonly questions: readonly Question[];
  readonly said: readonly ReachStep[];
}

/** A stage: a packet gets through by any of its ways. Without a way nothing gets through, and `closed` says why. */
export interface Layer {
  readonly kind: LayerKind;
  readonly ways: readonly Way[];
  readonly closed: ReachStep | null;
}

/** A stage whose outcome one fact decides for every packet. */
export function fixedStep(
  layer: LayerKind,
  action: "permit" | "deny",
  name: string | null,
  because: Fact<unknown>,
): ReachStep {
  const at = "at" in because ? because.at : [];
  const path = "at" in because ? because.path : undefined;
  const said = "default" in because ? because.default : null;
  return { layer, action, name, label: null, default: said, at, ...(path === undefined ? {} : { path }) };
}

export function open(step: ReachStep): Layer {
  return { kind: step.layer, ways: [{ questions: [], said: [step] }], closed: null };
}

export function closed(step: ReachStep): Layer {
  return { kind: step.layer, ways: [], closed: step };
}

/** A stage that one list decides. */
export function filtered(layer: LayerKind, name: string, filter: Filter, place: Place): Layer {
  return { kind: layer, ways: [{ questions: [question(layer, name, filter, place)], said: [] }], closed: null };
}

/** The question whether a list permits; the end of the list is told by the place of the list. */
export function question(layer: LayerKind, name: string, filter: Filter, place: Place): Question {
  const end = filter.defaultAction === "deny" ? "denies what no entry permits" : "lets pass what no entry matches";
  return {
    filter,
    action: "permit",
    tell: (decider) => ({
      layer,
      name,
      action: decider === null ? filter.defaultAction : decider.action === "deny" ? "deny" : "permit",
      label: decider === null ? null : decider.label,
      default: decider === null ? `${name} ${end}` : null,
      at: decider === null ? place.at : decider.entry.at,
      ...pathOf(decider === null ? place : decider.entry),
    }),
  };
}

function pathOf({ path }: Place): Pick<Place, "path"> {
  return path === undefined ? {} : { path };
}

/** A stage of which nobody can say what it lets through: all that passes it is uncertain. */
export function doubtful(layer: LayerKind, name: string | null, why: string, at: readonly LineRange[]): Layer {
  return { kind: layer, ways: [doubtfulWay(layer, name, why, at)], closed: null };
}

export function doubtfulWay(layer: LayerKind, name: string | null, why: string, at: readonly LineRange[]): Way {
  return { questions: [doubt(layer, name, why, at)], said: [] };
}

/** Why a fact has no value. */
export function reasonOf(fact: { readonly unknown: string } | { readonly notApplicable: string }): string {
  return "unknown" in fact ? fact.unknown : fact.notApplicable;
}

/** A question whose answer nobody knows, for the reason given. */
export function doubt(layer: LayerKind, name: string | null, why: string, at: readonly LineRange[]): Question {
  return {
    filter: doubtfulFilter(why, at),
    action: "permit",
    tell: () => ({ layer, name, action: "permit", label: null, default: null, at }),
  };
}

/** A filter that permits packets nobody knows; what an answer says of it is the reason alone. */
export function doubtfulFilter(why: string, at: readonly LineRange[]): Filter {
  const clause: Clause = { ...madeClause("", "permit", anyPacket, at), certain: null, unresolved: [why] };
  return madeFilter("", [clause]);
}

/** How an answer begins a reason that comes from a filter of doubt. */
const ofDoubt = 'entry  of "": ';

/** A reason as people read it: those of doubts of our own say nothing of an entry. */
export function reasonText(why: string): string {
  return why.startsWith(ofDoubt) ? why.slice(ofDoubt.length) : why;
}

/** A filter that denies what its clauses do not permit. */
export function madeFilter(
  name: string,
  clauses: readonly Clause[],
  defaultAction: "permit" | "deny" = "deny",
): Filter {
  return { name, families: [4, 6], clauses, defaultAction, laterFragments: "like-whole-packets" };
}

/** A clause that stands for something that is no entry of a list. */
export function madeClause(
  label: string,
  action: "permit" | "deny",
  conditions: Conditions,
  at: readonly LineRange[],
): Clause {
  const entry: AclEntry = { ...askingNothing, label, action, at };
  return { entry, label, action, conditions, certain: conditions, unresolved: [] };
}

/** A sentence as the ground of a step. */
export function ground(sentence: string): Fact<null> {
  return byDefault(null, sentence);
}
