import { anyService, type AddressMatch, type PortRange, type ServiceMatch } from "../../src/model/address.ts";
import type { NatRule } from "../../src/model/nat.ts";
import { parseAddress, formatAddress } from "../lib/ip.ts";
import { unresolvedAddress } from "./addresses.ts";
import type { AddressNames } from "./address-objects.ts";
import type { Objects } from "./service-objects.ts";
import { enabled, portRanges, type Source } from "./source.ts";
import type { Entry } from "./tables.ts";

/** One `firewall vip` or `vip6`, which translates what is sent to its external addresses. */
export interface VirtualIp {
  readonly rule: NatRule;
  /** Its name as a group of addresses. */
  readonly group: string | null;
  /** True where it translates every packet to its external addresses, and keeps the ports. */
  readonly isWhole: boolean;
  readonly scope: string | null;
  /** Interfaces that packets come in by; "any" is every one. */
  readonly interfaces: "any" | readonly string[];
  readonly external: readonly AddressMatch[];
}

/**
 * Virtual IPs of every VDOM. Each translates as soon as it is there, whether or not a policy names it (Fortinet
 * community, "Unused Virtual IP (VIP) object can disrupt traffic"). One to one where neither ports nor several servers
 * come into it, and then what the server sends is translated back too (same place, "Mapping VIP outbound connections").
 * Unless set the type is static-nat, the status enable and the protocol tcp (REST schema 7.6.5).
 */
export function readVirtualIps(source: Source, objects: Objects): readonly VirtualIp[] {
  return ([4, 6] as const).flatMap((family) =>
    source.tables
      .entries(family === 4 ? "firewall vip" : "firewall vip6")
      .map((entry) => virtualIp(source, objects, entry, family)),
  );
}

function virtualIp(source: Source, objects: Objects, entry: Entry, family: 4 | 6): VirtualIp {
  const table = family === 4 ? "firewall vip" : "firewall vip6";
  const unresolved: string[] = [];
  const type = source.word(entry, "type") ?? "static-nat";
  const forwards = source.parsed(entry, "portforward", enabled) === true;
  if (!plainTypes.has(type)) unresolved.push(`type ${type}`);
  const external = externalOf(source, objects, entry, family);
  const names = source.words(entry, "extintf").filter((word) => word !== "");
  const interfaces = names.length === 0 || names.includes("any") ? "any" : names;
  const filtered = source.words(entry, "srcintf-filter").filter((word) => word !== "");
  const sources = source.words(entry, "src-filter").filter((word) => word !== "");
  const services = servicesOf(source, objects, entry, type, forwards, unresolved);
  const mapped = mappedOf(source, objects, entry, family, unresolved);
  unresolved.push(...portsOf(source, entry));
  const oneToOne = type === "static-nat" && services[0] === anyService && unresolved.length === 0;
  const rule: NatRule = {
    name: `${table} ${entry.name}`,
    at: entry.at,
    scope: entry.scope,
    kind: oneToOne ? "both" : "destination",
    fromZones: filtered.length > 0 ? filtered : interfaces,
    toZones: "any",
    source: {
      include: sources.length === 0 ? [{ kind: "any", family }] : sources.map((text) => addressOf(text, family)),
      exclude: [],
    },
    destination: { include: external, exclude: [] },
    services,
    translatedSource: null,
    translatedDestination: { include: mapped, exclude: [] },
    enabled: source.parsed(entry, "status", enabled) !== false,
    unresolved,
  };
  // How a server speaks TLS decides nothing about addresses.
  unresolved.push(...source.untaken(entry, table).filter((key) => !key.startsWith("ssl-")));
  return {
    rule,
    group: objects.names.find(entry.scope, family, entry.name),
    isWhole: oneToOne && sources.length === 0 && unresolved.length === 0 && external.every(isPlain),
    scope: entry.scope,
    interfaces: filtered.length > 0 ? filtered : interfaces,
    external,
  };
}

function isPlain({ kind }: AddressMatch): boolean {
  return kind === "prefix" || kind === "range";
}

/** The others answer for a name, rewrite answers of the DNS or end the session themselves. */
const plainTypes: ReadonlySet<string> = new Set(["static-nat", "load-balance", "server-load-balance"]);

/** `extip` 0.0.0.0 is the address of the interface, whichever that is. */
function externalOf(source: Source, { names }: Objects, entry: Entry, family: 4 | 6): readonly AddressMatch[] {
  const words = source.words(entry, "extip").filter((word) => word !== "");
  const objects = source.words(entry, "extaddr").filter((word) => word !== "");
  const stated = words.map((word) =>
    word === "0.0.0.0" || word === "::"
      ? unresolvedAddress(word, "it is the interface's address")
      : addressOf(word, family),
  );
  const all = [...stated, ...names.listed(entry.scope, family, objects)];
  return all.length > 0 ? all : [unresolvedAddress(entry.name, "it states no external address")];
}

function mappedOf(
  source: Source,
  { names }: Objects,
  entry: Entry,
  family: 4 | 6,
  unresolved: string[],
): readonly AddressMatch[] {
  const found = source
    .words(entry, "mappedip")
    .filter((word) => word !== "")
    .map((word) => addressOf(word, family));
  const object = source.word(entry, "mapped-addr");
  if (object !== null) found.push(names.match(entry.scope, family, object));
  const [across, other] = family === 4 ? ["nat46", "ipv6-mappedip"] : ["nat64", "ipv4-mappedip"];
  const otherWords = source.words(entry, other ?? "").filter((word) => word !== "");
  source.note(entry, "nat44", "nat66", "ipv6-mappedport", "ipv4-mappedport");
  if (source.parsed(entry, across ?? "", enabled) === true) {
    unresolved.push(across ?? "");
    found.push(...otherWords.map((word) => addressOf(word, family === 4 ? 6 : 4)));
  }
  for (const server of entry.tables.get("realservers")?.entries ?? []) {
    const match = serverOf(source, names, server, family);
    if (source.word(server, "status") !== "disable") found.push(match);
  }
  return found.length > 0 ? found : [unresolvedAddress(entry.name, "it states no mapped address")];
}

function serverOf(source: Source, names: AddressNames, server: Entry, family: 4 | 6): AddressMatch {
  const object = source.word(server, "address");
  const address = source.word(server, "ip");
  if (object !== null && source.word(server, "type") === "address") return names.match(server.scope, family, object);
  return address === null ? unresolvedAddress(server.name, "the server has no address") : addressOf(address, family);
}

/** Protocols of virtual servers; the other types of them run over TCP. */
const serverProtocols: Readonly<Record<string, "any" | readonly number[]>> = { ip: "any", udp: [17] };
const forwardProtocols: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };

function servicesOf(
  source: Source,
  { services }: Objects,
  entry: Entry,
  type: string,
  forwards: boolean,
  unresolved: string[],
): readonly ServiceMatch[] {
  const asked = source.words(entry, "service").filter((word) => word !== "");
  const server = source.word(entry, "server-type");
  const protocol = source.word(entry, "protocol") ?? "tcp";
  const ports = portRanges(source.words(entry, "extport"));
  if (asked.length > 0) {
    const found = services.flat(entry.scope, asked);
    unresolved.push(...found.unresolved);
    return found.services.length > 0 ? found.services : [anyService];
  }
  if (type === "server-load-balance") {
    const protocols = serverProtocols[server ?? ""] ?? [6];
    if (ports === undefined && protocols !== "any") unresolved.push("extport");
    return [ported(protocols, protocols === "any" ? [] : (ports ?? []))];
  }
  if (!forwards) return [anyService];
  if (protocol === "icmp") return [{ ...anyService, protocols: [1] }];
  const number = forwardProtocols[protocol];
  if (number === undefined || ports === undefined)
    unresolved.push(number === undefined ? `protocol ${protocol}` : "extport");
  return [ported(number === undefined ? "any" : [number], ports ?? [])];
}

function ported(protocols: ServiceMatch["protocols"], ranges: readonly PortRange[]): ServiceMatch {
  return ranges.length === 0
    ? { ...anyService, protocols }
    : { ...anyService, protocols, destinationPorts: { kind: "ranges", ranges } };
}

/** Ports that become others, for which a rule of the model has no place. */
function portsOf(source: Source, entry: Entry): readonly string[] {
  const external = source.words(entry, "extport").join(" ");
  const mapped = source.words(entry, "mappedport").join(" ");
  const servers = (entry.tables.get("realservers")?.entries ?? []).map((server) => source.word(server, "port") ?? "");
  return [...new Set([mapped, ...servers])]
    .filter((port) => port !== "" && port !== external)
    .map((port) => `port becomes ${port}`);
}

/** "192.0.2.1", "192.0.2.1-192.0.2.9", a prefix, or IPv6 in the same forms. */
export function addressOf(text: string, family: 4 | 6): AddressMatch {
  const [low = "", high, more] = text.split("-");
  const [address = "", length] = low.split("/");
  const bits = family === 4 ? 32 : 128;
  const first = parseAddress(address);
  const last = high === undefined ? first : parseAddress(high);
  const size = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : bits + 1;
  if (first === null || last === null || more !== undefined || first.family !== family || last.family !== family)
    return unresolvedAddress(text, "it is no address");
  if (high !== undefined) {
    return first.value <= last.value && length === undefined
      ? { kind: "range", first: formatAddress(family, first.value), last: formatAddress(family, last.value) }
      : unresolvedAddress(text, "it is no range of addresses");
  }
  if (size > bits) return unresolvedAddress(text, "it is no prefix");
  const unit = 2n ** BigInt(bits - size);
  return { kind: "prefix", prefix: `${formatAddress(family, (first.value / unit) * unit)}/${size}` };
}
