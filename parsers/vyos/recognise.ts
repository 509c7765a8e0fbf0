import { readOutput } from "./device-output.ts";

/** Words below `set` that VyOS, EdgeOS or both have and no other language with set lines. */
const ownSets: readonly RegExp[] = [
  /^interfaces (?:bonding|bridge|dummy|ethernet|geneve|input|l2tpv3|loopback|macsec|openvpn|pppoe|pseudo-ethernet|switch|tunnel|vti|vxlan|wireguard|wireless|wwan) /,
  /^firewall (?:all-ping|broadcast-ping|flowtable|global-options|group (?:address|network|port|ipv6|interface|domain|mac)|ipv4|ipv6|ipv6-name|ipv6-receive-redirects|ipv6-src-route|ip-src-route|log-martians|name|receive-redirects|send-redirects|source-validation|state-policy|syn-cookies|twa-hazards|zone|modify) ?/,
  /^protocols (?:bgp (?:\d+|address-family|neighbor \S+ (?:address-family|ebgp-multihop|peer-group|remote-as|timers|update-source|password|description)|parameters|peer-group|system-as|timers)|failover|igmp-proxy|nhrp|ospf (?:area \S+ (?:area-type|authentication|network|range|shortcut)|auto-cost|default-information|interface|log-adjacency-changes|max-metric|neighbor|parameters|passive-interface|redistribute)|ospfv3|pim6|rip |ripng |rpki|static) ?/,
  /^(?:nat (?:source|destination) rule|nat66|zone-policy|high-availability|vpn ipsec|port-forward|container|pki|qos|traffic-policy) ?/,
  /^service (?:ssh|https|snmp|ntp|lldp|dns|dhcp-server|dhcpv6-server|gui|nat|telnet|ubnt-discover|unms|upnp2?|mdns|tftp-server|pppoe-server|webproxy|conntrack-sync) ?/,
  /^system (?:config-management|conntrack|console|flow-accounting|gateway-address|login (?:banner|radius|user \S+ (?:authentication plaintext-password|authentication public-keys|level))|ntp (?:allow-clients|listen-address)|offload|option|options|package|sysctl|syslog (?:global|local)|task-scheduler|traffic-analysis|update-check|static-host-mapping host-name) ?/,
];

/** What Junos writes in the same words: it says nothing either way. */
const shared = /^system (?:domain-name|domain-search|host-name|login|name-server|ntp|syslog|time-zone) /;

/** Top-level words of config.boot. */
const tops: ReadonlySet<string> = new Set([
  "cluster",
  "container",
  "custom-attribute",
  "firewall",
  "high-availability",
  "interfaces",
  "load-balance",
  "load-balancing",
  "nat",
  "nat64",
  "nat66",
  "pki",
  "policy",
  "port-forward",
  "protocols",
  "qos",
  "service",
  "system",
  "traffic-control",
  "traffic-policy",
  "vpn",
  "vrf",
  "zone-policy",
]);

/** What EdgeOS has and VyOS does not. */
const edge: readonly RegExp[] = [
  /^\s+(?:gui|nat|ubnt-discover(?:-server)?|unms|upnp2|offload|traffic-analysis|analytics-handler|crash-handler) \{$/,
  /^port-forward \{$/,
  /^\s+switch switch\d+ \{$/,
  /^\s+poe \{$/,
  /^\s+(?:hwnat|auto-firewall|hostfile-update|older-ciphers|use-dnsmasq) (?:en|dis)able$/,
  /^(?:set|delete) (?:service (?:gui|nat|ubnt-discover|unms|upnp2)|port-forward|interfaces switch|system (?:offload|traffic-analysis|analytics-handler|crash-handler)) ?/,
  /^\/\* Release version: (?:Edge|v\d)/,
  /^[#!]?\s*Version:\s+(?:Edge|v\d)/,
  /^[#!]RANCID-CONTENT-TYPE: (?:edge|ubiquiti)/,
];

/** What VyOS has and EdgeOS does not. */
const vyosOnly: readonly RegExp[] = [
  /^\/\/ vyos-config-version/,
  /^(?:\/\*|\/\/) Release version: (?:VyOS )?(?:1\.[1-9]|999\.)/,
  /^[#!]?\s*Version:\s+VyOS /,
  /^[#!]RANCID-CONTENT-TYPE: vy/,
  /^(?:container|high-availability|nat|nat66|pki|qos|vrf) \{$/,
  /^(?:set|delete) (?:nat |nat66 |high-availability |container |pki |qos |vrf |service (?:ntp|https) |firewall (?:global-options|ipv4|ipv6|zone) )/,
  /^\s+(?:hw-id \S+|config-management \{|console \{|device ttyS\d+ \{)$/,
];

export interface Likelihood {
  readonly vyos: number;
  readonly edgeos: number;
}

/** How sure it is that a text is of the family, and of which of the two. */
export function recognise(text: string): Likelihood {
  const lines = text.slice(0, 200_000).split("\n", 4000);
  const tail = text.slice(-3000).split("\n");
  const output = readOutput();
  let family = 0;
  let others = 0;
  let quoted = 0;
  let foot = 0;
  let edges = 0;
  let vyos = 0;
  for (const raw of lines) {
    const line = raw.trimEnd();
    if (line === "" || line.length > 1000) continue;
    if (edge.some((pattern) => pattern.test(line))) edges += 1;
    if (vyosOnly.some((pattern) => pattern.test(line))) vyos += 1;
    const kind = output.take(line, 0) === null ? kindOf(line) : "none";
    if (kind === "own") family += 1;
    else if (kind === "quoted") quoted += 1;
    else if (kind === "other") others += 1;
  }
  for (const line of tail) {
    if (/^(?:\/\*|\/\/) (?:=== )?(?:vyatta|vyos)-config-version: /.test(line)) foot += 1;
    if (edge.some((pattern) => pattern.test(line))) edges += 2;
    if (vyosOnly.some((pattern) => pattern.test(line))) vyos += 2;
  }
  const seen = family + quoted;
  const share = seen + others === 0 ? 0 : seen / (seen + others);
  const score = foot > 0 ? 0.99 : seen === 0 ? 0 : share >= 0.5 ? Math.min(0.95, 0.55 + share * 0.4) : share * 0.6;
  const second = score * 0.5;
  return edges > vyos ? { vyos: second, edgeos: score } : { vyos: score, edgeos: second };
}

function kindOf(line: string): "own" | "quoted" | "other" | "none" {
  const verb = line.startsWith("set ") ? 4 : line.startsWith("delete ") ? 7 : 0;
  if (verb > 0) {
    const rest = line.slice(verb);
    if (ownSets.some((pattern) => pattern.test(`${rest} `))) return "own";
    if (shared.test(`${rest} `) && !rest.endsWith("'")) return "none";
    return rest.length < 1000 && /^[\w-]+(?: [^' ]+)* '[^']*'$/.test(rest) ? "quoted" : "other";
  }
  if (/^\s/.test(line)) {
    // What other languages with braces end their statements by.
    return line.endsWith(";") ? "other" : "none";
  }
  if (line.startsWith("/*") || line.startsWith("//") || line.startsWith("#") || line === "}") return "none";
  const space = line.indexOf(" ");
  return space > 0 && line.slice(space) === " {" && tops.has(line.slice(0, space)) ? "own" : "other";
}
