import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Logging, Ntp, SyslogSeverity } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { canonicalAddress, decimal } from "../lib/cisco/addresses.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { use } from "../lib/cisco/objects.ts";
import { switched, type Draft } from "./draft.ts";

/** NTP and logging of the Basic System Management and Network Management Command References. */
export const timeAndLogStatements = [
  on<Draft>(["ntp server", "ntp peer", "sntp server"], ntpServer),
  on<Draft>("ntp authenticate", switched("ntp authenticate")),
  on<Draft>("ntp authentication-key", (draft, statement) => {
    const [, , id, algorithm] = statement.words;
    if (id === undefined || algorithm === undefined || statement.negated) return false;
    draft.ntpKeys.push({ id, algorithm, value: algorithm, at: placeOf(statement) });
    return true;
  }),
  on<Draft>("ntp trusted-key", (draft, statement) => {
    if (statement.negated) return false;
    const [low, , high] = statement.words.slice(2).map((word) => decimal(word));
    const ids =
      statement.words[3] === "-" && typeof low === "number" && typeof high === "number" && high - low < 100
        ? Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => String(low + index))
        : statement.words.slice(2);
    draft.ntpTrusted.ids.push(...ids);
    draft.ntpTrusted.at.push(...placeOf(statement));
    return true;
  }),
  on<Draft>("ntp access-group", (draft, statement) => {
    const words = statement.words.slice(2).filter((word) => word !== "ipv4" && word !== "ipv6" && word !== "kod");
    if (words[1] === undefined || statement.negated) return false;
    use(draft, "acl", words[1], statement, `ntp access-group ${words[0] ?? ""}`);
    draft.sources.set(`ntp ${words[0] ?? ""}`, readAt([{ kind: "acl", name: words[1], family: "ipv4" }], statement));
    return true;
  }),
  on<Draft>("ntp master", switched("ntp master")),
  on<Draft>(["ntp disable", "ntp allow mode control"], (draft, statement) =>
    switched(statement.words.slice(0, 2).join(" "))(draft, statement),
  ),
  skip("clock-drift", "ntp clock-period"),
  skip(
    "ntp-details",
    "ntp source",
    "ntp source-interface",
    "ntp update-calendar",
    "ntp logging",
    "ntp max-associations",
    "ntp maxdistance",
    "ntp broadcastdelay",
    "ntp orphan",
    "ntp panic",
    "ntp passive",
    "ntp mindistance",
    "sntp source-interface",
    "sntp logging",
    "ntp refclock",
  ),
  skip(
    "clock",
    "clock timezone",
    "clock summer-time",
    "clock calendar-valid",
    "clock save",
    "clock initialize",
    "clock set",
  ),
  touching(["ntp", "objects"], "ntp", "sntp", "clock"),
  on<Draft>("logging host", (draft, statement) => logHost(draft, statement, 2)),
  on<Draft>("logging trap", (draft, statement) => {
    const word = statement.words[2];
    const severity = word === undefined ? "informational" : severityOf(word);
    if (severity === null) return false;
    draft.logSeverity = readAt(statement.negated ? null : severity, statement);
    return true;
  }),
  on<Draft>("logging buffered", (draft, statement) => {
    if (statement.words.includes("discriminator")) draft.discriminators.push(...placeOf(statement));
    switched("logging buffered")(draft, statement);
  }),
  on<Draft>(["logging on", "logging enable"], switched("logging on")),
  on<Draft>("logging persistent", switched("logging persistent")),
  on<Draft>("logging", (draft, statement) => /[.:]/.test(statement.words[1] ?? "") && logHost(draft, statement, 1)),
  on<Draft>("logging userinfo", switched("logging userinfo")),
  skip(
    "logging-details",
    "logging console",
    "logging monitor",
    "logging facility",
    "logging source-interface",
    "logging history",
    "logging rate-limit",
    "logging origin-id",
    "logging count",
    "logging queue-limit",
    "logging message-counter",
    "logging synchronous",
    "logging event",
    "logging exception",
    "logging file",
    "logging reload",
    "logging server-arp",
    "logging esm",
    "logging cns-events",
    "logging alarm",
    "logging delimiter",
    "logging buginf",
    "logging snmp-trap",
    "logging snmp-authfail",
    "logging dmvpn",
    "logging ip",
    "logging cmts",
    "logging event-link",
    "logging filter",
    "logging purge-log",
    "logging size",
    "logging extended",
  ),
  on<Draft>("logging discriminator", () => true),
  on<Draft>("service timestamps log", (draft, statement) => {
    // "uptime", which is what stands for no word, is no date.
    draft.switches.set(
      "service timestamps log",
      readAt(!statement.negated && statement.words[3] === "datetime", statement),
    );
  }),
  // Without "log" or "debug" both are meant, with the time since the start.
  on<Draft>("service timestamps", (draft, statement) => {
    if (statement.words[2] !== undefined) return false;
    draft.switches.set("service timestamps log", readAt(false, statement));
    return true;
  }),
  skip("debug-timestamps", "service timestamps debug"),
  skip("sequence-numbers", "service sequence-numbers", "service counters"),
  touching(["logging"], "logging", "service timestamps", "archive"),
  block<Draft>("archive", archive),
];

/** "ntp server [vrf V] [ip|ipv6] ADDRESS [version N] [key N] [source I] [prefer] [burst] [iburst]". */
function ntpServer(draft: Draft, statement: Statement): boolean {
  const words = statement.words.slice(2);
  let vrf: string | null = null;
  if (words[0] === "vrf") {
    vrf = words[1] ?? null;
    words.splice(0, 2);
  }
  if (words[0] === "ip" || words[0] === "ipv6") words.shift();
  const address = words.shift();
  if (address === undefined || statement.negated) return false;
  const at = words.indexOf("key");
  const key =
    at < 0
      ? byDefault(null, 'IOS: no key unless "key" (Basic System Management Configuration Guide)')
      : readAt(words[at + 1] ?? null, statement);
  draft.ntpServers.push({ address: canonicalAddress(address), key, vrf, at: placeOf(statement) });
  return true;
}

/** "logging host ADDRESS [vrf V] [transport udp|tcp|tls [port N]] …", also "logging ADDRESS". */
function logHost(draft: Draft, statement: Statement, index: number): boolean {
  const { words } = statement;
  if (words.includes("discriminator")) draft.discriminators.push(...placeOf(statement));
  const start = words[index] === "ipv6" ? index + 1 : index;
  const address = words[start];
  if (address === undefined || statement.negated) return false;
  const rest = words.slice(start + 1);
  const vrfAt = rest.indexOf("vrf");
  const at = rest.indexOf("transport");
  const transport = rest[at + 1];
  const known = transport === "udp" || transport === "tcp" || transport === "tls" ? transport : null;
  const portAt = rest.indexOf("port");
  const port = portAt < 0 ? null : decimal(rest[portAt + 1]);
  draft.logServers.push({
    address: canonicalAddress(address),
    transport:
      at < 0
        ? byDefault("udp", 'IOS: UDP unless "transport"')
        : known === null
          ? unknownFact("The transport is not known.", placeOf(statement))
          : readAt(known, statement),
    port:
      port !== null
        ? readAt(port, statement)
        : known === "tcp" || known === "tls"
          ? unknownFact("No port is stated.", placeOf(statement))
          : byDefault(514, "IOS: UDP port 514"),
    vrf: vrfAt < 0 ? null : (rest[vrfAt + 1] ?? null),
    at: placeOf(statement),
  });
  return true;
}

const severityWords: readonly (readonly [string, SyslogSeverity])[] = [
  ["emergencies", "emergency"],
  ["alerts", "alert"],
  ["critical", "critical"],
  ["errors", "error"],
  ["warnings", "warning"],
  ["notifications", "notice"],
  ["informational", "informational"],
  ["debugging", "debug"],
];

function severityOf(word: string): SyslogSeverity | null {
  const number = decimal(word);
  const pair = number === null ? severityWords.find(([name]) => name === word) : severityWords[number];
  return pair?.[1] ?? null;
}

export const archiveLogTable = table<Draft>([
  on("logging enable", switched("archive log config logging enable")),
  skip("archive-details", "hidekeys", "logging size", "notify", "logging persistent", "record", "exit"),
]);
export const archiveTable = table<Draft>([
  block("log config", (draft, statement) => {
    if (statement.negated) draft.switches.delete("archive log config logging enable");
    readStatements(draft, statement.children, archiveLogTable, ["logging"]);
  }),
  skip("archive-details", "path", "maximum", "time-period", "write-memory", "rollback", "exit"),
]);

function archive(draft: Draft, statement: Statement): void {
  if (statement.negated) draft.switches.delete("archive log config logging enable");
  readStatements(draft, statement.children, archiveTable, ["logging"]);
}

export function ntpOf(draft: Draft): Ntp {
  return {
    servers: draft.ntpServers,
    authenticate:
      draft.switches.get("ntp authenticate") ??
      byDefault(false, 'IOS: off unless "ntp authenticate" (Basic System Management Configuration Guide)'),
    trustedKeys:
      draft.ntpTrusted.at.length > 0
        ? read(draft.ntpTrusted.ids, joinRanges(draft.ntpTrusted.at))
        : byDefault([], 'IOS: none unless "ntp trusted-key"'),
    keys: draft.ntpKeys.map(({ id, algorithm, at }) => ({ id, algorithm, at })),
    unrestricted: unrestricted(draft),
  };
}

/** "ntp access-group": once any is set, only what the groups permit is granted ("ntp access-group", usage guidelines). */
function unrestricted(draft: Draft): Fact<boolean> {
  const groups = [...draft.sources].filter(([name]) => name.startsWith("ntp ")).flatMap(([, fact]) => fact.at);
  if (groups.length > 0) return read(false, joinRanges(groups));
  const running =
    draft.ntpServers.length > 0 || draft.ntpLines.length > 0 || draft.switches.get("ntp master")?.value === true;
  return running
    ? byDefault(true, 'IOS: anyone may ask unless "ntp access-group" (Basic System Management Command Reference)')
    : byDefault(
        false,
        "IOS: NTP does not run on any interface until something starts it (Basic System Management Configuration Guide)",
      );
}

export function loggingOf(draft: Draft): Logging {
  const buffered = draft.switches.get("logging buffered");
  const success = draft.switches.get("login on-success");
  const failure = draft.switches.get("login on-failure");
  const events = [failure, success].filter((fact) => fact?.value === true);
  return {
    enabled:
      draft.switches.get("logging on") ??
      byDefault(true, 'IOS: on unless "no logging on" (Configuring System Message Logging)'),
    servers: draft.logServers,
    serverSeverity:
      draft.logSeverity ?? unknownFact('Without "logging trap" the release decides which messages go to servers.'),
    local: buffered ?? unknownFact('The default of "logging buffered" differs among platforms, and it is not set.'),
    timestamps:
      draft.switches.get("service timestamps log") ??
      unknownFact('The default of "service timestamps log" differs among releases, and it is not set.'),
    loginEvents:
      events.length === 2 && draft.discriminators.length > 0
        ? unknownFact(
            "Messages pass a discriminator on their way, which may drop those on logins.",
            joinRanges(draft.discriminators),
          )
        : events.length > 0
          ? read(events.length === 2, joinRanges(events.flatMap((fact) => fact?.at ?? [])))
          : byDefault(false, 'IOS: not logged unless "login on-failure" and "login on-success" (Login Enhancements)'),
    configurationChanges:
      draft.switches.get("archive log config logging enable") ??
      byDefault(
        false,
        'IOS: off unless "logging enable" under "archive", "log config" (Configuration Change Notification and Logging)',
      ),
  };
}
