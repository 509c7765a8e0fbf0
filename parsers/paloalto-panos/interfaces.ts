import type { Interface } from "../../src/model/device-config.ts";
import { byDefault } from "../../src/model/fact.ts";
import { parseAddress } from "../lib/ip.ts";
import type { Context } from "./context.ts";
import { define, use, type Level, type Names } from "./levels.ts";
import { placeOf, placeOfHead, type PanosNode } from "./node.ts";
import { child, entries, markTree, note, stated, value, word } from "./reading.ts";
import type { Zones } from "./zones.ts";

/** An interface with the node of its settings. */
export interface Port {
  readonly name: string;
  readonly node: PanosNode;
  /** Where addresses and management profile stand. */
  readonly settings: PanosNode;
  readonly kind: string;
  /** The template it belongs to; null is the device itself. */
  readonly template: string | null;
}

const kinds = ["ethernet", "aggregate-ethernet", "vlan", "loopback", "tunnel"] as const;
const modes = [
  "layer3",
  "layer2",
  "virtual-wire",
  "tap",
  "ha",
  "decrypt-mirror",
  "log-card",
  "aggregate-group",
] as const;

/** `network interface`: ports, their units, and the logical interfaces. */
export function portsOf(network: PanosNode | undefined, template: string | null): readonly Port[] {
  const found: Port[] = [];
  child(network, "virtual-wire");
  for (const kind of kinds) {
    const holder = child(network, "interface", kind);
    if (holder === undefined) continue;
    const isLogical = kind === "vlan" || kind === "loopback" || kind === "tunnel";
    if (isLogical) {
      if (holder.children.keys().some((key) => key !== "units"))
        found.push({ name: kind, node: holder, settings: holder, kind, template });
      addUnits(found, holder, kind, template);
      continue;
    }
    for (const node of entries(holder)) {
      const mode = modes.find((known) => node.children.has(known));
      const settings = mode === undefined ? undefined : child(node, mode);
      found.push({ name: node.word, node, settings: settings ?? node, kind: mode ?? kind, template });
      if (settings !== undefined) addUnits(found, settings, mode ?? kind, template);
    }
  }
  return found;
}

function addUnits(found: Port[], settings: PanosNode, kind: string, template: string | null): void {
  for (const unit of entries(settings, "units"))
    found.push({ name: unit.word, node: unit, settings: unit, kind, template });
}

/** Keys that have no bearing on what the model says of an interface. */
const plain = [
  "adjust-tcp-mss",
  "aggregate-group",
  "lacp",
  "link-duplex",
  "link-speed",
  "lldp",
  "mtu",
  "ndp-proxy",
  "netflow-profile",
  "poe",
  "sdwan-link-settings",
  "df-ignore",
  "untagged-sub-interface",
  "traffic-interconnect",
  "create-dhcp-default-route",
] as const;

export function readInterfaces(context: Context, ports: readonly Port[], zones: Zones): readonly Interface[] {
  const { root, names, levels } = context;
  const scopes = new Map<string, string>();
  for (const level of levels.levels) {
    const imported = entries(level.node, "import", "network", "interface");
    for (const port of imported) if (level.scope !== null) scopes.set(port.word, level.scope);
    note(child(level.node, "import"), "visible-vsys", "resource");
    note(child(level.node, "import", "network"), "virtual-wire", "vlan", "virtual-router", "logical-router");
  }
  const routers = routerOf(child(root, "network"), names);
  const objects = addressObjects(levels.levels);
  const management = managementPort(child(root, "deviceconfig", "system"));
  return [
    ...(management === null ? [] : [management]),
    ...ports.map((port) => interfaceOf(port, names, scopes, routers, zones, objects)),
  ];
}

/** Virtual routers by interface; the model calls what an interface routes in its VRF. */
export function routerOf(network: PanosNode | undefined, names: Names): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const hasPorts = network?.children.has("interface") === true;
  for (const sort of ["virtual-router", "logical-router"]) {
    for (const router of entries(network, sort)) {
      const places = [router, ...entries(router, "vrf")];
      for (const place of places) {
        for (const port of entries(place, "interface")) {
          found.set(port.word, router.word);
          if (hasPorts) use(names, "interface", port, null, `${sort} ${router.word} interface`);
        }
      }
    }
  }
  return found;
}

function interfaceOf(
  { name, node, settings, kind, template }: Port,
  names: Names,
  scopes: ReadonlyMap<string, string>,
  routers: ReadonlyMap<string, string>,
  zones: Zones,
  objects: ReadonlyMap<string, string>,
): Interface {
  if (template === null) define(names, "interface", node, null);
  else names.definitions.push({ kind: "interface", name, scope: null, ...placeOf(node) });
  note(node, ...plain, "tag");
  note(settings, ...plain, "tag", "bonjour", "arp", "ddns-config", "pppoe");
  const state = value(node, "link-state");
  const unstated: (4 | 6)[] = [];
  const addresses: string[] = [];
  for (const entry of entries(settings, "ip")) addAddress(objects.get(entry.word) ?? entry.word, addresses, unstated);
  const ipv6 = child(settings, "ipv6");
  const isOn6 = word(ipv6, "enabled") === "yes";
  note(ipv6, "interface-id", "dad-attempts", "neighbor-discovery", "inherited", "dns-server");
  for (const entry of entries(ipv6, "address")) {
    addAddress(objects.get(entry.word) ?? entry.word, addresses, unstated);
    markTree(entry);
  }
  if (settings.children.has("dhcp-client") || settings.children.has("pppoe")) unstated.push(4);
  if (ipv6?.children.has("dhcp-client") === true) unstated.push(6);
  note(settings, "dhcp-client");
  note(ipv6, "dhcp-client");
  const zone = template === null ? (zones.zoneOf.get(name) ?? null) : null;
  const scope = template === null ? (scopes.get(name) ?? zone?.scope ?? null) : `template ${template}`;
  return {
    name,
    ...placeOfHead(node),
    description: word(node, "comment") ?? word(settings, "comment"),
    enabled:
      state === undefined
        ? byDefault(true, 'PAN-OS: a link is up unless "link-state down" (Web Interface Help, "Layer 3 Interface")')
        : stated(state.word !== "down", state),
    addresses,
    zone: zone?.zone ?? null,
    vrf: template === null ? (routers.get(name) ?? null) : null,
    scope,
    role: kind === "ha" ? "ha" : null,
    boundAcls: [],
    mode: kind === "layer2" || kind === "virtual-wire" || kind === "tap" || kind === "ha" ? null : "routed",
    ...(unstated.length === 0 ? {} : { unstatedAddresses: [...new Set(unstated)] }),
    ...(isOn6 && !addresses.some((address) => address.includes(":")) ? { withoutAddress: [6] as const } : {}),
    ...(kind === "loopback" ? { loopback: true as const } : {}),
  };
}

/** Address objects by name, as an interface may name one: what all share, and before it what a virtual system has. */
function addressObjects(levels: readonly Level[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { node, kind } of levels) {
    if (kind !== "vsys" && kind !== "shared") continue;
    for (const entry of node.children.get("address")?.children.values() ?? []) {
      const text = word(entry, "ip-netmask");
      if (text !== null) found.set(entry.word, text);
    }
  }
  return found;
}

/** An address with its length; a variable, and what is no object of the text, is an address that it does not state. */
function addAddress(stating: string, addresses: string[], unstated: (4 | 6)[]): void {
  const [text = "", length] = stating.split("/");
  const address = parseAddress(text);
  if (address === null) unstated.push(4);
  else addresses.push(`${text}/${length ?? (address.family === 4 ? "32" : "128")}`);
}

/**
 * The port for management alone (`deviceconfig system`), which no zone and no rule sees. It has an address where none is
 * stated too: the factory's, or one by DHCP (PAN-OS Administrator's Guide, "Perform Initial Configuration").
 */
function managementPort(system: PanosNode | undefined): Interface | null {
  if (system === undefined) return null;
  const parts = ["ip-address", "netmask", "ipv6-address", "type"].flatMap((key) => system.children.get(key) ?? []);
  const [head] = parts;
  const address = word(system, "ip-address");
  const length = maskLength(word(system, "netmask") ?? "");
  const ipv6 = word(system, "ipv6-address");
  const type = child(system, "type");
  const isDhcp = type?.children.has("dhcp-client") === true;
  markTree(type);
  note(system, "default-gateway", "ipv6-default-gateway", "mtu", "ip-address-lldp", "lldp", "public-ip-address");
  const addresses = [
    ...(address === null || isDhcp ? [] : [`${address}/${length ?? 32}`]),
    ...(ipv6 === null ? [] : [ipv6.includes("/") ? ipv6 : `${ipv6}/128`]),
  ];
  return {
    name: managementName,
    ...(head === undefined ? { at: [] } : placeOf(head)),
    description: null,
    enabled: byDefault(true, "PAN-OS: the management port is always on"),
    addresses,
    zone: null,
    vrf: null,
    scope: null,
    role: "management",
    boundAcls: [],
    mode: "routed",
    ...(isDhcp || addresses.length === 0 ? { unstatedAddresses: [4] as const } : {}),
  };
}

export const managementName = "MGT";

function maskLength(text: string): number | null {
  const mask = parseAddress(text);
  if (mask?.family !== 4) return null;
  const bits = mask.value.toString(2).padStart(32, "0");
  return /^1*0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : null;
}
