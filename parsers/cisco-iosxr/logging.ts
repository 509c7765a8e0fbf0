import { byDefault, joinRanges, read, unknownFact } from "../../src/model/fact.ts";
import type { Logging, SyslogSeverity } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { canonicalAddress, decimal, ipv4Number, ipv6Groups } from "../lib/cisco/addresses.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import { block, on, skip, touching } from "../lib/statements.ts";
import { switched, vrfName, type Draft } from "./draft.ts";

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

/** Logging of the System Monitoring Command Reference. */
export const loggingStatements = [
  on<Draft>("logging disable", switched("logging", false)),
  on<Draft>("logging on", switched("logging")),
  on<Draft>("logging trap", (draft, statement) => {
    const word = statement.words[2];
    if (statement.negated || word === "disable") draft.words.set("logging trap", readAt("disable", statement));
    else {
      const severity = severityOf(word ?? "informational");
      if (severity === null) return false;
      draft.words.set("logging trap", readAt(severity, statement));
    }
    return true;
  }),
  on<Draft>("logging buffered", (draft, statement) => {
    const off = statement.negated || statement.words[2] === "disable";
    if (off || !draft.switches.has("logging buffered")) draft.switches.set("logging buffered", readAt(!off, statement));
  }),
  on<Draft>("logging", (draft, statement) => logHost(draft, statement)),
  block<Draft>("logging tls-server", (draft, statement) => {
    for (const child of statement.children) {
      const [word, address] = child.words;
      if (word === "address" && (child.words[2] ?? address) !== undefined)
        draft.logServers.push({
          address: canonicalAddress(child.words[2] ?? address ?? ""),
          transport: readAt("tls", statement),
          port: unknownFact("No port is stated.", placeOf(statement)),
          vrf: vrfName(statement.children.find(({ words }) => words[0] === "vrf")?.words[1]),
          at: placeOf(child),
        });
      if (["address", "vrf", "severity", "trustpoint", "tls-hostname"].includes(word ?? ""))
        draft.ledger.read(child.line);
      else draft.ledger.leave(child.line, ["logging"]);
    }
    return !statement.negated;
  }),
  skip(
    "logging-details",
    "logging console",
    "logging monitor",
    "logging facility",
    "logging source-interface",
    "logging hostnameprefix",
    "logging history",
    "logging localfilesize",
    "logging suppress",
    "logging correlator",
    "logging format",
    "logging ipv4",
    "logging ipv6",
    "logging yang",
    "logging file",
    "logging local-facility",
    "logging container",
  ),
  // Where the device keeps its own files of messages.
  block<Draft>("logging archive", (draft, statement) => {
    switched("logging archive")(draft, statement);
    for (const child of statement.children) draft.ledger.read(child.line);
  }),
  block<Draft>("logging events", (draft, statement) => {
    for (const child of statement.children) draft.ledger.read(child.line);
  }),
  on<Draft>("service timestamps log", (draft, statement) => {
    const word = statement.words[3];
    draft.switches.set(
      "service timestamps log",
      readAt(!statement.negated && word !== "disable" && word !== "uptime", statement),
    );
  }),
  skip("debug-timestamps", "service timestamps debug"),
  touching(["logging"], "logging", "service timestamps"),
];

function severityOf(word: string): SyslogSeverity | null {
  const number = decimal(word);
  const found = severities.find(
    ([name], index) => name === word || name.replace(/s$/, "") === word || index === number,
  );
  return found?.[1] ?? null;
}

/** "logging A [vrf V] [severity S] [port N|default] [facility F] [operator O]": UDP. */
function logHost(draft: Draft, statement: Statement): boolean {
  const [, address, ...rest] = statement.words;
  if (address === undefined || statement.negated) return false;
  if (ipv4Number(address) === null && ipv6Groups(address) === null && !/^[\w-]+\.[\w.-]+$/.test(address)) return false;
  const vrfAt = rest.indexOf("vrf");
  const portAt = rest.indexOf("port");
  const port = portAt < 0 ? null : decimal(rest[portAt + 1]);
  const severityAt = rest.indexOf("severity");
  const word = severityAt < 0 ? undefined : rest[severityAt + 1];
  const severity = word === undefined ? null : severityOf(word === "info" ? "informational" : word);
  if (severity !== null) draft.words.set(`logging severity ${draft.logServers.length}`, readAt(severity, statement));
  draft.logServers.push({
    address: canonicalAddress(address),
    transport: byDefault("udp", 'IOS XR: UDP unless "logging tls-server"'),
    port: port === null ? byDefault(514, 'IOS XR: port 514 unless "port"') : readAt(port, statement),
    vrf: vrfAt < 0 ? null : vrfName(rest[vrfAt + 1]),
    at: placeOf(statement),
  });
  return true;
}

const severityNames: ReadonlySet<string> = new Set(severities.map(([, severity]) => severity));

function isSeverity(word: string): word is SyslogSeverity {
  return severityNames.has(word);
}

export function loggingOf(draft: Draft): Logging {
  const trap = draft.words.get("logging trap");
  const ofServers = [...draft.words].filter(([name]) => name.startsWith("logging severity ")).map(([, fact]) => fact);
  const alike = new Set(ofServers.map(({ value }) => value));
  const [own] = ofServers;
  const at = joinRanges(ofServers.flatMap((fact) => fact.at));
  const severity: Logging["serverSeverity"] =
    ofServers.length > 0 && own !== undefined
      ? alike.size === 1 && ofServers.length === draft.logServers.length && isSeverity(own.value)
        ? read(own.value, at)
        : unknownFact("The servers get messages of different severities.", at)
      : trap === undefined
        ? unknownFact('Without "logging trap" the release decides which messages go to servers.')
        : read(isSeverity(trap.value) ? trap.value : null, trap.at);
  return {
    enabled:
      draft.switches.get("logging") ??
      byDefault(true, 'IOS XR: on unless "logging disable" (System Monitoring Command Reference)'),
    servers: draft.logServers,
    serverSeverity: severity,
    local:
      draft.switches.get("logging buffered") ??
      unknownFact('The default of "logging buffered" differs among releases, and it is not set.'),
    timestamps:
      draft.switches.get("service timestamps log") ??
      byDefault(
        true,
        'IOS XR: date and time unless "service timestamps" ("service timestamps", System Monitoring Command Reference)',
      ),
    loginEvents: unknownFact("Whether logins are logged depends on the release, and no statement sets it."),
    configurationChanges: unknownFact(
      "Whether commits are logged depends on the release, and no statement that is read sets it.",
    ),
  };
}
