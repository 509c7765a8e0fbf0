import type { Interface } from "../../../src/model/device-config.ts";
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
