import type { LogServer, Logging, SyslogSeverity } from "../../src/model/services.ts";
import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import type { XmlElement } from "../lib/xml.ts";
import type { Source } from "./source.ts";

/** Where messages go: `<syslog>` of both systems, and OPNsense's destinations (`OPNsense/Syslog`), of which each is a server. */
export function readLogging(source: Source): Logging {
  const section = source.find(source.root, "syslog");
  if (section !== undefined && section.children.length === 0) source.take(section);
  for (const child of section?.children ?? []) if (notes.has(child.name)) source.take(child);
  const off = source.leaf(section, "disablelocallogging");
  const quiet = source.leaf(source.root, "system", "webgui", "quietlogin");
  const general = source.leaf(source.root, "OPNsense", "Syslog", "general", "enabled");
  for (const note of ["loglocal", "maxpreserve", "maxfilesize"])
    source.leaf(source.root, "OPNsense", "Syslog", "general", note);
  const destinations = source.all(source.root, "OPNsense", "Syslog", "destinations", "destination");
  const old = legacyServers(source, section);
  const read = destinations.map((element) => destination(source, element));
  const on = read.filter(({ enabled }) => enabled);
  return {
    enabled:
      general?.text === "0"
        ? source.fact(general, false)
        : byDefault(true, "messages are logged unless <general><enabled> says 0"),
    servers: [...old, ...(general?.text === "0" ? [] : on.map(({ server }) => server))],
    serverSeverity: severity(source, on, old),
    local:
      off === undefined
        ? byDefault(true, "messages are kept unless <disablelocallogging> is there")
        : source.fact(off, false),
    timestamps: byDefault(true, "every line of syslog carries date and time (RFC 3164, 4.1.2)"),
    // "Disable logging of webConfigurator successful logins" (System / Advanced / Admin Access).
    loginEvents:
      quiet === undefined
        ? byDefault(true, "logins to web page and SSH are logged unless <quietlogin> is there")
        : source.fact(quiet, false),
    configurationChanges: unknownFact(
      "Whether changes are logged beside the history of configurations is not in the configuration.",
    ),
  };
}

/** How the local log and the pages that show it look. */
const notes: ReadonlySet<string> = new Set([
  "reverse",
  "reverseorder",
  "nentries",
  "preservelogs",
  "maxpreserve",
  "logfilesize",
  "rotatecount",
  "logcompressiontype",
  "format",
  "filterdescriptions",
  "logconfigchanges",
  "nologdefaultblock",
  "nologdefaultpass",
  "nologbogons",
  "nologprivatenets",
  "nologlighttpd",
  "nolognginx",
  "rawfilter",
  "clog",
]);

/** UDP to port 514 unless the address carries a port ("192.0.2.1:1514"); each kind of message is switched by itself. */
function legacyServers(source: Source, section: XmlElement | undefined): readonly LogServer[] {
  const enable = source.leaf(section, "enable");
  const servers = ["remoteserver", "remoteserver2", "remoteserver3"].flatMap(
    (name) => source.leaf(section, name) ?? [],
  );
  const kinds = (section?.children ?? []).filter(({ name }) => facilities.has(name));
  for (const child of kinds) source.take(child);
  for (const note of ["sourceip", "ipproto", "ipprotocol"]) source.leaf(section, note);
  // A server that no kind of message is sent to gets none.
  if (enable === undefined || kinds.length === 0) return [];
  return servers.flatMap((element) => {
    if (element.text === "") return [];
    const [, address = element.text, port] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(element.text) ?? [];
    return [
      {
        address: address.replace(/^\[|\]$/g, ""),
        transport: byDefault("udp" as const, "syslogd sends over UDP"),
        port:
          port === undefined
            ? byDefault(514, "port 514 unless the address carries another")
            : source.fact(element, Number(port)),
        vrf: null,
        ...source.place(element),
      },
    ];
  });
}

const facilities: ReadonlySet<string> = new Set([
  "logall",
  "filter",
  "dhcp",
  "auth",
  "portalauth",
  "vpn",
  "dpinger",
  "apinger",
  "hostapd",
  "system",
  "resolver",
  "ppp",
  "routing",
  "ntpd",
  "proxy",
  "relayd",
  "igmpproxy",
  "filter_logging",
]);

interface Destination {
  readonly enabled: boolean;
  readonly server: LogServer;
  readonly levels: readonly string[];
  readonly element: XmlElement;
}

/** Defaults of the model: OPNsense/Syslog/Syslog.xml (enabled, udp4, 514, info to emerg). */
function destination(source: Source, element: XmlElement): Destination {
  source.take(element);
  const transport = source.leaf(element, "transport");
  const port = source.leaf(element, "port");
  const number = decimal(port?.text);
  for (const note of ["program", "facility", "certificate", "rfc5424", "description"]) source.leaf(element, note);
  const kind = transport?.text.replace(/\d$/, "");
  const enabled = source.text(element, "enabled") !== "0";
  return {
    element,
    enabled,
    levels: source.words(element, "level"),
    server: {
      address: source.text(element, "hostname") ?? "",
      transport:
        transport === undefined || transport.text === ""
          ? byDefault("udp", "UDP unless <transport> says otherwise")
          : kind === "udp" || kind === "tcp" || kind === "tls"
            ? source.fact(transport, kind)
            : source.unknown(transport, "The transport is not known."),
      port:
        port === undefined || port.text === ""
          ? byDefault(514, "port 514 unless <port> says otherwise")
          : number === null
            ? source.unknown(port, "The port is no number.")
            : source.fact(port, number),
      vrf: null,
      ...source.place(element),
    },
  };
}

const severities: Readonly<Record<string, SyslogSeverity>> = {
  emerg: "emergency",
  alert: "alert",
  crit: "critical",
  err: "error",
  error: "error",
  warn: "warning",
  warning: "warning",
  notice: "notice",
  info: "informational",
  debug: "debug",
};

const order: readonly SyslogSeverity[] = [
  "emergency",
  "alert",
  "critical",
  "error",
  "warning",
  "notice",
  "informational",
  "debug",
];

/** The least urgent level that is sent; a list with gaps is none. */
function severity(source: Source, on: readonly Destination[], old: readonly LogServer[]): Fact<SyslogSeverity | null> {
  const [first] = on;
  if (first === undefined) {
    return old.length > 0
      ? unknownFact("Which messages are sent is chosen by kind, not by severity.")
      : byDefault(null, "no server is asked");
  }
  const urgencies = on.map(({ levels }) =>
    levels.map((level) => order.findIndex((each) => each === severities[level])).toSorted((a, b) => a - b),
  );
  const lists = new Set(urgencies.map((levels) => levels.join(",")));
  const indices = urgencies[0] ?? [];
  const lowest = order[indices.at(-1) ?? -1];
  if (lists.size > 1 || old.length > 0) return unknownFact("The servers are sent different messages.");
  if (indices.length === 0) return unknownFact("No level is stated.");
  if (lowest === undefined || indices.some((index, at) => index !== at))
    return unknownFact("Not every level above the lowest is sent.");
  return source.fact(first.element, lowest);
}
