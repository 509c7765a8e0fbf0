import { describe, expect, it } from "vitest";
import { ciscoIosxr } from "../../../parsers/cisco-iosxr/cisco-iosxr.ts";
import type { DeviceConfig } from "../../../src/model/device-config.ts";
import { isKnown, type Fact } from "../../../src/model/fact.ts";

const unknown = "unknown";

/** A device of a version that sets nothing but what an account, an interface and a neighbour need to be there. */
function bare(version: string | null): DeviceConfig {
  const text = `${version === null ? "" : `!! IOS XR Configuration ${version}\n`}hostname bare
username someone
 secret 9 $9$FAKE
!
interface GigabitEthernet0/0/0/0
 ipv4 address 192.0.2.1 255.255.255.0
!
router bgp 65000
 neighbor 192.0.2.2
  remote-as 65001
 !
!
ntp
 server 192.0.2.9
!
logging 192.0.2.8
snmp-server community FAKE-community-1
ssh server
end
`;
  return ciscoIosxr.parse(text).config;
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

const versions = [null, "4.3.4", "5.3.4", "6.6.3", "7.3.2", "24.2.1"] as const;

/** One value for all versions, or one for each in the order of `versions`. */
const settings: readonly (readonly [
  string,
  (config: DeviceConfig) => Fact<unknown> | undefined,
  readonly unknown[],
])[] = [
  ["console transports", (config) => line("console")(config)?.protocols, [[]]],
  ["console authentication", (config) => line("console")(config)?.authentication, [{ kind: "local" }]],
  ["line authentication", (config) => line("vty")(config)?.authentication, [{ kind: "local" }]],
  ["line exec", (config) => line("vty")(config)?.exec, [true]],
  ["line exec-timeout", (config) => line("vty")(config)?.idleTimeout, [unknown]],
  ["line password", (config) => line("vty")(config)?.password, [null]],
  ["line privilege", (config) => line("vty")(config)?.privilege, ["not applicable"]],
  ["SSH versions", (config) => config.management.ssh.versions, [unknown, [1, 2], [1, 2], [1, 2], unknown, unknown]],
  ["SSH ciphers", (config) => config.management.ssh.ciphers, [unknown]],
  ["SSH MACs", (config) => config.management.ssh.macs, [unknown]],
  ["SSH key exchange", (config) => config.management.ssh.keyExchange, [unknown]],
  ["SSH host keys", (config) => config.management.ssh.hostKeys, [unknown]],
  ["ssh timeout", (config) => config.management.ssh.loginTimeout, [30]],
  ["SSH retries", (config) => config.management.ssh.retries, [unknown]],
  ["SSH port", (config) => service("ssh")(config)?.port, [22]],
  ["TLS versions", (config) => config.management.tls.versions, [unknown]],
  ["Telnet", (config) => service("telnet")(config)?.enabled, [false]],
  ["HTTP", (config) => service("http")(config)?.enabled, [false]],
  ["HTTPS", (config) => service("https")(config)?.enabled, [false]],
  ["NETCONF", (config) => service("netconf")(config)?.enabled, ["absent"]],
  ["gRPC", (config) => service("gnmi")(config)?.enabled, ["absent"]],
  ["SNMP access", (config) => config.snmp.communities[0]?.access, ["read-only"]],
  ["AAA", (config) => config.aaa.enabled, [true]],
  ["central authentication", (config) => config.aaa.centralAuthentication, [false]],
  ["command accounting", (config) => config.aaa.commandAccounting, [false]],
  ["shortest password", (config) => config.aaa.passwordPolicy.minimumLength, [null]],
  ["lockout", (config) => config.aaa.passwordPolicy.lockoutAttempts, [null]],
  ["passwords obscured", (config) => config.aaa.passwordPolicy.obscured, [true]],
  ["account rights", (config) => config.users[0]?.administrator, [unknown]],
  ["NTP authentication", (config) => config.ntp.authenticate, [false]],
  ["NTP key", (config) => config.ntp.servers[0]?.key, [null]],
  ["NTP open", (config) => config.ntp.unrestricted, [true]],
  ["logging", (config) => config.logging.enabled, [true]],
  ["log transport", (config) => config.logging.servers[0]?.transport, ["udp"]],
  ["log port", (config) => config.logging.servers[0]?.port, [514]],
  ["log severity", (config) => config.logging.serverSeverity, [unknown]],
  ["log buffer", (config) => config.logging.local, [unknown]],
  ["log timestamps", (config) => config.logging.timestamps, [true]],
  ["banner", (config) => config.banners.beforeLogin, [null]],
  ["DNS lookup", (config) => config.dns.lookup, [true]],
  ["TCP small servers", small("tcp-small-servers"), [false]],
  ["UDP small servers", small("udp-small-servers"), [false]],
  ["source routing", small("ip source-route"), [false]],
  ["CDP", small("cdp"), [false]],
  ["LLDP", small("lldp"), [false]],
  ["proxy ARP", small("ip proxy-arp"), [false]],
  ["redirects", small("ip redirects"), [false]],
  ["unreachables", small("ip unreachables"), [true]],
  ["interface", (config) => config.interfaces[0]?.enabled, [true]],
  ["switching", (config) => config.switching, ["not applicable"]],
  ["VPN", (config) => config.vpn, [[]]],
];

describe.each(versions.map((version, index) => [version ?? "no version", version, index] as const))(
  "IOS XR %s",
  (_, version, index) => {
    const config = bare(version);

    it.each(settings)("%s", (_name, setting, values) => {
      expect(valueOf(setting(config))).toEqual(values.length === 1 ? values[0] : values[index]);
    });

    it("believes neighbours without a password", () => {
      const { routing } = config;
      const sessions = isKnown(routing) ? routing.value : [];
      expect(sessions.map(({ authentication }) => valueOf(authentication))).toEqual([{ kind: "none" }]);
    });
  },
);
