import { afterAll, beforeAll, expect, it } from "vitest";
import { pullConfig } from "../../src/collect/pull-config.ts";
import { startDemoFleet, type DemoFleet } from "../../src/demo/fleet.ts";
import { loadProfiles } from "../../src/profiles/load-profiles.ts";
import { memoryHostKeys } from "../collect/pull-target.ts";

const { profiles } = loadProfiles();
let fleet: DemoFleet;

beforeAll(async () => {
  fleet = await startDemoFleet();
});

afterAll(async () => {
  await fleet.close();
});

it.each(["edge-r1", "access-sw1", "branch-srx1", "perimeter-fw1"])("%s is pulled whole", async (name) => {
  const target = fleet.devices.find((device) => device.name === name);
  const outcome = target && (await pullConfig(target, { profiles, hostKeys: memoryHostKeys() }));
  expect(outcome).toMatchObject({ ok: true, config: { profile: target?.profile } });
});

it("pulls nothing more once it is closed", async () => {
  const other = await startDemoFleet();
  await other.close();
  const [target] = other.devices;
  expect(target && (await pullConfig(target, { profiles, hostKeys: memoryHostKeys() }))).toMatchObject({
    ok: false,
    failure: "connect-refused",
  });
});
