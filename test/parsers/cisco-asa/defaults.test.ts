import { describe, expect, it } from "vitest";
import { ciscoAsa } from "../../../parsers/cisco-asa/cisco-asa.ts";
import type { DeviceConfig } from "../../../src/model/device-config.ts";
import { isKnown, type Fact } from "../../../src/model/fact.ts";

const unknown = "unknown";

/** A device of a version that sets nothing but what services and accounts need to be there. */
function bare(version: string | null): DeviceConfig {
  const text = `${version === null ? "" : `ASA Version ${version}\n`}interface GigabitEthernet0/0
 nameif outside
 ip address 192.0.2.1 255.255.255.0
interface GigabitEthernet0/1
 nameif inside
 ip address 10.0.0.1 255.255.255.0
username someone password FAKEhashFAKEhash encrypted
access-list EDGE extended permit ip any any
ssh 10.0.0.0 255.255.255.0 inside
telnet 10.0.0.0 255.255.255.0 inside
http 10.0.0.0 255.255.255.0 inside
logging host inside 192.0.2.9
logging trap errors
ntp server 192.0.2.8
crypto ikev1 policy 1
 authentication pre-share
`;
  return ciscoAsa.parse(text).config;
}

/** The value of a default, or "unknown"; a fact that was read would be a mistake of the table. */
function valueOf(fact: Fact<unknown> | undefined): unknown {
  if (fact === undefined) return "absent";
  if (!isKnown(fact)) return "unknown" in fact ? unknown : "not applicable";
  return "default" in fact ? fact.value : "read";
}

const service = (name: string) => (config: DeviceConfig) =>
  config.management.services.find((each) => each.name === name);
const login = (name: string) => (config: DeviceConfig) => config.management.logins.find((each) => each.name === name);

const same = ["8.2(5)", "8.4(1)", "9.1(7)", "9.8(4)", "9.12(4)", "9.20(2)", null] as const;

/** Settings whose default is the same in every release, or not said to differ. */
const steady: readonly (readonly [string, (config: DeviceConfig) => Fact<unknown> | undefined, unknown])[] = [
  ["Telnet idle timeout", (config) => login("telnet on inside")(config)?.idleTimeout, unknown],
  ["console idle timeout", (config) => login("console")(config)?.idleTimeout, null],
  ["console authentication", (config) => login("console")(config)?.authentication, { kind: "none" }],
  ["Telnet authentication", (config) => login("telnet on inside")(config)?.authentication, { kind: "line-password" }],
  ["login password", (config) => login("telnet on inside")(config)?.password, unknown],
  ["HTTPS server", (config) => service("https")(config)?.enabled, false],
  ["HTTPS port", (config) => service("https")(config)?.port, 443],
  ["SSH port", (config) => service("ssh")(config)?.port, 22],
  ["SNMP agent", (config) => config.snmp.enabled, false],
  ["logging", (config) => config.logging.enabled, false],
  ["messages kept", (config) => config.logging.local, false],
  ["timestamps", (config) => config.logging.timestamps, false],
  ["transport of messages", (config) => config.logging.servers[0]?.transport, "udp"],
  ["port of messages", (config) => config.logging.servers[0]?.port, 514],
  ["NTP authentication", (config) => config.ntp.authenticate, false],
  ["NTP key", (config) => config.ntp.servers[0]?.key, null],
  ["NTP answers", (config) => config.ntp.unrestricted, unknown],
  ["name lookup", (config) => config.dns.lookup, false],
  ["banner", (config) => config.banners.beforeLogin, null],
  ["AAA", (config) => config.aaa.enabled, false],
  ["password length", (config) => config.aaa.passwordPolicy.minimumLength, 3],
  ["lockout", (config) => config.aaa.passwordPolicy.lockoutAttempts, null],
  ["keys encrypted", (config) => config.aaa.passwordPolicy.obscured, false],
  ["level of an account", (config) => config.users[0]?.role, "2"],
  ["SSH MACs", (config) => config.management.ssh.macs, unknown],
  ["TLS versions", (config) => config.management.tls.versions, unknown],
  ["threat detection", (config) => config.smallServices[0]?.enabled, true],
  ["routing", (config) => config.routing, []],
];

describe("defaults of every release", () => {
  it.each(steady.flatMap(([name, fact, value]) => same.map((version) => [name, version, fact, value] as const)))(
    "%s of %s",
    (_, version, fact, value) => {
      expect(valueOf(fact(bare(version)))).toEqual(value);
    },
  );
});

const sshVersions = (config: DeviceConfig) => config.management.ssh.versions;
const ciphers = (config: DeviceConfig) => config.management.ssh.ciphers;
const keyExchange = (config: DeviceConfig) => config.management.ssh.keyExchange;
const sshLogin = (config: DeviceConfig) => login("ssh on inside")(config)?.authentication;
const lockoutTime = (config: DeviceConfig) => config.aaa.passwordPolicy.lockoutTime;
const policySees = (config: DeviceConfig): Fact<unknown> =>
  isKnown(config.nat) ? { value: config.nat.value.policyDestination, default: "" } : config.nat;

const medium = ["aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-ctr", "aes192-ctr", "aes256-ctr"];

describe("defaults by release", () => {
  it.each([
    ["SSH versions", sshVersions, "8.2(5)", [1, 2]],
    ["SSH versions", sshVersions, "9.8(4)", [1, 2]],
    ["SSH versions", sshVersions, "9.10(1)", unknown],
    ["SSH versions", sshVersions, "9.12(1)", [2]],
    ["SSH versions", sshVersions, null, unknown],
    ["ciphers", ciphers, "9.1(7)", unknown],
    ["ciphers", ciphers, "9.8(4)", medium],
    ["ciphers", ciphers, "9.12(4)", unknown],
    ["ciphers", ciphers, null, unknown],
    ["key exchange", keyExchange, "9.6(4)", ["diffie-hellman-group1-sha1"]],
    ["key exchange", keyExchange, "9.12(4)", unknown],
    ["key exchange", keyExchange, null, unknown],
    ["SSH login", sshLogin, "8.3(2)", { kind: "line-password" }],
    ["SSH login", sshLogin, "8.4(1)", unknown],
    ["SSH login", sshLogin, "8.4(2)", { kind: "local" }],
    ["SSH login", sshLogin, "9.12(4)", { kind: "local" }],
    ["SSH login", sshLogin, null, unknown],
    ["lockout time", lockoutTime, "9.12(4)", null],
    ["lockout time", lockoutTime, "9.17(1)", unknown],
    ["lockout time", lockoutTime, null, unknown],
    ["destination that lists see", policySees, "8.2(5)", "original"],
    ["destination that lists see", policySees, "8.3(1)", "translated"],
    ["destination that lists see", policySees, null, unknown],
  ] as const)("%s of %s %s", (_, fact, version, value) => {
    expect(valueOf(fact(bare(version)))).toEqual(value);
  });
});

describe("idle timeout of SSH", () => {
  it.each([
    ["8.2(5)", unknown],
    ["9.12(4)", 300],
    [null, unknown],
  ] as const)("of %s", (version, value) => {
    const text = `${version === null ? "" : `ASA Version ${version}\n`}ssh 10.0.0.0 255.255.255.0 inside\n`;
    expect(valueOf(login("ssh on inside")(ciscoAsa.parse(text).config)?.idleTimeout)).toEqual(value);
  });
});

describe("idle timeout of the web server", () => {
  it.each([
    ["8.2(5)", 1200],
    ["9.12(4)", 1200],
    ["10.1(1)", unknown],
    ["7.2(4)", unknown],
    [null, unknown],
  ] as const)("of %s", (version, value) => {
    const text = `${version === null ? "" : `ASA Version ${version}\n`}http server enable\nhttp 10.0.0.0 255.255.255.0 inside\n`;
    expect(valueOf(service("https")(ciscoAsa.parse(text).config)?.idleTimeout)).toEqual(value);
  });
});

describe("what any means", () => {
  it.each([
    ["8.2(5)", { kind: "any", family: 4 }],
    ["9.0(1)", { kind: "any" }],
    [null, { kind: "any" }],
  ] as const)("in %s", (version, match) => {
    expect(bare(version).aclSets[0]?.entries[0]?.source.include).toEqual([match]);
  });
});

it("sends no messages to a server without a severity", () => {
  const { logging } = ciscoAsa.parse("ASA Version 9.8(4)\nlogging enable\nlogging host inside 192.0.2.9\n").config;
  expect([valueOf(logging.serverSeverity), logging.servers]).toEqual([null, []]);
});

describe("levels that nobody states", () => {
  it("are 100 for inside and 0 for the others", () => {
    const [policy] = bare("9.8(4)").firewallPolicies;
    expect([policy?.fromZones, policy?.toZones]).toEqual([["inside"], ["outside"]]);
  });
});
