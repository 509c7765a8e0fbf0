import type { AddressMatch, PortRange, ServiceMatch } from "../../src/model/address.ts";
import { anyPort } from "../../src/model/address.ts";
import type { ServiceGroup } from "../../src/model/acl.ts";
import { joinRanges } from "../../src/model/fact.ts";
import type { Statement } from "../lib/indented.ts";
import { decimal, ipv4Match, ipv4Number, ipv4Prefix, ipv6Host, ipv6Prefix } from "../lib/cisco/addresses.ts";
import { define } from "../lib/cisco/objects.ts";
import { portNames } from "../lib/cisco/packet-names.ts";
import { wholePlace } from "../lib/cisco/places.ts";
import { portsAt } from "../lib/cisco/ports.ts";
import type { Draft } from "./draft.ts";

const touches = ["acls", "objects"] as const;

/** Members of a group with the sequence numbers taken off. */
function* membersOf(statement: Statement): Iterable<{ readonly child: Statement; readonly words: readonly string[] }> {
  for (const child of statement.children)
    yield { child, words: decimal(child.words[0]) === null ? child.words : child.words.slice(1) };
}

function leaveMembers(draft: Draft, statement: Statement): false {
  for (const child of statement.children) draft.ledger.leave(child.line, touches);
  return false;
}

/** "object-group ip|ipv6 address NAME": hosts, prefixes and addresses with a wildcard; NX-OS nests no groups. */
export function addressGroup(draft: Draft, statement: Statement): boolean {
  const name = statement.words[3];
  if (name === undefined || statement.negated) return leaveMembers(draft, statement);
  define(draft, "address-group", name, statement);
  const group = draft.addressGroups.get(name) ?? { name, members: [], exclude: [], scope: null, at: [] };
  draft.addressGroups.set(name, group);
  group.at.push(...wholePlace(statement));
  for (const { child, words } of membersOf(statement)) {
    const member = child.negated || child.children.length > 0 ? null : addressMember(words);
    if (member === null) draft.ledger.leave(child.line, touches);
    else draft.ledger.read(child.line);
    for (const each of child.children) draft.ledger.leave(each.line, touches);
    group.members.push(
      member ?? { kind: "unresolved", text: `line ${child.line}`, why: "a group member that was not understood" },
    );
  }
  return true;
}

function addressMember([first, second, ...rest]: readonly string[]): AddressMatch | null {
  if (first === undefined || rest.length > 0) return null;
  if (first === "host") {
    const host = ipv4Number(second);
    return host === null ? ipv6Host(second) : ipv4Match(host, 0);
  }
  if (second === undefined) return first.includes(":") ? ipv6Prefix(first) : ipv4Prefix(first);
  const [address, wildcard] = [ipv4Number(first), ipv4Number(second)];
  return address === null || wildcard === null ? null : ipv4Match(address, wildcard);
}

/** "object-group ip port NAME": "eq", "neq", "lt", "gt" and "range" of port numbers. */
export function portGroup(draft: Draft, statement: Statement): boolean {
  const name = statement.words[3];
  if (name === undefined || statement.negated) return leaveMembers(draft, statement);
  define(draft, "service-group", name, statement);
  const group = draft.portGroups.get(name) ?? { name, ranges: [], unresolved: [], at: [] };
  draft.portGroups.set(name, group);
  group.at.push(...wholePlace(statement));
  for (const { child, words } of membersOf(statement)) {
    const ranges = child.negated ? null : portMember(words);
    if (ranges === null) {
      group.unresolved.push(child.words.join(" "));
      draft.ledger.leave(child.line, touches);
    } else {
      group.ranges.push(...ranges);
      draft.ledger.read(child.line);
    }
    for (const each of child.children) draft.ledger.leave(each.line, touches);
  }
  return true;
}

function portMember(words: readonly string[]): readonly PortRange[] | null {
  const cursor = { words, next: 0 };
  const ports = portsAt(cursor, portNames("any"));
  return ports.kind === "ranges" && cursor.next === words.length ? ports.ranges : null;
}

/** Ranges in order, overlapping and adjacent ones made one. */
export function joinedPorts(ranges: readonly PortRange[]): readonly PortRange[] {
  const joined: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else joined.push([low, high]);
  }
  return joined;
}

/** Port groups as the model has them: for both protocols that have ports. */
export function serviceGroups(draft: Draft): readonly ServiceGroup[] {
  return [...draft.portGroups.values()].map(({ name, ranges, unresolved, at }) => {
    const member: ServiceMatch = {
      protocols: [6, 17],
      sourcePorts: anyPort,
      destinationPorts: { kind: "ranges", ranges: joinedPorts(ranges) },
      icmp: null,
    };
    return { name, members: [member], groups: [], scope: null, unresolved, at: joinRanges(at) };
  });
}
