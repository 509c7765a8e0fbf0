import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Logging, Ntp, SyslogSeverity } from "../../src/model/services.ts";
import type { Statement } from "../lib/indented.ts";
import { canonicalAddress, decimal, ipv4Number, ipv6Groups } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Ledger } from "../lib/ledger.ts";
import { block, on, readStatements, skip, table, touching } from "../lib/statements.ts";
import { switched, vrfName, type Draft } from "./draft.ts";

interface NtpContext {
  readonly ledger: Ledger;
  readonly draft: Draft;
}

export const ntpTable = table<NtpContext>([
  on(["server", "peer"], ({ draft }, statement) => ntpServer(draft, statement)),
  on("authenticate", ({ draft }, statement) => switched("ntp authenticate")(draft, statement)),
  on(["authentication-key", "cmac-authentication-key"], ({ draft }, statement) => {
    const [, id, algorithm] = statement.words;
    if (id === undefined || algorithm === undefined || statement.negated) return false;
    draft.ntpKeys.push({ id, algorithm, at: placeOf(statement) });
    return true;
  }),
  on("trusted-key", ({ draft }, statement) => {
    const ids = statement.words.slice(1);
    if (statement.negated || ids.some((id) => decimal(id) === null)) return false;
    draft.ntpTrusted.ids.push(...ids);
    draft.ntpTrusted.at.push(...placeOf(statement));
    return true;
  }),
  // "access-group [vrf V] [ipv4|ipv6] peer|serve|serve-only|query-only LIST".
  on("access-group", ({ draft }, statement) => {
    const words = statement.words.slice(1);
    const vrf = words[0] === "vrf" ? vrfName(words[1]) : null;
    if (words[0] === "vrf") words.splice(0, 2);
    const family = words[0] === "ipv6" ? 6 : 4;
    if (words[0] === "ipv4" || words[0] === "ipv6") words.shift();
    const [kind = "", list] = words;
    if (statement.negated || list === undefined || !accessKinds.has(kind)) return false;
    use(draft, "acl", list, statement, `ntp access-group ${kind}`);
    draft.ntpAccess.push({ vrf, family, list, at: placeOf(statement) });
    return true;
  }),
  on("master", ({ draft }, statement) => switched("ntp master")(draft, statement)),
  block("interface", ({ draft }, statement) => {
    for (const child of statement.children) {
      const known = child.words[0] === "disable" || child.words[0] === "broadcast" || child.words[0] === "multicast";
      if (known) draft.ledger.read(child.line);
      else draft.ledger.leave(child.line, ["ntp"]);
    }
  }),
  skip(
    "ntp-details",
    "source",
    "update-calendar",
    "log-internal-sync",
    "broadcastdelay",
    "max-associations",
    "drift",
    "ipv4 dscp",
    "ipv6 dscp",
    "ipv4 precedence",
    "ipv6 precedence",
    "passive",
    "admin-plane",
    "leap-second",
  ),
]);

const accessKinds: ReadonlySet<string> = new Set(["peer", "serve", "serve-only", "query-only"]);

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

/** NTP and logging of the System Management and System Monitoring Command References. */
export const timeAndLogStatements = [
  block<Draft>("ntp", (draft, statement) => {
    const context = { ledger: draft.ledger, draft };
    draft.ntpLines.push(...placeOf(statement));
    readStatements(context, statement.children, ntpTable, ["ntp", "objects"]);
    if (statement.words.length === 1) return !statement.negated;
    // "ntp server A" on one line, as it is typed.
    const alone: Statement = { ...statement, words: statement.words.slice(1), children: [] };
    readStatements(context, [alone], ntpTable, ["ntp", "objects"]);
    return draft.ledger.isRead(statement.line);
  }),
  skip("clock", "clock timezone", "clock summer-time"),
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
  touching(["ntp", "objects"], "ntp", "clock"),
  touching(["logging"], "logging", "service timestamps"),
];

function severityOf(word: string): SyslogSeverity | null {
  const number = decimal(word);
  const found = severities.find(
    ([name], index) => name === word || name.replace(/s$/, "") === word || index === number,
  );
  return found?.[1] ?? null;
}

/** "server [vrf V] [ipv4|ipv6] A [version N] [key N] [minpoll N] [prefer] [iburst] [source I]". */
function ntpServer(draft: Draft, statement: Statement): boolean {
  const words = statement.words.slice(1);
  let vrf: string | null = null;
  if (words[0] === "vrf") {
    vrf = vrfName(words[1]);
    words.splice(0, 2);
  }
  if (words[0] === "ipv4" || words[0] === "ipv6") words.shift();
  const address = words.shift();
  if (address === undefined || statement.negated) return false;
  const at = words.indexOf("key");
  const key =
    at < 0
      ? byDefault(null, 'IOS XR: no key unless "key" ("server (NTP)", System Management Command Reference)')
      : readAt(words[at + 1] ?? null, statement);
  draft.ntpServers.push({ address: canonicalAddress(address), key, vrf, at: placeOf(statement) });
  return true;
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

export function ntpOf(draft: Draft): Ntp {
  return {
    servers: draft.ntpServers,
    authenticate:
      draft.switches.get("ntp authenticate") ??
      byDefault(false, 'IOS XR: off unless "authenticate" ("authenticate (NTP)", System Management Command Reference)'),
    trustedKeys:
      draft.ntpTrusted.at.length > 0
        ? read(draft.ntpTrusted.ids, joinRanges(draft.ntpTrusted.at))
        : byDefault([], 'IOS XR: none unless "trusted-key"'),
    keys: draft.ntpKeys,
    unrestricted: unrestricted(draft),
  };
}

/**
 * An access group restricts requests of its VRF and IP version ("access-group (NTP)", System Management Command
 * Reference): where interfaces have others, and where its list is not there, nobody says who is answered.
 */
function unrestricted(draft: Draft): Fact<boolean> {
  const { ntpAccess } = draft;
  const at = joinRanges(ntpAccess.flatMap((each) => each.at));
  if (ntpAccess.length === 0) {
    const running = draft.ntpServers.length > 0 || draft.ntpLines.length > 0;
    return running
      ? byDefault(
          true,
          'IOS XR: anyone may ask unless "access-group" ("access-group (NTP)", System Management Command Reference)',
        )
      : byDefault(false, "IOS XR: NTP does not run until something starts it (System Management Configuration Guide)");
  }
  const restricted = new Set(ntpAccess.map(({ vrf, family }) => `${vrf ?? ""} ${family}`));
  for (const { name, vrf, addresses } of draft.interfaces.values())
    for (const address of addresses)
      if (!restricted.has(`${vrf ?? ""} ${address.includes(":") ? 6 : 4}`))
        return unknownFact(`No access group restricts requests to ${address} of ${name}.`, at);
  const missing = ntpAccess.find(({ family, list }) => !draft.acls.has(`ipv${family} ${list}`));
  return missing === undefined
    ? read(false, at)
    : unknownFact(`The access list "${missing.list}" of an access group is not defined.`, missing.at);
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
