import { byDefault, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Logging, LogServer, SyslogSeverity } from "../../src/model/services.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { absent, notWhole, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, mark, markTree, numberOf, stated, statedBy, value } from "./reading.ts";

const severities: ReadonlyMap<string, SyslogSeverity> = new Map([
  ["emerg", "emergency"],
  ["alert", "alert"],
  ["crit", "critical"],
  ["err", "error"],
  ["warning", "warning"],
  ["notice", "notice"],
  ["info", "informational"],
  ["debug", "debug"],
  ["all", "debug"],
]);

const order = [...new Set(severities.values())];

/** `system syslog` with `host` (`remote` later) and `global` (`local` later); User Guide, "Syslog". */
export function readLogging(context: Context): Logging {
  const syslog = child(context.system, "syslog");
  const hosts = [...entries(syslog, "host"), ...entries(syslog, "remote")];
  for (const word of ["console", "user", "file", "archive", "marker", "preserve-fqdn", "source-address"])
    markTree(child(syslog, word));
  const here = child(syslog, "global") ?? child(syslog, "local");
  for (const part of [child(syslog, "global"), child(syslog, "local")]) markTree(part);
  return {
    enabled: byDefault(true, "VyOS and EdgeOS: rsyslog always runs"),
    servers: hosts.map(readHost),
    serverSeverity: severityOf(context, hosts),
    local:
      here !== undefined && children(child(here, "facility")).length > 0
        ? stated(true, here)
        : unknownFact("What is kept on the device without a local target differs by release."),
    timestamps: byDefault(true, "VyOS and EdgeOS: rsyslog writes date and time with each message"),
    loginEvents: unknownFact(
      "Which messages about logins the targets get depends on their facilities, and is not read.",
    ),
    configurationChanges: unknownFact(
      "Which messages about commits the targets get depends on their facilities, and is not read.",
    ),
  };
}

function readHost(node: ConfigNode): LogServer {
  const port = value(node, "port");
  const number = numberOf(port);
  const tls = child(node, "tls");
  for (const word of ["format", "source-address", "exclude"]) markTree(child(node, word));
  if (tls !== undefined) markTree(tls);
  const protocols = [
    value(node, "protocol"),
    ...entries(node, "facility").map((facility) => value(facility, "protocol")),
  ].filter((each) => each !== undefined);
  const at = joinRanges(protocols.flatMap((each) => placeOf(each.node).at));
  const stream = protocols.length > 0 && protocols.every(({ text }) => text === "tcp");
  const vrf = value(node, "vrf");
  const transport: LogServer["transport"] =
    tls !== undefined
      ? tlsOf(tls)
      : protocols.length === 0
        ? byDefault("udp", "VyOS and EdgeOS: UDP unless protocol says otherwise")
        : read(stream ? "tcp" : "udp", at);
  return {
    ...placeOf(node),
    address: canonicalAddress(node.word),
    transport,
    port:
      port === undefined
        ? byDefault(514, "VyOS and EdgeOS: 514 unless port says otherwise")
        : number === null
          ? unknownFact("The port is not a number.", placeOf(port.node).at)
          : stated(number, port.node),
    vrf: vrf?.text ?? null,
  };
}

/** `tls enable` with a certificate to check by; "anon" asks for none, and the stream is encrypted all the same. */
function tlsOf(tls: ConfigNode): LogServer["transport"] {
  return tls.children.has("enable")
    ? stated<"udp" | "tcp" | "tls">("tls", tls)
    : unknownFact("Whether TLS is switched on for this server is not stated.", placeOf(tls).at);
}

/** The least urgent messages that every server gets of all facilities. */
function severityOf(context: Context, hosts: readonly ConfigNode[]): Fact<SyslogSeverity | null> {
  if (hosts.length === 0) return absent(context, null, "VyOS and EdgeOS: no server is configured");
  if (!context.isWhole) return unknownFact(notWhole);
  const found: { readonly severity: SyslogSeverity; readonly node: ConfigNode }[] = [];
  for (const host of hosts) {
    const facilities = entries(host, "facility");
    for (const facility of facilities) for (const part of children(facility)) if (part.word === "level") mark(part);
    const all = facilities.find(({ word }) => word === "all");
    const level = value(all, "level");
    for (const facility of facilities) value(facility, "level");
    const severity = level === undefined ? undefined : severities.get(level.text);
    if (severity === undefined)
      return unknownFact("A server gets messages of single facilities, and of the others none.", placeOf(host).at);
    found.push({ severity, node: level?.node ?? host });
  }
  const least = found.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))[0];
  return least === undefined
    ? unknownFact(notWhole)
    : statedBy<SyslogSeverity | null>(
        least.severity,
        found.map(({ node }) => node),
      );
}
