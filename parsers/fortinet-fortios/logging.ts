import { byDefault, isKnown, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LogServer, Logging, SyslogSeverity } from "../../src/model/services.ts";
import { enabled, integer, oneOf, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

const syslogTables = ["syslogd", "syslogd2", "syslogd3", "syslogd4"] as const;
const analyzerTables = ["fortianalyzer", "fortianalyzer2", "fortianalyzer3", "fortianalyzer-cloud"] as const;

const severities: Readonly<Record<string, SyslogSeverity>> = {
  emergency: "emergency",
  alert: "alert",
  critical: "critical",
  error: "error",
  warning: "warning",
  notification: "notice",
  information: "informational",
  debug: "debug",
};

/** `config log …`: syslog servers, FortiAnalyzers, memory and disk, and which events are logged. */
export function readLogging(source: Source): Logging {
  const servers = [
    ...syslogTables.flatMap((name) => syslogServer(source, name)),
    ...analyzerTables.flatMap((name) => analyzer(source, name)),
  ];
  const local = localLogs(source);
  const events = source.tables.single("log eventfilter");
  const event = source.fact(events, "log eventfilter", "event", enabled);
  return {
    enabled: loggingEnabled(source, servers, local, event),
    servers,
    serverSeverity: severityOf(source, servers.length),
    local,
    timestamps: byDefault(true, "Every FortiOS log message carries date and time (FortiOS log message reference)"),
    loginEvents: bothOn(event, source.fact(events, "log eventfilter", "system", enabled)),
    configurationChanges: bothOn(event, source.fact(events, "log eventfilter", "system", enabled)),
  };
}

/**
 * Events are logged unless turned off. A text that holds some table of log servers holds all that
 * are set; one without any, of which no default is known, does not tell.
 */
function loggingEnabled(
  source: Source,
  servers: readonly LogServer[],
  local: Fact<boolean>,
  event: Fact<boolean>,
): Fact<boolean> {
  if (servers.length > 0) return read(true, joinRanges(servers.flatMap((server) => server.at)));
  const present = [...syslogTables, ...analyzerTables].flatMap((name) =>
    source.tables
      .all(`log ${name} setting`)
      .map(({ own }) =>
        source.fact(
          own,
          name.startsWith("syslogd") ? "log syslogd setting" : "log fortianalyzer setting",
          "status",
          enabled,
        ),
      ),
  );
  const statuses = present.length > 0 ? present : [source.absent("log syslogd setting", "status", enabled)];
  const doubt = statuses.find((status) => !isKnown(status));
  if (doubt !== undefined) return doubt;
  return !isKnown(event) && isKnown(local) ? local : event;
}

function bothOn(first: Fact<boolean>, second: Fact<boolean>): Fact<boolean> {
  if (isKnown(first) && !first.value) return first;
  return isKnown(first) ? second : first;
}

function syslogServer(source: Source, name: string): readonly LogServer[] {
  const path = `log ${name} setting`;
  const entries = source.tables.all(path).map((table) => table.own);
  return entries.flatMap((entry) => {
    source.note(
      entry,
      "facility",
      "source-ip",
      "source-ip-interface",
      "format",
      "certificate",
      "priority",
      "max-log-rate",
    );
    source.note(
      entry,
      "syslog-type",
      "interface-select-method",
      "interface",
      "ssl-min-proto-version",
      "csv",
      "use-management-vdom",
      "vrf-select",
    );
    const status = source.fact(entry, "log syslogd setting", "status", enabled);
    const address = source.word(entry, "server");
    const transport = syslogTransport(source, entry);
    const port = source.fact(entry, "log syslogd setting", "port", integer);
    if (!isKnown(status) || !status.value || address === null) return [];
    return [{ address, transport, port, vrf: null, at: entry.at }];
  });
}

/** `mode reliable` is TCP, with `enc-algorithm` other than disable TLS (CLI reference 7.6.1, config log syslogd4 override-setting). */
function syslogTransport(source: Source, entry: Entry): Fact<"udp" | "tcp" | "tls"> {
  const table = "log syslogd setting";
  const reliable = source.take(entry, "reliable");
  const algorithm = source.fact(
    entry,
    table,
    "enc-algorithm",
    oneOf("disable", "low", "medium", "high", "high-medium"),
  );
  if (reliable !== undefined) return read(reliable.words[0] === "enable" ? "tcp" : "udp", reliable.at);
  const mode = source.fact(entry, table, "mode", oneOf("udp", "legacy-reliable", "reliable"));
  if (!isKnown(mode)) return mode;
  if (mode.value === "udp") return { ...mode, value: "udp" };
  if (mode.value === "legacy-reliable") return { ...mode, value: "tcp" };
  if (!isKnown(algorithm)) return algorithm;
  return { ...algorithm, value: algorithm.value === "disable" ? "tcp" : "tls" };
}

/** A FortiAnalyzer takes logs over OFTP on 514, in TLS unless `enc-algorithm disable` (REST schema 7.6.5, log.fortianalyzer/setting). */
function analyzer(source: Source, name: string): readonly LogServer[] {
  return source.tables.all(`log ${name} setting`).flatMap(({ own: entry }) => {
    const table = "log fortianalyzer setting";
    source.note(entry, "ips-archive", "alt-server", "fallback-to-primary", "certificate-verification", "serial");
    source.note(
      entry,
      "access-config",
      "hmac-algorithm",
      "ssl-min-proto-version",
      "conn-timeout",
      "monitor-keepalive-period",
    );
    source.note(entry, "monitor-failure-retry-period", "certificate", "source-ip", "upload-option", "upload-interval");
    source.note(
      entry,
      "upload-day",
      "upload-time",
      "reliable",
      "priority",
      "max-log-rate",
      "interface-select-method",
      "interface",
      "server-cert-ca",
      "preshared-key",
    );
    const status = source.fact(entry, table, "status", enabled);
    const address = source.word(entry, "server") ?? (name === "fortianalyzer-cloud" ? "FortiAnalyzer Cloud" : null);
    const algorithm = source.fact(
      entry,
      table,
      "enc-algorithm",
      oneOf("disable", "low", "medium", "high", "high-medium"),
    );
    if (!isKnown(status) || !status.value || address === null) return [];
    const transport: Fact<"udp" | "tcp" | "tls"> = isKnown(algorithm)
      ? { ...algorithm, value: algorithm.value === "disable" ? "tcp" : "tls" }
      : algorithm;
    return [
      {
        address,
        transport,
        port: byDefault(514, "FortiOS sends logs to a FortiAnalyzer on port 514"),
        vrf: null,
        at: entry.at,
      },
    ];
  });
}

/** The least severe level that any enabled server gets. */
function severityOf(source: Source, servers: number): Fact<SyslogSeverity | null> {
  const order = Object.values(severities);
  let found: Fact<SyslogSeverity | null> | null = null;
  for (const name of [...syslogTables, ...analyzerTables])
    source.note(source.tables.single(`log ${name} filter`), "severity");
  for (const name of [...syslogTables, ...analyzerTables]) {
    const filter = source.tables.single(`log ${name} filter`);
    const kind = name.startsWith("syslogd") ? "log syslogd filter" : "log fortianalyzer filter";
    const level = source.fact(filter, kind, "severity", ([word = ""]) => severities[word]);
    const setting = source.tables.single(`log ${name} setting`);
    if (setting?.settings.get("status")?.words[0] !== "enable") continue;
    if (!isKnown(level)) return level;
    if (found === null || (isKnown(found) && order.indexOf(level.value) > order.indexOf(found.value ?? "emergency")))
      found = level;
  }
  if (found !== null) return found;
  return servers === 0 ? read(null, []) : unknownFact("The level of the log servers is not known.");
}

/** Memory or disk; which of them is on by default depends on the model. */
function localLogs(source: Source): Fact<boolean> {
  let doubt: Fact<boolean> | null = null;
  for (const name of ["memory", "disk"]) source.note(source.tables.single(`log ${name} setting`), "status");
  for (const name of ["memory", "disk"] as const) {
    for (const { own: entry } of source.tables.all(`log ${name} setting`)) {
      const status = source.fact(entry, `log ${name} setting`, "status", enabled);
      if (isKnown(status) && status.value) return status;
      doubt = status;
    }
  }
  const stated = ["memory", "disk"].every((name) =>
    source.tables.single(`log ${name} setting`)?.settings.has("status"),
  );
  if (doubt !== null && stated && isKnown(doubt)) return doubt;
  return unknownFact(
    "Whether logs are kept in memory or on disk by default depends on the model.",
    doubt !== null && "at" in doubt ? doubt.at : [],
  );
}
