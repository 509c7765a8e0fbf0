import type { FragmentKind } from "../../../src/model/acl.ts";
import type { Among, Found } from "./compared.ts";
import { notNamed, zones } from "./one-policy-alike.ts";
import type { LanguageName, Part } from "./one-policy.ts";

/** Two languages that cannot say the same of a part of the policy, how far they part, and why. */
export interface TrueDifference extends Partial<Found> {
  readonly part: Part;
  readonly packets: string;
  readonly among?: Among;
  readonly one: LanguageName;
  readonly other: LanguageName;
  readonly because: string;
}

const later: readonly FragmentKind[] = ["later"];
const laterOnly = { packets: "later fragments", among: { fragments: later } };
const { applications } = notNamed;

const byAddresses =
  "an entry of IOS that permits takes a later fragment by its addresses, one that denies by ports never";
const inItsPlace = "Junos reads a port where it would stand in any packet";

export const differences: readonly TrueDifference[] = [
  {
    part: "EDGE",
    ...laterOnly,
    one: "Cisco IOS",
    other: "Junos",
    onlyOne: [
      "icmp any > 192.0.2.0/24 type 0-7, 9-255",
      "tcp 198.51.100.0/24 > 192.0.2.1 port except 22, 443",
      "tcp any > 192.0.2.80 port except 80, 443, 8000-8100",
      "udp 203.0.113.0/24 > 192.0.2.53 port except 53",
      "udp 203.0.113.128/25 > 192.0.2.53 port 53",
    ],
    because: `${byAddresses}; ${inItsPlace}`,
  },
  {
    part: "TO-ITSELF",
    ...laterOnly,
    one: "Cisco IOS",
    other: "Junos",
    onlyOne: ["ipv4 udp any > any port 161", "tcp any except 198.51.100.0/25 > any port 22"],
    because: `${byAddresses}; ${inItsPlace}`,
  },
  {
    part: "EDGE",
    ...laterOnly,
    one: "iptables",
    other: "Junos",
    onlyOther: [
      "icmp any > 192.0.2.0/24 type 8",
      "tcp 198.51.100.0/24 > 192.0.2.1 port 22, 443",
      "tcp any > 192.0.2.80 port 80, 443, 8000-8100",
      "udp 203.0.113.0/25 > 192.0.2.53 port 53",
    ],
    because: `no question about a header meets a later fragment in iptables 1.4; ${inItsPlace}`,
  },
  {
    part: "EDGE",
    ...laterOnly,
    one: "Cisco IOS",
    other: "iptables",
    onlyOne: [
      "icmp any > 192.0.2.0/24",
      "tcp 198.51.100.0/24 > 192.0.2.1",
      "tcp any > 192.0.2.80",
      "udp 203.0.113.0/24 > 192.0.2.53",
    ],
    because: `${byAddresses}; none about a header meets one in iptables 1.4`,
  },
  {
    part: "EDGE",
    ...laterOnly,
    one: "nftables",
    other: "Junos",
    open: ["what stands in a later fragment in place of the header"],
    because: "whether nftables reads a later fragment as if it had a header depends on the kernel",
  },
  {
    part: "EDGE",
    ...laterOnly,
    one: "VyOS",
    other: "Cisco IOS",
    onlyOther: ["udp 203.0.113.128/25 > 192.0.2.53"],
    open: ["what stands in a later fragment in place of the header"],
    because: "VyOS writes nftables; the range of addresses that this text permits leaves out what IOS denies by port",
  },
  {
    part: "EDGE",
    packets: "no application told by name",
    among: { zones, applications },
    one: "PAN-OS",
    other: "Junos",
    onlyOther: ["esp 198.51.100.7 > 192.0.2.1 app=web-browsing", "icmp any > 192.0.2.0/24 type 8 app=web-browsing"],
    because: "PAN-OS has no service but TCP and UDP: it tells ICMP and ESP by application, which no packet shows",
  },
  {
    part: "EDGE",
    packets: "ICMP that a firewall takes for ping",
    among: { zones, applications: ["ping"], protocols: [1] },
    one: "PAN-OS",
    other: "Junos",
    onlyOne: ["icmp any > 192.0.2.0/24 type 0-7, 9-255 app=ping"],
    because: "the application is the echo request and its answer; no list of applications is part of a configuration",
  },
  {
    part: "EDGE-6",
    packets: "no application told by name",
    among: { zones, applications },
    one: "PAN-OS",
    other: "Junos",
    onlyOther: ["ipv6 icmpv6 any > any type 2 app=web-browsing"],
    because: "PAN-OS tells a message of ICMPv6 by application",
  },
  {
    part: "EDGE-6",
    packets: "all fragments",
    among: { zones, fragments: ["none", "first", "later"] },
    one: "OPNsense",
    other: "Junos",
    onlyOne: [
      "icmpv6 fe80::/10 > fe80::/10, ff02::/16 type 128, 133-134",
      "icmpv6 ff02::/16 > fe80::/10 type 128, 133-134",
      "ipv6 icmpv6 any > any type 1, 135-136",
    ],
    because: "pf of OPNsense and pfSense passes what neighbour discovery needs before any rule",
  },
  {
    part: "OPEN-END-6",
    packets: "whole packets and first fragments",
    one: "Cisco IOS",
    other: "Junos",
    onlyOne: ["ipv6 icmpv6 any > any type 135-136"],
    because: "an IPv6 list of IOS permits neighbour discovery before its implied deny",
  },
  {
    part: "OPEN-END-6",
    packets: "whole packets and first fragments",
    one: "Cisco NX-OS",
    other: "Junos",
    open: ["whether neighbour discovery is permitted depends on the platform"],
    because: "platforms of NX-OS differ in what they permit before the implied deny",
  },
  {
    part: "OPEN-END-6",
    packets: "whole packets and first fragments",
    one: "Arista EOS",
    other: "Junos",
    open: ["which messages of neighbour discovery EOS permits by itself is not documented"],
    because: "no manual says which messages EOS permits before the implied deny",
  },
];
