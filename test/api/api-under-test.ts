import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { onTestFinished } from "vitest";
import { scopeNames } from "../../src/api/access.ts";
import type { ApiDeps } from "../../src/api/api-deps.ts";
import { buildApi } from "../../src/api/build-api.ts";
import type { Rule } from "../../src/rules/rule.ts";
import type { Store } from "../../src/store/store.ts";
import { temporaryStore, testClock } from "../store/temporary-store.ts";

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

/** The API on a real store in a temporary folder; jobs are queued and never run. */
export async function apiUnderTest(change: Partial<ApiDeps> = {}): Promise<ApiUnderTest> {
  const clock = testClock();
  const store = await temporaryStore(clock);
  let log = "";
  const app = await buildApi({
    store,
    pulls: { requestPull: (deviceId, actor) => store.jobs.enqueue({ deviceId, actor }) },
    rules: [hostnameRule],
    profiles: new Map(),
    clock: clock.now,
    logger: {
      level: "trace",
      stream: {
        write: (line: string) => {
          log += line;
        },
      },
    },
    version: "0.0.0-test",
    ...change,
  });
  onTestFinished(() => app.close());
  const { plain: token } = await store.tokens.create({ name: "all", scopes: scopeNames, expiresAt: null }, "test");
  const send = (request: InjectOptions): Promise<LightMyRequestResponse> =>
    app.inject({ ...request, headers: { authorization: `Bearer ${token}`, ...request.headers } });
  return { app, store, clock, token, logged: () => log, send };
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
