const words = (text: string): string[] => text.split(" ");

/** Where an interface stands: by itself, as a VLAN or as a PPPoE session of another. */
function places(type: string): string[] {
  const own = `interfaces ${type} *`;
  const vlans = [own, `${own} vif *`, `${own} vif-s *`, `${own} vif-s * vif-c *`];
  return [...vlans, ...vlans.map((place) => `${place} pppoe *`)];
}

const general = words(
  "bandwidth bond-group bridge-group default-action dhcp-options dhcpv6-options dhcpv6-pd disable-flow-control disable-link-detect duplex egress-qos evpn hw-id ingress-qos mac mirror mtu offload offload-options redirect ring-buffer smp-affinity speed traffic-policy xdp poe switch",
);

const ip = words(
  "adjust-mss arp-cache-timeout disable-arp-filter disable-forwarding enable-arp-accept enable-arp-announce enable-arp-ignore proxy-arp-pvlan source-validation",
);
const ipv6 = words(
  "accept-dad adjust-mss base-reachable-time disable-forwarding dup-addr-detect-transmits router-advert source-validation ospfv3",
);
const ospf = words(
  "bandwidth bfd cost dead-interval hello-interval mtu-ignore network priority retransmit-interval transmit-delay",
);
const vrrp = words(
  "advertise-interval description disable hello-source-address preempt preempt-delay priority rfc3768-compatibility run-transition-scripts sync-group",
);

/** Words that stand directly below an interface of one type. */
const ofType: Readonly<Record<string, string>> = {
  bonding: "arp-monitor hash-policy lacp-rate member mii-mon-interval min-links mode primary system-mac",
  bridge:
    "aging enable-vlan forwarding-delay hello-time igmp max-age member priority protocol stp promiscuous bridged-conntrack multicast",
  erspan: "encapsulation parameters remote source-address",
  ethernet: "eapol",
  geneve: "parameters port remote vni",
  input: "",
  l2tpv3:
    "destination-port encapsulation local-ip peer-session-id peer-tunnel-id remote remote-ip session-id source-address source-port tunnel-id",
  macsec: "security source-interface",
  openvpn:
    "authentication config-file device-type enable ip keep-alive local-address local-host local-port mode offload openvpn-option persistent-tunnel protocol remote-address remote-host remote-port replace-default-route server shared-secret-key shared-secret-key-file tls use-lzo-compression",
  pppoe:
    "access-concentrator authentication connect-on-demand default-route default-route-distance holdoff host-uniq idle-timeout local-address mru name-server no-default-route no-peer-dns password remote-address service-name source-interface user-id",
  "pptp-client": "default-route name-server password require-mppe server-ip user-id",
  "pseudo-ethernet": "link mode source-interface",
  sstpc: "authentication no-default-route no-peer-dns port server ssl",
  switch: "switch-port",
  tunnel:
    "6rd-prefix 6rd-relay-prefix enable-multicast encapsulation local-ip multicast parameters remote remote-ip source-address source-interface ttl tos key path-mtu-discovery",
  "virtual-ethernet": "peer-name",
  vti: "",
  vxlan: "group gpe link parameters port remote source-address source-interface vlan-to-vni vni",
  wireguard: "fwmark listen-port max-dns-retry peer per-client-thread port private-key route-allowed-ips",
  wireless:
    "capabilities channel country-code disable-broadcast-ssid expunge-failing-stations isolate-stations max-stations mgmt-frame-protection mode physical-device reduce-transmit-power security ssid type",
  wirelessmodem: "apn backup device network ondemand",
  wwan: "apn authentication connect-on-demand",
  loopback: "",
  dummy: "",
};

/** How links are run; addresses, lists, zones, authentication of routes and what a tunnel offers are read before. */
export const interfaceSkips: Readonly<Record<string, readonly string[]>> = {
  link: places("*").flatMap((place) => [
    ...general.map((word) => `${place} ${word}`),
    ...ip.map((word) => `${place} ip ${word}`),
    ...ipv6.map((word) => `${place} ipv6 ${word}`),
  ]),
  "routing-at-interface": places("*").flatMap((place) => [
    ...ospf.map((word) => `${place} ip ospf ${word}`),
    `${place} ip rip split-horizon`,
    `${place} ipv6 ripng`,
    ...vrrp.map((word) => `${place} vrrp vrrp-group * ${word}`),
  ]),
  "tunnel-or-radio": Object.entries(ofType).flatMap(([type, text]) =>
    text === "" ? [] : words(text).flatMap((word) => [`interfaces ${type} * ${word}`]),
  ),
  "pppoe-session": places("ethernet")
    .filter((place) => place.endsWith("pppoe *"))
    .flatMap((place) => words(ofType["pppoe"] ?? "").map((word) => `${place} ${word}`)),
};
