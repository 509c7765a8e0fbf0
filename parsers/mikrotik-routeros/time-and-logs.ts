import { byDefault, joinRanges, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { Banners, Dns, Logging, LogServer, Ntp, NtpServer, SyslogSeverity } from "../../src/model/services.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { defaultOf, itemsOf, mark, markEntry, placeOf, switchOf, type Draft } from "./draft.ts";
import { flagOf, isDisabled, valueOf, type Item } from "./items.ts";

/** RouterOS 6 names two servers in "/system ntp client", RouterOS 7 lists them ("NTP"). */
export function readNtp(draft: Draft): Ntp {
  const client = itemsOf(draft, "/system ntp client");
  for (const item of client)
    mark(draft, item, new Set("enabled primary-ntp secondary-ntp server-dns-names servers mode vrf".split(" ")), [
      "ntp",
    ]);
  const listed = itemsOf(draft, "/system ntp client servers");
  for (const item of listed)
    markEntry(draft, item, new Set(["address", "auth-key", "iburst", "max-poll", "min-poll"]), ["ntp"]);
  const keys = itemsOf(draft, "/system ntp key");
  for (const item of keys) markEntry(draft, item, new Set(["key-id", "key", "auth"]), ["ntp"]);
  for (const item of itemsOf(draft, "/system ntp server"))
    mark(
      draft,
      item,
      new Set(
        "enabled broadcast multicast manycast broadcast-addresses local-clock-stratum use-local-clock vrf auth-key".split(
          " ",
        ),
      ),
      ["ntp"],
    );
  const on = switchOf(draft, "/system ntp client", "enabled", false);
  const off = "value" in on && !on.value;
  const servers = off ? [] : [...client.flatMap(namedServers), ...listed.flatMap((item) => listedServer(item))];
  const keyed = servers.filter(({ key }) => "value" in key && key.value !== null);
  return {
    servers,
    authenticate:
      servers.length > 0
        ? read(keyed.length === servers.length, joinRanges(servers.flatMap(({ at }) => at)))
        : defaultOf(draft, false, "the NTP client authenticates nobody"),
    trustedKeys:
      keyed.length > 0
        ? read(
            keyed.flatMap(({ key }) => ("value" in key && key.value !== null ? [key.value] : [])),
            joinRanges(keyed.flatMap(({ at }) => at)),
          )
        : defaultOf(draft, [], "the NTP client trusts no key"),
    keys: keys
      .filter((item) => item.verb === "add")
      .map((item) => ({
        id: valueOf(item, "key-id") ?? "",
        algorithm: valueOf(item, "auth") ?? "md5",
        at: placeOf(item),
      })),
    // Nothing but the firewall restricts who may ask the server.
    unrestricted: switchOf(draft, "/system ntp server", "enabled", false),
  };
}

function namedServers(item: Item): readonly NtpServer[] {
  return ["primary-ntp", "secondary-ntp", "server-dns-names", "servers"].flatMap((name) =>
    (valueOf(item, name) ?? "")
      .split(",")
      .filter((address) => address !== "" && address !== "0.0.0.0")
      .map((address) => ({ address, key: read(null, placeOf(item)), vrf: null, at: placeOf(item) })),
  );
}

function listedServer(item: Item): readonly NtpServer[] {
  const address = valueOf(item, "address");
  if (item.verb !== "add" || address === null || isDisabled(item)) return [];
  const key = valueOf(item, "auth-key");
  return [{ address, key: read(key === "none" ? null : key, placeOf(item)), vrf: null, at: placeOf(item) }];
}

/** Severities by the topics that RouterOS has for them ("Log", Topics). */
const severities: ReadonlyMap<string, SyslogSeverity> = new Map([
  ["critical", "critical"],
  ["error", "error"],
  ["warning", "warning"],
  ["info", "informational"],
  ["debug", "debug"],
]);
const order: readonly SyslogSeverity[] = [
  "emergency",
  "alert",
  "critical",
  "error",
  "warning",
  "notice",
  "informational",
  "debug",
];

interface RemoteAction {
  address: string | null;
  port: number | null;
  protocol: string | null;
  readonly at: LineRange[];
}

/** Rules of "/system logging" hand topics to actions; those of "/system logging action" that are remote send them away. */
export function readLogging(draft: Draft): Logging {
  const actions = remoteActions(draft);
  const rules = itemsOf(draft, "/system logging");
  for (const item of rules) markEntry(draft, item, new Set(["action", "topics", "prefix", "regex"]), ["logging"]);
  const sending = rules.filter(
    (item) => item.verb === "add" && !isDisabled(item) && actions.has(valueOf(item, "action") ?? "memory"),
  );
  const used = new Map(sending.map((item) => [valueOf(item, "action") ?? "", item] as const));
  const servers = [...used].flatMap(([name, rule]): LogServer[] => {
    const action = actions.get(name);
    if (action === undefined || action.address === null) return [];
    return [
      {
        address: action.address,
        transport: transportOf(action),
        port:
          action.port === null
            ? defaultOf(draft, 514, "remote-port=514 of a logging action")
            : read(action.port, action.at),
        vrf: null,
        at: [...action.at, ...placeOf(rule)],
      },
    ];
  });
  const unknown = unknownFact("What each message holds is not read.");
  return {
    enabled: byDefault(true, "RouterOS always keeps a log"),
    servers,
    serverSeverity: severityOf(draft, sending),
    local: localOf(draft, rules),
    timestamps: unknown,
    loginEvents: unknown,
    configurationChanges: unknown,
  };
}

function remoteActions(draft: Draft): ReadonlyMap<string, RemoteAction> {
  // Numbers of the actions that are there from the start: memory, disk, echo, remote.
  const found = new Map<string, RemoteAction>([["remote", { address: null, port: null, protocol: null, at: [] }]]);
  for (const item of itemsOf(draft, "/system logging action")) {
    mark(
      draft,
      item,
      new Set(
        "name target remote remote-port src-address bsd-syslog syslog-facility syslog-severity syslog-time-format remote-log-format remote-protocol memory-lines memory-stop-on-full disk-file-name disk-file-count disk-lines-per-file disk-stop-on-full email-to email-start-tls remember vrf cef-event-delimiter".split(
          " ",
        ),
      ),
      ["logging"],
    );
    const named =
      valueOf(item, "name") ?? (item.target === "3" || /name="?remote"?/.test(item.target) ? "remote" : item.target);
    const action =
      found.get(named) ??
      (valueOf(item, "target") === "remote" ? { address: null, port: null, protocol: null, at: [] } : null);
    if (action === null) continue;
    found.set(named, action);
    action.at.push(...placeOf(item));
    const address = valueOf(item, "remote");
    action.address = address === null || address === "" || address === "0.0.0.0" ? action.address : address;
    action.port = decimal(valueOf(item, "remote-port") ?? "") ?? action.port;
    action.protocol = valueOf(item, "remote-protocol") ?? action.protocol;
  }
  return found;
}

/** UDP unless a release that knows better is told so. */
function transportOf({ protocol, at }: RemoteAction): LogServer["transport"] {
  if (protocol === null)
    return byDefault("udp", "RouterOS sends syslog over UDP unless remote-protocol says otherwise");
  return protocol === "tcp" || protocol === "tls" || protocol === "udp"
    ? read(protocol, at)
    : unknownFact("The transport is not known.", at);
}

/** The least urgent severity that a rule of one topic sends; rules of other topics do not tell. */
function severityOf(draft: Draft, rules: readonly Item[]): Fact<SyslogSeverity | null> {
  const at = rules.flatMap(placeOf);
  if (rules.length === 0) return defaultOf(draft, null, "no rule sends anything away");
  const stated = rules.flatMap((item) => severities.get(valueOf(item, "topics") ?? "info") ?? []);
  const least = stated.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0];
  return least === undefined ? unknownFact("Rules by other topics do not tell a severity.", at) : read(least, at);
}

/** From the start info, error and warning go to memory; rules that are changed or taken away leave that open. */
function localOf(draft: Draft, rules: readonly Item[]): Fact<boolean> {
  const changed = rules.filter(({ verb }) => verb !== "add");
  if (changed.length > 0)
    return unknownFact("The rules that are there from the start were changed.", changed.flatMap(placeOf));
  return defaultOf(draft, true, "info, error and warning go to memory");
}

export function readDns(draft: Draft): Dns {
  const items = itemsOf(draft, "/ip dns");
  for (const item of items)
    mark(
      draft,
      item,
      new Set(
        "servers allow-remote-requests cache-max-ttl cache-size max-concurrent-queries max-concurrent-tcp-sessions max-udp-packet-size query-server-timeout query-total-timeout use-doh-server verify-doh-cert doh-max-concurrent-queries doh-max-server-connections doh-timeout address-list-extra-time mdns-repeat-ifaces vrf dynamic-servers".split(
          " ",
        ),
      ),
      ["dns", "smallServices"],
    );
  const item = items.findLast((each) => each.parameters.has("servers"));
  const addresses = item === undefined ? [] : (valueOf(item, "servers") ?? "").split(",").filter((each) => each !== "");
  return {
    lookup: byDefault(true, "RouterOS: names are looked up wherever servers are known"),
    servers: item === undefined ? [] : addresses.map((address) => ({ address, at: placeOf(item) })),
  };
}

/** The note is shown after a login, where show-at-login is not off ("Note"). */
export function readBanners(draft: Draft): Banners {
  const items = itemsOf(draft, "/system note");
  for (const item of items) mark(draft, item, new Set(["note", "show-at-login", "show-at-cli-login"]), ["banners"]);
  const item = items.findLast((each) => each.parameters.has("note"));
  const hidden = items.findLast((each) => flagOf(each, "show-at-login") === false);
  const at = items.flatMap(placeOf);
  const after: Fact<string | null> =
    hidden !== undefined
      ? read(null, placeOf(hidden))
      : item !== undefined
        ? read(valueOf(item, "note"), placeOf(item))
        : defaultOf(draft, null, "note is empty in /system note");
  return {
    beforeLogin: unknownFact("Whether RouterOS shows its note before a login is not known.", at),
    afterLogin: after,
  };
}
