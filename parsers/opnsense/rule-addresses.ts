import type { AddressMatch, AddressSpec } from "../../src/model/address.ts";
import { isKnown } from "../../src/model/fact.ts";
import type { Alias } from "./aliases.ts";
import { addressRange, hostOrNetwork } from "./address-text.ts";
import type { Port } from "./interfaces.ts";
import type { Os } from "./source.ts";

/** What names in rules may stand for. */
export interface Names {
  readonly os: Os;
  readonly ports: readonly Port[];
  readonly byName: ReadonlyMap<string, Port>;
  readonly aliases: ReadonlyMap<string, Alias>;
  /** Groups of interfaces that somebody made, by name. */
  readonly groups: ReadonlyMap<string, Group>;
  /** Interfaces that are groups by their type, such as "openvpn". */
  readonly groupTypes: ReadonlySet<string>;
}

export interface Group {
  readonly members: readonly string[];
  /** Order among groups, of newer releases. */
  readonly sequence: number;
}

/** One end of a rule as it is written. */
export interface EndWords {
  /** Names, networks and addresses, any of which is meant; none is any address. */
  readonly words: readonly string[];
  readonly negated: boolean;
  /** The only word, where it is an address or a network as a person writes it; left out or null where nobody looked. */
  readonly literal?: AddressMatch | null;
}

/**
 * One end of a rule in one family; `ingress` is the only interface that the rule is for, if there is one. Where an
 * interface has no address of the family, nothing matches its network; everything matches the rest of it on OPNsense,
 * while pfSense leaves the rule away.
 */
export function ruleEnd(end: EndWords, family: 4 | 6, names: Names, ingress: string | null): AddressSpec {
  if (end.words.length === 0) return family === 4 ? anyIpv4 : anyIpv6;
  const { literal = null } = end;
  if (literal !== null && !end.negated && isOfFamily(literal, family) && !names.byName.has(end.words[0] ?? "")) {
    if (literal.kind === "prefix") return { include: [literal], exclude: noMatches };
  }
  const include = end.words.flatMap((word) => matchesOf(word, family, names, ingress));
  const every: AddressMatch = { kind: "any", family };
  const isEvery = include.some(({ kind }) => kind === "any");
  // Releases differ in whether "not any" is any address or none.
  if (isEvery && end.negated) return unknownEnd("not any", "it may mean any address or none", family);
  if (isEvery) return { include: [every], exclude: [] };
  // pf reads a group in a rule as a rule for each member: what is outside of one of two networks is everything.
  if (end.negated && include.length > 1)
    return unknownEnd(`not ${end.words.join(", ")}`, "several addresses are negated one by one", family);
  if (end.negated && include.length === 0 && names.os === "pfsense") return { include: [], exclude: [] };
  if (end.negated) return { include: [every], exclude: include };
  return { include, exclude: include.every(isOneFamily) ? [] : [otherFamily(family)] };
}

const noMatches: readonly AddressMatch[] = [];
const anyIpv4: AddressSpec = { include: [{ kind: "any", family: 4 }], exclude: noMatches };
const anyIpv6: AddressSpec = { include: [{ kind: "any", family: 6 }], exclude: noMatches };

function unknownEnd(text: string, why: string, family: 4 | 6): AddressSpec {
  return { include: [{ kind: "unresolved", text, why }], exclude: [otherFamily(family)] };
}

function otherFamily(family: 4 | 6): AddressMatch {
  return { kind: "any", family: family === 4 ? 6 : 4 };
}

/** A group or a name may hold addresses of the other family, of which a rule of this one is not. */
function isOneFamily({ kind }: AddressMatch): boolean {
  return kind === "prefix" || kind === "range" || kind === "wildcard";
}

function matchesOf(word: string, family: 4 | 6, names: Names, ingress: string | null): readonly AddressMatch[] {
  if (word === "any") return [{ kind: "any", family }];
  if (word === "(self)") return ownAddresses(family, names);
  const network = names.byName.get(word) ?? names.byName.get(nameOfNetwork(word));
  if (network !== undefined) return networkOf(network, family, names, ingress === network.name);
  const port = word.endsWith("ip") ? names.byName.get(word.slice(0, -2)) : undefined;
  if (port !== undefined) return addressesOf(port, family, names.os);
  const literal = hostOrNetwork(word) ?? addressRange(word);
  if (literal !== null) return isOfFamily(literal, family) ? [literal] : [];
  const alias = names.aliases.get(word);
  if (alias !== undefined && alias.elsewhere === null && alias.kind === "addresses")
    return [{ kind: "group", name: word }];
  return [{ kind: "unresolved", text: word, why: whyUnknown(word, alias) }];
}

/** `__lan_network` is the network of an interface too; empty for other words. */
function nameOfNetwork(word: string): string {
  return word.startsWith("__") ? (/^__(.+)_network$/.exec(word)?.[1] ?? "") : "";
}

function whyUnknown(word: string, alias: Alias | undefined): string {
  if (alias === undefined)
    return builtIn.has(word) ? "the system fills it at run time" : "no alias or interface is called so";
  return alias.elsewhere ?? "it is an alias of ports";
}

/** Names that need no definition. */
export const builtIn: ReadonlySet<string> = new Set([
  "any",
  "(self)",
  "bogons",
  "bogonsv6",
  "virusprot",
  "sshlockout",
  "webConfiguratorlockout",
  "snort2c",
  "openvpn",
  "l2tp",
  "pptp",
  "pppoe",
  "enc0",
  "wireguard",
]);

function isOfFamily(match: AddressMatch, family: 4 | 6): boolean {
  if (match.kind === "prefix") return match.prefix.includes(":") === (family === 6);
  if (match.kind === "range") return match.first.includes(":") === (family === 6);
  if (match.kind === "any") return match.family === family;
  return family === 4;
}

const elsewhere = (text: string, why: string): AddressMatch => ({ kind: "unresolved", text, why });

function isOff({ enabled }: Port): boolean {
  return isKnown(enabled) && !enabled.value;
}

/**
 * The networks of an interface: `(em0:network)` on OPNsense, which leaves link-local addresses out and adds fe80::/10
 * for the interface of the rule itself (Rule.php, convertAddress); the network of the address and those of virtual
 * addresses on pfSense (filter.inc, filter_generate_address).
 */
function networkOf(port: Port, family: 4 | 6, { os }: Names, isIngress: boolean): readonly AddressMatch[] {
  const own = port.addresses[family];
  if (isOff(port)) return [elsewhere(port.name, "the interface is off")];
  if (own === null) return [elsewhere(port.name, "the address of the interface is not in the configuration")];
  const stated = [...own, ...port.virtual.filter((text) => text.includes(":") === (family === 6))];
  const networks = stated.map((text) => hostOrNetwork(text) ?? elsewhere(text, "it is no address"));
  const linkLocal: readonly AddressMatch[] =
    os === "opnsense" && family === 6 && isIngress ? [{ kind: "prefix", prefix: "fe80::/10" }] : [];
  return distinct([...networks, ...linkLocal]);
}

/** `lanip`: every address of the interface on OPNsense, the first one on pfSense. */
function addressesOf(port: Port, family: 4 | 6, os: Os): readonly AddressMatch[] {
  const own = port.addresses[family];
  if (isOff(port)) return [elsewhere(`${port.name}ip`, "the interface is off")];
  if (own === null) return [elsewhere(`${port.name}ip`, "the address of the interface is not in the configuration")];
  const virtual = port.virtual.filter((text) => text.includes(":") === (family === 6));
  const hosts = [...own, ...(os === "opnsense" ? virtual : [])].map(hostOf);
  // Releases of pfSense differ in whether virtual addresses count, and IPv6 has a link-local address too.
  if (os === "pfsense" && virtual.length > 0)
    return [...hosts, elsewhere(`${port.name}ip`, "virtual addresses may count")];
  if (os === "opnsense" && family === 6 && hosts.length > 0)
    return [...hosts, elsewhere(`${port.name}ip`, "its link-local address is not in the configuration")];
  return distinct(hosts);
}

function hostOf(text: string): AddressMatch {
  return hostOrNetwork(text.split("/")[0] ?? text) ?? elsewhere(text, "it is no address");
}

/** `(self)`: every address of the device, some of which no configuration states. */
function ownAddresses(family: 4 | 6, { ports }: Names): readonly AddressMatch[] {
  const loopback: AddressMatch = { kind: "prefix", prefix: family === 4 ? "127.0.0.1/32" : "::1/128" };
  const on = ports.filter((port) => !isOff(port));
  const known = on.flatMap((port) =>
    [...(port.addresses[family] ?? []), ...port.virtual.filter((text) => text.includes(":") === (family === 6))].map(
      hostOf,
    ),
  );
  const complete = family === 4 && on.every((port) => (port.addresses[4] ?? []).length > 0);
  return distinct([
    loopback,
    ...known,
    ...(complete ? [] : [elsewhere("(self)", "not all addresses of the device are in the configuration")]),
  ]);
}

function distinct(matches: readonly AddressMatch[]): readonly AddressMatch[] {
  return [...new Map(matches.map((match) => [JSON.stringify(match), match])).values()];
}
