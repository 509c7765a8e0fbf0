import { describe, expect, it } from "vitest";
import { aristaEos } from "../../../parsers/arista-eos/arista-eos.ts";
import type { DeviceConfig } from "../../../src/model/device-config.ts";
import { isKnown, type Fact } from "../../../src/model/fact.ts";

const unknown = "unknown";
const notApplicable = "not applicable";

/** A device of a version that sets nothing but what an account, a service and an interface need to be there. */
function bare(version: string | null, more = ""): DeviceConfig {
  const header = version === null ? "" : `! device: bare (DCS-7050SX3-48YC8, EOS-${version})\n`;
  return aristaEos.parse(`${header}hostname bare
username someone secret sha512 $6$FAKE
interface Ethernet1
interface Ethernet2
   no switchport
   ip address 192.0.2.1/24
snmp-server community FAKE-community
management api gnmi
   transport grpc default
management api netconf
   transport ssh default
${more}end
`).config;
}

/** The value of a default, or "unknown"; a fact that was read would be a mistake of the table. */
function valueOf(fact: Fact<unknown> | undefined): unknown {
  if (fact === undefined) return "absent";
  if (!isKnown(fact)) return "unknown" in fact ? unknown : notApplicable;
  return "default" in fact ? fact.value : "read";
}

const small = (name: string) => (config: DeviceConfig) =>
  config.smallServices.find((each) => each.name === name)?.enabled;
const service = (name: string) => (config: DeviceConfig) =>
  config.management.services.find((each) => each.name === name);
const port = (config: DeviceConfig) =>
  isKnown(config.switching) ? config.switching.value.ports.find((each) => each.interface === "Ethernet1") : undefined;

const versions = [null, "4.15.2.1F", "4.19.5M", "4.22.3M", "4.28.3M", "4.33.1F"] as const;

/** One value for all versions. */
const settings: readonly (readonly [string, (config: DeviceConfig) => Fact<unknown> | undefined, unknown])[] = [
  ["model without a header", (config) => config.identity.serial, unknown],
  ["SSH", (config) => service("ssh")(config)?.enabled, true],
  ["SSH port", (config) => service("ssh")(config)?.port, 22],
  ["SSH sources", (config) => service("ssh")(config)?.sources, []],
  ["SSH idle timeout", (config) => service("ssh")(config)?.idleTimeout, unknown],
  ["Telnet", (config) => service("telnet")(config)?.enabled, false],
  ["Telnet port", (config) => service("telnet")(config)?.port, 23],
  ["HTTPS", (config) => service("https")(config)?.enabled, false],
  ["HTTPS port", (config) => service("https")(config)?.port, 443],
  ["HTTPS idle timeout", (config) => service("https")(config)?.idleTimeout, unknown],
  ["HTTP", (config) => service("http")(config)?.enabled, false],
  ["HTTP port", (config) => service("http")(config)?.port, 80],
  ["gNMI port", (config) => service("gnmi")(config)?.port, 6030],
  ["NETCONF port", (config) => service("netconf")(config)?.port, 830],
  ["SNMP port", (config) => service("snmp")(config)?.port, 161],
  ["SSH versions", (config) => config.management.ssh.versions, [2]],
  ["SSH ciphers", (config) => config.management.ssh.ciphers, unknown],
  ["SSH MACs", (config) => config.management.ssh.macs, unknown],
  ["SSH key exchange", (config) => config.management.ssh.keyExchange, unknown],
  ["SSH host keys", (config) => config.management.ssh.hostKeys, unknown],
  ["SSH login timeout", (config) => config.management.ssh.loginTimeout, unknown],
  ["SSH retries", (config) => config.management.ssh.retries, unknown],
  ["root over SSH", (config) => config.management.ssh.rootLogin, false],
  ["TLS versions", (config) => config.management.tls.versions, unknown],
  ["console authentication", (config) => config.management.logins[0]?.authentication, { kind: "local" }],
  ["console idle timeout", (config) => config.management.logins[0]?.idleTimeout, unknown],
  ["role", (config) => config.users[0]?.role, "network-operator"],
  ["administrator", (config) => config.users[0]?.administrator, unknown],
  ["second factor", (config) => config.users[0]?.twoFactor, notApplicable],
  ["AAA", (config) => config.aaa.enabled, true],
  ["central authentication", (config) => config.aaa.centralAuthentication, false],
  ["command accounting", (config) => config.aaa.commandAccounting, false],
  ["minimum length", (config) => config.aaa.passwordPolicy.minimumLength, null],
  ["complexity", (config) => config.aaa.passwordPolicy.complexity, false],
  ["obscured", (config) => config.aaa.passwordPolicy.obscured, true],
  ["lockout attempts", (config) => config.aaa.passwordPolicy.lockoutAttempts, null],
  ["lockout time", (config) => config.aaa.passwordPolicy.lockoutTime, null],
  ["SNMP access", (config) => config.snmp.communities[0]?.access, "read-only"],
  ["NTP authentication", (config) => config.ntp.authenticate, false],
  ["NTP trusted keys", (config) => config.ntp.trustedKeys, []],
  ["NTP served", (config) => config.ntp.unrestricted, false],
  ["logging", (config) => config.logging.enabled, true],
  ["log severity", (config) => config.logging.serverSeverity, unknown],
  ["log buffer", (config) => config.logging.local, unknown],
  ["log timestamps", (config) => config.logging.timestamps, true],
  ["login events", (config) => config.logging.loginEvents, false],
  ["configuration changes", (config) => config.logging.configurationChanges, unknown],
  ["banner before login", (config) => config.banners.beforeLogin, null],
  ["banner after login", (config) => config.banners.afterLogin, null],
  ["name lookup", (config) => config.dns.lookup, unknown],
  ["LLDP", small("lldp"), true],
  ["DHCP server", small("dhcp"), false],
  ["proxy ARP", small("ip proxy-arp"), false],
  ["ICMP redirects", small("ip redirects"), unknown],
  ["interface", (config) => config.interfaces[0]?.enabled, true],
  ["access VLAN", (config) => port(config)?.accessVlan, 1],
  ["native VLAN", (config) => port(config)?.nativeVlan, 1],
  ["BPDU guard", (config) => port(config)?.bpduGuard, false],
  ["root guard", (config) => port(config)?.rootGuard, false],
  ["port security", (config) => port(config)?.portSecurity, false],
  ["storm control", (config) => port(config)?.stormControl, false],
  ["trunks are not negotiated", (config) => port(config)?.negotiates, notApplicable],
  ["routing", (config) => config.routing, []],
  ["VPN", (config) => config.vpn, []],
];

describe.each(versions.map((version) => [version ?? "no version", bare(version)] as const))("EOS %s", (_, config) => {
  it.each(settings)("%s", (_name, setting, expected) => {
    expect(valueOf(setting(config))).toEqual(expected);
  });
});

/** What a list without "vrf" says of SSH in another VRF. */
const acrossVrfs = [
  [null, unknown],
  ["4.15.2.1F", unknown],
  ["4.19.5M", "read"],
  ["4.28.3M", unknown],
] as const;

describe("a list of the SSH server without a VRF", () => {
  it.each(acrossVrfs)("EOS %s", (version, expected) => {
    const config = bare(version, "vrf instance MGMT\nmanagement ssh\n   ip access-group LIST in\n");
    const other = config.management.services.find(({ instance }) => instance === "management ssh vrf MGMT");
    expect(valueOf(other?.sources)).toBe(expected);
  });
});
