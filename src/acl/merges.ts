import type { AclEntry, FirewallPolicy } from "../model/acl.ts";
import { joinRanges } from "../model/fact.ts";
import { boxesMeet, type Box } from "./sets/box.ts";
import type { CompiledFilter } from "./compiled-filter.ts";
import type { Conditions, NamedZones, Zones } from "./sets/conditions.ts";
import type { Clause } from "./filter.ts";
import { sameEntries } from "./same-entry.ts";
import type { Work } from "./sets/subtract.ts";
import { besides, mergeDimensions, orderAlong, unionOf, type Forms, type MergeDimension } from "./sets/unions.ts";

/** Entries of a list on their way into a smaller one: one original, or several made one. */
export interface Merged {
  readonly clause: Clause;
  readonly originals: readonly Clause[];
  /** The dimensions in which the originals differed, in the order they were joined. */
  readonly dimensions: readonly MergeDimension[];
  readonly boxes: readonly Box[];
}

/**
 * Entries of one action that differ in one dimension and whose union one entry can say become one, again and again,
 * where no entry of the other action stands in between that shares a packet with the one that moves. Entries that
 * cannot be resolved, that hand packets on, or that differ in whether they log stay as they are.
 */
export function mergeClauses(compiled: CompiledFilter, kept: readonly number[], work: Work): readonly Merged[] {
  const { filter, own, headerless } = compiled;
  const items = kept.flatMap((number): Merged[] => {
    const clause = filter.clauses[number];
    const boxes = [...(own[number] ?? []), ...(headerless[number] ?? [])];
    return clause === undefined ? [] : [{ clause, originals: [clause], dimensions: [], boxes }];
  });
  const forms = formsOf(filter.clauses);
  const parts = sameEntries(filter.clauses);
  const order: (Merged | null)[] = [...items];
  const names = numbering();
  for (;;) {
    let joined = 0;
    for (const dimension of mergeDimensions) joined += mergeAlong(order, dimension, { forms, names, parts }, work);
    if (joined === 0 || work.left <= 0) return order.filter((item) => item !== null);
  }
}

/** What the list shows that its entries can hold. */
function formsOf(clauses: readonly Clause[]): Forms {
  const policies = clauses.some(({ entry }) => "fromZones" in entry);
  const lists = clauses.some(({ entry: { source, destination, services } }) => {
    return source.include.length > 1 || destination.include.length > 1 || services.length > 1;
  });
  const zones = clauses.some(({ conditions: { fromZones, toZones } }) => {
    return severalZones(fromZones) || severalZones(toZones);
  });
  return { lists: policies || lists, zones };
}

/** Policies name their zones. */
function zonesOfPolicy(zones: Zones): NamedZones {
  if (zones !== "any" && "except" in zones) throw new TypeError("A policy leaves out no zone.");
  return zones;
}

/** Interfaces that are named; those that are left out stand in the entry that others were joined to. */
function interfacesOf({ fromZones, toZones }: Conditions): Pick<AclEntry, "interfaces" | "outInterfaces"> {
  return {
    ...(fromZones === "any" || "except" in fromZones ? {} : { interfaces: fromZones }),
    ...(toZones === "any" || "except" in toZones ? {} : { outInterfaces: toZones }),
  };
}

function severalZones(zones: Zones): boolean {
  return zones !== "any" && !("except" in zones) && zones.length > 1;
}

function mergeAlong(
  order: (Merged | null)[],
  dimension: MergeDimension,
  {
    forms,
    names,
    parts,
  }: {
    readonly forms: Forms;
    readonly names: (value: unknown) => number;
    /** What was written once and stands there several times stays as it is. */
    readonly parts: ReadonlyMap<Clause, unknown>;
  },
  work: Work,
): number {
  const groups = new Map<string, number[]>();
  for (const [place, item] of order.entries()) {
    if (item === null || parts.has(item.clause) || !mayMerge(item.clause)) continue;
    const { conditions, action, entry } = item.clause;
    // Names mean what they mean in their own scope: policies of two VDOMs are never one.
    const scope = "scope" in entry ? entry.scope : null;
    const key = `${action} ${entry.log} ${[scope, ...besides(conditions, dimension)].map(names).join(" ")}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [place]);
    else group.push(place);
  }
  let joined = 0;
  const compare = orderAlong(dimension);
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const sorted = group.sort((a, b) => compareItems(order[a], order[b], compare) || a - b);
    const stack: number[] = [];
    for (const place of sorted) {
      let top = place;
      for (let under = stack.pop(); under !== undefined; under = stack.pop()) {
        const at = mergeAt(order, under, top, dimension, forms, work);
        if (at === null) {
          stack.push(under);
          break;
        }
        joined += 1;
        top = at;
      }
      stack.push(top);
    }
  }
  return joined;
}

function mayMerge({ action, unresolved, implied }: Clause): boolean {
  return action !== "next" && unresolved.length === 0 && implied !== true;
}

function compareItems(
  one: Merged | null | undefined,
  other: Merged | null | undefined,
  compare: (a: Conditions, b: Conditions) => number,
): number {
  return one && other ? compare(one.clause.conditions, other.clause.conditions) : 0;
}

/** Makes two items one where that changes nothing; its place, or null. */
function mergeAt(
  order: (Merged | null)[],
  one: number,
  other: number,
  dimension: MergeDimension,
  forms: Forms,
  work: Work,
): number | null {
  const first = order[Math.min(one, other)];
  const second = order[Math.max(one, other)];
  if (!first || !second || work.left <= 0) return null;
  const conditions = unionOf(first.clause.conditions, second.clause.conditions, dimension, forms);
  if (conditions === null) return null;
  const place = placeOfMerged(order, Math.min(one, other), Math.max(one, other), work);
  if (place === null) return null;
  order[one] = null;
  order[other] = null;
  order[place] = {
    clause: mergedClause(first.clause, second.clause, conditions, dimension),
    originals: [...first.originals, ...second.originals],
    dimensions: [...new Set([...first.dimensions, ...second.dimensions, dimension])],
    boxes: [...first.boxes, ...second.boxes],
  };
  return place;
}

/** Where both may stand: the second may move up past what is in between, or the first down; null where neither may. */
function placeOfMerged(order: readonly (Merged | null)[], first: number, second: number, work: Work): number | null {
  if (mayPass(order, first, second, order[second], work)) return first;
  return mayPass(order, first, second, order[first], work) ? second : null;
}

function mayPass(
  order: readonly (Merged | null)[],
  first: number,
  second: number,
  mover: Merged | null | undefined,
  work: Work,
): boolean {
  if (!mover) return false;
  for (let place = first + 1; place < second; place += 1) {
    const between = order[place];
    if (!between || between.clause.action === mover.clause.action || between.clause.action === "next") continue;
    work.left -= mover.boxes.length * between.boxes.length;
    if (work.left <= 0) return false;
    if (mover.boxes.some((box) => between.boxes.some((other) => boxesMeet(box, other)))) return false;
  }
  return true;
}

function mergedClause(one: Clause, other: Clause, conditions: Conditions, dimension: MergeDimension): Clause {
  const entry = mergedEntry(one.entry, other.entry, conditions, dimension);
  return { entry, label: one.label, action: one.action, conditions, certain: conditions, unresolved: [] };
}

/** The entry as it would be written: what stays keeps its names, what was joined is written out. */
function mergedEntry(
  one: AclEntry | FirewallPolicy,
  other: AclEntry | FirewallPolicy,
  conditions: Conditions,
  dimension: MergeDimension,
): AclEntry | FirewallPolicy {
  const at = joinRanges([...one.at, ...other.at]);
  const remarks = "remarks" in one && "remarks" in other ? { remarks: [...one.remarks, ...other.remarks] } : {};
  const base = { ...one, ...remarks, at };
  const [source] = conditions.sources.include;
  const [destination] = conditions.destinations.include;
  switch (dimension) {
    case "source":
      return conditions.sources.include.length === 1 && source !== undefined && !("include" in source)
        ? { ...base, source: { include: [source], exclude: [] } }
        : { ...base, source: { include: [...one.source.include, ...other.source.include], exclude: [] } };
    case "destination":
      return conditions.destinations.include.length === 1 && destination !== undefined && !("include" in destination)
        ? { ...base, destination: { include: [destination], exclude: [] } }
        : {
            ...base,
            destination: { include: [...one.destination.include, ...other.destination.include], exclude: [] },
          };
    case "source port":
    case "destination port":
      return { ...base, services: conditions.services, serviceGroups: [] };
    case "service":
      return {
        ...base,
        services: [...one.services, ...other.services],
        serviceGroups: [...one.serviceGroups, ...other.serviceGroups],
      };
    case "application":
    case "user":
    case "from zone":
    case "to zone":
    default:
      return "fromZones" in base
        ? {
            ...base,
            fromZones: zonesOfPolicy(conditions.fromZones),
            toZones: zonesOfPolicy(conditions.toZones),
            applications: conditions.applications,
            users: conditions.users,
          }
        : { ...base, ...interfacesOf(conditions) };
  }
}

/** A number for every value that was not seen before, by what it says; objects are looked at once. */
function numbering(): (value: unknown) => number {
  const byText = new Map<string, number>();
  const byObject = new WeakMap<object, number>();
  return (value) => {
    const known = typeof value === "object" && value !== null ? byObject.get(value) : undefined;
    if (known !== undefined) return known;
    const text = JSON.stringify(value);
    const number = byText.get(text) ?? byText.size;
    byText.set(text, number);
    if (typeof value === "object" && value !== null) byObject.set(value, number);
    return number;
  };
}
