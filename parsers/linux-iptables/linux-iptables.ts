import type { DeviceConfig, ModelArea } from "../../src/model/device-config.ts";
import { read } from "../../src/model/fact.ts";
import { LazyLines } from "../lib/lazy-lines.ts";
import { Ledger, splitLines } from "../lib/ledger.ts";
import { unreadConfig } from "../lib/unread-config.ts";
import type { ParseProblem, Parser, Uncollected } from "../parser.ts";
import { readNftJson } from "./nft-json.ts";
import { readNft } from "./nft-text.ts";
import { recognise } from "./recognise.ts";
import type { Ruleset } from "./ruleset.ts";
import { readSave } from "./save.ts";

/** Areas that a rule set says nothing about. */
const beyond: readonly ModelArea[] = [
  "interfaces",
  "management.logins",
  "management.services",
  "management.ssh",
  "management.tls",
  "aaa",
  "users",
  "passwords",
  "snmp",
  "ntp",
  "logging",
  "banners",
  "dns",
  "smallServices",
  "routing",
  "switching",
  "vpn",
  "system",
];

const host: Uncollected = {
  why: "A rule set holds the packet filter of a Linux host, and none of its accounts, services and settings.",
  touches: beyond,
};

/**
 * Rule sets of a Linux host: iptables-save(8) and ip6tables-save(8), "nft list ruleset" as text (nft(8)) and as JSON
 * (libnftables-json(5)). Filters become lists of ACL entries, chain by chain, with every jump followed.
 */
export const linuxIptables: Parser = {
  id: "linux-iptables",
  title: "Linux iptables and nftables",
  recognise,
  parse(text) {
    const { ledger, problems, ...ruleset } = readRules(text);
    return {
      config: configOf(ruleset),
      ...ledger.close(),
      problems,
      uncollected: [host, ...ruleset.uncollected],
    };
  },
  skips: [
    { statement: "# …", reason: "comment" },
    { statement: "an empty line", reason: "blank" },
    { statement: "counter, limit, quota and ct helper objects", reason: "named counters, limits and helpers" },
  ],
};

function readRules(text: string): Ruleset & { readonly ledger: Ledger; readonly problems: readonly ParseProblem[] } {
  if (text.trimStart().startsWith("{")) {
    const lines = splitLines(text);
    const ledger = new Ledger(lines);
    return { ledger, ...readNftJson(text, lines, ledger) };
  }
  const lines = new LazyLines(text);
  const ledger = new Ledger(lines);
  if (isNft(lines)) return { ledger, ...readNft(lines.slice(0, lines.length), ledger) };
  return { ledger, ...readSave(lines, ledger), problems: [] };
}

/** Whether a line is one that only "nft list ruleset" writes. */
function isNft(lines: LazyLines): boolean {
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines.codes[lines.startOf(index)] ?? 0;
    // Nearly all lines of the other forms begin with another letter, which is quicker to see.
    const isOther = first > 32 && first < 127 && first !== 116 && first !== 102 && first !== 100;
    if (!isOther && /^\s*(?:table .*\{|flush ruleset|define )/.test(lines.at(index) ?? "")) return true;
  }
  return false;
}

function configOf({ aclSets, addressGroups, definitions, uses, nat }: Ruleset): DeviceConfig {
  return {
    ...unreadConfig("linux-iptables", "Linux", "A rule set does not tell it."),
    aclSets,
    addressGroups,
    definitions,
    uses,
    // Destinations are translated before routing, sources after it ("Netfilter packet flow"): a filter sees the one after and the other before.
    nat: read(
      { rules: nat, policyDestination: "translated", policySource: "original" },
      nat.flatMap((rule) => rule.at),
    ),
  };
}
