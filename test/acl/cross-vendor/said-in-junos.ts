import { everything, everything6, mailTo, nothing, tcp, ten, type More, type Said } from "./said.ts";

const junos = (file: string, family: 4 | 6, words: readonly string[], more: More = {}): Said => ({
  os: "juniper-junos",
  file,
  list: "test-filter",
  family,
  words,
  ...more,
});

const exceptClasses = "which classes of service an exception leaves is not resolved";
const noSuchField = "the model of a packet has no such field";
const extensionHeaders =
  "next-header reads the first header after that of IPv6, and what stands before the payload is not known";
const fragmentHeader = "next-header reads the header of the fragment, where IOS reads that of the payload";

export const saidInJunos: readonly Said[] = [
  junos("demo/sample_multitarget.evojcl", 6, nothing, { list: "edge-inbound" }),
  junos(
    "juniper/testAddressExclude",
    4,
    [`deny ip ${ten} any`, "permit ip 0.0.0.0 127.255.255.255 any", "permit ip 172.16.0.0 0.15.255.255 any"],
    { document: 0 },
  ),
  junos(
    "juniper/testAddressExclude",
    4,
    [`deny ip any ${ten}`, "permit ip any 0.0.0.0 127.255.255.255", "permit ip any 172.16.0.0 0.15.255.255"],
    { document: 1 },
  ),
  junos("juniper/testArbitraryOptions", 4, nothing),
  junos("juniper/testBuildWarningTokens", 4, everything),
  junos("juniper/testCommentShrinking", 4, ["permit icmp any any", mailTo(ten)]),
  junos("juniper/testDefaultDeny", 4, nothing),
  junos("juniper/testDscpByte", 4, ["permit tcp any eq 53 any"]),
  junos(
    "juniper/testDscpClass",
    4,
    ["af41", "af42", "5"].map((dscp) => `permit tcp any eq 53 any dscp ${dscp}`),
    { open: ["dscp-except be"], because: exceptClasses },
  ),
  junos(
    "juniper/testDscpIPv6",
    6,
    ["af41", "af42", "5"].map((dscp) => `permit tcp any eq 53 any dscp ${dscp}`),
    {
      onlyOther: ["ipv6 tcp any port 53 > any fragment first dscp 5, 34, 36"],
      open: ["traffic-class-except be"],
      because: `${exceptClasses}; ${fragmentHeader}`,
    },
  ),
  junos("juniper/testDsmo", 4, ["permit icmp any any", mailTo("192.168.0.64 0.0.255.31")]),
  junos("juniper/testDsmoExclude", 4, ["deny ip 192.168.0.64 0.0.1.31 any", "permit ip 0.0.0.0 127.255.255.255 any"], {
    document: 0,
    open: ["source-address: a list with except could not be resolved"],
    because: "Junos takes the longest prefix, and a mask with holes is none",
  }),
  junos("juniper/testDsmoExclude", 4, ["deny ip any 192.168.0.64 0.0.1.31", "permit ip any 0.0.0.0 127.255.255.255"], {
    document: 1,
    open: ["destination-address: a list with except could not be resolved"],
    because: "Junos takes the longest prefix, and a mask with holes is none",
  }),
  junos("juniper/testDsmoJuniperFriendly", 4, ["permit icmp any any", mailTo("192.168.0.0 0.0.255.255")]),
  junos("juniper/testEncapsulate", 4, tcp, { document: 0 }),
  junos("juniper/testEncapsulate", 4, tcp, { document: 1 }),
  junos("juniper/testEtherType", 4, nothing, { open: ["ether-type arp"], because: noSuchField }),
  junos("juniper/testFilterEnhancedModeHeader", 4, ["permit icmp any any", mailTo(ten)]),
  junos("juniper/testFilterTerm", 4, nothing, {
    open: ["filter my-filter"],
    because: "the text does not hold what it names",
  }),
  junos("juniper/testFlexibleMatch", 4, nothing),
  junos("juniper/testFlexibleMatchIPv6", 6, nothing),
  junos("juniper/testForwardingClass", 4, nothing),
  junos("juniper/testForwardingClassExcept", 4, nothing),
  junos("juniper/testFragmentOffset", 4, nothing, { open: ["fragment-offset 1-7"], because: noSuchField }),
  junos("juniper/testHopLimit", 6, nothing, { open: ["hop-limit 25"], because: noSuchField }),
  junos("juniper/testHopLimitInet", 4, everything),
  junos("juniper/testHopOptProtocol", 4, ["permit 0 any any"]),
  junos("juniper/testHopOptProtocolExcept", 4, ["deny 0 any any", ...everything]),
  junos("juniper/testIcmpCode", 4, ["permit icmp any any 3 3", "permit icmp any any 3 4"]),
  junos(
    "juniper/testIcmpType",
    4,
    [0, 10, 13, 15, 16].map((type) => `permit icmp any any ${type}`),
  ),
  junos("juniper/testIcmpv6Except", 6, ["deny icmp any any", ...everything6], {
    open: ["next-header that may stand before the payload"],
    because: extensionHeaders,
  }),
  junos("juniper/testInactiveTerm", 4, nothing),
  junos("juniper/testInet6", 6, ["permit icmp any any", mailTo("2001::/33")], {
    onlyOther: ["ipv6 icmpv6 any > any fragment first", "tcp any > 2001::/33 port 25 fragment first"],
    because: fragmentHeader,
  }),
  junos("juniper/testInterfaceSpecificHeader", 4, ["permit icmp any any", mailTo(ten)]),
  junos("juniper/testLossPriority", 4, tcp),
  junos("juniper/testMinimizePrefixes", 4, ["deny ip host 1.1.1.1 any", "permit ip 1.0.0.0 0.255.255.255 any"]),
  junos("juniper/testMixedFilterInetType", 4, ["permit ip host 127.0.0.1 any"], { list: "test-filter4" }),
  junos("juniper/testMixedFilterInetType", 6, ["permit ipv6 host ::1 any"], { list: "test-filter6" }),
  junos("juniper/testMultipleForwardingClass", 4, nothing),
  junos("juniper/testMultipleForwardingClassExcept", 4, nothing),
  junos("juniper/testMultiplePrecedence", 4, [
    "permit tcp any any eq 22 precedence 5",
    "permit tcp any any eq 22 precedence 7",
  ]),
  junos("juniper/testNextIp", 4, everything),
  junos("juniper/testNextIpv6", 4, everything),
  junos("juniper/testNoMatchReversal", 4, [
    "permit ip 10.0.0.0 0.63.255.255 any",
    "deny ip 10.64.0.0 0.63.255.255 any",
    `permit ip ${ten} any`,
  ]),
  junos("juniper/testNoVerboseV4", 4, everything),
  junos("juniper/testNoVerboseV6", 6, everything6),
  junos("juniper/testNotSynAck", 4, ["deny tcp any any eq 443 match-all +syn +ack", "permit tcp any any eq 443"]),
  junos("juniper/testOptions", 4, [`permit tcp any eq 80 ${ten} range 1024 65535 established`]),
  junos("juniper/testOwnerTerm", 4, everything),
  junos("juniper/testPortMirror", 4, tcp, { document: 0 }),
  junos("juniper/testPortMirror", 4, nothing, { document: 1 }),
  junos("juniper/testPrecedence", 4, ["permit tcp any any eq 22 precedence 7"]),
  junos("juniper/testPrefixList", 4, nothing, {
    open: [
      'source-prefix-list foo_prefix_list is not defined, destination-prefix-list bar_prefix_list is not defined, destination-prefix-list baz_prefix_list is not defined, group "foo_prefix_list" is not defined, group "bar_prefix_list" is not defined, group "baz_prefix_list" is not defined',
    ],
    because: "the text does not hold what it names",
  }),
  junos("juniper/testPrefixListExcept", 4, nothing, {
    open: [
      'source-prefix-list foo_prefix_list is not defined, source-address: addresses are named with except only, destination-prefix-list bar_prefix_list is not defined, destination-address: addresses are named with except only, group "foo_prefix_list" is not defined, group "bar_prefix_list" is not defined',
    ],
    because: "the text does not hold what it names",
  }),
  junos("juniper/testPrefixListMixed", 4, nothing, {
    open: [
      'source-prefix-list foo_prefix is not defined, source-prefix-list foo_except is not defined, source-address: a list with except could not be resolved, destination-prefix-list bar_prefix is not defined, destination-prefix-list bar_except is not defined, destination-address: a list with except could not be resolved, group "foo_prefix" is not defined, group "foo_except" is not defined, group "bar_prefix" is not defined, group "bar_except" is not defined',
    ],
    because: "the text does not hold what it names",
  }),
  junos("juniper/testProtocolCase", 4, ["permit icmp any any", ...tcp]),
  junos("juniper/testProtocolExcept", 6, ["deny tcp any any", ...everything6], {
    open: ["next-header that may stand before the payload"],
    because: extensionHeaders,
  }),
  junos("juniper/testRestrictAddressFamilyType", 4, ["permit ip any host 127.0.0.1"], { list: "test-filter4" }),
  junos("juniper/testRestrictAddressFamilyType", 6, nothing, { list: "test-filter6" }),
  junos("juniper/testRoutingInstance", 4, tcp),
  junos("juniper/testSimplifiedThenStatement", 4, ["permit tcp any eq 53 any"]),
  junos("juniper/testSimplifiedThenStatementWithSingleAction", 4, ["permit tcp any eq 53 any"]),
  junos("juniper/testSimplifiedThenStatementWithSingleActionDiscardIPv4", 4, nothing),
  junos("juniper/testSimplifiedThenStatementWithSingleActionDiscardIPv6", 6, nothing),
  junos("juniper/testSimplifiedThenStatementWithSingleActionRejectIPv6", 6, nothing),
  junos("juniper/testSkipTerm", 4, ["permit ip host 127.0.0.1 any"], { list: "test-filter4" }),
  junos("juniper/testSkipTerm", 6, nothing, { list: "test-filter6" }),
  junos("juniper/testTTL", 4, nothing, { open: ["ttl 10"], because: noSuchField }),
  junos("juniper/testTTLInet6", 6, everything6),
  junos("juniper/testTcpEstablished", 4, ["permit tcp any eq 53 any range 1024 65535 established"]),
  junos("juniper/testTrafficClassCount", 4, nothing),
  junos("juniper/testTrafficType", 4, nothing, { open: ["traffic-type unknown-unicast"], because: noSuchField }),
  junos("juniper/testVerbatimTerm", 4, nothing),
  junos("juniperevo/testIPv6FragmentProtocolExceptIngressPhysical", 6, ["deny 44 any any", ...everything6], {
    open: ["next-header that may stand before the payload"],
    because: extensionHeaders,
  }),
  junos("juniperevo/testIPv6FragmentProtocolIngressPhysical", 6, ["permit 44 any any"], {
    onlyOne: ["ipv6 except 44 any > any fragment first"],
    onlyOther: ["ipv6 protocol 44 any > any fragment none"],
    because: fragmentHeader,
  }),
  junos("juniperevo/testIPv6HopOptProtocolExceptIngressPhysical", 6, ["deny 0 any any", ...everything6], {
    open: ["next-header that may stand before the payload"],
    because: extensionHeaders,
  }),
  junos("juniperevo/testIPv6HopOptProtocolIngressPhysical", 6, nothing),
  junos("juniperevo/testIPv6TcpProtocolExceptIngressPhysical", 6, ["deny tcp any any", ...everything6]),
  junos("juniperevo/testIPv6TcpProtocolIngressPhysical", 6, tcp),
  junos("srxlo/testIcmp", 4, ["permit icmp any any"]),
  junos("srxlo/testIcmpExcept", 4, ["deny icmp any any", ...everything]),
  junos("srxlo/testIcmpv6", 6, ["permit icmp any any"], {
    onlyOther: ["ipv6 icmpv6 any > any fragment first"],
    because: fragmentHeader,
  }),
  junos("srxlo/testIcmpv6Except", 6, ["deny icmp any any", ...everything6], {
    open: ["next-header that may stand before the payload"],
    because: extensionHeaders,
  }),
  junos("srxlo/testIcmpv6Type", 6, ["permit icmp any any 1"], {
    onlyOther: ["ipv6 icmpv6 any > any type 1 fragment first"],
    because: fragmentHeader,
  }),
  junos("srxlo/testInactiveTerm", 6, nothing),
];
