import { isAtLeast, parseVersion, release, type Version } from "./version.ts";

/** What a default was read in; the release follows the dash. */
const grounds = {
  cli: "CLI reference",
  get: "REST API of",
  full: "full configuration of",
  show: "`show` of",
  schema: "REST schema of",
} as const;

type Reading = `${keyof typeof grounds}-${number}.${number}.${number}`;

/**
 * What FortiOS does where `show` prints nothing. `source` names every text that the value was read
 * in, by release from the first to the last: the default holds from the first to the last of them
 * and for no other release.
 */
export interface Default {
  readonly table: string;
  readonly key: string;
  readonly words: readonly string[];
  readonly source: readonly [Reading, ...Reading[]];
}

const on = (table: string, key: string, words: string, ...source: Default["source"]): Default => ({
  table,
  key,
  words: words.split(" "),
  source,
});

/**
 * cli: docs.fortinet.com, "FortiGate CLI Reference", page "config TABLE", column "Default", which the
 * book has from 6.4.5 on (6.0.0: the page's text; of tacacs+accounting and syslogd the pages of their
 * numbered and override siblings). get 6.0.0 to 6.0.2: mbdraks/gatepy, examples/cmdb_*.py, VMs whose `show`
 * states none of it. full 7.0.3: a VM of build 0237, admintimeout and TLS versions left
 * out as set by hand or by its evaluation licence. show 5.0.0: FortiWiFi 60D, and show 7.4.7: FortiGate
 * 91G, each stating the other of two values (test data of napalm-fortios and oxidized). schema 7.6.5:
 * hermanwjacobsen/hfortix-fortios, FIELDS_WITH_DEFAULTS.
 *
 * Left out, because nothing that could be read says them: SSH algorithms before 7.4.8, TLS versions
 * between 6.0.2 and 7.6.5, the password policy but for 6.4.7 and 7.6.5, and the filter of FortiAnalyzers.
 */
export const defaults: readonly Default[] = [
  on("system global", "admintimeout", "5", "get-6.0.2", "schema-7.6.5"),
  on("system global", "admin-sport", "443", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-port", "80", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-ssh-port", "22", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-telnet-port", "23", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-telnet", "enable", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-https-redirect", "enable", "get-6.0.2", "schema-7.6.5"),
  on("system global", "admin-https-ssl-versions", "tlsv1-1 tlsv1-2", "get-6.0.2"),
  on("system global", "admin-https-ssl-versions", "tlsv1-2 tlsv1-3", "schema-7.6.5"),
  on("system global", "strong-crypto", "enable", "get-6.0.2", "schema-7.6.5"),
  on("system global", "private-data-encryption", "disable", "get-6.0.2", "schema-7.6.5"),
  on("system global", "admin-lockout-threshold", "3", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-lockout-duration", "60", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-login-max", "100", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-ssh-grace-time", "120", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-ssh-v1", "disable", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-scp", "disable", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-ssh-password", "enable", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "admin-maintainer", "enable", "get-6.0.2", "full-7.0.3"),
  on("system global", "pre-login-banner", "disable", "get-6.0.2", "schema-7.6.5"),
  on("system global", "post-login-banner", "disable", "get-6.0.2", "schema-7.6.5"),
  on("system global", "admin-console-timeout", "0", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "cli-audit-log", "disable", "get-6.0.2", "full-7.0.3", "schema-7.6.5"),
  on("system global", "lldp-reception", "disable", "show-7.4.7", "schema-7.6.5"),
  on("system global", "lldp-transmission", "disable", "get-6.0.2", "show-7.4.7", "schema-7.6.5"),
  on("system ssh-config", "ssh-enc-algo", "aes256-ctr aes256-gcm@openssh.com", "cli-7.4.8"),
  on("system ssh-config", "ssh-enc-algo", "aes256-ctr aes256-gcm@openssh.com", "schema-7.6.5"),
  on(
    "system ssh-config",
    "ssh-mac-algo",
    "hmac-sha2-256 hmac-sha2-256-etm@openssh.com hmac-sha2-512 hmac-sha2-512-etm@openssh.com",
    "schema-7.6.5",
  ),
  on(
    "system ssh-config",
    "ssh-kex-algo",
    "diffie-hellman-group14-sha256 diffie-hellman-group16-sha512 diffie-hellman-group18-sha512 diffie-hellman-group-exchange-sha256 curve25519-sha256@libssh.org ecdh-sha2-nistp256 ecdh-sha2-nistp384 ecdh-sha2-nistp521",
    "schema-7.6.5",
  ),
  ...(["cli-7.4.8", "schema-7.6.5"] as const).map((source) =>
    on(
      "system ssh-config",
      "ssh-hsk-algo",
      "ecdsa-sha2-nistp521 ecdsa-sha2-nistp384 ecdsa-sha2-nistp256 rsa-sha2-256 rsa-sha2-512 ssh-ed25519",
      source,
    ),
  ),
  on("system console", "login", "enable", "cli-6.0.0", "cli-6.4.5", "cli-7.0.6", "cli-7.2.8"),
  on("system auto-install", "auto-install-config", "disable", "show-5.0.0", "schema-7.6.5"),
  on("system auto-install", "auto-install-image", "disable", "show-5.0.0", "schema-7.6.5"),
  on("system interface", "status", "up", "show-5.0.0", "get-6.0.0", "schema-7.6.5"),
  on("system snmp sysinfo", "status", "disable", "show-5.0.0", "cli-6.4.15", "schema-7.6.5"),
  on("system snmp community", "status", "enable", "schema-7.6.5"),
  on("system snmp community", "query-v1-status", "enable", "schema-7.6.5"),
  on("system snmp community", "query-v2c-status", "enable", "schema-7.6.5"),
  on("system snmp user", "status", "enable", "cli-7.0.6", "schema-7.6.5"),
  on("system snmp user", "queries", "enable", "schema-7.6.5"),
  on("system snmp user", "security-level", "no-auth-no-priv", "schema-7.6.5"),
  on("system snmp user", "auth-proto", "sha", "schema-7.6.5"),
  on("system snmp user", "priv-proto", "aes", "schema-7.6.5"),
  on("system ntp", "ntpsync", "disable", "show-5.0.0", "cli-7.0.8", "schema-7.6.5"),
  on("system ntp", "type", "fortiguard", "cli-7.0.8", "schema-7.6.5"),
  on("system ntp", "server-mode", "disable", "schema-7.6.5"),
  on("system ntp/ntpserver", "authentication", "disable", "schema-7.6.5"),
  on("system password-policy", "status", "disable", "cli-6.4.7"),
  on("system password-policy", "status", "enable", "schema-7.6.5"),
  on("system password-policy", "apply-to", "admin-password", "cli-6.4.7", "cli-7.4.8", "schema-7.6.5"),
  on("system password-policy", "minimum-length", "8", "cli-6.4.7"),
  on("system password-policy", "minimum-length", "12", "schema-7.6.5"),
  on("system password-policy", "min-lower-case-letter", "1", "schema-7.6.5"),
  on("system password-policy", "min-upper-case-letter", "1", "schema-7.6.5"),
  on("system password-policy", "min-non-alphanumeric", "1", "schema-7.6.5"),
  on("system password-policy", "min-number", "1", "schema-7.6.5"),
  on("system admin", "two-factor", "disable", "schema-7.6.5"),
  on("system admin", "remote-auth", "disable", "schema-7.6.5"),
  on("log syslogd setting", "status", "disable", "schema-7.6.5"),
  on("log syslogd setting", "port", "514", "schema-7.6.5"),
  on("log syslogd setting", "mode", "udp", "schema-7.6.5"),
  on("log syslogd setting", "enc-algorithm", "disable", "schema-7.6.5"),
  on("log syslogd filter", "severity", "information", "cli-6.4.5", "cli-7.2.2"),
  on("log fortianalyzer setting", "status", "disable", "schema-7.6.5"),
  on("log fortianalyzer setting", "enc-algorithm", "high", "schema-7.6.5"),
  on("log eventfilter", "event", "enable", "cli-7.0.8", "cli-7.6.5", "schema-7.6.5"),
  on("log eventfilter", "system", "enable", "cli-7.0.8", "schema-7.6.5"),
  on("log eventfilter", "user", "enable", "cli-7.0.8", "schema-7.6.5"),
  on("log tacacs+accounting setting", "status", "disable", "cli-7.0.5", "cli-7.4.0", "cli-7.6.5"),
  ...["router ospf6/area", "router ospf6/area/virtual-link", "router ospf6/ospf6-interface"].map((table) =>
    on(table, "ipsec-auth-alg", "md5", "schema-7.6.5", "cli-8.0.0"),
  ),
  on("router ospf6/area/virtual-link", "authentication", "area", "cli-8.0.0"),
  on("router ospf6/ospf6-interface", "authentication", "area", "schema-7.6.5", "cli-8.0.0"),
  ...["router isis", "router isis/isis-interface"].flatMap((table) =>
    ["auth-mode-l1", "auth-mode-l2"].map((key) => on(table, key, "password", "schema-7.6.5", "cli-8.0.0")),
  ),
  on("router isis/isis-interface", "status", "disable", "schema-7.6.5", "cli-8.0.0"),
  on("router isis/isis-interface", "status6", "disable", "schema-7.6.5", "cli-8.0.0"),
  ...["switch-controller-dhcp-snooping", "switch-controller-arp-inspection"].map((key) =>
    on("system interface", key, "disable", "schema-7.6.5"),
  ),
  ...["stp-bpdu-guard", "stp-root-guard"].map((key) =>
    on("switch-controller managed-switch/ports", key, "disabled", "schema-7.6.5"),
  ),
  ...["dhcp-snooping", "arp-inspection-trust"].map((key) =>
    on("switch-controller managed-switch/ports", key, "untrusted", "schema-7.6.5"),
  ),
  on("switch-controller managed-switch/ports", "learning-limit", "0", "cli-6.0.0", "schema-7.6.5"),
  on("switch-controller managed-switch/ports", "storm-control-policy", "default", "schema-7.6.5"),
  on("switch-controller storm-control", "broadcast", "disable", "cli-7.0.1", "cli-8.0.0"),
  on("switch-controller storm-control-policy", "storm-control-mode", "global", "cli-6.4.7", "schema-7.6.5"),
  on("switch-controller storm-control-policy", "broadcast", "disable", "schema-7.6.5", "cli-8.0.0"),
  on("router key-chain/key", "algorithm", "md5", "cli-7.0.11", "cli-7.2.1", "cli-7.4.4", "cli-8.0.0"),
  ...["vpn ipsec phase1", "vpn ipsec phase1-interface"].flatMap((table) => [
    on(table, "ike-version", "1", "schema-7.6.5"),
    on(table, "mode", "main", "schema-7.6.5"),
    on(table, "authmethod", "psk", "schema-7.6.5"),
    on(table, "dhgrp", "20", "schema-7.6.5"),
    on(table, "keylife", "86400", "schema-7.6.5"),
  ]),
  ...["vpn ipsec phase2", "vpn ipsec phase2-interface"].flatMap((table) => [
    on(table, "pfs", "enable", "schema-7.6.5"),
    on(table, "dhgrp", "20", "schema-7.6.5"),
    on(table, "keylife-type", "seconds", "schema-7.6.5"),
    on(table, "keylifeseconds", "43200", "schema-7.6.5"),
  ]),
  on("firewall vip", "ssl-min-version", "tls-1.1", "schema-7.6.5"),
  on("firewall vip", "ssl-max-version", "tls-1.3", "schema-7.6.5"),
  on("vpn ssl settings", "tlsv1-0", "disable", "get-6.0.1"),
  on("vpn ssl settings", "tlsv1-1", "enable", "get-6.0.1"),
  on("vpn ssl settings", "tlsv1-2", "enable", "get-6.0.1"),
  on("vpn ssl settings", "dtls-tunnel", "enable", "get-6.0.1"),
];

/** Release of a reading. */
export function releaseOf(reading: Reading): Version {
  return parseVersion(reading.slice(reading.indexOf("-") + 1)) ?? [0, 0, 0];
}

const byName = new Map<string, readonly Default[]>();
for (const item of defaults) {
  const name = `${item.table}/${item.key}`;
  byName.set(name, [...(byName.get(name) ?? []), item]);
}

/** Values and source of a platform default; null where none is known for the release. */
export function platformDefault(
  version: Version,
  table: string,
  key: string,
): { readonly words: readonly string[]; readonly source: string } | null {
  const found = byName.get(`${table}/${key}`)?.find(({ source: [first, ...more] }) => {
    const last = more.at(-1) ?? first;
    return isAtLeast(version, releaseOf(first)) && isAtLeast(releaseOf(last), version);
  });
  if (found === undefined) return null;
  const value = found.words.join(" ");
  return {
    words: found.words,
    source: `FortiOS ${release(version)}: "config ${table}" has "${key} ${value}" unless set (${found.source.map(readIn).join("; ")})`,
  };
}

function readIn(reading: Reading): string {
  const dash = reading.indexOf("-");
  const kind = reading.slice(0, dash);
  const ground = Object.entries(grounds).find(([name]) => name === kind)?.[1] ?? kind;
  return `${ground} ${reading.slice(dash + 1)}`;
}

/** Whether `show` would leave this statement out: several of them betray `show full-configuration`. */
export function isStatedDefault(version: Version, table: string, key: string, words: readonly string[]): boolean {
  return platformDefault(version, table, key)?.words.join(" ") === words.join(" ");
}
