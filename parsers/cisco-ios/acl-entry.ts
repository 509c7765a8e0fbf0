import type { AddressMatch, AddressSpec, ServiceMatch } from "../../src/model/address.ts";
import { askingNothing, type AclEntry } from "../../src/model/acl.ts";
import type { LineRange } from "../../src/model/fact.ts";
import { decimal, ipv4Match, ipv4Number, ipv6Host, ipv6Prefix } from "../lib/cisco/addresses.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import { portsAt } from "../lib/cisco/ports.ts";
import { conditionsAt } from "./acl-conditions.ts";
import { portNames, protocolNumbers } from "../lib/cisco/packet-names.ts";

export interface EntryGround {
  readonly label: string;
  readonly at: readonly LineRange[];
  readonly remarks: readonly string[];
}

const nothing: readonly never[] = [];
const anyIpv4: AddressMatch = { kind: "any", family: 4 };
const anyIpv6: AddressMatch = { kind: "any", family: 6 };
const fromAnyIpv4: AddressSpec = { include: [anyIpv4], exclude: nothing };
const fromAnyIpv6: AddressSpec = { include: [anyIpv6], exclude: nothing };

/** A condition of one match; the two that stand for any are shared, since long lists are mostly made of them. */
function only(match: AddressMatch): AddressSpec {
  if (match === anyIpv4) return fromAnyIpv4;
  return match === anyIpv6 ? fromAnyIpv6 : { include: [match], exclude: nothing };
}

/** "permit|deny source [log]" of a standard list; null where it is no such thing. */
export function standardEntry(cursor: Cursor, ground: EntryGround): AclEntry | null {
  const action = actionAt(cursor);
  if (action === null) return null;
  const source = ipv4AddressAt(cursor, true);
  if (source === null) return null;
  const rest = cursor.words.slice(cursor.next);
  const log = rest[0] === "log" || rest[0] === "smartlog";
  return {
    ...askingNothing,
    ...ground,
    action,
    source: only(source),
    destination: fromAnyIpv4,
    log,
    unresolved: log ? rest.slice(2) : rest,
  };
}

/** "permit|deny protocol source [ports] destination [ports] [conditions]" of an extended IPv4 or an IPv6 list. */
export function extendedEntry(cursor: Cursor, family: 4 | 6, ground: EntryGround): AclEntry | null {
  const action = actionAt(cursor);
  const word = cursor.words[cursor.next];
  if (action === null || word === undefined) return null;
  cursor.next += 1;
  let unknownProtocol: string | null = null;
  let serviceGroup: string | null = null;
  let protocols: ServiceMatch["protocols"] = "any";
  if (word === "object-group") {
    const name = cursor.words[cursor.next];
    if (name === undefined) return null;
    cursor.next += 1;
    serviceGroup = name;
  } else if (word !== "ip" && word !== "ipv6") {
    const number = protocolNumber(word, family);
    // In an IPv6 list the protocol may be left out: the address comes first.
    if (number !== null) protocols = [number];
    else if (family === 6 && isIpv6AddressWord(word)) cursor.next -= 1;
    else unknownProtocol = word;
  }
  const addressAt = family === 4 ? ipv4AddressAt : ipv6AddressAt;
  const source = addressAt(cursor, false);
  if (source === null) return null;
  const sourcePorts = portsAt(cursor, portNames(protocols));
  const destination = addressAt(cursor, false);
  if (destination === null) return null;
  const destinationPorts = portsAt(cursor, portNames(protocols));
  const conditions = conditionsAt(cursor, protocols, family);
  return {
    ...ground,
    action,
    source: only(source),
    destination: only(destination),
    services: serviceGroup !== null ? nothing : [{ protocols, sourcePorts, destinationPorts, icmp: conditions.icmp }],
    serviceGroups: serviceGroup === null ? nothing : [serviceGroup],
    established: conditions.established,
    tcpFlags: conditions.tcpFlags,
    fragments: conditions.fragments,
    dscp: conditions.dscp,
    timeRange: conditions.timeRange,
    log: conditions.log,
    inactive: false,
    unresolved: unknownProtocol === null ? conditions.unresolved : [unknownProtocol, ...conditions.unresolved],
  };
}

function actionAt(cursor: Cursor): "permit" | "deny" | null {
  const word = cursor.words[cursor.next];
  if (word !== "permit" && word !== "deny") return null;
  cursor.next += 1;
  return word;
}

function protocolNumber(word: string, family: 4 | 6): number | null {
  if (family === 6 && word === "icmp") return 58;
  const number = protocolNumbers.get(word) ?? decimal(word);
  return number !== null && number <= 255 ? number : null;
}

function ipv4AddressAt(cursor: Cursor, standard: boolean): AddressMatch | null {
  const word = cursor.words[cursor.next];
  if (word === undefined) return null;
  if (word === "any") {
    cursor.next += 1;
    return anyIpv4;
  }
  const second = cursor.words[cursor.next + 1];
  if (word === "host") {
    if (second === undefined) return null;
    cursor.next += 2;
    const host = ipv4Number(second);
    return host === null ? { kind: "unresolved", text: second, why: "a host name" } : ipv4Match(host, 0);
  }
  if (word === "object-group" && second !== undefined) {
    cursor.next += 2;
    return { kind: "group", name: second };
  }
  if (word === "fqdn-group" && second !== undefined) {
    cursor.next += 2;
    return { kind: "unresolved", text: second, why: "a group of domain names" };
  }
  const address = ipv4Number(word);
  if (address === null) return null;
  const wildcard = ipv4Number(second);
  if (wildcard !== null) {
    cursor.next += 2;
    return ipv4Match(address, wildcard);
  }
  if (!standard) return null;
  cursor.next += 1;
  return ipv4Match(address, 0);
}

function isIpv6AddressWord(word: string): boolean {
  return word === "any" || word === "host" || ipv6Prefix(word) !== null;
}

function ipv6AddressAt(cursor: Cursor): AddressMatch | null {
  const word = cursor.words[cursor.next];
  if (word === undefined) return null;
  const second = cursor.words[cursor.next + 1];
  if (word === "any") {
    cursor.next += 1;
    return anyIpv6;
  }
  if (word === "host") {
    const host = ipv6Host(second);
    if (second === undefined) return null;
    cursor.next += 2;
    return host ?? { kind: "unresolved", text: second, why: "a host name" };
  }
  if (word === "object-group" && second !== undefined) {
    cursor.next += 2;
    return { kind: "group", name: second };
  }
  const prefix = ipv6Prefix(word);
  if (prefix !== null) cursor.next += 1;
  return prefix;
}
