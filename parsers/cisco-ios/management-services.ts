import { byDefault, isKnown, joinRanges, notApplicable, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, SourceRestriction } from "../../src/model/management.ts";
import type { Draft } from "./draft.ts";
import { enabled as snmpEnabled } from "./snmp.ts";
import { atLeast, versionOf } from "../lib/cisco/version.ts";

const everywhere: Fact<"all" | readonly string[]> = byDefault("all", "IOS: offered on every interface");
const shown = (name: string) =>
  `IOS writes "${name}" or "no ${name}" into the configuration, by a default that differs among platforms; neither is there.`;

interface Offer {
  readonly name: ManagementService["name"];
  readonly instance: string;
  readonly enabled: Fact<boolean>;
  readonly port: Fact<number | null>;
  readonly furtherPorts?: readonly number[];
  readonly sources: Fact<readonly SourceRestriction[]>;
  readonly idleTimeout?: Fact<number | null>;
}

function offer({ idleTimeout, ...rest }: Offer): ManagementService {
  return {
    ...rest,
    interfaces: everywhere,
    vrf: unknownFact("In which VRFs the service answers is not read."),
    idleTimeout: idleTimeout ?? notApplicable("The service has no session of its own."),
    external: unknownFact("Nothing in an IOS configuration says which interfaces face outside."),
  };
}

/**
 * A web server whose active modules are "none" serves no application ("Selective Enabling of Applications Within the
 * HTTP Infrastructure", HTTP 1.1 Web Server and Client; Cisco's advisories on the web UI call it out of reach then).
 */
function webServer(draft: Draft, statement: string, modules: string): Fact<boolean> {
  const server = draft.switches.get(statement);
  const active = draft.switches.get(modules);
  if (server === undefined) return unknownFact(shown(statement));
  // RESTCONF is served over the same server and is none of the modules.
  const restconf = draft.switches.get("restconf")?.value === true;
  const idle = server.value && active?.value === false && !restconf;
  return idle ? read(false, joinRanges([...server.at, ...active.at])) : server;
}

/**
 * Seconds until an idle web session ends. "show ip http server status" tells 180 for connections where nothing is set;
 * IOS XE keeps sessions of the web UI beside them, by "ip http session-idle-timeout", whose default differs.
 */
function webIdle(draft: Draft): Fact<number | null> {
  const connection = draft.numbers.get("ip http idle");
  const session = draft.numbers.get("ip http session-idle");
  if (session !== undefined && connection !== undefined)
    return read(Math.max(session.value ?? 0, connection.value ?? 0), joinRanges([...session.at, ...connection.at]));
  if (connection !== undefined || session !== undefined) return connection ?? session ?? unknownFact("No time is set.");
  const version = versionOf(draft.version?.value);
  return version !== null && !atLeast(version, 16)
    ? byDefault(180, `IOS ${version.text}: 180 seconds unless "ip http timeout-policy" (show ip http server status)`)
    : unknownFact("Without a timeout the release decides when idle web sessions end.");
}

const anyone = (ground: string): Fact<readonly SourceRestriction[]> => byDefault([], ground);

/**
 * Services as the model has them, on ports that are IANA's (Service Name and Transport Protocol Port Number Registry)
 * where nothing is set. Telnet is told by the login lines.
 */
export function managementServices(draft: Draft): readonly ManagementService[] {
  const http = draft.sources.get("ip http") ?? anyone('IOS: anyone unless "ip http access-class"');
  const httpIdle = webIdle(draft);
  const sshSources = unknownFact("SSH comes in by the login lines, which restrict it each for itself.");
  const listed = (name: string, ground: string) => draft.switches.get(name) ?? byDefault(false, ground);
  const services = [
    offer({
      name: "ssh",
      instance: "ip ssh",
      enabled:
        draft.switches.get("ip ssh") ??
        unknownFact("The SSH server starts with the first host key, and keys are not in the configuration."),
      port: byDefault(22, "IOS: port 22"),
      ...(draft.sshPorts.length > 0 ? { furtherPorts: draft.sshPorts } : {}),
      sources: sshSources,
      idleTimeout: unknownFact("The login lines set the timeout of SSH sessions."),
    }),
    offer({
      name: "http",
      instance: "ip http server",
      enabled: webServer(draft, "ip http server", "ip http active-session-modules"),
      port: draft.numbers.get("ip http port") ?? byDefault(80, "IOS: port 80"),
      sources: http,
      idleTimeout: httpIdle,
    }),
    offer({
      name: "https",
      instance: "ip http secure-server",
      enabled: webServer(draft, "ip http secure-server", "ip http secure-active-session-modules"),
      port: draft.numbers.get("ip http secure-port") ?? byDefault(443, "IOS: port 443"),
      sources: http,
      idleTimeout: httpIdle,
    }),
    offer({
      name: "snmp",
      instance: "snmp-server",
      enabled: snmpEnabled(draft),
      port: byDefault(161, "IOS: port 161"),
      sources: unknownFact("Communities and groups restrict SNMP each for itself."),
    }),
    offer({
      name: "scp",
      instance: "ip scp server",
      enabled: listed(
        "ip scp server enable",
        'IOS: off unless "ip scp server enable" (Cisco IOS in a Nutshell, "ip scp server enable")',
      ),
      port: byDefault(22, "IOS: the port of SSH"),
      sources: sshSources,
    }),
    offer({
      name: "tftp",
      instance: "tftp-server",
      enabled: listed(
        "tftp-server",
        'IOS: serves no file unless "tftp-server" (Configuration Fundamentals Command Reference)',
      ),
      port: byDefault(69, "IOS: port 69"),
      sources: draft.sources.get("tftp-server") ?? anyone('IOS: anyone unless "tftp-server" names an access list'),
    }),
    offer({
      name: "ftp",
      instance: "ftp-server",
      enabled: listed(
        "ftp-server enable",
        'IOS: off unless "ftp-server enable" (Configuration Fundamentals Command Reference)',
      ),
      port: byDefault(21, "IOS: port 21"),
      sources: anyone("IOS: anyone"),
    }),
    offer({
      name: "rsh",
      instance: "ip rcmd rsh-enable",
      enabled: listed(
        "ip rcmd rsh-enable",
        'IOS: off unless "ip rcmd rsh-enable" (Cisco IOS in a Nutshell, "ip rcmd rsh-enable")',
      ),
      port: byDefault(514, "IOS: port 514"),
      sources: unknownFact('"ip rcmd remote-host" names who may come.'),
    }),
    offer({
      name: "rcp",
      instance: "ip rcmd rcp-enable",
      enabled: listed(
        "ip rcmd rcp-enable",
        'IOS: off unless "ip rcmd rcp-enable" (Cisco IOS in a Nutshell, "ip rcmd rcp-enable")',
      ),
      port: byDefault(514, "IOS: port 514"),
      sources: unknownFact('"ip rcmd remote-host" names who may come.'),
    }),
    offer({
      name: "restconf",
      instance: "restconf",
      enabled: listed("restconf", 'IOS XE: off unless "restconf" (Programmability Configuration Guide, "RESTCONF")'),
      port: byDefault(443, "IOS XE: the port of HTTPS"),
      sources: http,
    }),
    offer({
      name: "gnmi",
      instance: "gnxi server",
      enabled: listed(
        "gnmi",
        'IOS XE: off unless "gnxi server" or "gnxi secure-server" (Programmability Command Reference)',
      ),
      port: draft.numbers.get("gnmi port") ?? unknownFact("No port is stated."),
      sources: anyone("IOS XE: anyone"),
    }),
    offer({
      name: "netconf",
      instance: draft.switches.has("netconf ssh") ? "netconf ssh" : "netconf-yang",
      enabled:
        draft.switches.get("netconf-yang") ?? listed("netconf ssh", 'IOS: off unless "netconf-yang" or "netconf ssh"'),
      port:
        draft.numbers.get("netconf-yang ssh port") ??
        byDefault(draft.switches.has("netconf ssh") ? 22 : 830, 'IOS XE: 830 unless "netconf-yang ssh port"'),
      sources:
        draft.sources.get("netconf-yang") ??
        draft.sources.get("netconf ssh") ??
        anyone('IOS XE: anyone unless "netconf-yang ssh ipv4 access-list"'),
    }),
  ];
  // Off by a default that nobody touched: no service of the device.
  return services.filter(
    (service) =>
      ["ssh", "http", "https", "snmp"].includes(service.name) || !isKnown(service.enabled) || "at" in service.enabled,
  );
}
