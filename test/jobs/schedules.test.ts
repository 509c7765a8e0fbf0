import { describe, expect, it, onTestFinished } from "vitest";
import type { PullOutcome } from "../../src/collect/pull.ts";
import { readInventory } from "../../src/inventory/read-inventory.ts";
import { emptyInventory, type Inventory } from "../../src/inventory/inventory.ts";
import { startPullJobs } from "../../src/jobs/pull-jobs.ts";
import { pullTargets } from "../../src/jobs/pull-target.ts";
import { nextRun, scheduledDevices } from "../../src/jobs/schedules.ts";
import { temporaryStore } from "../store/temporary-store.ts";
import { testRing } from "../store/test-ring.ts";
import { auditOf, parsedText, rules } from "./fake-audit.ts";
import { virtualTime } from "./virtual-time.ts";

const hour = 3_600_000;

const inventory = (change = ""): Inventory => {
  const text = `
devices:
  - { name: r1, host: 192.0.2.1, profile: cisco-ios, credentials: lab, site: berlin ${change}}
  - { name: r2, host: 192.0.2.2, profile: cisco-ios, credentials: lab }
  - { name: r3, host: 192.0.2.3, profile: cisco-ios, credentials: lab, site: rome }
sites: { berlin: {}, rome: {} }
credentials: { lab: { env: { username: U, password: P } } }
schedules: [{ name: hourly, cron: "@hourly", devices: [r1] }]
`;
  const reading = readInventory("inventory.yaml", text, null);
  if (!reading.ok) throw new Error(reading.problems[0]?.message);
  return reading.inventory;
};

async function bench(outcome: (password: string | undefined) => "refused" | "whole", concurrency = 8) {
  const time = virtualTime();
  const store = await temporaryStore({ now: time.clock, forward: () => undefined });
  const env: Record<string, string> = { U: "redoubt", P: "FAKE-secret-1" };
  const contacts: string[] = [];
  let current = inventory();
  const jobs = await startPullJobs(
    {
      store,
      ring: testRing,
      targetFor: (device) => pullTargets(current, { env, folder: "/nowhere", ring: testRing })(device),
      pull: async ({ name, credentials }): Promise<PullOutcome> => {
        contacts.push(`${name} ${new Date(time.clock()).toISOString().slice(11, 16)}`);
        if (outcome(credentials.password) === "refused")
          return { ok: false, failure: "credentials-refused", detail: "", hostKey: null };
        const config = { text: "ssh\n", comparable: "ssh\n", profile: "cisco-ios", os: "cisco-ios" };
        return { ok: true, config, hostKey: "SHA256:a" };
      },
      parserFor: () => ({ parse: parsedText }),
      audit: auditOf,
      rules,
      log: () => undefined,
      time,
    },
    { ...emptyInventory.settings, concurrency },
  );
  onTestFinished(() => jobs.stop());
  const follow = async (next: Inventory): Promise<void> => {
    current = next;
    await jobs.follow(next);
  };
  await follow(current);
  const forward = async (milliseconds: number): Promise<void> => {
    await time.forward(milliseconds);
    await jobs.settled();
  };
  return { store, jobs, env, contacts, follow, forward };
}

describe("a schedule", () => {
  it("pulls its devices at its times and tells when it ran and runs next", async () => {
    const { store, contacts, forward } = await bench(() => "whole");
    expect(await store.schedules.get("hourly")).toMatchObject({
      lastRunAt: null,
      nextRunAt: "2026-01-01T01:00:00.000Z",
    });
    await forward(2 * hour);
    expect(contacts).toEqual(["r1 01:00", "r1 02:00"]);
    expect(await store.schedules.get("hourly")).toMatchObject({
      lastRunAt: expect.stringContaining("2026-01-01T02:00"),
      nextRunAt: "2026-01-01T03:00:00.000Z",
    });
    expect((await store.jobs.list()).items[0]).toMatchObject({ actor: "schedule:hourly", schedule: "hourly" });
  });

  it("ends with the inventory that named it", async () => {
    const { store, contacts, follow, forward } = await bench(() => "whole");
    await follow({ ...inventory(), schedules: [] });
    await forward(2 * hour);
    expect(contacts).toEqual([]);
    expect((await store.schedules.list()).items).toEqual([]);
  });

  it.each<[string, Inventory["schedules"][number], readonly string[]]>([
    ["all", { name: "s", cron: "", timezone: null, devices: "all", sites: [] }, ["r1", "r2", "r3"]],
    ["a site", { name: "s", cron: "", timezone: null, devices: [], sites: ["rome"] }, ["r3"]],
    [
      "both, each once",
      { name: "s", cron: "", timezone: null, devices: ["r1", "r2"], sites: ["berlin"] },
      ["r1", "r2"],
    ],
  ])("means %s", (_, schedule, names) => {
    expect(scheduledDevices(inventory(), schedule)).toEqual(names);
  });

  it.each([
    ["0 3 * * *", null, "2026-01-01T00:00:00Z", "2026-01-01T03:00:00.000Z"],
    ["0 3 * * *", "Europe/Berlin", "2026-01-01T00:00:00Z", "2026-01-01T02:00:00.000Z"],
    ["0 3 * * *", "Europe/Berlin", "2026-07-01T00:00:00Z", "2026-07-01T01:00:00.000Z"],
    // 2:30 does not exist on this day: the clocks go from 2:00 to 3:00.
    ["30 2 * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00.000Z"],
    ["0 0 29 2 *", null, "2026-01-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ])("%s in %s after %s comes at %s", (cron, timezone, after, at) => {
    expect(new Date(nextRun({ cron, timezone }, Date.parse(after)) ?? 0).toISOString()).toBe(at);
  });
});

describe("a login that three devices refused", () => {
  const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
  const many = (): Inventory => {
    const [first] = inventory().devices;
    if (first === undefined) throw new Error("no device");
    return {
      ...inventory(),
      devices: names.map((name) => ({ ...first, name })),
      schedules: [{ name: "hourly", cron: "@hourly", timezone: null, devices: "all", sites: [] }],
    };
  };

  it("is kept from the others by the schedule, until it is changed", async () => {
    const { store, contacts, env, follow, forward } = await bench(
      (password) => (password === "FAKE-2" ? "whole" : "refused"),
      1,
    );
    await follow(many());
    await forward(2 * hour);
    expect(contacts).toHaveLength(3);
    const [last] = (await store.jobs.list()).items;
    expect(last).toMatchObject({
      state: "failed",
      failure: "held",
      detail: expect.stringContaining("several devices"),
    });
    env["P"] = "FAKE-2";
    await forward(hour);
    expect(contacts).toHaveLength(3 + names.length);
  });

  it("is tried again once a pull that was asked for succeeds", async () => {
    let right = false;
    const { store, jobs, contacts, follow, forward } = await bench(() => (right ? "whole" : "refused"), 1);
    await follow(many());
    await forward(hour);
    right = true;
    await forward(hour);
    expect(contacts).toHaveLength(3);
    await jobs.requestPull((await store.devices.byName("s0"))?.id ?? "", "token:ann");
    await forward(hour);
    // The two others that refused it themselves stay held until asked for.
    expect(contacts).toHaveLength(4 + names.length - 2);
  });
});

describe("a device that refused its credentials", () => {
  it("is left alone by the schedule, which says so", async () => {
    const { store, contacts, forward } = await bench(() => "refused");
    await forward(4 * hour);
    expect(contacts).toEqual(["r1 01:00"]);
    const { items } = await store.jobs.list();
    expect(items.map(({ failure }) => failure)).toEqual(["held", "held", "held", "credentials-refused"]);
    expect(items[0]?.detail).toContain("Not tried: The device refused the credentials.");
    expect((await store.devices.byName("r1"))?.hold).toMatchObject({ failure: "credentials-refused" });
  });

  it("is tried again once the credential changed", async () => {
    const { store, contacts, env, forward } = await bench((password) => (password === "FAKE-2" ? "whole" : "refused"));
    await forward(2 * hour);
    env["P"] = "FAKE-2";
    await forward(2 * hour);
    expect(contacts).toEqual(["r1 01:00", "r1 03:00", "r1 04:00"]);
    expect((await store.devices.byName("r1"))?.hold).toBeNull();
  });

  it("is tried again once its entry changed", async () => {
    const { contacts, follow, forward } = await bench(() => "refused");
    await forward(2 * hour);
    await follow(inventory(", port: 2222"));
    await forward(2 * hour);
    expect(contacts).toEqual(["r1 01:00", "r1 03:00"]);
  });

  it("is not tried again because the inventory was read again", async () => {
    const { contacts, follow, forward } = await bench(() => "refused");
    await forward(2 * hour);
    await follow(inventory());
    await forward(2 * hour);
    expect(contacts).toEqual(["r1 01:00"]);
  });

  it("stays held while its credential is missing, and nobody is contacted", async () => {
    const { store, contacts, env, forward } = await bench(() => "refused");
    await forward(hour);
    delete env["P"];
    await forward(hour);
    env["P"] = "FAKE-secret-1";
    await forward(hour);
    expect(contacts).toEqual(["r1 01:00"]);
    expect((await store.jobs.list()).items.map(({ failure }) => failure)).toEqual([
      "held",
      "credential-missing",
      "credentials-refused",
    ]);
  });

  it("is tried once when a person asks", async () => {
    const { store, jobs, contacts, forward } = await bench(() => "refused");
    await forward(2 * hour);
    const device = await store.devices.byName("r1");
    await jobs.requestPull(device?.id ?? "", "token:ann");
    await jobs.settled();
    await forward(hour);
    expect(contacts).toHaveLength(2);
    expect((await store.log.list({ actor: "token:ann" })).items.map(({ action }) => action)).toEqual([
      "pull.request",
      "device.release",
    ]);
  });
});
