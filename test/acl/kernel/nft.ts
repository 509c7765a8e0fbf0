import type { AddressMatch, PortRange } from "../../../src/model/address.ts";
import type { AclEntry, AclSet } from "../../../src/model/acl.ts";
import { addressText } from "../../../src/acl/sets/address-text.ts";
import { alternativesOf, type Alternative } from "./alternatives.ts";
import { bitsOf, numberOf, type Family } from "./hosts.ts";
import { logGroup, sentinelMark, type Command } from "./kernel.ts";
import type { RandomList } from "./lists.ts";

export interface NftPlace {
  /** Where nftables hooks in: before the IP layer on an interface, or in it before anything puts fragments together. */
  readonly hook: "ingress" | "prerouting";
  /** Whether rules that ask for ports and the like say that a later fragment has none (see kernel.test.ts). */
  readonly guarded: boolean;
}

/**
 * A list as an nftables ruleset (nft(8)): one rule for each alternative of an entry, which logs the entry's label and
 * gives its verdict; the default action is the chain's policy. A second chain logs what the first one let pass.
 */
export function nftCommands(
  { acl, groups }: RandomList,
  family: Family,
  { hook, guarded }: NftPlace,
): readonly Command[] {
  const table = hook === "ingress" ? "netdev" : family === 4 ? "ip" : "ip6";
  const chain = (priority: number, policy: string) =>
    hook === "ingress"
      ? `type filter hook ingress device "in" priority ${priority}; policy ${policy};`
      : `type filter hook prerouting priority ${priority - 300}; policy ${policy};`;
  const rules = acl.entries
    .filter(({ inactive }) => !inactive)
    .flatMap((entry) => rulesOf(entry, family, acl.laterFragments, guarded));
  const sets = [...groups.addresses].map(
    ([name, [group]]) =>
      `set ${name} { type ipv${family}_addr; flags interval; auto-merge; elements = { ${(group?.members ?? [])
        .map((member) => plainText(member))
        .join(", ")} }; }`,
  );
  const input = [
    "flush ruleset",
    `table ${table} judged {`,
    ...sets,
    `chain judge { ${chain(0, acl.defaultAction === "permit" ? "accept" : "drop")}`,
    `meta mark ${sentinelMark} accept`,
    ...rules,
    `log prefix "default" group ${logGroup}`,
    "}",
    `chain passed { ${chain(10, "drop")}`,
    `log prefix "passed" group ${logGroup}`,
    "}",
    "}",
    "",
  ].join("\n");
  return [{ argv: ["nft", "-f", "-"], input }];
}

const verdicts = { permit: "accept", deny: "drop", next: "" } as const;

function rulesOf(
  entry: AclEntry,
  family: Family,
  laterFragments: AclSet["laterFragments"],
  guarded: boolean,
): string[] {
  const ip = family === 4 ? "ip" : "ip6";
  const excluded = [
    ...entry.source.exclude.flatMap((match) => addressTerm(`${ip} saddr`, match, true)),
    ...entry.destination.exclude.flatMap((match) => addressTerm(`${ip} daddr`, match, true)),
  ];
  return alternativesOf(entry, family, laterFragments, guarded).map((rule) =>
    [
      `meta protocol ${ip}`,
      ...addressTerm(`${ip} saddr`, rule.source, false),
      ...addressTerm(`${ip} daddr`, rule.destination, false),
      ...excluded,
      ...transportTerms(rule, family),
      ...(rule.fragment === null ? [] : [fragmentTerms[family][rule.fragment]]),
      ...(rule.dscp === null ? [] : [`${ip} dscp { ${rule.dscp.join(", ")} }`]),
      `log prefix "${entry.label}" group ${logGroup}`,
      verdicts[entry.action],
    ].join(" "),
  );
}

/** IPv4: more fragments 0x2000, offset 0x1fff. IPv6: the fragment header, whose mere presence is asked as well. */
const fragmentTerms = {
  4: {
    none: "ip frag-off & 0x3fff == 0",
    first: "ip frag-off & 0x3fff == 0x2000",
    later: "ip frag-off & 0x1fff != 0",
  },
  6: {
    none: "exthdr frag missing",
    first: "frag frag-off 0 frag more-fragments 1",
    later: "frag frag-off != 0",
  },
} as const;

function transportTerms(rule: Alternative, family: Family): string[] {
  const header = family === 4 ? "icmp" : "icmpv6";
  return [
    ...(rule.protocols === null ? [] : [`meta l4proto { ${rule.protocols.join(", ")} }`]),
    ...(rule.sourcePorts === null ? [] : [`th sport { ${rule.sourcePorts.map(rangeText).join(", ")} }`]),
    ...(rule.destinationPorts === null ? [] : [`th dport { ${rule.destinationPorts.map(rangeText).join(", ")} }`]),
    ...(rule.icmp === null ? [] : [`${header} type ${rule.icmp.type}`]),
    ...(rule.icmp?.code == null ? [] : [`${header} code ${rule.icmp.code}`]),
    ...(rule.established ? ["tcp flags & (ack | rst) != 0"] : []),
    ...(rule.tcpFlags === null ? [] : [`tcp flags & ${rule.tcpFlags.mask} == ${rule.tcpFlags.value}`]),
  ];
}

function rangeText([low, high]: PortRange): string {
  return low === high ? String(low) : `${low}-${high}`;
}

function addressTerm(field: string, match: AddressMatch, negated: boolean): string[] {
  const operator = negated ? "!=" : "==";
  switch (match.kind) {
    case "any":
      // Excluding all: no packet under judgement has this mark.
      return negated ? ["meta mark 0"] : [];
    case "group":
      return [`${field} ${operator} @${match.name}`];
    case "wildcard": {
      const kept = keptBits(match.mask);
      const bits = numberOf(match.address) & numberOf(kept);
      return [`${field} & ${kept} ${operator} ${addressText(match.mask.includes(":") ? 6 : 4, bits)}`];
    }
    case "prefix":
    case "range":
    case "unresolved":
      return [`${field} ${operator} ${plainText(match)}`];
  }
}

function plainText(match: AddressMatch): string {
  if (match.kind === "prefix") return match.prefix;
  if (match.kind === "range") return match.first === match.last ? match.first : `${match.first}-${match.last}`;
  throw new Error(`not an address or range: ${match.kind}`);
}

/** A wildcard mask turned round: the bits that are compared. */
function keptBits(mask: string): string {
  const family = mask.includes(":") ? 6 : 4;
  return addressText(family, ((1n << BigInt(bitsOf[family])) - 1n) ^ numberOf(mask));
}
