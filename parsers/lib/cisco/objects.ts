import type { ObjectKind, ObjectName, ObjectUse } from "../../../src/model/acl.ts";
import { joinRanges, lines, type LineRange } from "../../../src/model/fact.ts";
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
  into.uses.push({ kind, name, scope: null, by, at: lines(statement.line) });
}

/** Each definition once, with all its places: a prefix list stands on as many lines as it has entries. */
export function joinedDefinitions(definitions: readonly ObjectName[]): readonly ObjectName[] {
  const found: (Omit<ObjectName, "at"> & { readonly at: LineRange[] })[] = [];
  const byKind = new Map<ObjectKind, Map<string, LineRange[]>>();
  for (const { kind, name, scope, at } of definitions) {
    let byName = byKind.get(kind);
    if (byName === undefined) byKind.set(kind, (byName = new Map()));
    const known = byName.get(name);
    if (known !== undefined) {
      known.push(...at);
      continue;
    }
    const places = [...at];
    byName.set(name, places);
    found.push({ kind, name, scope, at: places });
  }
  return found.map(({ kind, name, scope, at }) => ({ kind, name, scope, at: joinRanges(at) }));
}
