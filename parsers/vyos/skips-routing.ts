/** Where the protocols of a table stand: the device's own and those of a VRF. */
const roots = ["protocols", "vrf name * protocols"];

/** Up to 1.3 BGP and IS-IS have their number or name in front of everything. */
function everywhere(protocol: string, paths: readonly string[], named = false): string[] {
  const above = roots.flatMap((root) =>
    named ? [`${root} ${protocol}`, `${root} ${protocol} *`] : [`${root} ${protocol}`],
  );
  return above.flatMap((each) => paths.map((path) => `${each} ${path}`));
}

const words = (text: string): string[] => text.split(" ");

const ofNeighbor = words(
  "address-family advertisement-interval allowas-in as-override attribute-unchanged bfd capability default-originate description disable-capability-negotiation disable-connected-check disable-send-community distribute-list ebgp-multihop enforce-first-as filter-list graceful-restart interface local-as local-role maximum-prefix maximum-prefix-out nexthop-self no-activate override-capability passive path-attribute peer-group port prefix-list remote-as remove-private-as route-map route-reflector-client route-server-client shutdown soft-reconfiguration solo strict-capability-match timers ttl-security unsuppress-map update-source weight",
);

const bgp = [
  ...ofNeighbor.map((word) => `neighbor * ${word}`),
  ...ofNeighbor.map((word) => `peer-group * ${word}`),
  ...words(
    "address-family aggregate-address bmp interface maximum-paths network parameters redistribute route-map sid srv6 system-as timers",
  ),
  "listen limit",
  "listen range * peer-group",
];

const ospf = [
  ...words("area-type default-cost export-list filter-list import-list network nssa-translate range shortcut stub").map(
    (word) => `area * ${word}`,
  ),
  ...words("dead-interval hello-interval retransmit-interval transmit-delay").map(
    (word) => `area * virtual-link * ${word}`,
  ),
  ...words(
    "area bandwidth bfd cost dead-interval hello-interval hello-multiplier ifmtu instance-id ldp-sync mtu-ignore network passive priority retransmit-interval transmit-delay",
  ).map((word) => `interface * ${word}`),
  ...words(
    "access-list aggregation auto-cost capability default-information default-metric distance distribute-list graceful-restart ldp-sync log-adjacency-changes max-metric maximum-paths mpls-te neighbor parameters passive-interface passive-interface-exclude redistribute refresh route-map segment-routing summary-address timers",
  ),
];

const isis = [
  ...words(
    "bfd circuit-type fast-reroute hello-interval hello-multiplier hello-padding ldp-sync metric network passive priority psnp-interval topology no-three-way-handshake",
  ).map((word) => `interface * ${word}`),
  ...words(
    "advertise-high-metrics advertise-passive-only default-information dynamic-hostname fast-reroute ldp-sync level log-adjacency-changes lsp-gen-interval lsp-mtu lsp-refresh-interval max-lsp-lifetime metric-style net purge-originator redistribute route-map segment-routing set-attached-bit set-overload-bit spf-delay-ietf spf-interval topology traffic-engineering",
  ),
];

const rip = [
  ...words("receive split-horizon send").map((word) => `interface * ${word}`),
  ...words(
    "aggregate-address default-distance default-information default-metric distance distribute-list interface neighbor network network-distance passive-interface redistribute route route-map timers version",
  ),
];

/** Routes and what is done with them; who is believed is read before. */
export const routingSkips: Readonly<Record<string, readonly string[]>> = {
  "routing-protocol": [
    ...everywhere("bgp", bgp, true),
    ...everywhere("ospf", ospf),
    ...everywhere("ospfv3", ospf),
    ...everywhere("isis", isis, true),
    ...everywhere("rip", rip),
    ...everywhere("ripng", rip),
    ...roots.flatMap((root) =>
      words("babel bfd igmp igmp-proxy pim pim6 nhrp rpki segment-routing traffic-engineering").map(
        (word) => `${root} ${word}`,
      ),
    ),
    ...roots.flatMap((root) =>
      words("discovery interface parameters allocation export import targeted-neighbor router-id neighbor").map(
        (word) => `${root} mpls ldp ${word}`,
      ),
    ),
    ...roots.flatMap((root) => [`${root} mpls interface`, `${root} mpls parameters`]),
  ],
  "routing-table": [
    ...roots.flatMap((root) => words("static failover").map((word) => `${root} ${word}`)),
    "protocols vrf * static",
    "vrf bind-to-all",
    "vrf name * table",
    "vrf name * vni",
    "vrf name * description",
    "vrf name * ip",
    "vrf name * ipv6",
    "system gateway-address",
    "system frr",
    ...words("arp disable-forwarding multipath protocol tcp nht import-table").map((word) => `system ip ${word}`),
    ...words("multipath neighbor protocol nht strict-dad blacklist").map((word) => `system ipv6 ${word}`),
  ],
  "routing-policy": words(
    "access-list access-list6 as-path-list community-list evpn extcommunity-list large-community-list prefix-list prefix-list6 route-map local-route local-route6",
  ).map((word) => `policy ${word}`),
};
