import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { KeyRing } from "../../src/secrets/key-ring.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { AuditInput, DeviceEntry, FindingInput, Store } from "../../src/store/store.ts";

export const testRing = new KeyRing(Buffer.alloc(32, "FAKE-master-key-for-tests"));

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

export function entry(name: string, change: Partial<DeviceEntry> = {}): DeviceEntry {
  return {
    name,
    host: "192.0.2.1",
    port: 22,
    profile: "cisco-ios",
    site: null,
    credentials: "lab",
    legacyAlgorithms: false,
    timeouts: {},
    ...change,
  };
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

export function finding(id: string, change: Partial<FindingInput> = {}): FindingInput {
  return {
    id,
    rule: "telnet-login",
    area: "management-access",
    severity: "high",
    title: "A login line accepts Telnet",
    message: "Login line accepts Telnet.",
    subject: "line vty 0 4",
    lines: [[3, 4]],
    xmlPath: null,
    default: null,
    references: { cci: ["CCI-000068"] },
    ...change,
  };
}

export function auditInput(change: Partial<AuditInput> = {}): AuditInput {
  return {
    os: "cisco-ios",
    osVersion: "15.2",
    hostname: "r1",
    model: null,
    serial: null,
    coverage: { lines: 3, read: 2, skipped: 0, unread: 1 },
    counts: { pass: 0, fail: 1, notApplicable: 0, unknown: 0, manual: 0 },
    verdicts: [],
    unread: [{ line: 3, text: "frobnicate FAKE-secret-1", touches: ["*"] }],
    problems: [],
    findings: [finding("f1")],
    ...change,
  };
}

export const known = (): boolean => true;
