import type { AclEntry } from "../../src/model/acl.ts";
import type { AddressMatch, PortMatch, ServiceMatch } from "../../src/model/address.ts";
import { headerLines, quad, type BenchList } from "./list.ts";

/** The list as a Cisco IOS configuration, for whole programs to read; null where IOS has no words for an entry. */
export function iosText({ acl, addressGroups, serviceGroups }: BenchList): string | null {
  const text: string[] = [...headerLines];
  for (const { name, members } of addressGroups) {
    text.push(`object-group network ${name}`, ...members.map((member) => ` ${groupMember(member)}`));
  }
  for (const { name, members } of serviceGroups) {
    text.push(`object-group service ${name}`, ...members.map((member) => ` ${serviceMember(member)}`));
  }
  text.push(acl.family === "ipv6" ? `ipv6 access-list ${acl.name}` : `ip access-list extended ${acl.name}`);
  for (const entry of acl.entries) {
    const words = entryWords(entry, acl.family === "ipv6");
    if (words === null) return null;
    text.push(...entry.remarks.map((remark) => ` remark ${remark}`), ` ${words}`);
  }
  return `${text.join("\n")}\nend\n`;
}

function entryWords(entry: AclEntry, six: boolean): string | null {
  const [source] = entry.source.include;
  const [destination] = entry.destination.include;
  if (source === undefined || destination === undefined) return null;
  const from = addressWords(source);
  const to = addressWords(destination);
  const [service] = entry.services;
  const [group] = entry.serviceGroups;
  if (from === null || to === null) return null;
  const end = `${entry.established ? " established" : ""}${entry.log ? " log" : ""}`;
  if (group !== undefined) return `${entry.action} object-group ${group} ${from} ${to}${end}`;
  if (service === undefined) return null;
  const sourcePorts = portWords(service.sourcePorts);
  const destinationPorts = portWords(service.destinationPorts);
  if (sourcePorts === null || destinationPorts === null) return null;
  const icmp = (service.icmp ?? []).map(({ type, code }) => ` ${type}${code === null ? "" : ` ${code}`}`).join("");
  return `${entry.action} ${protocolWord(service, six)} ${from}${sourcePorts} ${to}${destinationPorts}${icmp}${end}`;
}

function protocolWord({ protocols }: ServiceMatch, six: boolean): string {
  if (protocols === "any") return six ? "ipv6" : "ip";
  const [number] = protocols;
  return number === 6 ? "tcp" : number === 17 ? "udp" : number === 1 || number === 58 ? "icmp" : String(number);
}

function addressWords(match: AddressMatch): string | null {
  switch (match.kind) {
    case "any":
      return "any";
    case "prefix":
      return match.prefix.includes(":") ? prefix6(match.prefix) : prefix4(match.prefix, true);
    case "wildcard":
      return `${match.address} ${match.mask}`;
    case "group":
      return `object-group ${match.name}`;
    case "range":
    case "unresolved":
    default:
      return null;
  }
}

function prefix6(prefix: string): string {
  return prefix.endsWith("/128") ? `host ${prefix.slice(0, -4)}` : prefix;
}

/** With a wildcard mask in an entry, with a netmask in a group. */
function prefix4(prefix: string, wildcard: boolean): string {
  const [address = "", length = ""] = prefix.split("/");
  if (length === "32") return `host ${address}`;
  const host = (2 ** (32 - Number(length)) - 1) >>> 0;
  return `${address} ${quad(wildcard ? host : ~host >>> 0)}`;
}

function groupMember(match: AddressMatch): string {
  if (match.kind === "range") return `range ${match.first} ${match.last}`;
  return match.kind === "prefix" ? prefix4(match.prefix, false) : "any";
}

function serviceMember(service: ServiceMatch): string {
  const sourcePorts = portWords(service.sourcePorts) ?? "";
  return `${protocolWord(service, false)}${sourcePorts === "" ? "" : ` source${sourcePorts}`}${portWords(service.destinationPorts) ?? ""}`;
}

/** IOS names up to ten single ports, or one range (Cisco IOS Security Command Reference, permit (IP)). */
function portWords(ports: PortMatch): string | null {
  if (ports.kind === "any") return "";
  if (ports.kind !== "ranges") return null;
  const [first] = ports.ranges;
  if (first === undefined) return null;
  if (ports.ranges.length === 1) return first[0] === first[1] ? ` eq ${first[0]}` : ` range ${first[0]} ${first[1]}`;
  // Two neighbouring ports are one range to the model and two words to IOS.
  const single = ports.ranges.flatMap(([low, high]) =>
    Array.from({ length: high - low + 1 }, (_, offset) => low + offset),
  );
  return single.length <= 10 ? ` eq ${single.join(" ")}` : null;
}
