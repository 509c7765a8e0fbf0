import {
  anyPort,
  type AddressMatch,
  type PortMatch,
  type PortRange,
  type ServiceMatch,
} from "../../src/model/address.ts";
import { decimal, ipv4Number, ipv4Text, ipv6Groups, ipv6Text, readQuad, type Quad } from "../lib/cisco/addresses.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import { define, use } from "../lib/cisco/objects.ts";
import { wholePlace } from "../lib/cisco/places.ts";
import { destinationPortsAt, portsAt } from "../lib/cisco/ports.ts";
import { readUnder, type Statement } from "../lib/indented.ts";
import { block, touching } from "../lib/statements.ts";
import type { AddressGroupDraft, Draft, PartGroup } from "./draft.ts";
import { hostMatch, ipv6Network, named, netmaskMatch } from "./names.ts";
import { objectNat } from "./nat.ts";
import { icmpType, portNames, protocolNumber } from "./packet-names.ts";

const objectTouches = ["acls", "objects", "policies"] as const;

/** "object" and "object-group" ("Objects for Access Control", Firewall CLI Configuration Guide). */
export const objectStatements = [
  block<Draft>("object network", (draft, statement) => networkObject(draft, statement)),
  block<Draft>("object service", (draft, statement) => serviceObject(draft, statement)),
  block<Draft>("object-group", objectGroup),
  touching(objectTouches, "object", "object-group"),
];

/** Reads the lines of a block; what `reads` does not understand stays unread. */
function members(draft: Draft, statement: Statement, reads: (child: Statement) => boolean): void {
  for (const child of statement.children) member(draft, child, reads);
}

function member(draft: Draft, child: Statement, reads: (child: Statement) => boolean): void {
  const described = child.words[0] === "description" || child.words[0] === "exit";
  if (described || reads(child)) draft.ledger.readRange(child.line, child.last);
  else draft.ledger.leave(child.line, objectTouches);
  for (const deeper of child.children) draft.ledger.leave(deeper.line, objectTouches);
}

function addressGroup(draft: Draft, name: string, statement: Statement) {
  const known = draft.addressGroups.get(name);
  if (known !== undefined) {
    known.at.push(...wholePlace(statement));
    return known;
  }
  const group: AddressGroupDraft = { name, members: [], exclude: [], scope: null, at: [...wholePlace(statement)] };
  draft.addressGroups.set(name, group);
  return group;
}

function networkObject(draft: Draft, statement: Statement): boolean {
  const name = statement.words[2];
  if (name === undefined || statement.negated) return leave(draft, statement);
  if (!draft.addressGroups.has(name)) define(draft, "address-group", name, statement);
  const group = addressGroup(draft, name, statement);
  draft.networkObjects.add(name);
  readUnder(statement, { draft, group }, plainHost, (_, child) =>
    member(draft, child, () => {
      if (child.words[0] === "nat") return objectNat(draft, name, child);
      const match = child.negated ? null : objectAddress(draft, child.words);
      // A line in an object replaces what it held: a device keeps one.
      if (match !== null) group.members = [match];
      else group.members.push(notUnderstood(child));
      return match !== null;
    }),
  );
  return true;
}

interface Group {
  readonly draft: Draft;
  readonly group: AddressGroupDraft;
}

const quad: Quad = { value: 0, canonical: false };

/** "host 192.0.2.1", which nearly all objects hold; false where a line is another. */
function plainHost({ draft, group }: Group, from: number, to: number, line: number): boolean {
  const { source } = draft;
  if (!source.hasAt("host ", from, to)) return false;
  if (readQuad(quad, source.codes, from + 5, to) !== to || !quad.canonical) return false;
  const text = source.text.slice(from + 5, to);
  if (draft.names.has(text)) return false;
  group.members = [{ kind: "prefix", prefix: `${text}/32` }];
  draft.ledger.readPlain(line);
  return true;
}

function notUnderstood({ line }: Statement): AddressMatch {
  return { kind: "unresolved", text: `line ${line}`, why: "a member that was not understood" };
}

function leave(draft: Draft, statement: Statement): false {
  for (const child of statement.children) draft.ledger.leave(child.line, objectTouches);
  return false;
}

/** "host A", "subnet A MASK", "subnet A6/LENGTH", "range A B", "fqdn [v4|v6] NAME". */
function objectAddress(draft: Draft, [kind, first, second, third]: readonly string[]): AddressMatch | null {
  if (first === undefined) return null;
  switch (kind) {
    case "host":
      return hostMatch(draft, first);
    case "subnet":
      return second === undefined ? ipv6Network(draft, first) : netmaskMatch(draft, first, second);
    case "range":
      return second === undefined ? null : range(draft, first, second);
    case "fqdn": {
      const text = first === "v4" || first === "v6" ? second : first;
      const extra = first === "v4" || first === "v6" ? third : second;
      return text === undefined || extra !== undefined ? null : { kind: "unresolved", text, why: "a domain name" };
    }
    case undefined:
    default:
      return null;
  }
}

function range(draft: Draft, first: string, last: string): AddressMatch | null {
  const [low, high] = [ipv4Number(named(draft, first)), ipv4Number(named(draft, last))];
  if (low !== null && high !== null) return { kind: "range", first: ipv4Text(low), last: ipv4Text(high) };
  const [from, to] = [ipv6Groups(first), ipv6Groups(last)];
  return from === null || to === null ? null : { kind: "range", first: ipv6Text(from), last: ipv6Text(to) };
}

function objectGroup(draft: Draft, statement: Statement): boolean {
  const [, kind, name, carrier] = statement.words;
  if (name === undefined || statement.negated) return leave(draft, statement);
  switch (kind) {
    case "network":
      return networkGroup(draft, statement, name);
    case "service":
      return carrier === undefined ? serviceGroup(draft, statement, name) : portGroup(draft, statement, name, carrier);
    case "protocol":
      return protocolGroup(draft, statement, name);
    case "icmp-type":
      return icmpGroup(draft, statement, name);
    case "user":
    case "security":
      return identityGroup(draft, statement);
    case undefined:
    default:
      return leave(draft, statement);
  }
}

function networkGroup(draft: Draft, statement: Statement, name: string): boolean {
  define(draft, "address-group", name, statement);
  const group = addressGroup(draft, name, statement);
  const by = `object-group network "${name}"`;
  members(draft, statement, (child) => {
    const match = child.negated ? null : networkMember(draft, child.words);
    group.members.push(match ?? notUnderstood(child));
    if (match?.kind === "group") use(draft, "address-group", match.name, child, by);
    return match !== null;
  });
  return true;
}

/** "network-object host A | A MASK | A6/LENGTH | object N" and "group-object N". */
function networkMember(draft: Draft, [kind, first, second]: readonly string[]): AddressMatch | null {
  if (first === undefined) return null;
  if (kind === "group-object") return { kind: "group", name: first };
  if (kind !== "network-object") return null;
  if (second === undefined) return ipv6Network(draft, first);
  if (first === "object") return { kind: "group", name: second };
  return first === "host" ? hostMatch(draft, second) : netmaskMatch(draft, first, second);
}

function serviceBlock(draft: Draft, name: string, statement: Statement) {
  define(draft, "service-group", name, statement);
  const group = draft.serviceGroups.get(name) ?? { name, members: [], groups: [], unresolved: [], scope: null, at: [] };
  group.at.push(...wholePlace(statement));
  draft.serviceGroups.set(name, group);
  return group;
}

function serviceObject(draft: Draft, statement: Statement): boolean {
  const name = statement.words[2];
  if (name === undefined || statement.negated) return leave(draft, statement);
  const group = serviceBlock(draft, name, statement);
  members(draft, statement, (child) => {
    if (child.words[0] !== "service" || child.negated) return kept(group.unresolved, child);
    const match = serviceMatch(child.words.slice(1));
    if (match === null) return kept(group.unresolved, child);
    group.members.splice(0, group.members.length, match);
    return true;
  });
  return true;
}

function kept(unresolved: string[], { words }: Statement): false {
  unresolved.push(words.join(" "));
  return false;
}

function serviceGroup(draft: Draft, statement: Statement, name: string): boolean {
  const group = serviceBlock(draft, name, statement);
  const by = `object-group service "${name}"`;
  members(draft, statement, (child) => {
    const [kind, first, second] = child.words;
    if (child.negated || first === undefined) return kept(group.unresolved, child);
    if (kind === "group-object" || (kind === "service-object" && first === "object" && second !== undefined)) {
      const inner = kind === "group-object" ? first : (second ?? "");
      group.groups.push(inner);
      use(draft, "service-group", inner, child, by);
      return true;
    }
    const match = kind === "service-object" ? serviceMatch(child.words.slice(1)) : null;
    if (match === null) return kept(group.unresolved, child);
    group.members.push(match);
    return true;
  });
  return true;
}

/**
 * "PROTOCOL", "tcp|udp|tcp-udp|sctp [source PORTS] [destination PORTS]", "icmp|icmp6 [TYPE [CODE]]". In a group
 * "destination" may be left out.
 */
function serviceMatch(words: readonly string[]): ServiceMatch | null {
  // Some texts say something to the reader after the statement.
  const end = words.indexOf("!");
  const cursor: Cursor = { words: end < 0 ? words : words.slice(0, end), next: 1 };
  const word = words[0] ?? "";
  const number = word === "tcp-udp" ? 6 : protocolNumber(word);
  if (word === "ip" || word === "0") return cursor.words.length === 1 ? service("any", anyPort, anyPort) : null;
  if (number === null) return null;
  const protocols = word === "tcp-udp" ? [6, 17] : [number];
  if (number === 1 || number === 58) return icmpService(cursor.words, number);
  const from = portsAfter(cursor, "source", protocols);
  const to = portsAfter(cursor, "destination", protocols);
  if (from === null || to === null || cursor.next < cursor.words.length) return null;
  return service(protocols, from, to);
}

function service(protocols: ServiceMatch["protocols"], sourcePorts: PortMatch, destinationPorts: PortMatch) {
  return { protocols, sourcePorts, destinationPorts, icmp: null };
}

function portsAfter(cursor: Cursor, word: "source" | "destination", protocols: readonly number[]): PortMatch | null {
  if (cursor.words[cursor.next] === word) cursor.next += 1;
  else if (word === "source") return anyPort;
  const ports = portsAt(cursor, portNames(protocols));
  return ports.kind === "unresolved" ? null : ports;
}

function icmpService(words: readonly string[], number: number): ServiceMatch | null {
  const base = service([number], anyPort, anyPort);
  if (words.length === 1) return base;
  const type = icmpType(words[1], number === 58);
  const code = words[2] === undefined ? (type?.[1] ?? null) : decimal(words[2]);
  if (type === null || words.length > 3 || (words[2] !== undefined && code === null)) return null;
  return { ...base, icmp: [{ type: type[0], code }] };
}

function partGroup<T>(groups: Map<string, PartGroup<T>>, name: string): PartGroup<T> {
  const group = groups.get(name) ?? { members: [], groups: [], broken: false };
  groups.set(name, group);
  return group;
}

/** Reads members of a group of parts; one that is not understood makes the whole unknown. */
function partMembers<T>(
  draft: Draft,
  statement: Statement,
  group: PartGroup<T>,
  by: string,
  read: (words: readonly string[]) => readonly T[] | null,
): void {
  members(draft, statement, (child) => {
    if (child.words[0] === "group-object" && child.words[1] !== undefined && !child.negated) {
      group.groups.push(child.words[1]);
      use(draft, "service-group", child.words[1], child, by);
      return true;
    }
    const found = child.negated ? null : read(child.words);
    if (found === null) group.broken = true;
    else group.members.push(...found);
    return found !== null;
  });
}

/** "object-group service NAME tcp|udp|tcp-udp": ports that an entry names after an address. */
function portGroup(draft: Draft, statement: Statement, name: string, carrier: string): boolean {
  const protocols = carrier === "tcp-udp" ? [6, 17] : [carrier === "udp" ? 17 : 6];
  define(draft, "service-group", name, statement);
  const group = partGroup(draft.portGroups, name);
  const by = `object-group service "${name}"`;
  partMembers(draft, statement, group, by, ([kind, ...words]): readonly PortRange[] | null => {
    const ports = kind === "port-object" ? destinationPortsAt({ words, next: 0 }, portNames(protocols)) : null;
    return ports?.kind === "ranges" ? ports.ranges : null;
  });
  return true;
}

function protocolGroup(draft: Draft, statement: Statement, name: string): boolean {
  define(draft, "service-group", name, statement);
  const group = partGroup(draft.protocolGroups, name);
  const by = `object-group protocol "${name}"`;
  partMembers(draft, statement, group, by, ([kind, word = ""]): readonly (number | "any")[] | null => {
    if (kind !== "protocol-object") return null;
    if (word === "ip" || word === "0") return ["any"];
    const number = protocolNumber(word);
    return number === null ? null : [number];
  });
  return true;
}

function icmpGroup(draft: Draft, statement: Statement, name: string): boolean {
  define(draft, "service-group", name, statement);
  const group = partGroup(draft.icmpGroups, name);
  partMembers(draft, statement, group, `object-group icmp-type "${name}"`, ([kind, word]) => {
    const type = kind === "icmp-object" ? icmpType(word, false) : null;
    return type === null ? null : [{ type: type[0], code: type[1] }];
  });
  return true;
}

/** Users and security tags: entries that name them are unresolved, whoever the members are. */
function identityGroup(draft: Draft, statement: Statement): boolean {
  const words = new Set(["user", "user-group", "security-group", "group-object"]);
  members(draft, statement, (child) => words.has(child.words[0] ?? ""));
  return true;
}
