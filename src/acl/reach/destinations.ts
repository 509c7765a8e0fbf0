import { addressLine } from "../sets/address-line.ts";
import { anyAddresses, type Addresses } from "../sets/conditions.ts";
import type { Filter } from "../filter.ts";
import type { OwnAddresses } from "./own-addresses.ts";

const asked = new WeakMap<Filter, readonly Addresses[]>();

/** What a filter asks of destinations, where it asks anything. */
export function destinationsAsked(filter: Filter): readonly Addresses[] {
  const known = asked.get(filter);
  if (known !== undefined) return known;
  const found = new Set<Addresses>();
  for (const { conditions, certain } of filter.clauses) {
    for (const { destinations } of certain === null ? [conditions] : [conditions, certain])
      if (!isAny(destinations)) found.add(destinations);
  }
  const list = [...found];
  asked.set(filter, list);
  return list;
}

function isAny({ include, exclude }: Addresses): boolean {
  return exclude.length === 0 && include.some((member) => "kind" in member && member.kind === "any");
}

function isSingle(text: string): boolean {
  return text.endsWith("/32") || text.endsWith("/128");
}

/**
 * One own address for all those that some filters do not tell apart: what gets through to it gets through to them.
 * A device has many addresses, and lists ask for few.
 */
export function toldApart({ addresses, texts, unknown }: OwnAddresses, filters: readonly Filter[]): Addresses {
  if (unknown !== null) return addresses;
  const conditions = filters.flatMap(destinationsAsked);
  const singles = texts.filter(isSingle);
  const others = texts.filter((text) => !isSingle(text));
  if (singles.length < 2) return addresses;
  const line = conditions.length === 0 ? null : addressLine(conditions);
  if (conditions.length > 0 && line === null) return addresses;
  const byAtom = new Map<number | null, string>();
  for (const text of singles) {
    const atom = line === null ? 0 : line.atomOf(text.slice(0, text.indexOf("/")));
    if (!byAtom.has(atom)) byAtom.set(atom, text);
  }
  const include = [...byAtom.values(), ...others].map((prefix) => ({ kind: "prefix", prefix }) as const);
  return include.length === 0 ? anyAddresses : { include, exclude: [] };
}
