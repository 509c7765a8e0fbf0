import { isAtLeast, release, type Version } from "./version.ts";

/** What FortiOS does where `show` prints nothing, for the releases that the statement holds for. */
interface Default {
  readonly table: string;
  readonly key: string;
  readonly words: readonly string[];
  /** First release; 5.0 where nothing else is said. */
  readonly from?: Version;
  /** First release that it does not hold for; 8.0 where nothing else is said. */
  readonly before?: Version;
}

const v = (major: number, minor: number, patch = 0): Version => [major, minor, patch];
const on = (table: string, key: string, ...words: readonly string[]): Default => ({ table, key, words });

/** Sources: FortiOS CLI reference, column "Default" of the page of each table, 6.0 to 7.6; FortiOS 5.0 handbook. */
const defaults: readonly Default[] = [
  on("system global", "admintimeout", "5"),
  on("system global", "admin-sport", "443"),
  on("system global", "admin-port", "80"),
  on("system global", "admin-ssh-port", "22"),
  on("system global", "admin-telnet-port", "23"),
  { ...on("system global", "admin-telnet", "enable"), from: v(6, 2) },
  { ...on("system global", "admin-https-redirect", "enable"), from: v(6, 0) },
  { ...on("system global", "admin-https-ssl-versions", "tlsv1-2", "tlsv1-3"), from: v(7, 0) },
  { ...on("system global", "strong-crypto", "enable"), from: v(6, 0) },
  on("system global", "admin-lockout-threshold", "3"),
  on("system global", "admin-lockout-duration", "60"),
  on("system global", "admin-login-max", "100"),
  on("system global", "admin-ssh-grace-time", "120"),
  on("system global", "admin-ssh-v1", "disable"),
  on("system global", "admin-scp", "disable"),
  { ...on("system global", "admin-ssh-password", "enable"), from: v(6, 0) },
  { ...on("system global", "admin-maintainer", "enable"), before: v(7, 2, 4) },
  on("system global", "pre-login-banner", "disable"),
  on("system global", "post-login-banner", "disable"),
  { ...on("system global", "admin-console-timeout", "0"), from: v(6, 2) },
  { ...on("system global", "cli-audit-log", "disable"), from: v(6, 0) },
  { ...on("system global", "lldp-reception", "disable"), from: v(6, 2) },
  { ...on("system global", "lldp-transmission", "disable"), from: v(5, 2) },
  {
    ...on("system global", "ssh-enc-algo", "chacha20-poly1305@openssh.com", "aes256-ctr", "aes256-gcm@openssh.com"),
    from: v(7, 0, 2),
    before: v(7, 4, 4),
  },
  {
    ...on(
      "system global",
      "ssh-mac-algo",
      "hmac-sha2-256",
      "hmac-sha2-256-etm@openssh.com",
      "hmac-sha2-512",
      "hmac-sha2-512-etm@openssh.com",
    ),
    from: v(7, 0, 2),
    before: v(7, 4, 4),
  },
  { ...on("system ssh-config", "ssh-enc-algo", "aes256-ctr", "aes256-gcm@openssh.com"), from: v(7, 4, 4) },
  {
    ...on(
      "system ssh-config",
      "ssh-hsk-algo",
      "ecdsa-sha2-nistp521",
      "ecdsa-sha2-nistp384",
      "ecdsa-sha2-nistp256",
      "rsa-sha2-256",
      "rsa-sha2-512",
      "ssh-ed25519",
    ),
    from: v(7, 4, 4),
  },
  on("system console", "login", "enable"),
  { ...on("system auto-install", "auto-install-config", "disable"), from: v(7, 0), before: v(7, 1) },
  { ...on("system auto-install", "auto-install-image", "disable"), from: v(7, 0), before: v(7, 1) },
  on("system interface", "status", "up"),
  on("system interface", "vrf", "0"),
  on("system snmp sysinfo", "status", "disable"),
  on("system snmp community", "status", "enable"),
  on("system snmp community", "query-v1-status", "enable"),
  on("system snmp community", "query-v2c-status", "enable"),
  on("system snmp user", "status", "enable"),
  on("system snmp user", "queries", "enable"),
  on("system snmp user", "security-level", "no-auth-no-priv"),
  { ...on("system snmp user", "auth-proto", "sha"), before: v(7, 4) },
  { ...on("system snmp user", "priv-proto", "aes"), before: v(7, 4) },
  on("system ntp", "ntpsync", "disable"),
  on("system ntp", "type", "fortiguard"),
  on("system ntp", "server-mode", "disable"),
  { ...on("system ntp", "authentication", "disable"), from: v(6, 2) },
  on("system ntp/ntpserver", "authentication", "disable"),
  on("system password-policy", "status", "disable"),
  { ...on("system password-policy", "minimum-length", "8"), before: v(7, 4) },
  on("system password-policy", "apply-to", "admin-password"),
  on("system password-policy", "min-lower-case-letter", "0"),
  on("system password-policy", "min-upper-case-letter", "0"),
  on("system password-policy", "min-non-alphanumeric", "0"),
  on("system password-policy", "min-number", "0"),
  on("system admin", "two-factor", "disable"),
  on("system admin", "remote-auth", "disable"),
  on("log syslogd setting", "status", "disable"),
  on("log syslogd setting", "port", "514"),
  { ...on("log syslogd setting", "mode", "udp"), from: v(5, 6) },
  { ...on("log syslogd setting", "enc-algorithm", "disable"), from: v(6, 0) },
  on("log syslogd filter", "severity", "information"),
  on("log fortianalyzer setting", "status", "disable"),
  { ...on("log fortianalyzer setting", "enc-algorithm", "high"), from: v(6, 0) },
  on("log fortianalyzer filter", "severity", "information"),
  on("log eventfilter", "event", "enable"),
  on("log eventfilter", "system", "enable"),
  on("log eventfilter", "user", "enable"),
  { ...on("log tacacs+accounting setting", "status", "disable"), from: v(7, 0) },
];

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
  const found = byName
    .get(`${table}/${key}`)
    ?.find((item) => isAtLeast(version, item.from ?? v(5, 0)) && !isAtLeast(version, item.before ?? v(8, 0)));
  if (found === undefined) return null;
  const value = found.words.join(" ");
  return {
    words: found.words,
    source: `FortiOS ${release(version)}: "config ${table}" has "${key} ${value}" unless set (CLI reference, config ${table})`,
  };
}

/** Whether `show` would leave this statement out: several of them betray `show full-configuration`. */
export function isStatedDefault(version: Version, table: string, key: string, words: readonly string[]): boolean {
  return platformDefault(version, table, key)?.words.join(" ") === words.join(" ");
}
