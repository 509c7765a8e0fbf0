import { describe, expect, it } from "vitest";
import { uuidSource } from "../../src/store/uuid.ts";
import { auditInput, entry } from "./records.ts";
import { addDevice, temporaryStore, testClock } from "./temporary-store.ts";

describe("devices", () => {
  it("follow the inventory, and keep their identity when they come back", async () => {
    const store = await temporaryStore();
    const sync = (...names: string[]) =>
      store.devices.sync(
        names.map((name) => entry(name)),
        "inventory",
      );
    expect(await sync("r1", "r2")).toEqual({ added: ["r1", "r2"], changed: [], restored: [], retired: [] });
    const before = await store.devices.byName("r1");
    expect(await sync("r2")).toMatchObject({ retired: ["r1"] });
    expect((await store.devices.list()).items.map(({ name }) => name)).toEqual(["r2"]);
    expect((await store.devices.list({ retired: true })).items.map(({ name }) => name)).toEqual(["r1"]);
    expect((await store.devices.list({ retired: "any" })).items).toHaveLength(2);
    expect(await sync("r1", "r2")).toMatchObject({ restored: ["r1"], added: [] });
    expect(await store.devices.byName("r1")).toMatchObject({ id: before?.id, retiredAt: null, version: 3 });
    expect(await sync("r2", "r1")).toEqual({ added: [], changed: [], restored: [], retired: [] });
    expect((await store.log.list()).items.map(({ action }) => action)).toEqual([
      "device.sync",
      "device.sync",
      "device.sync",
    ]);
  });

  it("change with their entry, whatever the order of its timeouts", async () => {
    const store = await temporaryStore();
    await store.devices.sync([entry("r1", { timeouts: { connect: 1000, idle: 2000 } })], "inventory");
    const same = await store.devices.sync([entry("r1", { timeouts: { idle: 2000, connect: 1000 } })], "inventory");
    expect(same.changed).toEqual([]);
    const other = await store.devices.sync([entry("r1", { host: "192.0.2.9", legacyAlgorithms: true })], "inventory");
    expect(other.changed).toEqual(["r1"]);
    expect(await store.devices.byName("r1")).toMatchObject({
      host: "192.0.2.9",
      legacyAlgorithms: true,
      timeouts: {},
      version: 2,
    });
  });

  it("are filtered by what is known of them", async () => {
    const store = await temporaryStore();
    await store.devices.sync([entry("r1", { site: "berlin" }), entry("r2", { site: "rome" })], "inventory");
    const device = await store.devices.byName("r2");
    const pull = await store.pulls.start(device?.id ?? "", null);
    await store.commitPull({
      pullId: pull.id,
      config: { text: "a", comparable: "a", profile: "cisco-ios", os: "cisco-ios" },
      hostKey: "SHA256:a",
      audit: auditInput({ model: "C2960" }),
      decided: () => true,
    });
    expect((await store.devices.list({ os: "cisco-ios" })).items).toMatchObject([
      { name: "r2", model: "C2960", osVersion: "15.2" },
    ]);
    expect((await store.devices.list({ site: "berlin" })).items).toMatchObject([{ name: "r1", os: null }]);
  });
});

describe("configurations", () => {
  it("are versions in a row, of texts that are stored once", async () => {
    const clock = testClock();
    const store = await temporaryStore(clock);
    const id = await addDevice(store);
    for (const text of ["a\n", "a\n", "b\nb", "a\n"]) {
      clock.forward(1000);
      const pull = await store.pulls.start(id, null);
      await store.commitPull({
        pullId: pull.id,
        config: { text, comparable: text, profile: "cisco-ios", os: "cisco-ios" },
        hostKey: "SHA256:a",
        audit: auditInput(),
        decided: () => true,
      });
    }
    const { items } = await store.configs.list(id);
    expect(items).toMatchObject([
      {
        number: 3,
        bytes: 2,
        lines: 1,
        firstSeenAt: "2026-01-01T00:00:04.000Z",
        lastSeenAt: "2026-01-01T00:00:04.000Z",
      },
      { number: 2, bytes: 3, lines: 2, firstSeenAt: "2026-01-01T00:00:03.000Z" },
      {
        number: 1,
        bytes: 2,
        lines: 1,
        firstSeenAt: "2026-01-01T00:00:01.000Z",
        lastSeenAt: "2026-01-01T00:00:02.000Z",
      },
    ]);
    expect(items[0]?.hash).toBe(items[2]?.hash);
    expect((await store.pulls.list({ deviceId: id })).items.map(({ state }) => state)).toEqual([
      "stored",
      "stored",
      "unchanged",
      "stored",
    ]);
    expect(await store.configs.latest(id)).toEqual(items[0]);
    expect(await store.configs.storedText("b\nb")).toBe("b\nb");
    expect(await store.configs.storedText("c")).toBeNull();
    expect(await store.configs.rawText("none")).toBeNull();
  });

  it.each([
    ["", 0],
    ["\n", 1],
    ["hostname ä — 日本\r\n\u0000end", 2],
    ["x".repeat(3_000_000), 1],
  ])("come back as they went in", async (text, lines) => {
    const store = await temporaryStore();
    const id = await addDevice(store);
    const pull = await store.pulls.start(id, null);
    const { config } = await store.commitPull({
      pullId: pull.id,
      config: { text, comparable: text, profile: "cisco-ios", os: "cisco-ios" },
      hostKey: "SHA256:a",
      audit: auditInput(),
      decided: () => true,
    });
    expect(config.lines).toBe(lines);
    expect((await store.configs.rawText(config.id)) === text).toBe(true);
  });
});

describe("host keys", () => {
  it("are pinned once, and anew only after they were forgotten", async () => {
    const store = await temporaryStore();
    expect(await store.hostKeys.pinned("r1")).toBeNull();
    await store.hostKeys.pin("r1", "SHA256:a");
    await store.hostKeys.pin("r1", "SHA256:a");
    await expect(store.hostKeys.pin("r1", "SHA256:b")).rejects.toThrow(
      expect.objectContaining({ code: "host-key-pinned" }),
    );
    expect(await store.hostKeys.get("r1")).toEqual({
      device: "r1",
      fingerprint: "SHA256:a",
      pinnedAt: "2026-01-01T00:00:00.000Z",
    });
    expect(await store.hostKeys.forget("r1", "token:ann")).toBe(true);
    expect(await store.hostKeys.forget("r1", "token:ann")).toBe(false);
    await store.hostKeys.pin("r1", "SHA256:b");
    expect(await store.hostKeys.pinned("r1")).toBe("SHA256:b");
    expect((await store.log.list({ object: "device:r1" })).items).toMatchObject([
      { actor: "token:ann", action: "host-key.forget", detail: { fingerprint: "SHA256:a" } },
    ]);
  });
});

describe("tokens", () => {
  it("are shown once and checked by hash, until they expire or are revoked", async () => {
    const clock = testClock();
    const store = await temporaryStore(clock);
    const expiresAt = "2026-01-01T01:00:00+00:00";
    const { token, plain } = await store.tokens.create({ name: "ci", scopes: ["read"], expiresAt }, "cli");
    expect(plain).toMatch(/^rdt_[\w-]{43}$/);
    expect(plain.startsWith(token.prefix)).toBe(true);
    expect(await store.tokens.check(plain)).toMatchObject({ ok: true, token: { name: "ci", scopes: ["read"] } });
    expect(await store.tokens.check(`${plain}x`)).toEqual({ ok: false, reason: "unknown" });
    expect(await store.tokens.check("")).toEqual({ ok: false, reason: "unknown" });
    expect((await store.tokens.get(token.id))?.lastUsedAt).toBe("2026-01-01T00:00:00.000Z");
    clock.forward(3_600_000);
    expect(await store.tokens.check(plain)).toEqual({ ok: false, reason: "expired" });
    expect(await store.tokens.revoke(token.id, "cli")).toBe(true);
    expect(await store.tokens.revoke(token.id, "cli")).toBe(false);
    expect(await store.tokens.check(plain)).toEqual({ ok: false, reason: "revoked" });
    const entries = (await store.log.list({ actor: "cli" })).items;
    expect(entries.map(({ action }) => action)).toEqual(["token.revoke", "token.create"]);
    expect(JSON.stringify(entries)).not.toContain(plain);
    expect((await store.tokens.list()).items).toHaveLength(1);
  });
});

describe("idempotency keys", () => {
  it("give the same answer to the same request for a day", async () => {
    const clock = testClock();
    const { idempotency } = await temporaryStore(clock);
    const response = { status: 202, headers: { location: "/jobs/1" }, body: "{}" };
    expect(await idempotency.begin("k", "ann", "POST /a")).toEqual({ state: "new" });
    expect(await idempotency.begin("k", "ann", "POST /a")).toEqual({ state: "running" });
    expect(await idempotency.begin("k", "bob", "POST /a")).toEqual({ state: "new" });
    await idempotency.finish("k", "ann", response);
    expect(await idempotency.begin("k", "ann", "POST /a")).toEqual({ state: "done", response });
    expect(await idempotency.begin("k", "ann", "POST /b")).toEqual({ state: "mismatch" });
    await idempotency.drop("k", "bob");
    expect(await idempotency.begin("k", "bob", "POST /b")).toEqual({ state: "new" });
    clock.forward(25 * 3_600_000);
    expect(await idempotency.begin("k", "ann", "POST /b")).toEqual({ state: "new" });
  });
});

describe("jobs", () => {
  it("are one for each device while they are not at their end", async () => {
    const store = await temporaryStore();
    const id = await addDevice(store);
    const first = await store.jobs.enqueue({ deviceId: id, actor: "token:ann" });
    expect(first).toMatchObject({ joined: false, job: { state: "queued", attempts: 0 } });
    expect(await store.jobs.enqueue({ deviceId: id, actor: "token:bob" })).toEqual({ job: first.job, joined: true });
    await store.jobs.change(first.job.id, { state: "waiting", failure: "connect-timeout", attempts: 1 });
    expect((await store.jobs.enqueue({ deviceId: id, actor: "token:bob" })).joined).toBe(true);
    await store.jobs.change(first.job.id, { state: "succeeded", failure: null });
    expect(await store.jobs.get(first.job.id)).toMatchObject({ state: "succeeded", failure: null, attempts: 1 });
    expect((await store.jobs.enqueue({ deviceId: id, actor: "token:bob" })).joined).toBe(false);
    expect((await store.jobs.list({ deviceId: id })).items).toHaveLength(2);
  });

  it("and pulls are of devices that exist", async () => {
    const store = await temporaryStore();
    const missing = expect.objectContaining({ name: "StoreError", code: "not-found" });
    await expect(store.jobs.enqueue({ deviceId: "none", actor: "test" })).rejects.toThrow(missing);
    await expect(store.jobs.change("none", { state: "failed" })).rejects.toThrow(missing);
    await expect(store.pulls.start("none", null)).rejects.toThrow(missing);
    await expect(store.pulls.fail("none", { failure: "cancelled", detail: "", hostKey: null })).rejects.toThrow(
      missing,
    );
  });
});

describe("schedules", () => {
  it("follow the inventory and tell their runs", async () => {
    const store = await temporaryStore();
    const nightly = { name: "nightly", cron: "0 3 * * *", timezone: null, devices: "all", sites: [] } as const;
    await store.schedules.sync([nightly], "inventory");
    await store.schedules.ran("nightly", "2026-01-01T03:00:00.000Z", "2026-01-02T03:00:00.000Z");
    await store.schedules.ran("nightly", null, "2026-01-03T03:00:00.000Z");
    await store.schedules.sync([nightly], "inventory");
    const stored = await store.schedules.get("nightly");
    expect(stored).toMatchObject({
      ...nightly,
      lastRunAt: "2026-01-01T03:00:00.000Z",
      nextRunAt: "2026-01-03T03:00:00.000Z",
      version: 3,
    });
    expect(await store.schedules.get(stored?.id ?? "")).toEqual(stored);
    await store.schedules.sync([{ ...nightly, cron: "0 4 * * *" }], "inventory");
    expect(await store.schedules.get("nightly")).toMatchObject({
      cron: "0 4 * * *",
      version: 4,
      lastRunAt: "2026-01-01T03:00:00.000Z",
    });
    await store.schedules.sync([], "inventory");
    expect((await store.schedules.list()).items).toEqual([]);
  });
});

describe("identifiers", () => {
  it("are UUIDv7 and only grow, even when the clock goes back", () => {
    const clock = testClock();
    const next = uuidSource(clock.now);
    const ids = [next(), next()];
    clock.forward(-60_000);
    ids.push(...Array.from({ length: 5000 }, () => next()));
    clock.forward(120_000);
    ids.push(next());
    const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(ids.filter((id) => !uuid7.test(id))).toEqual([]);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Number.parseInt((ids[0] ?? "").replaceAll("-", "").slice(0, 12), 16)).toBe(
      Date.parse("2026-01-01T00:00:00.000Z"),
    );
  });
});

describe("audits", () => {
  it("of an unchanged configuration share what they say", async () => {
    const store = await temporaryStore();
    const id = await addDevice(store);
    const ids: (string | null)[] = [];
    for (const unread of [[], [], [{ line: 1, text: "FAKE-secret-1", touches: ["*"] }]] as const) {
      const pull = await store.pulls.start(id, null);
      const { audit } = await store.commitPull({
        pullId: pull.id,
        config: { text: "a", comparable: "a", profile: "cisco-ios", os: "cisco-ios" },
        hostKey: "SHA256:a",
        audit: auditInput({ unread }),
        decided: () => true,
      });
      ids.push(audit.id);
    }
    expect((await store.audits.list({ deviceId: id })).items.map((audit) => audit.id)).toEqual(ids.toReversed());
    expect(await store.audits.latest(id)).toMatchObject({ id: ids[2], coverage: { lines: 3 }, counts: { fail: 1 } });
    const details = await Promise.all(ids.map((audit) => store.audits.detail(audit ?? "")));
    expect(details.map((detail) => detail?.unread.length)).toEqual([0, 0, 1]);
    expect(await store.audits.detail("none")).toBeNull();
  });
});
