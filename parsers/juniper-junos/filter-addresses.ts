import type { AddressMatch, AddressSpec } from "../../src/model/address.ts";
import { anyAddress } from "../../src/model/address.ts";
import type { AddressGroup } from "../../src/model/acl.ts";
import { formatAddress, parsePrefix, type Prefix } from "../lib/ip.ts";

/** One line of source-address, destination-address or of their prefix lists. */
export interface AddressCondition {
  readonly match: AddressMatch;
  readonly except: boolean;
}

/**
 * Addresses of one condition as a set. The longest prefix decides, whatever the order, and what no prefix names
 * does not match (Routing Policies Guide, "Firewall Filter Match Conditions Based on Address Fields").
 * `unresolved` says why the set is not exact.
 */
export function addressSpec(
  conditions: readonly AddressCondition[],
  lists: ReadonlyMap<string, AddressGroup>,
): { spec: AddressSpec; unresolved: string | null } {
  if (conditions.length === 0) return { spec: anyAddress, unresolved: null };
  const include = conditions.filter((condition) => !condition.except).map((condition) => condition.match);
  const exclude = conditions.filter((condition) => condition.except).map((condition) => condition.match);
  if (exclude.length === 0) return { spec: { include, exclude: [] }, unresolved: null };
  if (include.length === 0)
    return { spec: { include: [{ kind: "any" }], exclude }, unresolved: "addresses are named with except only" };
  const inside = prefixesOf(include, lists);
  const outside = prefixesOf(exclude, lists);
  if (inside === null || outside === null) {
    return { spec: { include, exclude }, unresolved: "a list with except could not be resolved" };
  }
  if (!returns(inside, outside)) return { spec: { include, exclude }, unresolved: null };
  return { spec: { include: longestMatch(inside, outside), exclude: [] }, unresolved: null };
}

/** The prefixes of the matches, lists opened; null where one is no prefix. */
function prefixesOf(matches: readonly AddressMatch[], lists: ReadonlyMap<string, AddressGroup>): Prefix[] | null {
  const prefixes: Prefix[] = [];
  for (const match of matches) {
    const members = match.kind === "group" ? lists.get(match.name)?.members : [match];
    if (members === undefined) return null;
    for (const member of members) {
      const prefix = member.kind === "prefix" ? parsePrefix(member.prefix) : null;
      if (prefix === null) return null;
      prefixes.push(prefix);
    }
  }
  return prefixes;
}

/** Whether an included prefix lies inside of an excluded one, so that it is included again. */
function returns(inside: readonly Prefix[], outside: readonly Prefix[]): boolean {
  const byLength = new Set(outside.map(key));
  return inside.some((prefix) => {
    const bits = prefix.family === 4 ? 32 : 128;
    for (let length = 0; length <= prefix.length; length += 1) {
      const host = BigInt(bits - length);
      if (byLength.has(`${prefix.family}/${length}/${(prefix.first >> host) << host}`)) return true;
    }
    return false;
  });
}

function key(prefix: Prefix): string {
  return `${prefix.family}/${prefix.length}/${prefix.first}`;
}

/** Ranges of addresses whose longest prefix is an included one; a prefix named both ways is excluded. */
function longestMatch(inside: readonly Prefix[], outside: readonly Prefix[]): AddressMatch[] {
  const excluded = new Set(outside.map(key));
  const all = [
    ...inside.filter((prefix) => !excluded.has(key(prefix))).map((prefix) => ({ prefix, taken: true })),
    ...outside.map((prefix) => ({ prefix, taken: false })),
  ];
  // Outer prefixes come before those inside of them, so that a stack knows the longest at each address.
  all.sort(
    (a, b) =>
      a.prefix.family - b.prefix.family || compare(a.prefix.first, b.prefix.first) || a.prefix.length - b.prefix.length,
  );
  const ranges: { family: 4 | 6; first: bigint; last: bigint }[] = [];
  const stack: { prefix: Prefix; taken: boolean; next: bigint }[] = [];
  const emit = (entry: { prefix: Prefix; taken: boolean; next: bigint }, last: bigint): void => {
    if (entry.taken && entry.next <= last) ranges.push({ family: entry.prefix.family, first: entry.next, last });
    if (last + 1n > entry.next) entry.next = last + 1n;
  };
  const close = (): void => {
    const entry = stack.pop();
    if (entry === undefined) return;
    emit(entry, entry.prefix.last);
    const around = stack.at(-1);
    if (around !== undefined) around.next = entry.prefix.last + 1n;
  };
  for (const { prefix, taken } of all) {
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.prefix.family === prefix.family && top.prefix.last >= prefix.last) break;
      close();
    }
    const around = stack.at(-1);
    if (around !== undefined) emit(around, prefix.first - 1n);
    stack.push({ prefix, taken, next: prefix.first });
  }
  while (stack.length > 0) close();
  return ranges.map(({ family, first, last }) => ({
    kind: "range" as const,
    first: formatAddress(family, first),
    last: formatAddress(family, last),
  }));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
