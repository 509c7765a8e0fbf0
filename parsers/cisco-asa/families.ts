import type { AddressMatch, AddressSpec } from "../../src/model/address.ts";
import type { AddressGroupDraft } from "./draft.ts";

/** IP versions that conditions can match, with the groups that they name. */
export interface Families {
  of(spec: AddressSpec): ReadonlySet<4 | 6>;
  /** An address of IPv6 or "any6" stands there; what may be either does not count. */
  namesSix(spec: AddressSpec): boolean;
}

const four: ReadonlySet<4 | 6> = new Set([4 as const]);
const six: ReadonlySet<4 | 6> = new Set([6 as const]);
const either: ReadonlySet<4 | 6> = new Set([4 as const, 6 as const]);

export function familiesOf(groups: ReadonlyMap<string, AddressGroupDraft>): Families {
  const parents = parentsOf(groups);
  const having = (holds: (match: AddressMatch) => boolean): ReadonlySet<string> =>
    upwards(
      [...groups.values()].filter(({ members }) => members.some(holds)).map(({ name }) => name),
      parents,
    );
  // A group that is not there may hold anything.
  const missing = (match: AddressMatch) => match.kind === "group" && !groups.has(match.name);
  const [fours, sixes] = [4 as const, 6 as const].map((family) =>
    having((match) => missing(match) || (match.kind !== "group" && plainFamilies(match).has(family))),
  );
  const naming = having(isSix);
  const ofGroup = (name: string): ReadonlySet<4 | 6> => {
    if (!groups.has(name)) return either;
    const [hasFour, hasSix] = [fours?.has(name) === true, sixes?.has(name) === true];
    // An empty group is of no family: its entries stay where people look for them.
    return hasFour && hasSix ? either : hasSix ? six : four;
  };
  const ofMatch = (match: AddressMatch) => (match.kind === "group" ? ofGroup(match.name) : plainFamilies(match));
  return {
    of({ include }) {
      const only = include[0];
      if (only !== undefined && include.length === 1) return ofMatch(only);
      return new Set(include.flatMap((match) => [...ofMatch(match)]));
    },
    namesSix({ include }) {
      // Every entry of a text comes by here, and a function made for each would outlive it.
      for (const match of include) if (match.kind === "group" ? naming.has(match.name) : isSix(match)) return true;
      return false;
    },
  };
}

function plainFamilies(match: Exclude<AddressMatch, { readonly kind: "group" }>): ReadonlySet<4 | 6> {
  switch (match.kind) {
    case "any":
      return match.family === undefined ? either : match.family === 4 ? four : six;
    case "prefix":
      return match.prefix.includes(":") ? six : four;
    case "range":
      return match.first.includes(":") ? six : four;
    case "wildcard":
      return four;
    case "unresolved":
    default:
      return either;
  }
}

function isSix(match: AddressMatch): boolean {
  return match.kind !== "group" && plainFamilies(match) === six;
}

/** Groups by what they hold: each with those that name it. */
function parentsOf(groups: ReadonlyMap<string, AddressGroupDraft>): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>();
  for (const { name, members } of groups.values()) {
    for (const member of members) {
      if (member.kind !== "group") continue;
      const known = parents.get(member.name);
      if (known === undefined) parents.set(member.name, [name]);
      else known.push(name);
    }
  }
  return parents;
}

/** Some groups and all that hold them, each looked at once. */
function upwards(names: readonly string[], parents: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set(names);
  // A set is walked to its end, with what is added on the way.
  for (const name of found) for (const parent of parents.get(name) ?? []) found.add(parent);
  return found;
}
