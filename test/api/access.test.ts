import { describe, expect, it } from "vitest";
import { scopeNames } from "../../src/api/access.ts";
import { apiUnderTest, bearer, sharedApi, tokenWith } from "./api-under-test.ts";
import { anyUrl, routes } from "./routes.ts";

const shared = sharedApi();

const guarded = routes.filter(({ access }) => access !== "public");
const scoped = guarded.filter(({ access }) => access !== "token");

describe("without a token", () => {
  it.each(guarded)("$method $path is refused", async (route) => {
    const { app } = shared();
    const answer = await app.inject({ method: route.method, url: anyUrl(route) });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="redoubt"');
    expect(answer.json()).toMatchObject({ code: "token-missing" });
  });
});

describe("with every scope but its own", () => {
  it.each(scoped)("$method $path is refused", async (route) => {
    const { app, store } = shared();
    const token = await tokenWith(
      store,
      scopeNames.filter((scope) => scope !== route.access),
    );
    const answer = await app.inject({ method: route.method, url: anyUrl(route), headers: bearer(token) });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers["www-authenticate"]).toContain(`scope="${route.access}"`);
    expect(answer.json()).toMatchObject({ code: "scope-missing" });
  });
});

describe("with its scope alone", () => {
  it.each(guarded)("$method $path is let in", async (route) => {
    const { app, store } = shared();
    const token = await tokenWith(store, [route.access]);
    const answer = await app.inject({ method: route.method, url: anyUrl(route), headers: bearer(token) });
    expect([401, 403]).not.toContain(answer.statusCode);
    expect(answer.statusCode).toBeLessThan(500);
  });
});

describe("HEAD is guarded as GET is", () => {
  it.each(guarded.filter(({ method }) => method === "GET"))("$path", async (route) => {
    const { app } = shared();
    expect((await app.inject({ method: "HEAD", url: anyUrl(route) })).statusCode).toBe(401);
  });
});

describe("a token that is not valid", () => {
  it.each([
    ["of another server", "Bearer rdt_FAKE-token", "token-refused"],
    ["of another scheme", "Basic FAKE", "token-refused"],
    ["empty", "Bearer ", "token-refused"],
    ["with spaces", "Bearer a b", "token-refused"],
    ["very long", `Bearer ${"a".repeat(5000)}`, "token-refused"],
    ["with odd characters", "Bearer é\u00ff", "token-refused"],
  ])("%s is refused", async (_what, authorization, code) => {
    const { app } = shared();
    const answer = await app.inject({ url: "/api/v1/devices", headers: { authorization } });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["www-authenticate"]).toContain('error="invalid_token"');
    expect(answer.json()).toMatchObject({ code });
  });

  it("expired is refused", async () => {
    const { app, store, clock } = await apiUnderTest();
    const token = await tokenWith(store, ["devices:read"], "2026-01-01T00:00:10.000Z");
    const get = { url: "/api/v1/devices", headers: bearer(token) };
    expect((await app.inject(get)).statusCode).toBe(200);
    clock.forward(10_000);
    expect((await app.inject(get)).json()).toMatchObject({ status: 401, code: "token-expired" });
  });

  it("revoked is refused", async () => {
    const { app, store, send } = await apiUnderTest();
    const token = await tokenWith(store, ["devices:read"]);
    const { items } = await store.tokens.list();
    const id = items.find(({ name }) => name === "some")?.id;
    expect((await send({ method: "DELETE", url: `/api/v1/tokens/${id}` })).statusCode).toBe(204);
    expect((await send({ method: "DELETE", url: `/api/v1/tokens/${id}` })).statusCode).toBe(204);
    const answer = await app.inject({ url: "/api/v1/devices", headers: bearer(token) });
    expect(answer.json()).toMatchObject({ status: 401, code: "token-refused" });
  });
});

it("a token in the URL is no token", async () => {
  const { app, token } = shared();
  expect((await app.inject({ url: `/api/v1/devices?access_token=${token}` })).statusCode).toBe(401);
});

it("a refused body is never read", async () => {
  const { app } = shared();
  const answer = await app.inject({
    method: "POST",
    url: "/api/v1/audits",
    headers: { "content-type": "application/json" },
    payload: "{ this is not JSON",
  });
  expect(answer.statusCode).toBe(401);
});

describe("is open to anyone", () => {
  it.each([
    ...routes.filter(({ access }) => access === "public").map(({ path }) => path),
    "/api/v1/openapi.json",
    "/api/v1/docs/",
    "/api/v1/docs/static/swagger-ui.css",
  ])("%s", async (url) => {
    const { app } = shared();
    const answer = await app.inject({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  });
});

it("no token and no header reaches the log", async () => {
  const { send, token, logged } = await apiUnderTest();
  await send({ url: "/api/v1/devices?name=FAKE-name", headers: { cookie: "FAKE-cookie" } });
  await send({ method: "POST", url: "/api/v1/tokens", payload: { name: "FAKE-token-name", scopes: ["log:read"] } });
  expect(logged()).toContain("/api/v1/devices");
  expect(logged()).not.toContain(token);
  expect(logged()).not.toContain("FAKE");
  expect(logged()).not.toContain("rdt_");
});
