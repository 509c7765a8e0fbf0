import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { LogServer, Logging, SyslogSeverity } from "../../src/model/services.ts";
import { absent, type Context } from "./context.ts";
import { placeOf, type PanosNode } from "./node.ts";
import { child, entries, markTree, note, placeOfAll, stated, value, word } from "./reading.ts";

/** `log-settings`: syslog profiles, and which of the device's own messages (`system`, `config`) go to them. */
export function readLogging(context: Context): Logging {
  const { root, levels } = context;
  const holders = [...levels.levels.map(({ node }) => node), ...panorama(root), ...templates(root)];
  const servers: LogServer[] = [];
  for (const holder of holders) {
    for (const profile of entries(holder, "log-settings", "syslog")) {
      markTree(profile.children.get("format"));
      for (const server of entries(profile, "server")) servers.push(serverOf(server));
    }
    for (const sort of ["system", "config"]) {
      const lists = entries(holder, "log-settings", sort, "match-list");
      for (const list of lists)
        note(
          list,
          "description",
          "filter",
          "send-to-panorama",
          "send-email",
          "send-snmptrap",
          "send-http",
          "quarantine",
          "send-syslog",
        );
      oldLists(child(holder, "log-settings", sort));
    }
  }
  const system = forwarded(context, "system");
  const management = child(root, "deviceconfig", "setting", "management");
  note(management, "log-forwarding-from-device");
  return {
    enabled: byDefault(true, "PAN-OS: the device always logs to itself"),
    servers,
    serverSeverity: severityOf(context),
    local: byDefault(true, "PAN-OS: the device always logs to itself"),
    timestamps: byDefault(true, "PAN-OS: every message carries its time"),
    loginEvents: system,
    configurationChanges: forwarded(context, "config"),
  };
}

function panorama(root: PanosNode): readonly PanosNode[] {
  const node = child(root, "panorama");
  return node === undefined ? [] : [node];
}

function templates(root: PanosNode): readonly PanosNode[] {
  return ["template", "template-stack"].flatMap((sort) =>
    entries(root, sort).flatMap((template) => {
      const shared = child(template, "shared");
      return [...(shared === undefined ? [] : [shared]), ...entries(template, "vsys")];
    }),
  );
}

/** Before 8.0 each severity named its profiles itself: `system critical send-syslog using-syslog-setting NAME`. */
function oldLists(node: PanosNode | undefined): void {
  for (const severity of node?.children.values() ?? []) if (severity.word !== "match-list") markTree(severity);
}

function serverOf(server: PanosNode): LogServer {
  note(server, "format", "facility");
  const transport = value(server, "transport");
  const port = value(server, "port");
  const ground = "PAN-OS Web Interface Help, Device > Server Profiles > Syslog: UDP and 514 unless set";
  const kind = transport?.word.toLowerCase();
  return {
    address: word(server, "server") ?? server.word,
    ...placeOf(server),
    transport:
      transport === undefined
        ? byDefault("udp", ground)
        : kind === "ssl"
          ? stated("tls", transport)
          : kind === "tcp" || kind === "udp"
            ? stated(kind, transport)
            : unknownFact("A transport that is not known.", placeOf(transport).at),
    port:
      port !== undefined && /^\d{1,5}$/.test(port.word)
        ? stated(Number(port.word), port)
        : kind === "ssl"
          ? byDefault(6514, "PAN-OS Web Interface Help, Device > Server Profiles > Syslog: 6514 for SSL")
          : byDefault(514, ground),
    vrf: null,
  };
}

/**
 * The configuration log and the system log hold changes and logins always (PAN NDM STIG, PANW-NM-000015); the
 * model asks whether they are logged, and both are.
 */
function forwarded(context: Context, sort: "system" | "config"): Fact<boolean> {
  const holder = context.levels.shared ?? child(context.root, "panorama");
  const lists = entries(holder, "log-settings", sort, "match-list");
  const sent = lists.filter((list) => list.children.has("send-syslog"));
  if (sent.length > 0) return { value: true, ...placeOfAll(sent) };
  return byDefault(true, `PAN-OS: the ${sort} log is always written on the device`);
}

const ranks: readonly (readonly [string, SyslogSeverity])[] = [
  ["informational", "informational"],
  ["low", "notice"],
  ["medium", "warning"],
  ["high", "error"],
  ["critical", "critical"],
];

/** The lowest severity of the system log that a list sends by syslog; a filter is text, and only the plain ones are read. */
function severityOf(context: Context): Fact<SyslogSeverity | null> {
  const holder = context.levels.shared ?? child(context.root, "panorama");
  const lists = entries(holder, "log-settings", "system", "match-list").filter((list) =>
    list.children.has("send-syslog"),
  );
  if (lists.length === 0) return absent(context, null, "no message of the system log is sent unless a list says so");
  const filters = lists.map((list) => word(list, "filter") ?? "");
  const { at } = placeOfAll(lists);
  if (filters.includes("All Logs")) return { value: "informational", at };
  const found = ranks.find(([name]) =>
    filters.some((filter) => filter === `(severity eq ${name})` || filter === `(severity geq ${name})`),
  );
  return found === undefined
    ? unknownFact("Which messages a filter lets through is not read.", at)
    : { value: found[1], at };
}
