import type { AddressGroup, ServiceGroup } from "../../src/model/acl.ts";
import { anyPort, type AddressMatch, type PortMatch, type PortRange } from "../../src/model/address.ts";
import { joinRanges } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import {
  decimal,
  ipv4Match,
  ipv4Number,
  ipv4Prefix,
  ipv4Text,
  ipv6Groups,
  ipv6Host,
  ipv6Prefix,
  ipv6Text,
} from "../lib/cisco/addresses.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { wholePlace } from "../lib/cisco/places.ts";
import { portsAt } from "../lib/cisco/ports.ts";
import type { Touches } from "../lib/statements.ts";
import type { Draft, PortGroupDraft } from "./draft.ts";
import { xrPortNames } from "./port-names.ts";

const groupTouches: Touches = ["acls", "objects"];

/** "object-group network ipv4|ipv6 NAME" and "object-group port NAME" ("Object Group ACL", since 4.3.1). */
export function objectGroup(draft: Draft, statement: Statement): boolean {
  const [, kind, family, name, more] = statement.words;
  if (
    !statement.negated &&
    more === undefined &&
    kind === "network" &&
    (family === "ipv4" || family === "ipv6") &&
    name !== undefined
  ) {
    networkGroup(draft, statement, name, family === "ipv4" ? 4 : 6);
    return true;
  }
  if (!statement.negated && kind === "port" && family !== undefined && name === undefined) {
    portGroup(draft, statement, family);
    return true;
  }
  for (const child of statement.children) draft.ledger.leave(child.line, groupTouches);
  return false;
}

/** IPv4 and IPv6 groups of one name are kept as one: a list of either version asks its own members only. */
function networkGroup(draft: Draft, statement: Statement, name: string, family: 4 | 6): void {
  define(draft, "address-group", name, statement);
  const group = draft.addressGroups.get(name) ?? { name, members: [], exclude: [], scope: null, at: [] };
  draft.addressGroups.set(name, group);
  group.at.push(...wholePlace(statement));
  for (const child of statement.children) {
    const words = decimal(child.words[0]) === null ? child.words : child.words.slice(1);
    if (words[0] === "description") {
      draft.ledger.read(child.line);
      continue;
    }
    const member = child.negated ? null : networkMember(words, family);
    if (member === null) {
      draft.ledger.leave(child.line, groupTouches);
      group.members.push({
        kind: "unresolved",
        text: `line ${child.line}`,
        why: "a group member that was not understood",
      });
      continue;
    }
    draft.ledger.read(child.line);
    if (member.kind === "group") use(draft, "address-group", member.name, child, `object-group network "${name}"`);
    group.members.push(member);
  }
}

/** "any", "host A", "A/LENGTH", "range A B", "A MASK" with a mask of leading ones, "object-group NAME". */
function networkMember(words: readonly string[], family: 4 | 6): AddressMatch | null {
  const [first = "", second, third] = words;
  if (first === "any" && second === undefined) return { kind: "any", family };
  if (first === "object-group" && second !== undefined) return { kind: "group", name: second };
  if (first === "range" && second !== undefined && third !== undefined) return range(second, third, family);
  if (first === "host") {
    if (family === 6) return ipv6Host(second);
    const host = ipv4Number(second);
    return host === null ? null : ipv4Match(host, 0);
  }
  if (second !== undefined) {
    // The manual calls the second word a mask, and does not say which way round it is written.
    return family === 4 && ipv4Number(first) !== null && ipv4Number(second) !== null
      ? { kind: "unresolved", text: `${first} ${second}`, why: "a mask whose direction no manual tells" }
      : null;
  }
  return family === 4 ? ipv4Prefix(first) : ipv6Prefix(first);
}

function range(first: string, last: string, family: 4 | 6): AddressMatch | null {
  if (family === 4) {
    const [low, high] = [ipv4Number(first), ipv4Number(last)];
    return low === null || high === null ? null : { kind: "range", first: ipv4Text(low), last: ipv4Text(high) };
  }
  const [low, high] = [ipv6Groups(first), ipv6Groups(last)];
  return low === null || high === null ? null : { kind: "range", first: ipv6Text(low), last: ipv6Text(high) };
}

function portGroup(draft: Draft, statement: Statement, name: string): void {
  define(draft, "service-group", name, statement);
  const group = draft.portGroups.get(name) ?? { name, ports: [], groups: [], unresolved: [], at: [] };
  draft.portGroups.set(name, group);
  group.at.push(...wholePlace(statement));
  for (const child of statement.children) {
    const words = decimal(child.words[0]) === null ? child.words : child.words.slice(1);
    if (words[0] === "description") {
      draft.ledger.read(child.line);
    } else if (words[0] === "object-group" && words[1] !== undefined && !child.negated) {
      group.groups.push(words[1]);
      use(draft, "service-group", words[1], child, `object-group port "${name}"`);
      draft.ledger.read(child.line);
    } else if (!child.negated && readPorts(group, words)) draft.ledger.read(child.line);
    else {
      group.unresolved.push(words.join(" "));
      draft.ledger.leave(child.line, groupTouches);
    }
  }
}

/** Names of ports that TCP and UDP give different numbers stay unresolved: the group does not say which it is for. */
function readPorts(group: PortGroupDraft, words: readonly string[]): boolean {
  const cursor = { words, next: 0 };
  const tcp = portsAt(cursor, xrPortNames([6]));
  const done = cursor.next === words.length && tcp.kind === "ranges";
  const udp = portsAt({ words, next: 0 }, xrPortNames([17]));
  if (!done || (udp.kind === "ranges" && JSON.stringify(udp.ranges) !== JSON.stringify(tcp.ranges))) {
    const udpOnly = udp.kind === "ranges" && tcp.kind !== "ranges";
    if (udpOnly) group.ports.push(udp);
    return udpOnly;
  }
  group.ports.push(tcp);
  return true;
}

/** The ports of a group with all its groups; still the group where one of them cannot be resolved. */
export function portsOfGroup(draft: Draft, name: string): PortMatch {
  const known = draft.groupPorts.get(name) ?? resolvedPorts(draft, name);
  draft.groupPorts.set(name, known);
  return known;
}

function resolvedPorts(draft: Draft, name: string): PortMatch {
  const ranges: PortRange[] = [];
  const seen = new Set<string>();
  const waiting = [name];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const group = draft.portGroups.get(next);
    if (group === undefined || group.unresolved.length > 0) return { kind: "group", name };
    for (const ports of group.ports) if (ports.kind === "ranges") ranges.push(...ports.ranges);
    waiting.push(...group.groups);
  }
  return ranges.length === 0 ? { kind: "group", name } : { kind: "ranges", ranges: joined(ranges) };
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

/** Groups of addresses; what a group without members stands for no manual that was read tells. */
export function addressGroups(draft: Draft): readonly AddressGroup[] {
  return [...draft.addressGroups.values()].map((group) =>
    group.members.length > 0
      ? group
      : { ...group, members: [{ kind: "unresolved", text: group.name, why: "a group without members" }] },
  );
}

/** Port groups as the model's service groups: they ask for ports and for no protocol. */
export function serviceGroups(draft: Draft): readonly ServiceGroup[] {
  return [...draft.portGroups.values()].map(({ name, ports, groups, unresolved, at }) => ({
    name,
    members: ports.map((destinationPorts) => ({
      protocols: "any" as const,
      sourcePorts: anyPort,
      destinationPorts,
      icmp: null,
    })),
    groups,
    scope: null,
    unresolved,
    at: joinRanges(at),
  }));
}
