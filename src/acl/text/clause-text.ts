import type { PortMatch, PortRange, ServiceMatch } from "../../model/address.ts";
import type { Addresses, Conditions, PlainMatch } from "../sets/conditions.ts";
import type { Clause } from "../filter.ts";
import { flagTestText } from "./flags-text.ts";
import { protocolWord } from "./traffic-names.ts";
import { nameText } from "./traffic-words.ts";

/**
 * What an entry does, in the words of a space and one line for each service: "permit tcp 192.0.2.0/24 > any port 22".
 * For people; a list of addresses that takes out a group within it is told in brackets.
 */
export function clauseTexts({ action, conditions }: Clause): readonly string[] {
  return conditions.services.map((service) => `${action} ${serviceText(service, conditions)}`);
}

function serviceText(service: ServiceMatch, conditions: Conditions): string {
  const { sources, destinations, established, tcpFlags, fragments, dscp } = conditions;
  const names = [
    ["from", conditions.fromZones],
    ["to", conditions.toZones],
    ["app", conditions.applications],
    ["user", conditions.users],
  ] as const;
  return [
    protocolsText(service.protocols, isSix(sources) || isSix(destinations) ? 6 : 4),
    addressesText(sources) + portsText(service.sourcePorts),
    ">",
    addressesText(destinations) + portsText(service.destinationPorts),
    ...icmpText(service.icmp),
    ...(established ? ["established"] : []),
    ...(tcpFlags === null ? [] : [`flags ${tcpFlags.map(flagTestText).join(" or ")}`]),
    ...(fragments === null ? [] : [`fragment ${fragments.join(", ")}`]),
    ...(dscp === null ? [] : [`dscp ${dscp.join(", ")}`]),
    ...names.flatMap(([key, list]) => {
      if (list === "any") return [];
      if ("except" in list) return [`${key}=any but ${list.except.map(nameText).join(",")}`];
      return [`${key}=${list.map(nameText).join(",")}`];
    }),
  ].join(" ");
}

function protocolsText(protocols: ServiceMatch["protocols"], family: 4 | 6): string {
  if (protocols === "any") return "ip";
  const words = protocols.map((number) => protocolWord(number, family));
  return words.every((word) => word !== null) ? words.join(", ") : `protocol ${protocols.join(", ")}`;
}

function addressesText({ include, exclude }: Addresses): string {
  const list = include.length === 0 ? "nothing" : include.map(memberText).join(", ");
  return exclude.length === 0 ? list : `${list} except ${exclude.map(memberText).join(", ")}`;
}

function memberText(member: PlainMatch | Addresses): string {
  if ("include" in member)
    return member.include.length === 1 && member.exclude.length === 0
      ? addressesText(member)
      : `(${addressesText(member)})`;
  switch (member.kind) {
    case "any":
      return "any";
    case "prefix":
      return member.prefix.replace(member.prefix.includes(":") ? "/128" : "/32", "");
    case "range":
      return `${member.first}-${member.last}`;
    case "wildcard":
      return `${member.address} wildcard ${member.mask}`;
  }
}

function isSix({ include }: Addresses): boolean {
  return include.some((member) => ("include" in member ? isSix(member) : memberText(member).includes(":")));
}

function portsText(ports: PortMatch): string {
  return ports.kind === "ranges" ? ` port ${ports.ranges.map(rangeText).join(", ")}` : "";
}

function rangeText([low, high]: PortRange): string {
  return low === high ? String(low) : `${low}-${high}`;
}

function icmpText(icmp: ServiceMatch["icmp"]): string[] {
  if (icmp === null) return [];
  return [`type ${icmp.map(({ type, code }) => (code === null ? String(type) : `${type} code ${code}`)).join(" or ")}`];
}
