import { byDefault, joinRanges, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { Banners, Dns, Logging, Ntp, SyslogSeverity } from "../../src/model/services.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { block, on, readStatements, skip, skipBlock, table, touching } from "../lib/statements.ts";
import { switched, type Draft } from "./draft.ts";
import { addressText } from "./names.ts";

/** "logging", "ntp", "banner" and "dns" (Command Reference; General Operations CLI Configuration Guide, "Logging"). */
export const timeAndLogStatements = [
  on<Draft>("logging enable", switched("logging enable")),
  on<Draft>("logging timestamp", switched("logging timestamp")),
  on<Draft>("logging host", logHost),
  on<Draft>(["logging trap", "logging buffered", "logging history", "logging asdm", "logging mail"], severity),
  on<Draft>("logging message", message),
  skip(
    "logging-details",
    "logging facility",
    "logging standby",
    "logging buffer-size",
    "logging asdm-buffer-size",
    "logging queue",
    "logging device-id",
    "logging emblem",
    "logging debug-trace",
    "logging from-address",
    "logging recipient-address",
    "logging flash-bufferwrap",
    "logging flash-maximum-allocation",
    "logging flash-minimum-free",
    "logging ftp-bufferwrap",
    "logging ftp-server",
    "logging savelog",
    "logging permit-hostdown",
    "logging rate-limit",
    "logging hide",
  ),
  on<Draft>(["logging console", "logging monitor", "logging list"], () => true),
  // A class of messages may have severities of its own.
  on<Draft>("logging class", (draft, statement) => {
    keepMessage(draft, "class", [statement.line, statement.last]);
  }),
  skip("flow-export", "flow-export"),
  touching(["logging"], "logging"),
  on<Draft>("ntp server", ntpServer),
  on<Draft>("ntp authenticate", switched("ntp authenticate")),
  on<Draft>("ntp authentication-key", (draft, statement) => {
    const [, , id, algorithm, key] = statement.words;
    if (id === undefined || algorithm === undefined || key === undefined || statement.negated) return false;
    draft.ntpKeys.push({ id, algorithm, at: placeOf(statement) });
    return true;
  }),
  on<Draft>("ntp trusted-key", (draft, statement) => {
    const id = statement.words[2];
    if (id === undefined || statement.negated) return false;
    draft.ntpTrusted.ids.push(id);
    draft.ntpTrusted.at.push(...placeOf(statement));
    return true;
  }),
  skip("clock", "clock timezone", "clock summer-time"),
  touching(["ntp"], "ntp", "clock"),
  on<Draft>("banner", banner),
  touching(["banners"], "banner"),
  on<Draft>("dns domain-lookup", (draft, statement) => {
    draft.switches.set(`dns lookup ${statement.words[2] ?? ""}`, readAt(!statement.negated, statement));
    use(draft, "zone", statement.words[2], statement, "dns domain-lookup");
    return statement.words[2] !== undefined;
  }),
  on<Draft>("dns name-server", (draft, statement) => nameServers(draft, statement, statement.words.slice(2))),
  block<Draft>("dns server-group", (draft, statement) => readStatements(draft, statement.children, dnsTable, ["dns"])),
  skip("dns-details", "dns-group", "dns expire-entry-timer", "dns poll-timer", "dns-guard", "dns trusted-source"),
  skipBlock("dns-details", "dns-group-map"),
  touching(["dns"], "dns", "name-server"),
];

export const dnsTable = table<Draft>([
  on("name-server", (draft, statement) => nameServers(draft, statement, statement.words.slice(1))),
  skip("dns-details", "domain-name", "timeout", "retries", "poll-timer", "expire-entry-timer", "exit"),
]);

/** Addresses, then the interface by which they are asked. */
function nameServers(draft: Draft, statement: Statement, words: readonly string[]): boolean {
  if (statement.negated || words.length === 0) return false;
  const addresses = words.map((word) => addressText(draft, word)).filter((text) => /[.:]/.test(text));
  for (const address of addresses) draft.nameServers.push({ address, at: placeOf(statement) });
  return addresses.length > 0;
}

/** "logging host INTERFACE ADDRESS [tcp|udp[/PORT] | 6|17/PORT] [format emblem] [secure …]"; UDP 514, TCP 1470. */
function logHost(draft: Draft, statement: Statement): boolean {
  const { words, negated } = statement;
  const [, , nameif, address, ...options] = words;
  if (nameif === undefined || address === undefined || negated) return false;
  use(draft, "zone", nameif, statement, "logging host");
  const carried = options.find((word) => /^(?:tcp|udp|6|17)(?:\/\d+)?$/.test(word));
  const [word = "udp", portText] = carried?.split("/") ?? [];
  const tcp = word === "tcp" || word === "6";
  const secure = options.includes("secure");
  const port = decimal(portText);
  draft.logServers.push({
    address: addressText(draft, address),
    transport:
      carried === undefined
        ? byDefault("udp", 'ASA: UDP unless "tcp" (Command Reference, "logging host")')
        : readAt(tcp ? (secure ? "tls" : "tcp") : "udp", statement),
    port:
      port === null
        ? byDefault(tcp ? 1470 : 514, 'ASA: UDP port 514, TCP port 1470 (Command Reference, "logging host")')
        : readAt(port, statement),
    vrf: null,
    at: placeOf(statement),
  });
  const known = new Set(["secure", "format", "emblem", "reference-identity", carried]);
  const at = options.indexOf("reference-identity");
  return options.every((option, index) => known.has(option) || (at >= 0 && index === at + 1));
}

const severities: readonly (readonly [string, SyslogSeverity])[] = [
  ["emergencies", "emergency"],
  ["alerts", "alert"],
  ["critical", "critical"],
  ["errors", "error"],
  ["warnings", "warning"],
  ["notifications", "notice"],
  ["informational", "informational"],
  ["debugging", "debug"],
];

/** "logging trap LEVEL|LIST": a word that is no severity names a list of messages. */
function severity(draft: Draft, statement: Statement): boolean {
  const [, target = "", word] = statement.words;
  if (statement.negated) {
    draft.logLevels.set(target, readAt(null, statement));
    return true;
  }
  if (word === undefined || statement.words.length > 3) return false;
  const number = decimal(word);
  const found = number === null ? severities.find(([name]) => name === word) : severities[number];
  draft.logLevels.set(
    target,
    found === undefined ? { list: word, at: placeOf(statement) } : readAt(found[1], statement),
  );
  return true;
}

/** "no logging message N", "logging message N level L" and "logging message N standby": which messages come, and how. */
function message(draft: Draft, statement: Statement): boolean {
  const id = statement.words[2];
  if (id === undefined || decimal(id) === null) return false;
  keepMessage(draft, id, [statement.line, statement.last]);
  return true;
}

function keepMessage({ logMessages }: Draft, id: string, place: LineRange): void {
  const known = logMessages.get(id);
  if (known === undefined) logMessages.set(id, [place]);
  else known.push(place);
}

function ntpServer(draft: Draft, statement: Statement): boolean {
  const [, , address, ...options] = statement.words;
  if (address === undefined || statement.negated) return false;
  const at = options.indexOf("key");
  const key =
    at < 0
      ? byDefault(null, 'ASA: no key unless "key" (Command Reference, "ntp server")')
      : readAt(options[at + 1] ?? null, statement);
  draft.ntpServers.push({ address: addressText(draft, address), key, vrf: null, at: placeOf(statement) });
  return true;
}

/** "banner asdm|exec|login|motd TEXT": each line adds one to the text, without delimiters. */
function banner(draft: Draft, statement: Statement): boolean {
  const [, kind = "", ...rest] = statement.words;
  if (!["asdm", "exec", "login", "motd"].includes(kind)) return false;
  if (statement.negated) {
    if (rest.length === 0) draft.banners.delete(kind);
    return rest.length === 0;
  }
  const known = draft.banners.get(kind) ?? { text: [], at: [] };
  known.text.push(rest.join(" "));
  known.at.push(...placeOf(statement));
  draft.banners.set(kind, known);
  return true;
}

/** The ASA shows "motd" when somebody connects and "login" before it asks for a password, "exec" and "asdm" afterwards. */
export function bannersOf({ banners }: Draft): Banners {
  const of = (kinds: readonly string[], ground: string): Fact<string | null> => {
    const found = kinds.flatMap((kind) => banners.get(kind) ?? []);
    if (found.length === 0) return byDefault(null, `ASA: no text unless ${ground}`);
    return read(found.flatMap(({ text }) => text).join("\n"), joinRanges(found.flatMap(({ at }) => at)));
  };
  return {
    beforeLogin: of(["motd", "login"], '"banner login" or "banner motd"'),
    afterLogin: of(["exec", "asdm"], '"banner exec"'),
  };
}

/** "The ASA can be a client only" is what "ntp server" says of it: it answers no time requests. */
export function ntpOf(draft: Draft): Ntp {
  return {
    servers: draft.ntpServers,
    authenticate:
      draft.switches.get("ntp authenticate") ??
      byDefault(false, 'ASA: off unless "ntp authenticate" (Command Reference)'),
    trustedKeys:
      draft.ntpTrusted.at.length > 0
        ? read(draft.ntpTrusted.ids, joinRanges(draft.ntpTrusted.at))
        : byDefault([], 'ASA: none unless "ntp trusted-key"'),
    keys: draft.ntpKeys,
    unrestricted: unknownFact("Whether the ASA answers time requests of others is not in the manuals read."),
  };
}

export function dnsOf({ switches, nameServers: servers }: Draft): Dns {
  const lookups = [...switches].filter(([name]) => name.startsWith("dns lookup ")).map(([, fact]) => fact);
  return {
    lookup:
      lookups.length > 0
        ? read(
            lookups.some(({ value }) => value),
            joinRanges(lookups.flatMap(({ at }) => at)),
          )
        : byDefault(false, 'ASA: off unless "dns domain-lookup" (Command Reference)'),
    servers,
  };
}

export function loggingOf(draft: Draft): Logging {
  const enabled =
    draft.switches.get("logging enable") ?? byDefault(false, 'ASA: off unless "logging enable" (Command Reference)');
  const trap = draft.logLevels.get("trap");
  const buffered = draft.logLevels.get("buffered");
  return {
    enabled,
    servers: receivers(draft),
    serverSeverity:
      trap === undefined
        ? byDefault(null, 'ASA: no message goes to servers unless "logging trap" (Command Reference)')
        : "list" in trap
          ? unknownFact("A list decides which messages go to servers.", trap.at)
          : trap,
    local:
      buffered === undefined
        ? byDefault(false, 'ASA: nothing is kept unless "logging buffered" (Command Reference)')
        : read("list" in buffered || buffered.value !== null, buffered.at),
    timestamps:
      draft.switches.get("logging timestamp") ??
      byDefault(false, 'ASA: off unless "logging timestamp" (Command Reference)'),
    loginEvents: logged(draft, enabled, 6, ["605004", "605005", "113005", "113015", "611101", "611102"]),
    configurationChanges: logged(draft, enabled, 5, ["111008", "111010"]),
  };
}

/** Servers that get messages: without "logging trap" none goes to them, whoever is named ("logging trap": no default). */
function receivers({ logServers, logLevels, logMessages }: Draft): Logging["servers"] {
  const trap = logLevels.get("trap");
  const sent = trap !== undefined && ("list" in trap || trap.value !== null);
  return sent || logMessages.has("class") ? logServers : [];
}

/**
 * Whether messages of a severity are kept or sent: logins are 605004 and 605005 (severity 6), commands that change the
 * configuration 111008 and 111010 (severity 5) in "ASA Series Syslog Messages".
 */
function logged(draft: Draft, enabled: Fact<boolean>, least: number, ids: readonly string[]): Fact<boolean> {
  if (!("value" in enabled)) return enabled;
  if (!enabled.value) return "at" in enabled ? read(false, enabled.at) : enabled;
  const changed = [...ids, "class"].flatMap((id) => draft.logMessages.get(id) ?? []);
  if (changed.length > 0)
    return unknownFact("Single messages are switched off or told with another severity.", changed);
  const targets = ["trap", "buffered"].flatMap((name) => draft.logLevels.get(name) ?? []);
  const enough = targets.filter((target) => !("list" in target) && rankOf(target.value) >= least);
  if (enough.length > 0) return read(true, joinRanges(enough.flatMap(({ at }) => at)));
  const lists = targets.filter((target) => "list" in target);
  if (lists.length > 0)
    return unknownFact(
      "A list decides which messages are kept.",
      lists.flatMap(({ at }) => at),
    );
  return targets.length > 0
    ? read(false, joinRanges(targets.flatMap(({ at }) => at)))
    : byDefault(false, 'ASA: messages go nowhere unless "logging trap" or "logging buffered"');
}

function rankOf(level: SyslogSeverity | null): number {
  return severities.findIndex(([, name]) => name === level);
}
