import {
  entries,
  everything,
  everything6,
  hosts,
  mailTo,
  nothing,
  rfc1918,
  tcp,
  ten,
  type More,
  type Said,
} from "./said.ts";

/** Of an application that no rule names, unless told otherwise. */
const across = { zones: { fromZones: ["trust"], toZones: ["untrust"] }, applications: ["web"] } as const;
const pan = (name: string, family: 4 | 6, words: readonly string[], more: More = {}): Said => ({
  os: "paloalto-panos",
  file: `paloaltofw/${name}`,
  list: "policies",
  reworded: "with its zones defined",
  family,
  words,
  among: across,
  ...more,
});

/** What a rule tells by application alone: packets of these protocols that a firewall takes for these. */
const of = (applications: readonly string[], ...protocols: readonly number[]) => ({
  among: { ...across, applications, protocols },
});
const as = (...applications: readonly string[]) => ({ among: { ...across, applications } });

/** No configuration lists the applications of PAN-OS, so neither their ports nor their protocols are known. */
const openByApplication = {
  open: ["service application-default"],
  because: "the service is that of an application, which no configuration lists",
};

const simple = (
  from: string,
  to: string,
  family: 4 | 6,
  words: readonly string[],
  file = "sample_stateful_multitarget_simple.xml",
): Said => ({
  os: "paloalto-panos",
  file: `demo/${file}`,
  list: "policies",
  reworded: "with its zones defined",
  family,
  words,
  among: { zones: { fromZones: [from], toZones: [to] }, applications: ["web"] },
});
const message = (type: number) => `permit icmp any any ${type}`;

export const saidInPanos: readonly Said[] = [
  simple("internal", "external", 4, ["permit tcp any any", "permit udp any any"]),
  simple(
    "internal",
    "external",
    6,
    entries("permit udp", ["any"], "", hosts("2001:4860:4860::8844", "2001:4860:4860::8888"), " eq 53"),
  ),
  simple("external", "internal", 4, entries("permit tcp", ["any"], "", hosts("200.1.1.1", "200.1.1.2"), " eq 80 443")),
  simple("external", "internal", 6, [
    "permit tcp any host 2620:15c:2c4:202:b0e7:158f:6a7a:3188 eq 80",
    "permit tcp any host 2620:15c:2c4:202:b0e7:158f:6a7a:3188 eq 443",
  ]),
  simple("unknown", "internal", 4, tcp),
  simple("unknown", "internal", 6, tcp),
  simple(
    "internal",
    "external",
    4,
    [
      ...entries("permit tcp", rfc1918, "", hosts("8.8.4.4", "8.8.8.8"), " eq 53"),
      ...entries("permit tcp", rfc1918, "", ["any"], " eq 80 443"),
    ],
    "sample_paloalto.xml",
  ),
  simple("external", "internal", 4, nothing, "sample_paloalto.xml"),
  pan("testAcceptAction", 4, tcp),
  pan("testAcceptAction", 6, nothing),
  pan(
    "testAddrObj",
    4,
    entries(
      "permit tcp",
      ["10.1.0.0 0.0.0.255"],
      "",
      ["10.2.0.0 0.0.0.255", "10.3.1.0 0.0.0.255", "10.3.2.0 0.0.0.255"],
      "",
    ),
    { document: 0 },
  ),
  pan("testAddrObj", 6, entries("permit tcp", ["4000::/3", "6000::/3"], "", ["any"], ""), { document: 1 }),
  pan("testAddrObj", 6, entries("permit tcp", ["host 4000::"], "", ["4000::/3", "6000::/3"], ""), { document: 2 }),
  pan("testAhProtoTerm", 4, ["permit ahp any any"], { ...of(["ipsec-ah"], 51), ...openByApplication }),
  pan("testAhTcpMixedProtoTerm", 4, tcp),
  pan("testAhTcpMixedProtoTerm", 4, ["permit ahp any any"], { ...of(["ipsec-ah"], 51), ...openByApplication }),
  pan("testCustomTags", 4, tcp),
  pan("testDefaultDeny", 4, nothing),
  pan("testDenyAction", 4, nothing),
  pan("testDisableLogging", 4, tcp),
  pan("testEspProtoTerm", 4, ["permit esp any any"], { ...of(["ipsec-esp"], 50), ...openByApplication }),
  pan("testEspTcpMixedProtoTerm", 4, tcp),
  pan("testGreProtoTerm", 4, ["permit gre any any"], { ...of(["gre"], 47), ...openByApplication }),
  pan("testHeaderComments", 4, nothing),
  pan("testICMPProtocolOnly", 4, ["permit icmp any any"], { ...of(["icmp"], 1), ...openByApplication }),
  pan("testICMPv6ProtocolOnly", 6, ["permit icmp any any"], { ...of(["ipv6-icmp"], 58), ...openByApplication }),
  pan("testIcmpTypes", 4, [0, 3, 8].map(message), of(["icmp-echo-reply", "icmp-echo-request", "icmp-unreachable"], 1)),
  pan(
    "testIcmpTypesMultiplePolicies",
    4,
    [0, 3, 8].map(message),
    of(["icmp-echo-reply", "icmp-echo-request", "icmp-unreachable"], 1),
  ),
  pan(
    "testIcmpV6ApplicationAbbreviation",
    6,
    [1, 128, 129, 141, 142, 143, 145].map(message),
    of(["icmp6-echo-reply"], 58),
  ),
  pan(
    "testIcmpV6Types",
    6,
    [1, 128, 129].map(message),
    of(["icmp6-destination-unreachable", "icmp6-echo-reply", "icmp6-echo-request"], 58),
  ),
  pan("testLogging", 4, ["permit udp any any"], { document: 0 }),
  pan("testLogging", 4, ["permit udp any any"], { document: 1 }),
  pan("testLogging", 4, ["permit udp any any"], { document: 2 }),
  pan("testLogging", 4, ["permit udp any any"], { document: 3 }),
  pan("testLoggingBoth", 4, tcp),
  pan(
    "testNoAddrObj",
    4,
    entries(
      "permit tcp",
      ["10.1.0.0 0.0.0.255"],
      "",
      ["10.2.0.0 0.0.0.255", "10.3.1.0 0.0.0.255", "10.3.2.0 0.0.0.255"],
      "",
    ),
    { document: 0 },
  ),
  pan("testNoAddrObj", 6, entries("permit tcp", ["2001:db8:0:aa::/64", "2001:db8:0:bb::/64"], "", ["any"], ""), {
    document: 1,
  }),
  pan("testNoAddrObj", 4, entries("permit tcp", ["any"], "", ["10.3.1.0 0.0.0.255", "10.3.2.0 0.0.0.255"], ""), {
    document: 2,
  }),
  pan("testNoAddrObj", 6, entries("permit tcp", ["any"], "", ["2001:db8:0:aa::/64", "2001:db8:0:bb::/64"], ""), {
    document: 2,
  }),
  pan(
    "testNoAddrObj",
    6,
    entries("permit tcp", ["4000::/3", "6000::/3"], "", ["8000::/3", "a000::/3", "c000::/3", "e000::/3"], ""),
    { document: 3 },
  ),
  pan("testPanApplication", 4, everything, { document: 0 }),
  pan("testPanApplication", 4, nothing, { document: 1 }),
  pan("testPanApplication", 4, tcp, { document: 4, ...as("app1") }),
  pan("testPanApplication", 4, tcp, { document: 5, ...as("app1", "app2") }),
  pan("testPanApplication", 4, tcp, { document: 6, ...as("app3") }),
  pan("testPanApplication", 4, nothing, { document: 6 }),
  pan("testPanApplication", 4, tcp, { document: 8, ...as("web-browsing") }),
  pan("testPanApplication", 4, ["permit tcp any any range 8080 8081"], { document: 9, ...as("web-browsing") }),
  pan("testPanPorts", 4, ["permit udp any any eq 123"], { document: 0 }),
  pan("testPanPorts", 4, ["permit udp any eq 123 any"], { document: 1 }),
  pan("testPanPorts", 4, ["permit tcp any eq 123 any eq 53 123"], { document: 2 }),
  pan("testPanPorts", 4, tcp, { document: 3 }),
  pan("testPanPorts", 4, ["permit tcp any any", "permit udp any any"], { document: 4 }),
  pan("testPortLessNonPort", 4, ["permit udp any any"], { document: 0 }),
  pan("testPortLessNonPort", 4, ["permit tcp any any", "permit udp any any"], { document: 1 }),
  pan("testProfileSettings", 4, tcp),
  pan("testRejectAction", 4, nothing),
  pan("testResetAction", 4, nothing),
  pan("testOtherPlatformTerm", 4, nothing),
  pan("testSkipEstablished", 4, nothing),
  pan("testServiceMap", 4, [`permit tcp any ${ten} eq 22 25`], { document: 0 }),
  pan("testServiceMap", 4, [mailTo(ten)], { document: 1 }),
  pan("testSrcAnyDstAnyAddressFamily", 4, everything, { document: 0 }),
  pan("testSrcAnyDstAnyAddressFamily", 6, everything6, { document: 0 }),
  pan("testSrcAnyDstAnyAddressFamily", 4, everything, { document: 1 }),
  pan("testSrcAnyDstAnyAddressFamily", 6, nothing, { document: 1 }),
  pan("testSrcAnyDstAnyAddressFamily", 4, nothing, { document: 2 }),
  pan("testSrcAnyDstAnyAddressFamily", 6, everything6, { document: 2 }),
  pan("testTermAndFilterName", 4, [mailTo(ten)]),
  pan("testTermLen", 4, nothing),
  pan("testUniqueTermsMultiplePolicies", 4, nothing),
  pan("testZoneLen", 4, nothing, { document: 0 }),
  pan("test_LongComments", 4, nothing),
];
