import { byDefault, notApplicable, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, ManagementServiceName, SourceRestriction } from "../../src/model/management.ts";
import { absent, notWhole, type Context } from "./context.ts";
import { formatPrefix, parseAddress, parsePrefix } from "../lib/ip.ts";
import type { ConfigNode } from "./node.ts";
import {
  child,
  children,
  entries,
  markTree,
  numberOf,
  stated,
  statedBy,
  value,
  values,
  type Value,
} from "./reading.ts";

/** What ends sessions on the device, the same for every service. */
type Idle = Fact<number | null>;

const everywhere = byDefault<"all" | readonly string[]>(
  "all",
  "VyOS and EdgeOS: on every address unless listen-address says otherwise",
);
const outside = unknownFact("Nothing says which interfaces face outside.");
const noSessions = notApplicable("Each request stands by itself, so that there is no session to end.");

/**
 * Services that the device offers to manage it. Each runs only where it is configured (`service ssh`, `service https`,
 * `service gui`, `service telnet`: VyOS User Guide, "Service"; EdgeOS has the gui of its own).
 */
export function readServices(context: Context, idle: Idle): ManagementService[] {
  return [
    readSshService(context, idle),
    readTelnet(context, idle),
    ...(context.os === "vyos" ? readHttps(context) : readGui(context)),
    readSnmpService(context),
    ...readTftp(context),
  ];
}

/** A service and the statement that switches it on. */
function serviceOf(
  context: Context,
  name: ManagementServiceName,
  node: ConfigNode | undefined,
  instance: string,
): Pick<ManagementService, "name" | "instance" | "enabled" | "external"> {
  return { name, instance, enabled: enabledOf(context, node, instance), external: outside };
}

function enabledOf(context: Context, node: ConfigNode | undefined, instance: string): Fact<boolean> {
  if (node === undefined)
    return absent(context, false, `VyOS and EdgeOS: off unless "${instance}" is configured (User Guide, "Service")`);
  const off = child(node, "disable");
  return off === undefined ? stated(true, node) : stated(false, off);
}

function anySource(context: Context): Fact<readonly SourceRestriction[]> {
  if (!context.isWhole) return unknownFact(notWhole);
  return byDefault<readonly SourceRestriction[]>([], "VyOS and EdgeOS: the service itself restricts no source");
}

function vrfOf(node: ConfigNode | undefined): Fact<string | null> {
  const vrf = value(node, "vrf");
  return vrf === undefined
    ? byDefault<string | null>(null, "VyOS and EdgeOS: the default table unless a VRF is named")
    : stated<string | null>(vrf.text, vrf.node);
}

/** The first port, and those beside it. */
function portsOf(
  found: readonly Value[],
  usual: number,
  source: string,
): Pick<ManagementService, "port" | "furtherPorts"> {
  const [first, ...others] = found;
  if (first === undefined) return { port: byDefault<number | null>(usual, source) };
  const port = numberOf(first);
  const further = others.map(numberOf).filter((each) => each !== null);
  return {
    port:
      port === null
        ? unknownFact("The port is not a number.", stated(null, first.node).at)
        : stated<number | null>(port, first.node),
    ...(further.length === 0 ? {} : { furtherPorts: further }),
  };
}

/**
 * Linux takes a packet for one of its addresses in by any interface, so that an address to listen on narrows no
 * interfaces; where only the loopback is listened on, nobody comes in.
 */
function listening(found: readonly Value[]): Pick<ManagementService, "interfaces" | "families" | "addresses"> {
  if (found.length === 0) return { interfaces: everywhere };
  const nodes = found.map(({ node }) => node);
  const addresses = found.map(({ text }) => parseAddress(text));
  if (addresses.some((address) => address === null))
    return { interfaces: statedBy<"all" | readonly string[]>("all", nodes) };
  const heard = found.filter(({ text }) => !isLoopback(text));
  const families = ([4, 6] as const).filter((family) =>
    heard.some(({ text }) => text.includes(":") === (family === 6)),
  );
  // "::" takes IPv4 in too unless the server asks not to.
  const both = found.some(({ text }) => text === "::");
  const some = heard.length > 0 && !heard.some(({ text }) => text === "0.0.0.0" || text === "::");
  return {
    interfaces: statedBy<"all" | readonly string[]>(heard.length === 0 ? [] : "all", nodes),
    ...(families.length === 1 && !both ? { families } : {}),
    ...(some ? { addresses: heard.map(({ text }) => text) } : {}),
  };
}

function isLoopback(text: string): boolean {
  return text === "::1" || text.startsWith("127.");
}

function readSshService(context: Context, idle: Idle): ManagementService {
  const ssh = child(context.service, "ssh");
  return {
    ...serviceOf(context, "ssh", ssh, "service ssh"),
    ...portsOf(values(ssh, "port"), 22, "VyOS and EdgeOS: 22 (User Guide, service ssh port)"),
    ...listening(values(ssh, "listen-address")),
    vrf: vrfOf(ssh),
    sources: anySource(context),
    idleTimeout: idle,
  };
}

function readTelnet(context: Context, idle: Idle): ManagementService {
  const telnet = child(context.service, "telnet");
  markTree(child(telnet, "allow-root"));
  return {
    ...serviceOf(context, "telnet", telnet, "service telnet"),
    ...portsOf(values(telnet, "port"), 23, "VyOS up to 1.2 and EdgeOS: 23"),
    ...listening(values(telnet, "listen-address")),
    vrf: vrfOf(telnet),
    sources: anySource(context),
    idleTimeout: idle,
  };
}

/** Networks that `allow-client address` lets in; without one everybody. */
function clientsOf(context: Context, node: ConfigNode | undefined): Fact<readonly SourceRestriction[]> {
  const allowed = values(child(node, "allow-client"), "address");
  if (allowed.length === 0) return anySource(context);
  const prefixes = allowed.map(({ text }) => parsePrefix(text));
  const nodes = allowed.map((each) => each.node);
  if (prefixes.some((prefix) => prefix === null))
    return unknownFact("A client address is not understood.", statedBy(null, nodes).at);
  return statedBy<readonly SourceRestriction[]>(
    prefixes.flatMap((prefix) => (prefix === null ? [] : [{ kind: "prefix" as const, prefix: formatPrefix(prefix) }])),
    nodes,
  );
}

/** `service https`: the API of VyOS, with hosts of their own up to 1.4 (`virtual-host`). */
function readHttps(context: Context): ManagementService[] {
  const https = child(context.service, "https");
  const hosts = entries(https, "virtual-host");
  for (const part of children(https)) if (webParts.has(part.word)) markTree(part);
  const usual = "VyOS: 443 (vyos-1x, https.xml.in)";
  const shared = { vrf: vrfOf(https), idleTimeout: noSessions };
  const made: ManagementService[] = (hosts.length === 0 ? [https] : hosts).map((node) => {
    markTree(child(node, "server-name"));
    const instance = node === https || node === undefined ? "service https" : `service https virtual-host ${node.word}`;
    return {
      ...serviceOf(context, "https", node === undefined ? undefined : https, instance),
      instance,
      ...portsOf([...values(node, "port"), ...values(node, "listen-port")], 443, usual),
      ...listening(values(node, "listen-address").filter(({ text }) => text !== "*")),
      ...shared,
      sources: clientsOf(context, node),
    };
  });
  const redirect = child(https, "enable-http-redirect");
  if (redirect !== undefined)
    made.push({
      ...serviceOf(context, "http", redirect, "service https enable-http-redirect"),
      enabled: unknownFact(
        "Port 80 sends clients on to HTTPS; whether it does anything else is not known.",
        stated(null, redirect).at,
      ),
      port: byDefault<number | null>(80, "VyOS: 80 (service https enable-http-redirect)"),
      interfaces: everywhere,
      ...shared,
      sources: anySource(context),
    });
  const api = child(https, "api");
  if (api !== undefined)
    made.push({
      ...serviceOf(context, "rest", api, "service https api"),
      ...portsOf(values(https, "port"), 443, usual),
      ...listening(values(https, "listen-address")),
      ...shared,
      sources:
        hosts.length === 0 ? clientsOf(context, https) : unknownFact("Each virtual host lets in its own clients."),
    });
  return made;
}

/** What the model holds nothing of, and TLS, which is read by itself. */
const webParts: ReadonlySet<string> = new Set([
  "api",
  "api-restrict",
  "certificates",
  "tls-version",
  "ciphers",
  "request-body-size-limit",
]);

/** `service gui` of EdgeOS. Port 80 sends browsers on to HTTPS; no manual that was read says that it serves nothing else. */
function readGui(context: Context): ManagementService[] {
  const gui = child(context.service, "gui");
  for (const part of children(gui)) if (guiParts.has(part.word)) markTree(part);
  const shared = {
    vrf: vrfOf(undefined),
    idleTimeout: unknownFact("How long EdgeOS keeps an idle session of its gui was not found."),
  };
  const addresses = values(gui, "listen-address");
  const http = value(gui, "http-port");
  return [
    {
      ...serviceOf(context, "https", gui, "service gui"),
      ...portsOf(values(gui, "https-port"), 443, "EdgeOS: 443 (service gui https-port)"),
      ...listening(addresses),
      ...shared,
      sources: anySource(context),
    },
    {
      ...serviceOf(context, "http", gui, "service gui http-port"),
      enabled:
        gui === undefined
          ? enabledOf(context, gui, "service gui")
          : unknownFact(
              "Whether port 80 of the gui does more than send browsers on to HTTPS is not known.",
              stated(null, http?.node ?? gui).at,
            ),
      ...portsOf(values(gui, "http-port"), 80, "EdgeOS: 80 (service gui http-port)"),
      ...listening(addresses),
      ...shared,
      sources: anySource(context),
    },
  ];
}

const guiParts: ReadonlySet<string> = new Set(["older-ciphers", "cert-file", "ca-file", "dh-file", "debug"]);

function readSnmpService(context: Context): ManagementService {
  const snmp = child(context.service, "snmp");
  const listen = entries(snmp, "listen-address");
  return {
    ...serviceOf(context, "snmp", snmp, "service snmp"),
    ...portsOf(
      listen.flatMap((node) => values(node, "port")),
      161,
      "VyOS and EdgeOS: 161 (vyos-1x, snmp.xml.in)",
    ),
    ...listening(listen.map((node) => ({ text: node.word, node }))),
    vrf: vrfOf(snmp),
    sources: anySource(context),
    idleTimeout: noSessions,
  };
}

function readTftp(context: Context): ManagementService[] {
  const tftp = child(context.service, "tftp-server");
  if (tftp === undefined) return [];
  for (const part of ["directory", "allow-upload"]) markTree(child(tftp, part));
  const listen = entries(tftp, "listen-address");
  for (const node of listen) value(node, "vrf");
  return [
    {
      ...serviceOf(context, "tftp", tftp, "service tftp-server"),
      ...portsOf(values(tftp, "port"), 69, "VyOS: 69 (User Guide, service tftp-server port)"),
      ...listening(listen.map((node) => ({ text: node.word, node }))),
      vrf: vrfOf(undefined),
      sources: anySource(context),
      idleTimeout: noSessions,
    },
  ];
}
