import { use } from "../lib/cisco/objects.ts";
import { readAt } from "../lib/cisco/places.ts";
import { on, skip, skipBlock, table } from "../lib/statements.ts";
import type { Draft } from "./draft.ts";

/** Rights of single sessions of web VPN. */
export const recordTable = table<Draft>([
  on("network-acl", (draft, statement) =>
    use(draft, "acl", statement.words[1], statement, "dynamic-access-policy-record network-acl"),
  ),
  skip("dynamic-access", "description", "user-message", "priority", "action", "exit"),
  skipBlock("dynamic-access", "webvpn"),
]);

export interface VpnContext {
  readonly ledger: Draft["ledger"];
  readonly draft: Draft;
  readonly by: string;
}

/** What a tunnel asks of its peer: keys are secrets, groups of servers are uses. */
export const tunnelTable = table<VpnContext>([
  on(
    [
      "authentication-server-group",
      "secondary-authentication-server-group",
      "authorization-server-group",
      "accounting-server-group",
    ],
    ({ draft, by }, statement) => {
      const names = statement.words
        .slice(1)
        .filter((word) => !word.startsWith("(") && !["LOCAL", "none", "use-primary-username"].includes(word));
      for (const name of names) use(draft, "aaa-group", name, statement, by);
    },
  ),
  on(
    ["ikev1 pre-shared-key", "pre-shared-key", "ikev2 remote-authentication", "ikev2 local-authentication"],
    () => true,
  ),
  skip(
    "tunnels",
    "address-pool",
    "ipv6-address-pool",
    "default-group-policy",
    "dhcp-server",
    "ikev1",
    "isakmp",
    "peer-id-validate",
    "chain",
    "trust-point",
    "ikev2 rsa-sig-hash",
    "annotation",
    "authentication",
    "password-management",
    "strip-group",
    "strip-realm",
    "group-alias",
    "group-url",
    "dns-group",
    "customization",
    "username-from-certificate",
    "secondary-username-from-certificate",
    "secondary-pre-fill-username",
    "pre-fill-username",
    "proxy-auth",
    "proxy-auth-map",
    "radius-reject-message",
    "without-csd",
    "override-svc-download",
    "nat-assigned-to-public-ip",
    "authorization-required",
    "authenticated-session-username",
    "authentication-attr-from-server",
    "scep-enrollment",
    "saml identity-provider",
    "radius-with-expiry",
    "exit",
  ),
]);

/** What sessions of a group get: lists that filter and split them are uses. */
export const policyTable = table<VpnContext>([
  on("vpn-filter value", ({ draft, by }, statement) =>
    use(draft, "acl", statement.words[2], statement, `${by} vpn-filter`),
  ),
  on("split-tunnel-network-list value", ({ draft, by }, statement) =>
    use(draft, "acl", statement.words[2], statement, `${by} split-tunnel-network-list`),
  ),
  on("ipv6-split-tunnel-network-list value", ({ draft, by }, statement) =>
    use(draft, "acl", statement.words[2], statement, `${by} split-tunnel-network-list`),
  ),
  on("filter value", ({ draft, by }, statement) => use(draft, "acl", statement.words[2], statement, `${by} filter`)),
  on("vpn-access-hours value", ({ draft, by }, statement) =>
    use(draft, "time-range", statement.words[2], statement, `${by} vpn-access-hours`),
  ),
  skip(
    "group-policies",
    "vpn-filter",
    "banner",
    "wins-server",
    "dns-server",
    "dhcp-network-scope",
    "vpn-access-hours",
    "vpn-simultaneous-logins",
    "vpn-idle-timeout",
    "vpn-session-timeout",
    "vpn-tunnel-protocol",
    "password-storage",
    "ip-comp",
    "re-xauth",
    "group-lock",
    "pfs",
    "ipsec-udp",
    "ipsec-udp-port",
    "split-tunnel-policy",
    "ipv6-split-tunnel-policy",
    "split-tunnel-network-list",
    "split-tunnel-all-dns",
    "split-dns",
    "default-domain",
    "intercept-dhcp",
    "secure-unit-authentication",
    "user-authentication",
    "user-authentication-idle-timeout",
    "ip-phone-bypass",
    "leap-bypass",
    "nem",
    "backup-servers",
    "client-firewall",
    "client-access-rule",
    "address-pools",
    "ipv6-address-pools",
    "msie-proxy",
    "smartcard-removal-disconnect",
    "gateway-fqdn",
    "client-bypass-protocol",
    "vlan",
    "nac",
    "nac-settings",
    "security-group-tag",
    "periodic-authentication",
    "anyconnect-custom",
    "scep-forwarding-url",
    "exit",
  ),
  skipBlock("group-policies", "webvpn"),
]);

/** Where TLS VPN is offered: those who connect there meet the versions of "ssl". */
export const webvpnTable = table<Draft>([
  on("enable", (draft, statement) => {
    use(draft, "zone", statement.words[1], statement, "webvpn enable");
    draft.switches.set("webvpn", readAt(!statement.negated, statement));
  }),
  skip(
    "webvpn",
    "anyconnect",
    "anyconnect-essentials",
    "svc",
    "tunnel-group-list",
    "tunnel-group-preference",
    "disable",
    "error-recovery",
    "csd",
    "hostscan",
    "keepout",
    "port",
    "dtls",
    "default-idle-timeout",
    "http-proxy",
    "https-proxy",
    "hpm",
    "max-age",
    "include-sub-domains",
    "memory-size",
    "onscreen-keyboard",
    "portal-access-rule",
    "proxy-bypass",
    "rewrite",
    "smart-tunnel",
    "customization",
    "default-language",
    "auto-signon",
    "internal-password",
    "mus",
    "saml",
    "content-security-policy",
    "x-content-type-options",
    "x-xss-protection",
    "exit",
  ),
  skipBlock("webvpn", "cache", "hsts", "http-headers"),
]);
