import type { BoundAcl } from "../../../src/model/device-config.ts";
import type { Statement } from "../indented.ts";
import type { NamedObjects } from "./objects.ts";
import { placeOf } from "./places.ts";

const noneBound: readonly BoundAcl[] = [];

/** An interface that lists are bound to while it is read. */
interface Bindable {
  readonly draft: NamedObjects;
  readonly name: string;
  boundAcls: BoundAcl[];
}

/**
 * "… access-group NAME in|out", whose name stands at `index`: an interface has one list of a family in each direction, and
 * a later statement replaces it. `otherwise` is the direction of a statement that says none. False where it is no such thing.
 */
export function bindList(
  context: Bindable,
  statement: Statement,
  family: BoundAcl["family"],
  index: number,
  otherwise?: BoundAcl["direction"],
): boolean {
  const { words, negated } = statement;
  const acl = words[index];
  const direction = words[index + 1] ?? otherwise;
  if (acl === undefined || (direction !== "in" && direction !== "out")) return false;
  if (negated) context.boundAcls = [...boundOtherwise(context, family, direction)];
  else {
    // Joined at once: a text put together of pieces keeps each of them.
    const by = ["interface", context.name, ...words.slice(0, index), direction].join(" ");
    bind(context, { acl, family, direction, at: placeOf(statement) }, by);
  }
  return true;
}

/** Binds a list to an interface, and keeps by what it is used. */
export function bind(context: Bindable, bound: BoundAcl, by: string): void {
  const { acl, family, direction, at } = bound;
  const others = boundOtherwise(context, family, direction);
  context.boundAcls = others.length === 0 ? [bound] : [...others, bound];
  context.draft.uses.push({ kind: "acl", name: acl, scope: null, by, at });
}

function boundOtherwise(
  { boundAcls }: Bindable,
  family: BoundAcl["family"],
  direction: BoundAcl["direction"],
): readonly BoundAcl[] {
  if (boundAcls.length === 0) return noneBound;
  return boundAcls.filter((each) => each.family !== family || each.direction !== direction);
}
