const phase1 = `type interface ip-version local-gw local-gw6 remote-gw remote-gw6 remotegw-ddns certificate peertype peerid usrgrp
  peer peergrp psksecret-remote localid localid-type send-cert-chain eap eap-identity eap-exclude-peergrp eap-cert-auth
  acct-verify ppk ppk-secret ppk-identity xauthtype reauth authusr authpasswd group-authentication
  group-authentication-secret authusrgrp rekey digital-signature-auth signature-hash-alg rsa-signature-format
  rsa-signature-hash-override rsa-signature-enc enforce-unique-id cert-id-validation cert-trust-store
  cert-peer-username-validation cert-peer-username-strip mode-cfg mode-cfg-ip-version mode-cfg-allow-client-selector
  assign-ip assign-ip-from ipv4-split-include ipv4-split-exclude ipv6-split-include ipv6-split-exclude
  split-include-service include-local-lan save-password nattraversal esn childless-ike addke1 addke2 addke3 addke4 addke5
  addke6 addke7 qkd qkd-hybrid qkd-profile transport fortinet-esp remote-gw-match remote-gw-subnet remote-gw-start-ip
  remote-gw-end-ip remote-gw-country remote-gw-ztna-tags remote-gw6-match remote-gw6-subnet remote-gw6-start-ip
  remote-gw6-end-ip remote-gw6-country saml-server azure-ad-autoconnect dev-id dev-id-notification ems-sn-check kms
  network-overlay network-id auto-discovery-sender auto-discovery-receiver auto-discovery-forwarder auto-discovery-psk
  auto-discovery-offer-interval auto-discovery-shortcuts auto-discovery-crossover auto-discovery-dialup-placeholder`;

const phase1Details = `keepalive auto-negotiate negotiate-timeout fragmentation fragmentation-mtu ip-fragmentation dpd
  dpd-retrycount dpd-retryinterval comments npu-offload add-route add-gw-route distance priority default-gw
  default-gw-priority monitor monitor-min monitor-hold-down-type monitor-hold-down-delay monitor-hold-down-weekday
  monitor-hold-down-time ipv4-start-ip ipv4-end-ip ipv4-netmask ipv4-dns-server1 ipv4-dns-server2 ipv4-dns-server3
  ipv4-wins-server1 ipv4-wins-server2 ipv4-name ipv6-start-ip ipv6-end-ip ipv6-prefix ipv6-dns-server1 ipv6-dns-server2
  ipv6-dns-server3 ipv6-name ipv6-auto-linklocal ip-delay-interval dhcp-ra-giaddr dhcp6-ra-linkaddr dns-mode domain
  internal-domain-list dns-suffix-search banner unity-support backup-gateway client-auto-negotiate client-keep-alive
  client-resume client-resume-interval wizard-type mesh-selector-type idle-timeout idle-timeoutinterval
  shared-idle-timeout ha-sync-esp-seqno fgsp-sync inbound-dscp-copy encapsulation encapsulation-address encap-local-gw4
  encap-local-gw6 encap-remote-gw4 encap-remote-gw6 vni fec-egress fec-send-timeout fec-base fec-codec fec-redundant
  fec-ingress fec-receive-timeout fec-health-check fec-mapping-profile loopback-asymroute exchange-interface-ip
  exchange-ip-addr4 exchange-ip-addr6 exchange-fgt-device-id net-device tunnel-search passive-mode link-cost
  aggregate-member aggregate-weight packet-redistribution fallback-tcp-threshold auto-transport-threshold`;

const phase2 = `phase1name use-natip selector-match replay protocol src-name src-name6 src-addr-type src-start-ip src-start-ip6
  src-end-ip src-end-ip6 src-subnet src-subnet6 src-port dst-name dst-name6 dst-addr-type dst-start-ip dst-start-ip6
  dst-end-ip dst-end-ip6 dst-subnet dst-subnet6 dst-port addke1 addke2 addke3 addke4 addke5 addke6 addke7 encapsulation
  l2tp single-source initiator-ts-narrow`;

const phase2Details = `dhcp-ipsec ipv4-df keepalive auto-negotiate add-route inbound-dscp-copy auto-discovery-sender
  auto-discovery-forwarder route-overlap comments diffserv diffservcode`;

const bookmark = `apptype url host folder domain additional-params description keyboard-layout
  security send-preconnection-id preconnection-id preconnection-blob load-balancing-info restricted-admin port
  logon-user logon-password color-depth sso sso-credential sso-username sso-password sso-credential-sent-once width
  height server-layout listening-port remote-port show-status-window vnc-keyboard-layout full-screen-mode`;

const fixedKeys =
  "interface remote-gw remote-gw6 local-gw local-gw6 localspi remotespi local-spi remote-spi ip-version addr-type";

/**
 * Keys of VPN tables that bear on who may connect and what they get, for which the model has no place. Names as in the
 * CLI references and REST schemas of FortiOS 5.0 to 7.6.
 */
export const understoodVpn: Readonly<Record<string, string>> = {
  "system gre-tunnel": `interface ip-version remote-gw local-gw remote-gw6 local-gw6 sequence-number-transmission
    sequence-number-reception checksum-transmission checksum-reception key-outbound key-inbound dscp-copying
    diffservcode keepalive-interval keepalive-failtimes auto-asic-offload use-sdwan`,
  "system sit-tunnel": "source destination ip6 interface auto-asic-offload use-sdwan",
  "system vxlan": `interface vni ip-version remote-ip local-ip remote-ip6 local-ip6 dstport multicast-ttl evpn-id
    learn-from-traffic`,
  "system acme": "use-ha-direct source-ip source-ip6 interface store-passphrase",
  "system acme/accounts": "status url ca_url email eab_key_id eab_key_hmac privatekey",
  "vpn certificate local": `password comments private-key certificate csr state scep-url scep-password ca-identifier
    name-encoding source source-ip range auto-regenerate-days auto-regenerate-days-warning enroll-protocol
    private-key-retain ike-localid ike-localid-type cmp-server cmp-path cmp-server-cert cmp-regeneration-method
    acme-ca-url acme-domain acme-email acme-eab-key-id acme-eab-key-hmac acme-rsa-key-size acme-renew-window
    est-server est-ca-id est-http-username est-http-password est-client-cert est-server-cert est-srp-username
    est-srp-password est-regeneration-method details`,
  "vpn certificate ca": `ca range source ssl-inspection-trusted trusted scep-url est-url auto-update-days
    auto-update-days-warning source-ip ca-identifier obsolete fabric-ca`,
  "vpn certificate remote": "remote range source",
  "vpn certificate crl": `crl range source update-vdom ldap-server ldap-username ldap-password http-url scep-url scep-cert
    update-interval source-ip`,
  "vpn certificate ocsp-server": "url cert secondary-url secondary-cert unavail-action source-ip",
  "vpn certificate setting": `ocsp-status ocsp-option ocsp-default-server ssl-ocsp-source-ip ssl-ocsp-option ssl-ocsp-status
    source-ip interface interface-select-method vrf-select proxy proxy-port proxy-username proxy-password check-ca-cert
    check-ca-chain subject-match subject-set cn-match cn-allow-multi strict-crl-check strict-ocsp-check
    ssl-min-proto-version certname-rsa1024 certname-rsa2048 certname-rsa4096 certname-dsa1024 certname-dsa2048
    certname-ecdsa256 certname-ecdsa384 certname-ecdsa521 certname-ed25519 certname-ed448`,
  "vpn certificate setting/crl-verification": "expiry leaf-crl-absence chain-crl-absence",
  "vpn ipsec phase1-interface": phase1,
  "vpn ipsec phase1": phase1,
  "vpn ipsec phase2-interface": phase2,
  "vpn ipsec phase2": phase2,
  "vpn ipsec concentrator": "id member src-check",
  "vpn ipsec forticlient": "realm usergroupname phase2name status",
  "vpn ipsec manualkey-interface": fixedKeys,
  "vpn ipsec manualkey": fixedKeys,
  "vpn ssl settings": `reqclientcert user-peer ssl-client-renegotiation unsafe-legacy-renegotiation force-two-factor-auth
    servercert idle-timeout auth-timeout login-attempt-limit login-block-time login-timeout
    auth-session-check-source-ip tunnel-ip-pools tunnel-ipv6-pools port port-precedence source-address
    source-address-negate source-address6 source-address6-negate default-portal client-sigalgs saml-redirect-port
    ztna-trusted-client tunnel-user-session-timeout check-referer encrypt-and-store-password https-redirect
    x-content-type-options http-only-cookie hsts-include-subdomains ssl-insert-empty-fragment sslvpn-enable`,
  "vpn ssl settings/authentication-rule": `source-interface source-address source-address-negate source-address6
    source-address6-negate users groups portal realm client-cert user-peer cipher auth`,
  "vpn ssl web portal": `tunnel-mode ip-mode auto-connect keep-alive save-password ip-pools exclusive-routing
    service-restriction split-tunneling split-tunneling-routing-address split-tunneling-routing-negate ipv6-tunnel-mode
    ipv6-pools ipv6-exclusive-routing ipv6-service-restriction ipv6-split-tunneling
    ipv6-split-tunneling-routing-address ipv6-split-tunneling-routing-negate web-mode allow-user-access
    limit-user-logins host-check host-check-policy host-check-interval virtual-desktop
    virtual-desktop-app-list virtual-desktop-clipboard-share virtual-desktop-desktop-switch
    virtual-desktop-logout-when-browser-close virtual-desktop-network-share-access virtual-desktop-printing
    virtual-desktop-removable-media-access os-check mac-addr-check mac-addr-action skip-check-for-unsupported-os
    skip-check-for-unsupported-browser skip-check-for-browser cache-cleaner user-bookmark user-group-bookmark smbv1
    smb-ntlmv1-auth smb-min-version smb-max-version client-src-range default-protocol clipboard
    dhcp-ip-overlap prefer-ipv6-dns`,
  "vpn ssl web portal/mac-addr-check-rule": "mac-addr-mask mac-addr-list",
  "vpn ssl web portal/os-check-list": "action tolerance latest-patch-level minor-version",
  "vpn ssl web portal/bookmark-group/bookmarks": bookmark,
  "vpn ssl web portal/bookmark-group/bookmarks/form-data": "value",
  "vpn ssl web user-bookmark/bookmarks": bookmark,
  "vpn ssl web user-bookmark/bookmarks/form-data": "value",
  "vpn ssl web user-group-bookmark/bookmarks": bookmark,
  "vpn ssl web user-group-bookmark/bookmarks/form-data": "value",
  "vpn ssl web realm": `max-concurrent-user login-page virtual-host virtual-host-only virtual-host-server-cert
    radius-server radius-port nas-ip`,
  "vpn ssl web user-bookmark": "custom-lang",
};

/** Keys of VPN tables without bearing on any fact of the model. */
export const vpnDetails: Readonly<Record<string, string>> = {
  "system ike": `embryonic-limit dh-multiprocess dh-worker-count dh-mode dh-keypair-cache dh-keypair-count
    dh-keypair-throttle`,
  ...Object.fromEntries(
    [1, 2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 27, 28, 29, 30, 31, 32].map((group) => [
      `system ike/dh-group-${group}`,
      "mode keypair-cache keypair-count",
    ]),
  ),
  "vpn certificate setting": "cmp-save-extra-certs cmp-key-usage-checking cert-expire-warning",
  "vpn ipsec phase1-interface": phase1Details,
  "vpn ipsec phase1": phase1Details,
  "vpn ipsec phase2-interface": phase2Details,
  "vpn ipsec phase2": phase2Details,
  "vpn ipsec manualkey-interface": "npu-offload",
  "vpn ipsec manualkey": "npu-offload",
  "vpn ssl settings": `dtls-hello-timeout dtls-heartbeat-idle-timeout dtls-heartbeat-interval dtls-heartbeat-fail-count
    dns-suffix dns-server1 dns-server2 ipv6-dns-server1 ipv6-dns-server2 wins-server1 wins-server2 ipv6-wins-server1
    ipv6-wins-server2 url-obscuration http-compression deflate-compression-level deflate-min-data-size
    auto-tunnel-static-route route-source-interface header-x-forwarded-for transform-backward-slashes encode-2f-sequence
    dual-stack-mode tunnel-addr-assigned-method tunnel-connect-without-reauth web-mode-snat
    http-request-header-timeout http-request-body-timeout browser-language-detection server-hostname ssl-big-buffer`,
  "vpn ssl web portal": `dns-server1 dns-server2 dns-suffix wins-server1 wins-server2 ipv6-dns-server1 ipv6-dns-server2
    ipv6-wins-server1 ipv6-wins-server2 dhcp-ra-giaddr dhcp6-ra-linkaddr display-bookmark display-connection-tools
    display-history display-history-limit display-status heading redir-url theme page-layout custom-lang focus-bookmark
    hide-sso-credential forticlient-download forticlient-download-method customize-forticlient-download-url
    windows-forticlient-download-url macos-forticlient-download-url default-window-width default-window-height
    rewrite-ip-uri-ui transform-backward-slashes use-sdwan landing-page-mode`,
  "vpn ssl web portal/split-dns": "domains dns-server1 dns-server2 ipv6-dns-server1 ipv6-dns-server2",
  "vpn ssl web portal/landing-page": "url logout-url sso sso-credential sso-username sso-password",
};
