import { describe, expect, it } from "vitest";
import { paloaltoPanos } from "../../../parsers/paloalto-panos/paloalto-panos.ts";
import type { DeviceConfig } from "../../../src/model/device-config.ts";
import type { Fact } from "../../../src/model/fact.ts";

/** What a configuration that says next to nothing means: a value by default, "unknown" or "not applicable". */
function meaning(fact: Fact<unknown> | undefined): unknown {
  if (fact === undefined) return "absent";
  if ("unknown" in fact) return "unknown";
  if ("notApplicable" in fact) return "not applicable";
  return "default" in fact ? fact.value : "read";
}

const of = (config: string): DeviceConfig => paloaltoPanos.parse(config).config;
const silent = of("set deviceconfig system hostname example\n");
const fragment = of("set zone trust network layer3 ethernet1/1\n");
const managed = of("set deviceconfig system hostname example\nset deviceconfig system panorama-server 192.0.2.1\n");

const service =
  (name: string) =>
  (config: DeviceConfig): Fact<unknown> | undefined =>
    config.management.services.find((candidate) => candidate.name === name)?.enabled;

type Row = readonly [
  what: string,
  value: unknown,
  inFragment: unknown,
  ofManaged: unknown,
  read: (config: DeviceConfig) => Fact<unknown> | undefined,
];

/** Whoever changes a row changes what passes without a line of configuration: name the manual in the parser. */
const rows: readonly Row[] = [
  ["https", true, "absent", "unknown", service("https")],
  ["ssh", true, "absent", "unknown", service("ssh")],
  ["ping", true, "absent", "unknown", service("ping")],
  ["http", "unknown", "absent", "unknown", service("http")],
  ["telnet", "unknown", "absent", "unknown", service("telnet")],
  ["snmp", "unknown", "absent", "unknown", service("snmp")],
  ["who may manage", [], "absent", "unknown", (config) => config.management.services[0]?.sources],
  ["idle timeout", 3600, "absent", "unknown", (config) => config.management.services[0]?.idleTimeout],
  ["console's idle timeout", 3600, "absent", "unknown", (config) => config.management.logins[0]?.idleTimeout],
  ["ssh versions", "unknown", "unknown", "unknown", (config) => config.management.ssh.versions],
  ["ssh ciphers", "unknown", "unknown", "unknown", (config) => config.management.ssh.ciphers],
  ["web versions", "unknown", "unknown", "unknown", (config) => config.management.tls.versions],
  ["lockout", null, "unknown", "unknown", (config) => config.aaa.passwordPolicy.lockoutAttempts],
  ["lockout time", null, "unknown", "unknown", (config) => config.aaa.passwordPolicy.lockoutTime],
  ["minimum length", "unknown", "unknown", "unknown", (config) => config.aaa.passwordPolicy.minimumLength],
  ["complexity", "unknown", "unknown", "unknown", (config) => config.aaa.passwordPolicy.complexity],
  ["central logins", false, "unknown", "unknown", (config) => config.aaa.centralAuthentication],
  ["accounting", "unknown", "unknown", "unknown", (config) => config.aaa.commandAccounting],
  ["banner", null, "unknown", "unknown", (config) => config.banners.beforeLogin],
  ["time authentication", false, "unknown", "unknown", (config) => config.ntp.authenticate],
  ["local log", true, true, true, (config) => config.logging.local],
  ["severity sent", null, "unknown", "unknown", (config) => config.logging.serverSeverity],
  ["snmp versions", "unknown", "unknown", "unknown", (config) => config.snmp.versions],
  ["name lookup", "unknown", "unknown", "unknown", (config) => config.dns.lookup],
  ["release", "unknown", "unknown", "unknown", (config) => config.identity.osVersion],
  ["routing", [], "unknown", "unknown", (config) => config.routing],
  ["vpn", [], "unknown", "unknown", (config) => config.vpn],
  ["switching", "not applicable", "not applicable", "not applicable", (config) => config.switching],
];

describe("what holds where nothing is said", () => {
  it.each(rows)("%s", (_, value, inFragment, ofManaged, read) => {
    expect([silent, fragment, managed].map((config) => meaning(read(config)))).toEqual([value, inFragment, ofManaged]);
  });
});
