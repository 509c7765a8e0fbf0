import type { SkippedStatement } from "../parser.ts";

/**
 * Tables that say nothing of access, policies, accounts, services or VPN, by the reason for which
 * they are skipped. A name stands for the table and for every table whose path it begins.
 */
const skipped: Readonly<Record<string, readonly string[]>> = {
  "replacement messages": ["system replacemsg", "system replacemsg-image", "system replacemsg-group"],
  "web filter content": ["webfilter"],
  "intrusion prevention content": [
    "ips sensor",
    "ips custom",
    "ips dbinfo",
    "ips decoder",
    "ips rule",
    "ips view-map",
    "ips settings",
    "ips global",
    "rule",
  ],
  "antivirus content": ["antivirus"],
  "application control content": ["application"],
  "mail filter content": ["emailfilter", "spamfilter"],
  "data leak prevention content": ["dlp"],
  "file, DNS, video, voice and web application filter content": [
    "file-filter",
    "dnsfilter",
    "videofilter",
    "voip",
    "waf",
    "icap",
    "ssh-filter",
    "sctp-filter",
    "diameter-filter",
    "virtual-patch",
    "casb",
  ],
  "WAN optimisation": ["wanopt"],
  reports: ["report"],
  "GUI appearance": ["gui", "system custom-language", "system theme"],
  "wireless calibration and scanning": [
    "wireless-controller wtp-profile",
    "wireless-controller wids-profile",
    "wireless-controller wtp",
    "wireless-controller arrp-profile",
    "wireless-controller ble-profile",
    "wireless-controller region",
    "wireless-controller log",
    "wireless-controller utm-profile",
    "wireless-controller bonjour-profile",
    "wireless-controller qos-profile",
    "wireless-controller hotspot20",
    "wireless-controller apcfg-profile",
    "wireless-controller ssid-policy",
  ],
  "host checks of SSL VPN clients": ["vpn ssl web host-check-software"],
  "device categories": ["user device-category", "user device-group"],
  "threat weights": ["log threat-weight"],
  "internet service names": ["firewall internet-service-name", "firewall internet-service-definition"],
  "traffic shaping": ["firewall shaper", "firewall traffic-class", "firewall shaping-profile"],
  "protocol options of inspection": ["firewall profile-protocol-options"],
  "service categories": ["firewall service category"],
  "object tags": ["system object-tagging", "system object-tag", "firewall region", "firewall country"],
  "storage and sessions": [
    "system storage",
    "system session-helper",
    "system session-ttl",
    "system session-sync",
    "system physical-switch",
  ],
  "hardware and power": [
    "system npu",
    "system np6",
    "system np6xlite",
    "system lldp network-policy",
    "system modem",
    "system 3g-modem",
    "system lte-modem",
    "system stp",
    "system affinity-interrupt",
    "system affinity-packet-redistribution",
  ],
  "monitoring and quota": [
    "system resource-limits",
    "system vdom-property",
    "system vdom-sflow",
    "system netflow",
    "system sflow",
    "system probe-response",
    "system speed-test-schedule",
    "system speed-test-server",
  ],
  "geographic and time data": ["system geoip-override", "system timezone", "system geneve"],
  "endpoint control": ["endpoint-control profile", "endpoint-control client"],
  "switch port defaults": [
    "switch-controller qos",
    "switch-controller lldp-profile",
    "switch-controller lldp-settings",
    "switch-controller stp-settings",
    "switch-controller stp-instance",
    "switch-controller igmp-snooping",
    "switch-controller flow-tracking",
    "switch-controller sflow",
    "switch-controller traffic-policy",
    "switch-controller virtual-port-pool",
    "switch-controller initial-config",
  ],
};

const byPath = new Map(
  Object.entries(skipped).flatMap(([reason, paths]) => paths.map((path) => [path, reason] as const)),
);

export const tableSkips: readonly SkippedStatement[] = [...byPath].map(([path, reason]) => ({
  statement: `config ${path}`,
  reason,
}));

/** Texts that administrators see at login are banners, not messages of inspection. */
const kept = /^system replacemsg admin (pre|post)_admin-disclaimer-text$/;

/** Why a table is skipped, null where it is not. */
export function skipReason(words: readonly string[]): string | null {
  if (kept.test(words.join(" "))) return null;
  let path = "";
  for (const word of words.slice(0, 5)) {
    path = path === "" ? word : `${path} ${word}`;
    const reason = byPath.get(path);
    if (reason !== undefined) return reason;
  }
  return null;
}
