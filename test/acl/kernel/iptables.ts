import type { AddressMatch, PortRange } from "../../../src/model/address.ts";
import type { AclEntry } from "../../../src/model/acl.ts";
import { addressText } from "../../../src/acl/sets/address-text.ts";
import { alternativesOf, type Alternative } from "./alternatives.ts";
import { bitsOf, numberOf, type Family } from "./hosts.ts";
import { logGroup, sentinelMark, type Command } from "./kernel.ts";
import type { RandomList } from "./lists.ts";

/**
 * The two kernel sides behind iptables: its own tables, which leave later fragments alone where a header is asked for,
 * or nftables, to which it hands some matches (TCP flags among them) as nftables' own; there rules are guarded.
 */
export type IptablesBackend = "legacy" | "nft";

/**
 * A list as iptables rules (iptables(8), iptables-extensions(8)) in the raw table, which comes before anything puts
 * fragments together. Each entry has a chain that leaves out what it excludes, logs its label and gives its verdict;
 * the mangle table, which comes next, logs what was let pass.
 */
export function iptablesCommands(list: RandomList, family: Family, backend: IptablesBackend): readonly Command[] {
  const { acl } = list;
  const entries = acl.entries.filter(({ inactive }) => !inactive);
  const input = [
    "*raw",
    `:PREROUTING ${verdicts[acl.defaultAction]}`,
    ...entries.map(({ label }) => `:E${label} -`),
    `-A PREROUTING -m mark --mark ${sentinelMark} -j ACCEPT`,
    ...entries.flatMap((entry) => [
      ...alternativesOf(entry, family, acl.laterFragments, backend === "nft")
        .flatMap((rule) => rulesOf(rule, list, family))
        .map((rule) => `-A PREROUTING ${rule} -j E${entry.label}`),
      ...excludedBy(entry, list).map((match) => `-A E${entry.label} ${match} -j RETURN`),
      `-A E${entry.label} ${log(entry.label)}`,
      ...(entry.action === "next" ? [] : [`-A E${entry.label} -j ${verdicts[entry.action]}`]),
    ]),
    `-A PREROUTING ${log("default")}`,
    "COMMIT",
    "*mangle",
    ":PREROUTING DROP",
    `-A PREROUTING ${log("passed")}`,
    "COMMIT",
    "",
  ].join("\n");
  return [{ argv: [`${family === 4 ? "iptables" : "ip6tables"}-${backend}-restore`], input }];
}

const log = (prefix: string) => `-j NFLOG --nflog-group ${logGroup} --nflog-prefix ${prefix}`;
const verdicts = { permit: "ACCEPT", deny: "DROP" } as const;

function excludedBy({ source, destination }: AclEntry, list: RandomList): string[] {
  return [
    ...source.exclude.flatMap((match) => addressArguments("s", match, list)),
    ...destination.exclude.flatMap((match) => addressArguments("d", match, list)),
  ];
}

/** One rule for each protocol, DSCP and run of ports, as iptables takes one of each; groups as their members. */
function rulesOf(rule: Alternative, list: RandomList, family: Family): string[] {
  const parts = [
    addressArguments("s", rule.source, list),
    addressArguments("d", rule.destination, list),
    (rule.protocols ?? [null]).flatMap((protocol) => transportArguments(rule, protocol, family)),
    [rule.fragment === null ? "" : fragmentArguments[family][rule.fragment]],
    (rule.dscp ?? [null]).map((dscp) => (dscp === null ? "" : `-m dscp --dscp ${dscp}`)),
  ];
  return parts.reduce<string[]>(
    (rules, choices) => rules.flatMap((before) => choices.map((choice) => `${before} ${choice}`)),
    [""],
  );
}

/** u32 loads four bytes at an offset: the fragment word of IPv4; IPv6's next header and fragment header. */
const fragmentArguments = {
  4: { none: "-m u32 --u32 4&0x3fff=0", first: "-m u32 --u32 4&0x3fff=0x2000", later: "-f" },
  6: {
    none: "-m u32 --u32 3&0xff=0:43,45:255",
    first: "-m frag --fragfirst --fragmore",
    later: "-m u32 --u32 3&0xff=44&&40&0xfff8=1:0xffff",
  },
} as const;

function transportArguments(rule: Alternative, protocol: number | null, family: Family): string[] {
  if (protocol === null) return [""];
  const icmp = family === 4 ? "icmp" : "icmp6";
  const fixed = [
    `-p ${protocol}`,
    ...(rule.icmp === null
      ? []
      : [
          `-m ${icmp} --${icmp}-type ${rule.icmp.type}${rule.icmp.code === null ? "" : `/${rule.icmp.code}`}`.replace(
            "--icmp6",
            "--icmpv6",
          ),
        ]),
    ...(rule.established ? ["-m tcp ! --tcp-flags ACK,RST NONE"] : []),
    ...(rule.tcpFlags === null
      ? []
      : [`-m tcp --tcp-flags ${flagNames(rule.tcpFlags.mask)} ${flagNames(rule.tcpFlags.value)}`]),
  ].join(" ");
  return portArguments("sports", rule.sourcePorts).flatMap((sources) =>
    portArguments("dports", rule.destinationPorts).map((destinations) => `${fixed} ${sources} ${destinations}`),
  );
}

/** Multiport takes fifteen ports, a range being two. */
function portArguments(option: "sports" | "dports", ranges: readonly PortRange[] | null): string[] {
  if (ranges === null) return [""];
  const texts = ranges.map(([low, high]) => (low === high ? String(low) : `${low}:${high}`));
  const runs = Array.from({ length: Math.ceil(texts.length / 7) }, (_, at) => texts.slice(at * 7, at * 7 + 7));
  return runs.map((run) => `-m multiport --${option} ${run.join(",")}`);
}

const flags = ["FIN", "SYN", "RST", "PSH", "ACK", "URG"];

function flagNames(bits: number): string {
  return flags.filter((_, at) => (bits & (1 << at)) !== 0).join(",") || "NONE";
}

function addressArguments(option: "s" | "d", match: AddressMatch, list: RandomList): string[] {
  switch (match.kind) {
    case "any":
      return [""];
    case "prefix":
      return [`-${option} ${match.prefix}`];
    case "range":
      return [`-m iprange --${option === "s" ? "src" : "dst"}-range ${match.first}-${match.last}`];
    case "wildcard": {
      const family = match.mask.includes(":") ? 6 : 4;
      const kept = ((1n << BigInt(bitsOf[family])) - 1n) ^ numberOf(match.mask);
      return [`-${option} ${match.address}/${addressText(family, kept)}`];
    }
    case "group":
      return (list.groups.addresses.get(match.name) ?? []).flatMap(({ members }) =>
        members.flatMap((member) => addressArguments(option, member, list)),
      );
    case "unresolved":
      throw new Error(`not an address: ${match.text}`);
  }
}
