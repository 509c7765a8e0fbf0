const virtualIp = `id uuid comment color arp-reply gratuitous-arp-interval nat-source-vip src-vip-filter add-nat46-route
  add-nat64-route ndp-reply dns-mapping-ttl ldb-method http-redirect persistence portmapping-type h2-support h3-support
  empty-cert-action user-agent-detect client-cert http-cookie-domain-from-host http-cookie-domain http-cookie-path
  http-cookie-generation http-cookie-age http-cookie-share https-cookie-secure http-multiplex http-multiplex-ttl
  http-multiplex-max-request http-multiplex-max-concurrent-request http-ip-header http-ip-header-name
  outlook-web-access weblogic-server websphere-server ssl-dh-bits
  ssl-server-algorithm ssl-pfs ssl-server-min-version ssl-server-max-version
  ssl-accept-ffdhe-groups ssl-send-empty-frags ssl-client-fallback ssl-client-renegotiation
  ssl-client-session-state-type ssl-client-session-state-timeout ssl-client-session-state-max ssl-client-rekey-count
  ssl-server-renegotiation ssl-server-session-state-type ssl-server-session-state-timeout ssl-server-session-state-max
  ssl-http-location-conversion ssl-http-match-host ssl-hpkp ssl-hpkp-primary ssl-hpkp-backup ssl-hpkp-age
  ssl-hpkp-report-uri ssl-hpkp-include-subdomains ssl-hsts ssl-hsts-age ssl-hsts-include-subdomains monitor
  max-embryonic-connections one-click-gslb-server gslb-hostname gslb-domain-name`;

const realServer =
  "port weight holddown-interval healthcheck http-host translate-host max-connections monitor client-ip verify-cert";

const pool = `type startport endport source-startip source-endip block-size port-per-user num-blocks-per-user pba-timeout
  pba-interim-log permit-any-host arp-reply arp-intf associated-interface comments nat64 nat46 add-nat64-route
  add-nat46-route source-prefix6 client-prefix-length tcp-session-quota udp-session-quota icmp-session-quota
  privileged-port-use-pba subnet-broadcast-in-ippool internal-prefix external-prefix`;

/** Keys of tables that translate addresses which say nothing of the addresses: ports, sessions, checks of servers. */
export const natDetails: Readonly<Record<string, string>> = {
  "firewall vip": virtualIp,
  "firewall vip6": virtualIp,
  "firewall vip/realservers": realServer,
  "firewall vip6/realservers": realServer,
  "firewall vip/ssl-server-cipher-suites": "cipher versions",
  "firewall vip6/ssl-server-cipher-suites": "cipher versions",
  "firewall ippool": pool,
  "firewall ippool6": pool,
  "firewall central-snat-map": "uuid comments port-preserve port-random",
  "firewall ldb-monitor": `type interval timeout retry port src-ip http-get http-match http-max-redirects dns-protocol
    dns-request-domain dns-match-ip`,
  "firewall dnstranslation": "id src dst netmask",
};
