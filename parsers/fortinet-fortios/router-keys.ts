/** Keys of the router tables, with the names of FortiOS 5.0 to 8.0 (CLI references, REST schema 7.6.5). */

const peerFilters = `as-override as-override6 default-originate-routemap default-originate-routemap6 distribute-list-*
  ebgp-enforce-multihop ebgp-multihop-ttl filter-list-* local-as local-as-no-prepend local-as-replace-as maximum-prefix
  maximum-prefix6 maximum-prefix-* prefix-list-* remote-as remote-as-filter remove-private-as remove-private-as6
  remove-private-as-* route-map-* unsuppress-map unsuppress-map6 activate activate6 activate-vpnv4 activate-vpnv6
  activate-evpn passive dont-capability-negotiate allowas-in allowas-in6 allowas-in-* strict-capability-match`;

const peerTimers = `advertisement-interval attribute-unchanged attribute-unchanged6 attribute-unchanged-* bfd
  capability-default-originate capability-default-originate6 capability-dynamic capability-graceful-restart
  capability-graceful-restart6 capability-graceful-restart-* capability-orf capability-orf6 capability-route-refresh
  link-down-failover stale-route next-hop-self next-hop-self6 next-hop-self-* override-capability route-reflector-client
  route-reflector-client6 route-reflector-client-* route-server-client route-server-client6 route-server-client-*
  rr-attr-allow-change rr-attr-allow-change6 rr-attr-allow-change-* soft-reconfiguration soft-reconfiguration6
  soft-reconfiguration-* retain-stale-time send-community send-community6 send-community-* keep-alive-timer
  holdtime-timer connect-timer weight restart-time additional-path additional-path6 additional-path-* adv-additional-path
  adv-additional-path6 adv-additional-path-*`;

const ospfArea = `default-cost nssa-translator-role stub-type type nssa-default-information-originate
  nssa-default-information-originate-metric nssa-default-information-originate-metric-type nssa-redistribution shortcut comments`;

const ospfTimers = `retransmit-interval transmit-delay dead-interval hello-interval`;

const ospfPort = `${ospfTimers} cost priority hello-multiplier database-filter-out mtu mtu-ignore network-type bfd
  resync-timeout comments prefix-length linkdown-fast-failover ip`;

const redistributed = "status metric metric-type routemap tag level";

function eachProtocol(path: string, keys: string): Record<string, string> {
  return Object.fromEntries(
    ["connected", "static", "ospf", "rip", "isis", "bgp"].map((protocol) => [`${path} ${protocol}`, keys]),
  );
}

const policyRoute = `input-device input-device-negate src srcaddr src-negate dst dstaddr dst-negate action protocol start-port
  end-port start-source-port end-source-port gateway output-device tos tos-mask status comments internet-service-id
  internet-service-custom internet-service-fortiguard users groups`;

const staticRoute = `status dst src gateway device distance priority weight comment blackhole dynamic-gateway sdwan sdwan-zone
  virtual-wan-link dstaddr internet-service internet-service-custom internet-service-fortiguard link-monitor-exempt vrf
  tag preferred-source`;

const leak = "route-map interface vrf";
const vrf = "role rd export-rt import-rt import-route-map vrf";

/** Routes, filters and where routes come from: understood, and the model has no place for them. */
export const routerUnderstood: Readonly<Record<string, string>> = {
  "router static": staticRoute,
  "router static6": staticRoute,
  "router policy": policyRoute,
  "router policy6": policyRoute,
  "router access-list": "comments",
  "router access-list/rule": "action prefix exact-match wildcard flags",
  "router access-list6": "comments",
  "router access-list6/rule": "action prefix6 exact-match flags",
  "router prefix-list": "comments",
  "router prefix-list/rule": "action prefix ge le flags",
  "router prefix-list6": "comments",
  "router prefix-list6/rule": "action prefix6 ge le flags",
  "router route-map": "comments",
  "router route-map/rule": "action match-* set-*",
  "router aspath-list/rule": "action regexp",
  "router community-list": "type",
  "router community-list/rule": "action match regexp",
  "router extcommunity-list": "type",
  "router extcommunity-list/rule": "action match regexp type",
  "router auth-path": "device gateway",
  "router bgp": "enforce-first-as network-import-check ignore-optional-capability confederation-identifier",
  "router bgp/confederation-peers": "peer",
  "router bgp/neighbor": peerFilters,
  "router bgp/neighbor-group": peerFilters,
  "router bgp/neighbor/conditional-advertise": "condition-routemap condition-type advertise-routemap",
  "router bgp/neighbor/conditional-advertise6": "condition-routemap condition-type advertise-routemap",
  "router bgp/network": "prefix backdoor route-map network-import-check prefix-name",
  "router bgp/network6": "prefix6 backdoor route-map network-import-check",
  "router bgp/aggregate-address": "prefix as-set summary-only",
  "router bgp/aggregate-address6": "prefix6 as-set summary-only",
  ...eachProtocol("router bgp/redistribute", "status route-map"),
  ...eachProtocol("router bgp/redistribute6", "status route-map"),
  "router bgp/vrf": vrf,
  "router bgp/vrf6": vrf,
  "router bgp/vrf/leak-target": leak,
  "router bgp/vrf6/leak-target": leak,
  "router bgp/vrf-leak/target": leak,
  "router bgp/vrf-leak6/target": leak,
  "router ospf":
    "distribute-list-in distribute-route-map-in default-information-originate default-information-route-map",
  "router ospf/area/range": "prefix advertise substitute substitute-status",
  "router ospf/area/filter-list": "list direction",
  "router ospf/neighbor": "ip",
  "router ospf/summary-address": "prefix advertise tag",
  "router ospf/distribute-list": "access-list protocol",
  ...eachProtocol("router ospf/redistribute", redistributed),
  "router ospf6": "default-information-originate default-information-route-map",
  "router ospf6/area/range": "prefix6 advertise",
  "router ospf6/summary-address": "prefix6 advertise tag",
  "router ospf6/ospf6-interface/neighbor": "ip6",
  ...eachProtocol("router ospf6/redistribute", redistributed),
  "router isis": `is-type default-originate default-originate6 redistribute-l1 redistribute-l1-list redistribute-l2
    redistribute-l2-list redistribute6-l1 redistribute6-l1-list redistribute6-l2 redistribute6-l2-list ignore-lsp-errors`,
  "router isis/isis-net": "net",
  "router isis/summary-address": "prefix level",
  "router isis/summary-address6": "prefix6 level",
  ...eachProtocol("router isis/redistribute", redistributed),
  ...eachProtocol("router isis/redistribute6", redistributed),
  "router rip": "default-information-originate version passive-interface",
  "router rip/neighbor": "ip",
  "router rip/distance": "prefix distance access-list",
  "router rip/distribute-list": "status direction listname interface",
  "router rip/offset-list": "status direction access-list access-list6 offset interface",
  ...eachProtocol("router rip/redistribute", "status metric routemap"),
  "router ripng": "default-information-originate passive-interface",
  "router ripng/neighbor": "ip6 interface",
  "router ripng/network": "prefix",
  "router ripng/aggregate-address": "prefix6",
  "router ripng/distance": "prefix6 distance access-list6",
  "router ripng/distribute-list": "status direction listname interface",
  "router ripng/offset-list": "status direction access-list6 offset interface",
  ...eachProtocol("router ripng/redistribute", "status metric routemap"),
  "router multicast": "multicast-routing",
  "router multicast/interface":
    "pim-mode passive neighbour-filter static-group multicast-flow rpf-nbr-fail-back-filter",
  "router multicast/interface/igmp": "access-group version immediate-leave-group router-alert-check",
  "router multicast/pim-sm-global": "accept-register-list accept-source-list bsr-candidate bsr-interface ssm ssm-range",
  "router multicast/pim-sm-global/rp-address": "ip-address group",
  "router multicast/pim-sm-global-vrf": "bsr-candidate bsr-interface",
  "router multicast/pim-sm-global-vrf/rp-address": "ip-address group",
  "router multicast6": "multicast-routing",
  "router multicast6/pim-sm-global/rp-address": "ip6-address",
  "router multicast-flow/flows": "group-addr source-addr",
  "router multicast6-flow/flows": "group-addr",
};

/** How often, how far and at what cost: without bearing on whom the device believes. */
export const routerDetails: Readonly<Record<string, string>> = {
  "router static": "bfd",
  "router static6": "bfd",
  "router setting":
    "hostname show-filter kernel-route-distance bgp-debug-flags ospf-debug-* isis-debug-flags rip-debug-flags imi-debug-flags",
  "router bgp": `router-id keepalive-timer holdtime-timer always-compare-med bestpath-as-path-ignore bestpath-cmp-confed-aspath
    bestpath-cmp-routerid bestpath-med-confed bestpath-med-missing-as-worst client-to-client-reflection cluster-id
    dampening dampening-* deterministic-med ebgp-multipath ibgp-multipath fast-external-failover log-neighbour-changes
    additional-path additional-path6 additional-path-vpnv4 additional-path-vpnv6 additional-path-select
    additional-path-select6 additional-path-select-vpnv4 additional-path-select-vpnv6 multipath-recursive-distance
    recursive-next-hop recursive-inherit-priority tag-resolve-mode default-local-preference scan-time distance-external
    distance-internal distance-local synchronization graceful-restart graceful-restart-time graceful-stalepath-time
    graceful-update-delay graceful-end-on-timer cross-family-conditional-adv`,
  "router bgp/neighbor": peerTimers,
  "router bgp/neighbor-group": peerTimers,
  "router bgp/admin-distance": "neighbour-prefix route-list distance",
  "router ospf": `router-id abr-type auto-cost-ref-bandwidth bfd database-overflow database-overflow-max-lsas
    database-overflow-time-to-recover default-information-metric default-information-metric-type default-metric distance
    distance-external distance-inter-area distance-intra-area log-neighbour-changes lsa-refresh-interval restart-mode
    restart-period restart-on-topology-change rfc1583-compatible spf-timers`,
  "router ospf/area": ospfArea,
  "router ospf/area/virtual-link": ospfTimers,
  "router ospf/ospf-interface": ospfPort,
  "router ospf/neighbor": "poll-interval cost priority",
  "router ospf6": `router-id abr-type auto-cost-ref-bandwidth bfd default-information-metric default-information-metric-type
    default-metric log-neighbour-changes restart-mode restart-period restart-on-topology-change spf-timers`,
  "router ospf6/area": ospfArea,
  "router ospf6/area/virtual-link": ospfTimers,
  "router ospf6/ospf6-interface": `${ospfTimers} cost priority mtu mtu-ignore network-type bfd`,
  "router ospf6/ospf6-interface/neighbor": "poll-interval cost priority",
  "router isis": `adv-passive-only adv-passive-only6 lsp-gen-interval-l1 lsp-gen-interval-l2 lsp-refresh-interval max-lsp-lifetime
    spf-interval-exp-l1 spf-interval-exp-l2 dynamic-hostname adjacency-check adjacency-check6 overload-bit
    overload-bit-suppress overload-bit-on-startup metric-style`,
  "router isis/isis-interface": `csnp-interval-l1 csnp-interval-l2 hello-interval-l1 hello-interval-l2 hello-multiplier-l1
    hello-multiplier-l2 hello-padding lsp-interval lsp-retransmit-interval metric-l1 metric-l2 wide-metric-l1
    wide-metric-l2 priority-l1 priority-l2 mesh-group mesh-group-id`,
  "router rip": "default-metric max-out-metric recv-buffer-size update-timer timeout-timer garbage-timer",
  "router rip/interface": "split-horizon-status split-horizon flags",
  "router ripng": "default-metric max-out-metric update-timer timeout-timer garbage-timer",
  "router ripng/interface": "split-horizon-status split-horizon flags",
  "router multicast": "route-limit route-threshold",
  "router multicast/interface": `bfd cisco-exclude-genid dr-priority hello-holdtime hello-interval propagation-delay rp-candidate
    rp-candidate-group rp-candidate-interval rp-candidate-priority rpf-nbr-fail-back state-refresh-interval ttl-threshold`,
  "router multicast/interface/igmp":
    "last-member-query-count last-member-query-interval query-interval query-max-response-time query-timeout",
  "router multicast/pim-sm-global": `bsr-allow-quick-refresh bsr-hash bsr-priority cisco-crp-prefix cisco-ignore-rp-set-priority
    cisco-register-checksum cisco-register-checksum-group join-prune-holdtime message-interval null-register-retries
    pim-use-sdwan register-rate-limit register-rp-reachability register-source register-source-interface
    register-source-ip register-supression rp-register-keepalive spt-threshold spt-threshold-group`,
  "router multicast/pim-sm-global-vrf": "bsr-allow-quick-refresh bsr-hash bsr-priority cisco-crp-prefix",
  "router multicast6": "multicast-pmtu",
  "router multicast6/interface": "hello-interval hello-holdtime",
  "router multicast6/pim-sm-global": "register-rate-limit pim-use-sdwan",
  "router multicast-flow": "comments",
  "router multicast6-flow": "comments",
  "router bfd/neighbor": "interface",
  "router bfd6/neighbor": "interface",
  "router bfd/multihop-template": "bfd-desired-min-tx bfd-required-min-rx bfd-detect-mult",
  "router bfd6/multihop-template": "bfd-desired-min-tx bfd-required-min-rx bfd-detect-mult",
};
