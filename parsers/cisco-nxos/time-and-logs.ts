import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Logging, Ntp, SyslogSeverity } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching } from "../lib/statements.ts";
import { canonicalAddress, decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { switched, type Draft } from "./draft.ts";

/** "Configuring NTP" and "Configuring System Message Logging", Cisco Nexus NX-OS System Management Configuration Guide. */
export const timeAndLogStatements = [
  on<Draft>(["ntp server", "ntp peer"], ntpServer),
  on<Draft>("ntp authenticate", switched("ntp authenticate")),
  on<Draft>("ntp authentication-key", (draft, statement) => {
    const [, , id, algorithm] = statement.words;
    if (id === undefined || algorithm === undefined || statement.negated) return false;
    draft.ntpKeys.push({ id, algorithm, at: placeOf(statement) });
    return true;
  }),
  on<Draft>("ntp trusted-key", (draft, statement) => {
    if (statement.negated || statement.words.length !== 3) return false;
    draft.ntpTrusted.ids.push(statement.words[2] ?? "");
    draft.ntpTrusted.at.push(...placeOf(statement));
    return true;
  }),
  on<Draft>("ntp access-group", (draft, statement) => {
    const [, , kind, name] = statement.words;
    if (kind === "match-all" && name === undefined) return true;
    if (name === undefined || statement.negated) return false;
    use(draft, "acl", name, statement, `ntp access-group ${kind ?? ""}`);
    draft.ntpGroups.push(...placeOf(statement));
    return true;
  }),
  on<Draft>("ntp master", switched("ntp master")),
  on<Draft>("ntp enable", switched("feature ntp")),
  skip(
    "ntp-details",
    "ntp source",
    "ntp source-interface",
    "ntp logging",
    "ntp passive",
    "ntp rts-update",
    "ntp allow",
    "ntp distribute",
    "ntp commit",
    "ntp rtc",
  ),
  skip("clock", "clock"),
  on<Draft>("logging server", logServer),
  on<Draft>("logging logfile", switched("logging logfile")),
  on<Draft>("logging level", (draft, statement) => {
    const [, , facility, level] = statement.words;
    const severity = decimal(level);
    if (facility === undefined) return false;
    if (severity !== null && !statement.negated)
      draft.numbers.set(`logging level ${facility}`, readAt(severity, statement));
    return severity !== null || statement.negated;
  }),
  on<Draft>("logging timestamp", (draft, statement) => {
    draft.switches.set("logging timestamp", readAt(true, statement));
    return ["seconds", "milliseconds", "microseconds"].includes(statement.words[2] ?? "") || statement.negated;
  }),
  skip(
    "logging-details",
    "logging console",
    "logging monitor",
    "logging module",
    "logging event",
    "logging history",
    "logging source-interface",
    "logging origin-id",
    "logging message",
    "logging abort",
    "logging distribute",
    "logging rate-limit",
    "logging drop",
    "logging rfc-strict",
    "logging unicode",
  ),
  touching(["ntp", "objects"], "ntp", "clock"),
  touching(["logging"], "logging"),
];

/** "ntp server A [prefer] [key N] [use-vrf V] [minpoll N] [maxpoll N]". */
function ntpServer(draft: Draft, statement: Statement): boolean {
  const [, , address, ...words] = statement.words;
  if (address === undefined || statement.negated) return false;
  const after = (word: string): string | undefined => {
    const at = words.indexOf(word);
    return at < 0 ? undefined : words[at + 1];
  };
  const key = after("key");
  draft.ntpServers.push({
    address: canonicalAddress(address),
    key: key === undefined ? byDefault(null, 'NX-OS: no key unless "key" (Configuring NTP)') : readAt(key, statement),
    vrf: after("use-vrf") ?? null,
    at: placeOf(statement),
  });
  return true;
}

/** "logging server A [SEVERITY] [port N] [secure [trustpoint …]] [use-vrf V] [facility F]". */
function logServer(draft: Draft, statement: Statement): boolean {
  const [, , address, ...words] = statement.words;
  if (address === undefined || statement.negated) return false;
  const severity = decimal(words[0]);
  const at = words.indexOf("port");
  const port = at < 0 ? null : decimal(words[at + 1]);
  const secure = words.includes("secure");
  const vrf = words.indexOf("use-vrf");
  if (at >= 0 && port === null) return false;
  draft.logServers.push({
    address: canonicalAddress(address),
    transport: secure
      ? readAt("tls", statement)
      : byDefault("udp", 'NX-OS: UDP unless "secure" (Configuring System Message Logging)'),
    port:
      port !== null
        ? readAt(port, statement)
        : secure
          ? unknownFact("No port is stated.", placeOf(statement))
          : byDefault(514, 'NX-OS: 514 unless "port" (Configuring System Message Logging)'),
    vrf: vrf < 0 ? null : (words[vrf + 1] ?? null),
    at: placeOf(statement),
    severity: severity !== null && severity <= 7 ? severity : null,
  });
  return true;
}

const severities: readonly SyslogSeverity[] = [
  "emergency",
  "alert",
  "critical",
  "error",
  "warning",
  "notice",
  "informational",
  "debug",
];

export function ntpOf(draft: Draft): Ntp {
  const { ntpServers, ntpTrusted, ntpGroups } = draft;
  const running = draft.switches.get("feature ntp");
  return {
    servers: ntpServers,
    authenticate:
      draft.switches.get("ntp authenticate") ??
      byDefault(false, 'NX-OS: off unless "ntp authenticate" (Configuring NTP)'),
    trustedKeys:
      ntpTrusted.at.length > 0
        ? read(ntpTrusted.ids, joinRanges(ntpTrusted.at))
        : byDefault([], 'NX-OS: none unless "ntp trusted-key" (Configuring NTP)'),
    keys: draft.ntpKeys,
    unrestricted:
      running?.value === false
        ? read(false, running.at)
        : ntpGroups.length > 0
          ? read(false, joinRanges(ntpGroups))
          : byDefault(true, 'NX-OS: anyone may ask unless "ntp access-group" (Configuring NTP, Access Restrictions)'),
  };
}

export function loggingOf(draft: Draft): Logging {
  const { logServers } = draft;
  return {
    enabled: byDefault(true, "NX-OS: messages are always logged"),
    servers: logServers.map(({ address, transport, port, vrf, at }) => ({ address, transport, port, vrf, at })),
    serverSeverity: serverSeverity(draft),
    local:
      draft.switches.get("logging logfile") ??
      unknownFact('Whether messages are kept in a file without "logging logfile" depends on the release.'),
    timestamps:
      draft.switches.get("logging timestamp") ??
      byDefault(
        true,
        "NX-OS: every message carries date and time to the second (cisco-network-node-utils, syslog_settings.yaml)",
      ),
    loginEvents: loginEvents(draft),
    configurationChanges: unknownFact(
      "Which changes of the configuration are logged depends on the levels of many facilities.",
    ),
  };
}

/** The least urgent severity that every server gets. */
function serverSeverity({ logServers }: Draft): Logging["serverSeverity"] {
  if (logServers.length === 0) return unknownFact("No server is named that a severity could be for.");
  const at = joinRanges(logServers.flatMap((each) => each.at));
  const stated = logServers.flatMap(({ severity }) => (severity === null ? [] : [severity]));
  if (stated.length < logServers.length)
    return unknownFact("Without a severity in its line the release decides which messages go to a server.", at);
  return read(severities[Math.min(...stated)] ?? null, at);
}

/** Logins are messages of facility authpriv at severity 6 (DISA CISC-ND-001260), or of "login on-failure log" and its pair. */
function loginEvents(draft: Draft): Fact<boolean> {
  const level = draft.numbers.get("logging level authpriv");
  if (level !== undefined) return read((level.value ?? 0) >= 6, level.at);
  const events = ["login on-failure", "login on-success"].flatMap((name) => draft.switches.get(name) ?? []);
  const onward = events.filter((fact) => fact.value);
  if (onward.length === 2) return read(true, joinRanges(onward.flatMap((fact) => fact.at)));
  return unknownFact(
    'Without "logging level authpriv" the release decides whether logins are logged.',
    joinRanges(events.flatMap((fact) => fact.at)),
  );
}
