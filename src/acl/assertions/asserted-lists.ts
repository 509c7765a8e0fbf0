import type { AclSet, FirewallPolicy } from "../../model/acl.ts";
import type { BoundAcl, DeviceConfig, Interface, OperatingSystem } from "../../model/device-config.ts";
import { joinRanges, knownValue, type LineRange } from "../../model/fact.ts";
import type { ListsWhere } from "./assertion.ts";
import { anyPacket, type Conditions } from "../sets/conditions.ts";
import { filterOfAcl, filterOfPolicies, type Clause, type Filter } from "../filter.ts";
import { fitsGlob } from "./glob.ts";
import { namedGroups, type NamedGroups } from "../named-groups.ts";
import { madeClause } from "../reach/layer.ts";
import { speaks } from "../reach/own-addresses.ts";
import { passesUndefined } from "../reach/restrictions.ts";

export interface ListSubject {
  readonly list: string | null;
  readonly interface: string | null;
  readonly direction: "in" | "out" | null;
  readonly at: readonly LineRange[];
}

/** A filter to judge, or what can be said without one. */
type Decision =
  | {
      readonly kind: "filter";
      readonly filter: Filter;
      readonly zones: Partial<Pick<Conditions, "fromZones" | "toZones">>;
    }
  | {
      readonly kind: "said";
      readonly outcome: "unknown" | "notApplicable";
      readonly message: string;
      readonly family: 4 | 6 | null;
    };

export interface AssertedList {
  readonly subject: ListSubject;
  readonly decision: Decision;
}

const nothing: ListSubject = { list: null, interface: null, direction: null, at: [] };

function said(
  subject: ListSubject,
  outcome: "unknown" | "notApplicable",
  message: string,
  family: 4 | 6 | null = null,
): AssertedList {
  return { subject, decision: { kind: "said", outcome, message, family } };
}

/** Read once for all assertions on a device, so that lists and what they name are expanded once. */
const groupsKnown = new WeakMap<DeviceConfig, NamedGroups>();
const filtersKnown = new WeakMap<AclSet, Filter | null>();

/** The lists in the order of the configuration; at least one item, which may say that there is none. */
export function assertedLists(device: DeviceConfig, where: ListsWhere): readonly AssertedList[] {
  const known = groupsKnown.get(device);
  const groups = known ?? namedGroups(device);
  if (known === undefined) groupsKnown.set(device, groups);
  switch (where.kind) {
    case "lists":
      return fitting(where.names, device.aclSets, nothing, "list", (acl) => [
        listOf(acl, groups, { ...nothing, list: acl.name, at: acl.at }),
      ]);
    case "interfaces": {
      const { names, direction } = where;
      return fitting(names, device.interfaces, { ...nothing, direction }, "interface", (port) =>
        listsOn(device, groups, port, direction),
      );
    }
    case "zones":
      return policiesBetween(device, groups, where);
  }
}

/** What is said of each thing that a pattern names, once; and of each pattern that names none. */
function fitting<T extends { readonly name: string }>(
  patterns: readonly string[],
  things: readonly T[],
  subject: ListSubject,
  kind: string,
  say: (thing: T) => readonly AssertedList[],
): readonly AssertedList[] {
  const fit = things.filter(({ name }) => patterns.some((pattern) => fitsGlob(pattern, name)));
  const idle = patterns.filter((pattern) => !things.some(({ name }) => fitsGlob(pattern, name)));
  return [
    ...fit.flatMap(say),
    ...idle.map((pattern) => said(subject, "notApplicable", `The device has no ${kind} named "${pattern}".`)),
  ];
}

function listOf(acl: AclSet, groups: NamedGroups, subject: ListSubject): AssertedList {
  const known = filtersKnown.get(acl);
  const filter = known === undefined ? filterOfAcl(acl, groups) : known;
  filtersKnown.set(acl, filter);
  if (filter === null) return said(subject, "notApplicable", "It is a list of MAC addresses.");
  return { subject, decision: { kind: "filter", filter, zones: {} } };
}

function listsOn(
  device: DeviceConfig,
  groups: NamedGroups,
  port: Interface,
  direction: "in" | "out",
): readonly AssertedList[] {
  const subject: ListSubject = { list: null, interface: port.name, direction, at: port.at };
  if (knownValue(port.enabled) === false) return [said(subject, "notApplicable", "The interface is switched off.")];
  const bound = port.boundAcls.filter((each) => each.direction === direction && each.family !== "mac");
  if (bound.length === 0 && port.addresses.length === 0) {
    if (port.mode === "access" || port.mode === "trunk" || port.mode === "dynamic")
      return [said(subject, "notApplicable", "The interface switches frames, and no IP list is bound to it.")];
    // A Junos port carries packets in its units, which are interfaces of their own.
    if (device.interfaces.some(({ name }) => name.startsWith(`${port.name}.`)) && device.os === "juniper-junos")
      return [said(subject, "notApplicable", "Its units carry the packets.")];
  }
  return ([4, 6] as const).map((family) => {
    const own = bound.filter((each) => each.family === (family === 4 ? "ipv4" : "ipv6"));
    return own.length === 0 ? unbound(device, port, subject, family) : boundList(device, groups, own, subject, family);
  });
}

function boundList(
  device: DeviceConfig,
  groups: NamedGroups,
  bound: readonly BoundAcl[],
  subject: ListSubject,
  family: 4 | 6,
): AssertedList {
  const names = bound.map(({ acl }) => acl).join(", ");
  const at = joinRanges(bound.flatMap((each) => each.at));
  const own = { ...subject, list: names, at };
  if (bound.length > 1)
    return said(own, "unknown", "Several lists are bound here, and how they follow each other is not known.", family);
  const sets = device.aclSets.filter((acl) => acl.name === names && acl.family === (family === 4 ? "ipv4" : "ipv6"));
  const [acl] = sets;
  if (acl === undefined) {
    if (passesUndefined(device, "interface-acl") !== null)
      return { subject: own, decision: { kind: "filter", filter: passingAll(names, family), zones: {} } };
    return said(own, "unknown", `The list "${names}" is bound here and not defined.`, family);
  }
  if (sets.length > 1) return said(own, "unknown", `The list "${names}" is defined more than once.`, family);
  return listOf(acl, groups, { ...own, at: joinRanges([...at, ...acl.at]) });
}

/** Systems on which an interface without a list lets everything pass; a firewall may deny it all the same. */
const routers: ReadonlySet<OperatingSystem> = new Set([
  "arista-eos",
  "cisco-ios",
  "cisco-iosxr",
  "cisco-nxos",
  "juniper-junos",
]);

/** Without a list everything passes, as far as lists go. */
function unbound(device: DeviceConfig, port: Interface, subject: ListSubject, family: 4 | 6): AssertedList {
  if (device.firewallPolicies.length > 0 || port.zone !== null || !routers.has(device.os))
    return said(
      subject,
      "unknown",
      `No IPv${family} list is bound here, and what the firewall does between zones decides: name them with zones.`,
      family,
    );
  if (!speaks(port, family)) return said(subject, "notApplicable", `The interface takes no IPv${family}.`, family);
  return { subject, decision: { kind: "filter", filter: passingAll("", family), zones: {} } };
}

/** What permits every packet: an interface without a list, or with one that does not exist. */
function passingAll(name: string, family: 4 | 6): Filter {
  return { name, families: [family], clauses: [], defaultAction: "permit", laterFragments: "like-whole-packets" };
}

type Zones = Extract<ListsWhere, { kind: "zones" }>;

/** The policies of each VDOM that has the zones. */
function policiesBetween(device: DeviceConfig, groups: NamedGroups, where: Zones): readonly AssertedList[] {
  const sets = Map.groupBy(device.firewallPolicies, ({ scope }) => scope);
  if (sets.size === 0) return [said(nothing, "notApplicable", "The device has no firewall policies.")];
  const lists: AssertedList[] = [];
  const known = new Set<string>();
  for (const [scope, policies] of sets) {
    const zones = zonesOf(device, scope, policies);
    for (const zone of zones) known.add(zone);
    const fromZones = there(where.from, zones);
    const toZones = there(where.to, zones);
    if (fromZones.length === 0 || toZones.length === 0) continue;
    // As `namedLists` calls them.
    const list = scope === null ? "policies" : `policies:${scope}`;
    const subject = { ...nothing, list, at: joinRanges(policies.flatMap(({ at }) => at)) };
    if (mayPassWithin(device, scope, fromZones, toZones)) {
      const message =
        "Whether traffic between interfaces of one zone passes without a policy is not known for this release: name different zones.";
      lists.push(said(subject, "unknown", message));
      continue;
    }
    const unnamed = unnamedPort(device, policies, [fromZones, toZones]);
    if (unnamed !== null) {
      const message = `No policy names the interface "${unnamed}", and whether it belongs to something that policies name (an SD-WAN zone, a switch) is not known.`;
      lists.push(said(subject, "unknown", message));
      continue;
    }
    const filter = filterOfPolicies(policies, groups, list);
    const shared = inBoth(fromZones, toZones, zones);
    const clauses = [...byOneInterface(device, shared), ...filter.clauses];
    lists.push({
      subject,
      decision: { kind: "filter", filter: { ...filter, clauses }, zones: { fromZones, toZones } },
    });
  }
  const asked = [where.from, where.to].flatMap((names) => (names === "any" ? [] : names));
  const missing = [...new Set(asked)].filter((name) => !known.has(name));
  for (const name of missing)
    lists.push(said(nothing, "notApplicable", `The device does not have the zone "${name}".`));
  if (lists.length > 0) return lists;
  return [said(nothing, "notApplicable", "No VDOM of the device has both zones.")];
}

/** Names that policies or interfaces of the scope use. */
function zonesOf(device: DeviceConfig, scope: string | null, policies: readonly FirewallPolicy[]): ReadonlySet<string> {
  const zones = new Set<string>();
  for (const { fromZones, toZones } of policies)
    for (const names of [fromZones, toZones]) if (names !== "any") for (const name of names) zones.add(name);
  for (const port of device.interfaces) {
    if (port.scope !== scope && port.scope !== null) continue;
    if (port.zone !== null) zones.add(port.zone);
    if (device.os === "fortinet-fortios" && port.zone === null) zones.add(port.name);
  }
  return zones;
}

function there(asked: "any" | readonly string[], zones: ReadonlySet<string>): "any" | readonly string[] {
  return asked === "any" ? "any" : asked.filter((name) => zones.has(name));
}

/** An interface of FortiOS that is asked about and that no policy names by itself; null where there is none. */
function unnamedPort(
  { os, interfaces }: DeviceConfig,
  policies: readonly FirewallPolicy[],
  asked: readonly ("any" | readonly string[])[],
): string | null {
  if (os !== "fortinet-fortios") return null;
  const named = new Set(policies.flatMap(({ fromZones, toZones }) => [fromZones, toZones]).flat());
  const zones = new Set(interfaces.map(({ zone }) => zone));
  return (
    asked.flatMap((names) => (names === "any" ? [] : names)).find((name) => !named.has(name) && !zones.has(name)) ??
    null
  );
}

/** What packets may both come from and go to. */
function inBoth(
  from: "any" | readonly string[],
  to: "any" | readonly string[],
  zones: ReadonlySet<string>,
): readonly string[] {
  if (from === "any") return to === "any" ? [...zones] : to;
  return to === "any" ? from : from.filter((name) => to.includes(name));
}

/** Before all policies: nobody knows whether those that deny judge packets that need none. */
function byOneInterface({ passesByOneInterface }: DeviceConfig, names: readonly string[]): readonly Clause[] {
  if (passesByOneInterface === undefined || knownValue(passesByOneInterface) === false) return [];
  const at = "at" in passesByOneInterface ? passesByOneInterface.at : [];
  const why = "what leaves by the interface it came in by may need no policy (allow-traffic-redirect)";
  return names.map((name) => {
    const within = { ...anyPacket, fromZones: [name], toZones: [name] };
    return { ...madeClause("traffic redirect", "permit", within, at), certain: null, unresolved: [why] };
  });
}

/** The first release whose manual says what passes between interfaces of a FortiOS zone that does not say it: nothing. */
const firstKnown = 6;

/**
 * FortiOS may let interfaces of one zone talk without a policy (`set intrazone allow`, "Zone" in the FortiOS
 * Administration Guide). What is stated stands among the policies; what holds else is known from one release on.
 */
function mayPassWithin(
  { os, interfaces, identity }: DeviceConfig,
  scope: string | null,
  from: "any" | readonly string[],
  to: "any" | readonly string[],
): boolean {
  if (os !== "fortinet-fortios") return false;
  if (Number.parseInt(knownValue(identity.osVersion) ?? "", 10) >= firstKnown) return false;
  return interfaces.some(
    ({ zone, scope: own }) =>
      zone !== null && own === scope && (from === "any" || from.includes(zone)) && (to === "any" || to.includes(zone)),
  );
}
