import { describe, expect, it } from "vitest";
import { defaults, platformDefault, releaseOf } from "../../../parsers/fortinet-fortios/defaults.ts";
import { fortinetFortios } from "../../../parsers/fortinet-fortios/fortinet-fortios.ts";
import { isAtLeast, parseVersion, type Version } from "../../../parsers/fortinet-fortios/version.ts";

function at(release: string): Version {
  const version = parseVersion(release);
  if (version === null) throw new Error(`no release: ${release}`);
  return version;
}

const words = (release: string, table: string, key: string): string | null =>
  platformDefault(at(release), table, key)?.words.join(" ") ?? null;

const global = "system global";
const ssh = "system ssh-config";
const policy = "system password-policy";
const user = "system snmp user";
const syslog = "log syslogd setting";
const switchPort = "switch-controller managed-switch/ports";

/** Releases at both ends of what was read, one past each end, and where a value changed the release between. */
const pinned: readonly (readonly [table: string, key: string, byRelease: Readonly<Record<string, string | null>>])[] = [
  [global, "admintimeout", { "6.0.1": null, "6.0.2": "5", "7.2.5": "5", "7.6.5": "5", "7.6.6": null }],
  [global, "admin-telnet", { "6.0.2": null, "7.0.2": null, "7.0.3": "enable", "7.6.5": "enable", "8.0.0": null }],
  [global, "admin-https-redirect", { "5.6.0": null, "6.0.2": "enable", "7.6.5": "enable", "7.6.6": null }],
  [
    global,
    "admin-https-ssl-versions",
    {
      "6.0.1": null,
      "6.0.2": "tlsv1-1 tlsv1-2",
      "6.0.3": null,
      "6.4.9": null,
      "7.0.3": null,
      "7.4.8": null,
      "7.6.5": "tlsv1-2 tlsv1-3",
      "7.6.6": null,
    },
  ],
  [global, "strong-crypto", { "5.0.0": null, "6.0.2": "enable", "7.6.5": "enable", "7.6.6": null }],
  [global, "private-data-encryption", { "5.6.14": null, "6.0.2": "disable", "7.6.5": "disable", "8.0.0": null }],
  [global, "ssh-enc-algo", { "6.0.2": null, "7.0.2": null, "7.4.3": null, "7.6.5": null }],
  [global, "ssh-mac-algo", { "7.0.2": null, "7.4.3": null }],
  [global, "ssh-kex-algo", { "7.0.2": null, "7.4.3": null }],
  [global, "ssh-hostkey-algo", { "7.0.2": null, "7.4.3": null }],
  [
    ssh,
    "ssh-enc-algo",
    {
      "7.4.7": null,
      "7.4.8": "aes256-ctr aes256-gcm@openssh.com",
      "7.4.9": null,
      "7.6.0": null,
      "7.6.5": "aes256-ctr aes256-gcm@openssh.com",
      "7.6.6": null,
    },
  ],
  [
    ssh,
    "ssh-mac-algo",
    {
      "7.4.8": null,
      "7.6.5": "hmac-sha2-256 hmac-sha2-256-etm@openssh.com hmac-sha2-512 hmac-sha2-512-etm@openssh.com",
    },
  ],
  [ssh, "ssh-kex-algo", { "7.4.8": null, "7.6.4": null, "7.6.6": null }],
  [
    ssh,
    "ssh-hsk-algo",
    {
      "7.4.7": null,
      "7.4.8": "ecdsa-sha2-nistp521 ecdsa-sha2-nistp384 ecdsa-sha2-nistp256 rsa-sha2-256 rsa-sha2-512 ssh-ed25519",
      "7.6.4": null,
    },
  ],
  [global, "admin-ssh-v1", { "5.2.0": null, "6.0.2": "disable", "7.6.5": "disable", "7.6.6": null }],
  [global, "admin-ssh-grace-time", { "5.2.0": null, "6.0.2": "120", "7.6.5": "120", "7.6.6": null }],
  [global, "admin-lockout-threshold", { "5.2.0": null, "6.0.2": "3", "7.6.5": "3", "7.6.6": null }],
  [global, "admin-lockout-duration", { "5.2.0": null, "6.0.2": "60", "7.6.5": "60", "7.6.6": null }],
  [global, "admin-console-timeout", { "6.0.1": null, "6.0.2": "0", "7.6.5": "0", "7.6.6": null }],
  [global, "admin-maintainer", { "6.0.1": null, "6.0.2": "enable", "7.0.3": "enable", "7.0.4": null, "7.2.3": null }],
  [global, "pre-login-banner", { "5.0.0": null, "6.0.2": "disable", "7.6.5": "disable", "7.6.6": null }],
  [global, "post-login-banner", { "5.0.0": null, "6.0.2": "disable", "7.6.5": "disable", "7.6.6": null }],
  ["system console", "login", { "5.6.0": null, "6.0.0": "enable", "7.2.8": "enable", "7.2.9": null, "7.4.4": null }],
  ["system interface", "status", { "4.3.0": null, "5.0.0": "up", "7.6.5": "up", "7.6.6": null }],
  ["system interface", "allowaccess", { "6.0.0": null, "7.6.5": null }],
  ["system auto-install", "auto-install-config", { "5.0.0": "disable", "7.6.5": "disable", "7.6.6": null }],
  ["system snmp sysinfo", "status", { "5.0.0": "disable", "7.6.5": "disable", "7.6.6": null }],
  ["system snmp community", "query-v1-status", { "7.4.7": null, "7.6.5": "enable", "7.6.6": null }],
  [user, "security-level", { "7.4.7": null, "7.6.5": "no-auth-no-priv", "7.6.6": null }],
  [user, "auth-proto", { "7.2.0": null, "7.6.5": "sha" }],
  [user, "priv-proto", { "7.2.0": null, "7.6.5": "aes" }],
  ["system ntp", "ntpsync", { "5.0.0": "disable", "7.0.8": "disable", "7.6.5": "disable", "7.6.6": null }],
  ["system ntp", "type", { "7.0.7": null, "7.0.8": "fortiguard", "7.6.5": "fortiguard", "7.6.6": null }],
  ["system ntp", "server-mode", { "7.0.8": null, "7.6.5": "disable", "7.6.6": null }],
  [
    policy,
    "status",
    { "6.4.6": null, "6.4.7": "disable", "6.4.8": null, "7.2.5": null, "7.6.4": null, "7.6.5": "enable" },
  ],
  [policy, "minimum-length", { "6.4.7": "8", "7.2.5": null, "7.6.5": "12", "7.6.6": null }],
  [policy, "min-number", { "6.4.7": null, "7.6.5": "1", "7.6.6": null }],
  ["system admin", "remote-auth", { "7.4.8": null, "7.6.5": "disable" }],
  ["system admin", "two-factor", { "7.4.8": null, "7.6.5": "disable" }],
  ["system admin", "trusthost1", { "7.6.5": null }],
  [syslog, "status", { "7.4.8": null, "7.6.5": "disable", "7.6.6": null }],
  [syslog, "mode", { "7.4.8": null, "7.6.5": "udp", "7.6.6": null }],
  [syslog, "reliable", { "5.0.0": null, "7.6.5": null }],
  [syslog, "enc-algorithm", { "6.0.0": null, "7.6.5": "disable", "7.6.6": null }],
  ["log syslogd filter", "severity", { "6.4.4": null, "6.4.5": "information", "7.2.2": "information", "7.2.3": null }],
  ["log fortianalyzer setting", "enc-algorithm", { "7.4.8": null, "7.6.5": "high", "7.6.6": null }],
  ["log fortianalyzer filter", "severity", { "7.0.0": null, "7.6.5": null }],
  ["log eventfilter", "event", { "7.0.7": null, "7.0.8": "enable", "7.6.5": "enable", "7.6.6": null }],
  ["log eventfilter", "system", { "7.0.7": null, "7.0.8": "enable", "7.6.5": "enable", "7.6.6": null }],
  ["log tacacs+accounting setting", "status", { "7.0.4": null, "7.0.5": "disable", "7.6.5": "disable", "7.6.6": null }],
  ["router isis", "auth-mode-l1", { "7.6.4": null, "7.6.5": "password", "8.0.0": "password", "8.0.1": null }],
  ["router isis/isis-interface", "status", { "7.6.4": null, "7.6.5": "disable", "8.0.0": "disable", "8.0.1": null }],
  ["router key-chain/key", "algorithm", { "7.0.10": null, "7.0.11": "md5", "8.0.0": "md5", "8.0.1": null }],
  ["router ospf6/ospf6-interface", "authentication", { "7.6.4": null, "7.6.5": "area", "8.0.0": "area" }],
  ["router ospf6/area/virtual-link", "authentication", { "7.6.5": null, "8.0.0": "area" }],
  ["router ospf6/area", "ipsec-auth-alg", { "7.6.4": null, "7.6.5": "md5", "8.0.0": "md5", "8.0.1": null }],
  ["router ospf/ospf-interface", "authentication", { "7.6.5": null, "8.0.0": null }],
  [switchPort, "stp-bpdu-guard", { "7.4.8": null, "7.6.5": "disabled", "7.6.6": null }],
  [switchPort, "dhcp-snooping", { "7.4.8": null, "7.6.5": "untrusted", "7.6.6": null }],
  [switchPort, "learning-limit", { "5.6.0": null, "6.0.0": "0", "7.6.5": "0", "7.6.6": null }],
  ["switch-controller storm-control-policy", "storm-control-mode", { "6.4.6": null, "6.4.7": "global", "7.6.6": null }],
  ["switch-controller storm-control", "broadcast", { "6.4.9": null, "7.0.1": "disable", "8.0.0": "disable" }],
  ["firewall policy", "action", { "7.0.3": null, "7.6.5": null }],
];

const rows = pinned.flatMap(([table, key, byRelease]) =>
  Object.entries(byRelease).map(([release, value]) => [table, key, release, value] as const),
);

describe("defaults by release", () => {
  it.each(rows)('"config %s" %s in %s is %s', (table, key, release, value) => {
    expect(words(release, table, key)).toBe(value);
  });
});

describe("sources of the defaults", () => {
  it.each(defaults)("$table $key: readings in the order of their releases", ({ source }) => {
    const releases = source.map(releaseOf);
    expect(releases.every((version, index) => index === 0 || isAtLeast(version, releases[index - 1] ?? version))).toBe(
      true,
    );
  });

  it.each(defaults)("$table $key: no release has two values", (item) => {
    const [first, ...more] = item.source;
    const last = more.at(-1) ?? first;
    const claims = defaults.filter(({ table, key, source }) => {
      if (table !== item.table || key !== item.key) return false;
      const end = source.at(-1) ?? source[0];
      return isAtLeast(releaseOf(end), releaseOf(first)) && isAtLeast(releaseOf(last), releaseOf(source[0]));
    });
    expect(claims).toEqual([item]);
  });

  it("are told with the value", () => {
    expect(platformDefault([7, 2, 5], "system ntp", "type")?.source).toBe(
      'FortiOS 7.2: "config system ntp" has "type fortiguard" unless set (CLI reference 7.0.8; REST schema of 7.6.5)',
    );
  });
});

const parse = (release: string): ReturnType<typeof fortinetFortios.parse>["config"] =>
  fortinetFortios.parse(`#config-version=FGT60F-${release}-FW-build1-250101:opmode=0:vdom=0:user=admin
config system global
    set hostname "fw-1"
end
config system interface
    edit "wan1"
        set allowaccess ping telnet
    next
end
config system admin
    edit "admin"
        set accprofile "super_admin"
    next
    edit "perhaps-remote"
        set accprofile "super_admin"
        set remote-group "admins"
    next
end
config firewall policy
end
config router static
end
`).config;

describe("facts of a text that says nothing", () => {
  it.each([["7.4.4"], ["7.6.6"], ["6.4.9"]])("name the setting whose default is not known in %s", (release) => {
    const { management, aaa, users } = parse(release);
    expect(management.tls.versions).toEqual({
      unknown:
        'The text has no "admin-https-ssl-versions" in "config system global", and its default in this release is not known.',
      at: [[2, 4]],
    });
    expect(aaa.passwordPolicy.minimumLength).toMatchObject({ unknown: expect.stringContaining('"status"') });
    expect(users.map(({ password }) => password)).toMatchObject([
      { value: null },
      { unknown: expect.stringContaining('"remote-auth"') },
    ]);
    expect(aaa.centralAuthentication).toMatchObject({ unknown: expect.stringContaining('"remote-auth"') });
  });

  it.each([
    ["7.0.4", "unknown"],
    ["7.2.6", "unknown"],
    ["7.2.7", "notApplicable"],
    ["7.0.3", "default"],
  ])("admin-maintainer in %s is %s", (release, kind) => {
    const maintainer = parse(release).smallServices.find(({ name }) => name === "admin-maintainer");
    expect(Object.keys(maintainer?.enabled ?? {})).toContain(kind);
  });

  it("a Telnet service stays on where the default of admin-telnet is not known", () => {
    expect(parse("7.6.6").management.services.find(({ name }) => name === "telnet")?.enabled).toMatchObject({
      value: true,
    });
  });
});
