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
import { portsAt } from "../lib/cisco/ports.ts";
import { conditionsAt, destinationPortsAt } from "./acl-conditions.ts";
import { portNames, protocolNumber } from "./packet-names.ts";

/** No group of addresses is known in lists of EOS; masks are wildcards, contiguous or not. */
const forms: AddressForms = { group: "field-set", bareHost: false, prefixes: true };
const standardForms: AddressForms = { ...forms, bareHost: true };

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
  const unresolved: string[] = [];
  if (cursor.words[cursor.next] === "vlan") {
    const end = cursor.next + (cursor.words[cursor.next + 1] === "inner" ? 4 : 3);
    unresolved.push(cursor.words.slice(cursor.next, end).join(" "));
    cursor.next = end;
  }
  const word = cursor.words[cursor.next];
  if (action === null || word === undefined) return null;
  cursor.next += 1;
  let protocols: ServiceMatch["protocols"] = "any";
  if (word !== "ip" && word !== "ipv6") {
    const number = protocolNumber(word, family);
    if (number === null) unresolved.push(word);
    else protocols = [number];
  }
  const addressAt = family === 4 ? ipv4AddressAt : ipv6AddressAt;
  const source = addressAt(cursor, forms);
  if (source === null) return null;
  const sourcePorts = portsAt(cursor, portNames(protocols));
  const destination = addressAt(cursor, forms);
  if (destination === null) return null;
  const destinationPorts = destinationPortsAt(cursor, portNames(protocols));
  const { icmp, ...conditions } = conditionsAt(cursor, protocols, family);
  return {
    ...askingNothing,
    ...ground,
    ...conditions,
    action,
    source: only(source),
    destination: only(destination),
    services: [{ protocols, sourcePorts, destinationPorts, icmp }],
    unresolved: [...unresolved, ...conditions.unresolved],
  };
}
