import type { ServiceMatch } from "../../src/model/address.ts";
import { askingNothing, type AclEntry } from "../../src/model/acl.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import {
  actionAt,
  fromAnyIpv4,
  ipv4AddressAt,
  ipv6AddressAt,
  isIpv6AddressWord,
  only,
  protocolNumber,
  type AddressForms,
  type EntryGround,
} from "../lib/cisco/entry-words.ts";
import { destinationPortsAt, portsAt } from "../lib/cisco/ports.ts";
import { oneService, onlyProtocol } from "../lib/cisco/shared-services.ts";
import { conditionsAt } from "./acl-conditions.ts";
import { portNames } from "../lib/cisco/packet-names.ts";

const nothing: readonly never[] = [];
const extendedForms: AddressForms = { group: "object-group", bareHost: false, prefixes: false };
const standardForms: AddressForms = { ...extendedForms, bareHost: true };

/** "permit|deny source [log]" of a standard list; null where it is no such thing. */
export function standardEntry(cursor: Cursor, ground: EntryGround): AclEntry | null {
  const action = actionAt(cursor);
  if (action === null) return null;
  const source = ipv4AddressAt(cursor, standardForms);
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
    if (number !== null) protocols = onlyProtocol(number);
    else if (family === 6 && isIpv6AddressWord(word)) cursor.next -= 1;
    else unknownProtocol = word;
  }
  const addressAt = family === 4 ? ipv4AddressAt : ipv6AddressAt;
  const source = addressAt(cursor, extendedForms);
  if (source === null) return null;
  const sourcePorts = portsAt(cursor, portNames(protocols));
  const destination = addressAt(cursor, extendedForms);
  if (destination === null) return null;
  const destinationPorts = destinationPortsAt(cursor, portNames(protocols));
  const conditions = conditionsAt(cursor, protocols, family);
  return {
    label: ground.label,
    at: ground.at,
    remarks: ground.remarks,
    action,
    source: only(source),
    destination: only(destination),
    services:
      serviceGroup !== null ? nothing : oneService({ protocols, sourcePorts, destinationPorts, icmp: conditions.icmp }),
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
