import { routerUnderstood } from "./router-keys.ts";
import { switchUnderstood } from "./switch-keys.ts";
import { understoodVpn } from "./vpn-keys.ts";

const inspected =
  "ports status unsupported-ssl* client-certificate client-cert-request cert-validation-* expired-server-cert revoked-server-cert untrusted-server-cert sni-server-cert-check proxy-after-tcp-handshake quic min-allowed-ssl-version invalid-server-cert allow-invalid-server-cert inspect-all unsupported-version ssh-tun-policy-check ssh-algorithm untrusted-cert cert-probe-failure encrypted-client-hello udp-not-quic";

const remoteServer = `source-ip source-ip-interface source-port interface-select-method interface vrf-select timeout radius-port nas-ip
  nas-id nas-id-type all-usergroup use-management-vdom h3c-compatibility auth-type username-case-sensitive
  group-override-attr-type password-renewal password-encoding acct-* switch-controller-* rsso* rsso-* class
  sso-* transport-protocol tls-min-proto-version ca-cert client-cert status-ttl server-identity-check
  account-key-* require-message-authenticator delimiter call-station-id-type mac-*
  port cnid dn type two-factor* username group-member-check group-search-base group-object-filter group-filter
  secure ssl-min-proto-version password-expiry-warning password-attr search-type client-cert-auth
  obtain-user-info user-info-exchange-server antiphish authorization authen-type filter`;

/**
 * Keys of tables that bear on access, VPN, routing or accounts, which the parser understands and for
 * which the model has no place. Names as in configurations of FortiOS 5.0 to 7.6; a star ends a prefix.
 */
export const understood: Readonly<Record<string, string>> = {
  "system global": `admin-concurrent admin-forticloud-sso-* admin-host admin-https-pki-required admin-hsts-max-age admin-login-max
    admin-reset-button admin-restrict-local admin-server-cert admin-ssh-password admin-https-redirect
    auth-cert auth-http-port auth-https-port auth-ike-saml-port cli-audit-log dh-params fgfm-ssl-minver
    fds-ssl* fips* kex* management-vdom management-port multi-factor-authentication private-data-encryption
    ssl-min-proto-version ssl-static-key-ciphers ssd-trim-* strict-dirty-session-check
    vdom-admin vdom-mode virtual-server-hardware-acceleration forticloud-* clt-cert-req revision-* revision-backup-on-logout
    revision-image-auto-backup restart-time admin-ble-button central-management login-timestamp explicit-proxy-auth-timeout
    fgfm-* ztna-* single-vdom-npuvlink csr-ca-attribute`,
  "system accprofile":
    "comments scope cli-diagnose cli-get cli-show cli-exec cli-config system-diagnostics system-execute-ssh system-execute-telnet",
  "system interface": `security-mode security-groups security-mac-auth-bypass security-external-web security-external-logout
    security-exempt-list security-redirect-url security-8021x* security-ip-auth-bypass security-* src-check ipmac
    ident-accept icmp-accept-redirect auth-* password replacemsg-override-group vrf-dummy captive-portal
    broadcast-forticlient-discovery endpoint-compliance scan-botnet-connections listen-forticlient-connection
    stp-edge pptp-user pptp-password`,
  "system interface/secondaryip": "secip-relay-ip ping-serv-status gwdetect detectserver detectprotocol ha-priority",
  "system zone": "description",
  "system zone/tagging": "category tags",
  "system console": "output baudrate mode fortiexplorer",
  "system ha": `group-id group-name mode sync-packet-balance password key hbdev unicast-hb* session-sync-dev route-ttl route-wait
    route-hold multicast-ttl load-balance-all sync-config encryption authentication hb-interval* hb-lost-threshold
    hello-holddown gratuitous-arps arps arps-interval session-pickup* link-failed-signal upgrade-mode uninterruptible-upgrade
    standalone-mgmt-vdom ha-mgmt-status ha-eth-type hc-eth-type l2ep-eth-type ha-uptime-diff-margin standalone-config-sync
    logical-sn vcluster* override override-wait-time schedule weight cpu-threshold memory-* http-proxy-threshold
    ftp-proxy-threshold imap-proxy-threshold nntp-proxy-threshold pop3-proxy-threshold smtp-proxy-threshold monitor
    pingserver-* vdom ha-direct ssd-failover inter-cluster-session-sync evpn-ttl failover-hold-time priority
    check-secondary-dev-health ipsec-phase2-proposal bounce-intf-upon-failover backup-hbdev`,
  "system ha/ha-mgmt-interfaces": "interface dst gateway gateway6 dst6",
  "system ipsec-aggregate": "member algorithm",
  "system central-management": `mode type fortigate-cloud-sso-default-profile schedule-config-restore schedule-script-restore allow-push-configuration
    allow-push-firmware allow-remote-firmware-upgrade allow-monitor serial-number fmg fmg-source-ip fmg-source-ip6 local-cert
    ca-cert vdom fmg-update-port include-default-servers enc-algorithm interface interface-select-method fmg-update-http-header
    ltefw-* use-elbc-vdom allow-remote-modem-firmware-upgrade`,
  "system central-management/server-list": "*",
  "system csf": `status upstream upstream-ip upstream-port group-name group-password accept-auth-by-cert log-unification
    authorization-request-type certificate fabric-workers downstream-access downstream-accprofile configuration-sync
    fabric-object-unification saml-configuration-sync forticloud-account-enforcement file-mgmt file-quota*
    legacy-authentication uid source-ip upstream-interface* ssl-*`,
  "system csf/trusted-list": "*",
  "system csf/fabric-device": "*",
  "system csf/fabric-connector": "*",
  "system email-server":
    "type reply-to server port source-ip source-ip6 authenticate validate-server username password security ssl-min-proto-version interface interface-select-method vrf-select",
  "system certificate local":
    "password comments comment private-key certificate csr state scep-* range source auto-regenerate-* name-encoding enroll-protocol cmp-* est-* acme-* ike-localid* details",
  "system certificate ca":
    "ca range source ssl-inspection-trusted trusted scep-url auto-update-days auto-update-days-warning source-ip obsolete fabric-ca",
  "system dhcp server": "*",
  "system dhcp server/ip-range": "*",
  "system dhcp server/exclude-range": "*",
  "system dhcp server/reserved-address": "*",
  "system dhcp server/options": "*",
  "system dhcp6 server": "*",
  "system dhcp6 server/ip-range": "*",
  "system dhcp6 server/prefix-range": "*",
  "system sdwan":
    "status load-balance-mode duplication-max-num neighbor-* fail-detect fail-alert-interfaces speedtest-bypass-routing app-perf-log-period",
  "system sdwan/zone": "*",
  "system sdwan/members": "*",
  "system sdwan/health-check": "*",
  "system sdwan/health-check/sla": "*",
  "system sdwan/service": "*",
  "system sdwan/service/sla": "*",
  "system virtual-wan-link": "*",
  "system virtual-wan-link/members": "*",
  "system virtual-wan-link/health-check": "*",
  "system virtual-wan-link/health-check/sla": "*",
  "system virtual-wan-link/service": "*",
  "system virtual-wire-pair": "member wildcard-vlan vlan-filter poweron-bypass poweroff-bypass",
  "system link-monitor": "*",
  "system automation-trigger": "*",
  "system automation-trigger/fields": "*",
  "system automation-stitch": "*",
  "system automation-stitch/actions": "*",
  "system autoupdate schedule": "*",
  "system autoupdate push-update": "*",
  "system autoupdate tunneling": "*",
  "system dns-database": "*",
  "system dns-database/dns-entry": "*",
  "system dns-server": "mode dnsfilter-profile doh doh3 doq",
  "firewall profile-group": "*",
  "firewall proxy-address": "*",
  "firewall ipmacbinding setting": "*",
  "firewall ipmacbinding table": "*",
  "system ddns": "*",
  "system automation-action": "*",
  "system automation-action/http-headers": "*",
  "system automation-destination": "*",
  "system external-resource": "*",
  "system sdn-connector": "*",
  "system ipam": "*",
  "system ipam/pools": "*",
  "system ipam/rules": "*",
  "system cluster-sync": "*",
  "system standalone-cluster": "*",
  "system fortisandbox": "*",
  "system sms-server": "*",
  "system vdom-link": "*",
  "system vdom-exception": "*",
  "system proxy-arp": "*",
  "system arp-table": "*",
  "system ipv6-neighbor-cache": "*",
  "system nd-proxy": "*",
  "system tos-based-priority": "*",
  "system dscp-based-priority": "*",
  "system network-visibility": "*",
  "system wccp": "*",
  "system alarm": "*",
  "system ips": "*",
  "system ips-urlfilter-dns": "*",
  "system fortiai": "*",
  "system fortindr": "*",
  "system custom-field": "*",
  "system federated-upgrade": "*",
  "system federated-upgrade/node-list": "*",
  "firewall schedule onetime": "start end start-utc end-utc",
  "firewall schedule recurring": "day start end label-day",
  "firewall schedule group": "member",
  "firewall ssh local-key": "password private-key public-key source",
  "firewall ssh local-ca": "password private-key public-key source",
  "firewall ssh setting": "*",
  "firewall ssl setting": "*",
  "firewall ssl-ssh-profile":
    "comment server-cert* caname untrusted-caname ssl-anomal* ssl-anomalies-log ssl-exemption-* ssl-exemptions-log ssl-invalid-server-cert-log ssl-negotiation-log ssl-server-cert-log ssl-handshake-log rpc-over-https mapi-over-https use-ssl-server allowlist whitelist block-blocklisted-certificates block-blacklisted-certificates supported-alpn ech-outer-sni",
  "firewall ssl-ssh-profile/ssl": inspected,
  "firewall ssl-ssh-profile/https": inspected,
  "firewall ssl-ssh-profile/ftps": inspected,
  "firewall ssl-ssh-profile/imaps": inspected,
  "firewall ssl-ssh-profile/pop3s": inspected,
  "firewall ssl-ssh-profile/smtps": inspected,
  "firewall ssl-ssh-profile/ssh": inspected,
  "firewall ssl-ssh-profile/dot": inspected,
  "firewall ssl-ssh-profile/ssl-exempt": "type fortiguard-category address address6 wildcard-fqdn regex",
  "firewall deep-inspection-options": "comment",
  "firewall deep-inspection-options/https": inspected,
  "firewall deep-inspection-options/ftps": inspected,
  "firewall deep-inspection-options/imaps": inspected,
  "firewall deep-inspection-options/pop3s": inspected,
  "firewall deep-inspection-options/smtps": inspected,
  "firewall wildcard-fqdn custom": "uuid wildcard-fqdn color comment visibility",
  "firewall wildcard-fqdn group": "uuid member color comment visibility",
  "firewall DoS-policy": "status name comments interface srcaddr dstaddr service",
  "firewall DoS-policy/anomaly": "*",
  "firewall DoS-policy6": "status name comments interface srcaddr dstaddr service",
  "firewall DoS-policy6/anomaly": "*",
  "firewall shaping-policy": "*",
  "firewall multicast-policy": "*",
  "firewall internet-service-custom": "*",
  "firewall internet-service-group": "*",
  "firewall auth-portal": "*",
  "user setting": `auth-type auth-cert auth-ca-cert auth-secure-http auth-http-basic auth-ssl-allow-renegotiation auth-src-mac
    auth-on-demand auth-timeout auth-timeout-type auth-portal-timeout radius-ses-timeout-act auth-blackout-time
    auth-invalid-max auth-lockout-threshold auth-lockout-duration per-policy-disclaimer auth-ssl-*
    default-user-password-policy cors cors-allowed-origins`,
  "user setting/auth-ports": "type port",
  "user radius": remoteServer,
  "user radius/accounting-server": "status server secret port source-ip interface interface-select-method vrf-select",
  "user tacacs+": remoteServer,
  "user ldap": remoteServer,
  "user saml": "*",
  "user fsso": "*",
  "user fsso-polling": "*",
  "user adgrp": "*",
  "user group": `group-type authtimeout auth-concurrent-override auth-concurrent-value http-digest-realm sso-attribute-value member
    user-id password user-name sponsor company email mobile-phone sms-server sms-custom-server expire-type expire
    max-accounts multiple-guest-add logic-type id`,
  "user group/match": "server-name group-name",
  "user group/guest": "*",
  "user local": `type status passwd two-factor* fortitoken email-to ldap-server radius-server tacacs+-server sms-* workstation
    passwd-policy passwd-time authtimeout auth-concurrent-* ppk-* username-case-* username-sensitivity id saml-server
    qkd-profile history*`,
  "user peer": "*",
  "user peergrp": "*",
  "user password-policy": "*",
  "user quarantine": "*",
  "user quarantine/targets": "*",
  "user nac-policy": "*",
  "user security-exempt-list": "*",
  "user krb-keytab": "*",
  "user domain-controller": "*",
  "user exchange": "*",
  ...understoodVpn,
  ...routerUnderstood,
  ...switchUnderstood,
  "alertemail setting": "*",
  "authentication scheme": "*",
  "authentication rule": "*",
  "authentication setting": "*",
  "log fortiguard setting": "*",
  "log tacacs+accounting setting": "server server-key source-ip interface interface-select-method vrf-select",
  "log tacacs+accounting filter": "login-audit config-change-audit",
  "log null-device setting": "*",
  "log gui-display": "*",
  "endpoint-control settings": "*",
  "endpoint-control fctems": "*",
  "wireless-controller vap": "*",
  "wireless-controller vap-group": "*",
  "wireless-controller setting": "*",
  "wireless-controller inter-controller": "*",
  "wireless-controller timers": "*",
};
