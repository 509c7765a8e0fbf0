import type { AclEntry, FragmentKind, TcpFlagsMatch } from "../../src/model/acl.ts";
import { anyPort, type AddressMatch, type PortMatch, type ServiceMatch } from "../../src/model/address.ts";
import { bothCodePoints } from "../lib/code-points.ts";
import { decimal, ipv6Groups, ipv6Text } from "../lib/cisco/addresses.ts";
import { codePoint, precedencePoints } from "../lib/cisco/code-point-words.ts";
import type { Cursor } from "../lib/cisco/cursor.ts";
import {
  actionAt,
  fromAnyIpv4,
  ipv4AddressAt,
  ipv6AddressAt,
  only,
  protocolNumber,
  type AddressForms,
  type EntryGround,
} from "../lib/cisco/entry-words.ts";
import { allOf, flagTest, signedFlagsAt, tcpFlagWords } from "../lib/cisco/flag-words.ts";
import { icmpAt } from "../lib/cisco/icmp-words.ts";
import { xrPortNames } from "./port-names.ts";
import { destinationPortsAt, portsAt } from "../lib/cisco/ports.ts";
import { oneService, onlyProtocol } from "../lib/cisco/shared-services.ts";

const nothing: readonly never[] = [];
const forms: AddressForms = { group: "net-group", bareHost: false, prefixes: true };
const shortForms: AddressForms = { ...forms, bareHost: true };

/**
 * "permit|deny [protocol] source [ports] [destination [ports] conditions]" ("permit (IPv4)" and "permit (IPv6)",
 * IP Addresses and Services Command Reference). Without a protocol the source comes first, and the destination may be
 * left out: the short form that stands for the standard lists of IOS.
 */
export function readEntry(cursor: Cursor, family: 4 | 6, ground: EntryGround): AclEntry | null {
  const action = actionAt(cursor);
  const word = cursor.words[cursor.next];
  if (action === null || word === undefined) return null;
  let protocols: ServiceMatch["protocols"] = "any";
  let unknownProtocol: string | null = null;
  const short = addressAt({ words: cursor.words, next: cursor.next }, family, shortForms) !== null;
  if (!short) {
    cursor.next += 1;
    const number = protocolNumber(word, family);
    if (number !== null) protocols = onlyProtocol(number);
    else if (word === "icmpv6" && family === 6) protocols = onlyProtocol(58);
    else if (word !== `ipv${family}` && word !== "ip") unknownProtocol = word;
  }
  const source = addressAt(cursor, family, short ? shortForms : forms);
  if (source === null) return null;
  const sourcePorts = portsOf(cursor, protocols, portsAt);
  const destination = addressAt(cursor, family, forms);
  if (destination === null && !short) return null;
  const destinationPorts = portsOf(cursor, protocols, destinationPortsAt);
  const conditions = conditionsAt(cursor, protocols, family);
  return {
    label: ground.label,
    at: ground.at,
    remarks: ground.remarks,
    action,
    source: only(source),
    destination: destination === null ? anywhere(family) : only(destination),
    services: oneService({ protocols, sourcePorts, destinationPorts, icmp: conditions.icmp }),
    serviceGroups: nothing,
    established: conditions.established,
    tcpFlags: conditions.tcpFlags,
    fragments: conditions.fragments,
    dscp: conditions.dscp,
    timeRange: null,
    log: conditions.log,
    inactive: false,
    unresolved: unknownProtocol === null ? conditions.unresolved : [unknownProtocol, ...conditions.unresolved],
  };
}

const fromAnyIpv6 = { include: [{ kind: "any", family: 6 }] as const, exclude: [] };
const anywhere = (family: 4 | 6) => (family === 4 ? fromAnyIpv4 : fromAnyIpv6);

function addressAt(cursor: Cursor, family: 4 | 6, written: AddressForms): AddressMatch | null {
  if (family === 4) return ipv4AddressAt(cursor, written);
  return ipv6AddressAt(cursor, written) ?? ipv6WildcardAt(cursor);
}

/** "ADDRESS MASK": IPv6 wildcard bits, which the model cannot hold ("permit (IPv6)", since 4.3). */
function ipv6WildcardAt(cursor: Cursor): AddressMatch | null {
  const [first, second] = [cursor.words[cursor.next], cursor.words[cursor.next + 1]];
  const address = ipv6Groups(first);
  const mask = ipv6Groups(second);
  if (address === null || mask === null) return null;
  cursor.next += 2;
  return { kind: "unresolved", text: `${ipv6Text(address)} ${ipv6Text(mask)}`, why: "an IPv6 wildcard mask" };
}

function portsOf(cursor: Cursor, protocols: ServiceMatch["protocols"], read: typeof portsAt): PortMatch {
  const name = cursor.words[cursor.next + 1];
  if (cursor.words[cursor.next] === "port-group" && name !== undefined) {
    cursor.next += 2;
    return { kind: "group", name };
  }
  // Only an entry for TCP, UDP or SCTP may ask for ports; a bare port takes no comparison for granted.
  return protocols === "any" ? anyPort : read(cursor, xrPortNames(protocols));
}

interface Conditions {
  icmp: ServiceMatch["icmp"];
  established: boolean;
  tcpFlags: readonly TcpFlagsMatch[] | null;
  fragments: readonly FragmentKind[] | null;
  dscp: readonly number[] | null;
  log: boolean;
  readonly unresolved: string[];
}

const unconditional: Conditions = {
  icmp: null,
  established: false,
  tcpFlags: null,
  fragments: null,
  dscp: null,
  log: false,
  unresolved: [],
};

/** Words that say what becomes of a packet that matches, not which packets do, with how many words follow each. */
const actions: ReadonlyMap<string, number> = new Map([
  ["capture", 0],
  ["icmp-off", 0],
  ["counter", 1],
  ["set", 2],
]);

const nexthops: ReadonlySet<string> = new Set(["nexthop1", "nexthop2", "nexthop3"]);

/**
 * Reads the words after the destination; what the model has no word for ends up in `unresolved`. "fragments" asks for
 * noninitial fragments only ("Implementing Access Lists and Prefix Lists", "Extended Access Lists with Fragment
 * Control", IP Addresses and Services Configuration Guide). "nexthop1" … forward what a permitting entry matches
 * (ACL-based forwarding) and ask nothing of it.
 */
function conditionsAt(cursor: Cursor, protocols: ServiceMatch["protocols"], family: 4 | 6): Conditions {
  const { words } = cursor;
  if (cursor.next >= words.length) return unconditional;
  const found: Conditions = { ...unconditional, unresolved: [] };
  const protocol = protocols === "any" ? null : (protocols[0] ?? null);
  if (protocol === 1 || protocol === 58) found.icmp = icmpAt(cursor, family);
  const flags: TcpFlagsMatch[] = [];
  while (cursor.next < words.length) {
    const start = cursor.next;
    const word = words[start] ?? "";
    const value = words[start + 1];
    cursor.next += 1;
    const follow = actions.get(word);
    if (word === "log" || word === "log-input") found.log = true;
    else if (word === "established" && protocol === 6) found.established = true;
    else if (word === "fragments") found.fragments = ["later"];
    else if (follow !== undefined) cursor.next += follow;
    else if (word === "default" && nexthops.has(value ?? "")) continue;
    else if (nexthops.has(word)) passNexthop(cursor);
    else if (protocol === 6 && tcpFlagWords.has(word)) flags.push(flagTest(`+${word}`));
    else if (protocol === 6 && (word === "match-any" || word === "match-all")) {
      const signed = signedFlagsAt(cursor);
      const tests = word === "match-any" ? signed.map(flagTest) : allOf(signed);
      if (tests.length === 0) found.unresolved.push(words.slice(start, cursor.next).join(" "));
      flags.push(...tests);
    } else if ((word === "dscp" || word === "precedence") && value !== undefined) {
      const eq = value === "eq" ? 1 : 0;
      const named = words[start + 1 + eq] ?? "";
      const points = word === "dscp" ? codePoint(named) : precedencePoints(named);
      if (points === null) {
        found.unresolved.push(words.slice(start).join(" "));
        cursor.next = words.length;
      } else {
        found.dscp = bothCodePoints(found.dscp, points);
        cursor.next += 1 + eq;
      }
    } else {
      // Packet length, TTL, fragment offset, extension headers, policers: conditions that the model has no word for.
      found.unresolved.push(words.slice(start).join(" "));
      cursor.next = words.length;
    }
  }
  if (flags.length > 0) found.tcpFlags = flags;
  return found;
}

/** "nexthop1 [track T] [vrf V] [ipv4|ipv6] [ADDRESS]". */
function passNexthop(cursor: Cursor): void {
  for (;;) {
    const word = cursor.words[cursor.next];
    if (word === "track" || word === "vrf" || word === "ipv4" || word === "ipv6") cursor.next += 2;
    else if (word !== undefined && (/^\d+\.\d+\.\d+\.\d+$/.test(word) || ipv6Groups(word) !== null)) cursor.next += 1;
    else return;
  }
}

/** The number of an entry that states one before it. */
export function numberBefore(words: readonly string[]): number | null {
  return decimal(words[0]);
}
