import { describe, expect, it, onTestFinished } from "vitest";
import type { CollectFailure, PullOutcome, PullTarget } from "../../src/collect/pull.ts";
import { emptyInventory, type Inventory, type InventoryDevice } from "../../src/inventory/inventory.ts";
import { startPullJobs, type PullJobs, type PullJobsDeps } from "../../src/jobs/pull-jobs.ts";
import { pullTargets } from "../../src/jobs/pull-target.ts";
import type { Time } from "../../src/jobs/time.ts";
import type { DeviceRecord } from "../../src/store/device-store.ts";
import type { JobRecord } from "../../src/store/pull-store.ts";
import type { Store } from "../../src/store/store.ts";
import { temporaryStore } from "../store/temporary-store.ts";
import { testRing } from "../store/test-ring.ts";
import { auditOf, parsedText, rules } from "./fake-audit.ts";

const device = (name: string): InventoryDevice => ({
  name,
  host: "192.0.2.1",
  port: 22,
  profile: "cisco-ios",
  site: null,
  credentials: "lab",
  legacyAlgorithms: false,
  timeouts: {},
  snmp: null,
});

const inventoryOf = (names: readonly string[], change: Partial<Inventory> = {}): Inventory => ({
  ...emptyInventory,
  devices: names.map(device),
  credentials: new Map([["lab", { env: { username: "LAB_USER", password: "LAB_PASSWORD" } }]]),
  settings: { ...emptyInventory.settings, stopTimeout: 50 },
  ...change,
});

const whole = (text = "telnet\n"): PullOutcome => ({
  ok: true,
  config: { text, comparable: text, profile: "cisco-ios", os: "cisco-ios" },
  hostKey: "SHA256:a",
});

const failed = (failure: CollectFailure, hostKey: string | null = null): PullOutcome => ({
  ok: false,
  failure,
  detail: "FAKE-secret-1 was not taken",
  hostKey,
});

interface Bench {
  readonly store: Store;
  readonly jobs: PullJobs;
  readonly env: Record<string, string>;
  readonly inventory: Inventory;
  readonly slept: number[];
  readonly device: (name?: string) => Promise<DeviceRecord>;
  /** Asks for a pull and waits for its end. */
  readonly pulled: (name?: string) => Promise<JobRecord>;
}

type Pull = (target: PullTarget, signal: AbortSignal, count: number) => PullOutcome | Promise<PullOutcome>;

/** `sleep` answers at once and moves the clock on, so that retries take no time. */
async function bench(pull: Pull, inventory = inventoryOf(["r1"]), time: Partial<Time> = {}): Promise<Bench> {
  let now = Date.parse("2026-01-01T00:00:00.000Z");
  const store = await temporaryStore({ now: () => now, forward: () => undefined });
  const slept: number[] = [];
  const env: Record<string, string> = { LAB_USER: "redoubt", LAB_PASSWORD: "FAKE-secret-1" };
  const counts = new Map<string, number>();
  const deps: PullJobsDeps = {
    store,
    ring: testRing,
    targetFor: pullTargets(inventory, { env, folder: "/nowhere", ring: testRing }),
    pull: async (target, signal) => {
      const count = (counts.get(target.name) ?? 0) + 1;
      counts.set(target.name, count);
      return await pull(target, signal, count);
    },
    parserFor: () => ({ parse: parsedText }),
    audit: auditOf,
    rules,
    log: () => undefined,
    time: {
      clock: () => now,
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
        now += milliseconds;
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
      },
      random: () => 1,
      ...time,
    },
  };
  const jobs = await startPullJobs(deps, inventory.settings);
  onTestFinished(() => jobs.stop());
  await jobs.follow({ ...inventory, schedules: [] });
  const named = async (name = "r1"): Promise<DeviceRecord> => {
    const found = await store.devices.byName(name);
    if (found === null) throw new Error(`no device ${name}`);
    return found;
  };
  return {
    store,
    jobs,
    env,
    inventory,
    slept,
    device: named,
    async pulled(name) {
      const { job } = await jobs.requestPull((await named(name)).id, "test");
      await jobs.settled();
      const ended = await store.jobs.get(job.id);
      if (ended === null) throw new Error("no job");
      return ended;
    },
  };
}

describe("a pull job", () => {
  it("stores configuration, audit and findings", async () => {
    const { store, pulled, device: find } = await bench(() => whole());
    const job = await pulled();
    expect(job).toMatchObject({ state: "succeeded", attempts: 1, failure: null });
    const { lastConfigId, lastAuditId, lastSuccessAt, os } = await find();
    expect(lastSuccessAt).not.toBeNull();
    expect(os).toBe("cisco-ios");
    expect(await store.configs.rawText(lastConfigId ?? "")).toBe("telnet\n");
    expect(await store.audits.get(lastAuditId ?? "")).toMatchObject({ pullId: job.pullId, bySeverity: { high: 1 } });
    expect((await store.findings.list()).items).toMatchObject([
      { rule: "telnet-login", status: "open", area: "management-access" },
    ]);
  });

  it("resolves and reopens findings with the configuration", async () => {
    const texts = ["telnet\n", "ssh\n", "telnet\n", "unread\n"];
    const { store, pulled } = await bench((_, __, count) => whole(texts[count - 1]));
    const statuses: unknown[] = [];
    for (const text of texts) {
      await pulled();
      const [item] = (await store.findings.list()).items;
      statuses.push([text, item?.status, item?.undecidedSince === null]);
    }
    expect(statuses).toEqual([
      ["telnet\n", "open", true],
      ["ssh\n", "resolved", true],
      ["telnet\n", "reopened", true],
      // A line that was not understood may be the very one.
      ["unread\n", "reopened", false],
    ]);
  });

  it("audits the stored text where only volatile lines differ", async () => {
    const {
      store,
      pulled,
      device: find,
    } = await bench((_, __, count) => ({
      ok: true,
      config: {
        text: `! saved ${count}\n${"!\n".repeat(count)}telnet\n`,
        comparable: "telnet\n",
        profile: "cisco-ios",
        os: "cisco-ios",
      },
      hostKey: "SHA256:a",
    }));
    await pulled();
    await pulled();
    const { id } = await find();
    expect((await store.configs.list(id)).items).toHaveLength(1);
    expect((await store.pulls.list()).items.map(({ state }) => state)).toEqual(["unchanged", "stored"]);
    expect((await store.findings.list()).items).toMatchObject([{ lines: [[3, 3]] }]);
  });

  it.each<{
    outcomes: readonly CollectFailure[];
    state: string;
    attempts: number;
    failure: string | null;
    slept: number[];
  }>([
    { outcomes: ["connect-timeout"], state: "succeeded", attempts: 2, failure: null, slept: [5000] },
    {
      outcomes: ["connect-timeout", "connection-lost"],
      state: "succeeded",
      attempts: 3,
      failure: null,
      slept: [5000, 10000],
    },
    {
      outcomes: ["connect-timeout", "idle-timeout", "incomplete-configuration"],
      state: "failed",
      attempts: 3,
      failure: "incomplete-configuration",
      slept: [5000, 10000],
    },
    { outcomes: ["credentials-refused"], state: "failed", attempts: 1, failure: "credentials-refused", slept: [] },
    { outcomes: ["enable-refused"], state: "failed", attempts: 1, failure: "enable-refused", slept: [] },
    { outcomes: ["permission-denied"], state: "failed", attempts: 1, failure: "permission-denied", slept: [] },
    {
      outcomes: ["connect-refused", "credentials-refused"],
      state: "failed",
      attempts: 2,
      failure: "credentials-refused",
      slept: [5000],
    },
    { outcomes: ["cancelled"], state: "cancelled", attempts: 1, failure: "cancelled", slept: [] },
  ])("after $outcomes is $state in $attempts attempts", async ({ outcomes, state, attempts, failure, slept }) => {
    const tried = await bench((_, __, count) => {
      const outcome = outcomes[count - 1];
      return outcome === undefined ? whole() : failed(outcome);
    });
    expect(await tried.pulled()).toMatchObject({ state, attempts, failure, nextAttemptAt: null });
    expect(tried.slept).toEqual(slept);
    expect((await tried.store.pulls.list()).items).toHaveLength(attempts);
  });

  it("never repeats a credential in its detail", async () => {
    const { pulled } = await bench(() => failed("command-refused"));
    expect((await pulled()).detail).toBe("<redacted> was not taken");
  });

  it("leaves what is stored as it was when it fails", async () => {
    const {
      store,
      pulled,
      device: find,
    } = await bench((_, __, count) => (count === 1 ? whole() : failed("not-a-configuration")));
    await pulled();
    const [before] = (await store.findings.list()).items;
    const { lastConfigId, lastAuditId } = await find();
    expect(await pulled()).toMatchObject({ state: "failed", failure: "not-a-configuration" });
    expect((await store.findings.list()).items).toEqual([before]);
    expect(await find()).toMatchObject({ lastConfigId, lastAuditId });
  });

  it("ends as internal when the program breaks, and says no more than its kind", async () => {
    const { pulled } = await bench(() => {
      throw new RangeError("FAKE-secret-1 in line 3");
    });
    expect(await pulled()).toMatchObject({
      state: "failed",
      failure: "internal",
      attempts: 1,
      detail: "The program failed (RangeError); the log says where.",
    });
  });

  it("names the variable that is missing, and contacts nobody", async () => {
    let contacts = 0;
    const tried = await bench(() => {
      contacts += 1;
      return whole();
    });
    delete tried.env["LAB_PASSWORD"];
    expect(await tried.pulled()).toMatchObject({
      state: "failed",
      failure: "credential-missing",
      detail: "environment variable LAB_PASSWORD is not set",
    });
    expect(contacts).toBe(0);
  });
});

describe("many pulls", () => {
  it("of one device at a time: a second request joins the first", async () => {
    const gate = Promise.withResolvers<PullOutcome>();
    const { jobs, device: find, store } = await bench(() => gate.promise);
    const { id } = await find();
    const first = await jobs.requestPull(id, "ann");
    const second = await jobs.requestPull(id, "bob");
    expect(second).toMatchObject({ joined: true, job: { id: first.job.id } });
    gate.resolve(whole());
    await jobs.settled();
    expect((await store.pulls.list()).items).toHaveLength(1);
    expect((await jobs.requestPull(id, "bob")).joined).toBe(false);
  });

  it("run no more at once than they may", async () => {
    let now = 0;
    let most = 0;
    const names = Array.from({ length: 20 }, (_, index) => `r${index}`);
    const inventory = inventoryOf(names, { settings: { ...emptyInventory.settings, concurrency: 3 } });
    const {
      jobs,
      device: find,
      store,
    } = await bench(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
      now -= 1;
      return whole();
    }, inventory);
    for (const name of names) await jobs.requestPull((await find(name)).id, "test");
    await jobs.settled();
    expect(most).toBe(3);
    expect((await store.jobs.list({ state: "succeeded" })).items).toHaveLength(20);
  });
});

describe("a changed host key", () => {
  it("is a finding until the key is right again", async () => {
    const keys = ["right", "wrong", "wrong", "refused", "wrong", "right"];
    const { store, pulled } = await bench(async (target, _, count) => {
      await store.hostKeys.pin(target.name, "SHA256:a");
      if (keys[count - 1] === "wrong") return failed("host-key-changed", "SHA256:b");
      return keys[count - 1] === "refused" ? failed("command-refused", "SHA256:a") : whole("ssh\n");
    });
    const statuses: unknown[] = [];
    for (const key of keys) {
      await pulled();
      statuses.push([key, (await store.findings.list({ rule: ["host-key-changed"] })).items[0]?.status]);
    }
    expect(statuses).toEqual([
      ["right", undefined],
      ["wrong", "open"],
      ["wrong", "open"],
      ["refused", "resolved"],
      ["wrong", "reopened"],
      ["right", "resolved"],
    ]);
  });

  it("leaves the other findings as they are", async () => {
    const { store, pulled } = await bench((_, __, count) =>
      count === 1 ? whole() : failed("host-key-changed", "SHA256:b"),
    );
    await pulled();
    await pulled();
    const { items } = await store.findings.list();
    expect(items.map(({ rule, status, undecidedSince }) => [rule, status, undecidedSince])).toEqual(
      expect.arrayContaining([
        ["host-key-changed", "open", null],
        ["telnet-login", "open", null],
      ]),
    );
  });
});

describe("stopping", () => {
  it("lets a running pull finish", async () => {
    const gate = Promise.withResolvers<PullOutcome>();
    const { jobs, device: find, store } = await bench(() => gate.promise);
    const { job } = await jobs.requestPull((await find()).id, "test");
    await expect.poll(async () => (await store.jobs.get(job.id))?.state).toBe("running");
    const stopped = jobs.stop();
    gate.resolve(whole());
    await stopped;
    expect(await store.jobs.get(job.id)).toMatchObject({ state: "succeeded" });
  });

  it("cancels one that does not finish, and those that wait", async () => {
    const inventory = inventoryOf(["r1", "r2"], {
      settings: { ...emptyInventory.settings, concurrency: 1, stopTimeout: 50 },
    });
    const {
      jobs,
      device: find,
      store,
    } = await bench(
      (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve(failed("cancelled")));
        }),
      inventory,
    );
    await jobs.requestPull((await find("r1")).id, "test");
    await jobs.requestPull((await find("r2")).id, "test");
    await jobs.stop();
    expect((await store.jobs.list()).items.map(({ state, attempts }) => [state, attempts])).toEqual([
      ["cancelled", 0],
      ["cancelled", 1],
    ]);
  });

  it("ends in bounded time when a pull does not even stop", async () => {
    const { jobs, device: find } = await bench(() => new Promise<PullOutcome>(() => undefined));
    await jobs.requestPull((await find()).id, "test");
    const before = performance.now();
    await jobs.stop();
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe("after a crash", () => {
  it("jobs and pulls that were under way are interrupted, and the device can be pulled again", async () => {
    const { store, device: find } = await bench(() => whole());
    const { id } = await find();
    const { job } = await store.jobs.enqueue({ deviceId: id, actor: "test" });
    const pull = await store.pulls.start(id, job.id);
    const jobs = await startPullJobs(
      {
        store,
        ring: testRing,
        targetFor: () => ({ ok: false, failure: "credential-missing", detail: "" }),
        pull: async () => whole(),
        parserFor: () => undefined,
        audit: auditOf,
        rules,
        log: () => undefined,
      },
      emptyInventory.settings,
    );
    expect(await store.jobs.get(job.id)).toMatchObject({ state: "interrupted" });
    expect(await store.pulls.get(pull.id)).toMatchObject({ state: "interrupted" });
    expect((await jobs.requestPull(id, "test")).joined).toBe(false);
    await jobs.settled();
  });
});
