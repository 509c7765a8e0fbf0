import { describe, expect, it } from "vitest";
import { ciscoNxos } from "../../../parsers/cisco-nxos/cisco-nxos.ts";
import type { DeviceConfig } from "../../../src/model/device-config.ts";
import { isKnown, type Fact } from "../../../src/model/fact.ts";

const unknown = "unknown";

/** A device of a release that sets nothing but what an account and an interface need to be there. */
function bare(version: string | null): DeviceConfig {
  const text = `${version === null ? "" : `version ${version}\n`}hostname bare
feature nxapi
username someone password 5 $5$FAKE$FAKE role network-operator
snmp-server community FAKE
interface Ethernet1/1
  no switchport
  ip address 192.0.2.1/24
interface Vlan10
interface loopback0
line console
line vty
`;
  return ciscoNxos.parse(text).config;
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
const port = (name: string) => (config: DeviceConfig) => config.interfaces.find((each) => each.name === name)?.enabled;

const versions = [null, "5.2(1)N1(4)", "7.3(1)D1(1)", "7.0(3)I7(6)", "9.3(8)", "10.2(3)", "5.0(3)U5(1)"] as const;

/** One value for all releases, or one for each in the order of `versions`. */
const settings: readonly (readonly [
  string,
  (config: DeviceConfig) => Fact<unknown> | undefined,
  readonly unknown[],
])[] = [
  ["SSH", (config) => service("ssh")(config)?.enabled, [true]],
  ["SSH port", (config) => service("ssh")(config)?.port, [22]],
  ["Telnet", (config) => service("telnet")(config)?.enabled, [unknown, unknown, false, false, false, false, unknown]],
  [
    "VTY transports",
    (config) => line("vty")(config)?.protocols,
    [unknown, unknown, ["ssh"], ["ssh"], ["ssh"], ["ssh"], unknown],
  ],
  ["console transports", (config) => line("console")(config)?.protocols, [[]]],
  ["VTY authentication", (config) => line("vty")(config)?.authentication, [{ kind: "local" }]],
  ["console authentication", (config) => line("console")(config)?.authentication, [{ kind: "local" }]],
  ["VTY timeout", (config) => line("vty")(config)?.idleTimeout, [unknown]],
  ["VTY sources", (config) => line("vty")(config)?.sources, [[]]],
  [
    "NX-API over HTTPS",
    (config) => service("https")(config)?.enabled,
    [unknown, unknown, unknown, unknown, true, true, unknown],
  ],
  [
    "NX-API over HTTP",
    (config) => service("http")(config)?.enabled,
    [unknown, unknown, unknown, unknown, "absent", "absent", unknown],
  ],
  [
    "web server",
    (config) => config.management.services.find(({ instance }) => instance === "feature http-server")?.enabled,
    [unknown, unknown, "absent", "absent", "absent", "absent", unknown],
  ],
  ["SNMP", (config) => service("snmp")(config)?.enabled, [true]],
  ["SNMP access", (config) => config.snmp.communities[0]?.access, ["read-only"]],
  ["SNMP sources", (config) => config.snmp.communities[0]?.sources, [[]]],
  ["SSH versions", (config) => config.management.ssh.versions, [[2]]],
  ["SSH ciphers", (config) => config.management.ssh.ciphers, [unknown]],
  ["SSH MACs", (config) => config.management.ssh.macs, [unknown]],
  ["SSH key exchange", (config) => config.management.ssh.keyExchange, [unknown]],
  ["SSH host keys", (config) => config.management.ssh.hostKeys, [unknown]],
  ["SSH login time", (config) => config.management.ssh.loginTimeout, [unknown]],
  ["SSH retries", (config) => config.management.ssh.retries, [unknown]],
  ["SSH root", (config) => config.management.ssh.rootLogin, ["not applicable"]],
  ["TLS versions", (config) => config.management.tls.versions, [unknown]],
  ["AAA", (config) => config.aaa.enabled, [true]],
  ["central authentication", (config) => config.aaa.centralAuthentication, [false]],
  ["command accounting", (config) => config.aaa.commandAccounting, [false]],
  ["password length", (config) => config.aaa.passwordPolicy.minimumLength, [unknown]],
  ["password complexity", (config) => config.aaa.passwordPolicy.complexity, [true]],
  ["password obscuring", (config) => config.aaa.passwordPolicy.obscured, [true]],
  ["lockout", (config) => config.aaa.passwordPolicy.lockoutAttempts, [null]],
  ["NTP authentication", (config) => config.ntp.authenticate, [false]],
  ["NTP for all", (config) => config.ntp.unrestricted, [true]],
  ["log timestamps", (config) => config.logging.timestamps, [true]],
  ["log file", (config) => config.logging.local, [unknown]],
  ["login events", (config) => config.logging.loginEvents, [unknown]],
  ["configuration changes", (config) => config.logging.configurationChanges, [unknown]],
  ["banner", (config) => config.banners.beforeLogin, [null]],
  ["name lookup", (config) => config.dns.lookup, [unknown]],
  ["source routing", small("ip source-route"), [true]],
  ["CDP", small("cdp"), [true]],
  ["LLDP", small("lldp"), [unknown, unknown, false, false, false, false, unknown]],
  ["proxy ARP", small("ip proxy-arp"), [false]],
  ["redirects", small("ip redirects"), [true]],
  ["directed broadcast", small("ip directed-broadcast"), [false]],
  ["a port", port("Ethernet1/1"), [unknown]],
  ["a VLAN interface", port("Vlan10"), [false]],
  ["a loopback", port("loopback0"), [true]],
  ["VPN", (config) => config.vpn, [[]]],
  ["sessions", (config) => config.routing, [[]]],
];

describe.each(versions.map((version, index) => [version ?? "no release", version, index] as const))(
  "%s",
  (_, version, index) => {
    it.each(settings)("%s", (_name, fact, values) => {
      expect(valueOf(fact(bare(version)))).toEqual(values.length === 1 ? values[0] : values[index]);
    });
  },
);
