import type { BoundAcl, Interface } from "../../src/model/device-config.ts";
import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
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
  for (const vlan of ["vif", "vif-s", "vif-c"])
    for (const below of entries(node, vlan)) descend(below, `${name}.${below.word}`, vlan, found);
  // Up to 1.2 and on EdgeOS a PPPoE session stands below its port, and with a switch below its VLAN.
  for (const below of type === "pppoe" ? [] : entries(node, "pppoe"))
    descend(below, `pppoe${below.word}`, "pppoe", found);
}

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
    const addresses: string[] = [];
    const unstated = new Set<4 | 6>(fromPeer.has(type) ? [4] : []);
    for (const { text } of values(node, "address")) {
      const address = interfaceAddress(text);
      if (address !== null) addresses.push(address);
      // What hides addresses writes something else in their place.
      else unstated.add(text.includes(":") || text === "dhcpv6" ? 6 : 4);
    }
    if (delegated.has(name)) unstated.add(6);
    const ipv6 = peek(node, "ipv6", "address");
    if (ipv6 !== undefined) child(node, "ipv6", "address");
    for (const each of children(ipv6)) {
      markTree(each);
      if (each.word === "autoconf" || each.word === "eui64") unstated.add(6);
    }
    const has6 = addresses.some((address) => address.includes(":")) || unstated.has(6);
    const vrf = value(node, "vrf");
    return {
      ...placeOf(node),
      name,
      description: value(node, "description")?.text ?? null,
      enabled: enabledOf(node, name),
      addresses,
      zone: zones.get(name) ?? null,
      vrf: vrf?.text ?? null,
      scope: null,
      role: null,
      boundAcls: boundAcls.get(name) ?? [],
      mode: null,
      ...(unstated.size === 0 ? {} : { unstatedAddresses: [...unstated].toSorted((a, b) => a - b) }),
      // Linux gives every interface a link-local address as long as IPv6 is on.
      ...(has6 || withoutIpv6 ? {} : { withoutAddress: [6 as const] }),
      ...(shared.has(name) ? { virtualAddresses: shared.get(name) ?? [] } : {}),
      ...(withoutWire.has(type) ? { loopback: true as const } : {}),
    };
  });
}

/** Interfaces that get a piece of a network that a provider delegates to another one. */
function delegatedTo(found: readonly FoundInterface[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node } of found)
    for (const options of [child(node, "dhcpv6-pd"), child(node, "dhcpv6-options")])
      for (const pool of entries(options, "pd")) for (const { word } of entries(pool, "interface")) names.add(word);
  return names;
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
  for (let at = node.parent; at !== null; at = at.parent) {
    const above = at.children.get("disable");
    if (above !== undefined && at.parent?.parent?.word === "interfaces") return stated(false, above);
  }
  return name === ""
    ? unknownFact("The interface has no name.")
    : byDefault(true, 'VyOS and EdgeOS: on unless "disable"');
}

/** "address/length" with the host part, in canonical text; null for `dhcp` and anything else. */
function interfaceAddress(text: string): string | null {
  const [address = "", length, more] = text.split("/");
  const parsed = parseAddress(address);
  if (parsed === null || length === undefined || more !== undefined || !/^\d{1,3}$/.test(length)) return null;
  if (Number(length) > (parsed.family === 4 ? 32 : 128)) return null;
  return `${formatAddress(parsed.family, parsed.value)}/${Number(length)}`;
}

/** Words of `firewall in|out|local` at an interface, and of `firewall interface`, with the family of the list they name. */
const listKeywords: Readonly<Record<string, "ipv4" | "ipv6">> = {
  name: "ipv4",
  "ipv6-name": "ipv6",
  modify: "ipv4",
  "ipv6-modify": "ipv6",
};

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
  const readDirections = (at: ConfigNode | undefined, name: string, by: string): void => {
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
    readDirections(child(node, "firewall"), name, `interface ${name} firewall`);
    const policy = child(node, "policy");
    for (const keyword of ["route", "route6", "ipv6-route"])
      for (const { text, node: at } of values(policy, keyword)) {
        use(context, "acl", at, `interface ${name} policy ${keyword}`, text);
        bind(name, { acl: text, family: keyword === "route" ? "ipv4" : "ipv6", direction: "in", ...placeOf(at) });
      }
  }
  for (const node of entries(firewall, "interface")) readDirections(node, node.word, `firewall interface ${node.word}`);
  for (const keyword of ["route", "route6", "ipv6-route"])
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
