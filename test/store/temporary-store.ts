import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import type { DeviceEntry } from "../../src/store/device-store.ts";
import type { Store } from "../../src/store/store.ts";
import { entry } from "./records.ts";
import { testRing } from "./test-ring.ts";

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "redoubt-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that stands still until it is told to go on. */
export function testClock(start = "2026-01-01T00:00:00.000Z"): { now: () => number; forward: (ms: number) => void } {
  let time = Date.parse(start);
  return {
    now: () => time,
    forward: (ms) => {
      time += ms;
    },
  };
}

export async function temporaryStore(clock = testClock()): Promise<Store> {
  const folder = temporaryFolder();
  const store = await openStore(folder, testRing, { clock: clock.now });
  onTestFinished(() => store.close());
  return store;
}

/** Makes one device and answers its id. */
export async function addDevice(store: Store, name = "r1", change: Partial<DeviceEntry> = {}): Promise<string> {
  const { items } = await store.devices.list({}, { limit: 500 });
  const others = items.filter((device) => device.name !== name);
  await store.devices.sync([...others, entry(name, change)], "test");
  const device = await store.devices.byName(name);
  if (device === null) throw new Error("the device was not stored");
  return device.id;
}

export const known = (): boolean => true;
