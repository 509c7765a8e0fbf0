import { connect } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { StoreError } from "../../src/store/store-failures.ts";
import { addDevice } from "../store/temporary-store.ts";
import { apiUnderTest, sharedApi } from "./api-under-test.ts";
import { anyUrl, routes } from "./routes.ts";

const shared = sharedApi();
const json = { "content-type": "application/json" };
const mebibyte = 1024 * 1024;

describe("bodies", () => {
  it.each([
    ["70 MiB of text", "/api/v1/audits", { "content-type": "text/plain" }, Buffer.alloc(70 * mebibyte, "a\n")],
    ["70 MiB of JSON", "/api/v1/audits", json, Buffer.alloc(70 * mebibyte, "[")],
    ["2 MiB where 1 is the bound", "/api/v1/tokens", json, Buffer.alloc(2 * mebibyte, " ")],
  ])("%s are refused", async (_what, url, headers, payload) => {
    const answer = await shared().send({ method: "POST", url, headers, payload });
    expect(answer.json()).toMatchObject({ status: 413, code: "body-too-large" });
    expect(answer.json<{ detail: string }>().detail).toMatch(/\d+ bytes at most/);
  });

  it.each([
    ["half an object", '{"name":', 1, 9],
    ["a comma too many", '{\n  "name": "ci",\n}', 3, 1],
    ["text", "name=ci", 1, 1],
    ["deep lists, never closed", "[".repeat(500_000), 1, 500_001],
  ])("JSON that is %s is refused with its place", async (_what, payload, line, column) => {
    const answer = await shared().send({ method: "POST", url: "/api/v1/tokens", headers: json, payload });
    expect(answer.json()).toMatchObject({ status: 400, code: "malformed-json", line, column });
  });

  it.each([
    ["deep lists", `${"[".repeat(250_000)}${"]".repeat(250_000)}`],
    ["deep objects", `${'{"name":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["a prototype", '{"__proto__":{"scopes":["tokens:admin"]},"name":"ci","scopes":["log:read"]}'],
    ["a constructor", '{"constructor":{"prototype":{"a":1}},"name":"ci","scopes":["log:read"]}'],
    [
      "many unknown fields",
      JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f${at}`, at]))),
    ],
    ["a number", "7"],
    ["null", "null"],
    ["nothing", ""],
  ])("JSON that is %s is refused", async (_what, payload) => {
    const answer = await shared().send({ method: "POST", url: "/api/v1/tokens", headers: json, payload });
    expect(answer.json()).toMatchObject({ status: 400, code: "request-invalid" });
    expect(answer.body.length).toBeLessThan(4000);
  });

  it.each([
    ["/api/v1/tokens", "text/plain"],
    ["/api/v1/tokens", "application/x-www-form-urlencoded"],
    ["/api/v1/audits", "multipart/form-data; boundary=x"],
    ["/api/v1/audits", "no type"],
  ])("%s does not read %s", async (url, type) => {
    const answer = await shared().send({ method: "POST", url, headers: { "content-type": type }, payload: "a" });
    expect(answer.json()).toMatchObject({ status: 415, code: "media-type-unsupported" });
  });

  it("are refused where none is read", async () => {
    const url = "/api/v1/devices/00000000-0000-7000-8000-000000000000/hold";
    const answer = await shared().send({ method: "DELETE", url, payload: { a: 1 } });
    expect(answer.json()).toMatchObject({ status: 400, code: "request-invalid" });
  });
});

describe("addresses", () => {
  it.each([
    ["/api/v1/devices/%zz", 400, "url-malformed"],
    ["/api/v1/devices/%00", 400, "request-invalid"],
    ["/api/v1/devices/..%2F..%2Fetc%2Fpasswd", 400, "request-invalid"],
    [`/api/v1/devices/${"a".repeat(300)}`, 404, "not-found"],
    ["/api/v1/nothing", 404, "no-such-route"],
    ["/api/v2/devices", 404, "no-such-route"],
    ["//example.com/api/v1/devices", 404, "no-such-route"],
    ["/api/v1/docs/static/..%2f..%2f..%2fpackage.json", 404, "no-such-route"],
    ["/api/v1/rules/__proto__", 400, "request-invalid"],
    ["/api/v1/rules/constructor", 404, "not-found"],
    ["/api/v1/devices?__proto__=1", 400, "request-invalid"],
    ["/api/v1/devices?name=%0d%0aSet-Cookie:%20a=b", 400, "request-invalid"],
    ["/api/v1/devices?name[]=a", 400, "request-invalid"],
  ])("%s", async (url, status, code) => {
    const answer = await shared().send({ url });
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  it.each(["PUT", "OPTIONS", "DELETE"] as const)("%s of what is only read is no route", async (method) => {
    expect((await shared().send({ method, url: "/api/v1/findings" })).json()).toMatchObject({ code: "no-such-route" });
  });
});

describe("an unknown query is refused, not dropped", () => {
  it.each(routes.filter(({ method }) => method !== "PATCH" && method !== "POST"))("$method $path", async (route) => {
    const answer = await shared().send({ method: route.method, url: `${anyUrl(route)}?frobnicate=1` });
    expect(answer.json()).toMatchObject({
      status: 400,
      code: "request-invalid",
      errors: expect.arrayContaining([{ in: "query", field: "frobnicate", message: "is not known here" }]),
    });
  });
});

describe("answers", () => {
  it("name no server and no framework", async () => {
    const { headers } = await shared().send({ url: "/api/v1/devices" });
    expect(headers).not.toHaveProperty("server");
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(JSON.stringify(headers)).not.toMatch(/fastify|node|0\.0\.0-test/i);
  });

  it("take no request id from outside", async () => {
    const { headers } = await shared().send({
      url: "/healthz",
      headers: { "x-request-id": "FAKE", "request-id": "FAKE" },
    });
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ["a fault of the program", new Error("FAKE-secret-1 in the words of an error"), 500, "internal"],
    ["a store that is gone", new StoreError("disk-full", "FAKE-place"), 503, "store-unavailable"],
  ])("say nothing of %s", async (_what, error, status, code) => {
    const { send, store } = await apiUnderTest({
      pulls: {
        requestPull: () => Promise.reject(error),
      },
    });
    const answer = await send({ method: "POST", url: `/api/v1/devices/${await addDevice(store)}/pulls` });
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.body).not.toMatch(/FAKE|at .*\.ts/);
  });

  it("an error's words are logged, unless they could quote a configuration", async () => {
    const { send, store, logged } = await apiUnderTest({
      auditPosted: () => Promise.reject(new Error("FAKE-line of a configuration")),
      pulls: { requestPull: () => Promise.reject(new Error("the queue broke")) },
    });
    const headers = { "content-type": "text/plain" };
    const posted = await send({ method: "POST", url: "/api/v1/audits", headers, payload: "hostname r1" });
    expect(posted.json()).toMatchObject({ status: 500, code: "internal" });
    expect(logged()).toContain("a request failed");
    expect(logged()).not.toContain("FAKE");
    await send({ method: "POST", url: `/api/v1/devices/${await addDevice(store)}/pulls` });
    expect(logged()).toContain("the queue broke");
  });

  it("a closed store is not ready, but alive", async () => {
    const { app, store } = await apiUnderTest();
    await store.close();
    expect((await app.inject({ url: "/readyz" })).json()).toMatchObject({ status: 503, code: "store-unavailable" });
    expect((await app.inject({ url: "/healthz" })).statusCode).toBe(200);
  });
});

describe("what is no HTTP", () => {
  it.each([
    ["prose", "hello\r\n\r\n", "400 Bad Request", "request-invalid"],
    [
      "a header without end",
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(20_000)}\r\n\r\n`,
      "431 ",
      "headers-too-large",
    ],
    [
      "two lengths",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
      "400 ",
      "request-invalid",
    ],
  ])("%s gets a problem document", async (_what, bytes, status, code) => {
    const { app } = await apiUnderTest();
    await app.listen({ host: "127.0.0.1", port: 0 });
    const address = app.server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const socket = connect(port, "127.0.0.1");
    socket.end(bytes);
    const answer = await textOf(socket);
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(answer).toContain(`"code":"${code}"`);
  });
});
