import {
  byDefault,
  isKnown,
  joinRanges,
  read,
  unknownFact,
  type Fact,
  type LineRange,
  type UnknownFact,
} from "../../src/model/fact.ts";
import type { SourceRestriction } from "../../src/model/management.ts";
import { Secret } from "../../src/model/secret.ts";
import type { Snmp, SnmpCommunity, SnmpSecurityLevel, SnmpTarget, SnmpUser } from "../../src/model/services.ts";
import { ipv4, ipv4Match, ipv6Match } from "./addresses.ts";
import { enabled, oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

type SnmpVersion = "v1" | "v2c" | "v3";

export function readSnmp(source: Source): Snmp {
  const sysinfo = source.tables.single("system snmp sysinfo");
  source.note(sysinfo, "contact-info", "description", "location", "engine-id", "engine-id-type", "append-index");
  source.note(sysinfo, "trap-high-cpu-threshold", "trap-low-memory-threshold", "trap-log-full-threshold");
  source.note(sysinfo, "trap-free-memory-threshold", "trap-freeable-memory-threshold", "non-mgmt-vdom-query");
  const communities = source.tables.entries("system snmp community");
  const users = source.tables.entries("system snmp user");
  return {
    enabled: source.fact(sysinfo, "system snmp sysinfo", "status", enabled),
    versions: versionsOf(source, communities, users),
    communities: communities.flatMap((entry, index) => community(source, entry, index)),
    users: users.flatMap((entry) => user(source, entry)),
    groups: [],
    targets: [
      ...communities.flatMap((entry) => trapHosts(source, entry)),
      ...users.flatMap((entry) => notified(source, entry)),
    ],
  };
}

/** The agent answers v1 and v2c by what the communities allow, v3 where a user may query. */
function versionsOf(
  source: Source,
  communities: readonly Entry[],
  users: readonly Entry[],
): Fact<readonly SnmpVersion[]> {
  const versions = new Set<SnmpVersion>();
  const at: LineRange[] = [];
  const doubts: UnknownFact[] = [];
  const consider = (version: SnmpVersion, entry: Entry, ...facts: readonly Fact<boolean>[]): void => {
    if (facts.some((fact) => isKnown(fact) && !fact.value)) return;
    const doubtful = facts.find((fact) => "unknown" in fact);
    if (doubtful !== undefined) {
      doubts.push(doubtful);
      return;
    }
    versions.add(version);
    at.push(...entry.at);
  };
  for (const entry of communities) {
    const table = "system snmp community";
    const status = source.fact(entry, table, "status", enabled);
    consider("v1", entry, status, source.fact(entry, table, "query-v1-status", enabled));
    consider("v2c", entry, status, source.fact(entry, table, "query-v2c-status", enabled));
  }
  for (const entry of users) {
    const table = "system snmp user";
    const status = source.fact(entry, table, "status", enabled);
    consider("v3", entry, status, source.fact(entry, table, "queries", enabled));
  }
  const [doubt] = doubts;
  if (doubt !== undefined) return doubt;
  const list = (["v1", "v2c", "v3"] as const).filter((version) => versions.has(version));
  if (list.length === 0)
    return byDefault([], "FortiOS answers SNMP only by its communities and users, and the text enables none");
  return read(list, joinRanges(at));
}

/** FortiOS communities may only read: the table has nothing to write by (CLI reference 6.4.2, config system snmp community). */
function community(source: Source, entry: Entry, index: number): readonly SnmpCommunity[] {
  source.note(entry, "events", "query-v1-port", "query-v2c-port", "trap-v1-lport", "trap-v1-rport", "trap-v1-status");
  source.note(entry, "trap-v2c-lport", "trap-v2c-rport", "trap-v2c-status", "mib-view", "vdoms");
  const name = source.take(entry, "name");
  if (name === undefined) return [];
  const status = entry.settings.get("status");
  if (status?.words[0] === "disable") return [];
  return [
    {
      label: `community ${index + 1} (read-only)`,
      at: entry.at,
      secret: new Secret(name.words[0] ?? ""),
      access: read("read-only", name.at),
      sources: hostsOf(source, entry),
      view: viewOf(source, entry),
    },
  ];
}

function viewOf(source: Source, entry: Entry): Fact<string | null> {
  const value = source.take(entry, "mib-view");
  return value === undefined
    ? byDefault(null, "FortiOS: a community or user sees the whole MIB unless mib-view is set")
    : read(value.words[0] ?? null, value.at);
}

/** Hosts that may ask; a community without hosts answers anyone, and 0.0.0.0/0 is anyone. */
function hostsOf(source: Source, entry: Entry): Fact<readonly SourceRestriction[]> {
  const hosts: SourceRestriction[] = [];
  const at: LineRange[] = [];
  let anyone = false;
  const family = (
    table: string,
    key: string,
    parse: (words: readonly string[]) => ReturnType<typeof ipv4Match>,
  ): boolean => {
    for (const host of entry.tables.get(table)?.entries ?? []) {
      source.note(host, "interface", "source-ip", "source-ipv6", "ha-direct", "interface-select-method", "vrf-select");
      at.push(...host.at);
      if (source.word(host, "host-type") === "trap") continue;
      const match = parse(source.words(host, key));
      if (match === null) return false;
      if (match.kind === "prefix") hosts.push({ kind: "prefix", prefix: match.prefix });
      else anyone = true;
    }
    return true;
  };
  const known =
    family("hosts", "ip", (words) =>
      ipv4Match(words.length === 1 && ipv4(words[0] ?? "") !== null ? [`${words[0]}/32`] : words),
    ) && family("hosts6", "ipv6", ([word = ""]) => ipv6Match(word));
  if (!known) return unknownFact("A host of the community is not an address that the parser knows.", joinRanges(at));
  if (anyone) return read([], joinRanges(at));
  if (at.length === 0) return byDefault([], "FortiOS: a community without hosts answers every source");
  if (hosts.length === 0) return unknownFact("The community has only hosts for traps.", joinRanges(at));
  return read(hosts, joinRanges(at));
}

const levels: Readonly<Record<string, SnmpSecurityLevel>> = {
  "no-auth-no-priv": "noAuthNoPriv",
  "auth-no-priv": "authNoPriv",
  "auth-priv": "authPriv",
};

const privacies: Readonly<Record<string, string>> = {
  aes: "aes128",
  des: "des",
  aes256: "aes256",
  aes256cisco: "aes256",
};

function user(source: Source, entry: Entry): readonly SnmpUser[] {
  const table = "system snmp user";
  source.note(entry, "events", "trap-status", "trap-lport", "trap-rport", "query-port", "auth-pwd", "priv-pwd");
  source.note(entry, "notify-hosts", "notify-hosts6", "ha-direct", "source-ip", "source-ipv6", "mib-view", "vdoms");
  source.note(entry, "interface-select-method", "interface");
  if (source.word(entry, "status") === "disable") return [];
  const level = source.fact(entry, table, "security-level", ([word = ""]) => levels[word]);
  const given = isKnown(level) ? level.value : null;
  return [
    {
      name: entry.name,
      at: entry.at,
      group: null,
      level,
      authentication:
        given === "noAuthNoPriv" && "value" in level
          ? { ...level, value: null }
          : source.fact<string | null>(
              entry,
              table,
              "auth-proto",
              oneOf("md5", "sha", "sha224", "sha256", "sha384", "sha512"),
            ),
      privacy:
        given !== "authPriv" && "value" in level
          ? { ...level, value: null }
          : source.fact<string | null>(entry, table, "priv-proto", ([word = ""]) => privacies[word]),
      sources: byDefault([], "FortiOS has no source restriction for an SNMP v3 user"),
    },
  ];
}

function trapHosts(source: Source, entry: Entry): readonly SnmpTarget[] {
  const targets: SnmpTarget[] = [];
  const v1 = source.word(entry, "trap-v1-status") !== "disable";
  const v2 = source.word(entry, "trap-v2c-status") !== "disable";
  for (const [table, key] of [
    ["hosts", "ip"],
    ["hosts6", "ipv6"],
  ] as const) {
    for (const host of entry.tables.get(table)?.entries ?? []) {
      const address = source.word(host, key);
      if (address === null || source.word(host, "host-type") === "query") continue;
      if (v2) targets.push({ address, version: "v2c", level: null, at: host.at });
      if (v1) targets.push({ address, version: "v1", level: null, at: host.at });
    }
  }
  return targets;
}

function notified(source: Source, entry: Entry): readonly SnmpTarget[] {
  const level = levels[source.word(entry, "security-level") ?? "no-auth-no-priv"] ?? null;
  return ["notify-hosts", "notify-hosts6"].flatMap((key) =>
    source
      .words(entry, key)
      .filter((address) => address !== "" && address !== "0.0.0.0" && address !== "::")
      .map((address): SnmpTarget => ({ address, version: "v3", level, at: entry.settings.get(key)?.at ?? entry.at })),
  );
}
