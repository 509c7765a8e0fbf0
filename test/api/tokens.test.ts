import { describe, expect, it } from "vitest";
import { apiUnderTest, bearer, sharedApi } from "./api-under-test.ts";

interface Created {
  readonly id: string;
  readonly secret: string;
  readonly expiresAt: string | null;
}

const url = "/api/v1/tokens";
const shared = sharedApi();

describe("POST /tokens", () => {
  it.each([
    [{}, "2026-04-01T00:00:00.000Z"],
    [{ expiresAt: null }, null],
    [{ expiresAt: "2026-02-01T12:00:00Z" }, "2026-02-01T12:00:00.000Z"],
  ])("%j expires at %s", async (expiry, expiresAt) => {
    const { send } = await apiUnderTest();
    const answer = await send({ method: "POST", url, payload: { name: "ci", scopes: ["findings:read"], ...expiry } });
    expect(answer.statusCode).toBe(201);
    expect(answer.json<Created>().expiresAt).toBe(expiresAt);
  });

  it("shows the secret once, and it works", async () => {
    const { app, send } = await apiUnderTest();
    const answer = await send({ method: "POST", url, payload: { name: "ci", scopes: ["findings:read"] } });
    const { id, secret } = answer.json<Created>();
    expect(answer.headers["location"]).toBe(`${url}/${id}`);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect((await app.inject({ url: "/api/v1/findings", headers: bearer(secret) })).statusCode).toBe(200);
    expect((await app.inject({ url: "/api/v1/devices", headers: bearer(secret) })).statusCode).toBe(403);
    const read = await send({ url: `${url}/${id}` });
    expect(read.json()).toMatchObject({ name: "ci", scopes: ["findings:read"] });
    expect(
      [read.body, (await send({ url })).body, (await send({ url: "/api/v1/log-entries" })).body].join(),
    ).not.toContain(secret);
  });

  it.each([
    [{ name: "ci" }, "scopes"],
    [{ name: "ci", scopes: [] }, "scopes"],
    [{ name: "ci", scopes: ["everything"] }, "scopes/0"],
    [{ name: "ci", scopes: ["log:read", "log:read"] }, "scopes"],
    [{ name: "a b", scopes: ["log:read"] }, "name"],
    [{ name: "", scopes: ["log:read"] }, "name"],
    [{ name: "ci", scopes: ["log:read"], expiresAt: "2025-01-01T00:00:00Z" }, "expiresAt"],
    [{ name: "ci", scopes: ["log:read"], expiresAt: "2026-13-01T00:00:00Z" }, "expiresAt"],
    [{ name: "ci", scopes: ["log:read"], secret: "FAKE-secret" }, "secret"],
  ])("%j is refused", async (payload, field) => {
    const { send } = shared();
    const answer = await send({ method: "POST", url, payload });
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ in: "body", field }] });
    expect(answer.body).not.toContain("FAKE-secret");
  });
});
