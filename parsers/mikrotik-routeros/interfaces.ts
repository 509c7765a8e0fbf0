import type { Interface } from "../../src/model/device-config.ts";
import { byDefault, read, unknownFact, type Fact, type LineRange } from "../../src/model/fact.ts";
import { itemsOf, leave, mark, markEntry, placeOf, type Draft } from "./draft.ts";
import { flagOf, isDisabled, valueOf, type Item } from "./items.ts";

interface Growing {
  readonly name: string;
  description: string | null;
  enabled: Fact<boolean> | null;
  readonly addresses: string[];
  readonly withoutAddress: (4 | 6)[];
  vrf: string | null;
  readonly loopback: boolean;
  readonly at: LineRange[];
}

/** Kinds of interfaces whose menu adds or sets them by name. Their other settings bear on nothing of the model. */
const kinds = (
  "bridge vlan bonding ethernet wireless wifi wifiwave2 ovpn-client ovpn-server l2tp-client l2tp-server pptp-client pptp-server " +
  "pppoe-client pppoe-server sstp-client sstp-server gre gre6 eoip eoipv6 ipip ipipv6 6to4 vxlan vrrp wireguard lte veth macvlan " +
  "macsec list-interface cap dot1x-interface traffic-eng vpls"
).split(" ");

/** Kinds that get their IPv4 address from the other end ("PPPoE", "L2TP", "LTE" of the RouterOS manual). */
const addressedByPeer: ReadonlySet<string> = new Set([
  "pppoe-client",
  "pptp-client",
  "l2tp-client",
  "sstp-client",
  "ovpn-client",
  "lte",
]);

/** Interfaces by name, with their addresses. */
export function readInterfaces(draft: Draft): readonly Interface[] {
  const found = new Map<string, Growing>();
  const interfaceOf = (name: string): Growing => {
    let known = found.get(name);
    if (known === undefined) {
      known = {
        name,
        description: null,
        enabled: null,
        addresses: [],
        withoutAddress: [],
        vrf: null,
        loopback: name === "lo",
        at: [],
      };
      found.set(name, known);
    }
    return known;
  };
  for (const kind of kinds) {
    for (const item of itemsOf(draft, `/interface ${kind}`)) {
      const port = readPort(draft, item, interfaceOf);
      if (port !== null && addressedByPeer.has(kind)) port.withoutAddress.push(4);
    }
  }
  for (const [menu, family] of [
    ["/ip address", 4],
    ["/ipv6 address", 6],
  ] as const) {
    for (const item of itemsOf(draft, menu)) {
      markEntry(
        draft,
        item,
        new Set([
          "address",
          "interface",
          "network",
          "netmask",
          "broadcast",
          "advertise",
          "eui-64",
          "from-pool",
          "no-dad",
          "auto-link-local",
        ]),
        ["interfaces"],
      );
      const [name, address] = [valueOf(item, "interface"), valueOf(item, "address")];
      if (item.verb !== "add" || name === null || isDisabled(item)) continue;
      const port = interfaceOf(name);
      port.at.push(...placeOf(item));
      // Of an address from a pool or made of the MAC address the text states a part.
      if (address === null || item.parameters.has("from-pool") || flagOf(item, "eui-64") === true)
        port.withoutAddress.push(family);
      else port.addresses.push(address.includes("/") ? address : `${address}/${family === 4 ? 32 : 64}`);
    }
  }
  for (const [menu, family] of [
    ["/ip dhcp-client", 4],
    ["/ipv6 dhcp-client", 6],
  ] as const) {
    for (const item of itemsOf(draft, menu)) {
      markEntry(
        draft,
        item,
        new Set(
          "interface dhcp-options add-default-route use-peer-dns use-peer-ntp default-route-distance default-route-tables name pool-name pool-prefix-length prefix-hint request script default-route-distance client-id hostname".split(
            " ",
          ),
        ),
        ["interfaces"],
      );
      const name = valueOf(item, "interface");
      if (item.verb !== "add" || name === null || isDisabled(item)) continue;
      const port = interfaceOf(name);
      port.at.push(...placeOf(item));
      port.withoutAddress.push(family);
    }
  }
  for (const item of itemsOf(draft, "/ip vrf")) {
    markEntry(draft, item, new Set(["name", "interfaces"]), ["interfaces"]);
    for (const name of (valueOf(item, "interfaces") ?? "").split(","))
      if (found.has(name)) interfaceOf(name).vrf = valueOf(item, "name");
  }
  if (hasLinkLocal(draft))
    for (const { addresses, withoutAddress } of found.values())
      if (addresses.length + withoutAddress.length > 0) withoutAddress.push(6);
  return [...found.values()].map((port) => interfaceFrom(draft, port));
}

/** "add name=…", or "set [ find default-name=ether1 ] name=…", which may keep its first name. */
function readPort(draft: Draft, item: Item, interfaceOf: (name: string) => Growing): Growing | null {
  const found = /default-name=([^\s\]]+)/.exec(item.target);
  const name =
    valueOf(item, "name") ??
    found?.[1] ??
    (item.target.startsWith("[") || /^[*\d]/.test(item.target) ? null : item.target);
  if (name === null || name === "" || (item.verb !== "add" && item.verb !== "set")) {
    leave(draft, item, ["interfaces"]);
    return null;
  }
  draft.ledger.readRange(item.first, item.last);
  const port = interfaceOf(name);
  port.at.push(...placeOf(item));
  port.description = valueOf(item, "comment") ?? port.description;
  const disabled = flagOf(item, "disabled");
  if (disabled !== null) port.enabled = read(!disabled, placeOf(item));
  return port;
}

/**
 * RouterOS 7 gives each interface that speaks a link-local address of its own unless IPv6 is off ("IPv6/Address",
 * "IPv6/Settings"); in RouterOS 6 it is a package that need not be there.
 */
function hasLinkLocal(draft: Draft): boolean {
  const settings = itemsOf(draft, "/ipv6 settings", "set");
  for (const item of settings) mark(draft, item, new Set(["disable-ipv6"]), ["interfaces", "smallServices"]);
  const off = settings.findLast((item) => item.parameters.has("disable-ipv6"));
  return draft.major === 7 && (off === undefined || flagOf(off, "disable-ipv6") !== true);
}

/** Radios and servers are off until somebody turns them on; of other kinds the export states only what is off. */
function interfaceFrom(draft: Draft, port: Growing): Interface {
  const enabled: Fact<boolean> =
    port.enabled ??
    (draft.major === null || port.name.startsWith("wlan") || port.name.startsWith("wifi")
      ? unknownFact("Nothing says whether the interface is on.", port.at)
      : byDefault(true, `${draft.system}: an interface is on unless disabled=yes`));
  const [six, four] = [port.withoutAddress.includes(6), port.withoutAddress.includes(4)];
  return {
    name: port.name,
    description: port.description,
    enabled,
    addresses: port.addresses,
    zone: null,
    vrf: port.vrf,
    scope: null,
    role: null,
    boundAcls: [],
    mode: null,
    ...(four || six ? { withoutAddress: [...(four ? [4 as const] : []), ...(six ? [6 as const] : [])] } : {}),
    ...(port.loopback ? { loopback: true as const } : {}),
    at: port.at,
  };
}
