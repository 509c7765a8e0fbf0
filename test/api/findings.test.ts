import { describe, expect, it } from "vitest";
import type { FindingInput } from "../../src/store/finding-store.ts";
import { finding } from "../store/records.ts";
import { known } from "../store/temporary-store.ts";
import { apiUnderTest, bearer, sharedApi, tokenWith, type ApiUnderTest } from "./api-under-test.ts";
import { findingId, storedDevice } from "./stored-device.ts";

const onCore: readonly FindingInput[] = [
  finding(findingId(1), { severity: "critical", rule: "telnet-login", area: "management-access" }),
  finding(findingId(2), { severity: "high", rule: "snmp-community", area: "snmp" }),
  finding(findingId(3), { severity: "low", rule: "ntp-none", area: "time" }),
];
const onEdge: readonly FindingInput[] = [
  finding(findingId(4), { severity: "high", rule: "telnet-login", area: "management-access" }),
  finding(findingId(5), { severity: "info", rule: "banner-none", area: "banners" }),
];

async function twoDevices(): Promise<ApiUnderTest> {
  const api = await apiUnderTest();
  await addTwoDevices(api);
  return api;
}

async function addTwoDevices(api: ApiUnderTest): Promise<void> {
  await storedDevice(api.store, "core", onCore, { site: "berlin" });
  api.clock.forward(60_000);
  await storedDevice(api.store, "edge", onEdge, { site: "lyon" });
  api.clock.forward(60_000);
  await api.store.findings.update(
    findingId(2),
    { status: "acknowledged", ticket: "T-1", owner: "ana" },
    { actor: "test" },
  );
}

const shared = sharedApi(addTwoDevices);

interface Listed {
  readonly items: readonly { readonly id: string }[];
  readonly next: string | null;
  readonly lastChange: number;
}

function numbersOf({ items }: Listed): readonly number[] {
  return items.map(({ id }) => Number.parseInt(id, 16));
}

describe("filters", () => {
  it.each([
    ["", [1, 2, 4, 3, 5]],
    ["device=core", [1, 2, 3]],
    ["site=lyon", [4, 5]],
    ["severity=high,critical", [1, 2, 4]],
    ["severity=info", [5]],
    ["status=acknowledged", [2]],
    ["status=open,acknowledged", [1, 2, 4, 3, 5]],
    ["status=resolved", []],
    ["rule=telnet-login,banner-none", [1, 4, 5]],
    ["rule=no-such-rule", []],
    ["area=snmp,time", [2, 3]],
    ["ticket=T-1", [2]],
    ["owner=ana", [2]],
    ["owner=ben", []],
    ["site=berlin&severity=low,high", [2, 3]],
    ["changedSince=2026-01-01T00:01:00Z", [4, 5, 2]],
    ["changedSince=2026-01-01T00:02:00.000Z", [2]],
    ["changedSince=2027-01-01T00:00:00Z", []],
  ])("%s", async (query, numbers) => {
    const { send } = shared();
    const answer = await send({ url: `/api/v1/findings?${query}` });
    expect(answer.statusCode).toBe(200);
    expect(numbersOf(answer.json<Listed>())).toEqual(numbers);
  });

  it.each([
    ["severity=urgent", "severity"],
    ["severity=high,", "severity"],
    ["status=closed", "status"],
    ["rule=Telnet%20Login", "rule"],
    ["changedSince=yesterday", "changedSince"],
    ["changedSince=2026-02-31T00:00:00Z", "changedSince"],
    ["changedSince=2026-01-01T00:00:00%2B01:00", "changedSince"],
    ["limit=0", "limit"],
    ["limit=501", "limit"],
    ["limit=1.5", "limit"],
    ["limit=1&limit=2", "limit"],
    ["severty=high", "severty"],
    ["retired=yes", "retired"],
    ["deviceId=core", "deviceId"],
    ["device=a%00b", "device"],
  ])("%s is refused by name", async (query, field) => {
    const { send } = shared();
    const answer = await send({ url: `/api/v1/findings?${query}` });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: "request-invalid", errors: [{ in: "query", field }] });
  });
});

describe("pages", () => {
  it("follow each other by Link, without gap or repetition", async () => {
    const { send } = shared();
    const seen: number[] = [];
    let url: string | undefined = "/api/v1/findings?limit=2&severity=critical,high,low,info";
    while (url !== undefined) {
      const answer = await send({ url });
      seen.push(...numbersOf(answer.json<Listed>()));
      url = /^<(.+)>; rel="next"$/.exec(String(answer.headers["link"] ?? ""))?.[1];
    }
    expect(seen).toEqual([1, 2, 4, 3, 5]);
  });

  it("the last one has no next and no Link", async () => {
    const { send } = shared();
    const answer = await send({ url: "/api/v1/findings?limit=5" });
    expect(answer.json()).toMatchObject({ next: null });
    expect(answer.headers["link"]).toBeUndefined();
  });

  it.each(["x", "AAAA", "%00", "..%2F..%2Fetc", "W10", "a".repeat(1500)])("cursor %s is refused", async (cursor) => {
    const { send } = shared();
    expect((await send({ url: `/api/v1/findings?cursor=${cursor}` })).json()).toMatchObject({ code: "cursor-invalid" });
  });

  it("a cursor of other filters is refused", async () => {
    const { send } = shared();
    const { next } = (await send({ url: "/api/v1/findings?limit=2" })).json<Listed>();
    const answer = await send({ url: `/api/v1/findings?limit=2&severity=high&cursor=${next}` });
    expect(answer.json()).toMatchObject({ status: 400, code: "cursor-invalid" });
  });

  it("words of a filter cannot leave the Link header", async () => {
    const { send } = shared();
    const answer = await send({ url: "/api/v1/findings?limit=1&retired=false&site=berlin%3E%3B%20rel%3D%22evil" });
    expect(answer.headers["link"]).toBeUndefined();
    const linked = await send({ url: "/api/v1/findings?limit=1&device=core" });
    expect(linked.headers["link"]).toMatch(
      /^<\/api\/v1\/findings\?limit=1&device=core&cursor=[A-Za-z0-9_-]+>; rel="next"$/,
    );
  });
});

it("a follower sees every change once by changedAfter", async () => {
  const { send, store } = await twoDevices();
  const first = (await send({ url: "/api/v1/findings?changedAfter=0" })).json<Listed>();
  expect(numbersOf(first)).toHaveLength(5);
  const url = `/api/v1/findings?changedAfter=${first.lastChange}`;
  expect(numbersOf((await send({ url })).json<Listed>())).toEqual([]);
  await store.findings.update(findingId(4), { owner: "ben" }, { actor: "test" });
  expect(numbersOf((await send({ url })).json<Listed>())).toEqual([4]);
});

const one = `/api/v1/findings/${findingId(1)}`;

describe("one finding", () => {
  it("carries what a ticket needs", async () => {
    const { send } = shared();
    const answer = await send({ url: one });
    expect(answer.json()).toMatchObject({
      id: findingId(1),
      device: "core",
      site: "berlin",
      status: "open",
      severity: "critical",
      lines: [[3, 4]],
      references: { cci: ["CCI-000068"] },
      firstSeenAt: "2026-01-01T00:00:00.000Z",
      owner: null,
    });
    expect(answer.headers["etag"]).toMatch(/^"\d+"$/);
  });

  it.each([
    ["its version", (tag: string) => tag, 304],
    ["its version, weakly", (tag: string) => `W/${tag}`, 304],
    ["its version among others", (tag: string) => `"0", ${tag}`, 304],
    ["any version", () => "*", 304],
    ["another version", () => '"0"', 200],
  ])("with If-None-Match of %s", async (_which, header, status) => {
    const { send } = shared();
    const tag = String((await send({ url: one })).headers["etag"]);
    const answer = await send({ url: one, headers: { "if-none-match": header(tag) } });
    expect(answer.statusCode).toBe(status);
    expect(answer.body === "").toBe(status === 304);
    expect(answer.headers["etag"]).toBe(tag);
  });

  it.each(["0".repeat(32), "f".repeat(32)])("%s does not exist", async (id) => {
    const { send } = shared();
    expect((await send({ url: `/api/v1/findings/${id}` })).json()).toMatchObject({ status: 404, code: "not-found" });
  });

  it.each(["1", "../devices", "G".repeat(32), `${"0".repeat(32)}%0a`])("%s is no id", async (id) => {
    const { send } = shared();
    expect((await send({ url: `/api/v1/findings/${encodeURIComponent(id)}` })).statusCode).toBe(400);
  });
});

describe("a change", () => {
  it.each([
    [{ status: "acknowledged" }, { status: "acknowledged" }],
    [{ owner: "ana" }, { owner: "ana", status: "open" }],
    [
      { ticket: "INC-7", note: "two\nlines" },
      { ticket: "INC-7", note: "two\nlines" },
    ],
    [{ owner: null }, { owner: null }],
  ])("%j", async (patch, after) => {
    const { send } = await twoDevices();
    const tag = String((await send({ url: one })).headers["etag"]);
    const answer = await send({ method: "PATCH", url: one, headers: { "if-match": tag }, payload: patch });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject(after);
    const read = await send({ url: one });
    expect(read.json()).toMatchObject(after);
    expect(read.headers["etag"]).toBe(answer.headers["etag"]);
  });

  it.each([
    ["no version", {}, 428, "version-missing"],
    ["another version", { "if-match": '"999"' }, 412, "version-conflict"],
    ["a weak version", { "if-match": 'W/"1"' }, 412, "version-conflict"],
    ["no tag at all", { "if-match": "1" }, 412, "version-conflict"],
  ])("of %s is refused", async (_which, headers, status, code) => {
    const { send } = shared();
    const answer = await send({ method: "PATCH", url: one, headers, payload: { owner: "ana" } });
    expect(answer.json()).toMatchObject({ status, code });
    expect((await send({ url: one })).json()).toMatchObject({ owner: null });
  });

  it.each([
    [{}, ""],
    [{ status: "resolved" }, "status"],
    [{ status: "open", severity: "low" }, "severity"],
    [{ owner: "" }, "owner"],
    [{ owner: "a\r\nSet-Cookie: b" }, "owner"],
    [{ owner: 7 }, "owner"],
    [{ owner: "a".repeat(201) }, "owner"],
    [{ note: "a\u0000b" }, "note"],
    [[], ""],
    [null, ""],
  ])("%j is refused", async (payload, field) => {
    const { send } = shared();
    const answer = await send({
      method: "PATCH",
      url: one,
      headers: { "if-match": "*", "content-type": "application/json" },
      payload: JSON.stringify(payload),
    });
    expect(answer.json()).toMatchObject({ status: 400, code: "request-invalid", errors: [{ in: "body", field }] });
  });

  it("as a merge patch", async () => {
    const { send } = await twoDevices();
    const headers = { "if-match": "*", "content-type": "application/merge-patch+json" };
    expect((await send({ method: "PATCH", url: one, headers, payload: '{"owner":"ana"}' })).statusCode).toBe(200);
  });

  it("of a resolved finding's status is refused", async () => {
    const { send, store } = await apiUnderTest();
    const { deviceId } = await storedDevice(store, "core", onCore);
    await store.findings.reconcile(deviceId, null, [], { decided: known });
    const request = { method: "PATCH", url: one, headers: { "if-match": "*" } } as const;
    const answer = await send({ ...request, payload: { status: "acknowledged" } });
    expect(answer.json()).toMatchObject({ status: 409, code: "finding-resolved" });
    expect((await send({ ...request, payload: { ticket: "INC-7" } })).statusCode).toBe(200);
  });

  it("is logged with who made it", async () => {
    const { send, app, store } = await twoDevices();
    const headers = { ...bearer(await tokenWith(store, ["findings:write"])), "if-match": "*" };
    await app.inject({ method: "PATCH", url: one, headers, payload: { owner: "ana" } });
    const answer = await send({ url: `/api/v1/log-entries?object=finding:${findingId(1)}` });
    expect(answer.json()).toMatchObject({ items: [{ actor: "token:some", action: "finding.update" }] });
  });
});
