import type { Language } from "./language.ts";
import { rangeText, singleRanges, spanAt } from "./language.ts";
import { icmpOf, type End, type Family, type Term } from "./terms.ts";

const nameOf = (prefix: string) => `net-${prefix.replaceAll(/[^0-9a-f]/g, "-")}`;

function placeOf(prefix: string): string {
  const span = spanAt(prefix);
  return span === null ? `${prefix};` : `{ range-address ${span[0]} { to { ${span[1]}; } } }`;
}

function endOf(name: string, end: End, family: Family): readonly string[] {
  const any = family === 4 ? "any-ipv4" : "any-ipv6";
  const members = end === null ? any : `[ ${end.prefixes.map(nameOf).join(" ")} ]`;
  return [`${name} ${members};`, ...(end?.not === true ? [`${name}-excluded;`] : [])];
}

/** What a policy asks of the packet, as an application of its own. */
function applicationOf(term: Term, family: Family, at: number): readonly string[] {
  const { protocol, icmp } = term;
  if (protocol === "any") return [];
  const number = protocol === "icmp" ? icmpOf(family) : protocol;
  const message = family === 4 ? "icmp" : "icmp6";
  const start = `protocol ${number}`;
  const terms =
    icmp === null
      ? singleRanges(term).map(([from, to]) =>
          [
            start,
            ...(from === null ? [] : [`source-port ${rangeText(from, "-")}`]),
            ...(to === null ? [] : [`destination-port ${rangeText(to, "-")}`]),
          ].join(" "),
        )
      : [`${start} ${message}-type ${icmp.type}${icmp.code === null ? "" : ` ${message}-code ${icmp.code}`}`];
  return [`application app-${at} {`, ...terms.map((each, place) => `term t${place} ${each};`), "}"];
}

function policyOf(term: Term, family: Family, at: number): readonly string[] {
  return [
    `${term.off ? "inactive: " : ""}policy p${at} {`,
    "match {",
    ...endOf("source-address", term.source, family),
    ...endOf("destination-address", term.destination, family),
    `application ${term.protocol === "any" ? "any" : `app-${at}`};`,
    "}",
    `then { ${term.permit ? "permit" : "deny"}; }`,
    "}",
  ];
}

export const srx: Language = {
  os: "juniper-junos",
  title: "Junos SRX",
  shapes: () => ["ports", "protocols", "icmp", "groups", "negations", "ranges"],
  list: "policies",
  among: () => ({ zones: { fromZones: ["wan"], toZones: ["lan"] } }),
  write(terms, family) {
    const ends = terms.flatMap(({ source, destination }) => [source, destination]);
    const prefixes = [...new Set(ends.flatMap((end) => end?.prefixes ?? []))];
    return [
      "version 20.4R3;",
      "security {",
      "address-book {",
      "global {",
      ...prefixes.map((prefix) => `address ${nameOf(prefix)} ${placeOf(prefix)}`),
      "}",
      "}",
      "policies {",
      "from-zone wan to-zone lan {",
      ...terms.flatMap((term, at) => policyOf(term, family, at)),
      "}",
      "}",
      "zones { security-zone wan { interfaces { ge-0/0/0.0; } } security-zone lan { interfaces { ge-0/0/1.0; } } }",
      "}",
      "applications {",
      ...terms.flatMap((term, at) => applicationOf(term, family, at)),
      "}",
    ].join("\n");
  },
};
