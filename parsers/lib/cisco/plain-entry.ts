import type { AclEntry } from "../../../src/model/acl.ts";
import { anyPort, type AddressMatch, type PortMatch, type ServiceMatch } from "../../../src/model/address.ts";
import { ipv4Match, ipv4Number, ipv4Prefix } from "./addresses.ts";
import { anyIpv4, only, onlyProtocol, type EntryGround } from "./entry-words.ts";
import type { Statement } from "../indented.ts";
import type { Ledger } from "../ledger.ts";
import type { PortNames } from "./ports.ts";
import { onePort, oneService } from "./shared-services.ts";

/** How a language writes the entries that nearly all long lists are made of. */
export interface PlainForms {
  /** The words for every protocol, each with the blank after it: "ip ". */
  readonly anyProtocol: readonly string[];
  /** Whether a mask's ones are kept (a netmask) or not asked for (a wildcard). */
  readonly netmasks: boolean;
  /** "192.0.2.0/24" is a network. */
  readonly prefixes: boolean;
  readonly portNames: (protocols: ServiceMatch["protocols"]) => PortNames;
}

/** What such an entry says; "any" is `anyIpv4` itself. */
export interface PlainEntry {
  readonly action: "permit" | "deny";
  readonly source: AddressMatch;
  readonly destination: AddressMatch;
  readonly services: readonly ServiceMatch[];
  readonly log: boolean;
}

/** Where in a line reading has come to: at a word's first character, or past the end. */
interface Place {
  readonly text: string;
  next: number;
}

/**
 * "permit|deny ip|tcp|udp|icmp SOURCE [eq|range PORTS] DESTINATION [eq|range PORTS] [log]" of an IPv4 list, from a column
 * on, by single blanks: read where it stands, without splitting it into words. Null for everything else, which the
 * language's own reader must read; what both read they read alike.
 */
export function plainEntryAt(text: string, from: number, forms: PlainForms): PlainEntry | null {
  const action = text.startsWith("permit ", from) ? "permit" : text.startsWith("deny ", from) ? "deny" : null;
  if (action === null) return null;
  const place: Place = { text, next: from + action.length + 1 };
  const protocols = protocolAt(place, forms);
  if (protocols === null) return null;
  const names = protocols === "any" || protocols[0] === 1 ? null : forms.portNames(protocols);
  const source = addressAt(place, forms);
  if (source === null) return null;
  const sourcePorts = names === null ? anyPort : portsAt(place, names);
  if (sourcePorts === null) return null;
  const destination = addressAt(place, forms);
  if (destination === null) return null;
  const destinationPorts = names === null ? anyPort : portsAt(place, names);
  if (destinationPorts === null) return null;
  const log = place.next < text.length;
  if (log && !(text.length - place.next === 3 && text.endsWith("log"))) return null;
  const services = oneService({ protocols, sourcePorts, destinationPorts, icmp: null });
  return { action, source, destination, services, log };
}

const nothing: readonly never[] = [];

/** The entry of the model that says so, and asks nothing else. */
export function plainlyAsking(found: PlainEntry, ground: EntryGround): AclEntry {
  return {
    label: ground.label,
    at: ground.at,
    remarks: ground.remarks,
    action: found.action,
    source: only(found.source),
    destination: only(found.destination),
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
  };
}

/** Such an entry of a list, and the number that it begins with; null where it has none. */
export interface NumberedEntry {
  readonly number: string | null;
  readonly entry: PlainEntry;
}

/** The usual entry in a statement, from a column of its line on; the ledger is told that the line holds no secret. */
export function plainStatement(
  ledger: Ledger,
  { text, line }: Statement,
  from: number,
  forms: PlainForms,
): NumberedEntry | null {
  if (text === undefined) return null;
  const end = numberEnd(text, from);
  const entry = plainEntryAt(text, end === from ? from : end + 1, forms);
  if (entry === null) return null;
  ledger.plain(line);
  return { number: end === from ? null : text.slice(from, end), entry };
}

/** Where the number that begins at a column ends, which a blank follows; the column itself where none stands there. */
function numberEnd(text: string, from: number): number {
  let end = from;
  while (end < from + 10 && isDigit(text.charCodeAt(end))) end += 1;
  return text.charCodeAt(end) === 32 ? end : from;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function protocolAt(place: Place, { anyProtocol }: PlainForms): ServiceMatch["protocols"] | null {
  if (take(place, "tcp ")) return onlyProtocol(6);
  if (take(place, "udp ")) return onlyProtocol(17);
  for (const word of anyProtocol) if (take(place, word)) return "any";
  return take(place, "icmp ") ? onlyProtocol(1) : null;
}

function take(place: Place, word: string): boolean {
  if (!place.text.startsWith(word, place.next)) return false;
  place.next += word.length;
  return true;
}

function wordEnd({ text, next }: Place): number {
  const end = text.indexOf(" ", next);
  return end < 0 ? text.length : end;
}

function addressAt(place: Place, { netmasks, prefixes }: PlainForms): AddressMatch | null {
  const { text } = place;
  if (take(place, "host ")) {
    const start = place.next;
    const end = wordEnd(place);
    const host = ipv4Number(text, end, start);
    place.next = end + 1;
    return host === null ? null : ipv4Match(host, 0, text.slice(start, end));
  }
  const start = place.next;
  const end = wordEnd(place);
  place.next = end + 1;
  if (end - start === 3) return text.startsWith("any", start) ? anyIpv4 : null;
  const address = ipv4Number(text, end, start);
  if (address === null) return prefixes ? ipv4Prefix(text.slice(start, end)) : null;
  const maskEnd = wordEnd(place);
  const mask = ipv4Number(text, maskEnd, place.next);
  place.next = maskEnd + 1;
  return mask === null ? null : ipv4Match(address, netmasks ? ~mask >>> 0 : mask, text.slice(start, end));
}

/** Null where the ports are more than a number, a name or a range. */
function portsAt(place: Place, names: PortNames): PortMatch | null {
  if (take(place, "eq ")) {
    const port = portAt(place, names);
    return port === null ? null : onePort(port);
  }
  if (!take(place, "range ")) return anyPort;
  const first = portAt(place, names);
  const second = portAt(place, names);
  if (first === null || second === null) return null;
  return { kind: "ranges", ranges: [[Math.min(first, second), Math.max(first, second)]] };
}

function portAt(place: Place, names: PortNames): number | null {
  const start = place.next;
  const end = wordEnd(place);
  place.next = end + 1;
  if (!isDigit(place.text.charCodeAt(start))) return names(place.text.slice(start, end)) ?? null;
  let port = 0;
  for (let index = start; index < end; index += 1) {
    const digit = place.text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return null;
    port = port * 10 + digit;
    if (port > 65_535) return null;
  }
  return port;
}
