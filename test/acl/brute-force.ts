import type { NamedGroups } from "../../src/acl/named-groups.ts";
import type { Packet } from "../../src/acl/sets/packet.ts";
import type { AclEntry, AclSet, FirewallPolicy, LaterFragments } from "../../src/model/acl.ts";
import type { RandomList } from "./random-lists.ts";
import { axesOf, type NameAxis, type Part, type Transport, type Universe } from "./universe.ts";
import {
  both,
  matchAddresses,
  matchInterface,
  matchName,
  matchTransport,
  readAddress,
  whether,
  type Match,
} from "./walk-fields.ts";

/**
 * What each entry in force says of every packet of a universe, as bits: entry n is bit n. It asks each value of each
 * axis once and puts the packets together from these, which `walk` repeats packet by packet.
 */
export interface Table {
  readonly entries: readonly (AclEntry | FirewallPolicy)[];
  readonly defaultAction: "permit" | "deny";
  /** For each packet, the entries that surely match. */
  readonly yes: Int32Array;
  /** Those that may, the sure ones among them. */
  readonly possible: Int32Array;
  /** Those that may, without later fragments that come along although the entry asks for a header they lack. */
  readonly own: Int32Array;
  /** Entries that permit, that deny, and that neither. */
  readonly permits: number;
  readonly denies: number;
}

export const mostEntries = 30;

export function tableOf(list: RandomList, universe: Universe): Table {
  const entries = list.kind === "acl" ? inForce(list.acl) : list.policies.filter(({ enabled }) => enabled);
  if (entries.length > mostEntries) throw new Error("more entries than bits");
  const laterFragments = list.kind === "acl" ? list.acl.laterFragments : "like-whole-packets";
  const yes = new Int32Array(universe.count);
  const possible = new Int32Array(universe.count);
  const scope = list.kind === "acl" ? (list.acl.scope ?? null) : null;
  const judged = (later: LaterFragments) => (part: Part) => columnsOf(part, entries, list.groups, later, scope);
  enumerate(universe, entries.length, judged(laterFragments), yes, possible);
  let own = possible;
  if (laterFragments === "by-addresses-when-permitting" && universe.fragments.includes("later")) {
    own = new Int32Array(universe.count);
    enumerate(universe, entries.length, judged("unmatched"), new Int32Array(universe.count), own);
    const named = entries.reduce(
      (mask, entry, at) => ("fragments" in entry && entry.fragments !== null ? mask | (1 << at) : mask),
      0,
    );
    for (let packet = 0; packet < own.length; packet += 1) {
      own[packet] = (own[packet] ?? 0) | ((possible[packet] ?? 0) & named);
    }
  }
  const bits = (action: "permit" | "deny") =>
    entries.reduce((mask, entry, at) => (entry.action === action ? mask | (1 << at) : mask), 0);
  const defaultAction = list.kind === "acl" ? list.acl.defaultAction : "deny";
  return { entries, defaultAction, yes, possible, own, permits: bits("permit"), denies: bits("deny") };
}

/** One bit an entry for each value of one axis. */
export interface Column {
  readonly yes: readonly number[];
  readonly possible: readonly number[];
}

/** Puts together what the columns of each part say of single values: a packet has the bits that all its values have. */
export function enumerate(
  { parts }: Universe,
  bits: number,
  columns: (part: Part) => readonly Column[],
  yes: Int32Array,
  possible: Int32Array,
): void {
  let offset = 0;
  const turn = (all: readonly Column[], axis: number, sure: number, may: number): void => {
    const column = all[axis];
    if (column === undefined) {
      yes[offset] = sure;
      possible[offset] = may;
      offset += 1;
      return;
    }
    for (let value = 0; value < column.possible.length; value += 1) {
      turn(all, axis + 1, sure & (column.yes[value] ?? 0), may & (column.possible[value] ?? 0));
    }
  };
  const every = (1 << bits) - 1;
  for (const part of parts) turn(columns(part), 0, every, every);
}

function columnsOf(
  part: Part,
  entries: Table["entries"],
  groups: NamedGroups,
  laterFragments: LaterFragments,
  listScope: string | null,
): readonly Column[] {
  const bare = { family: part.family, source: "", destination: "", dscp: 0, ...namesNone };
  const transport = (entry: AclEntry | FirewallPolicy) => {
    const flags = "tcpFlags" in entry ? entry : { established: false, tcpFlags: null };
    const { established, tcpFlags } = flags;
    const { services, serviceGroups, action } = entry;
    const asked = { services, serviceGroups, action, established, tcpFlags, laterFragments };
    const scope = scopeOf(entry, listScope);
    return (value: Transport): Match => {
      const packet: Packet = { ...bare, ...value };
      const fragments = "fragments" in entry ? entry.fragments : null;
      return both(
        matchTransport(asked, packet, groups, scope),
        whether(fragments === null || fragments.includes(value.fragment)),
      );
    };
  };
  return [
    columnOf(part.sources.representatives, entries, addresses("source", groups, listScope)),
    columnOf(part.destinations.representatives, entries, addresses("destination", groups, listScope)),
    columnOf(part.transports, entries, transport),
    columnOf(part.dscps, entries, dscp),
    columnOf(part.fromZones, entries, name("fromZones")),
    columnOf(part.toZones, entries, name("toZones")),
    columnOf(part.applications, entries, name("applications")),
    columnOf(part.users, entries, name("users")),
  ];
}

/** Entries in force, and after them those that the platform adds. */
export function inForce({ entries, implied }: AclSet): readonly AclEntry[] {
  return [...entries.filter(({ inactive }) => !inactive), ...(implied ?? [])];
}

/** A policy says itself where its names live, an entry by its list. */
function scopeOf(entry: AclEntry | FirewallPolicy, listScope: string | null): string | null {
  return "schedule" in entry ? entry.scope : listScope;
}

const addresses =
  (end: "source" | "destination", groups: NamedGroups, listScope: string | null) =>
  (entry: AclEntry | FirewallPolicy) => {
    const spec = entry[end];
    const scope = scopeOf(entry, listScope);
    return (value: string): Match => {
      const address = readAddress(value);
      if (address === null) throw new Error("not an address");
      return matchAddresses(spec, address, groups, scope);
    };
  };

const dscp = (entry: AclEntry | FirewallPolicy) => {
  const open = entry.unresolved.length > 0 || ("schedule" in entry ? entry.schedule : entry.timeRange) !== null;
  const asked = "dscp" in entry ? entry.dscp : null;
  return (value: number): Match => both(whether(asked === null || asked.includes(value)), open ? "maybe" : "yes");
};

const name = (axis: NameAxis) => (entry: AclEntry | FirewallPolicy) => {
  if ("schedule" in entry) return (value: string | null): Match => matchName(entry[axis], value);
  const { interfaces, exceptInterfaces, outInterfaces, exceptOutInterfaces } = entry;
  return (value: string | null): Match => {
    if (axis === "fromZones") return matchInterface(interfaces, exceptInterfaces, value);
    return axis === "toZones" ? matchInterface(outInterfaces, exceptOutInterfaces, value) : "yes";
  };
};

const namesNone = { fromZone: null, toZone: null, application: null, user: null } as const;

export function columnOf<T, E>(
  values: readonly T[],
  entries: readonly E[],
  judge: (entry: E) => (value: T) => Match,
): Column {
  const yes = values.map(() => 0);
  const possible = values.map(() => 0);
  for (const [bit, entry] of entries.entries()) {
    const matches = judge(entry);
    for (const [at, value] of values.entries()) {
      const match = matches(value);
      if (match === "yes") yes[at] = (yes[at] ?? 0) | (1 << bit);
      if (match !== "no") possible[at] = (possible[at] ?? 0) | (1 << bit);
    }
  }
  return { yes, possible };
}

/** The packet at a place of the enumeration. */
export function packetAt(universe: Universe, index: number): Packet {
  let rest = index;
  for (const part of universe.parts) {
    const axes = axesOf(part);
    const count = axes.reduce((product, axis) => product * axis.length, 1);
    if (rest >= count) {
      rest -= count;
      continue;
    }
    const chosen = axes.map(() => 0);
    for (let axis = axes.length - 1; axis >= 0; axis -= 1) {
      const length = axes[axis]?.length ?? 1;
      chosen[axis] = rest % length;
      rest = Math.floor(rest / length);
    }
    const value = <T>(axis: number, values: readonly T[]): T => {
      const found = values[chosen[axis] ?? 0];
      if (found === undefined) throw new Error("no such value");
      return found;
    };
    return {
      family: part.family,
      source: value(0, part.sources.representatives),
      destination: value(1, part.destinations.representatives),
      ...value(2, part.transports),
      dscp: value(3, part.dscps),
      fromZone: value(4, part.fromZones),
      toZone: value(5, part.toZones),
      application: value(6, part.applications),
      user: value(7, part.users),
    };
  }
  throw new Error(`no packet ${String(index)}`);
}

/** How a packet fares: what surely decides it, and whether entries that may match before that leave it open. */
export interface Fate {
  readonly action: "permit" | "deny" | "unknown";
  /** The first entry that surely decides; -1: the default action. */
  readonly decider: number;
  /** Entries before it that may decide, as bits. */
  readonly doubts: number;
}

export function fateOf(table: Table, packet: number): Fate {
  const deciding = table.permits | table.denies;
  const sure = (table.yes[packet] ?? 0) & deciding;
  const first = sure & -sure;
  const decider = first === 0 ? -1 : 31 - Math.clz32(first);
  const before = first === 0 ? -1 : first - 1;
  const doubts = (table.possible[packet] ?? 0) & deciding & before;
  const action = decider < 0 ? table.defaultAction : (table.permits & first) !== 0 ? "permit" : "deny";
  const others = action === "permit" ? table.denies : table.permits;
  return { action: (doubts & others) !== 0 ? "unknown" : action, decider, doubts };
}
