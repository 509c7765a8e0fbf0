import type { AclEntry, AclSet, FirewallPolicy, FragmentKind, TcpFlagsMatch } from "../../model/acl.ts";
import { zoneNames, type Zones } from "../../acl/sets/conditions.ts";
import type { AddressMatch, AddressSpec, PortMatch, ServiceMatch } from "../../model/address.ts";

/**
 * An ACL entry in words that stay when entries are put above it or renumbered: its name where it has
 * one, else what it matches. Sequence numbers are left out, since many platforms only count.
 */
export function entrySubject(acl: AclSet, entry: AclEntry): string {
  const words = /^\d+$/.test(entry.label) ? entryWords(entry) : `"${entry.label}"`;
  return `${aclSubject(acl)} entry ${words}`;
}

export function aclSubject({ kind, name }: AclSet): string {
  return kind.includes("filter") || kind.includes("policy") ? `${kind} "${name}"` : `access-list "${name}"`;
}

/** What nobody wrote is called no policy: the platform's own rule, by the platform's or the parser's name. */
export function policySubject({ name, scope, fromZones, toZones, implied }: FirewallPolicy): string {
  // Some vendors name a policy by its zones already.
  if (name.includes(" policy ")) return scope === null ? name : `${name} of "${scope}"`;
  return `${implied === true ? "implied rule" : "policy"} "${name}"${scope === null ? "" : ` of "${scope}"`} from ${zoneWords(fromZones)} to ${zoneWords(toZones)}`;
}

/** The same words at the start of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function zoneWords(zones: Zones): string {
  const names = some(zoneNames(zones).map((zone) => `"${zone}"`));
  if (zones === "any") return "any";
  return "except" in zones ? `any but ${names}` : names;
}

function entryWords(entry: AclEntry): string {
  const services = [
    ...entry.services.map(serviceWords),
    ...entry.serviceGroups.map((name) => `service group "${name}"`),
  ];
  return [
    entry.action,
    some(services),
    addressWords(entry.source),
    "to",
    addressWords(entry.destination),
    ...(entry.established ? ["established"] : []),
    ...(entry.fragments === null ? [] : [fragmentWords(entry.fragments)]),
    ...(entry.tcpFlags === null ? [] : [`flags ${some(entry.tcpFlags.map(flagWords), " or ")}`]),
    ...(entry.dscp === null ? [] : [`dscp ${some(rangeWords(entry.dscp))}`]),
    ...(entry.timeRange === null ? [] : [`time-range ${entry.timeRange}`]),
  ].join(" ");
}

function fragmentWords(kinds: readonly FragmentKind[]): string {
  return kinds.length === 1 && kinds[0] === "later" ? "fragments" : `fragments ${some(kinds)}`;
}

/** Names of TCP's flags from the lowest bit (RFC 9293, 3.1). */
const flagNames: readonly string[] = ["fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"];

/** "+syn -ack": what is asked to be set, and what not to be. */
function flagWords({ mask, value }: TcpFlagsMatch): string {
  const asked = flagNames.flatMap((name, bit) =>
    (mask & (1 << bit)) === 0 ? [] : [`${(value & (1 << bit)) === 0 ? "-" : "+"}${name}`],
  );
  return asked.length === 0 ? "any" : asked.join(" ");
}

/** Numbers in ascending order, those in a row as a range. */
function rangeWords(numbers: readonly number[]): string[] {
  const ranges: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([low, high]) => (low === high ? String(low) : `${low}-${high}`));
}

/** IANA protocol numbers that entries name most. */
const protocolNames: Readonly<Record<number, string>> = {
  1: "icmp",
  2: "igmp",
  6: "tcp",
  17: "udp",
  47: "gre",
  50: "esp",
  51: "ah",
  58: "icmpv6",
  88: "eigrp",
  89: "ospf",
  103: "pim",
};

function serviceWords({ protocols, sourcePorts, destinationPorts, icmp }: ServiceMatch): string {
  const words = [protocols === "any" ? "ip" : some(protocols.map((number) => protocolNames[number] ?? String(number)))];
  if (sourcePorts.kind !== "any") words.push(`from port ${portWords(sourcePorts)}`);
  if (destinationPorts.kind !== "any") words.push(`port ${portWords(destinationPorts)}`);
  if (icmp !== null)
    words.push(`type ${some(icmp.map(({ type, code }) => (code === null ? String(type) : `${type}/${code}`)))}`);
  return words.join(" ");
}

function portWords(ports: PortMatch): string {
  switch (ports.kind) {
    case "ranges":
      return some(ports.ranges.map(([low, high]) => (low === high ? String(low) : `${low}-${high}`)));
    case "group":
      return `group "${ports.name}"`;
    case "unresolved":
      return `"${ports.text}"`;
    case "any":
    default:
      return "any";
  }
}

function addressWords({ include, exclude }: AddressSpec): string {
  const words = some(include.map(matchWords));
  return exclude.length === 0 ? words : `${words} except ${some(exclude.map(matchWords))}`;
}

function matchWords(match: AddressMatch): string {
  switch (match.kind) {
    case "prefix":
      return match.prefix;
    case "wildcard":
      return `${match.address} ${match.mask}`;
    case "range":
      return `${match.first}-${match.last}`;
    case "group":
      return `group "${match.name}"`;
    case "unresolved":
      return `"${match.text}"`;
    case "any":
    default:
      return "any";
  }
}

/** The first few of a list; an entry may name thousands. */
function some(words: readonly string[], between = ", "): string {
  if (words.length === 0) return "nothing";
  return words.length <= 4 ? words.join(between) : `${words.slice(0, 3).join(", ")} and ${words.length - 3} more`;
}
