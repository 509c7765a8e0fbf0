import { describe, expect, it } from "vitest";
import { emptyInventory } from "../../src/inventory/inventory.ts";
import { problemLine, readInventory } from "../../src/inventory/read-inventory.ts";

const whole = `
devices:
  - name: r1
    host: 192.0.2.1
    profile: cisco-ios
    site: berlin
    credentials: lab
  - name: fw1
    host: 2001:db8::1
    port: 2222
    credentials: lab
    legacyAlgorithms: true
    timeouts: { connect: 5000 }
    snmp: { version: v3, credentials: lab-snmp, privProtocol: none }
sites:
  berlin:
credentials:
  lab: { env: { username: LAB_USER, password: LAB_PASSWORD } }
  lab-snmp: { file: secrets/snmp.yaml }
  spare: { sealed: spare-1 }
schedules:
  - { name: nightly, cron: "0 3 * * *", timezone: Europe/Berlin, all: true }
  - { name: berlin, cron: "@hourly", sites: [berlin], devices: [fw1] }
settings: { concurrency: 2, managementNetworks: [192.0.2.0/24, "2001:db8::/32"] }
`;

const device = (change: string) => `credentials: { lab: { sealed: lab } }
sites: { berlin: {} }
devices:
  - name: r1
    host: 192.0.2.1
    profile: cisco-ios
    credentials: lab
${change}`;

const schedule = (words: string) => `${device("")}schedules:\n  - { name: nightly, ${words} }\n`;

const read = (text: string): readonly string[] => {
  const reading = readInventory("inventory.yaml", text, ["cisco-ios", "juniper-junos"]);
  return reading.ok ? [] : reading.problems.map(problemLine);
};

describe("an inventory", () => {
  it("is read with its defaults", () => {
    const reading = readInventory("/etc/redoubt/inventory.yaml", whole, ["cisco-ios"]);
    expect(reading).toMatchObject({
      ok: true,
      inventory: {
        devices: [
          { name: "r1", port: 22, legacyAlgorithms: false, timeouts: {}, snmp: null },
          {
            name: "fw1",
            host: "2001:db8::1",
            port: 2222,
            profile: null,
            snmp: { kind: { version: "v3", authProtocol: "sha256", privProtocol: null }, port: 161 },
          },
        ],
        sites: [{ name: "berlin", description: null }],
        credentials: new Map<string, unknown>([
          ["lab", { env: { username: "LAB_USER", password: "LAB_PASSWORD" } }],
          ["lab-snmp", { file: "/etc/redoubt/secrets/snmp.yaml" }],
          ["spare", { sealed: "spare-1" }],
        ]),
        schedules: [
          { name: "nightly", timezone: "Europe/Berlin", devices: "all", sites: [] },
          { name: "berlin", timezone: null, devices: ["fw1"], sites: ["berlin"] },
        ],
        settings: { concurrency: 2, attempts: 3, managementNetworks: ["192.0.2.0/24", "2001:db8::/32"] },
      },
    });
  });

  it.each([
    ["nothing", ""],
    ["a comment", "# later\n"],
    ["a byte-order mark", "\ufeff"],
    ["empty sections", "devices:\nsites:\ncredentials:\nschedules:\nsettings:\n"],
    ["empty lists", "devices: []\nsites: {}\ncredentials: {}\nschedules: []\nsettings: {}\n"],
  ])("may be %s", (_, text) => {
    expect(readInventory("inventory.yaml", text, null)).toEqual({ ok: true, inventory: emptyInventory });
  });

  it.each(["r1.example.net", "r1", "sw_1.example", "192.0.2.7", "2001:db8::7", "fe80::1%eth0", "r1.example.net."])(
    "takes the host %s",
    (host) => {
      expect(read(device("").replace("192.0.2.1", `"${host}"`))).toEqual([]);
    },
  );

  it.each([
    ["192.0.2.999", "An IPv4 or IPv6 address or a host name is expected"],
    ["192.0.2.1:22", "The port has a key of its own"],
    ["[2001:db8::1]", "without brackets"],
    ["ssh://r1", "is expected"],
    ["r1 r2", "is expected"],
    ["-oProxyCommand=x", "is expected"],
  ])("refuses the host %s", (host, words) => {
    expect(read(device("").replace("192.0.2.1", `"${host}"`))).toEqual([
      expect.stringMatching(/^inventory\.yaml:5:5: devices\.0\.host: /),
    ]);
    expect(read(device("").replace("192.0.2.1", `"${host}"`))[0]).toContain(words);
  });

  it.each([
    [device("    prt: 22\n"), 'inventory.yaml:8:5: devices.0.prt: There is no key "prt" here. Did you mean "port"?'],
    [device("    port: 70000\n"), "inventory.yaml:8:5: devices.0.port: The value must be <= 65535; seen: 70000."],
    [device("    port: ssh\n"), 'inventory.yaml:8:5: devices.0.port: The value must be integer; seen: "ssh".'],
    [
      device("    site: berln\n"),
      'inventory.yaml:8:5: devices.0.site: There is no site "berln". Did you mean "berlin"?',
    ],
    [
      device("").replace("cisco-ios", "cisco-iso"),
      'inventory.yaml:6:5: devices.0.profile: There is no profile "cisco-iso". Did you mean "cisco-ios"?',
    ],
    [
      device("").replace("credentials: lab\n", "credentials: labs\n"),
      'inventory.yaml:7:5: devices.0.credentials: There is no credential "labs". Did you mean "lab"?',
    ],
    [
      device("  - { name: r1, host: r2, profile: cisco-ios, credentials: lab }\n"),
      'inventory.yaml:8:7: devices.1.name: "r1" is there twice; first as devices.0.',
    ],
    [
      device("  - { host: r2, profile: cisco-ios, credentials: lab }\n"),
      'inventory.yaml:8:5: devices.1: The key "name" is missing.',
    ],
    [
      device("").replace("    profile: cisco-ios\n", ""),
      'inventory.yaml:4:5: devices.0: "r1" has neither profile nor snmp, one of which tells its type.',
    ],
    [
      device("    snmp: { version: v1, credentials: lab }\n"),
      'inventory.yaml:8:13: devices.0.snmp.version: "v1" is none of "v2c", "v3".',
    ],
    ["devises: []", 'inventory.yaml:1:1: devises: There is no key "devises" here. Did you mean "devices"?'],
    ["devices: {}", "inventory.yaml:1:1: devices: The value must be array; seen: a mapping."],
    ["- r1", "inventory.yaml:1:1: The value must be object; seen: a list."],
    ["just words", 'inventory.yaml:1:1: The value must be object; seen: "just words".'],
    ["a: 1\na: 2", "inventory.yaml:2:1: The same key is there twice."],
    ["devices: [", "inventory.yaml:1:11: The file is no valid YAML here (bad indent)."],
    [schedule("cron: '0 3 * *', all: true"), "inventory.yaml:9:22: schedules.0.cron:"],
    [schedule("cron: '0 0 30 2 *', all: true"), 'schedules.0.cron: "0 0 30 2 *" never comes.'],
    [schedule("cron: '* * * * * *', all: true"), "schedules.0.cron:"],
    [schedule("cron: '@daily'"), "schedules.0: Either all: true, or devices and sites, are expected."],
    [
      schedule("cron: '@daily', all: true, sites: [berlin]"),
      "schedules.0: Either all: true, or devices and sites, are expected.",
    ],
    [schedule("cron: '@daily', devices: [r2]"), 'schedules.0.devices.0: There is no device "r2". Did you mean "r1"?'],
    [schedule("cron: '@daily', sites: [rome]"), 'schedules.0.sites.0: There is no site "rome".'],
    [schedule("cron: '@daily', all: true, timezone: Mars/Base"), "schedules.0.timezone:"],
    [
      "credentials: { lab: {} }",
      "inventory.yaml:1:16: credentials.lab: Exactly one of env, file and sealed is expected.",
    ],
    ["credentials: { lab: { sealed: a, file: b } }", "Exactly one of env, file and sealed is expected."],
    ["credentials: { lab: { sealed: ../../x } }", "credentials.lab.sealed: A name of small letters"],
    [
      "settings: { managementNetworks: [192.0.2.0/24, everywhere] }",
      'settings.managementNetworks.1: "everywhere" is no address or network; write it as 192.0.2.0/24.',
    ],
    [
      "settings: { managementNetworks: [192.0.2.0/33] }",
      'settings.managementNetworks.0: "192.0.2.0/33" is no address or network; write it as 192.0.2.0/24.',
    ],
    ["settings: { concurrency: 0 }", "settings.concurrency: The value must be >= 1; seen: 0."],
  ])("refuses %j", (text, message) => {
    const problems = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it.each([
    ["a password on the device", device("    password: FAKE-secret-1\n")],
    ["a community on the device", device("    community: FAKE-secret-1\n")],
    ["a password as credential", "credentials: { lab: { username: admin, password: FAKE-secret-1 } }"],
    [
      "a password in place of a variable's name",
      "credentials: { lab: { env: { username: U, password: 'FAKE-secret-1' } } }",
    ],
    ["a community under snmp", device("    snmp: { version: v2c, credentials: lab, community: FAKE-secret-1 }\n")],
  ])("refuses %s, says how to mend it, and does not repeat it", (_, text) => {
    const problems = read(text).join("\n");
    expect(problems).toContain("A secret must not stand in the inventory");
    expect(problems).not.toContain("FAKE-secret-1");
  });

  it.each([
    ["a credential that is a word", "credentials: { lab: FAKE-secret-1 }"],
    ["a sealed name that is a secret", "credentials: { lab: { sealed: FAKE-secret-1 } }"],
    ["broken YAML around one", "credentials: { lab: { env: { password: 'FAKE-secret-1 } }"],
    ["an unquoted tab", "credentials:\n\tlab: FAKE-secret-1"],
    ["a list", "credentials: [FAKE-secret-1]"],
  ])("does not repeat what may be a secret: %s", (_, text) => {
    const problems = read(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join("\n")).not.toContain("FAKE-secret-1");
  });

  it("refuses aliases that grow without bound", () => {
    const levels = Array.from({ length: 12 }, (_, index) => `a${index}: &a${index} [${`*a${index - 1},`.repeat(10)}]`);
    const bomb = ["a: &a0 [x]", ...levels.slice(1)].join("\n");
    expect(read(bomb)).toEqual(["inventory.yaml:1:1: The file has too many or broken aliases."]);
  });
});
