import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import { ipv4Number, textLength } from "../lib/cisco/addresses.ts";
import { formatAddress, parseAddress } from "../lib/ip.ts";
import { define, use, type Context } from "./context.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, mark, markTree, peek, stated, value, values } from "./reading.ts";

/** What other parts of the configuration say of interfaces, by name. */
export interface InterfaceUses {
  readonly boundAcls: ReadonlyMap<string, readonly BoundAcl[]>;
  readonly zones: ReadonlyMap<string, string>;
}

/** An interface and its node. */
export interface FoundInterface {
  readonly name: string;
  readonly node: ConfigNode;
  /** The keyword above its name: "ethernet", "vif", "pppoe"… */
  readonly type: string;
}

/** Interfaces below one another: `vif 10` of eth0 is eth0.10, `vif-c 20` of eth0.10 is eth0.10.20, `pppoe 0` is pppoe0. */
export function findInterfaces(context: Context): readonly FoundInterface[] {
  const found: FoundInterface[] = [];
  const root = child(context.root, "interfaces");
  for (const type of children(root)) {
    mark(type);
    for (const node of children(type)) descend(mark(node), node.word, type.word, found);
  }
  return found;
}

function descend(node: ConfigNode, name: string, type: string, found: FoundInterface[]): void {
  found.push({ name, node, type });
  for (const vlan of vlans)
    for (const below of entries(node, vlan)) descend(below, `${name}.${below.word}`, vlan, found);
  // Up to 1.2 and on EdgeOS a PPPoE session stands below its port, and with a switch below its VLAN.
  if (type !== "pppoe")
    for (const below of entries(node, "pppoe")) descend(below, `pppoe${below.word}`, "pppoe", found);
}

const vlans = ["vif", "vif-s", "vif-c"] as const;

/** Types whose addresses come from their peer unless they are written down. */
const fromPeer: ReadonlySet<string> = new Set(["pppoe", "wwan", "wirelessmodem", "sstpc", "openvpn", "pptp-client"]);

/** Types that no wire ends at. */
const withoutWire: ReadonlySet<string> = new Set(["loopback", "dummy"]);

/** `interfaces` (VyOS User Guide, "Interfaces"). */
export function readInterfaces(
  context: Context,
  found: readonly FoundInterface[],
  { boundAcls, zones }: InterfaceUses,
): Interface[] {
  const withoutIpv6 = peek(context.system, "ipv6", "disable") !== undefined;
  if (withoutIpv6) child(context.system, "ipv6", "disable");
  const shared = sharedAddresses(context, found);
  const delegated = delegatedTo(found);
  return found.map(({ name, node, type }) => {
    define(context, "interface", node, name);
    const { addresses, unstated } = addressesOf(node, fromPeer.has(type), delegated.has(name));
    const read: Growing = {
      at: placeOf(node).at,
      name,
      description: value(node, "description")?.text ?? null,
      enabled: enabledOf(node, name),
      addresses,
      zone: zones.get(name) ?? null,
      vrf: value(node, "vrf")?.text ?? null,
      scope: null,
      role: null,
      boundAcls: boundAcls.get(name) ?? none,
      mode: null,
    };
    if (unstated.length > 0) read.unstatedAddresses = unstated;
    // Linux gives every interface a link-local address as long as IPv6 is on.
    if (!withoutIpv6 && !unstated.includes(6) && !addresses.some((address) => address.includes(":")))
      read.withoutAddress = onlyIpv6;
    const virtual = shared.get(name);
    if (virtual !== undefined) read.virtualAddresses = virtual;
    if (withoutWire.has(type)) read.loopback = true;
    return read;
  });
}

type Growing = { -readonly [K in keyof Interface]: Interface[K] };

/** What interfaces without any share. */
const none: readonly never[] = [];
const onlyIpv6 = [6] as const;

/** The addresses that stand at an interface, and the families of which it has others. */
function addressesOf(
  node: ConfigNode,
  isFromPeer: boolean,
  isDelegated: boolean,
): { readonly addresses: readonly string[]; readonly unstated: readonly (4 | 6)[] } {
  let addresses: string[] | null = null;
  let has4 = isFromPeer;
  let has6 = isDelegated;
  for (const { text } of values(node, "address")) {
    const address = interfaceAddress(text);
    if (address === null) {
      // What hides addresses writes something else in their place.
      if (text.includes(":") || text === "dhcpv6") has6 = true;
      else has4 = true;
    } else if (addresses === null) addresses = [address];
    else addresses.push(address);
  }
  const ipv6 = peek(node, "ipv6", "address");
  if (ipv6 !== undefined) child(node, "ipv6", "address");
  for (const each of children(ipv6)) {
    markTree(each);
    if (each.word === "autoconf" || each.word === "eui64") has6 = true;
  }
  return { addresses: addresses ?? none, unstated: has4 ? (has6 ? [4, 6] : [4]) : has6 ? [6] : none };
}

/** Interfaces that get a piece of a network that a provider delegates to another one. */
function delegatedTo(found: readonly FoundInterface[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node } of found) {
    delegatedBy(child(node, "dhcpv6-pd"), names);
    delegatedBy(child(node, "dhcpv6-options"), names);
  }
  return names;
}

function delegatedBy(client: ConfigNode | undefined, names: Set<string>): void {
  if (client === undefined) return;
  for (const pool of entries(client, "pd")) for (const { word } of entries(pool, "interface")) names.add(word);
}

/** Addresses that VRRP moves between devices, by interface. */
function sharedAddresses(context: Context, found: readonly FoundInterface[]): ReadonlyMap<string, readonly string[]> {
  const shared = new Map<string, string[]>();
  const add = (name: string, group: ConfigNode): void => {
    for (const { text } of [...values(group, "address"), ...values(group, "virtual-address")]) {
      const address = parseAddress(text.split("/")[0] ?? "");
      if (address === null) continue;
      const held = shared.get(name) ?? [];
      shared.set(name, held);
      held.push(formatAddress(address.family, address.value));
    }
  };
  for (const group of entries(child(context.root, "high-availability", "vrrp"), "group")) {
    const name = value(group, "interface");
    if (name === undefined) continue;
    use(context, "interface", name.node, `high-availability vrrp group ${group.word} interface`, name.text);
    add(name.text, group);
  }
  for (const { name, node } of found) for (const group of entries(child(node, "vrrp"), "vrrp-group")) add(name, group);
  return shared;
}

function enabledOf(node: ConfigNode, name: string): Fact<boolean> {
  const off = child(node, "disable");
  if (off !== undefined) return stated(false, off);
  // A VLAN is as its port is.
  for (let at = node.parent; at?.parent?.parent; at = at.parent) {
    const above = at.parent.parent.word === "interfaces" ? at.children.get("disable") : undefined;
    if (above !== undefined) return stated(false, above);
  }
  return name === "" ? unknownFact("The interface has no name.") : on;
}

/** One for all interfaces that no line switches off. */
const on = byDefault(true, 'VyOS and EdgeOS: on unless "disable"');

/** "address/length" with the host part, in canonical text; null for `dhcp` and anything else. */
function interfaceAddress(text: string): string | null {
  if (isCanonical(text)) return text;
  const [address = "", length, more] = text.split("/");
  const parsed = parseAddress(address);
  if (parsed === null || length === undefined || more !== undefined || !/^\d{1,3}$/.test(length)) return null;
  if (Number(length) > (parsed.family === 4 ? 32 : 128)) return null;
  return `${formatAddress(parsed.family, parsed.value)}/${Number(length)}`;
}

/** Whether it is an IPv4 address and a length without leading zeros, as most are. */
function isCanonical(text: string): boolean {
  const slash = text.indexOf("/");
  const address = slash < 0 ? null : ipv4Number(text, slash);
  if (address === null || slash !== textLength(address)) return false;
  const tens = text.charCodeAt(slash + 1) - 48;
  const units = text.charCodeAt(slash + 2) - 48;
  if (text.length === slash + 2) return tens >= 0 && tens <= 9;
  return text.length === slash + 3 && tens > 0 && units >= 0 && units <= 9 && tens * 10 + units <= 32;
}

/** Words of `firewall in|out|local` at an interface, and of `firewall interface`, with the family of the list they name. */
const listKeywords: Readonly<Record<string, "ipv4" | "ipv6">> = {
  name: "ipv4",
  "ipv6-name": "ipv6",
  modify: "ipv4",
  "ipv6-modify": "ipv6",
};

const routePolicies = ["route", "route6", "ipv6-route"] as const;

const directions: ReadonlyMap<string, BoundAcl["direction"]> = new Map([
  ["in", "in"],
  ["out", "out"],
  ["local", "local"],
]);

/**
 * Lists bound to interfaces: `interfaces … firewall in name X` (up to 1.3, EdgeOS), `firewall interface eth0 in name X`
 * (1.4 before its release), and policies that route. "in" and "out" are about packets that go through the device, and
 * "local" about packets to it (VyOS User Guide, "Firewall", note on usage of terms).
 */
export function readBindings(
  context: Context,
  firewall: ConfigNode | undefined,
  found: readonly FoundInterface[],
): ReadonlyMap<string, readonly BoundAcl[]> {
  const bound = new Map<string, BoundAcl[]>();
  const bind = (name: string, acl: BoundAcl): void => {
    const held = bound.get(name);
    if (held === undefined) bound.set(name, [acl]);
    else held.push(acl);
  };
  const readDirections = (at: ConfigNode, name: string, by: string): void => {
    for (const direction of children(at)) {
      const to = directions.get(direction.word);
      if (to === undefined) continue;
      mark(direction);
      for (const [keyword, family] of Object.entries(listKeywords))
        for (const { text, node } of values(direction, keyword)) {
          use(context, "acl", node, `${by} ${direction.word} ${keyword}`, text);
          bind(name, { acl: text, family, direction: to, ...placeOf(node) });
        }
    }
  };
  for (const { name, node } of found) {
    const own = child(node, "firewall");
    if (own !== undefined) readDirections(own, name, `interface ${name} firewall`);
    const policy = child(node, "policy");
    if (policy === undefined) continue;
    for (const keyword of routePolicies)
      for (const { text, node: at } of values(policy, keyword)) {
        use(context, "acl", at, `interface ${name} policy ${keyword}`, text);
        bind(name, { acl: text, family: keyword === "route" ? "ipv4" : "ipv6", direction: "in", ...placeOf(at) });
      }
  }
  for (const node of entries(firewall, "interface")) readDirections(node, node.word, `firewall interface ${node.word}`);
  for (const keyword of routePolicies)
    for (const list of children(peek(context.root, "policy", keyword)))
      for (const { text, node } of values(list, "interface")) {
        use(context, "interface", node, `policy ${keyword} ${list.word} interface`, text);
        bind(text, {
          acl: list.word,
          family: keyword === "route" ? "ipv4" : "ipv6",
          direction: "in",
          ...placeOf(node),
        });
        use(context, "acl", node, `policy ${keyword} ${list.word} interface`, list.word);
      }
  return bound;
}
