import type { PortRange } from "../../src/model/address.ts";
import type { Draft, IcmpType, PartGroup } from "./draft.ts";

/** What groups hold as a whole, worked out once: entries name the same few over and over. */
const wholePorts = new WeakMap<PartGroup<PortRange>, { readonly whole: readonly PortRange[] | null }>();
const wholeProtocols = new WeakMap<PartGroup<number | "any">, { readonly whole: "any" | readonly number[] | null }>();
const wholeTypes = new WeakMap<PartGroup<IcmpType>, { readonly whole: readonly IcmpType[] | null }>();

function once<T, W>(
  known: WeakMap<PartGroup<T>, { readonly whole: W | null }>,
  groups: ReadonlyMap<string, PartGroup<T>>,
  name: string,
  make: (members: readonly T[]) => W,
): W | null {
  const group = groups.get(name);
  if (group === undefined) return null;
  const found = known.get(group);
  if (found !== undefined) return found.whole;
  const members = membersOf(groups, name);
  const whole = members === null ? null : make(members);
  known.set(group, { whole });
  return whole;
}

/** A group of ports with its groups; null where a part is not known. */
export function wholePortGroup(draft: Draft, name: string): readonly PortRange[] | null {
  return once(wholePorts, draft.portGroups, name, joined);
}

export function wholeProtocolGroup(draft: Draft, name: string): "any" | readonly number[] | null {
  return once(wholeProtocols, draft.protocolGroups, name, (members) => {
    const numbers = new Set(members.filter((member) => member !== "any"));
    return members.includes("any") ? "any" : [...numbers].toSorted((a, b) => a - b);
  });
}

/** Types of a group; the names in it are ICMP's, so that for ICMPv6 nothing is said of it. */
export function wholeIcmpGroup(draft: Draft, name: string, six: boolean): readonly IcmpType[] | null {
  return six ? null : once(wholeTypes, draft.icmpGroups, name, (members) => members);
}

/** More groups in one another than anyone configures. */
const mostGroups = 1_000;

function membersOf<T>(groups: ReadonlyMap<string, PartGroup<T>>, name: string): readonly T[] | null {
  const members: T[] = [];
  const seen = new Set<string>([name]);
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const group = groups.get(next);
    if (group === undefined || group.broken || seen.size > mostGroups) return null;
    for (const member of group.members) members.push(member);
    // A group that holds itself adds nothing to what it holds.
    for (const inner of group.groups) {
      if (seen.has(inner)) continue;
      seen.add(inner);
      open.push(inner);
    }
  }
  return members;
}

function joined(ranges: readonly PortRange[]): readonly PortRange[] {
  const result: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}
