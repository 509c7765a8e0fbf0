import type { Packet } from "../../../src/acl/sets/packet.ts";
import { logGroup } from "../../acl/kernel/kernel.ts";
import type { Random } from "../../acl/random.ts";

/** A rule of a random chain, to be written for iptables or for nftables. */
interface RandomRule {
  readonly source: Asked | null;
  readonly destination: Asked | null;
  readonly protocol: number | null;
  readonly notProtocol: boolean;
  readonly ports: Asked | null;
  readonly port: "sport" | "dport";
  readonly interface: Asked | null;
  readonly flags: readonly [mask: number, value: number] | null;
  readonly icmp: number | null;
  /** "accept", "drop", "return", "", or a chain to jump or go to. */
  readonly verdict: string;
}

interface Asked {
  readonly text: string;
  readonly negated: boolean;
}

export interface RandomChains {
  readonly policy: "accept" | "drop";
  /** The first is the base chain; a chain goes to later ones only, since the kernel takes no loops. */
  readonly chains: readonly (readonly [name: string, rules: readonly RandomRule[]])[];
}

const hosts = {
  4: ["192.0.2.1", "192.0.2.2", "192.0.2.9", "192.0.2.130", "198.51.100.7"],
  6: ["2001:db8::1", "2001:db8::2", "2001:db8::9", "2001:db8::8:1", "2001:db8:9::1"],
} as const;
const networks = {
  4: ["192.0.2.0/24", "192.0.2.0/25", "192.0.2.0/30", "192.0.2.1/32", "198.51.100.0/24"],
  6: ["2001:db8::/32", "2001:db8::/64", "2001:db8::/125", "2001:db8::1/128", "2001:db8:9::/48"],
} as const;
const somePorts = [22, 53, 80, 443, 1024] as const;
const runs = ["22", "53-80", "80-443", "0-1023", "443-65535"] as const;
const flagTests = [
  [0x17, 0x02],
  [0x12, 0x02],
  [0x04, 0x04],
  [0x3f, 0x00],
] as const;

export function randomChains(random: Random, family: 4 | 6): RandomChains {
  const names = ["BASE", "ONE", "TWO", "THREE"];
  return {
    policy: random.pick(["accept", "drop"]),
    chains: names.map((name, place) => {
      const count = random.between(1, 6);
      return [name, Array.from({ length: count }, () => randomRule(random, family, names.slice(place + 1), place > 0))];
    }),
  };
}

function randomRule(random: Random, family: 4 | 6, further: readonly string[], inner: boolean): RandomRule {
  const asked = (texts: readonly string[], share: number): Asked | null =>
    random.chance(share) ? { text: random.pick(texts), negated: random.chance(0.3) } : null;
  const protocol = random.chance(0.6) ? random.pick([6, 17, family === 4 ? 1 : 58, 47]) : null;
  const notProtocol = protocol !== null && random.chance(0.15);
  const positive = protocol !== null && !notProtocol;
  const target =
    further.length > 0 && random.chance(0.45)
      ? `${random.pick(["jump", "jump", "goto"])} ${random.pick(further)}`
      : null;
  return {
    source: asked(networks[family], 0.5),
    destination: asked(networks[family], 0.3),
    protocol,
    notProtocol,
    ports: positive && (protocol === 6 || protocol === 17) ? asked(runs, 0.6) : null,
    port: random.pick(["sport", "dport"]),
    interface: asked(["in", "elsewhere", "i*", "e*"], 0.25),
    flags: positive && protocol === 6 && random.chance(0.25) ? random.pick(flagTests) : null,
    icmp: positive && (protocol === 1 || protocol === 58) && random.chance(0.5) ? random.pick([0, 8, 128, 129]) : null,
    verdict: target ?? random.pick(["accept", "drop", "", ...(inner ? ["return", "return"] : [])]),
  };
}

export function randomPacket(random: Random, family: 4 | 6): Packet {
  const protocol = random.pick([6, 6, 17, family === 4 ? 1 : 58, 47]);
  const fragment = random.pick(["none", "none", "none", "first", "later"] as const);
  const headed = fragment !== "later";
  const withPorts = headed && (protocol === 6 || protocol === 17);
  return {
    family,
    source: random.pick(hosts[family]),
    destination: random.pick(hosts[family]),
    protocol,
    sourcePort: withPorts ? random.pick(somePorts) : null,
    destinationPort: withPorts ? random.pick(somePorts) : null,
    icmp: headed && (protocol === 1 || protocol === 58) ? { type: random.pick([0, 8, 128, 129]), code: 0 } : null,
    tcpFlags: headed && protocol === 6 ? random.pick([2, 18, 16, 4, 0]) : null,
    fragment,
    dscp: 0,
    fromZone: "in",
    toZone: null,
    application: null,
    user: null,
  };
}

/** Lines that only the judge needs, to be left out of what the parser sees. */
export interface Written {
  readonly judged: string;
  readonly read: string;
}

export function asIptables({ policy, chains }: RandomChains, family: 4 | 6, sentinel: string, header: string): Written {
  const rules = chains.flatMap(([name, own]) =>
    own.map((rule) => `-A ${name === "BASE" ? "PREROUTING" : name} ${iptablesRule(rule, family)}`),
  );
  const declared = [
    `:PREROUTING ${policy.toUpperCase()} [0:0]`,
    ...chains.slice(1).map(([name]) => `:${name} - [0:0]`),
  ];
  return {
    judged: [
      "*raw",
      ...declared,
      `-A PREROUTING -m mark --mark ${sentinel} -j ACCEPT`,
      log("seen"),
      ...rules,
      "COMMIT",
      "*mangle",
      ":PREROUTING DROP",
      log("passed"),
      "COMMIT",
      "",
    ].join("\n"),
    read: [header, "*raw", ...declared, ...rules, "COMMIT", ""].join("\n"),
  };
}

const log = (prefix: string) => `-A PREROUTING -j NFLOG --nflog-group ${logGroup} --nflog-prefix ${prefix}`;
const mark = ({ negated }: Asked) => (negated ? "! " : "");
const sign = ({ negated }: Asked) => (negated ? "!= " : "");

function iptablesRule(rule: RandomRule, family: 4 | 6): string {
  const icmp = family === 4 ? "-m icmp --icmp-type" : "-m icmp6 --icmpv6-type";
  const module = rule.protocol === 6 ? "tcp" : "udp";
  const [verb = "", chain] = rule.verdict.split(" ");
  return [
    ...(rule.source === null ? [] : [`${mark(rule.source)}-s ${rule.source.text}`]),
    ...(rule.destination === null ? [] : [`${mark(rule.destination)}-d ${rule.destination.text}`]),
    ...(rule.interface === null ? [] : [`${mark(rule.interface)}-i ${rule.interface.text.replace("*", "+")}`]),
    ...(rule.protocol === null ? [] : [`${rule.notProtocol ? "! " : ""}-p ${rule.protocol}`]),
    ...(rule.ports === null
      ? []
      : [`-m ${module} ${mark(rule.ports)}--${rule.port} ${rule.ports.text.replace("-", ":")}`]),
    ...(rule.flags === null ? [] : [`-m tcp --tcp-flags ${flagNames(rule.flags[0])} ${flagNames(rule.flags[1])}`]),
    ...(rule.icmp === null ? [] : [`${icmp} ${rule.icmp}`]),
    ...(verb === ""
      ? []
      : chain === undefined
        ? [`-j ${verb.toUpperCase()}`]
        : [`${verb === "jump" ? "-j" : "-g"} ${chain}`]),
  ].join(" ");
}

function flagNames(bits: number): string {
  return ["FIN", "SYN", "RST", "PSH", "ACK", "URG"].filter((_, at) => (bits & (1 << at)) !== 0).join(",") || "NONE";
}

export function asNftables(
  { policy, chains }: RandomChains,
  family: 4 | 6,
  sentinel: string,
  tracked: boolean,
): Written {
  const table = family === 4 ? "ip" : "ip6";
  const written = (forJudge: boolean) => [
    `table ${table} judged {`,
    // The kernel wants to know a chain before a rule goes there.
    ...chains
      .toReversed()
      .flatMap(([name, rules]) => [
        `  chain ${name} {`,
        ...(name === "BASE" ? [`    type filter hook prerouting priority -250; policy ${policy};`] : []),
        ...(name === "BASE" && forJudge
          ? [`    meta mark ${sentinel} accept`, `    log prefix "seen" group ${logGroup}`]
          : []),
        ...(name === "BASE" && tracked ? ["    ct state untracked counter"] : []),
        ...rules.map((rule, at) => `    ${nftRule(rule, table, at % 4)}`),
        "  }",
      ]),
    ...(forJudge
      ? [
          "  chain passed { type filter hook prerouting priority -240; policy drop;",
          `    log prefix "passed" group ${logGroup}`,
          "  }",
        ]
      : []),
    "}",
    "",
  ];
  return { judged: ["flush ruleset", ...written(true)].join("\n"), read: written(false).join("\n") };
}

/** The same rule in the ways that nft has for it: plain, with sets, with fields joined, or with a map of verdicts. */
function nftRule(rule: RandomRule, table: "ip" | "ip6", way: number): string {
  const icmp = table === "ip" ? "icmp type" : "icmpv6 type";
  const transport = rule.protocol === 6 ? "tcp" : "udp";
  const { source, ports } = rule;
  const isJoined = way === 1 && source !== null && ports !== null && !source.negated && !ports.negated;
  const isMapped = way === 2 && ports !== null && !ports.negated && rule.verdict !== "";
  const inSet = (asked: Asked) => `${sign(asked)}${way === 3 ? `{ ${asked.text} }` : asked.text}`;
  const end = isMapped
    ? `${transport} ${rule.port} vmap { ${ports.text} : ${rule.verdict} }`
    : rule.verdict === ""
      ? "counter"
      : rule.verdict;
  return [
    ...(isJoined ? [`${table} saddr . ${transport} ${rule.port} { ${source.text} . ${ports.text} }`] : []),
    ...(source === null || isJoined ? [] : [`${table} saddr ${inSet(source)}`]),
    ...(rule.destination === null ? [] : [`${table} daddr ${inSet(rule.destination)}`]),
    ...(rule.interface === null ? [] : [`iifname ${sign(rule.interface)}"${rule.interface.text}"`]),
    ...(rule.protocol === null ? [] : [`meta l4proto ${rule.notProtocol ? "!= " : ""}${rule.protocol}`]),
    ...(ports === null || isJoined || isMapped ? [] : [`${transport} ${rule.port} ${inSet(ports)}`]),
    ...(rule.flags === null ? [] : [`tcp flags & ${rule.flags[0]} == ${rule.flags[1]}`]),
    ...(rule.icmp === null ? [] : [`${icmp} ${rule.icmp}`]),
    end,
  ].join(" ");
}
