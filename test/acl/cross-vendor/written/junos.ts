import type { PortRange } from "../../../../src/model/address.ts";
import { rangeText, type Language } from "./language.ts";
import { icmpOf, type End, type Family, type Flag, type Term } from "./terms.ts";

/** One term of a filter, as conditions in braces. */
function termOf(term: Term, family: Family, at: number): string {
  const { protocol, icmp } = term;
  const number = protocol === "icmp" ? icmpOf(family) : protocol;
  const from = [
    ...endWords("source-address", term.source, family),
    ...endWords("destination-address", term.destination, family),
    // The header of the payload, wherever it stands behind that of IPv6.
    ...(number === "any" ? [] : [`${family === 4 ? "protocol" : "payload-protocol"} ${number};`]),
    ...portWords("source-port", term.sourcePorts),
    ...portWords("destination-port", term.destinationPorts),
    ...(icmp === null ? [] : [`icmp-type ${icmp.type};`]),
    ...(icmp === null || icmp.code === null ? [] : [`icmp-code ${icmp.code};`]),
    ...(term.established ? ["tcp-established;"] : []),
    ...(term.flags === null ? [] : [`tcp-flags "(${flagText(term.flags)})";`]),
    ...(term.dscp === null ? [] : [`${family === 4 ? "dscp" : "traffic-class"} ${term.dscp};`]),
    ...(term.later ? ["is-fragment;"] : []),
  ];
  const asked = from.length === 0 ? "" : `from { ${from.join(" ")} } `;
  return `${term.off ? "inactive: " : ""}term t${at} { ${asked}then ${term.permit ? "accept" : "discard"}; }`;
}

const flagText = ({ set, unset }: NonNullable<Term["flags"]>) =>
  [...set.map(nameOf), ...unset.map((flag) => `!${nameOf(flag)}`)].join(" & ");
const nameOf = (flag: Flag) => (flag === "psh" ? "push" : flag === "urg" ? "urgent" : flag);

/** What is excepted has to be taken out of something. */
function endWords(name: string, end: End, family: Family): readonly string[] {
  if (end === null) return [];
  const everything = family === 4 ? "0.0.0.0/0;" : "::/0;";
  const prefixes = end.prefixes.map((prefix) => `${prefix}${end.not ? " except" : ""};`);
  return [`${name} { ${[...(end.not ? [everything] : []), ...prefixes].join(" ")} }`];
}

function portWords(name: string, ports: readonly PortRange[] | null): readonly string[] {
  return ports === null ? [] : [`${name} [ ${ports.map((range) => rangeText(range, "-")).join(" ")} ];`];
}

export const junos: Language = {
  os: "juniper-junos",
  title: "Junos",
  // What asks for a fragment of IPv6 differs by platform.
  shapes: (family) => [
    "ports",
    "protocols",
    "icmp",
    "headers",
    "groups",
    "negations",
    "flags",
    ...(family === 4 ? (["fragments", "masks"] as const) : []),
  ],
  list: "WRITTEN",
  write(terms, family) {
    const written = terms.map((term, at) => termOf(term, family, at)).join("\n");
    return `firewall {\nfamily ${family === 4 ? "inet" : "inet6"} {\nfilter WRITTEN {\n${written}\n}\n}\n}`;
  },
};
