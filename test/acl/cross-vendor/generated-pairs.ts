import type { FragmentKind } from "../../../src/model/acl.ts";
import type { Among, Found } from "./compared.ts";
import type { Generated } from "./generated.ts";

/** One abstract policy as generated for two platforms; where nothing is found, the two permit the same packets. */
export interface Pair extends Partial<Found> {
  readonly policy: string;
  readonly family: 4 | 6;
  readonly packets: string;
  readonly among: Among;
  readonly one: Generated;
  readonly other: Generated;
  readonly because?: string;
}

const multitarget = (os: string, ending: string) => ({ os, file: `demo/sample_multitarget.${ending}` });
const asa = (list: string): Generated => ({ ...multitarget("cisco-asa", "asa"), list });
const junos = (list: string): Generated => ({ ...multitarget("juniper-junos", "jcl"), list });
const linux = (list: string, reworded?: Generated["reworded"]): Generated => ({
  ...multitarget("linux-iptables", "ipt"),
  list,
  ...(reworded === undefined ? {} : { reworded }),
});

/** Of the generator's own tests. */
const junosTest = (file: string): Generated => ({ os: "juniper-junos", file, list: "test-filter" });
const iosTest = (list: string): Generated => ({ os: "cisco-ios", file: "cisco/testNoVerbose", list });
const panTest = (file: string, document?: number): Generated => ({
  os: "paloalto-panos",
  file: `paloaltofw/${file}`,
  list: "policies",
  reworded: "with its zones defined",
  ...(document === undefined ? {} : { document }),
});
const loopback = (name: string): Generated => ({ os: "juniper-junos", file: `demo/${name}`, list: "LOOPBACK" });
export const loopbacks = [
  loopback("sample_juniper_loopback.jcl"),
  loopback("sample_juniperevo_loopback.evojcl"),
] as const;
const zones = { fromZones: ["trust"], toZones: ["untrust"] } as const;

const all: readonly FragmentKind[] = ["none", "first", "later"];
const later: readonly FragmentKind[] = ["later"];
const ofAll = { family: 4, packets: "all fragments", among: { fragments: all } } as const;
const ofLater = { family: 4, packets: "later fragments", among: { fragments: later } } as const;
const withHeader = { family: 4, packets: "whole packets and first fragments", among: {} } as const;

const outbound = { policy: "sample_multitarget, the output filter" } as const;
const inbound = { policy: "sample_multitarget, the input filter" } as const;
const stateless = "but for connection states" as const;
const asFlags = "with flags for connection states" as const;
const sessions = "ASA keeps sessions and is given no word for answers: it permits what opens a connection too";
const state = "Linux asks for the state of a connection, which no packet shows";

/** Whatever the input filter does not deny by its source. */
export const routable = [
  "1.0.0.0-9.255.255.255",
  "11.0.0.0-100.63.255.255",
  "100.128.0.0-126.255.255.255",
  "128.0.0.0-169.253.255.255",
  "169.255.0.0-172.15.255.255",
  "172.32.0.0-191.255.255.255",
  "192.0.1.0/24",
  "192.0.3.0-192.167.255.255",
  "192.169.0.0-198.17.255.255",
  "198.20.0.0-198.51.99.255",
  "198.51.101.0-203.0.112.255",
  "203.0.114.0-223.255.255.255",
].join(", ");

const headless =
  "no question of state is left that would put fragments together, and whether one of ports meets them depends on the release";
const byApplication = "PAN-OS tells it by application, whose service no configuration lists";

export const pairs: readonly Pair[] = [
  { ...outbound, ...ofAll, one: asa("asa_out"), other: junos("edge-outbound") },
  { ...outbound, ...ofAll, one: linux("OUTPUT", stateless), other: asa("asa_out") },
  { ...outbound, ...ofAll, one: linux("OUTPUT", stateless), other: junos("edge-outbound") },
  {
    ...outbound,
    ...ofAll,
    one: linux("OUTPUT"),
    other: asa("asa_out"),
    open: ["connection state new,established,related"],
    because: state,
  },
  {
    ...outbound,
    ...ofAll,
    one: linux("OUTPUT"),
    other: junos("edge-outbound"),
    open: ["connection state new,established,related"],
    because: state,
  },
  {
    ...inbound,
    ...ofAll,
    one: asa("asa_in"),
    other: junos("edge-inbound"),
    onlyOne: [
      `tcp ${routable} > 200.1.1.1-200.1.1.2 port except 80, 443 flags -rst-ack`,
      `tcp ${routable} > 200.1.1.3 flags -rst-ack`,
      `tcp ${routable} > 200.1.1.4/31 port except 25, 465, 587, 995 flags -rst-ack`,
    ],
    because: sessions,
  },
  { ...inbound, ...withHeader, one: linux("INPUT", stateless), other: asa("asa_in") },
  { ...inbound, ...withHeader, one: linux("INPUT", asFlags), other: junos("edge-inbound") },
  {
    ...inbound,
    ...ofLater,
    one: linux("INPUT", stateless),
    other: asa("asa_in"),
    open: ["what stands in a later fragment in place of the header"],
    because: headless,
  },
  {
    ...inbound,
    ...ofLater,
    one: linux("INPUT", asFlags),
    other: junos("edge-inbound"),
    open: ["what stands in a later fragment in place of the header"],
    because: headless,
  },
  {
    ...inbound,
    ...ofAll,
    one: linux("INPUT"),
    other: asa("asa_in"),
    onlyOther: [
      `tcp ${routable} > 200.1.1.1-200.1.1.2 port except 80, 443 flags -rst-ack`,
      `tcp ${routable} > 200.1.1.3 flags -rst-ack`,
      `tcp ${routable} > 200.1.1.4/31 port except 25, 465, 587, 995 flags -rst-ack`,
    ],
    open: ["connection state established,related", "connection state new,established,related"],
    because: `${sessions}; ${state}`,
  },
  {
    ...inbound,
    ...ofAll,
    one: linux("INPUT"),
    other: junos("edge-inbound"),
    open: ["connection state established,related", "connection state new,established,related"],
    because: state,
  },
  {
    policy: "deny, with no condition",
    ...ofAll,
    among: { zones, fragments: all },
    one: junosTest("juniper/testDefaultDeny"),
    other: panTest("testDefaultDeny"),
  },
  {
    policy: "accept, with no condition",
    ...ofAll,
    one: iosTest("test-filter"),
    other: junosTest("juniper/testOwnerTerm"),
  },
  {
    policy: "accept, with no condition",
    ...ofAll,
    among: { zones, fragments: all },
    one: iosTest("test-filter"),
    other: panTest("testSrcAnyDstAnyAddressFamily", 1),
  },
  {
    policy: "accept, with no condition",
    ...ofAll,
    among: { zones, fragments: all },
    one: junosTest("juniper/testOwnerTerm"),
    other: panTest("testSrcAnyDstAnyAddressFamily", 1),
  },
  {
    policy: "accept, with no condition",
    ...ofAll,
    family: 6,
    among: { zones, fragments: all },
    one: iosTest("inet6_acl"),
    other: panTest("testSrcAnyDstAnyAddressFamily", 2),
  },
  {
    policy: "accept ICMP",
    family: 4,
    packets: "ICMP",
    among: { zones, applications: ["icmp"], protocols: [1] },
    one: junosTest("srxlo/testIcmp"),
    other: panTest("testICMPProtocolOnly"),
    open: ["service application-default"],
    because: byApplication,
  },
  {
    policy: "accept ICMPv6",
    family: 6,
    packets: "whole packets of ICMPv6",
    among: { zones, applications: ["ipv6-icmp"], protocols: [58], fragments: ["none"] },
    one: junosTest("srxlo/testIcmpv6"),
    other: panTest("testICMPv6ProtocolOnly"),
    open: ["service application-default"],
    because: byApplication,
  },
  {
    policy: "sample_juniper_loopback and its copy for Junos Evolved",
    ...ofAll,
    one: loopbacks[0],
    other: loopbacks[1],
    open: [
      "filter my-next-filter",
      "packet-length 500-5000",
      'source-prefix-list configured-neighbors-only is not defined, group "configured-neighbors-only" is not defined',
    ],
    because:
      "the text names a prefix list and a filter that it does not hold; if they mean the same in both, so do the two",
  },
];
