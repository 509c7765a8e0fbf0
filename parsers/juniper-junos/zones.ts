import { isKnown, joinRanges, read, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { ManagementService, ManagementServiceName } from "../../src/model/management.ts";
import { define, nameIn, use, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, markTree, statedBy, value } from "./reading.ts";

/** What one zone, or one interface of it, lets in to the device itself. */
interface Inbound {
  readonly zone: string;
  /** Null: every interface of the zone that says nothing of its own. */
  readonly interfaces: readonly string[];
  readonly allowed: readonly ConfigNode[];
  readonly refused: ReadonlySet<string>;
}

/** The zones of one system. */
export interface ZonesRead {
  readonly zones: readonly ConfigNode[];
  readonly inbound: readonly Inbound[];
  /** Zone by interface name. */
  readonly zoneOf: ReadonlyMap<string, string>;
}

/** The zones of all systems; each interface has its name on the whole device. */
export interface Zones {
  readonly hasZones: boolean;
  /** Interfaces that let a service in; null where there are no zones. */
  readonly zoneInterfaces: ((service: ManagementServiceName) => Fact<"all" | readonly string[]>) | null;
  hostInbound(services: readonly ManagementService[]): ManagementService[];
}

/** Model's names of what host-inbound-traffic calls system services (CLI reference, "system-services (Security Zones Host Inbound Traffic)"). */
const inboundNames: Readonly<Record<string, ManagementServiceName>> = {
  finger: "finger",
  ftp: "ftp",
  http: "http",
  https: "https",
  netconf: "netconf",
  ping: "ping",
  rlogin: "rlogin",
  rsh: "rsh",
  snmp: "snmp",
  ssh: "ssh",
  telnet: "telnet",
  tftp: "tftp",
  "xnm-clear-text": "xnm-clear-text",
  "xnm-ssl": "xnm-ssl",
};

/**
 * [edit security zones]. A zone lets nothing in by default (DISA Juniper SRX NDM STIG V3R3). What is set at an interface replaces what the zone says; what nobody names is dropped
 * (Security Zones Guide, "Understanding How to Control Inbound Traffic Based on Traffic Types").
 */
export function readZones(context: Context): ZonesRead {
  const zones = child(context.root, "security", "zones");
  const named = entries(zones, "security-zone");
  const functional = entries(zones, "functional-zone");
  const zoneOf = new Map<string, string>();
  const inbound: Inbound[] = [];
  for (const zone of [...named, ...functional]) {
    define(context, "zone", zone);
    for (const item of children(zone)) if (zoneWords.has(item.word)) markTree(item);
    const general = readInbound(zone);
    const silent: string[] = [];
    for (const port of entries(zone, "interfaces")) {
      zoneOf.set(port.word, zone.word);
      use(context, "interface", port, `security-zone ${zone.word} interfaces`);
      const own = readInbound(port);
      if (own === null) silent.push(port.word);
      else inbound.push({ zone: nameIn(context.scope, zone.word), interfaces: [port.word], ...own });
    }
    if (general !== null) inbound.push({ zone: nameIn(context.scope, zone.word), interfaces: silent, ...general });
  }
  // With MPLS in packet mode zones and policies are unavailable (10.1 Interfaces and Routing Guide, "Enabling MPLS").
  const mode = value(child(context.root, "security", "forwarding-options", "family", "mpls"), "mode");
  const zoned = mode?.word !== "packet-based";
  return { zones: zoned ? [...named, ...functional] : [], inbound: zoned ? inbound : [], zoneOf };
}

export function joinZones(systems: readonly ZonesRead[]): Zones {
  const zones = systems.flatMap((each) => each.zones);
  const inbound = systems.flatMap((each) => each.inbound);
  const hasZones = zones.length > 0;
  return {
    hasZones,
    zoneInterfaces: hasZones ? (service) => interfacesOf(service, inbound, zones) : null,
    hostInbound: (services) => inbound.flatMap(inboundServices(services)),
  };
}

const zoneWords = new Set([
  "screen",
  "tcp-rst",
  "description",
  "application-tracking",
  "source-identity-log",
  "advance-policy-based-routing-profile",
  "advanced-connection-tracking",
  "enable-reverse-reroute",
  "unidirectional-session-refreshing",
  "host-inbound-traffic",
]);

function readInbound(node: ConfigNode): Pick<Inbound, "allowed" | "refused"> | null {
  const traffic = child(node, "host-inbound-traffic");
  if (traffic === undefined) return null;
  const protocols = child(traffic, "protocols");
  if (protocols !== undefined) markTree(protocols);
  const listed = entries(traffic, "system-services");
  for (const item of listed) child(item, "except");
  return {
    allowed: listed.filter((item) => !item.children.has("except")),
    refused: new Set(listed.filter((item) => item.children.has("except")).map((item) => item.word)),
  };
}

const everything = new Set(["all", "any-service"]);

function allowing(entry: Inbound, service: ManagementServiceName): ConfigNode | undefined {
  const names = Object.keys(inboundNames).filter((name) => inboundNames[name] === service);
  if (names.length === 0) return entry.allowed.find((item) => item.word === "any-service" || item.word === "all");
  if (names.some((name) => entry.refused.has(name))) return undefined;
  return entry.allowed.find((item) => everything.has(item.word) || names.includes(item.word));
}

/** fxp0 belongs to no zone, and what it lets in is not limited by one. */
function interfacesOf(
  service: ManagementServiceName,
  inbound: readonly Inbound[],
  zones: readonly ConfigNode[],
): Fact<"all" | readonly string[]> {
  const nodes: ConfigNode[] = [];
  const names: string[] = [];
  for (const entry of inbound) {
    const by = allowing(entry, service);
    if (by === undefined) continue;
    nodes.push(by);
    names.push(...entry.interfaces);
  }
  return statedBy<"all" | readonly string[]>([...names, "fxp0"], nodes.length > 0 ? nodes : zones);
}

/** What each zone lets in of the services that the device offers, and where it offers them. */
function inboundServices(services: readonly ManagementService[]): (entry: Inbound) => ManagementService[] {
  const bases = Object.entries(inboundNames).flatMap(([word, name]) => {
    const base = services.find((service) => service.name === name);
    // What the zone lets in without the device offering it is no service.
    if (base === undefined || (isKnown(base.enabled) && !base.enabled.value)) return [];
    const listed = isKnown(base.interfaces) ? base.interfaces.value : "all";
    return [{ word, name, base, listed: listed === "all" ? null : new Set(listed) }];
  });
  return (entry) => letInto(entry, bases);
}

interface InboundBase {
  readonly word: string;
  readonly name: ManagementServiceName;
  readonly base: ManagementService;
  /** Null: on every interface. */
  readonly listed: ReadonlySet<string> | null;
}

function letInto(entry: Inbound, bases: readonly InboundBase[]): ManagementService[] {
  const made: ManagementService[] = [];
  for (const { word, name, base, listed } of bases) {
    const by = allowing(entry, name);
    if (by === undefined) continue;
    const interfaces = entry.interfaces.filter((port) => listed?.has(port) ?? true);
    // A zone without interfaces, or whose interfaces the service is not offered on, lets nobody in.
    if (interfaces.length === 0) continue;
    const { at, path } = placeOf(by);
    const baseAt = "at" in base.enabled ? base.enabled.at : [];
    const subject = entry.interfaces.length === 1 ? `${entry.zone} interface ${entry.interfaces[0] ?? ""}` : entry.zone;
    made.push({
      ...base,
      instance: `security-zone ${subject} host-inbound-traffic ${by.word === word ? word : `${by.word} (${word})`}`,
      enabled: isKnown(base.enabled) ? read(true, joinRanges([...at, ...baseAt]), path) : base.enabled,
      interfaces: read<"all" | readonly string[]>(interfaces, at, path),
      external: unknownFact(`Nothing says whether zone ${entry.zone} faces outside.`, at),
    });
  }
  return made;
}
