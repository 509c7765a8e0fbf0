import { byDefault, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, ManagementServiceName, SourceRestriction } from "../../src/model/management.ts";
import { decimal } from "../lib/cisco/addresses.ts";
import { use } from "../lib/cisco/objects.ts";
import { placeOf, readAt } from "../lib/cisco/places.ts";
import type { Statement } from "../lib/indented.ts";
import { on, skip, touching, type Touches } from "../lib/statements.ts";
import { releaseOf, switched, type Draft, type InterfaceDraft, type SourceDraft } from "./draft.ts";
import { levelOf } from "./interfaces.ts";
import { ipv6Network, netmaskMatch } from "./names.ts";
import { snmpEnabled, snmpSources } from "./snmp.ts";

const serviceTouches: Touches = ["management.services", "management.logins", "management.ssh"];

/** "Management Access", General Operations CLI Configuration Guide. */
export const managementStatements = [
  on<Draft>("ssh", (draft, statement) => source(draft, statement, "ssh")),
  on<Draft>("telnet", (draft, statement) => source(draft, statement, "telnet")),
  on<Draft>("http", (draft, statement) => source(draft, statement, "http")),
  on<Draft>("ssh timeout", (draft, statement) => minutes(draft, statement, "ssh timeout")),
  on<Draft>("telnet timeout", (draft, statement) => minutes(draft, statement, "telnet timeout")),
  on<Draft>("console timeout", (draft, statement) => minutes(draft, statement, "console timeout")),
  on<Draft>("http server idle-timeout", (draft, statement) => minutes(draft, statement, "http idle")),
  on<Draft>("http server session-timeout", (draft, statement) => minutes(draft, statement, "http session")),
  on<Draft>("http server enable", (draft, statement) => {
    const port = statement.words[3] === undefined ? null : decimal(statement.words[3]);
    draft.switches.set("http server enable", readAt(!statement.negated, statement));
    if (port !== null) draft.numbers.set("http port", readAt(port, statement));
    return statement.words.length < 4 || port !== null;
  }),
  on<Draft>("ssh scopy enable", switched("ssh scopy")),
  on<Draft>("rest-api agent", switched("rest-api")),
  on<Draft>("management-access", (draft, statement) => {
    use(draft, "zone", statement.words[1], statement, "management-access");
    draft.smallServices.push({
      name: "management-access",
      interface: statement.words[1] ?? null,
      enabled: readAt(!statement.negated, statement),
    });
    return statement.words[1] !== undefined;
  }),
  on<Draft>(["icmp permit", "icmp deny", "ipv6 icmp"], (draft, statement) => {
    draft.icmpRules.push(statement);
    return !statement.negated;
  }),
  skip("icmp-answers", "icmp unreachable"),
  skip(
    "http-details",
    "http redirect",
    "http authentication-certificate",
    "http username-from-certificate",
    "http server basic-auth-client",
  ),
  skip("ssh-client", "ssh stricthostkeycheck", "ssh pubkey-chain", "ssh disconnect"),
  skip("rest-api-image", "rest-api image"),
  skip("ftp-client", "ftp mode", "tftp-server", "tftp blocksize"),
  touching(serviceTouches, "ssh", "telnet", "http", "console", "rest-api", "management-access", "icmp", "quota"),
];

function minutes(draft: Draft, statement: Statement, name: string): boolean {
  const value = decimal(statement.words.at(-1));
  if (value === null || statement.negated) return false;
  // Zero is never.
  draft.numbers.set(name, readAt(value === 0 ? null : value * 60, statement));
  return true;
}

/** "ssh|telnet|http ADDRESS MASK INTERFACE" and "… ADDRESS6/LENGTH INTERFACE". */
function source(draft: Draft, statement: Statement, service: "ssh" | "telnet" | "http"): boolean {
  const { words, negated } = statement;
  const [, address = "", second, third] = words;
  const six = address.includes("/") ? ipv6Network(draft, address) : null;
  const match = six ?? (third === undefined ? null : netmaskMatch(draft, address, second));
  const nameif = six === null ? third : second;
  if (match === null || nameif === undefined || negated || words.length > (six === null ? 4 : 3)) return false;
  const prefix = match.kind === "any" ? (match.family === 6 ? "::/0" : "0.0.0.0/0") : prefixText(match);
  if (prefix === null) return false;
  use(draft, "zone", nameif, statement, service);
  const sources = draft.sources.get(service) ?? [];
  sources.push({ prefix, nameif, at: placeOf(statement) });
  draft.sources.set(service, sources);
  return true;
}

function prefixText(match: NonNullable<ReturnType<typeof netmaskMatch>>): string | null {
  return match.kind === "prefix" ? match.prefix : null;
}

interface Offered {
  readonly name: ManagementServiceName;
  readonly enabled: Fact<boolean>;
  readonly port: Fact<number | null>;
  readonly idleTimeout: Fact<number | null>;
}

/** One service for each interface that accepts it, since each has sources of its own. */
function perInterface(draft: Draft, sources: readonly SourceDraft[], offered: Offered): readonly ManagementService[] {
  return [...Map.groupBy(sources, ({ nameif }) => nameif)].map(([nameif, own]) => {
    const at = joinRanges(own.flatMap((each) => each.at));
    const restrictions = own.map(({ prefix }): SourceRestriction => ({ kind: "prefix", prefix }));
    return {
      ...offered,
      instance: `${offered.name === "https" ? "http" : offered.name} on ${nameif}`,
      enabled: "default" in offered.enabled ? read(true, at) : offered.enabled,
      interfaces: read([portOf(draft, nameif)], at),
      vrf: vrfOf(draft),
      sources: read(restrictions, at),
      external: external(draft, nameif),
    };
  });
}

const portsByName = new WeakMap<Draft, ReadonlyMap<string | null, InterfaceDraft>>();

/** The interface of a name; made once, when the whole text is read. */
function portNamed(draft: Draft, nameif: string): InterfaceDraft | undefined {
  const known =
    portsByName.get(draft) ?? new Map([...draft.interfaces.values()].map((port) => [port.nameif, port] as const));
  portsByName.set(draft, known);
  return known.get(nameif);
}

/** The interface by its own name, where the text defines its zone. */
function portOf(draft: Draft, nameif: string): string {
  return portNamed(draft, nameif)?.name ?? nameif;
}

function vrfOf({ threatDefense }: Draft): Fact<string | null> {
  return threatDefense
    ? unknownFact("In which VRF the service answers is not read.")
    : byDefault(null, "ASA: one routing table for all interfaces");
}

/** Security level 0 is the least trusted network ("Security Levels", General Operations CLI Configuration Guide). */
function external(draft: Draft, nameif: string): Fact<boolean> {
  const port = portNamed(draft, nameif);
  if (port === undefined) return unknownFact(`No line defines interface "${nameif}".`);
  const at = joinRanges(port.at);
  if (port.managementOnly) return read(false, at);
  // Networks of no trust may still be the operator's own: only the name tells the outside.
  const outside = /^(?:outside|internet|untrust|wan)/i.test(nameif);
  const level = levelOf(port);
  if (outside && level === 0) return read(true, at);
  if (!outside && level === 100) return read(false, at);
  return unknownFact(`Whether interface "${nameif}" of security level ${level} faces outside is not said.`, at);
}

/** A service that nobody may use: what is missing says so. */
function nobody(name: ManagementServiceName, statement: string, port: number, at?: Fact<boolean>): ManagementService {
  return {
    name,
    instance: statement,
    enabled:
      at ??
      byDefault(false, `ASA: nobody may connect unless "${statement} ADDRESS MASK INTERFACE" (Management Access)`),
    port: byDefault(port, `ASA: port ${port}`),
    interfaces: byDefault([], "ASA: no interface accepts it"),
    vrf: byDefault(null, "ASA: one routing table for all interfaces"),
    sources: unknownFact("Nobody may connect."),
    idleTimeout: notApplicable("Nobody may connect."),
    external: byDefault(false, "ASA: no interface accepts it"),
  };
}

/**
 * Services of the device itself. SSH, Telnet and HTTPS (ASDM) answer those that "ssh", "telnet" and "http" name, and
 * nobody else; lists on interfaces do not apply to them ("Configure Management Remote Access").
 */
export function managementServices(draft: Draft): readonly ManagementService[] {
  const open = byDefault(true, "ASA: whoever is named may connect");
  const [ssh, telnet, http] = (["ssh", "telnet", "http"] as const).map((name) => draft.sources.get(name) ?? []);
  const services: ManagementService[] = [];
  const sshOffer: Offered = {
    name: "ssh",
    enabled: open,
    port: byDefault(22, "ASA: port 22"),
    idleTimeout: sessionTimeout(draft, "ssh"),
  };
  services.push(
    ...(ssh === undefined || ssh.length === 0 ? [nobody("ssh", "ssh", 22)] : perInterface(draft, ssh, sshOffer)),
  );
  const telnetOffer: Offered = {
    name: "telnet",
    enabled: open,
    port: byDefault(23, "ASA: port 23"),
    idleTimeout: sessionTimeout(draft, "telnet"),
  };
  services.push(
    ...(telnet === undefined || telnet.length === 0
      ? [nobody("telnet", "telnet", 23)]
      : perInterface(draft, telnet, telnetOffer)),
  );
  services.push(...web(draft, http ?? []));
  const scopy = draft.switches.get("ssh scopy");
  if (scopy?.value === true)
    services.push(...perInterface(draft, ssh ?? [], { ...sshOffer, name: "scp", enabled: scopy }));
  services.push(snmpService(draft), ...pings(draft));
  return services;
}

/**
 * Five minutes for SSH in 9.x (CIS Cisco ASA 9.x Firewall 1.1.0, 1.8.2, "Default Value"); the ASDM User Guide of 8.0
 * says sixty of it ("Configuring CLI Parameters"), and of Telnet no manual that was read says anything. Devices write
 * both times into every configuration.
 */
export function sessionTimeout(draft: Draft, name: "ssh" | "telnet"): Fact<number | null> {
  const stated = draft.numbers.get(`${name} timeout`);
  if (stated !== undefined) return stated;
  const release = releaseOf(draft);
  return name === "ssh" && release?.major === 9
    ? byDefault(300, `ASA ${release.text}: 5 minutes unless "ssh timeout" (CIS ASA 9.x, 1.8.2)`)
    : unknownFact(`Without "${name} timeout" the release decides when idle sessions end.`);
}

/** Twenty minutes in 8.x and 9.x (CIS Cisco Firewall v8.x 4.2.0 and ASA 9.x 1.1.0, 1.8.3, "Default Value"). */
function webIdle(draft: Draft): Fact<number | null> {
  const release = releaseOf(draft);
  return release !== null && (release.major === 8 || release.major === 9)
    ? byDefault(1200, `ASA ${release.text}: 20 minutes unless "http server idle-timeout" (CIS 1.8.3)`)
    : unknownFact('Without "http server idle-timeout" the release decides when idle sessions end.');
}

function web(draft: Draft, sources: readonly SourceDraft[]): readonly ManagementService[] {
  const server = draft.switches.get("http server enable");
  const enabled =
    server ??
    byDefault(false, 'ASA: off unless "http server enable" (Management Access, "Configure HTTPS Access for ASDM")');
  const port = draft.numbers.get("http port") ?? byDefault(443, "ASA: port 443");
  const idleTimeout = draft.numbers.get("http idle") ?? webIdle(draft);
  const https: Offered = { name: "https", enabled, port, idleTimeout };
  if (!enabled.value) return [{ ...nobody("https", "http", 443, enabled), port }];
  if (sources.length === 0) {
    const none = read(false, server?.at ?? []);
    return [{ ...nobody("https", "http", 443, none), port }];
  }
  const rest = draft.switches.get("rest-api");
  const services = perInterface(draft, sources, https);
  if (rest?.value !== true) return services;
  return [...services, ...perInterface(draft, sources, { ...https, name: "rest", enabled: rest })];
}

function snmpService(draft: Draft): ManagementService {
  return {
    name: "snmp",
    instance: "snmp-server",
    enabled: snmpEnabled(draft),
    port: draft.numbers.get("snmp port") ?? byDefault(161, 'ASA: port 161 unless "snmp-server listen-port"'),
    interfaces: snmpInterfaces(draft),
    vrf: vrfOf(draft),
    sources: snmpSources(draft, () => true),
    idleTimeout: notApplicable("The service has no session of its own."),
    external: unknownFact("Hosts on several interfaces may ask."),
  };
}

function snmpInterfaces(draft: Draft): Fact<readonly string[]> {
  const hosts = draft.snmpHosts.filter(({ polls }) => polls);
  return hosts.length === 0
    ? byDefault([], "ASA: no host may ask")
    : read([...new Set(hosts.map(({ nameif }) => portOf(draft, nameif)))], joinRanges(hosts.flatMap(({ at }) => at)));
}

/** "icmp permit|deny ADDRESS [MASK] [TYPE] INTERFACE": every interface answers anyone until a rule names it. */
function pings(draft: Draft): readonly ManagementService[] {
  const rules = Map.groupBy(draft.icmpRules, ({ words }) => words.at(-1) ?? "");
  return [...rules].map(([nameif, own]) => {
    const at = joinRanges(own.flatMap((statement) => placeOf(statement)));
    return {
      ...nobody("ping", "icmp", 0, unknownFact("Who gets an answer to ICMP is decided by several rules.", at)),
      instance: `icmp on ${nameif}`,
      port: notApplicable("ICMP has no ports."),
      interfaces: read([portOf(draft, nameif)], at),
      sources: unknownFact("Rules for ICMP are not followed.", at),
      external: external(draft, nameif),
    };
  });
}
