import { routerDetails } from "./router-keys.ts";
import { switchDetails } from "./switch-keys.ts";
import { natDetails } from "./nat-keys.ts";
import { vpnDetails } from "./vpn-keys.ts";

/**
 * Keys without bearing on any fact of the model, by table (nested tables after a slash); a star ends
 * a prefix. Names as in configurations of FortiOS 5.0 to 7.6.
 */
export const details: Readonly<Record<string, string>> = {
  "system global": `alias timezone dst gui-* language fgd-alert-subscription optimize refresh interval failtime
    arp-max-entry av-affinity av-failopen av-failopen-session batch-cmdb block-session-timer br-fdb-max-entry
    cfg-save cfg-revert-timeout check-protocol-header check-reset-range cert-chain-max compliance-check
    compliance-check-time cpu-use-threshold daily-restart restart-time default-service-source-port
    device-identification-active-scan-delay device-idle-timeout dnsproxy-worker-count edit-vdom-prompt
    endpoint-control-fds-access extender-controller-reserved-network fds-statistics* fortiextender*
    forticonverter-* fortiservice-port honor-df igmp-state-limit ip-fragment-mem-thresholds
    internet-service-database ipv6-* ips-affinity ipsec-* lan-extension-* language log-ssl-connection log-uuid
    log-uuid-address log-uuid-policy log-single-cpu-high max-dlpstat-memory max-route-cache-size
    memory-use-threshold-* mc-ttl-notchange miglog-affinity miglogd-children multicast-forward ndp-max-entry
    num-of-* pmtu-discovery policy-auth-concurrent proxy-* quic-* reboot-upon-config-restore
    remoteauthtimeout ldapconntimeout reset-sessionless-tcp send-pmtu-icmp service-expire-notification
    snat-route-change special-file-23-support sslvpn-* switch-controller switch-controller-reserved-network
    sys-perf-log-interval syslog-affinity tcp-halfclose-timer tcp-halfopen-timer tcp-option tcp-rst-timer
    tcp-timewait-timer tp-mc-skip-policy traffic-priority traffic-priority-level two-factor-*-expiry
    udp-idle-timer url-filter-* user-device-store-* user-server-cert virtual-switch-vlan virtual-server-*
    wad-* wifi-* wireless-controller wireless-controller-port wireless-mode delay-tcp-npu-session hostid
    scanunit-count security-rating-* management-port-use-admin-sport management-vdom-dummy vip-arp-range
    anti-replay auth-keepalive auth-session-limit auto-auth-extension-device autorun-log-fsck
    allow-traffic-redirect bypass-mgmt-if-fail cmdbsvr-affinity cloud-communication speedtest-*
    hyper-scale-vdom-num faz-disk-buffer-size early-tcp-npu-session irq-time-accounting management-ip
    ipv6-accept-dad ipv6-allow-* per-user-bwl per-user-bal telemetry-controller telemetry-data-port
    interface-subnet-usage show-backplane-intf upgrade-report split-port fec-port qsfp* tunnel-*
    split-port-mode sflowd-max-children-num purdue-level airplane-mode rest-api-key-url-query
    cloud-setup-status dhcp-lease-backup-interval httpd-max-worker-count ha-affinity bfd-affinity
    block-session-timer radius-port language fgd-alert-subscription`,
  "system interface": `snmp-index type speed mtu mtu-override tcp-mss arpforward broadcast-forward bfd bfd-* l2forward
    vlanforward stpforward stpforward-mode stp stp-* subst substitute-dst-mac netbios-forward wins-ip
    sample-rate polling-interval sample-direction sflow-sampler netflow-sampler netflow-* ips-sniffer-mode
    inbandwidth outbandwidth egress-* ingress-* weight spillover-threshold ingress-spillover-threshold
    disconnect-threshold estimated-*-bandwidth measured-*-bandwidth estimated-upstream-bandwidth
    estimated-downstream-bandwidth measured-upstream-bandwidth measured-downstream-bandwidth
    bandwidth-measure-time monitor-bandwidth distance priority dhcp-* dns-server-override dns-server-protocol
    defaultgw fail-* detectserver detectprotocol ha-priority icmp-send-redirect icmp-redirect
    preserve-session-route device-identification device-user-identification device-identification-active-scan
    device-access-list explicit-web-proxy explicit-ftp-proxy proxy-captive-portal wccp drop-fragment
    drop-overlapped-fragment vrrp-virtual-mac auto-auth-extension-device ap-discover fortilink* fortiheartbeat
    switch switch-controller-access-vlan switch-controller-igmp-snooping* switch-controller-dhcp-snooping-*
    switch-controller-mgmt-vlan switch-controller-rspan-mode switch-controller-source-ip switch-controller-traffic-policy
    switch-controller-learning-limit switch-controller-nac switch-controller-dynamic switch-controller-feature
    switch-controller-iot-scanning switch-controller-offload* switch-controller-netflow-collect swc-* swc-first-create lacp-* min-links* algorithm aggregate aggregate-type
    redundant-interface color estimated-* measured-* lldp-network-policy idle-timeout lcp-* padt-retry-timeout
    pppoe-* ipunnumbered disc-retry-timeout auth-type pptp-* cli-conn-status macaddr mediatype vlan-protocol
    vlanid interface-id secondary-IP forward-domain external forward-error-correction phy-mode
    ip-managed-by-fortiipam managed-subnetwork-size eap-* np-qos-profile ring-rx ring-tx trunk
    pvlan* sw-algorithm virtual-mac profiles mirroring-* stats dhcp-relay-* gwdetect gwaddr mirroring-port
    mux-type vci vpi atm-protocol phy-setting wifi-* mesh-backhaul ddns* dedicated-interface connected-to
    inbandwidth outbandwidth delegated-* reachable-time default-purdue-level system-id* exclude-signatures
    np-* cutthrough reply-link switch-mode cluster-* telemetry-* client-options username`,
  "system interface/ipv6": `nd-* ip6-mode ip6-reachable-time ip6-retrans-time ip6-hop-limit ip6-send-adv ip6-manage-flag
    ip6-other-flag ip6-max-interval ip6-min-interval ip6-link-mtu ip6-default-life ip6-adv-rio ip6-delegated-*
    ip6-upstream-interface ip6-subnet ip6-dns-server-override ip6-prefix-mode ip6-route-pref ip6-rdnss-pref
    ra-send-mtu autoconf dhcp6-* icmp6-send-redirect vrrp-virtual-mac6 vrip6_link_local interface-identifier
    unique-autoconf-addr cli-conn6-status ip6-*`,
  "system interface/ipv6/ip6-prefix-list": "*",
  "system interface/ipv6/ip6-delegated-prefix-list": "*",
  "system interface/ipv6/vrrp6":
    "vrgrp priority adv-interval start-time preempt accept-mode vrdst6 vrdst-priority ignore-default-route",
  "system interface/vrrp":
    "vrgrp version priority adv-interval start-time preempt accept-mode vrdst vrdst-priority ignore-default-route",
  "system interface/vrrp/proxy-arp": "ip",
  "system interface/client-options": "*",
  "system interface/tagging": "*",
  "system interface/egress-queues": "*",
  "system interface/dhcp-snooping-server-list": "*",
  "system admin": `comments email-to guest-lang sms-* history* last-login gui-* first-time-login dashboard* hidden
    allow-remove-admin-session login-time password-expire status`,
  "system admin/dashboard": "*",
  "system admin/dashboard-tabs": "*",
  "system admin/gui-dashboard": "*",
  "system admin/gui-dashboard/widget": "*",
  "system admin/gui-new-feature-acknowledge": "*",
  "system admin/gui-vdom-menu-favorites": "*",
  "system admin/gui-global-menu-favorites": "*",
  "system admin/login-time": "*",
  "system admin/guest-usergroups": "*",
  "system accprofile": "comments scope",
  "system api-user": "comments",
  "firewall address":
    "uuid color comment comments tags visibility cache-ttl clearpass-spt fabric-object dirty node-ip-only",
  "firewall address/tagging": "*",
  "firewall address/list": "*",
  "firewall address6": "uuid color comment tags visibility cache-ttl fabric-object",
  "firewall address6/tagging": "*",
  "firewall address6/subnet-segment": "*",
  "firewall addrgrp": "uuid color comment tags visibility fabric-object",
  "firewall addrgrp/tagging": "*",
  "firewall addrgrp6": "uuid color comment visibility fabric-object",
  "firewall multicast-address": "uuid color comment visibility associated-interface",
  "firewall multicast-address6": "uuid color comment visibility",
  "firewall service custom": "explicit-proxy color comment visibility category uuid",
  "firewall service group": "explicit-proxy color comment uuid",
  "firewall schedule onetime": "color expiration-days fabric-object uuid",
  "firewall schedule recurring": "color fabric-object uuid",
  "firewall schedule group": "color fabric-object uuid",
  "firewall policy": `rtp-nat rtp-addr dsri captive-portal-exempt uuid label global-label comments name color fixedport
    tcp-mss-* tcp-session-without-syn auto-asic-offload np-acceleration delay-tcp-npu-session session-ttl
    traffic-shaper* per-ip-shaper shaping-* diffserv-* diffservcode-* vlan-cos-* wccp wanopt*
    webcache* webproxy-* redirect-url http-tunnel-auth permit-any-host permit-stun-host block-notification
    custom-log-fields replacemsg-override-group capture-packet send-deny-packet schedule-timeout ntlm* fsso
    wsso rsso sso-auth-method disclaimer email-collect timeout-send-rst
    inbound outbound vpntunnel natoutbound anti-replay dynamic-shaping passive-wan-health-measurement
    port-preserve port-random sctp-filter-profile videofilter-profile voip-profile waf-profile icap-profile
    cifs-profile dnsfilter-profile emailfilter-profile spamfilter-profile dlp-sensor dlp-profile
    file-filter-profile ips-sensor ips-voip-filter application-list casb-profile virtual-patch-profile
    webfilter-profile av-profile ssh-filter-profile ssl-ssh-profile profile-* profile-protocol-options
    utm-status inspection-mode ssl-mirror ssl-mirror-intf decrypted-traffic-mirror logtraffic-start
    log-http-transaction scan-botnet-connections pcp-* fec firewall-session-dirty cgn-* policy-offload
    auth-path auth-cert auth-redirect-addr radius-* ztna-policy-redirect eif-*
    geoip-anycast ip-version-type`,
  "firewall policy6": `uuid label global-label comments name fixedport tcp-mss-* session-ttl traffic-shaper*
    per-ip-shaper diffserv* vlan-* utm-status inspection-mode ssl-ssh-profile profile-* av-profile ips-sensor
    webfilter-profile application-list dlp-sensor spamfilter-profile emailfilter-profile logtraffic-start
    auto-asic-offload np-acceleration send-deny-packet schedule-timeout fsso rsso dsri firewall-session-dirty
    anti-replay custom-log-fields inbound outbound vpntunnel`,
  "firewall local-in-policy": "uuid comments name virtual-patch logtraffic",
  "firewall local-in-policy6": "uuid comments name virtual-patch logtraffic",
  "system settings": `comments opmode sip-* gui-* tcp-session-without-syn ses-denied-traffic utf8-spam-tagging wccp-cache-engine
    vpn-stats-* v4-ecmp-mode bfd bfd-* default-voip-alg-mode discovered-device-timeout ecmp-max-paths
    email-portal-check-dns auxiliary-session asymroute asymroute* link-down-access location-id
    inspection-mode consolidated-firewall-mode lldp-* mac-ttl multicast-* device h323-direct-model
    http-external-dest internet-service-* ike-* implicit-allow-dns mcast-* nat46-* nat64-* prefer-route-cache
    block-land-attack snat-hairpin-traffic strict-src-check spectrum-analysis ssl-ssh-profile status
    deny-tcp-with-icmp dhcp-* detect-unknown-esp dyn-addr-session-check firewall-session-dirty fw-session-hairpin
    hyperscale-* intree-ses-best-route ip ip6 gateway gateway6 manageip manageip6 allow-* application-bandwidth-tracking
    policy-offload-level vdom-type sctp-session-without-init ses-* sit-* session-insert-trial`,
  "system fortiguard": `port service-account-id load-balance-servers auto-join-forticloud antispam-* outbreak-prevention-*
    webfilter-* sdns-* ddns-* source-ip source-ip6 interface interface-select-method anycast-* fortiguard-anycast*
    video-filter-* proxy-server-* proxy-username protocol update-server-location sandbox-* persistent-connection
    avquery-* videofilter-* auto-firmware-upgrade* update-* vdom FDS-license-expiring-days
    subscribe-update-notification gui-prompt-auto-upgrade hostname srv-ovrd* client-override-* central-mgmt-*`,
  "log disk setting": `ips-archive max-log-file-size max-policy-packet-capture-size roll-* diskfull log-quota dlp-archive-quota
    report-quota maximum-log-age upload* uploaddir uploadport uploadtype uploadtime uploadsched uploadpass-dummy
    source-ip full-first-warning-threshold full-second-warning-threshold full-final-warning-threshold storage drive-standby-time sql-* interface-select-method interface`,
  "log memory setting": "diskfull ips-archive",
  "log memory global-setting":
    "max-size full-first-warning-threshold full-second-warning-threshold full-final-warning-threshold",
  "log eventfilter": `vpn router wireless-activity wan-opt endpoint ha compliance-check security-rating fortiextender connector
    sdwan cifs switch-controller rest-api web-svc webproxy hyperscale user admin`,
  "log setting": `resolve-ip resolve-port log-user-in-upper fwpolicy-implicit-log fwpolicy6-implicit-log log-invalid-packet
    local-in-allow local-in-deny-unicast local-in-deny-broadcast local-out daemon-log neighbor-event brief-traffic-format
    user-anonymize expolicy-implicit-log log-policy-comment log-policy-name faz-override syslog-override
    rest-api-set rest-api-get gui-location custom-log-fields anonymization-hash extended-* long-live-session-stat
    rest-api-performance local-in-policy-log local-out-ioc-detection zone-name`,
  "system virtual-switch": "physical-switch span span-* vlan",
  "system virtual-switch/port": "speed status alias",
  "user fortitoken": "license status comments reg-id activation-* os-ver",
  ...routerDetails,
  ...switchDetails,
  ...vpnDetails,
  ...natDetails,
  "wireless-controller global": "*",
  "web-proxy global": "*",
};
