import { byDefault, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, ManagementServiceName, SourceRestriction } from "../../src/model/management.ts";
import { absent, isAtLeast, type Context } from "./context.ts";
import type { ConfigNode } from "./node.ts";
import { child, children, entries, markTree, numberOf, stated, statedBy, value } from "./reading.ts";
import { placeOf } from "./node.ts";

/** What the services have in common on one device. */
export interface ServiceGround {
  /** Filters that guard the routing engine, or an empty list where there are none. */
  readonly sources: Fact<readonly SourceRestriction[]>;
  readonly idleTimeout: Fact<number | null>;
  /** Interfaces on which host-inbound-traffic of the security zones lets a service in; null where there are no zones. */
  readonly zoneInterfaces: ((service: ManagementServiceName) => Fact<"all" | readonly string[]>) | null;
}

interface KnownService {
  readonly name: ManagementServiceName;
  readonly words: readonly string[];
  /** Registered port, or null where there is none of its own. */
  readonly port: number | null;
  readonly portStatement?: string;
}

/**
 * [edit system services] and the port of each. What is not there is off: User Access and Authentication Guide,
 * "Remote Access Overview"; DISA Juniper EX RTR STIG V2R1 (finger, telnet, TFTP, FTP) and SRX NDM STIG V3R3 (web);
 * CIS Juniper OS 2.1.0, 6.10.5 (REST). Ports: 9.3 CLI reference, destination-port, Table 4 (ssh, telnet, ftp, finger,
 * login, cmd, http, https, tftp); 13.2, ssh (NETCONF); group junos-defaults (xnm); CIS 6.10.5.10 (REST).
 */
const known: readonly KnownService[] = [
  { name: "ssh", words: ["ssh"], port: 22, portStatement: "port" },
  { name: "telnet", words: ["telnet"], port: 23 },
  { name: "ftp", words: ["ftp"], port: 21 },
  { name: "finger", words: ["finger"], port: 79 },
  { name: "rlogin", words: ["rlogin"], port: 513 },
  { name: "rsh", words: ["rsh"], port: 514 },
  { name: "http", words: ["web-management", "http"], port: 80, portStatement: "port" },
  { name: "https", words: ["web-management", "https"], port: 443, portStatement: "port" },
  { name: "netconf", words: ["netconf", "ssh"], port: 830, portStatement: "port" },
  { name: "xnm-clear-text", words: ["xnm-clear-text"], port: 3221 },
  { name: "xnm-ssl", words: ["xnm-ssl"], port: 3220 },
  { name: "rest", words: ["rest", "http"], port: 3000, portStatement: "port" },
  { name: "rest", words: ["rest", "https"], port: 3443, portStatement: "port" },
  { name: "tftp", words: ["tftp-server"], port: 69 },
];

const offByDefault = "Junos: remote access is off until configured (User Access Guide, Remote Access Overview)";

/**
 * Each service whether configured or not. Where the loopback has an input filter, that filter is the restriction
 * of every service, since all packets to the routing engine pass it (Routing Policies Guide, "Firewall Filters on
 * the Loopback Interface").
 */
export function readServices(context: Context, ground: ServiceGround): ManagementService[] {
  const services = child(context.system, "services");
  const made = known.map((service) => readService(context, services, service, ground));
  const grpc = child(services, "extension-service", "request-response", "grpc");
  made.push(readGrpc(context, grpc, ground), readAgent(context, ground));
  readRest(services);
  return made;
}

function readService(
  context: Context,
  services: ConfigNode | undefined,
  service: KnownService,
  ground: ServiceGround,
): ManagementService {
  const node = child(services, ...service.words);
  const off = node === undefined;
  const port = service.portStatement === undefined ? undefined : value(node, service.portStatement);
  for (const word of limits) value(node, word);
  if (service.name === "xnm-ssl") value(node, "local-certificate");
  const interfaces = interfacesOf(node, service, ground);
  return {
    name: service.name,
    instance: `system services ${service.words.join(" ")}`,
    enabled: off ? absent(context, false, offByDefault) : stated(true, node),
    port:
      port === undefined
        ? byDefault(service.port, `Junos: ${service.words.join(" ")} listens on port ${service.port ?? "none"}`)
        : stated(numberOf(port), port),
    interfaces,
    vrf: instanceOf(node),
    sources: ground.sources,
    idleTimeout: sessionServices.has(service.name)
      ? ground.idleTimeout
      : (webIdle(context, services, service) ?? unknownFact("Junos documents no idle timeout of this service.")),
    external: off
      ? byDefault(false, offByDefault)
      : unknownFact("Nothing says which interfaces face outside.", placeOf(node).at),
  };
}

const sessionServices = new Set<ManagementServiceName>(["ssh", "telnet", "rlogin", "netconf"]);
const limits = ["connection-limit", "rate-limit", "max-sessions-per-connection"];

/** `web-management session idle-timeout` in minutes (CLI reference, "session (Web Management)"). */
function webIdle(
  context: Context,
  services: ConfigNode | undefined,
  service: KnownService,
): Fact<number | null> | undefined {
  if (service.name !== "http" && service.name !== "https") return undefined;
  const minutes = value(child(services, "web-management", "session"), "idle-timeout");
  const number = numberOf(minutes);
  if (minutes !== undefined && number !== null) return stated<number | null>(number * 60, minutes);
  const old = context.release !== null && !isAtLeast(context.release, 15, 1);
  return old
    ? byDefault<number | null>(
        86_400,
        "Junos: a web session ends after 1440 idle minutes (13.2 CLI reference, session)",
      )
    : unknownFact("session idle-timeout is not set, and its default in this release is not documented here.");
}

function interfacesOf(
  node: ConfigNode | undefined,
  service: KnownService,
  ground: ServiceGround,
): Fact<"all" | readonly string[]> {
  const own = entries(node, "interface");
  if (own.length > 0) {
    return own.some((at) => at.word === "all")
      ? statedBy<"all" | readonly string[]>("all", own)
      : statedBy<"all" | readonly string[]>(
          own.map((at) => at.word),
          own,
        );
  }
  return ground.zoneInterfaces?.(service.name) ?? byDefault("all", "Junos: a service is offered on every interface");
}

function instanceOf(node: ConfigNode | undefined): Fact<string | null> {
  const instance = value(node, "routing-instance");
  return instance === undefined
    ? byDefault(null, "Junos: a service is offered in the default instance")
    : stated(instance.word, instance);
}

function readGrpc(context: Context, node: ConfigNode | undefined, ground: ServiceGround): ManagementService {
  const transport = child(node, "ssl") ?? child(node, "clear-text");
  const port = value(transport, "port");
  value(transport, "local-certificate");
  const address = value(transport, "address");
  for (const word of ["mutual-authentication", "use-pki", "hot-reloading"]) {
    const found = child(transport, word);
    if (found !== undefined) markTree(found);
  }
  value(node, "max-connections");
  value(node, "routing-instance");
  child(node, "skip-authentication");
  void address;
  return {
    name: "gnmi",
    instance: "system services extension-service request-response grpc",
    enabled: node === undefined ? absent(context, false, offByDefault) : stated(true, node),
    port: port === undefined ? unknownFact("No port of gRPC is configured.") : stated(numberOf(port), port),
    interfaces: byDefault("all", "Junos: a service is offered on every interface"),
    vrf: instanceOf(node),
    sources: ground.sources,
    idleTimeout: notApplicable("gRPC has no interactive session."),
    external:
      node === undefined
        ? byDefault(false, offByDefault)
        : unknownFact("Nothing says which interfaces face outside.", placeOf(node).at),
  };
}

const details = [
  "database-replication",
  "dhcp",
  "dhcp-local-server",
  "dhcp-proxy-client",
  "dns",
  "flow-tap-dtcp",
  "outbound-ssh",
  "outbound-https",
  "resource-monitor",
  "service-deployment",
  "static-subscribers",
  "subscriber-management",
  "subscriber-management-helper",
  "webapi",
];

/** The SNMP agent, which has its own hierarchy; `interface` there names where it answers. */
function readAgent(context: Context, ground: ServiceGround): ManagementService {
  const snmp = child(context.root, "snmp");
  const named = entries(snmp, "interface");
  const off = "Junos: SNMP is disabled until [edit snmp] is configured (DISA Juniper EX and SRX NDM STIGs)";
  return {
    name: "snmp",
    instance: "snmp",
    enabled: snmp === undefined ? absent(context, false, off) : stated(true, snmp),
    port: byDefault(161, "Junos: the agent listens on port 161"),
    interfaces:
      named.length > 0
        ? statedBy<"all" | readonly string[]>(
            named.map((node) => node.word),
            named,
          )
        : (ground.zoneInterfaces?.("snmp") ?? byDefault("all", "Junos: the agent answers on every interface")),
    vrf: byDefault(null, "Junos: a service is offered in the default instance"),
    sources: ground.sources,
    idleTimeout: notApplicable("SNMP has no sessions."),
    external:
      snmp === undefined
        ? byDefault(false, off)
        : unknownFact("Nothing says which interfaces face outside.", placeOf(snmp).at),
  };
}

/** Statements that are known to change nothing the model holds. */
function readRest(services: ConfigNode | undefined): void {
  const web = child(services, "web-management");
  for (const node of children(web)) {
    if (node.word === "http" || node.word === "https") {
      for (const word of ["system-generated-certificate", "local-certificate", "pki-local-certificate"]) {
        const found = child(child(web, node.word), word);
        if (found !== undefined) markTree(found);
      }
    }
  }
  value(child(web, "session"), "session-limit");
  value(web, "management-url");
  const netconf = child(services, "netconf");
  for (const word of [
    "rfc-compliant",
    "yang-compliant",
    "yang-modules",
    "traceoptions",
    "hello-message",
    "notification",
  ]) {
    const found = child(netconf, word);
    if (found !== undefined) markTree(found);
  }
  const ssh = child(netconf, "ssh");
  for (const word of ["client-alive-interval", "client-alive-count-max"]) value(ssh, word);
  const rest = child(services, "rest");
  child(rest, "enable-explorer");
  for (const word of ["control", "traceoptions"]) {
    const found = child(rest, word);
    if (found !== undefined) markTree(found);
  }
  for (const transport of [child(rest, "http"), child(rest, "https")]) {
    for (const word of [
      "addresses",
      "default-certificate",
      "server-certificate",
      "cipher-list",
      "mutual-authentication",
      "allow-unauthenticated-download",
    ]) {
      const found = child(transport, word);
      if (found !== undefined) markTree(found);
    }
  }
  // What these offer is in smallServices, and their details decide nothing there.
  for (const word of details) {
    const found = child(services, word);
    if (found !== undefined) markTree(found);
  }
  for (const name of ["telnet", "ssh", "netconf", "ftp"]) {
    for (const method of entries(child(services, name), "authentication-order")) markTree(method);
  }
}
