import type { ObjectKind, ObjectName, ObjectUse } from "../../../src/model/acl.ts";
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

/** Each definition once, with all its places: a prefix list stands on as many lines as it has entries. */
export function joinedDefinitions(definitions: readonly ObjectName[]): readonly ObjectName[] {
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
