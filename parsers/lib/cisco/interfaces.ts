import type { Interface } from "../../../src/model/device-config.ts";
import type { ObjectName } from "../../../src/model/acl.ts";
import type { LineRange } from "../../../src/model/fact.ts";
import type { Statement } from "../indented.ts";
import { wholeRange } from "./places.ts";
import { withOne } from "./short-lists.ts";
import type { FamilySet } from "./family-set.ts";

/** The interface of a name, made when it is named first. */
export function interfaceOf<I, D extends { readonly interfaces: Map<string, I> }>(
  draft: D,
  name: string,
  make: (draft: D, name: string) => I,
): I {
  const known = draft.interfaces.get(name);
  if (known !== undefined) return known;
  const made = make(draft, name);
  draft.interfaces.set(name, made);
  return made;
}

/** An interface whose blocks are read. */
interface Placed {
  readonly name: string;
  at: LineRange[];
}

/** Keeps where a block of an interface stands, and that it defines the name that stands there. */
export function addBlock(
  draft: { readonly interfaceNames: ObjectName[]; readonly definitions: ObjectName[] },
  context: Placed,
  name: string,
  statement: Statement,
): void {
  const range = wholeRange(statement);
  const isFirst = context.at.length === 0 && context.name === name;
  (isFirst ? draft.interfaceNames : draft.definitions).push({ kind: "interface", name, scope: null, at: [range] });
  context.at = withOne(context.at, range);
}

/** What few interfaces have, as it was read. */
interface Peculiarities {
  readonly unstated: FamilySet;
  readonly borrowed: FamilySet;
  readonly virtual: readonly string[];
}

/** An interface with what few have; most are handed back, since a copy of each takes time. */
export function withPeculiarities(
  known: Interface,
  { unstated, borrowed, virtual }: Peculiarities,
  isLoopback: boolean,
): Interface {
  if (unstated.length + borrowed.length + virtual.length === 0 && !isLoopback) return known;
  return {
    ...known,
    ...(unstated.length > 0 && { unstatedAddresses: unstated }),
    ...(borrowed.length > 0 && { withoutAddress: borrowed }),
    ...(virtual.length > 0 && { virtualAddresses: virtual }),
    ...(isLoopback && { loopback: true as const }),
  };
}
