import type { Fact } from "../../src/model/fact.ts";
import { read, unknownFact } from "../../src/model/fact.ts";
import type { SmallService } from "../../src/model/services.ts";
import { defaultOf, itemsOf, mark, placeOf, switchOf, type Draft } from "./draft.ts";
import { flagOf, isDisabled, valueOf } from "./items.ts";

/**
 * Menus of one yes or no, and what holds until it is set (their pages in the RouterOS manual; the same in 6 and 7, and in
 * community.routeros, plugins/module_utils/_api_data.py, which lists an export's defaults by release).
 */
const switches: readonly (readonly [name: string, menu: string, setting: string, on: boolean])[] = [
  ["dns server", "/ip dns", "allow-remote-requests", false],
  ["bandwidth-server", "/tool bandwidth-server", "enabled", true],
  ["mac-server ping", "/tool mac-server ping", "enabled", true],
  ["romon", "/tool romon", "enabled", false],
  ["ip proxy", "/ip proxy", "enabled", false],
  ["ip socks", "/ip socks", "enabled", false],
  ["ip upnp", "/ip upnp", "enabled", false],
  ["ip source-route", "/ip settings", "accept-source-route", false],
  ["ip redirects", "/ip settings", "send-redirects", true],
];

const known: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    "/tool bandwidth-server",
    new Set(
      "enabled authenticate allocate-udp-ports-from max-sessions allowed-addresses4 allowed-addresses6".split(" "),
    ),
  ],
  ["/tool mac-server ping", new Set(["enabled"])],
  ["/tool romon", new Set(["enabled", "id", "secrets"])],
  [
    "/ip proxy",
    new Set(
      "enabled port anonymous always-from-cache cache-administrator cache-on-disk cache-path max-cache-size max-cache-object-size max-client-connections max-server-connections max-fresh-time parent-proxy parent-proxy-port serialize-connections src-address cache-hit-dscp".split(
        " ",
      ),
    ),
  ],
  ["/ip socks", new Set("enabled port auth-method version connection-idle-timeout max-connections vrf".split(" "))],
  ["/ip upnp", new Set(["enabled", "allow-disable-external-interface", "show-dummy-rule"])],
  [
    "/ip settings",
    new Set(
      "accept-redirects accept-source-route allow-fast-path arp-timeout icmp-rate-limit icmp-rate-mask ip-forward max-neighbor-entries route-cache rp-filter secure-redirects send-redirects tcp-syncookies tcp-timestamps ipv4-multipath-hash-policy".split(
        " ",
      ),
    ),
  ],
  ["/ip cloud", new Set(["ddns-enabled", "ddns-update-interval", "update-time"])],
  ["/ip smb", new Set(["enabled", "allow-guests", "domain", "interfaces"])],
]);

/** What answers beside the management services. */
export function readSmallServices(draft: Draft): readonly SmallService[] {
  for (const [menu, keys] of known) for (const item of itemsOf(draft, menu)) mark(draft, item, keys, ["smallServices"]);
  for (const menu of ["/tool mac-server", "/tool mac-server mac-winbox"])
    for (const item of itemsOf(draft, menu))
      mark(draft, item, new Set(["allowed-interface-list", "interface"]), ["smallServices"]);
  for (const menu of ["/ip neighbor discovery-settings", "/ip neighbor discovery"])
    for (const item of itemsOf(draft, menu))
      mark(
        draft,
        item,
        new Set(
          "discover-interface-list discover protocol mode lldp-med-net-policy-vlan lldp-mac-phy-config lldp-max-frame-size lldp-poe-power discover-interval lldp-vlan-info lldp-dcbx".split(
            " ",
          ),
        ),
        ["smallServices"],
      );
  return [
    ...switches.map(([name, menu, setting, on]) => ({
      name,
      interface: null,
      enabled: switchOf(draft, menu, setting, on),
    })),
    { name: "ip smb", interface: null, enabled: fileServer(draft) },
    {
      name: "mac-telnet",
      interface: null,
      enabled: byList(draft, "/tool mac-server", "allowed-interface-list", "all"),
    },
    {
      name: "mac-winbox",
      interface: null,
      enabled: byList(draft, "/tool mac-server mac-winbox", "allowed-interface-list", "all"),
    },
    ...proxyArp(draft),
    ...["cdp", "lldp", "mndp"].map((name) => ({ name, interface: null, enabled: discovery(draft, name) })),
  ];
}

/** "arp=proxy-arp" of an interface ("ARP", Proxy ARP); what answers for its own network alone is no proxy for others. */
function proxyArp(draft: Draft): readonly SmallService[] {
  const set = [...draft.menus].flatMap(([menu, items]) =>
    menu.startsWith("/interface ") ? items.filter((item) => valueOf(item, "arp") !== null) : [],
  );
  const on = set.filter((item) => valueOf(item, "arp") === "proxy-arp");
  if (on.length === 0)
    return [{ name: "ip proxy-arp", interface: null, enabled: defaultOf(draft, false, "arp=enabled on an interface") }];
  return on.map((item) => ({
    name: "ip proxy-arp",
    interface: valueOf(item, "name") ?? /name="?([^\s"\]]{1,60})/.exec(item.target)?.[1] ?? item.target,
    enabled: read(true, placeOf(item)),
  }));
}

/** Off in RouterOS 6; releases of 7 know "auto" too (terraform-provider-routeros, ip_smb), and which begin with it was not found. */
function fileServer(draft: Draft): Fact<boolean> {
  const enabled = switchOf(draft, "/ip smb", "enabled", false);
  return draft.major === 7 && "default" in enabled
    ? unknownFact('Whether "enabled" of /ip smb is no or auto where it is not set depends on the release.')
    : enabled;
}

/** On for the interfaces of a list; "none" is off. */
function byList(draft: Draft, menu: string, setting: string, usual: string): Fact<boolean> {
  const item = itemsOf(draft, menu, "set").findLast((each) => each.parameters.has(setting));
  if (item !== undefined) return read(valueOf(item, setting) !== "none", placeOf(item));
  // Before 6.41 there were entries for interfaces instead of a list.
  const entries = itemsOf(draft, menu).filter((each) => each.verb === "add" || each.parameters.has("disabled"));
  if (entries.length > 0)
    return read(
      entries.some((each) => (each.verb === "add" ? !isDisabled(each) : flagOf(each, "disabled") === false)),
      entries.flatMap(placeOf),
    );
  return defaultOf(draft, true, `${setting}=${usual} in ${menu}`);
}

/** RouterOS tells its neighbours of itself by CDP, LLDP and its own MNDP, where "protocol" leaves them in ("Neighbor discovery"). */
function discovery(draft: Draft, protocol: string): Fact<boolean> {
  const menu = "/ip neighbor discovery-settings";
  const item = itemsOf(draft, menu, "set").findLast((each) => each.parameters.has("protocol"));
  if (item !== undefined && !(valueOf(item, "protocol") ?? "").split(",").includes(protocol))
    return read(false, placeOf(item));
  return byList(draft, menu, "discover-interface-list", "!dynamic");
}
