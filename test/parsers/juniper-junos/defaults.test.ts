import { describe, expect, it } from "vitest";
import { juniperJunos } from "../../../parsers/juniper-junos/juniper-junos.ts";
import { predefinedApplications } from "../../../parsers/juniper-junos/predefined-applications.ts";
import type { DeviceConfig } from "../../../src/model/device-config.ts";
import type { Fact } from "../../../src/model/fact.ts";

/** What a configuration that says next to nothing means: a value by default, "unknown" or "not applicable". */
function meaning(fact: Fact<unknown> | undefined): unknown {
  if (fact === undefined) return "absent";
  if ("unknown" in fact) return "unknown";
  if ("notApplicable" in fact) return "not applicable";
  return "default" in fact ? fact.value : "read";
}

const of = (config: string): DeviceConfig => juniperJunos.parse(config).config;
const silent = of("version 22.4R3;\nsystem {\n    host-name example;\n}\n");
const fragment = of("version 22.4R3;\ninterfaces {\n    ge-0/0/0 {\n        unit 0;\n    }\n}\n");
const aged = of("version 8.4R1;\nsystem {\n    host-name example;\n}\n");
const withoutRelease = of("system {\n    host-name example;\n}\n");

const service =
  (instance: string) =>
  (config: DeviceConfig): Fact<unknown> | undefined =>
    config.management.services.find((candidate) => candidate.instance === instance)?.enabled;
const port =
  (instance: string) =>
  (config: DeviceConfig): Fact<unknown> | undefined =>
    config.management.services.find((candidate) => candidate.instance === instance)?.port;
const small =
  (name: string) =>
  (config: DeviceConfig): Fact<unknown> | undefined =>
    config.smallServices.find((candidate) => candidate.name === name)?.enabled;
const login =
  (name: string) =>
  (config: DeviceConfig): Fact<unknown> | undefined =>
    config.management.logins.find((candidate) => candidate.name === name)?.exec;

type Row = readonly [what: string, value: unknown, read: (config: DeviceConfig) => Fact<unknown> | undefined];

/** Whoever changes a row changes what passes without a line of configuration: name the manual in the parser. */
const rows: readonly Row[] = [
  ["telnet", false, service("system services telnet")],
  ["ssh", false, service("system services ssh")],
  ["ftp", false, service("system services ftp")],
  ["http", false, service("system services web-management http")],
  ["https", false, service("system services web-management https")],
  ["netconf", false, service("system services netconf ssh")],
  ["rest", false, service("system services rest http")],
  ["snmp as a service", false, service("snmp")],
  ["port of netconf", 830, port("system services netconf ssh")],
  ["port of rest", 3000, port("system services rest http")],
  ["port of rest over TLS", 3443, port("system services rest https")],
  ["port of xnm-clear-text", 3221, port("system services xnm-clear-text")],
  ["snmp agent", false, (config) => config.snmp.enabled],
  ["ssh versions", [2], (config) => config.management.ssh.versions],
  ["ssh login timeout", 120, (config) => config.management.ssh.loginTimeout],
  ["ssh retries", "unknown", (config) => config.management.ssh.retries],
  ["ssh root login", "unknown", (config) => config.management.ssh.rootLogin],
  ["ssh ciphers", "unknown", (config) => config.management.ssh.ciphers],
  ["ssh macs", "unknown", (config) => config.management.ssh.macs],
  ["ssh key exchange", "unknown", (config) => config.management.ssh.keyExchange],
  ["console", true, login("system ports console")],
  ["auxiliary port", false, login("system ports auxiliary")],
  ["minimum length", 6, (config) => config.aaa.passwordPolicy.minimumLength],
  ["complexity", false, (config) => config.aaa.passwordPolicy.complexity],
  ["lockout time", null, (config) => config.aaa.passwordPolicy.lockoutTime],
  ["lockout attempts", null, (config) => config.aaa.passwordPolicy.lockoutAttempts],
  ["central authentication", false, (config) => config.aaa.centralAuthentication],
  ["command accounting", false, (config) => config.aaa.commandAccounting],
  ["ntp authentication", false, (config) => config.ntp.authenticate],
  ["ntp unrestricted", "unknown", (config) => config.ntp.unrestricted],
  ["logging", false, (config) => config.logging.enabled],
  ["local log", false, (config) => config.logging.local],
  ["banner", null, (config) => config.banners.beforeLogin],
  ["finger", false, small("finger")],
  ["tftp server", false, small("tftp-server")],
  ["dhcp", false, small("dhcp")],
  ["phone home", false, small("phone-home")],
  ["ip redirects", true, small("ip redirects")],
  ["ipv6 redirects", true, small("ipv6 redirects")],
  ["record route", "unknown", small("ping record-route")],
  ["time stamp", "unknown", small("ping time-stamp")],
  ["multicast echo", "unknown", small("multicast echo")],
  ["source route", false, small("ip source-route")],
  ["lldp", "unknown", small("lldp")],
];

describe("defaults", () => {
  it.each(rows)("%s is %j", (_, value, read) => {
    expect(meaning(read(silent))).toEqual(value);
  });

  const stillKnown = new Set([
    // A port is asked of a service that is configured, and the versions of SSH go by the release.
    "port of netconf",
    "port of rest",
    "port of rest over TLS",
    "port of xnm-clear-text",
    "ssh versions",
  ]);
  it.each(rows.filter(([what]) => !stillKnown.has(what)))(
    "%s is unknown in a part of a configuration",
    (_, __, read) => {
      expect(meaning(read(fragment))).toBe("unknown");
    },
  );

  it.each([
    ["ssh versions", [1, 2], aged.management.ssh.versions],
    ["ssh root login", true, aged.management.ssh.rootLogin],
    ["ssh login timeout", "unknown", aged.management.ssh.loginTimeout],
    ["source route", "unknown", small("ip source-route")(aged)],
  ] as const)("%s was %j in 8.4", (_, value, fact) => {
    expect(meaning(fact)).toEqual(value);
  });

  it.each([
    ["ssh versions", withoutRelease.management.ssh.versions],
    ["ssh root login", withoutRelease.management.ssh.rootLogin],
    ["source route", small("ip source-route")(withoutRelease)],
  ] as const)("%s is unknown where the release is", (_, fact) => {
    expect(meaning(fact)).toBe("unknown");
  });

  it("asks no source of an account", () => {
    const { users } = of(
      'system { login { user a { class super-user; authentication { encrypted-password "$6$FAKE"; } } } }',
    );
    expect(meaning(users[0]?.sources)).toBe("not applicable");
  });

  it.each([
    ["minimum length", "unknown", "level 1"],
    ["minimum length", 6, "level 0"],
  ] as const)("%s is %j in FIPS %s", (_, value, level) => {
    const { aaa } = of(`version 22.4R3;\nsystem { fips { ${level}; } }`);
    expect(meaning(aaa.passwordPolicy.minimumLength)).toBe(value);
  });
});

const any = { kind: "any" };
const ports = (low: number, high = low): unknown => ({ kind: "ranges", ranges: [[low, high]] });

describe("predefined applications", () => {
  it.each([
    ["junos-ping", [{ protocols: [1], destinationPorts: any, icmp: null }]],
    ["junos-pingv6", [{ protocols: [58], destinationPorts: any, icmp: null }]],
    ["junos-icmp-ping", [{ protocols: [1], destinationPorts: any, icmp: [{ type: 8, code: null }] }]],
    ["junos-ssh", [{ protocols: [6], destinationPorts: ports(22) }]],
    ["junos-telnet", [{ protocols: [6], destinationPorts: ports(23) }]],
    ["junos-rdp", [{ protocols: [6], destinationPorts: ports(3389) }]],
    ["junos-radius", [{ protocols: [17], destinationPorts: ports(1812) }]],
    ["junos-x-windows", [{ protocols: [6], destinationPorts: ports(6000, 6063) }]],
    [
      "junos-smb",
      [
        { protocols: [6], destinationPorts: ports(139) },
        { protocols: [6], destinationPorts: ports(445) },
      ],
    ],
    [
      "junos-talk",
      [
        { protocols: [17], destinationPorts: ports(517) },
        { protocols: [6], destinationPorts: ports(517) },
      ],
    ],
  ])("%s", (name, services) => {
    expect(predefinedApplications.get(name)).toMatchObject(services);
  });

  it.each([
    "junos-vnc",
    "junos-http-ext",
    "junos-ftp-data",
    "junos-sip",
    "junos-h323",
    "junos-ms-rpc-tcp",
    "junos-snmp",
  ])("%s stays unresolved", (name) => {
    expect(predefinedApplications.has(name)).toBe(false);
  });
});
