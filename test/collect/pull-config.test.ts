import { afterEach, describe, expect, it } from "vitest";
import { pullConfig } from "../../src/collect/pull-config.ts";
import { ciscoIos } from "../../src/demo/cisco-ios.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";
import { startSimulatedDevice, type SimulatedDevice } from "../../src/demo/simulated-device.ts";
import { memoryHostKeys, targetFor } from "./pull-target.ts";

const { profiles } = loadProfiles();
let device: SimulatedDevice | null = null;

afterEach(async () => {
  await device?.close();
  device = null;
});

const config = [
  "!",
  "version 15.2",
  "hostname R1",
  "!",
  ...Array.from({ length: 80 }, (_, i) => `interface Loopback${i}`),
  "end",
];

describe("a simulated router", () => {
  it("is pulled whole", async () => {
    device = await startSimulatedDevice({
      personality: ciscoIos,
      hostname: "R1",
      config: config.join("\n"),
      username: "demo",
      password: "FAKE-password-1",
      enableSecret: "FAKE-enable-1",
    });
    const outcome = await pullConfig(targetFor(device, "cisco-ios", { enableSecret: "FAKE-enable-1" }), {
      profiles,
      hostKeys: memoryHostKeys(),
    });
    expect(outcome).toMatchObject({ ok: true, hostKey: device.hostKey });
    expect(outcome.ok && outcome.config.comparable).toBe(["", ...config, ""].join("\n"));
  });
});
