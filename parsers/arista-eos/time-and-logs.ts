import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Logging, Ntp, SyslogSeverity } from "../../src/model/services.ts";
import { canonicalAddress, decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { rangesIn } from "../lib/cisco/number-lists.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, skipBlock, touching } from "../lib/statements.ts";
import { switched, type Draft } from "./draft.ts";

/** "ntp" and "logging" of the EOS User Manual, "Switch Administration". */
export const timeAndLogStatements = [
  on<Draft>("ntp server", ntpServer),
  on<Draft>("ntp authenticate", (draft, statement) => {
    draft.switches.set("ntp authenticate", readAt(!statement.negated, statement));
    return statement.words.length === 2 || statement.words[2] === "servers";
  }),
  on<Draft>("ntp authentication-key", (draft, statement) => {
    const [, , id, algorithm] = statement.words;
    if (id === undefined || algorithm === undefined || statement.negated) return false;
    draft.ntpKeys.push({ id, algorithm, at: placeOf(statement) });
    return true;
  }),
  on<Draft>("ntp trusted-key", (draft, statement) => {
    const ranges = rangesIn(statement.words.slice(2).join(","));
    const count = ranges?.reduce((sum, [first, last]) => sum + last - first + 1, 0) ?? 0;
    if (ranges === null || statement.negated || count > mostKeys) return false;
    const ids = ranges.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, at) => String(first + at)),
    );
    draft.lists.set("ntp trusted", readAt(ids, statement));
    return true;
  }),
  on<Draft>("ntp serve all", (draft, statement) => {
    draft.switches.set("ntp serve all", readAt(!statement.negated, statement));
    if (!statement.negated) draft.ntpServe.push(...placeOf(statement));
  }),
  on<Draft>(["ntp serve ip access-group", "ntp serve ipv6 access-group"], (draft, statement) => {
    const name = statement.words[4];
    if (name === undefined || statement.negated) return false;
    use(draft, "acl", name, statement, statement.words.slice(0, 4).join(" "));
    draft.switches.set(`ntp ${statement.words[2] ?? ""} restricted`, readAt(true, statement));
    return true;
  }),
  skip("ntp-details", "ntp local-interface", "ntp source", "ntp source-interface", "ntp qos", "ntp force-restart"),
  skip("clock", "clock timezone", "clock source"),
  skipBlock("precision-time", "ptp", "sync-e"),
  touching(["ntp", "objects"], "ntp", "clock"),
  on<Draft>("logging host", (draft, statement) => logHost(draft, statement, null, 2)),
  on<Draft>("logging vrf", (draft, statement) => {
    const vrf = statement.words[2];
    if (statement.words[3] === "source-interface" || statement.words[3] === "local-interface") return true;
    return statement.words[3] === "host" && vrf !== undefined && logHost(draft, statement, vrf, 4);
  }),
  on<Draft>("logging trap", (draft, statement) => {
    const [, , word, ...rest] = statement.words;
    // "logging trap system" chooses messages of the operating system that go to servers beside these.
    if (word === "system") return true;
    const severity = word === undefined ? "informational" : severityOf(word);
    if (severity === null || rest.length > 0) return false;
    draft.logSeverity = readAt(statement.negated ? null : severity, statement);
    return true;
  }),
  on<Draft>("logging buffered", switched("logging buffered")),
  on<Draft>(["logging on"], switched("logging on")),
  on<Draft>(["logging persistent"], switched("logging persistent")),
  // Each message has a date; the words after it choose its form.
  on<Draft>("logging format timestamp", () => true),
  // From which severity on the messages of one facility are made: fewer of them may hide what others rest on.
  on<Draft>("logging level", (_, statement) => {
    const severity = severityOf(statement.words[3] ?? "");
    return statement.negated || severity === "notice" || severity === "informational" || severity === "debug";
  }),
  skip(
    "logging-details",
    "logging console",
    "logging monitor",
    "logging facility",
    "logging source-interface",
    "logging local-interface",
    "logging format hostname",
    "logging format sequence-numbers",
    "logging format rfc5424",
    "logging event",
    "logging synchronous",
    "logging repeat-messages",
    "logging qos",
    "logging relogging-interval",
    "logging buffered system",
    "logging transceiver",
    "default logging event",
  ),
  skipBlock("logging-matches", "match-list"),
  touching(["logging"], "logging"),
];

/** More keys than anybody trusts. */
const mostKeys = 256;

/** "ntp server [vrf V] HOST [prefer] [burst] [iburst] [version N] [minpoll N] [maxpoll N] [local-interface I] [key N]". */
function ntpServer(draft: Draft, statement: Statement): boolean {
  const words = statement.words.slice(2);
  const vrf = words[0] === "vrf" ? (words[1] ?? null) : null;
  if (vrf !== null) words.splice(0, 2);
  const address = words.shift();
  if (address === undefined || statement.negated) return false;
  const at = words.indexOf("key");
  const key =
    at < 0
      ? byDefault(null, 'EOS: no key unless "key" (EOS User Manual, "ntp server")')
      : readAt(words[at + 1] ?? null, statement);
  draft.ntpServers.push({ address: canonicalAddress(address), key, vrf, at: placeOf(statement) });
  return true;
}

/** "HOST [add|remove] [PORT…] [protocol udp|tcp|tls [ssl-profile P]]"; UDP port 514 unless stated. */
function logHost(draft: Draft, statement: Statement, vrf: string | null, index: number): boolean {
  const { words } = statement;
  const address = words[index];
  if (address === undefined || statement.negated) return false;
  const rest = words.slice(index + 1);
  const at = rest.indexOf("protocol");
  const transport = at < 0 ? "udp" : rest[at + 1];
  const [port, ...others] = (at < 0 ? rest : rest.slice(0, at)).filter((word) => word !== "add");
  if (transport !== "udp" && transport !== "tcp" && transport !== "tls") return false;
  if (port !== undefined && decimal(port) === null) return false;
  if (others.some((word) => decimal(word) === null)) return false;
  draft.logServers.push({
    address: canonicalAddress(address),
    transport:
      at < 0
        ? byDefault("udp", 'EOS: UDP unless "protocol" (EOS User Manual, "logging host")')
        : readAt(transport, statement),
    port:
      port === undefined
        ? byDefault(514, 'EOS: port 514 unless stated (EOS User Manual, "logging host")')
        : readAt(decimal(port) ?? 514, statement),
    vrf,
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

export function ntpOf(draft: Draft): Ntp {
  return {
    servers: draft.ntpServers,
    authenticate:
      draft.switches.get("ntp authenticate") ??
      byDefault(false, 'EOS: off unless "ntp authenticate" (EOS User Manual, "ntp authenticate")'),
    trustedKeys:
      draft.lists.get("ntp trusted") ?? byDefault([], 'EOS: none unless "ntp trusted-key" (EOS User Manual)'),
    keys: draft.ntpKeys,
    unrestricted: unrestricted(draft),
  };
}

/** The device answers nobody unless "ntp serve", on all interfaces or on one ("ntp serve", EOS User Manual). */
function unrestricted(draft: Draft): Fact<boolean> {
  const at = joinRanges(draft.ntpServe);
  if (at.length === 0) {
    return (
      draft.switches.get("ntp serve all") ??
      byDefault(false, 'EOS: serves nobody unless "ntp serve" (EOS User Manual, "ntp serve")')
    );
  }
  const lists = [draft.switches.get("ntp ip restricted"), draft.switches.get("ntp ipv6 restricted")];
  const [ipv4, ipv6] = lists;
  if (ipv4 === undefined) return read(true, at);
  if (ipv6 === undefined) return unknownFact("A list restricts time requests over IPv4 alone.", at);
  return read(false, joinRanges([...at, ...ipv4.at, ...ipv6.at]));
}

export function loggingOf(draft: Draft): Logging {
  const events = [draft.switches.get("login on-success"), draft.switches.get("login on-failure")];
  const logged = events.filter((fact) => fact?.value === true);
  const eventsAt = joinRanges(events.flatMap((fact) => fact?.at ?? []));
  return {
    enabled: draft.switches.get("logging on") ?? byDefault(true, 'EOS: on unless "no logging on" (EOS User Manual)'),
    servers: draft.logServers,
    serverSeverity:
      draft.logSeverity ?? unknownFact('Without "logging trap" the release decides which messages go to servers.'),
    local: draft.switches.get("logging buffered") ?? unknownFact('The default of "logging buffered" was not found.'),
    timestamps: byDefault(true, 'EOS: each message has a date, in the form of "logging format timestamp"'),
    loginEvents:
      eventsAt.length > 0
        ? read(logged.length === 2, eventsAt)
        : byDefault(false, 'EOS: not logged unless "aaa authentication policy on-success|on-failure log"'),
    configurationChanges: unknownFact("Whether each change of the configuration is logged was not found."),
  };
}
