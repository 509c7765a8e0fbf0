import { byDefault, unknownFact, type Fact } from "../../src/model/fact.ts";
import type { Banners, Dns, SmallService } from "../../src/model/services.ts";
import { canonicalAddress } from "../lib/cisco/addresses.ts";
import { absent, vyosFrom, type Context } from "./context.ts";
import type { FoundInterface } from "./interfaces.ts";
import { placeOf, type ConfigNode } from "./node.ts";
import { child, children, entries, markTree, stated, value, values } from "./reading.ts";

/** `system login banner`; without one the images show a text of their own that says nothing of who may log in. */
export function readBanners(context: Context): Banners {
  const banner = child(context.system, "login", "banner");
  const textOf = (keyword: string): Fact<string | null> => {
    const found = value(banner, keyword);
    return found === undefined
      ? unknownFact(`The release shows a text of its own where ${keyword} is not set.`)
      : stated<string | null>(found.text, found.node);
  };
  return { beforeLogin: textOf("pre-login"), afterLogin: textOf("post-login") };
}

/** `system name-server` (an address, or an interface whose DHCP says it). */
export function readDns(context: Context): Dns {
  const servers = [...values(context.system, "name-server"), ...values(context.system, "name-servers-dhcp")];
  return {
    lookup: absent(context, true, "VyOS and EdgeOS: names are always asked for"),
    servers: servers.map(({ text, node }) => ({ ...placeOf(node), address: canonicalAddress(text) })),
  };
}

/** Services that run where they are configured; those that both systems have are told of where they are off too. */
const running: Readonly<Record<string, "both" | "either">> = {
  "bcast-relay": "either",
  "broadcast-relay": "either",
  "config-sync": "either",
  "console-server": "either",
  "dhcp-relay": "both",
  "dhcpv6-relay": "both",
  "dhcpv6-server": "both",
  "event-handler": "either",
  ids: "either",
  lldp: "both",
  mdns: "both",
  monitoring: "either",
  "salt-minion": "either",
  "router-advert": "either",
  sla: "either",
  suricata: "either",
  "tftp-server": "either",
  "ubnt-discover-server": "either",
  "udapi-server": "either",
  unms: "either",
  upnp: "either",
  upnp2: "either",
  webproxy: "both",
};

/** Names that rules know a kernel setting by, and the options of a firewall that set it. */
const kernel = [
  { option: "ip-src-route", name: "ip source-route", usual: false },
  { option: "ipv6-src-route", name: "ipv6 source-route", usual: false },
  { option: "send-redirects", name: "ip redirects", usual: true },
  { option: "receive-redirects", name: "firewall receive-redirects", usual: false },
  { option: "ipv6-receive-redirects", name: "firewall ipv6-receive-redirects", usual: false },
  { option: "broadcast-ping", name: "firewall broadcast-ping", usual: false },
  { option: "all-ping", name: "firewall all-ping", usual: true },
  { option: "syn-cookies", name: "firewall syn-cookies", usual: true },
  { option: "source-validation", name: "firewall source-validation", usual: false },
  { option: "ipv6-source-validation", name: "firewall ipv6-source-validation", usual: false },
  { option: "log-martians", name: "firewall log-martians", usual: true },
  { option: "twa-hazards-protection", name: "firewall twa-hazards-protection", usual: false },
  { option: "directed-broadcast", name: "ip directed-broadcast", usual: null },
] as const;

export function readSmallServices(
  context: Context,
  firewall: ConfigNode | undefined,
  found: readonly FoundInterface[],
): SmallService[] {
  const made: SmallService[] = [];
  for (const [name, told] of Object.entries(running)) {
    const node = child(context.service, name);
    if (node !== undefined || told === "both")
      made.push({ name, interface: null, enabled: runs(context, node, `service ${name}`) });
  }
  // Where a controller of the maker is asked for work.
  markTree(child(context.service, "unms", "connection"));
  const dns = child(context.service, "dns");
  made.push(
    { name: "dns server", interface: null, enabled: runs(context, child(dns, "forwarding"), "service dns forwarding") },
    { name: "dns dynamic", interface: null, enabled: runs(context, child(dns, "dynamic"), "service dns dynamic") },
    { name: "dhcp-server", interface: null, enabled: dhcpOf(context) },
  );
  if (context.os === "ubiquiti-edgeos")
    made.push({ name: "ubnt-discover", interface: null, enabled: discoveryOf(context) });
  for (const { name, node } of found) {
    if (!node.children.has("ip")) continue;
    const proxy = child(node, "ip", "enable-proxy-arp");
    if (proxy !== undefined) made.push({ name: "ip proxy-arp", interface: name, enabled: stated(true, proxy) });
    const broadcast = child(node, "ip", "enable-directed-broadcast");
    if (broadcast !== undefined)
      made.push({ name: "ip directed-broadcast", interface: name, enabled: stated(true, broadcast) });
  }
  const containers = child(context.root, "container");
  for (const node of entries(containers, "name"))
    made.push({
      name: `container ${node.word}`,
      interface: null,
      enabled: runs(context, node, `container name ${node.word}`),
    });
  const balancing = child(context.root, "load-balancing");
  for (const name of ["reverse-proxy", "haproxy"]) {
    const node = child(balancing, name);
    if (node !== undefined) made.push({ name: `load-balancing ${name}`, interface: null, enabled: stated(true, node) });
  }
  for (const each of kernel)
    made.push({ name: each.name, interface: null, enabled: optionOf(context, firewall, each) });
  return made;
}

/** What is set below a service is left to the tables of what is skipped. */
function runs(context: Context, node: ConfigNode | undefined, words: string): Fact<boolean> {
  if (node === undefined) return absent(context, false, `VyOS and EdgeOS: off unless "${words}" is configured`);
  const off = child(node, "disable");
  return off === undefined ? stated(true, node) : stated(off.children.has("false"), off);
}

/** EdgeOS says `disabled false` where VyOS says nothing. */
function dhcpOf(context: Context): Fact<boolean> {
  const server = child(context.service, "dhcp-server");
  const disabled = value(server, "disabled");
  if (disabled !== undefined) return stated(disabled.text !== "true", disabled.node);
  return runs(context, server, "service dhcp-server");
}

/** EdgeOS answers its maker's discovery unless it is told not to (EdgeOS User Guide, "Discovery"). */
function discoveryOf(context: Context): Fact<boolean> {
  const discover = child(context.service, "ubnt-discover");
  const off = child(discover, "disable");
  if (off !== undefined) return stated(false, off);
  if (discover !== undefined && children(discover).length > 0)
    return unknownFact("Discovery is set up interface by interface, which is not read.", placeOf(discover).at);
  return absent(context, true, "EdgeOS: on unless service ubnt-discover disable");
}

/**
 * `firewall ip-src-route disable` (up to 1.3, EdgeOS), `firewall global-options ip-src-route` (from 1.4 on, with the
 * defaults of vyos-1x, firewall/global-options.xml.i).
 */
function optionOf(
  context: Context,
  firewall: ConfigNode | undefined,
  { option, usual }: { readonly option: string; readonly usual: boolean | null },
): Fact<boolean> {
  const found = value(child(firewall, "global-options"), option) ?? value(firewall, option);
  if (found === undefined) {
    const known = vyosFrom(context, 1, 4) === true && usual !== null;
    return known
      ? byDefault(
          usual,
          `VyOS 1.4: ${usual ? "enable" : "disable"} (vyos-1x, firewall/global-options.xml.i, ${option})`,
        )
      : unknownFact(`What ${option} is where it is not set is not known for this release.`);
  }
  if (found.text === "enable" || found.text === "disable") return stated(found.text === "enable", found.node);
  if (found.text === "strict" || found.text === "loose") return stated(true, found.node);
  return unknownFact(`"${found.text}" is neither enable nor disable.`, placeOf(found.node).at);
}
