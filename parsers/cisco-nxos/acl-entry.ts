import type { AclEntry, FragmentKind, TcpFlagsMatch } from "../../src/model/acl.ts";
import type { PortMatch, ServiceMatch } from "../../src/model/address.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { codePoint, precedencePoints } from "../lib/cisco/code-point-words.ts";
import {
  actionAt,
  ipv4AddressAt,
  ipv6AddressAt,
  only,
  protocolNumber,
  type AddressForms,
  type EntryGround,
} from "../lib/cisco/entry-words.ts";
import { flagTest, tcpFlagWords } from "../lib/cisco/flag-words.ts";
import { icmpAt } from "../lib/cisco/icmp-words.ts";
import { portNames } from "../lib/cisco/packet-names.ts";
import { destinationPortsAt, portsAt } from "../lib/cisco/ports.ts";
import { oneService, onlyProtocol } from "../lib/cisco/shared-services.ts";
import { bothCodePoints } from "../lib/code-points.ts";

const nothing: readonly never[] = [];
const forms: AddressForms = { group: "addrgroup", bareHost: false, prefixes: true };

/**
 * "permit|deny PROTOCOL SOURCE [PORTS] DESTINATION [PORTS] [OPTIONS]" of an IPv4 or IPv6 list ("permit (IPv4)" and
 * "permit (IPv6)", Cisco Nexus 7000 Series NX-OS Security Command Reference); null where it is no such thing.
 */
export function ipEntry(cursor: Cursor, family: 4 | 6, ground: EntryGround): AclEntry | null {
  const action = actionAt(cursor);
  const word = cursor.words[cursor.next];
  if (action === null || word === undefined) return null;
  cursor.next += 1;
  let protocols: ServiceMatch["protocols"] = "any";
  let strange: string | null = null;
  if (word !== "ip" && word !== "ipv6") {
    const number = protocolNumber(word, family);
    if (number === null) strange = word;
    else protocols = onlyProtocol(number);
  }
  const addressAt = family === 4 ? ipv4AddressAt : ipv6AddressAt;
  const source = addressAt(cursor, forms);
  if (source === null) return null;
  const sourcePorts = portsOrGroupAt(cursor, protocols, portsAt);
  const destination = addressAt(cursor, forms);
  if (destination === null) return null;
  const destinationPorts = portsOrGroupAt(cursor, protocols, destinationPortsAt);
  const conditions = conditionsAt(cursor, protocols, family);
  const { unresolved } = conditions;
  return {
    label: ground.label,
    at: ground.at,
    remarks: ground.remarks,
    action,
    source: only(source),
    destination: only(destination),
    services: oneService({ protocols, sourcePorts, destinationPorts, icmp: conditions.icmp }),
    serviceGroups: nothing,
    established: conditions.established,
    tcpFlags: conditions.tcpFlags,
    fragments: conditions.fragments,
    dscp: conditions.dscp,
    timeRange: conditions.timeRange,
    log: conditions.log,
    inactive: false,
    unresolved: strange === null ? unresolved : [strange, ...unresolved],
  };
}

function portsOrGroupAt(cursor: Cursor, protocols: ServiceMatch["protocols"], read: typeof portsAt): PortMatch {
  const name = cursor.words[cursor.next + 1];
  if (cursor.words[cursor.next] !== "portgroup" || name === undefined) return read(cursor, portNames(protocols));
  cursor.next += 2;
  return { kind: "group", name };
}

interface Conditions {
  icmp: ServiceMatch["icmp"];
  established: boolean;
  tcpFlags: readonly TcpFlagsMatch[] | null;
  fragments: readonly FragmentKind[] | null;
  dscp: readonly number[] | null;
  timeRange: string | null;
  log: boolean;
  unresolved: readonly string[];
}

const unconditional: Conditions = {
  icmp: null,
  established: false,
  tcpFlags: null,
  fragments: null,
  dscp: null,
  timeRange: null,
  log: false,
  unresolved: nothing,
};

/**
 * Options stand in any order. Of several flags the command reference says that packets match "that have the specified
 * flags set", which leaves open whether all or any: they stay unresolved, as do the options the model has no word for.
 */
function conditionsAt(cursor: Cursor, protocols: ServiceMatch["protocols"], family: 4 | 6): Conditions {
  const { words } = cursor;
  if (cursor.next >= words.length) return unconditional;
  const found: Conditions = { ...unconditional };
  const unresolved: string[] = [];
  const flags: string[] = [];
  const protocol = protocols === "any" ? null : (protocols[0] ?? null);
  while (cursor.next < words.length) {
    const start = cursor.next;
    const word = words[start] ?? "";
    const value = words[start + 1];
    cursor.next += 1;
    if (word === "log") found.log = true;
    else if (word === "fragments") found.fragments = ["later"];
    else if (word === "established" && protocol === 6) found.established = true;
    else if (protocol === 6 && tcpFlagWords.has(word)) flags.push(word);
    else if (word === "time-range" && value !== undefined) {
      found.timeRange = value;
      cursor.next += 1;
    } else if ((word === "dscp" || word === "precedence") && value !== undefined) {
      const points = word === "dscp" ? codePoint(value) : precedencePoints(value);
      if (points === null) unresolved.push(`${word} ${value}`);
      else found.dscp = bothCodePoints(found.dscp, points);
      cursor.next += 1;
    } else if (word === "capture" && value === "session") cursor.next += 2;
    else if ((protocol === 1 || protocol === 58) && found.icmp === null && isIcmp(cursor, start, family, found))
      continue;
    else {
      cursor.next = start + 1 + valuesOf(word, words, start + 1);
      unresolved.push(words.slice(start, cursor.next).join(" "));
    }
  }
  const [one, ...others] = flags;
  if (one !== undefined && others.length === 0) found.tcpFlags = [flagTest(`+${one}`)];
  else if (flags.length > 0) unresolved.push(flags.join(" "));
  return unresolved.length > 0 ? { ...found, unresolved } : found;
}

function isIcmp(cursor: Cursor, start: number, family: 4 | 6, found: Conditions): boolean {
  cursor.next = start;
  found.icmp = icmpAt(cursor, family);
  if (found.icmp === null) cursor.next = start + 1;
  return found.icmp !== null;
}

/** How many words an option that is not resolved takes. */
function valuesOf(word: string, words: readonly string[], next: number): number {
  if (word === "packet-length" || word === "ttl")
    return words[next] === "range" ? 3 : decimal(words[next]) === null ? 2 : 1;
  return word === "nve" ? 2 : 1;
}
