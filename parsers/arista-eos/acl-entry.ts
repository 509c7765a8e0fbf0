import { askingNothing, type AclEntry } from "../../src/model/acl.ts";
import type { ServiceMatch } from "../../src/model/address.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import {
  actionAt,
  fromAnyIpv4,
  ipv4AddressAt,
  ipv6AddressAt,
  only,
  type AddressForms,
  type EntryGround,
} from "../lib/cisco/entry-words.ts";
import { destinationPortsAt, portsAt } from "../lib/cisco/ports.ts";
import { oneService, onlyProtocol } from "../lib/cisco/shared-services.ts";
import { conditionsAt } from "./acl-conditions.ts";
import { portNames, protocolNumber } from "./packet-names.ts";

/** No group of addresses is known in lists of EOS; masks are wildcards, contiguous or not. */
const forms: AddressForms = { group: "field-set", bareHost: false, prefixes: true };
const standardForms: AddressForms = { ...forms, bareHost: true };

const none: readonly never[] = [];

function isText(text: string | null): text is string {
  return text !== null;
}

/** "permit|deny SOURCE [log]" of a standard list; null where it is no such thing. */
export function standardEntry(cursor: Cursor, family: 4 | 6, ground: EntryGround): AclEntry | null {
  const action = actionAt(cursor);
  if (action === null) return null;
  const source = family === 4 ? ipv4AddressAt(cursor, standardForms) : ipv6AddressAt(cursor, standardForms);
  if (source === null) return null;
  const rest = cursor.words.slice(cursor.next);
  const log = rest[0] === "log";
  return {
    ...askingNothing,
    ...ground,
    action,
    source: only(source),
    destination: family === 4 ? fromAnyIpv4 : only({ kind: "any", family: 6 }),
    log,
    unresolved: log ? rest.slice(1) : rest,
  };
}

/** "permit|deny [vlan [inner] ID MASK] PROTOCOL SOURCE [ports] DESTINATION [ports] [conditions]". */
export function extendedEntry(cursor: Cursor, family: 4 | 6, ground: EntryGround): AclEntry | null {
  const action = actionAt(cursor);
  const vlan = vlanAt(cursor);
  const word = cursor.words[cursor.next];
  if (action === null || word === undefined) return null;
  cursor.next += 1;
  let protocols: ServiceMatch["protocols"] = "any";
  let unknownProtocol: string | null = null;
  if (word !== "ip" && word !== "ipv6") {
    const number = protocolNumber(word, family);
    if (number === null) unknownProtocol = word;
    else protocols = onlyProtocol(number);
  }
  const names = portNames(protocols);
  const addressAt = family === 4 ? ipv4AddressAt : ipv6AddressAt;
  const source = addressAt(cursor, forms);
  if (source === null) return null;
  const sourcePorts = portsAt(cursor, names);
  const destination = addressAt(cursor, forms);
  if (destination === null) return null;
  const destinationPorts = destinationPortsAt(cursor, names);
  const conditions = conditionsAt(cursor, protocols, family);
  const before = vlan === null && unknownProtocol === null ? none : [vlan, unknownProtocol].filter(isText);
  return {
    label: ground.label,
    at: ground.at,
    remarks: ground.remarks,
    action,
    source: only(source),
    destination: only(destination),
    services: oneService({ protocols, sourcePorts, destinationPorts, icmp: conditions.icmp }),
    serviceGroups: askingNothing.serviceGroups,
    established: conditions.established,
    tcpFlags: conditions.tcpFlags,
    fragments: conditions.fragments,
    dscp: conditions.dscp,
    timeRange: null,
    log: conditions.log,
    inactive: false,
    unresolved: before.length === 0 ? conditions.unresolved : [...before, ...conditions.unresolved],
  };
}

/** "vlan [inner] ID MASK" before the protocol: a condition that the model has no word for. */
function vlanAt(cursor: Cursor): string | null {
  const start = cursor.next;
  if (cursor.words[start] !== "vlan") return null;
  cursor.next += cursor.words[start + 1] === "inner" ? 4 : 3;
  return cursor.words.slice(start, cursor.next).join(" ");
}
