import { describe, expect, it } from "vitest";
import { ciscoIos } from "../../../parsers/cisco-ios/cisco-ios.ts";
import type { DeviceConfig } from "../../../src/model/device-config.ts";
import { isKnown, type Fact } from "../../../src/model/fact.ts";

const everyTransport = ["telnet", "ssh", "rlogin", "lat", "pad", "mop", "udptn", "nasi", "v120", "acercon"];
const unknown = "unknown";

/** A device of a version that sets nothing but what a line, an account and an interface need to be there. */
function bare(version: string | null, more = ""): DeviceConfig {
  const text = `${version === null ? "" : `version ${version}\n`}hostname bare
username someone secret 9 $9$FAKE
interface GigabitEthernet0/0
 ip address 192.0.2.1 255.255.255.0
line con 0
line aux 0
line vty 0 4
${more}end
`;
  return ciscoIos.parse(text).config;
}

/** The value of a default, or "unknown"; a fact that was read would be a mistake of the table. */
function valueOf(fact: Fact<unknown> | undefined): unknown {
  if (fact === undefined) return "absent";
  if (!isKnown(fact)) return "unknown" in fact ? unknown : "not applicable";
  return "default" in fact ? fact.value : "read";
}

const line = (kind: string) => (config: DeviceConfig) => config.management.logins.find((each) => each.kind === kind);
const small = (name: string) => (config: DeviceConfig) =>
  config.smallServices.find((each) => each.name === name)?.enabled;
const service = (name: string) => (config: DeviceConfig) =>
  config.management.services.find((each) => each.name === name);

const versions = [null, "11.2", "12.1", "12.4", "15.2", "16.9", "17.9", "17.10", "17.11", "17.12"] as const;

/** One value for all versions, or one for each in the order of `versions`. */
const settings: readonly (readonly [
  string,
  (config: DeviceConfig) => Fact<unknown> | undefined,
  readonly unknown[],
])[] = [
  ["console transports", (config) => line("console")(config)?.protocols, [[]]],
  ["AUX transports", (config) => line("aux")(config)?.protocols, [[]]],
  [
    "VTY transports",
    (config) => line("vty")(config)?.protocols,
    [unknown, everyTransport, everyTransport, everyTransport, ...Array.from({ length: 6 }, () => unknown)],
  ],
  ["VTY authentication", (config) => line("vty")(config)?.authentication, [{ kind: "line-password" }]],
  ["console authentication", (config) => line("console")(config)?.authentication, [{ kind: "none" }]],
  ["exec", (config) => line("vty")(config)?.exec, [true]],
  ["exec-timeout", (config) => line("vty")(config)?.idleTimeout, [600]],
  ["line sources", (config) => line("vty")(config)?.sources, [[]]],
  ["line privilege", (config) => line("vty")(config)?.privilege, [1]],
  ["account privilege", (config) => config.users[0]?.role, ["1"]],
  ["account administrator", (config) => config.users[0]?.administrator, [false]],
  ["aaa new-model", (config) => config.aaa.enabled, [false]],
  ["service password-encryption", (config) => config.aaa.passwordPolicy.obscured, [false]],
  ["login block-for", (config) => config.aaa.passwordPolicy.lockoutAttempts, [null]],
  ["password length", (config) => config.aaa.passwordPolicy.minimumLength, [null]],
  [
    "ssh versions",
    (config) => config.management.ssh.versions,
    [unknown, [1, 2], [1, 2], [1, 2], [1, 2], [1, 2], [1, 2], [2], [2], [2]],
  ],
  [
    "ssh ciphers",
    (config) => config.management.ssh.ciphers,
    [
      ...Array.from({ length: 8 }, () => unknown),
      [
        "chacha20-poly1305@openssh.com",
        "aes128-gcm@openssh.com",
        "aes256-gcm@openssh.com",
        "aes128-ctr",
        "aes192-ctr",
        "aes256-ctr",
      ],
      unknown,
    ],
  ],
  [
    "ssh host keys",
    (config) => config.management.ssh.hostKeys,
    [...Array.from({ length: 8 }, () => unknown), ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"], unknown],
  ],
  ["ssh key exchange", (config) => config.management.ssh.keyExchange, [unknown]],
  ["ssh time-out", (config) => config.management.ssh.loginTimeout, [120]],
  ["ssh retries", (config) => config.management.ssh.retries, [3]],
  ["ssh", (config) => service("ssh")(config)?.enabled, [unknown]],
  ["http", (config) => service("http")(config)?.enabled, [unknown]],
  ["https", (config) => service("https")(config)?.enabled, [unknown]],
  [
    "http idle",
    (config) => service("https")(config)?.idleTimeout,
    [unknown, 180, 180, 180, 180, unknown, unknown, unknown, unknown, unknown],
  ],
  ["TLS versions", (config) => config.management.tls.versions, [unknown]],
  ["snmp", (config) => config.snmp.enabled, [false]],
  ["scp", (config) => service("scp")(config)?.enabled, ["absent"]],
  ["rsh", (config) => service("rsh")(config)?.enabled, ["absent"]],
  ["restconf", (config) => service("restconf")(config)?.enabled, ["absent"]],
  ["netconf", (config) => service("netconf")(config)?.enabled, ["absent"]],
  ["tcp-small-servers", small("tcp-small-servers"), [unknown, unknown, ...Array.from({ length: 8 }, () => false)]],
  ["udp-small-servers", small("udp-small-servers"), [unknown, unknown, ...Array.from({ length: 8 }, () => false)]],
  ["finger", small("finger"), [unknown, unknown, unknown, ...Array.from({ length: 7 }, () => false)]],
  ["ip bootp server", small("ip bootp server"), [true]],
  ["pad", small("pad"), [unknown]],
  ["ip source-route", small("ip source-route"), [true]],
  ["identd", small("identd"), [false]],
  ["service config", small("service config"), [unknown]],
  ["cdp", small("cdp"), [unknown, true, true, true, true, unknown, unknown, unknown, unknown, unknown]],
  ["lldp", small("lldp"), [unknown]],
  ["gratuitous ARP", small("gratuitous-arps"), [unknown]],
  ["tcp-keepalives-in", small("tcp-keepalives-in"), [false]],
  ["dns server", small("dns server"), [false]],
  ["smart install", small("smart-install"), ["absent"]],
  ["ip proxy-arp", small("ip proxy-arp"), [true]],
  ["ip redirects", small("ip redirects"), [true]],
  ["ip unreachables", small("ip unreachables"), [true]],
  ["ip directed-broadcast", small("ip directed-broadcast"), ["absent"]],
  ["ntp authenticate", (config) => config.ntp.authenticate, [false]],
  ["ntp for anyone", (config) => config.ntp.unrestricted, [false]],
  ["logging", (config) => config.logging.enabled, [true]],
  ["logging trap", (config) => config.logging.serverSeverity, [unknown]],
  ["logging buffered", (config) => config.logging.local, [unknown]],
  ["log timestamps", (config) => config.logging.timestamps, [unknown]],
  ["logins logged", (config) => config.logging.loginEvents, [false]],
  ["changes logged", (config) => config.logging.configurationChanges, [false]],
  ["domain lookup", (config) => config.dns.lookup, [true]],
];

const table = settings.flatMap(([name, pick, values]) =>
  versions.map((version, index) => [name, version, pick, values.length === 1 ? values[0] : values[index]] as const),
);

describe("defaults", () => {
  it("have one value, or one for each version", () => {
    expect(settings.filter(([, , values]) => ![1, versions.length].includes(values.length))).toEqual([]);
  });

  it.each(table)("%s of version %s", (_name, version, pick, value) => {
    expect(valueOf(pick(bare(version)))).toEqual(value);
  });
});

describe("what other lines make of a default", () => {
  const newModel = "aaa new-model\n";
  const list = `${newModel}aaa authentication login default group tacacs+ local\n`;

  it.each([
    ["vty", newModel, { kind: "local" }],
    ["aux", newModel, { kind: "local" }],
    ["console", newModel, { kind: "none" }],
    ["console", `${newModel}aaa authentication login OTHER local\n`, { kind: "none" }],
    ["vty", list, { kind: "aaa", list: "default" }],
    ["console", list, { kind: "aaa", list: "default" }],
    ["vty", `${newModel}line vty 0 4\n login local\n`, { kind: "local" }],
    ["vty", `${newModel}line vty 0 4\n login authentication OTHER\n`, { kind: "aaa", list: "OTHER" }],
    ["vty", `${newModel}line vty 0 4\n login authentication default\n`, { kind: "local" }],
    ["console", `${newModel}line con 0\n login authentication default\n`, { kind: "none" }],
    ["vty", `${list}line vty 0 4\n login authentication default\n`, { kind: "aaa", list: "default" }],
    ["vty", "no aaa new-model\n", { kind: "line-password" }],
  ])("authentication on %s after %j", (kind, more, value) => {
    const fact = line(kind)(bare("15.2", more))?.authentication;
    expect(fact !== undefined && isKnown(fact) ? fact.value : fact).toEqual(value);
  });

  it.each([
    ["an account on lines of its level", "line vty 0 4\n privilege level 1\n", "1", false],
    ["an account on a line of full privilege", "line vty 0 4\n privilege level 15\n", unknown, unknown],
    ["an account that may configure", "privilege exec level 1 configure terminal\n", "1", unknown],
    ["an account below what may configure", "privilege exec level 5 configure terminal\n", "1", false],
    ["an account that may look", "privilege exec level 1 show running-config\n", "1", false],
    ["an account of a view", "username someone view OPERATORS\n", "view OPERATORS", unknown],
    ["an account with a level", "username someone privilege 15\n", "15", true],
    [
      "an account with a level that may configure",
      "privilege exec all level 5 configure\nusername someone privilege 7\n",
      "7",
      unknown,
    ],
  ])("%s", (_name, more, role, administrator) => {
    const [user] = bare("15.2", more).users;
    const facts: readonly (Fact<unknown> | undefined)[] = [user?.role, user?.administrator];
    const shown = facts.map((fact) => (fact !== undefined && isKnown(fact) ? fact.value : unknown));
    expect(shown).toEqual([role, administrator]);
  });

  it.each([
    ["ip http server\n", "http", true],
    ["ip http server\nip http active-session-modules none\n", "http", false],
    ["ip http server\nip http secure-active-session-modules none\n", "http", true],
    ["ip http server\nip http active-session-modules WEBAUTH\n", "http", true],
    ["ip http server\nno ip http active-session-modules\n", "http", true],
    ["ip http secure-server\nip http secure-active-session-modules none\n", "https", false],
    ["ip http secure-server\nip http secure-active-session-modules none\nrestconf\n", "https", true],
    ["ip http active-session-modules none\n", "http", unknown],
  ])("web server after %j", (more, name, on) => {
    const fact = service(name)(bare("17.9", more))?.enabled;
    expect(fact !== undefined && isKnown(fact) ? fact.value : unknown).toBe(on);
  });

  it.each([
    ["ip http timeout-policy idle 60 life 86400 requests 10000\n", 60],
    ["ip http session-idle-timeout 1200\n", 1200],
    ["ip http timeout-policy idle 60 life 60 requests 1\nip http session-idle-timeout 1200\n", 1200],
  ])("idle web sessions after %j", (more, seconds) => {
    const fact = service("https")(bare("17.9", more))?.idleTimeout;
    expect(fact !== undefined && isKnown(fact) ? fact.value : unknown).toBe(seconds);
  });

  it("a console before 11.1 may accept connections", () => {
    expect(valueOf(line("console")(bare("11.0"))?.protocols)).toBe(unknown);
  });

  it("redirects of an interface with HSRP are not known", () => {
    const config = bare("15.2", "interface GigabitEthernet0/0\n standby 1 ip 192.0.2.2\n");
    expect(valueOf(small("ip redirects")(config))).toBe(unknown);
  });

  it("an interface that listens to NTP broadcasts starts NTP for anyone", () => {
    const config = bare("15.2", "interface GigabitEthernet0/0\n ntp broadcast client\n");
    expect(valueOf(config.ntp.unrestricted)).toBe(true);
  });
});
