import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { scopeNames } from "../../src/api/access.ts";
import type { ApiDeps } from "../../src/api/api-deps.ts";
import { buildApi } from "../../src/api/build-api.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { openStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";
import { testClock } from "../store/temporary-store.ts";
import { testRing } from "../store/test-ring.ts";

export interface ApiUnderTest {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly clock: ReturnType<typeof testClock>;
  /** A token with every scope. */
  readonly token: string;
  /** What the server logged, as one text. */
  readonly logged: () => string;
  /** Sends with the token of every scope, unless the request carries its own header. */
  readonly send: (request: InjectOptions) => Promise<LightMyRequestResponse>;
}

/** The API on a real store in a temporary folder; jobs are queued and never run. Closed when the test ends. */
export async function apiUnderTest(change: Partial<ApiDeps> = {}): Promise<ApiUnderTest> {
  const { api, close } = await openApi(change);
  onTestFinished(close);
  return api;
}

/** One API, prepared once, for all tests that leave it as it is. */
export function sharedApi(
  prepare: (api: ApiUnderTest) => Promise<void> = async () => {},
  change: Partial<ApiDeps> = {},
): () => ApiUnderTest {
  let opened: Awaited<ReturnType<typeof openApi>> | null = null;
  beforeAll(async () => {
    opened = await openApi(change);
    await prepare(opened.api);
  });
  afterAll(() => opened?.close());
  return () => {
    if (opened === null) throw new Error("Call it within a test.");
    return opened.api;
  };
}

async function openApi(
  change: Partial<ApiDeps>,
): Promise<{ readonly api: ApiUnderTest; readonly close: () => Promise<void> }> {
  const clock = testClock();
  const folder = mkdtempSync(join(tmpdir(), "redoubt-test-"));
  const store = await openStore(folder, testRing, { clock: clock.now });
  let log = "";
  const stream = {
    write: (line: string) => {
      log += line;
    },
  };
  const app = await buildApi({
    store,
    pulls: { requestPull: (deviceId, actor) => store.jobs.enqueue({ deviceId, actor }) },
    rules: [hostnameRule],
    profiles: new Map(),
    clock: clock.now,
    logger: { level: "trace", stream },
    version: "0.0.0-test",
    ...change,
  });
  const { plain: token } = await store.tokens.create({ name: "all", scopes: scopeNames, expiresAt: null }, "test");
  const send = (request: InjectOptions): Promise<LightMyRequestResponse> =>
    app.inject({ ...request, headers: { authorization: `Bearer ${token}`, ...request.headers } });
  const close = async (): Promise<void> => {
    await app.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { api: { app, store, clock, token, logged: () => log, send }, close };
}

/** A token with some scopes only. */
export async function tokenWith(
  store: Store,
  scopes: readonly string[],
  expiresAt: string | null = null,
): Promise<string> {
  const { plain } = await store.tokens.create({ name: "some", scopes, expiresAt }, "test");
  return plain;
}

export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** Judges something that every device has, so that tests of routes need no rule of the program. */
export const hostnameRule: Rule = {
  id: "test-hostname",
  title: "The device has a host name",
  severity: "low",
  area: "services",
  why: "So that it can be told from others.",
  fix: "Name it.",
  usability: "Nothing is lost.",
  remediation: { "cisco-ios": "hostname NAME" },
  needs: ["identity"],
  references: { "nist-800-53": ["CM-8"] },
  examples: { compliant: [], violating: [] },
  *check() {
    yield {
      outcome: "fail",
      message: "This rule always fails.",
      subject: "hostname",
      evidence: { lines: [[1, 1]], xmlPath: null, default: null },
    };
  },
};
