import { describe, expect, it } from "vitest";
import { addDevice } from "../store/temporary-store.ts";
import { apiUnderTest, bearer, tokenWith } from "./api-under-test.ts";
import { storedDevice } from "./stored-device.ts";

interface Identified {
  readonly id: string;
}

describe("POST /devices/:id/pulls", () => {
  it("answers with a job to follow", async () => {
    const { send, store } = await apiUnderTest();
    const id = await addDevice(store);
    const answer = await send({ method: "POST", url: `/api/v1/devices/${id}/pulls` });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ deviceId: id, state: "queued", actor: "token:all", kind: "pull" });
    const followed = await send({ url: String(answer.headers.location) });
    expect(followed.json()).toEqual(answer.json());
  });

  it("answers the same job for the same key", async () => {
    const { send, store } = await apiUnderTest();
    const id = await addDevice(store);
    const request = {
      method: "POST",
      url: `/api/v1/devices/${id}/pulls`,
      headers: { "idempotency-key": "k-1" },
    } as const;
    const first = await send(request);
    // Its end would make a new request a new job.
    await store.jobs.change(first.json<Identified>().id, { state: "succeeded" });
    const second = await send(request);
    expect(second.statusCode).toBe(202);
    expect(second.body).toBe(first.body);
    expect(second.headers.location).toBe(first.headers.location);
    expect([first.headers["idempotency-replayed"], second.headers["idempotency-replayed"]]).toEqual([
      undefined,
      "true",
    ]);
    expect((await store.jobs.list()).items).toHaveLength(1);
  });

  it("refuses the same key for another request", async () => {
    const { send, store } = await apiUnderTest();
    const headers = { "idempotency-key": "k-1" };
    const one = await addDevice(store, "r1");
    const other = await addDevice(store, "r2");
    await send({ method: "POST", url: `/api/v1/devices/${one}/pulls`, headers });
    const path = await send({ method: "POST", url: `/api/v1/devices/${other}/pulls`, headers });
    expect(path.json()).toMatchObject({ status: 422, code: "idempotency-mismatch" });
    const body = await send({ method: "POST", url: `/api/v1/devices/${one}/pulls`, headers, payload: {} });
    expect(body.json()).toMatchObject({ status: 422, code: "idempotency-mismatch" });
    expect((await store.jobs.list()).items).toHaveLength(1);
  });

  it("keeps keys of two tokens apart", async () => {
    const { app, store } = await apiUnderTest();
    const id = await addDevice(store);
    const request = async () => ({
      method: "POST" as const,
      url: `/api/v1/devices/${id}/pulls`,
      headers: { ...bearer(await tokenWith(store, ["pulls:write"])), "idempotency-key": "k-1" },
    });
    await app.inject(await request());
    const second = await app.inject(await request());
    expect(second.statusCode).toBe(202);
    expect(second.headers["idempotency-replayed"]).toBeUndefined();
  });

  it("gives the key back when the work fails", async () => {
    const { send, store } = await apiUnderTest();
    const id = await addDevice(store);
    await store.devices.sync([], "test");
    const request = {
      method: "POST",
      url: `/api/v1/devices/${id}/pulls`,
      headers: { "idempotency-key": "k-1" },
    } as const;
    expect((await send(request)).json()).toMatchObject({ status: 409, code: "device-retired" });
    await addDevice(store);
    expect((await send(request)).statusCode).toBe(202);
  });

  it.each([
    ["key with spaces", { "idempotency-key": "a b" }, "header"],
    ["key too long", { "idempotency-key": "a".repeat(129) }, "header"],
    ["empty key", { "idempotency-key": "" }, "header"],
  ])("refuses a %s", async (_what, headers, part) => {
    const { send, store } = await apiUnderTest();
    const id = await addDevice(store);
    const answer = await send({ method: "POST", url: `/api/v1/devices/${id}/pulls`, headers });
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ in: part, field: "idempotency-key" }] });
  });

  it("refuses fields that it does not know", async () => {
    const { send, store } = await apiUnderTest();
    const id = await addDevice(store);
    const answer = await send({ method: "POST", url: `/api/v1/devices/${id}/pulls`, payload: { force: true } });
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ in: "body", field: "force" }] });
  });
});

describe("reading", () => {
  it("a device tells its newest pull", async () => {
    const { send, store } = await apiUnderTest();
    const { deviceId, pullId, configId, auditId } = await storedDevice(store);
    const answer = await send({ url: `/api/v1/devices/${deviceId}` });
    expect(answer.json()).toMatchObject({
      name: "r1",
      lastConfigId: configId,
      lastPull: { id: pullId, state: "stored", configId, auditId, failure: null },
    });
    const again = await send({
      url: `/api/v1/devices/${deviceId}`,
      headers: { "if-none-match": String(answer.headers["etag"]) },
    });
    expect(again.statusCode).toBe(304);
    const failing = await store.pulls.start(deviceId, null);
    await store.pulls.fail(failing.id, { failure: "connect-timeout", detail: "after 10 s", hostKey: null });
    const after = await send({
      url: `/api/v1/devices/${deviceId}`,
      headers: { "if-none-match": String(answer.headers["etag"]) },
    });
    expect(after.json()).toMatchObject({
      lastConfigId: configId,
      lastPull: { state: "failed", failure: "connect-timeout" },
    });
  });

  it.each([
    ["/api/v1/pulls?state=stored", 1],
    ["/api/v1/pulls?state=failed", 0],
    ["/api/v1/jobs", 0],
    ["/api/v1/audits", 1],
    ["/api/v1/devices?site=none", 0],
    ["/api/v1/devices?name=r1", 1],
    ["/api/v1/devices?retired=true", 0],
    ["/api/v1/devices?retired=any", 1],
    ["/api/v1/schedules", 0],
  ])("%s has %i", async (url, count) => {
    const { send, store } = await apiUnderTest();
    await storedDevice(store);
    const answer = await send({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.json<{ items: unknown[] }>().items).toHaveLength(count);
  });

  it("an audit tells counts, coverage and where it is in doubt, and no text", async () => {
    const { send, store } = await apiUnderTest();
    const { auditId } = await storedDevice(store);
    const answer = await send({ url: `/api/v1/audits/${auditId}?all=true` });
    expect(answer.json()).toMatchObject({
      verdicts: { fail: 1 },
      bySeverity: { high: 1 },
      unread: [{ line: 3, touches: ["*"] }],
      verdictList: [{ rule: "telnet-login", outcome: "fail", lines: [[3, 4]], xmlPath: null, default: null }],
    });
    expect(answer.body).not.toContain("FAKE-secret");
    expect((await send({ url: `/api/v1/audits/${auditId}` })).json()).not.toHaveProperty("verdictList");
  });

  it("schedules are found by id and by name", async () => {
    const { send, store } = await apiUnderTest();
    const nightly = { name: "nightly run", cron: "0 2 * * *", timezone: "UTC", devices: "all", sites: [] } as const;
    await store.schedules.sync([nightly, { ...nightly, name: "b", devices: ["r1"] }], "test");
    const byName = await send({ url: "/api/v1/schedules/nightly%20run" });
    expect(byName.json()).toMatchObject({ ...nightly, nextRunAt: null });
    const byId = await send({ url: `/api/v1/schedules/${byName.json<Identified>().id}` });
    expect(byId.json()).toEqual(byName.json());
  });
});

describe("what a person mends", () => {
  it("a held device is released, and the log tells by whom", async () => {
    const { send, store } = await apiUnderTest();
    const id = await addDevice(store);
    await store.devices.hold(id, { failure: "credentials-refused", credentialsHash: "FAKE-hash" });
    const held = await send({ url: `/api/v1/devices/${id}` });
    expect(held.json()).toMatchObject({ hold: { failure: "credentials-refused" } });
    expect(held.body).not.toContain("FAKE-hash");
    expect((await send({ method: "DELETE", url: `/api/v1/devices/${id}/hold` })).statusCode).toBe(204);
    expect((await send({ url: `/api/v1/devices/${id}` })).json()).toMatchObject({ hold: null });
    expect((await send({ url: "/api/v1/log-entries?actor=token:all" })).json()).toMatchObject({
      items: [{ action: "device.release", object: "device:r1" }],
    });
  });

  it("a pinned host key is forgotten", async () => {
    const { send, store } = await apiUnderTest();
    const id = await addDevice(store);
    const url = `/api/v1/devices/${id}/host-key`;
    expect((await send({ url })).statusCode).toBe(404);
    await store.hostKeys.pin("r1", "SHA256:FAKE");
    expect((await send({ url })).json()).toMatchObject({ fingerprint: "SHA256:FAKE" });
    expect((await send({ method: "DELETE", url })).statusCode).toBe(204);
    expect((await send({ url })).statusCode).toBe(404);
  });
});
