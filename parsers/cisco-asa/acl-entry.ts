import { anyOf } from "./any-addresses.ts";
import { askingNothing } from "../../src/model/acl.ts";
import {
  anyPort,
  type AddressMatch,
  type AddressSpec,
  type PortMatch,
  type ServiceMatch,
} from "../../src/model/address.ts";
import type { LineRange } from "../../src/model/fact.ts";
import { actionAt, settled } from "../lib/cisco/entry-words.ts";
import { decimal, ipv4Number } from "../lib/cisco/addresses.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import type { PlainEntries } from "../lib/cisco/plain-entry.ts";
import { linePlace } from "../lib/line-places.ts";
import { destinationPortsAt, portsAt } from "../lib/cisco/ports.ts";
import { oneService, onlyProtocol } from "../lib/cisco/shared-services.ts";
import type { Draft, Entry } from "./draft.ts";
import { hostMatch, ipv6Network, named, netmaskMatch } from "./names.ts";
import { icmpType, portNames, protocolNumber } from "./packet-names.ts";
import { wholeIcmpGroup, wholePortGroup, wholeProtocolGroup } from "./part-groups.ts";

const nothing: readonly never[] = [];
/** What an entry says while its words are read. */
interface Reading {
  readonly draft: Draft;
  readonly cursor: Cursor;
  readonly unresolved: string[];
}

/**
 * "permit|deny PROTOCOL SOURCE [PORTS] DESTINATION [PORTS] [ICMP] [log …] [time-range …] [inactive]"
 * ("access-list extended", ASA Command Reference). Masks are netmasks. Threat Defense writes "advanced" in place of
 * "extended", names interfaces before the addresses and a rule of its policy after them: what such an entry permits
 * Snort may still block, and "trust" is a permit that it does not see. Null where it is no entry.
 */
export function extendedEntry(draft: Draft, cursor: Cursor, at: readonly LineRange[]): Entry | null {
  const reading: Reading = { draft, cursor, unresolved: [] };
  const trusted = cursor.words[cursor.next] === "trust";
  if (trusted) cursor.next += 1;
  const action = trusted ? "permit" : actionAt(cursor);
  if (action === null) return null;
  const protocol = protocolAt(reading);
  if (protocol === null) return null;
  const from = sideAt(reading, protocol, portsAt);
  const to = from === null ? null : sideAt(reading, protocol, destinationPortsAt);
  if (from === null || to === null) return null;
  const icmp = icmpAt(reading, protocol.protocols);
  const rest = optionsAt(reading, action);
  if (rest.rule && action === "permit" && !trusted)
    reading.unresolved.push("what Snort decides of the rule of the access control policy");
  const { timeRange, log, inactive } = rest;
  const entry: Entry = {
    at,
    action,
    source: from.address,
    destination: to.address,
    services:
      protocol.group === null
        ? oneService({ protocols: protocol.protocols, sourcePorts: from.ports, destinationPorts: to.ports, icmp })
        : nothing,
    serviceGroups: protocol.group === null ? nothing : [protocol.group],
    established: false,
    tcpFlags: null,
    fragments: null,
    dscp: null,
    timeRange,
    log,
    inactive,
    unresolved: settled(reading.unresolved),
    label: "",
    remarks: nothing,
  };
  return from.nameif === null && to.nameif === null ? entry : between(entry, from.nameif, to.nameif);
}

/** The usual entry, which asks nothing beside addresses, protocol and ports. */
export function plainlyAsking(found: PlainEntries, line: number): Entry {
  return {
    at: linePlace(line),
    action: found.action,
    source: found.source,
    destination: found.destination,
    services: found.services,
    serviceGroups: nothing,
    established: false,
    tcpFlags: null,
    fragments: null,
    dscp: null,
    timeRange: null,
    log: found.log,
    inactive: false,
    unresolved: nothing,
    label: "",
    remarks: nothing,
  };
}

/** The entry with the interfaces that it names, which few do. */
function between(
  { log, inactive, unresolved, label, remarks, ...asked }: Entry,
  from: string | null,
  to: string | null,
): Entry {
  return {
    ...asked,
    ...(from === null ? {} : { interfaces: [from] }),
    ...(to === null ? {} : { outInterfaces: [to] }),
    log,
    inactive,
    unresolved,
    label,
    remarks,
  };
}

interface Protocol {
  readonly protocols: ServiceMatch["protocols"];
  /** A group or object of services in place of a protocol. */
  readonly group: string | null;
}

function protocolAt({ draft, cursor, unresolved }: Reading): Protocol | null {
  const word = cursor.words[cursor.next];
  const name = cursor.words[cursor.next + 1];
  if (word === undefined) return null;
  if (word === "object" || word === "object-group") {
    if (name === undefined) return null;
    cursor.next += 2;
    const protocols = draft.protocolGroups.has(name) ? wholeProtocolGroup(draft, name) : null;
    if (protocols !== null) return { protocols, group: null };
    return { protocols: "any", group: name };
  }
  cursor.next += 1;
  // "ip" has number 0 here.
  if (word === "ip" || word === "0") return { protocols: "any", group: null };
  const number = protocolNumber(word);
  if (number === null) {
    if (isAddressWord(draft, word)) return null;
    unresolved.push(word);
  }
  return { protocols: number === null ? "any" : onlyProtocol(number), group: null };
}

function isAddressWord(draft: Draft, word: string): boolean {
  return word in anyOf || word === "host" || ipv4Number(named(draft, word)) !== null || word.includes(":");
}

interface Side {
  readonly address: AddressSpec;
  readonly ports: PortMatch;
  readonly nameif: string | null;
}

/** Words of identity before an address, each with a name: conditions that the model has no word for. */
const identities: ReadonlySet<string> = new Set([
  "user",
  "user-group",
  "object-group-user",
  "object-group-security",
  "vlan",
]);

/** "[user U] [security-group name S] [ifc INTERFACE] ADDRESS [security-group …] [PORTS]". */
function sideAt(reading: Reading, { protocols, group }: Protocol, read: typeof portsAt): Side | null {
  const { cursor, draft } = reading;
  let nameif: string | null = null;
  identityAt(reading);
  if (cursor.words[cursor.next] === "ifc") {
    nameif = cursor.words[cursor.next + 1] ?? null;
    cursor.next += 2;
  }
  const address = addressAt(reading);
  if (address === null) return null;
  identityAt(reading);
  const ports = group === null ? portsOrGroupAt(draft, cursor, protocols, read) : anyPort;
  return { address, ports, nameif };
}

/** Most words are told by their first letter to be none of these, which is cheaper than looking them up. */
const identityLetters: ReadonlySet<number> = new Set(
  ["security-group", ...identities].map((word) => word.charCodeAt(0)),
);

function identityAt({ cursor, unresolved }: Reading): void {
  for (;;) {
    const word = cursor.words[cursor.next];
    if (word === undefined || !identityLetters.has(word.charCodeAt(0))) return;
    const length = word === "security-group" ? 3 : identities.has(word) ? 2 : 0;
    if (length === 0) return;
    unresolved.push(cursor.words.slice(cursor.next, cursor.next + length).join(" "));
    cursor.next += length;
  }
}

function addressAt({ draft, cursor }: Reading): AddressSpec | null {
  const word = cursor.words[cursor.next];
  const second = cursor.words[cursor.next + 1];
  if (word === undefined) return null;
  if (word === "any" || word === "any4" || word === "any6") {
    cursor.next += 1;
    return anyOf[word];
  }
  const match = addressMatch(draft, word, second);
  if (match === null) return null;
  cursor.next += match.length;
  return { include: [match.match], exclude: nothing };
}

/** The group that stands for the addresses of an interface itself. */
export function interfaceGroup(nameif: string): string {
  return `interface ${nameif}`;
}

/** The interface that a group of that kind stands for. */
export function interfaceOf(group: string): string | null {
  return group.startsWith("interface ") ? group.slice(10) : null;
}

function addressMatch(
  draft: Draft,
  word: string,
  second: string | undefined,
): { readonly match: AddressMatch; readonly length: number } | null {
  if (second !== undefined) {
    if (word === "host") return { match: hostMatch(draft, second), length: 2 };
    if (word === "object" || word === "object-group") return { match: { kind: "group", name: second }, length: 2 };
    if (word === "interface") {
      draft.interfaceAddresses.add(second);
      return { match: { kind: "group", name: interfaceGroup(second) }, length: 2 };
    }
    if (word === "object-group-network-service")
      return { match: { kind: "unresolved", text: second, why: "a network service object" }, length: 2 };
    const network = netmaskMatch(draft, word, second);
    if (network !== null) return { match: network, length: 2 };
    if (ipv4Number(second) !== null && decimal(word) === null && /^[A-Za-z]/.test(word))
      return { match: { kind: "unresolved", text: word, why: "a name that no line defines" }, length: 2 };
  }
  const six = word.includes(":") || word.includes("/") ? ipv6Network(draft, word) : null;
  return six === null ? null : { match: six, length: 1 };
}

/** Ports by comparison, or "object-group" with a group of ports where the name is one. */
function portsOrGroupAt(
  draft: Draft,
  cursor: Cursor,
  protocols: ServiceMatch["protocols"],
  read: typeof portsAt,
): PortMatch {
  const name = cursor.words[cursor.next + 1];
  if (cursor.words[cursor.next] === "object-group" && name !== undefined) {
    if (!draft.portGroups.has(name)) return anyPort;
    cursor.next += 2;
    const ranges = wholePortGroup(draft, name);
    return ranges === null ? { kind: "unresolved", text: `object-group ${name}` } : { kind: "ranges", ranges };
  }
  return read(cursor, portNames(protocols));
}

function icmpAt({ draft, cursor, unresolved }: Reading, protocols: ServiceMatch["protocols"]): ServiceMatch["icmp"] {
  const number = protocols === "any" ? null : (protocols[0] ?? null);
  const word = cursor.words[cursor.next];
  if ((number !== 1 && number !== 58) || word === undefined) return null;
  if (word === "object-group") {
    const name = cursor.words[cursor.next + 1] ?? "";
    cursor.next += 2;
    const types = wholeIcmpGroup(draft, name, number === 58);
    if (types === null) unresolved.push(`object-group ${name}`);
    return types;
  }
  const type = icmpType(word, number === 58);
  if (type === null) return null;
  const code = type[1] ?? decimal(cursor.words[cursor.next + 1]);
  const coded = type[1] === null && code !== null && code <= 255;
  cursor.next += coded ? 2 : 1;
  return [{ type: type[0], code: coded ? code : type[1] }];
}

interface Options {
  readonly log: boolean;
  readonly inactive: boolean;
  readonly timeRange: string | null;
  /** It belongs to a rule of Threat Defense. */
  readonly rule: boolean;
}

const levels: ReadonlySet<string> = new Set([
  "emergencies",
  "alerts",
  "critical",
  "errors",
  "warnings",
  "notifications",
  "informational",
  "debugging",
]);

const noOptions: Options = { log: false, inactive: false, timeRange: null, rule: false };

/** "log [LEVEL] [interval N] | log disable | log default", "inactive", "time-range NAME"; the rest is unresolved. */
function optionsAt({ cursor, unresolved }: Reading, action: "permit" | "deny"): Options {
  const { words } = cursor;
  if (cursor.next >= words.length) return noOptions;
  let [log, inactive, rule] = [false, false, false];
  let timeRange: string | null = null;
  while (cursor.next < words.length) {
    const word = words[cursor.next] ?? "";
    const value = words[cursor.next + 1];
    cursor.next += 1;
    if (word === "log") {
      // "log default" is what holds without the word: denials alone are told, by message 106023.
      log = value !== "disable" && (value !== "default" || action === "deny");
      if (value === "disable" || value === "default" || levels.has(value ?? "") || decimal(value) !== null)
        cursor.next += 1;
    } else if (word === "interval" && decimal(value) !== null) cursor.next += 1;
    else if (word === "inactive") inactive = true;
    else if (word === "time-range" && value !== undefined) {
      timeRange = value;
      cursor.next += 1;
    } else if (word === "rule-id" && value !== undefined) {
      rule = true;
      cursor.next += 1;
    } else if (word === "event-log" && value !== undefined) {
      log = true;
      cursor.next += 1;
    } else {
      unresolved.push(words.slice(cursor.next - 1).join(" "));
      cursor.next = words.length;
    }
  }
  return { log, inactive, timeRange, rule };
}

/**
 * "permit|deny host ADDRESS | ADDRESS MASK | any4": a standard list names destinations of routes and of split tunnels,
 * and is bound to no interface ("access-list standard").
 */
export function standardEntry(draft: Draft, cursor: Cursor, at: readonly LineRange[]): Entry | null {
  const action = actionAt(cursor);
  if (action === null) return null;
  const destination = addressAt({ draft, cursor, unresolved: [] });
  if (destination === null) return null;
  const four = destination === anyOf.any ? anyOf.any4 : destination;
  return {
    ...askingNothing,
    at,
    action,
    source: anyOf.any4,
    destination: four,
    unresolved: cursor.words.slice(cursor.next),
    label: "",
  };
}

/** An entry whose conditions the model keeps as text: frames, addresses of web pages, what nobody understood. */
export function textEntry(action: "permit" | "deny", words: readonly string[], at: readonly LineRange[]): Entry {
  return { ...askingNothing, at, action, log: words.includes("log"), unresolved: [words.join(" ")], label: "" };
}
