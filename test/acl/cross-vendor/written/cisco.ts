import type { PortRange } from "../../../../src/model/address.ts";
import {
  invertedMask,
  maskOf,
  maskedAt,
  partsOf,
  singleEnds,
  singleRanges,
  spanAt,
  type Language,
} from "./language.ts";
import type { End, Family, Shape, Term } from "./terms.ts";

/** What tells one relative of IOS from the others. */
interface Dialect {
  readonly os: string;
  readonly title: string;
  readonly shapes: readonly Shape[];
  readonly head: (family: Family) => string;
  /** Before the number of each entry and after it; ASA names the list each time. */
  readonly start: (place: number) => string;
  readonly any: (family: Family) => string;
  readonly address: (prefix: string, family: Family) => string;
  readonly everything: (family: Family) => string;
  readonly icmp: (family: Family) => string;
  /** How several prefixes get a name, and how an entry calls it; left out where there are as many entries instead. */
  readonly group?: {
    readonly define: (name: string, prefixes: readonly string[]) => readonly string[];
    readonly call: string;
  };
}

function inDialect({ os, title, shapes, head, start, ...words }: Dialect): Language {
  const entry = (term: Term, family: Family, [from, to]: readonly [PortRange | null, PortRange | null]): string => {
    const { protocol, icmp } = term;
    const end = (asked: End): string => {
      const [prefix, ...more] = asked?.prefixes ?? [];
      if (prefix === undefined) return words.any(family);
      const masked = maskedAt(prefix);
      if (masked !== null) return `${masked[0]} ${invertedMask(masked[1])}`;
      return more.length === 0 && spanAt(prefix) === null
        ? words.address(prefix, family)
        : `${words.group?.call} ${groupName(asked)}`;
    };
    return [
      term.permit ? "permit" : "deny",
      protocol === "any" ? words.everything(family) : protocol === "icmp" ? words.icmp(family) : nameOf(protocol),
      end(term.source),
      ...portWords(from),
      end(term.destination),
      ...portWords(to),
      ...(icmp === null ? [] : [`${icmp.type}`, ...(icmp.code === null ? [] : [`${icmp.code}`])]),
      ...(term.dscp === null ? [] : [`dscp ${term.dscp}`]),
      ...(term.established ? ["established"] : []),
      ...(term.flags === null ? [] : flagWords(term.flags, os)),
      ...(term.later ? ["fragments"] : []),
      ...(term.off ? ["inactive"] : []),
    ].join(" ");
  };
  return {
    os,
    title,
    shapes: (family) => [
      ...shapes,
      ...(family === 4 && os !== "cisco-asa" ? (["masks"] as const) : []),
      ...(family === 4 && (os === "cisco-ios" || os === "cisco-iosxr") ? (["ranges"] as const) : []),
    ],
    list: "WRITTEN",
    write(terms, family) {
      const { group } = words;
      const grouped = group !== undefined && family === 4;
      const entries = terms
        .flatMap((term) => (grouped ? [term] : singleEnds(term)))
        .flatMap((term) => singleRanges(term).map((ports) => ({ off: term.off, text: entry(term, family, ports) })))
        // Only ASA has entries that are not in force; for others it is a remark that reads like one.
        .map(({ off, text }) => (off && os !== "cisco-asa" ? `remark ${text}` : text));
      const all = `deny ${words.everything(family)} ${words.any(family)} ${words.any(family)}`;
      const ends = grouped ? terms.flatMap(({ source, destination }) => [source, destination]) : [];
      const several = ends.flatMap((end) => (end !== null && isGroup(end.prefixes) ? [end] : []));
      return [
        ...[...new Map(several.map((end) => [groupName(end), end.prefixes]))].flatMap(
          ([name, prefixes]) => group?.define(name, prefixes) ?? [],
        ),
        head(family),
        ...[...entries, all].map((each, at) => `${start(10 * (at + 1))}${each}`),
      ].join("\n");
    },
  };
}

const isGroup = (prefixes: readonly string[]) =>
  prefixes.length > 1 || prefixes.some((prefix) => spanAt(prefix) !== null);
const groupName = (end: End) => `GROUP-${(end?.prefixes ?? []).join("-").replaceAll(/[./]/g, "-")}`;
const nameOf = (protocol: number) => (protocol === 6 ? "tcp" : protocol === 17 ? "udp" : `${protocol}`);

function portWords(range: PortRange | null): readonly string[] {
  if (range === null) return [];
  const [low, high] = range;
  if (low === high) return [`eq ${low}`];
  if (low === 0) return [`lt ${high + 1}`];
  return [high === 65_535 ? `gt ${low - 1}` : `range ${low} ${high}`];
}

const unlessHost = (prefix: string, family: Family, other: string) => {
  const [address, length] = partsOf(prefix);
  return length === (family === 4 ? 32 : 128) ? `host ${address}` : other;
};

const wildcard = (prefix: string): string => {
  const [address, length] = partsOf(prefix);
  return `${address} ${invertedMask(maskOf(length))}`;
};

/** No manual says what several flags of NX-OS and EOS ask together; IOS says it, and of flags that are not set too. */
function flagWords({ set, unset }: NonNullable<Term["flags"]>, os: string): readonly string[] {
  if (os === "cisco-nxos" || os === "arista-eos") return set;
  return ["match-all", ...set.map((flag) => `+${flag}`), ...unset.map((flag) => `-${flag}`)];
}

/** How a group of IOS and IOS XR names a range. */
function spanned(prefix: string): string | null {
  const span = spanAt(prefix);
  return span === null ? null : `range ${span.join(" ")}`;
}

const withMask = (prefix: string): string => {
  const [address, length] = partsOf(prefix);
  return `${address} ${maskOf(length)}`;
};

const all = ["ports", "protocols", "icmp", "headers", "fragments", "groups", "one flag"] as const;
const ip = (family: Family) => (family === 4 ? "ip" : "ipv6");
const any = () => "any";
const icmp = () => "icmp";
const icmpv6 = (family: Family) => (family === 4 ? "icmp" : "icmpv6");
const indented = (place: number) => `  ${place} `;

export const ciscoLanguages: readonly Language[] = [
  inDialect({
    os: "cisco-ios",
    title: "Cisco IOS",
    shapes: [...all, "flags"],
    head: (family) => (family === 4 ? "ip access-list extended WRITTEN" : "ipv6 access-list WRITTEN"),
    start: () => " ",
    any,
    address: (prefix, family) => unlessHost(prefix, family, family === 4 ? wildcard(prefix) : prefix),
    everything: ip,
    icmp,
    group: {
      define: (name, prefixes) => [
        `object-group network ${name}`,
        ...prefixes.map((prefix) => ` ${spanned(prefix) ?? withMask(prefix)}`),
      ],
      call: "object-group",
    },
  }),
  inDialect({
    os: "cisco-nxos",
    title: "Cisco NX-OS",
    shapes: all,
    head: (family) => `${ip(family)} access-list WRITTEN`,
    start: indented,
    any,
    address: (prefix) => prefix,
    everything: ip,
    icmp,
    group: {
      define: (name, prefixes) => [
        `object-group ip address ${name}`,
        ...prefixes.map((prefix, at) => `  ${10 * (at + 1)} ${prefix}`),
      ],
      call: "addrgroup",
    },
  }),
  inDialect({
    os: "cisco-iosxr",
    title: "Cisco IOS XR",
    shapes: [...all, "flags"],
    head: (family) => `${family === 4 ? "ipv4" : "ipv6"} access-list WRITTEN`,
    start: (place) => ` ${place} `,
    any,
    address: (prefix, family) => unlessHost(prefix, family, family === 4 ? wildcard(prefix) : prefix),
    everything: (family) => (family === 4 ? "ipv4" : "ipv6"),
    icmp: icmpv6,
    group: {
      define: (name, prefixes) => [
        `object-group network ipv4 ${name}`,
        ...prefixes.map((prefix) => ` ${spanned(prefix) ?? prefix}`),
        "!",
      ],
      call: "net-group",
    },
  }),
  inDialect({
    os: "arista-eos",
    title: "Arista EOS",
    shapes: all,
    head: (family) => `${ip(family)} access-list WRITTEN`,
    start: (place) => `   ${place} `,
    any,
    address: (prefix, family) => unlessHost(prefix, family, prefix),
    everything: ip,
    icmp: icmpv6,
  }),
  inDialect({
    os: "cisco-asa",
    title: "Cisco ASA",
    shapes: ["ports", "protocols", "icmp", "groups"],
    head: () => "hostname written",
    start: () => "access-list WRITTEN extended ",
    any: (family) => `any${family}`,
    address: (prefix, family) => unlessHost(prefix, family, family === 4 ? withMask(prefix) : prefix),
    everything: () => "ip",
    icmp: (family) => (family === 4 ? "icmp" : "icmp6"),
    group: {
      define: (name, prefixes) => [
        `object-group network ${name}`,
        ...prefixes.map((prefix) => ` network-object ${unlessHost(prefix, 4, withMask(prefix))}`),
      ],
      call: "object-group",
    },
  }),
];
