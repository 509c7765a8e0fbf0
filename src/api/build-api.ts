import { randomUUID } from "node:crypto";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from "fastify";
import { logRedactPaths } from "../secrets/redact.ts";
import { guardRoutes } from "./access.ts";
import type { ApiDeps, Routes } from "./api-deps.ts";
import { completeRoutes } from "./complete-routes.ts";
import { collectDescription, serveDescription } from "./describe-api.ts";
import { answer, answerBrokenRequest, answerErrors } from "./error-handler.ts";
import { readJsonBodies } from "./json-body.ts";
import { assertionRoutes } from "./routes/assertions.ts";
import { auditRoutes } from "./routes/audits.ts";
import { configRoutes } from "./routes/configs.ts";
import { deviceRoutes } from "./routes/devices.ts";
import { findingRoutes } from "./routes/findings.ts";
import { healthRoutes } from "./routes/health.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { logRoutes } from "./routes/log-entries.ts";
import { postedAuditRoutes } from "./routes/posted-audits.ts";
import { profileRoutes } from "./routes/profiles.ts";
import { pullRoutes } from "./routes/pulls.ts";
import { ruleRoutes } from "./routes/rules.ts";
import { scheduleRoutes } from "./routes/schedules.ts";
import { tokenRoutes } from "./routes/tokens.ts";
import { sharedSchemas } from "./routes/shared-schemas.ts";
import { sendSecurityHeaders } from "./security-headers.ts";
import { compileValidator } from "./validator.ts";

const resources: readonly Routes[] = [
  deviceRoutes,
  pullRoutes,
  jobRoutes,
  configRoutes,
  auditRoutes,
  postedAuditRoutes,
  assertionRoutes,
  findingRoutes,
  ruleRoutes,
  profileRoutes,
  scheduleRoutes,
  tokenRoutes,
  logRoutes,
];

/** Bytes; posted configurations have their own bound. */
const bodyLimit = 1024 * 1024;
const requestTimeout = 120_000;

/** The REST API, ready for `listen` or `inject`: it never listens by itself. Closing it leaves the store open. */
export async function buildApi(deps: ApiDeps): Promise<FastifyInstance> {
  const app = fastify({
    logger: loggerOf(deps.logger),
    genReqId: () => randomUUID(),
    bodyLimit,
    requestTimeout,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => {
      answer(error, request, reply);
    },
    clientErrorHandler: answerBrokenRequest,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(compileValidator);
  sendSecurityHeaders(app);
  answerErrors(app);
  readJsonBodies(app);
  completeRoutes(app);
  guardRoutes(app, deps.store.tokens);
  for (const schema of sharedSchemas) app.addSchema(schema);
  await collectDescription(app);
  await app.register(healthRoutes, { deps });
  for (const routes of resources) await app.register(routes, { deps, prefix: "/api/v1" });
  await serveDescription(app);
  await app.ready();
  return app;
}

/** Requests are logged by method and path: queries, headers and bodies stay out. */
function loggerOf(options: ApiDeps["logger"]): Exclude<FastifyServerOptions["logger"], undefined> {
  if (options === false) return false;
  return {
    ...options,
    redact: { paths: [...logRedactPaths, "req.headers", "body"], censor: "[redacted]" },
    serializers: {
      ...options.serializers,
      req: ({ method, url }: FastifyRequest) => ({ method, path: url.split("?", 1)[0] }),
    },
  };
}
