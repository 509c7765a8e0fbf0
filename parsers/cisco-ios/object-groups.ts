import type { AddressMatch, ServiceMatch } from "../../src/model/address.ts";
import { anyPort } from "../../src/model/address.ts";
import type { Statement } from "../lib/indented.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import { portsAt } from "../lib/cisco/ports.ts";
import { portNames } from "../lib/cisco/packet-names.ts";
import { icmpNames, protocolNumbers } from "../lib/cisco/packet-names.ts";
import { decimal, ipv4Match, ipv4Number, ipv4Text, ipv6Host, ipv6Prefix } from "../lib/cisco/addresses.ts";
import { wholePlace } from "../lib/cisco/places.ts";
import { define, use } from "../lib/cisco/objects.ts";
import type { Draft } from "./draft.ts";

/**
 * "object-group network|service" of IOS ("Object Groups for ACLs", Security Configuration Guide).
 * A network member's second word is a mask of leading ones, not a wildcard.
 */
export function objectGroup(draft: Draft, statement: Statement): boolean {
  // IOS XE writes "object-group v6-network NAME" for IPv6 members.
  const [, kind, name] = statement.words;
  if (name === undefined || statement.negated) return leaveMembers(draft, statement);
  if (kind === "network" || kind === "v6-network") return networkGroup(draft, statement, name);
  if (kind === "service" || kind === "v6-service") return serviceGroup(draft, statement, name);
  return leaveMembers(draft, statement);
}

function leaveMembers(draft: Draft, statement: Statement): false {
  for (const child of statement.children) draft.ledger.leave(child.line, ["acls", "objects", "policies"]);
  return false;
}

function networkGroup(draft: Draft, statement: Statement, name: string): boolean {
  define(draft, "address-group", name, statement);
  const group = draft.addressGroups.get(name) ?? { name, members: [], exclude: [], scope: null, at: [] };
  const { members } = group;
  group.at.push(...wholePlace(statement));
  draft.addressGroups.set(name, group);
  for (const child of statement.children) {
    if (child.words[0] === "description") {
      draft.ledger.read(child.line);
      continue;
    }
    const member = child.negated ? null : networkMember(child.words);
    if (member === null) {
      draft.ledger.leave(child.line, ["acls", "objects", "policies"]);
      members.push({ kind: "unresolved", text: `line ${child.line}`, why: "a group member that was not understood" });
      continue;
    }
    draft.ledger.read(child.line);
    if (member.kind === "group") use(draft, "address-group", member.name, child, `object-group network "${name}"`);
    members.push(member);
  }
  return true;
}

function networkMember(words: readonly string[]): AddressMatch | null {
  const [first, second, third] = words;
  if (first === undefined) return null;
  if (first === "any") return { kind: "any" };
  if (first === "group-object" && second !== undefined) return { kind: "group", name: second };
  if (first === "range") {
    const low = ipv4Number(second);
    const high = ipv4Number(third);
    return low === null || high === null ? null : { kind: "range", first: ipv4Text(low), last: ipv4Text(high) };
  }
  if (first === "host") {
    const host = ipv4Number(second);
    if (host !== null) return ipv4Match(host, 0);
    if (second === undefined) return null;
    return ipv6Host(second) ?? { kind: "unresolved", text: second, why: "a host name" };
  }
  const [address, length] = first.split("/");
  const quad = ipv4Number(address);
  if (quad === null) return ipv6Prefix(first);
  if (length !== undefined) {
    const bits = decimal(length);
    return bits === null || bits > 32 ? null : ipv4Match(quad, bits === 0 ? 0xffffffff : 2 ** (32 - bits) - 1);
  }
  const mask = ipv4Number(second);
  return mask === null ? null : ipv4Match(quad, ~mask >>> 0);
}

function serviceGroup(draft: Draft, statement: Statement, name: string): boolean {
  define(draft, "service-group", name, statement);
  const group = draft.serviceGroups.get(name) ?? { name, members: [], groups: [], unresolved: [], scope: null, at: [] };
  const { members, groups, unresolved } = group;
  group.at.push(...wholePlace(statement));
  draft.serviceGroups.set(name, group);
  for (const child of statement.children) {
    const [first, second] = child.words;
    if (first === "description") draft.ledger.read(child.line);
    else if (first === "group-object" && second !== undefined && !child.negated) {
      groups.push(second);
      use(draft, "service-group", second, child, `object-group service "${name}"`);
      draft.ledger.read(child.line);
    } else {
      const member = child.negated ? null : serviceMember({ words: child.words, next: 0 });
      if (member === null) {
        unresolved.push(child.words.join(" "));
        draft.ledger.leave(child.line, ["acls", "objects", "policies"]);
      } else {
        members.push(member);
        draft.ledger.read(child.line);
      }
    }
  }
  return true;
}

/** "protocol", "tcp|udp|tcp-udp [source PORTS] [PORTS]" or "icmp TYPE". */
function serviceMember(cursor: Cursor): ServiceMatch | null {
  const word = cursor.words[0];
  if (word === undefined) return null;
  cursor.next = 1;
  const both = word === "tcp-udp";
  const number = both ? 6 : (protocolNumbers.get(word) ?? decimal(word));
  if (word !== "ip" && (number === null || number > 255)) return null;
  const protocols = word === "ip" ? "any" : both ? [6, 17] : [number ?? 0];
  if (word === "icmp" && cursor.words.length > 1) {
    const named = icmpNames.get(cursor.words[1] ?? "");
    const type = named?.[0] ?? decimal(cursor.words[1]);
    if (type === null || type > 255 || cursor.words.length > 2) return null;
    return { protocols, sourcePorts: anyPort, destinationPorts: anyPort, icmp: [{ type, code: named?.[1] ?? null }] };
  }
  let sourcePorts = anyPort;
  if (cursor.words[cursor.next] === "source") {
    cursor.next += 1;
    sourcePorts = servicePorts(cursor, protocols);
  }
  const destinationPorts = servicePorts(cursor, protocols);
  const done = cursor.next === cursor.words.length;
  return done ? { protocols, sourcePorts, destinationPorts, icmp: null } : null;
}

/** In a group "eq" may be left out. */
function servicePorts(cursor: Cursor, protocols: ServiceMatch["protocols"]) {
  const word = cursor.words[cursor.next];
  if (word === undefined || word === "source") return anyPort;
  const ports = portsAt(cursor, portNames(protocols));
  if (ports.kind !== "any") return ports;
  const bare: Cursor = { words: ["eq", word], next: 0 };
  cursor.next += 1;
  return portsAt(bare, portNames(protocols));
}
