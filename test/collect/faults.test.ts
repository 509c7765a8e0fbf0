import { describe, expect, it } from "vitest";
import { pullConfig, type PullDeps } from "../../src/collect/pull-config.ts";
import type { CollectFailure, PullTarget } from "../../src/collect/pull.ts";
import { ciscoIos } from "../../src/demo/cisco-ios.ts";
import { iosSwitch } from "../../src/demo/configs/ios-switch.ts";
import { junosSrx } from "../../src/demo/configs/junos-srx.ts";
import { fortigate } from "../../src/demo/configs/fortigate.ts";
import { fortinetFortios } from "../../src/demo/fortinet-fortios.ts";
import { juniperJunos } from "../../src/demo/juniper-junos.ts";
import {
  startSimulatedDevice,
  type SimulatedDevice,
  type SimulatedDeviceOptions,
} from "../../src/demo/simulated-device.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";
import { memoryHostKeys, targetFor, testTimeouts } from "./pull-target.ts";

// Small enough that a flood is over soon.
const profiles = new Map(
  [...loadProfiles().profiles.values()].map((profile) => [profile.id, { ...profile, maximumBytes: 262_144 }]),
);
const router: SimulatedDeviceOptions = {
  personality: ciscoIos,
  hostname: "access-sw1",
  config: iosSwitch,
  username: "demo",
  password: "FAKE-password-1",
};
const srx = { ...router, personality: juniperJunos, hostname: "branch-srx1", config: junosSrx };
const firewall = { ...router, personality: fortinetFortios, hostname: "perimeter-fw1", config: fortigate };
const kinds = { "cisco-ios": router, "juniper-junos": srx, "fortinet-fortios": firewall };

function start(options: Partial<SimulatedDeviceOptions>, kind: keyof typeof kinds): Promise<SimulatedDevice> {
  return startSimulatedDevice({ ...kinds[kind], ...options });
}

const pull = (target: PullTarget, hostKeys = memoryHostKeys(), log: PullDeps["log"] = () => undefined) =>
  pullConfig(target, { profiles, hostKeys, log });

interface Case {
  readonly title: string;
  readonly device?: Partial<SimulatedDeviceOptions>;
  readonly target?: Partial<PullTarget>;
  readonly credentials?: Partial<PullTarget["credentials"]>;
  readonly failure: CollectFailure;
  readonly detail?: RegExp;
}

const quick = { ...testTimeouts, connect: 600, login: 900, command: 1500, idle: 700 };
const endless = { characters: 40, milliseconds: 100 };

const cases: readonly Case[] = [
  {
    title: "silent after accept",
    device: { faults: { silent: true } },
    target: { timeouts: quick },
    failure: "connect-timeout",
  },
  {
    title: "silent after login",
    device: { faults: { silentShell: true } },
    target: { timeouts: quick },
    failure: "login-timeout",
  },
  {
    title: "drops in the middle",
    device: { faults: { dropAfterLines: 30 } },
    failure: "connection-lost",
    detail: /"show running-config"/,
  },
  {
    title: "silent in the middle",
    device: { faults: { stallAfterLines: 30 } },
    target: { timeouts: quick },
    failure: "idle-timeout",
  },
  {
    title: "slower than its time",
    device: { faults: { trickle: endless } },
    target: { timeouts: { ...quick, login: 9000 } },
    failure: "command-timeout",
  },
  {
    title: "half a configuration",
    device: { faults: { half: true } },
    failure: "incomplete-configuration",
    detail: /lines came/,
  },
  { title: "asks for a new password", device: { faults: { passwordChange: true } }, failure: "password-change-asked" },
  {
    title: "not authorized",
    device: { faults: { refuseConfig: ["Command authorization failed.", ""] } },
    failure: "permission-denied",
    detail: /Command authorization failed/,
  },
  {
    title: "unknown command",
    device: { faults: { refuseConfig: ["   ^", "% Invalid input detected at '^' marker.", ""] } },
    failure: "command-refused",
    detail: /Invalid input/,
  },
  {
    title: "a shell that is none",
    device: { faults: { refuseConfig: ["-sh: show: not found"] } },
    failure: "command-refused",
  },
  {
    title: "something else entirely",
    device: { faults: { refuseConfig: ["Welcome to the menu", "1) reboot"] } },
    failure: "not-a-configuration",
  },
  {
    title: "an empty answer",
    device: { faults: { refuseConfig: [] } },
    failure: "not-a-configuration",
    detail: /empty/,
  },
  {
    title: "a part of it, as below privilege 15",
    device: {
      faults: {
        refuseConfig: [
          "Building configuration...",
          "",
          "Current configuration : 55 bytes",
          "!",
          "boot-start-marker",
          "boot-end-marker",
          "!",
          "end",
          "",
        ],
      },
    },
    failure: "incomplete-configuration",
    detail: /privilege 15/,
  },
  { title: "floods at login", device: { faults: { flood: "login" } }, failure: "too-much-output" },
  { title: "floods at the command", device: { faults: { flood: "command" } }, failure: "too-much-output" },
  { title: "refuses the credentials", device: { faults: { refuseCredentials: true } }, failure: "credentials-refused" },
  { title: "a wrong password", credentials: { password: "FAKE-wrong-1" }, failure: "credentials-refused" },
  {
    title: "a wrong password, asked for",
    device: { methods: ["keyboard-interactive"] },
    credentials: { password: "FAKE-wrong-1" },
    failure: "credentials-refused",
  },
  {
    title: "no method in common",
    device: { methods: ["publickey"] },
    failure: "credentials-refused",
    detail: /^Nothing was sent/,
  },
  {
    title: "a wrong enable secret",
    device: { enableSecret: "FAKE-enable-1" },
    credentials: { enableSecret: "FAKE-wrong-2" },
    failure: "enable-refused",
  },
  {
    title: "no enable secret",
    device: { enableSecret: "FAKE-enable-1" },
    failure: "permission-denied",
    detail: /no enable secret/,
  },
  {
    title: "only old algorithms",
    device: { algorithms: { kex: ["diffie-hellman-group14-sha1"] } },
    failure: "no-common-algorithm",
    detail: /diffie-hellman-group14-sha1/,
  },
  {
    title: "only old ciphers",
    device: { algorithms: { cipher: ["aes128-cbc", "3des-cbc"] } },
    failure: "no-common-algorithm",
    detail: /aes128-cbc/,
  },
  { title: "a profile that is not there", target: { profile: "cisco-catos" }, failure: "no-profile" },
  { title: "neither profile nor SNMP", target: { profile: null }, failure: "no-profile" },
  { title: "nobody listens", target: { port: 1 }, failure: "connect-refused" },
  { title: "a name without address", target: { host: "no-such-host.invalid" }, failure: "name-not-found" },
  {
    title: "a private key that is none",
    credentials: { privateKey: "FAKE-key" },
    failure: "credentials-refused",
    detail: /^Nothing was sent/,
  },
];

describe.concurrent("each fault gives its named failure", () => {
  it.each(cases)("$title: $failure", async ({ device, target, credentials, failure, detail }) => {
    await using simulated = await start(device ?? {}, "cisco-ios");
    const started = performance.now();
    const logged: unknown[] = [];
    const log: PullDeps["log"] = (...entry) => logged.push(entry);
    const outcome = await pull(targetFor(simulated, "cisco-ios", credentials, target), memoryHostKeys(), log);
    expect(outcome).toMatchObject({ ok: false, failure, detail: expect.stringMatching(detail ?? /^/) });
    expect(performance.now() - started).toBeLessThan(6000);
    expect(JSON.stringify([outcome, logged])).not.toContain("FAKE");
    expect(logged).toHaveLength(1);
    expect(simulated.attempts).toBeLessThanOrEqual(1);
  });

  it.each([
    ["juniper-junos", ["error: permission denied"], "permission-denied"],
    ["juniper-junos", ["## Last commit: x", "version 21.4R3;", "system { /* ACCESS-DENIED */ };"], "permission-denied"],
    ["juniper-junos", ["version 21.4R3;", "system {", "    services {", "        ssh;"], "incomplete-configuration"],
    ["juniper-junos", ["version 21.4R3;", "system {", "}", "error: timeout"], "command-refused"],
    ["juniper-junos", ["version 21.4R3;", "system {", "}", "Message from nobody"], "incomplete-configuration"],
    ["fortinet-fortios", ["Permission denied", "Command fail. Return code -37"], "permission-denied"],
    [
      "fortinet-fortios",
      ["#config-version=FGT60F", "config system global", '    set alias "x', "end"],
      "incomplete-configuration",
    ],
    ["fortinet-fortios", ["Command fail. Return code -1"], "command-refused"],
  ] as const)("%s: %j: %s", async (kind, refuseConfig, failure) => {
    await using simulated = await start({ faults: { refuseConfig } }, kind);
    expect(await pull(targetFor(simulated, kind))).toMatchObject({ ok: false, failure });
  });
});

describe.concurrent("each oddity is survived", () => {
  const clean = "## Last commit: 2026-03-02 09:14:55 UTC by demo\n";
  const heads = {
    "cisco-ios": /^Building configuration\.\.\.\n\nCurrent configuration : \d+ bytes\n/,
    "juniper-junos": new RegExp(`^${clean}`),
    "fortinet-fortios": /^/,
  };
  const all = ["cisco-ios", "juniper-junos", "fortinet-fortios"] as const;
  const oddities: readonly (readonly [string, Partial<SimulatedDeviceOptions>])[] = [
    ["nothing odd", {}],
    ["a pager that stays", { faults: { stuckPager: true } }],
    ["an echo wrapped at 80 columns", { faults: { wrapEcho: true } }],
    ["no echo", { faults: { noEcho: true } }],
    ["a slow trickle", { faults: { trickle: { characters: 700, milliseconds: 3 } } }],
    [
      "prompts in banner and message of the day",
      { banner: "fake-sw1#\r\nfake>\r\n", motd: ["fake-sw1#", "demo@fake>", "fake #", "Password:", "% Bad secrets"] },
    ],
    ["a device far away", { faults: { delay: 400 } }],
    ["keyboard-interactive", { methods: ["keyboard-interactive"] }],
    ["a shell that asks for the login itself", { methods: ["none"] }],
  ];
  const table = oddities.flatMap(([title, options]) => all.map((kind) => [title, kind, options] as const));

  it.each(table)("%s: %s", async (_title, kind, options) => {
    await using simulated = await start(options, kind);
    const hostKeys = memoryHostKeys();
    const outcome = await pull(targetFor(simulated, kind), hostKeys);
    expect(outcome).toMatchObject({ ok: true, hostKey: simulated.hostKey, config: { profile: kind, os: kind } });
    expect(outcome.ok && outcome.config.text.replace(heads[kind], "")).toBe(kinds[kind].config);
    expect(hostKeys.keys.get("device-1")).toBe(simulated.hostKey);
  });

  it("a line of the configuration that looks like the prompt, sent in two pieces", async () => {
    const config = iosSwitch.replace("This system is for", "access-sw1#\naccess-sw1>\nThis system is for");
    await using simulated = await start(
      { config, faults: { restAfter: { text: "access-sw1#", milliseconds: 700 } } },
      "cisco-ios",
    );
    const outcome = await pull(targetFor(simulated, "cisco-ios"));
    expect(outcome.ok && outcome.config.text.endsWith(config)).toBe(true);
  });

  it.each([
    ["fortinet-fortios", { text: "(Press 'a' to accept): ", answer: "a" }],
    ["juniper-junos", { text: "root@branch-srx1:~ # ", answer: "cli\n" }],
    ["juniper-junos", { text: "root@branch-srx1% ", answer: "cli\n" }],
  ] as const)("%s: a question before the prompt: %j", async (kind, question) => {
    await using simulated = await start({ faults: { question } }, kind);
    expect(await pull(targetFor(simulated, kind))).toMatchObject({ ok: true });
  });

  it("only old algorithms, where the device entry allows them", async () => {
    const algorithms = { kex: ["diffie-hellman-group1-sha1"], cipher: ["3des-cbc"], hmac: ["hmac-sha1"] } as const;
    await using simulated = await start(
      { algorithms: { kex: [...algorithms.kex], cipher: [...algorithms.cipher], hmac: [...algorithms.hmac] } },
      "cisco-ios",
    );
    const outcome = await pull(targetFor(simulated, "cisco-ios", {}, { legacyAlgorithms: true }));
    expect(outcome).toMatchObject({ ok: true });
  });

  it("text that is not UTF-8", async () => {
    const config = iosSwitch.replace("Meeting room", "Büro");
    await using simulated = await start({ config }, "cisco-ios");
    const outcome = await pull(targetFor(simulated, "cisco-ios"));
    expect(outcome.ok && outcome.config.text).toContain("description Büro");
  });
});

describe.concurrent("host keys", () => {
  it("a changed key stops the pull before any credential is sent", async () => {
    await using simulated = await start({}, "cisco-ios");
    const hostKeys = memoryHostKeys({ "device-1": "SHA256:FAKE" });
    const outcome = await pull(targetFor(simulated, "cisco-ios"), hostKeys);
    expect(outcome).toMatchObject({ ok: false, failure: "host-key-changed", hostKey: simulated.hostKey });
    expect(simulated.attempts).toBe(0);
    expect(hostKeys.keys.get("device-1")).toBe("SHA256:FAKE");
  });

  it("a key is pinned even when the credentials are refused", async () => {
    await using simulated = await start({ faults: { refuseCredentials: true } }, "cisco-ios");
    const hostKeys = memoryHostKeys();
    await pull(targetFor(simulated, "cisco-ios"), hostKeys);
    expect(hostKeys.keys.get("device-1")).toBe(simulated.hostKey);
  });

  it("a store that fails fails the pull", async () => {
    await using simulated = await start({}, "cisco-ios");
    const broken = { ...memoryHostKeys(), pinned: () => Promise.reject(new Error("no store")) };
    await expect(pullConfig(targetFor(simulated, "cisco-ios"), { profiles, hostKeys: broken })).rejects.toThrow(
      "no store",
    );
    expect(simulated.attempts).toBe(0);
  });
});

it.concurrent.each([0, 400, 900])("a pull stopped after %i ms is cancelled", async (milliseconds) => {
  await using simulated = await start({ faults: { trickle: endless } }, "cisco-ios");
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  const outcome = await pullConfig(targetFor(simulated, "cisco-ios"), {
    profiles,
    hostKeys: memoryHostKeys(),
    signal: controller.signal,
  });
  expect(outcome).toMatchObject({ ok: false, failure: "cancelled" });
});

it.each(["cisco-ios", "juniper-junos", "fortinet-fortios"] as const)(
  "%s: only the profile's commands are sent",
  async (kind) => {
    await using simulated = await start({ enableSecret: kind === "cisco-ios" ? "FAKE-enable-1" : null }, kind);
    await pull(targetFor(simulated, kind, { enableSecret: "FAKE-enable-1" }));
    const profile = profiles.get(kind);
    const allowed = [profile?.enable?.command, ...(profile?.pager.off ?? []), profile?.pull[0]];
    expect(simulated.commands).toEqual(allowed.filter((command) => command !== undefined));
  },
);
