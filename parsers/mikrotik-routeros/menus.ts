import type { ModelArea } from "../../src/model/device-config.ts";
import type { SkippedStatement } from "../parser.ts";

/** Menus that bear on nothing of the model, with what is under them. */
const skipped: Readonly<Record<string, readonly string[]>> = {
  "addresses for others": [
    "/ip dhcp-server",
    "/ip pool",
    "/ipv6 pool",
    "/ipv6 dhcp-server",
    "/ipv6 nd",
    "/ip dhcp-relay",
    "/ip dhcp-server network",
    "/ip arp",
  ],
  "marks and queues": [
    "/queue",
    "/ip firewall mangle",
    "/ipv6 firewall mangle",
    "/ip firewall layer7-protocol",
    "/ip firewall service-port",
  ],
  "routes and their filters": [
    "/ip route",
    "/ipv6 route",
    "/routing filter",
    "/routing table",
    "/routing id",
    "/routing rule",
    "/ip route rule",
    "/routing bgp instance",
    "/routing bgp network",
    "/routing bgp aggregate",
    "/routing ospf instance",
    "/routing ospf network",
    "/routing ospf area",
    "/routing rip",
    "/routing mme",
    "/mpls",
  ],
  hardware: [
    "/port",
    "/disk",
    "/lora",
    "/system leds",
    "/system routerboard",
    "/system health",
    "/system resource",
    "/iot",
    "/system watchdog",
    "/system upgrade",
    "/system package",
    "/interface ethernet switch",
    "/interface ethernet poe",
  ],
  "clock and graphs": [
    "/system clock",
    "/tool graphing",
    "/ip traffic-flow",
    "/tool sniffer",
    "/tool traffic-generator",
    "/tool netwatch",
    "/tool e-mail",
    "/snmp mib",
  ],
  radios: [
    "/interface wireless security-profiles",
    "/interface wireless access-list",
    "/interface wireless connect-list",
    "/interface wireless cap",
    "/caps-man",
    "/interface wireless align",
    "/interface wireless sniffer",
    "/interface wireless snooper",
    "/interface wireless nstreme",
    "/interface wifi security",
    "/interface wifi configuration",
    "/interface wifi channel",
    "/interface wifi datapath",
  ],
  "names that are answered": ["/ip dns static", "/ip dns forwarders", "/ip dns adlist"],
  "hotspot and its pages": ["/ip hotspot", "/ip kid-control"],
  displays: ["/lcd"],
};

const reasons: ReadonlyMap<string, string> = new Map(
  Object.entries(skipped).flatMap(([reason, menus]) => menus.map((menu) => [menu, reason] as const)),
);

export const skips: readonly SkippedStatement[] = [
  ...[...reasons].map(([statement, reason]) => ({ statement, reason })),
  { statement: "# …", reason: "comment" },
  { statement: "[admin@name] > …", reason: "prompt" },
  { statement: "an empty line", reason: "blank" },
].toSorted((a, b) => (a.statement < b.statement ? -1 : 1));

/** The reason of the longest menu that is skipped and holds this one; null where none does. */
export function reasonOf(menu: string): string | null {
  for (let path = menu; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf(" ")))) {
    const reason = reasons.get(path);
    if (reason !== undefined) return reason;
  }
  return null;
}

/** What a menu that nobody reads may bear on, by its beginning. */
const areas: readonly (readonly [menu: string, touches: readonly ModelArea[]])[] = [
  ["/ip firewall", ["acls", "policies", "objects"]],
  ["/ipv6 firewall", ["acls", "policies", "objects"]],
  ["/interface bridge", ["interfaces", "switching", "acls"]],
  ["/interface", ["interfaces", "vpn"]],
  ["/ip service", ["management.services", "management.tls"]],
  ["/ip ssh", ["management.ssh"]],
  ["/ip ipsec", ["vpn"]],
  ["/ip dns", ["dns"]],
  ["/ip cloud", ["smallServices", "ntp"]],
  ["/ip settings", ["smallServices"]],
  ["/ipv6 settings", ["smallServices"]],
  ["/ip tftp", ["management.services"]],
  ["/ip", ["interfaces", "smallServices"]],
  ["/ipv6", ["interfaces", "smallServices"]],
  ["/user", ["users", "passwords", "aaa"]],
  ["/radius", ["aaa"]],
  ["/ppp", ["vpn", "aaa"]],
  ["/snmp", ["snmp"]],
  ["/system logging", ["logging"]],
  ["/system ntp", ["ntp"]],
  ["/system note", ["banners"]],
  ["/system identity", ["identity"]],
  ["/system script", ["system"]],
  ["/system scheduler", ["system"]],
  ["/system", ["system", "management.logins"]],
  ["/user-manager", ["aaa", "smallServices"]],
  ["/dude", ["smallServices"]],
  ["/certificate", ["management.tls", "vpn"]],
  ["/routing", ["routing"]],
  ["/tool", ["smallServices"]],
];

/** What is stored as a script changes nothing that the export states beside it. */
export function touchesOf(menu: string): readonly (ModelArea | "*")[] {
  return areas.find(([path]) => menu === path || menu.startsWith(`${path} `))?.[1] ?? ["*"];
}
