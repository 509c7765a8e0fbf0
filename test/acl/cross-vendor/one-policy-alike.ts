import type { FragmentKind } from "../../../src/model/acl.ts";
import type { Among } from "./compared.ts";
import type { LanguageName, Part } from "./one-policy.ts";

/** Languages of which every two permit the same packets of a part of the policy. */
export interface Alike {
  readonly part: Part;
  /** Which of its packets. */
  readonly packets: string;
  readonly among?: Among;
  readonly members: readonly LanguageName[];
}

/** Policies of PAN-OS and pf are asked about packets between these. */
export const zones = { fromZones: ["wan"], toZones: ["lan"] } as const;
/** What no policy calls by the name of an application. */
export const notNamed = { protocols: [6, 17], applications: ["web-browsing"] };

const all: readonly FragmentKind[] = ["none", "first", "later"];
const later: readonly FragmentKind[] = ["later"];
const cisco = ["Cisco IOS", "Cisco NX-OS", "Cisco IOS XR", "Arista EOS"] as const;
const readingThemWhole = ["Cisco ASA", "Junos", "FortiOS", "RouterOS"] as const;
const pf = ["OPNsense", "pfSense"] as const;

const header = "whole packets and first fragments";
const wholeOnly = "all fragments, where the platform reads later ones like whole packets";
const byAddresses = "later fragments, where an entry that permits takes them by their addresses";

export const alike: readonly Alike[] = [
  {
    part: "EDGE",
    packets: header,
    among: { zones },
    members: [...cisco, ...readingThemWhole, "Junos SRX", "VyOS", "EdgeOS", "iptables", "nftables", ...pf],
  },
  {
    part: "EDGE",
    packets: `TCP and UDP, ${header}`,
    among: { zones, ...notNamed },
    members: [...cisco, ...readingThemWhole, "Junos SRX", "VyOS", "EdgeOS", "iptables", "nftables", ...pf, "PAN-OS"],
  },
  {
    part: "EDGE",
    packets: wholeOnly,
    among: { zones, fragments: all },
    members: [...readingThemWhole, "Junos SRX", ...pf, "iptables with conntrack"],
  },
  {
    part: "EDGE",
    packets: `TCP and UDP, ${wholeOnly}`,
    among: { zones, fragments: all, ...notNamed },
    members: [...readingThemWhole, "Junos SRX", ...pf, "PAN-OS"],
  },
  { part: "EDGE", packets: byAddresses, among: { fragments: later }, members: cisco },
  {
    part: "EDGE-6",
    packets: header,
    among: { zones },
    members: [...cisco, ...readingThemWhole, "Junos SRX", "VyOS", "EdgeOS", "ip6tables", "nftables"],
  },
  {
    part: "EDGE-6",
    packets: `TCP and UDP, ${header}`,
    among: { zones, ...notNamed },
    members: [...cisco, ...readingThemWhole, "Junos SRX", "VyOS", "EdgeOS", "ip6tables", "nftables", ...pf, "PAN-OS"],
  },
  { part: "EDGE-6", packets: wholeOnly, among: { zones, fragments: all }, members: [...readingThemWhole, "Junos SRX"] },
  { part: "EDGE-6", packets: wholeOnly, among: { zones, fragments: all }, members: pf },
  { part: "EDGE-6", packets: byAddresses, among: { fragments: later }, members: cisco },
  {
    part: "TO-ITSELF",
    packets: header,
    members: ["Cisco IOS", "Junos", "FortiOS", "VyOS", "EdgeOS", "iptables", "nftables", "RouterOS"],
  },
  { part: "TO-ITSELF", packets: wholeOnly, among: { fragments: all }, members: ["Junos", "FortiOS", "RouterOS"] },
  { part: "ODD-HOSTS", packets: header, members: [...cisco, "Junos", "iptables", "nftables"] },
  {
    part: "HEADERS",
    packets: header,
    members: [...cisco, "Junos", "VyOS", "iptables", "nftables", "RouterOS"],
  },
  { part: "OPEN-END-6", packets: header, members: ["Junos", "VyOS", "Cisco ASA"] },
  { part: "OPEN-END-6", packets: header, members: ["Cisco IOS", "Cisco IOS XR"] },
];
