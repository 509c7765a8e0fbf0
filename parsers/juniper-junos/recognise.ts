import { setVerbs } from "../lib/set-lines.ts";

/** Top-level hierarchies that other languages with braces or set lines do not have, or not all of them. */
const own = new Set([
  "system",
  "interfaces",
  "protocols",
  "policy-options",
  "routing-options",
  "routing-instances",
  "firewall",
  "security",
  "snmp",
  "chassis",
  "vlans",
  "groups",
  "apply-groups",
  "forwarding-options",
  "class-of-service",
  "applications",
  "ethernet-switching-options",
  "switch-options",
  "bridge-domains",
  "access",
  "event-options",
  "logical-systems",
  "services",
  "version",
  "poe",
  "virtual-chassis",
  "accounting-options",
  "schedulers",
  "dynamic-profiles",
  "multi-chassis",
]);

/** Set lines that VyOS and EdgeOS write, though they start as Junos does. */
const vyos = [
  /^(?:set|delete) interfaces (?:bonding|bridge|dummy|ethernet|geneve|input|l2tpv3|loopback|macsec|openvpn|pppoe|pseudo-ethernet|switch|tunnel|vti|vxlan|wireguard|wireless|wwan) /,
  /^(?:set|delete) firewall (?:all-ping|broadcast-ping|config-trap|flowtable|global-options|group|ipv4|ipv6|ipv6-name|ipv6-receive-redirects|ipv6-src-route|ip-src-route|log-martians|name|receive-redirects|send-redirects|source-validation|state-policy|syn-cookies|twa-hazards-protection|zone) /,
  /^(?:set|delete) protocols (?:bgp (?:\d+|address-family|neighbor \S+ (?:address-family|ebgp-multihop|peer-group|remote-as|timers|update-source)|parameters|peer-group|system-as|timers)|failover|igmp-proxy|nhrp|ospf (?:area \S+ (?:area-type|authentication|network)|auto-cost|default-information|log-adjacency-changes|max-metric|neighbor|parameters|passive-interface|redistribute)|ospfv3|pim (?:interface \S+$|rp )|pim6|ripng? (?!apply|group)|rpki|static) ?/,
  /^(?:set|delete) system (?:config-management|conntrack|console|flow-accounting|gateway-address|login user \S+ (?:authentication (?:plaintext-password|public-keys)|level)|ntp allow-clients|offload|option|package|sysctl|syslog (?:global|local)|task-scheduler|traffic-analysis|update-check) /,
  /^(?:set|delete) .* '[^']*'$/,
];

/** How sure it is that a text is Junos, from the first lines that are configuration. */
export function recogniseJunos(text: string): number {
  const xml = recogniseXml(text.slice(0, 20_000));
  if (xml !== null) return xml;
  const lines = text.slice(0, 200_000).split("\n", 3000);
  let hits = 0;
  let misses = 0;
  let signs = 0;
  // Every statement of the braces form ends with a semicolon, which VyOS and F5 do not write.
  let ended = 0;
  let open = 0;
  let sets = 0;
  for (const raw of lines) {
    const line = raw.trimEnd();
    if (line === "") continue;
    if (isSign(line)) signs += 1;
    if (line.startsWith("#")) continue;
    const isSet = setVerbs.some((verb) => line.startsWith(`${verb} `));
    if (isSet) sets += 1;
    else {
      if (/;(?:\s*(?:##|\/\*).*)?$/.test(line)) ended += 1;
      else if (!/[{}\]]$|^\s*(?:#|\/?\*|<)/.test(line)) open += 1;
    }
    if (/^\s/.test(line)) continue;
    if (isSet && line.length < 2000 && vyos.some((pattern) => pattern.test(line))) misses += 1;
    else if (isTop(line, isSet)) hits += 1;
    else if (!/^[{}\]]/.test(line)) misses += 1;
  }
  const likely = hits + misses === 0 ? 0 : hits / (hits + misses);
  const score = signs > 0 && signs * 2 >= misses ? Math.min(1, 0.8 + signs / 20) : Math.min(0.9, likely);
  return open > sets + ended + 2 && open > ended * 2 ? Math.min(score, 0.3) : score;
}

/** XML is Junos by its name space, and likely by its elements where a collector dropped that. Null: no XML. */
function recogniseXml(head: string): number | null {
  if (head.includes('="http://xml.juniper.net/')) return 0.95;
  if (!head.trimStart().startsWith("<")) return null;
  const isConfiguration = head.includes("<configuration>") || head.includes("<configuration ");
  return isConfiguration && /<(?:system|interfaces|firewall|security|protocols|snmp)>/.test(head) ? 0.6 : null;
}

/** What only Junos writes. */
function isSign(line: string): boolean {
  return (
    /^## Last (?:commit|changed): /.test(line) ||
    line.includes("RANCID-CONTENT-TYPE: juniper") ||
    line.endsWith("## SECRET-DATA") ||
    /^(?:set )?version "?\d\d\.\d[\w.-]*"?;?$/.test(line) ||
    /xmlns(?::junos)?="http:\/\/xml\.juniper\.net\//.test(line) ||
    /^set interfaces \S+ unit \d+ family (?:inet|inet6|ethernet-switching) /.test(line)
  );
}

function isTop(line: string, isSet: boolean): boolean {
  const words = line.split(/\s+/, 3);
  if (isSet) return own.has(words[1] ?? "");
  const first = words[0] ?? "";
  const word = /^(?:inactive|protect|replace):$/.test(first) ? (words[1] ?? "") : first;
  return own.has(word) && /[{};]$/.test(line);
}
