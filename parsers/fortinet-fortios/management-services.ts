import {
  byDefault,
  isKnown,
  joinRanges,
  notApplicable,
  read,
  unknownFact,
  type Fact,
  type LineRange,
} from "../../src/model/fact.ts";
import type { ManagementService, ManagementServiceName, SourceRestriction } from "../../src/model/management.ts";
import { trustedHosts } from "./admins.ts";
import { ipv4Match, ipv6Match } from "./addresses.ts";
import { idleTimeout } from "./idle-timeout.ts";
import { enabled, integer, oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** Words of `allowaccess` that offer management of the device; the others serve clients and other devices. */
const offered: Readonly<Record<string, ManagementServiceName>> = {
  ping: "ping",
  https: "https",
  ssh: "ssh",
  http: "http",
  telnet: "telnet",
  snmp: "snmp",
  fgfm: "fabric",
  fabric: "fabric",
};

const others = new Set([
  "radius-acct",
  "probe-response",
  "capwap",
  "dnp",
  "ftm",
  "speed-test",
  "scim",
  "auto-ipsec",
  "icond",
]);

const ports: Readonly<Partial<Record<ManagementServiceName, string>>> = {
  https: "admin-sport",
  http: "admin-port",
  ssh: "admin-ssh-port",
  telnet: "admin-telnet-port",
};

/** What holds for every interface in one address family. */
interface Access {
  readonly key: "allowaccess" | "ip6-allowaccess";
  readonly hosts: Fact<readonly SourceRestriction[]>;
  readonly timeout: Fact<number | null>;
}

/** One service for each protocol of each interface and address family. */
export function readServices(source: Source): readonly ManagementService[] {
  const timeout = idleTimeout(source);
  const four: Access = {
    key: "allowaccess",
    hosts: trustedBy(source, "trusthost"),
    timeout,
  };
  const six: Access = {
    key: "ip6-allowaccess",
    hosts: trustedBy(source, "ip6-trusthost"),
    timeout,
  };
  source.note(source.tables.single("system global"), ...Object.values(ports));
  source.fact(source.tables.single("system global"), "system global", "admin-telnet", enabled);
  const services: ManagementService[] = [];
  for (const entry of source.tables.entries("system interface")) {
    for (const prefix of ["trust-ip", "trust-ip6"] as const) interfaceTrust(source, entry, prefix);
    services.push(...ofInterface(source, entry, entry, four));
    for (const secondary of entry.tables.get("secondaryip")?.entries ?? []) {
      services.push(...ofInterface(source, entry, secondary, four));
    }
    const ipv6 = entry.tables.get("ipv6")?.own;
    if (ipv6 !== undefined) services.push(...ofInterface(source, entry, ipv6, six));
  }
  return services;
}

function ofInterface(source: Source, entry: Entry, holder: Entry, family: Access): readonly ManagementService[] {
  const { key, timeout } = family;
  const access = holder.settings.get(key);
  if (access === undefined) return [];
  // An unknown word leaves the line unread, so that nothing is passed on its account.
  if (access.words.every((word) => word in offered || others.has(word))) source.take(holder, key);
  const names = new Set(access.words.flatMap((word) => offered[word] ?? []));
  const { at } = access;
  const role = entry.settings.get("role");
  return [...names].map((name) => ({
    name,
    instance: `interface "${entry.name}" ${holder === entry || holder.name === "" ? "" : `secondaryip ${holder.name} `}${key} ${name === "fabric" ? "fgfm" : name}`,
    enabled: isOn(source, entry, name, at),
    port: portOf(source, name),
    interfaces: read([entry.name], at),
    vrf: vrfOf(source, entry),
    families: [key === "allowaccess" ? 4 : 6],
    sources: sourcesOf(source, entry, name, family, at),
    idleTimeout:
      name === "ping" || name === "snmp" || name === "fabric"
        ? notApplicable(`The service ${name} has no sessions of administrators.`)
        : timeout,
    external: facesOutside(role?.words[0], role?.at ?? entry.at),
  }));
}

function isOn(source: Source, entry: Entry, name: ManagementServiceName, at: readonly LineRange[]): Fact<boolean> {
  const status = source.fact(entry, "system interface", "status", oneOf("up", "down"));
  if (isKnown(status) && status.value === "down" && "at" in status)
    return read(false, joinRanges([...status.at, ...at]));
  if (name === "telnet") {
    const telnet = source.fact(source.tables.single("system global"), "system global", "admin-telnet", enabled);
    if (isKnown(telnet) && !telnet.value && "at" in telnet) return read(false, joinRanges([...telnet.at, ...at]));
  }
  return read(true, at);
}

/** SNMP answers on 161 unless a community or user says otherwise; fgfm listens on 541. */
function portOf(source: Source, name: ManagementServiceName): Fact<number | null> {
  if (name === "ping") return notApplicable("Ping has no port.");
  const key = ports[name];
  if (key !== undefined) return source.fact(source.tables.single("system global"), "system global", key, integer);
  return byDefault(name === "snmp" ? 161 : 541, "FortiOS ports and protocols: SNMP 161/udp, FGFM 541/tcp");
}

function vrfOf(source: Source, entry: Entry): Fact<string | null> {
  const value = source.take(entry, "vrf");
  return value === undefined
    ? byDefault(null, "FortiOS: an interface belongs to VRF 0 unless set")
    : read(value.words[0] === "0" ? null : (value.words[0] ?? null), value.at);
}

/** Role of the interface: wan faces outside, lan and dmz do not. */
function facesOutside(role: string | undefined, at: readonly LineRange[]): Fact<boolean> {
  if (role === "wan") return read(true, at);
  if (role === "lan" || role === "dmz") return read(false, at);
  return unknownFact("The interface has no role that says which way it faces.", at);
}

/**
 * Trusted hosts of all administrators together; one account without them opens the services to
 * anyone. They hold for web, SSH, Telnet, ping and SNMP (FortiOS 5.0 handbook, "Preventing unwanted
 * login attempts"), not for FGFM.
 */
function trustedBy(source: Source, prefix: "trusthost" | "ip6-trusthost"): Fact<readonly SourceRestriction[]> {
  const admins = source.tables.entries("system admin");
  if (admins.length === 0)
    return unknownFact("The text has no administrator accounts, whose trusted hosts restrict access.");
  const four = prefix === "trusthost";
  const union = new Map<string, SourceRestriction>();
  const at: LineRange[] = [];
  let partly: Entry | null = null;
  for (const admin of admins) {
    const all = trustedHosts(source, admin);
    if (!isKnown(all)) return all;
    const own = all.value.filter((host) => host.kind === "prefix" && host.prefix.includes(":") !== four);
    if (all.value.length === 0) return read([], admin.at);
    if (own.length === 0) partly ??= admin;
    for (const host of own) if (host.kind === "prefix") union.set(host.prefix, host);
    if ("at" in all) at.push(...all.at);
  }
  if (partly !== null) {
    const family = four ? "IPv4" : "IPv6";
    return unknownFact(`The administrator "${partly.name}" has trusted hosts, but none in ${family}.`, partly.at);
  }
  const single = ["system sso-admin", "system sso-forticloud-admin", "system sso-fortigate-cloud-admin"].flatMap(
    (path) => source.tables.entries(path),
  );
  if (single.length > 0)
    return unknownFact(
      "Administrators by single sign-on have no trusted hosts.",
      joinRanges(single.flatMap((entry) => entry.at)),
    );
  return read([...union.values()], joinRanges(at));
}

/** Restrictions of the service itself; local-in policies, which are asked before them, are lists of their own. */
function sourcesOf(
  source: Source,
  entry: Entry,
  name: ManagementServiceName,
  { key, hosts }: Access,
  at: readonly LineRange[],
): Fact<readonly SourceRestriction[]> {
  const dedicated = interfaceTrust(source, entry, key === "allowaccess" ? "trust-ip" : "trust-ip6");
  if (dedicated !== null) {
    const open = isKnown(hosts) && hosts.value.length === 0;
    return open
      ? dedicated
      : unknownFact("Trusted hosts of the interface and of the administrators hold together.", at);
  }
  if (name === "fabric") return read([], at);
  return hosts;
}

/** `trust-ip-1` to `trust-ip-3` of an interface that is dedicated to management. */
function interfaceTrust(
  source: Source,
  entry: Entry,
  prefix: "trust-ip" | "trust-ip6",
): Fact<readonly SourceRestriction[]> | null {
  const hosts: SourceRestriction[] = [];
  const at: LineRange[] = [];
  for (const index of [1, 2, 3]) {
    const value = source.take(entry, `${prefix}-${index}`);
    if (value === undefined) continue;
    const match = prefix === "trust-ip" ? ipv4Match(value.words) : ipv6Match(value.words[0] ?? "");
    if (match?.kind !== "prefix") continue;
    hosts.push({ kind: "prefix", prefix: match.prefix });
    at.push(...value.at);
  }
  return hosts.length === 0 ? null : read(hosts, joinRanges(at));
}
