import type { PortRange } from "../../../../src/model/address.ts";
import {
  invertedMask,
  maskOf,
  maskedAt,
  partsOf,
  prefixAt,
  rangeText,
  singleEnds,
  singleRanges,
  spanAt,
  type Language,
} from "./language.ts";
import { icmpOf, type End, type Family, type Term } from "./terms.ts";

const objectsOf = (end: End) => (end === null ? '"all"' : end.prefixes.map((prefix) => `"net ${prefix}"`).join(" "));

/** Every prefix that is named, once. */
function prefixesOf(terms: readonly Term[]): readonly string[] {
  return [
    ...new Set(terms.flatMap(({ source, destination }) => [source, destination]).flatMap((end) => end?.prefixes ?? [])),
  ];
}

/** Objects for the addresses of each term, and a service for what it asks of the packet. */
function fortiosOf(terms: readonly Term[], family: Family): string {
  const [table, six] = family === 4 ? ["address", ""] : ["address6", "6"];
  const objects = prefixesOf(terms).flatMap((prefix) => {
    const [address, length] = partsOf(prefix);
    const masked = maskedAt(prefix);
    const span = spanAt(prefix);
    if (span !== null)
      return [
        `    edit "net ${prefix}"`,
        "        set type iprange",
        `        set start-ip ${span[0]}`,
        `        set end-ip ${span[1]}`,
        "    next",
      ];
    if (masked !== null)
      return [
        `    edit "net ${prefix}"`,
        "        set type wildcard",
        `        set wildcard ${masked.join(" ")}`,
        "    next",
      ];
    const set = family === 4 ? `set subnet ${address} ${maskOf(length)}` : `set ip6 ${prefix}`;
    return [`    edit "net ${prefix}"`, `        ${set}`, "    next"];
  });
  return [
    "#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin",
    `config firewall ${table}`,
    ...objects,
    "end",
    "config firewall service custom",
    ...terms.flatMap((term, at) => [`    edit "service ${at}"`, ...serviceOf(term, family), "    next"]),
    "end",
    "config firewall policy",
    ...terms.flatMap((term, at) => [
      `    edit ${at + 1}`,
      '        set srcintf "any"',
      '        set dstintf "any"',
      `        set srcaddr${six} ${objectsOf(term.source)}`,
      `        set dstaddr${six} ${objectsOf(term.destination)}`,
      ...(term.source?.not === true ? [`        set srcaddr${six}-negate enable`] : []),
      ...(term.destination?.not === true ? [`        set dstaddr${six}-negate enable`] : []),
      ...(term.permit ? ["        set action accept"] : []),
      ...(term.off ? ["        set status disable"] : []),
      '        set schedule "always"',
      `        set service "${term.protocol === "any" ? "ALL" : `service ${at}`}"`,
      "    next",
    ]),
    "end",
  ].join("\n");
}

function serviceOf(term: Term, family: Family): readonly string[] {
  const { protocol, icmp } = term;
  if (protocol === 6 || protocol === 17) {
    const name = protocol === 6 ? "tcp" : "udp";
    const pairs = singleRanges(term).map(([from, to]) => {
      const destination = rangeText(to ?? [0, 65_535], "-");
      return from === null ? destination : `${destination}:${rangeText(from, "-")}`;
    });
    return [`        set ${name}-portrange ${pairs.join(" ")}`];
  }
  if (icmp === null) {
    const number = protocol === "icmp" ? icmpOf(family) : protocol === "any" ? 0 : protocol;
    return ["        set protocol IP", `        set protocol-number ${number}`];
  }
  return [
    `        set protocol ${family === 4 ? "ICMP" : "ICMP6"}`,
    `        set icmptype ${icmp.type}`,
    icmp.code === null ? "        unset icmpcode" : `        set icmpcode ${icmp.code}`,
  ];
}

const fortios: Language = {
  os: "fortinet-fortios",
  title: "FortiOS",
  shapes: (family) => [
    ...(["ports", "protocols", "icmp", "groups", "negations", "ranges"] as const),
    ...(family === 4 ? (["masks"] as const) : []),
  ],
  list: "policies",
  write: fortiosOf,
};

const zones = { fromZones: ["wan"], toZones: ["lan"] } as const;

const listOf = (ports: readonly PortRange[]) => ports.map((range) => rangeText(range, "-")).join(",");

const membersOf = (end: End, everything: string) =>
  end === null ? everything : `[ ${end.prefixes.map((prefix) => prefix.replace("/255", "-255")).join(" ")} ]`;

/** A mask with holes needs an object. */
function wildcardsOf(terms: readonly Term[]): readonly string[] {
  return prefixesOf(terms).flatMap((prefix) => {
    const masked = maskedAt(prefix);
    return masked === null
      ? []
      : [`set address ${prefix.replace("/255", "-255")} ip-wildcard ${masked[0]}/${invertedMask(masked[1])}`];
  });
}

function panosOf(terms: readonly Term[], family: Family): string {
  const everything = family === 4 ? "0.0.0.0/0" : "::/0";
  const service = ({ protocol, sourcePorts, destinationPorts }: Term, at: number): readonly string[] => {
    if (protocol === "any") return [];
    const start = `set service service-${at} protocol ${protocol === 6 ? "tcp" : "udp"}`;
    return [
      `${start} port ${listOf(destinationPorts ?? [[0, 65_535]])}`,
      ...(sourcePorts === null ? [] : [`${start} source-port ${listOf(sourcePorts)}`]),
    ];
  };
  return [
    "set zone wan network layer3 ethernet1/1",
    "set zone lan network layer3 ethernet1/2",
    ...wildcardsOf(terms),
    ...terms.flatMap(service),
    ...terms.flatMap((term, at) => {
      const rule = `set rulebase security rules rule-${at}`;
      return [
        `${rule} from any`,
        `${rule} to any`,
        `${rule} source ${membersOf(term.source, everything)}`,
        `${rule} destination ${membersOf(term.destination, everything)}`,
        ...(term.source?.not === true ? [`${rule} negate-source yes`] : []),
        ...(term.destination?.not === true ? [`${rule} negate-destination yes`] : []),
        ...(term.off ? [`${rule} disabled yes`] : []),
        `${rule} application any`,
        `${rule} service ${term.protocol === "any" ? "any" : `service-${at}`}`,
        `${rule} action ${term.permit ? "allow" : "deny"}`,
      ];
    }),
  ].join("\n");
}

const panos: Language = {
  os: "paloalto-panos",
  title: "PAN-OS",
  shapes: (family) => ["ports", "groups", "negations", "ranges", ...(family === 4 ? (["masks"] as const) : [])],
  list: "policies",
  among: () => ({ zones }),
  write: panosOf,
};

function endOf(tag: string, end: End, ports: PortRange | null): string {
  const where = end === null ? "<any/>" : `<address>${prefixAt(end)}</address>`;
  return `<${tag}>${end?.not === true ? "<not/>" : ""}${where}${ports === null ? "" : `<port>${rangeText(ports, "-")}</port>`}</${tag}>`;
}

/** Rules of an interface: pf tries them in order and takes the first, since each is quick. */
function pfOf(product: "opnsense" | "pfsense", terms: readonly Term[], family: Family): string {
  const rules = terms
    .flatMap(singleEnds)
    .flatMap((term) =>
      singleRanges(term).map(([from, to]) =>
        [
          "<rule>",
          `<type>${term.permit ? "pass" : "block"}</type>`,
          "<interface>wan</interface>",
          ...(term.off ? [product === "opnsense" ? "<disabled>1</disabled>" : "<disabled/>"] : []),
          `<ipprotocol>${family === 4 ? "inet" : "inet6"}</ipprotocol>`,
          ...protocolOf(term, product, family),
          endOf("source", term.source, from),
          endOf("destination", term.destination, to),
          "</rule>",
        ].join("\n"),
      ),
    );
  return [
    '<?xml version="1.0"?>',
    `<${product}>`,
    "<system><hostname>written</hostname><ipv6allow>1</ipv6allow>",
    "<webgui><protocol>https</protocol><noantilockout>1</noantilockout></webgui></system>",
    "<interfaces><wan><enable>1</enable><if>em0</if><ipaddr>100.64.0.2</ipaddr><subnet>30</subnet></wan></interfaces>",
    "<filter>",
    ...rules,
    "</filter>",
    `</${product}>`,
  ].join("\n");
}

const names: Readonly<Record<number, string>> = {
  6: "tcp",
  17: "udp",
  47: "gre",
  50: "esp",
  51: "ah",
  89: "ospf",
  103: "pim",
};

function protocolOf({ protocol }: Term, product: "opnsense" | "pfsense", family: Family): readonly string[] {
  if (protocol === "any") return [];
  const icmp = product === "opnsense" && family === 6 ? "ipv6-icmp" : "icmp";
  return [`<protocol>${protocol === "icmp" ? icmp : names[protocol]}</protocol>`];
}

/** pf has rules of its own for ICMPv6. */
const allButIcmp6 = Array.from({ length: 256 }, (_, number) => number).filter((number) => number !== 58);

const pf = (["opnsense", "pfsense"] as const).map((product): Language => ({
  os: product,
  title: product === "opnsense" ? "OPNsense" : "pfSense",
  shapes: () => ["ports", "protocols", "groups", "negations"],
  list: "policies",
  among: (family) => (family === 4 ? { zones } : { zones, protocols: allButIcmp6 }),
  write: (terms, family) => pfOf(product, terms, family),
}));

export const firewallLanguages: readonly Language[] = [fortios, panos, ...pf];
