import type { AclSet, ObjectKind, ObjectName, ObjectUse } from "../../../src/model/acl.ts";
import { joinRanges, type LineRange } from "../../../src/model/fact.ts";
import { linePlace } from "../line-places.ts";
import type { Statement } from "../indented.ts";
import { wholePlace } from "./places.ts";

/** Names that a configuration defines and refers to, as they are read. */
export interface NamedObjects {
  readonly definitions: ObjectName[];
  readonly uses: ObjectUse[];
}

export function define(into: NamedObjects, kind: ObjectKind, name: string | undefined, statement: Statement): void {
  if (name !== undefined) into.definitions.push({ kind, name, scope: null, at: wholePlace(statement) });
}

/** Keeps that a statement uses a named object; an empty name is none. */
export function use(
  into: NamedObjects,
  kind: ObjectKind,
  name: string | undefined,
  statement: Statement,
  by: string,
): void {
  if (name === undefined || statement.negated) return;
  into.uses.push({ kind, name, scope: null, by, at: linePlace(statement.line) });
}

/** The names that lists define; two families may have a list of one name. */
export function listNames(lists: readonly AclSet[]): readonly ObjectName[] {
  const names = lists.map(({ name, at }): ObjectName => ({ kind: "acl", name, scope: null, at }));
  return lists.every(({ family }) => family === "ipv4") ? names : joined(names);
}

/**
 * Each definition once with all its places. Each of `firsts` is known to be the only one of its kind and name among
 * them, so that nothing is looked for where the others are of other kinds, as mostly.
 */
export function joinedDefinitions(firsts: readonly ObjectName[], others: readonly ObjectName[]): readonly ObjectName[] {
  const kinds = new Set(others.map(({ kind }) => kind));
  return firsts.some(({ kind }) => kinds.has(kind)) ? joined([...firsts, ...others]) : [...firsts, ...joined(others)];
}

/** The same where nothing is known: a prefix list stands on as many lines as it has entries. */
function joined(definitions: readonly ObjectName[]): readonly ObjectName[] {
  const found: ObjectName[] = [];
  const byKind = new Map<ObjectKind, Map<string, number>>();
  // Places of the few that stand several times, by their position.
  const several = new Map<number, LineRange[]>();
  let last: ObjectKind | null = null;
  let byName = new Map<string, number>();
  for (const definition of definitions) {
    const { kind, name, at } = definition;
    if (kind !== last) byKind.set(kind, (byName = byKind.get(kind) ?? new Map<string, number>()));
    last = kind;
    const known = byName.get(name);
    if (known === undefined) {
      byName.set(name, found.length);
      if (at.length !== 1) several.set(found.length, [...at]);
      found.push(definition);
    } else {
      const places = several.get(known);
      if (places === undefined) several.set(known, [...(found[known]?.at ?? []), ...at]);
      else places.push(...at);
    }
  }
  for (const [position, places] of several) {
    const definition = found[position];
    if (definition !== undefined) found[position] = { ...definition, at: joinRanges(places) };
  }
  return found;
}
