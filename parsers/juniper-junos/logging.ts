import { byDefault, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import type { Logging, LogServer, SyslogSeverity } from "../../src/model/services.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, markTree, numberOf, stated, statedBy, value } from "./reading.ts";

/** Most urgent first, by Junos' words (System Log Explorer, "Junos OS System Logging Facilities and Severity Levels"). */
const severities: readonly (readonly [word: string, name: SyslogSeverity])[] = [
  ["emergency", "emergency"],
  ["alert", "alert"],
  ["critical", "critical"],
  ["error", "error"],
  ["warning", "warning"],
  ["notice", "notice"],
  ["info", "informational"],
  ["any", "debug"],
];

const facilities = new Set([
  "any",
  "authorization",
  "change-log",
  "conflict-log",
  "daemon",
  "dfc",
  "explicit-priority",
  "external",
  "firewall",
  "ftp",
  "interactive-commands",
  "kernel",
  "ntp",
  "pfe",
  "security",
  "user",
]);

interface Selector {
  readonly facility: string;
  /** Place in `severities`; -1 is none. */
  readonly rank: number;
  readonly node: ConfigNode;
}

/** [edit system syslog]. */
export function readLogging(context: Context): Logging {
  const syslog = child(context.system, "syslog");
  for (const node of children(syslog)) if (general.has(node.word)) markTree(node);
  const hosts = entries(syslog, "host");
  const selectors = new Map<ConfigNode, Selector[]>();
  const files = entries(syslog, "file");
  const users = entries(syslog, "user");
  const console = child(syslog, "console");
  for (const node of [...hosts, ...files, ...users, ...(console === undefined ? [] : [console])]) {
    selectors.set(node, readSelectors(node));
  }
  // "other-routing-engine" and "scc-master" are the same device.
  const remote = hosts.filter((node) => !ownHosts.has(node.word));
  const kept = [...remote, ...files].map((node) => ({ node, selectors: selectors.get(node) ?? [] }));
  return {
    enabled:
      syslog === undefined
        ? absent(
            context,
            false,
            "Junos: messages go only where [edit system syslog] says (12.2, Single-Chassis System Logging)",
          )
        : stated(selectors.size > 0, syslog),
    servers: remote.map(readServer),
    serverSeverity: severityOf(context, remote, selectors),
    local:
      files.length === 0
        ? absent(
            context,
            false,
            "Junos: messages are kept only in the files that [edit system syslog] names (12.2, Single-Chassis System Logging)",
          )
        : statedBy(true, files),
    timestamps: byDefault(
      true,
      "Junos: every message carries date and time (DISA Juniper EX NDM STIG: the default format lacks the year only)",
    ),
    loginEvents: eventsOf(context, kept, "authorization"),
    configurationChanges: eventsOf(context, kept, "change-log"),
  };
}

const ownHosts = new Set(["other-routing-engine", "scc-master", "sfc0-master"]);
const general = new Set([
  "archive",
  "time-format",
  "source-address",
  "log-rotate-frequency",
  "allow-duplicates",
  "routing-instance",
  "server",
  "transport",
  "tls",
]);
const destinationWords = new Set([
  "archive",
  "structured-data",
  "match",
  "match-strings",
  "allow-duplicates",
  "explicit-priority",
  "facility-override",
  "log-prefix",
  "source-address",
  "port",
  "transport",
  "tlsdetails",
  "tls",
  "routing-instance",
  "exclude-hostname",
]);

function readSelectors(node: ConfigNode): Selector[] {
  const selectors: Selector[] = [];
  for (const item of children(node)) {
    if (facilities.has(item.word) && item.word !== "explicit-priority") {
      const level = value(node, item.word);
      if (level !== undefined)
        selectors.push({
          facility: item.word,
          rank: severities.findIndex(([word]) => word === level.word),
          node: level,
        });
    } else if (destinationWords.has(item.word)) markTree(item);
  }
  return selectors;
}

function readServer(node: ConfigNode): LogServer {
  const port = value(node, "port");
  const transport = value(node, "transport");
  const instance = value(node, "routing-instance");
  const word = transport?.word;
  return {
    ...placeOf(node),
    address: node.word,
    transport:
      transport === undefined
        ? byDefault(
            "udp",
            "Junos: syslog goes to a host over UDP unless transport says otherwise (12.2 CLI reference, syslog, has no other)",
          )
        : word === "udp" || word === "tcp" || word === "tls"
          ? stated(word, transport)
          : unknownFact("transport has a value that is not known.", placeOf(transport).at),
    port:
      port === undefined
        ? byDefault(514, "Junos: syslog is port 514 (9.3 CLI reference, destination-port, Table 4)")
        : stated(numberOf(port) ?? 0, port),
    vrf: instance?.word ?? null,
  };
}

/** The least urgent messages of facility `any` that every server gets. */
function severityOf(
  context: Context,
  remote: readonly ConfigNode[],
  selectors: ReadonlyMap<ConfigNode, readonly Selector[]>,
): Fact<SyslogSeverity | null> {
  if (remote.length === 0) return absent(context, null, "no syslog host is configured");
  const chosen = remote.map((node) => {
    const own = selectors.get(node) ?? [];
    return own.find((selector) => selector.facility === "any") ?? null;
  });
  const first = chosen.toSorted((a, b) => (a?.rank ?? -1) - (b?.rank ?? -1))[0];
  if (first === null || first === undefined) {
    return unknownFact(
      "A syslog host takes chosen facilities only.",
      remote.flatMap((node) => placeOf(node).at),
    );
  }
  return stated(severities[first.rank]?.[1] ?? null, first.node);
}

/** A file or a host, and what it takes. */
interface Kept {
  readonly node: ConfigNode;
  readonly selectors: readonly Selector[];
}

/**
 * Whether a destination that keeps messages takes a facility at severity info or a less urgent one: what it says of the
 * facility itself counts before what it says of `any`. `match` lets through what a pattern finds, and nobody tried it.
 */
function eventsOf(context: Context, kept: readonly Kept[], facility: string): Fact<boolean> {
  const least = severities.findIndex(([name]) => name === "info");
  const own = kept.flatMap(({ node, selectors }) => {
    const of = (word: string) => selectors.find((selector) => selector.facility === word);
    const selector = of(facility) ?? of("any");
    const isFiltered = ["match", "match-strings"].some((word) => node.children.has(word));
    return selector === undefined ? [] : [{ ...selector, isFiltered }];
  });
  const taken = own.filter((selector) => selector.rank >= least);
  const whole = taken.filter((selector) => !selector.isFiltered);
  if (whole.length > 0) return statedBy(true, nodesOf(whole));
  if (taken.length > 0) return unknownFact('Which messages "match" lets through is not read.', placesOf(taken));
  const nearly = own.filter((selector) => selector.rank === least - 1);
  if (nearly.length > 0) {
    return unknownFact(
      "Messages of severity notice are kept, and which of these events are more urgent than that differs by release.",
      placesOf(nearly),
    );
  }
  if (own.length > 0) return statedBy(false, nodesOf(own));
  return absent(
    context,
    false,
    "Junos: messages go only where [edit system syslog] says (12.2, Single-Chassis System Logging)",
  );
}

function nodesOf(selectors: readonly Selector[]): readonly ConfigNode[] {
  return selectors.map(({ node }) => node);
}

function placesOf(selectors: readonly Selector[]): readonly LineRange[] {
  return selectors.flatMap(({ node }) => placeOf(node).at);
}
