import type { AddressMatch, AddressSpec, ServiceMatch } from "../model/address.ts";
import { anyPort } from "../model/address.ts";
import { isAddresses } from "./sets/address-leaf.ts";
import { anyAddresses, type Addresses, type PlainMatch } from "./sets/conditions.ts";
import { visibleGroup, type NamedGroups } from "./named-groups.ts";

/**
 * Something named or written, as packets: what it holds at least and at most. The two differ, and `why` says so,
 * where a part of it cannot be known from the configuration.
 */
export interface Resolved<T> {
  readonly certain: T;
  readonly possible: T;
  readonly why: readonly string[];
}

const nothing: readonly never[] = [];
const nowhere: Addresses = { include: [], exclude: [] };

/** The addresses of a condition with its groups expanded. */
export function resolveAddresses(spec: AddressSpec, groups: NamedGroups, scope: string | null): Resolved<Addresses> {
  if (isResolved(spec)) return { certain: spec, possible: spec, why: nothing };
  const { certain, possible, why } = between(
    resolveMembers(spec.include, groups, scope, []),
    resolveMembers(spec.exclude, groups, scope, []),
  );
  return { certain, possible: itself(possible), why };
}

/** A group alone is itself, so that equal conditions stay one object. */
function itself(addresses: Addresses): Addresses {
  const [only] = addresses.include;
  if (only === undefined || addresses.include.length > 1 || addresses.exclude.length > 0) return addresses;
  return "include" in only ? only : addresses;
}

/** Most conditions name addresses alone, and are what they are: long lists are made of them. */
export function isResolved(spec: AddressSpec): spec is AddressSpec & Addresses {
  return isAllPlain(spec.include) && isAllPlain(spec.exclude);
}

function isAllPlain(matches: readonly AddressMatch[]): boolean {
  // By number, as below for all that is done once an entry: an iterator for each short list is garbage to collect.
  for (let place = 0; place < matches.length; place += 1) {
    const match = matches[place];
    if (match === undefined || match.kind === "group" || match.kind === "unresolved" || !isReadable(match))
      return false;
  }
  return true;
}

type Members = Resolved<readonly (PlainMatch | Addresses)[]>;

/** Least is the least that is included without the most that is excluded, and the other way round. */
function between(include: Members, exclude: Members): Resolved<Addresses> {
  const possible = { include: include.possible, exclude: exclude.certain };
  const why = [...include.why, ...exclude.why];
  if (why.length === 0) return { certain: possible, possible, why };
  return { certain: { include: include.certain, exclude: exclude.possible }, possible, why };
}

function resolveMembers(
  matches: readonly AddressMatch[],
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[],
): Members {
  const certain: (PlainMatch | Addresses)[] = [];
  const possible: (PlainMatch | Addresses)[] = [];
  const why: string[] = [];
  for (const match of matches) {
    if (match.kind !== "group" && match.kind !== "unresolved" && isReadable(match)) {
      certain.push(match);
      possible.push(match);
      continue;
    }
    const part = match.kind === "group" ? resolveGroup(match.name, groups, scope, within) : unresolved(whyNot(match));
    // What is nowhere adds nothing, and reads badly.
    if (part.certain !== nowhere) certain.push(part.certain);
    possible.push(part.possible);
    why.push(...part.why);
  }
  return { certain, possible, why };
}

/** False for text that is no address, and for a range from high to low: nobody knows what a device makes of these. */
function isReadable(match: PlainMatch): boolean {
  return match.kind === "any" || isAddresses(match);
}

function whyNot(match: Exclude<AddressMatch, { readonly kind: "group" }>): string {
  switch (match.kind) {
    case "unresolved":
      return `${match.text}: ${match.why}`;
    case "range":
      return `"${match.first}-${match.last}" is no range of addresses`;
    case "wildcard":
      return `"${match.address} ${match.mask}" is no address and mask`;
    case "prefix":
      return `"${match.prefix}" is no prefix`;
    case "any":
      return "any";
  }
}

function unresolved(why: string): Resolved<Addresses> {
  return { certain: nowhere, possible: anyAddresses, why: [why] };
}

/** Groups already resolved: lists name the same few over and over, and share what comes of them. */
const resolvedGroups = new WeakMap<NamedGroups, Map<string, Resolved<Addresses>>>();

function resolveGroup(
  name: string,
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[],
): Resolved<Addresses> {
  if (within.length > 0) return resolveGroupAnew(name, groups, scope, within);
  const known = resolvedGroups.get(groups) ?? new Map<string, Resolved<Addresses>>();
  resolvedGroups.set(groups, known);
  const key = JSON.stringify([scope, name]);
  const resolved = known.get(key) ?? resolveGroupAnew(name, groups, scope, within);
  known.set(key, resolved);
  return resolved;
}

function resolveGroupAnew(
  name: string,
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[],
): Resolved<Addresses> {
  if (within.includes(name)) return unresolved(`group "${name}" holds itself`);
  const group = visibleGroup(groups.addresses, name, scope);
  if (group === null) return unresolved(absent(name, groups.addresses.has(name)));
  const inner = [...within, name];
  return between(
    resolveMembers(group.members, groups, scope, inner),
    resolveMembers(group.exclude, groups, scope, inner),
  );
}

function absent(name: string, elsewhere: boolean): string {
  return elsewhere ? `group "${name}" is defined more than once` : `group "${name}" is not defined`;
}

/** Services named in an entry or in a group, with groups expanded. */
export function resolveServices(
  entry: { readonly services: readonly ServiceMatch[]; readonly serviceGroups: readonly string[] },
  groups: NamedGroups,
  scope: string | null,
  within: readonly string[] = [],
): Resolved<readonly ServiceMatch[]> {
  if (areServicesResolved(entry)) return { certain: entry.services, possible: entry.services, why: nothing };
  const certain: ServiceMatch[] = [];
  const possible: ServiceMatch[] = [];
  const why: string[] = [];
  for (const service of entry.services) {
    const unread = [service.sourcePorts, service.destinationPorts].flatMap(unreadPort);
    if (unread.length === 0) certain.push(service);
    possible.push(unread.length === 0 ? service : widened(service));
    why.push(...unread);
  }
  for (const name of entry.serviceGroups) {
    const group = within.includes(name) ? null : visibleGroup(groups.services, name, scope);
    if (group === null) {
      why.push(
        within.includes(name)
          ? `service group "${name}" holds itself`
          : `service ${absent(name, groups.services.has(name))}`,
      );
      possible.push(everyService);
      continue;
    }
    const inner = { services: group.members, serviceGroups: group.groups };
    const part = resolveServices(inner, groups, scope, [...within, name]);
    certain.push(...part.certain);
    possible.push(...part.possible, ...(group.unresolved.length > 0 ? [everyService] : []));
    why.push(...part.why, ...group.unresolved.map((text) => `"${text}" of service group "${name}"`));
  }
  return { certain, possible, why };
}

/** Whether an entry names no group, and only ports that are known. */
export function areServicesResolved({
  services,
  serviceGroups,
}: {
  readonly services: readonly ServiceMatch[];
  readonly serviceGroups: readonly string[];
}): boolean {
  return serviceGroups.length === 0 && services.every(isReadableService);
}

function isReadableService({ sourcePorts, destinationPorts }: ServiceMatch): boolean {
  return isReadablePort(sourcePorts) && isReadablePort(destinationPorts);
}

function isReadablePort({ kind }: ServiceMatch["sourcePorts"]): boolean {
  return kind === "any" || kind === "ranges";
}

const everyService: ServiceMatch = { protocols: "any", sourcePorts: anyPort, destinationPorts: anyPort, icmp: null };

function unreadPort(ports: ServiceMatch["sourcePorts"]): readonly string[] {
  if (ports.kind === "group") return [`port group "${ports.name}"`];
  return ports.kind === "unresolved" ? [`ports "${ports.text}"`] : [];
}

function widened(service: ServiceMatch): ServiceMatch {
  const plain = (ports: ServiceMatch["sourcePorts"]) => (unreadPort(ports).length > 0 ? anyPort : ports);
  return { ...service, sourcePorts: plain(service.sourcePorts), destinationPorts: plain(service.destinationPorts) };
}
