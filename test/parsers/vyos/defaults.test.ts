import { describe, expect, it } from "vitest";
import type { DeviceConfig } from "../../../src/model/device-config.ts";
import { isKnown, type Fact } from "../../../src/model/fact.ts";
import { ubiquitiEdgeos, vyos } from "../../../parsers/vyos/vyos.ts";

const config = (release: string | null, statements = ""): DeviceConfig => {
  const foot = release === null ? "" : `/* Release version: ${release} */\n`;
  const text = `set system host-name r1\n${statements}\n${foot}`;
  return (release?.startsWith("v") ? ubiquitiEdgeos : vyos).parse(text).config;
};

/** A value, or the words that it is not known. */
function told(fact: Fact<unknown> | undefined): unknown {
  if (fact === undefined) return "absent";
  return isKnown(fact) ? fact.value : "notApplicable" in fact ? "notApplicable" : "unknown";
}

const service = (name: string) => (device: DeviceConfig) =>
  device.management.services.find((each) => each.name === name)?.enabled;
const small = (name: string) => (device: DeviceConfig) =>
  device.smallServices.find((each) => each.name === name)?.enabled;

describe("what holds where nothing is configured, by release", () => {
  it.each<[string, string | null, (device: DeviceConfig) => Fact<unknown> | undefined, unknown]>([
    ["ssh", "1.4.2", service("ssh"), false],
    ["ssh", "v1.10.11.5274269.200221.1028", service("ssh"), false],
    ["telnet", "1.2.6", service("telnet"), false],
    ["https", "1.4.2", service("https"), false],
    ["gui", "v2.0.9", service("https"), false],
    ["snmp", "1.3.4", service("snmp"), false],
    ["SSH version", "1.4.2", ({ management }) => management.ssh.versions, [2]],
    ["SSH version", "1.1.8", ({ management }) => management.ssh.versions, "unknown"],
    ["SSH version", null, ({ management }) => management.ssh.versions, "unknown"],
    ["SSH version", "v2.0.9", ({ management }) => management.ssh.versions, "unknown"],
    ["login time", "1.3.4", ({ management }) => management.ssh.loginTimeout, 120],
    ["login time", "v2.0.9", ({ management }) => management.ssh.loginTimeout, "unknown"],
    ["root", "1.4.2", ({ management }) => management.ssh.rootLogin, false],
    ["idle timeout", "1.4.2", ({ management }) => management.services[0]?.idleTimeout, null],
    ["idle timeout", "v2.0.9", ({ management }) => management.services[0]?.idleTimeout, "unknown"],
    ["source routes", "1.4.2", small("ip source-route"), false],
    ["source routes", "1.5-stream-2025-Q1", small("ip source-route"), false],
    ["source routes", "1.2.6", small("ip source-route"), "unknown"],
    ["source routes", null, small("ip source-route"), "unknown"],
    ["source routes", "v1.9.1.4939093.161214.0705", small("ip source-route"), "unknown"],
    ["redirects", "1.4.2", small("ip redirects"), true],
    ["discovery", "v2.0.9", small("ubnt-discover"), true],
    ["discovery", "1.4.2", small("ubnt-discover"), "absent"],
    ["time server", "1.4.2", ({ ntp }) => ntp.unrestricted, "unknown"],
    ["banner", "1.4.2", ({ banners }) => banners.beforeLogin, "unknown"],
    ["lockout", "1.4.2", ({ aaa }) => aaa.passwordPolicy.lockoutAttempts, "unknown"],
    ["switching", "1.4.2", ({ switching }) => switching, "notApplicable"],
  ])("%s of %s", (_, release, fact, value) => {
    expect(told(fact(config(release)))).toEqual(value);
  });
});

describe("OpenSSH's own algorithms", () => {
  it.each<[string | null, boolean, boolean]>([
    ["1.4.2", true, false],
    ["1.3.8", true, true],
    ["1.4-rolling-202106290839", false, false],
    ["1.5-stream-2025-Q1", false, false],
    ["1.2.6", false, false],
    ["v2.0.9", false, false],
    [null, false, false],
  ])("%s: known %s, with SHA-1 in key exchange %s", (release, known, sha1) => {
    const { keyExchange, ciphers, macs } = config(release).management.ssh;
    expect([isKnown(keyExchange), isKnown(ciphers), isKnown(macs)]).toEqual([known, known, known]);
    expect(isKnown(keyExchange) && keyExchange.value.includes("diffie-hellman-group14-sha1")).toBe(sha1);
  });

  it("a list that changes them is not known", () => {
    expect(told(config("1.4.2", "set service ssh ciphers +3des-cbc").management.ssh.ciphers)).toBe("unknown");
  });
});

describe("time servers", () => {
  it.each([
    ["chrony without clients", "1.4.2", "set service ntp server 192.0.2.1", false],
    [
      "chrony for everybody",
      "1.4.2",
      "set service ntp server 192.0.2.1\nset service ntp allow-client address 0.0.0.0/0",
      true,
    ],
    [
      "chrony for everybody in IPv6",
      "1.4.2",
      "set service ntp server 192.0.2.1\nset service ntp allow-client address ::/0",
      true,
    ],
    [
      "chrony behind a firewall",
      "1.4.2",
      "set service ntp allow-client address 0.0.0.0/0\nset firewall ipv4 input filter default-action drop",
      "unknown",
    ],
    ["ntpd", "1.3.4", "set system ntp server 192.0.2.1", true],
    ["ntpd of EdgeOS", "v2.0.9", "set system ntp server 192.0.2.1", "unknown"],
  ])("%s", (_, release, statements, open) => {
    expect(told(config(release, statements).ntp.unrestricted)).toBe(open);
  });
});

describe("default action", () => {
  it.each([
    ["a list", "set firewall name A rule 1 action accept", "deny"],
    ["a list that says so", "set firewall name A default-action accept", "permit"],
    ["a policy that routes", "set policy route A rule 1 set table 5", "permit"],
    ["a hook that says so", "set firewall ipv4 input filter default-action accept", "permit"],
  ])("%s", (_, statements, action) => {
    expect(config("1.3.4", statements).aclSets[0]?.defaultAction).toBe(action);
  });

  it("of a hook that says nothing is either", () => {
    const [list] = config("1.5-stream-2025-Q1", "set firewall ipv4 input filter rule 1 action drop").aclSets;
    const ends = list?.entries.filter(({ label }) => label === "default").map(({ action }) => action);
    expect(ends).toEqual(["permit", "deny"]);
    expect(list?.entries.every(({ label, unresolved }) => label !== "default" || unresolved.length > 0)).toBe(true);
  });
});

describe("a piece of a configuration", () => {
  const piece = vyos.parse("set firewall name A default-action drop\n");

  it("says nothing of what it does not hold", () => {
    const { management, snmp, ntp, aaa, nat, vpn, routing } = piece.config;
    const facts = [
      ...management.services.map(({ enabled }) => enabled),
      snmp.enabled,
      ntp.unrestricted,
      nat,
      vpn,
      routing,
    ];
    expect([...facts, aaa.centralAuthentication].map(told)).toEqual(facts.concat(nat).map(() => "unknown"));
    expect(piece.uncollected).not.toEqual([]);
  });
});
