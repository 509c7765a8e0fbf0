import { describe, expect, it } from "vitest";
import { opnsense, pfsense } from "../../../parsers/opnsense/opnsense.ts";
import type { DeviceConfig } from "../../../src/model/device-config.ts";
import { isKnown, type Fact } from "../../../src/model/fact.ts";

/** What a fact says where no line states it. */
const said = (fact: Fact<unknown>): unknown =>
  isKnown(fact) ? fact.value : "unknown" in fact ? "unknown" : "not applicable";

const both = [
  ["opnsense", opnsense],
  ["pfsense", pfsense],
] as const;

const web = (device: DeviceConfig) => device.management.services[0];
const shell = (device: DeviceConfig) => device.management.services[1];

describe("defaults that hold for both", () => {
  it.each(both)("%s", (os, parser) => {
    const { config } = parser.parse(`<${os}>\n<system>\n<hostname>a</hostname>\n</system>\n</${os}>\n`);
    expect([web(config)?.name, said(web(config)?.port ?? { unknown: "", at: [] })]).toEqual(["http", 80]);
    expect(web(config)?.idleTimeout).toMatchObject({ value: 14_400 });
    expect(shell(config)?.enabled).toMatchObject({ value: false });
    expect(shell(config)?.port).toMatchObject({ value: 22 });
    expect(config.management.ssh.versions).toMatchObject({ value: [2] });
    expect(config.management.ssh.rootLogin).toMatchObject({ value: os === "pfsense" });
    expect(config.management.logins[0]?.authentication).toMatchObject({ value: { kind: "none" } });
    expect(config.snmp.enabled).toMatchObject({ value: false });
    expect(config.aaa.centralAuthentication).toMatchObject({ value: false });
    expect(config.firewallPolicies.map(({ name }) => name)).toEqual(["Block all IPv6"]);
  });
});

describe("defaults by release", () => {
  it.each([
    ["20.0", ["curve25519-sha256@libssh.org", "diffie-hellman-group-exchange-sha256"], 30],
    ["21.2", ["curve25519-sha256@libssh.org", "diffie-hellman-group-exchange-sha256"], 30],
    ["21.3", "unknown", "unknown"],
    ["22.2", "unknown", "unknown"],
    ["19.1", "unknown", "unknown"],
    ["frob", "unknown", "unknown"],
    ["", "unknown", "unknown"],
  ])("pfSense, configuration %s", (version, kex, grace) => {
    const { ssh } = pfsense.parse(`<pfsense>\n<version>${version}</version>\n</pfsense>\n`).config.management;
    expect([said(ssh.keyExchange), said(ssh.loginTimeout)]).toEqual([kex, grace]);
  });

  it.each([
    ["24.7", ["1.2", "1.3"]],
    ["24.1", "unknown"],
    ["24.7.11", ["1.2", "1.3"]],
    ["23.7", "unknown"],
    ["25.1", "unknown"],
  ])("OPNsense %s", (version, versions) => {
    const text = `<opnsense>\n<system><webgui><protocol>https</protocol></webgui></system>\n</opnsense><!-- OPNsense ${version} -->\n`;
    const { management, identity } = opnsense.parse(text).config;
    expect(said(management.tls.versions)).toEqual(versions);
    expect(said(identity.osVersion)).toBe(version);
  });

  it.each([
    ["13.1", true],
    ["15.4", true],
    ["21.2", true],
    ["12.0", "unknown"],
    ["22.2", "unknown"],
  ])("pfSense, configuration %s, and redirects", (version, on) => {
    const { smallServices } = pfsense.parse(`<pfsense>\n<version>${version}</version>\n</pfsense>\n`).config;
    const service = smallServices.find(({ name }) => name === "net.inet.ip.redirect");
    expect(said(service?.enabled ?? { unknown: "", at: [] })).toBe(on);
  });

  it("the number of a configuration is no release of OPNsense", () => {
    const { identity } = opnsense.parse("<opnsense>\n<version>11.2</version>\n</opnsense>\n").config;
    expect(said(identity.osVersion)).toBe("unknown");
  });
});
