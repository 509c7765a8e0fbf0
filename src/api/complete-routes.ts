import type { FastifyInstance } from "fastify";
import { ApiError, apiErrors, type ApiErrorCode } from "./api-errors.ts";
import { docsPath } from "./describe-api.ts";
import { closed, problems } from "./schemas.ts";

const always: readonly ApiErrorCode[] = ["request-invalid", "url-malformed", "internal", "store-unavailable"];
const ofTokens: readonly ApiErrorCode[] = ["token-missing", "token-refused", "token-expired"];
const ofBodies: readonly ApiErrorCode[] = ["malformed-json", "body-too-large", "media-type-unsupported"];

/**
 * Completes each route when it is registered: every status that any route may answer has a schema, the scope
 * stands in the description, and a query that a route does not take is refused instead of ignored. A route
 * that does not say who may call it stops the start: closed unless opened.
 */
export function completeRoutes(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    // The pages of the description come from a plug-in that knows nothing of access.
    if (route.url === docsPath || route.url.startsWith(`${docsPath}/`)) {
      route.config = { ...route.config, access: "public" };
      return;
    }
    const access = route.config?.access;
    if (access === undefined) throw new Error(`${route.url}: say in config.access who may call it.`);
    const schema = route.schema ?? {};
    const codes = [
      ...always,
      ...(access === "public" ? [] : ofTokens),
      ...(access === "public" || access === "token" ? [] : ["scope-missing" as const]),
      ...(schema.body === undefined ? [] : ofBodies),
    ];
    const responses = { ...problems(...codes), ...responsesOf(schema.response) };
    route.config = { access, ...route.config, responses };
    route.schema = {
      querystring: closed({}),
      ...schema,
      // Problem documents have one serializer of their own; compiling one for each route would take half a second.
      response: Object.fromEntries(Object.entries(responses).filter(([status]) => !isRefusal(Number(status)))),
      security: access === "public" ? [] : [{ bearer: access === "token" ? [] : [access] }],
    };
  });
  app.addHook("preValidation", async ({ body, is404, routeOptions }) => {
    if (body === undefined || body === null || is404 || routeOptions.schema?.body !== undefined) return;
    const fields = typeof body === "object" ? Object.keys(body) : [""];
    // An empty object says nothing, so nothing of it is dropped.
    if (fields.length > 0)
      throw new ApiError("request-invalid", "No body is read here.", { errors: fields.slice(0, 10).map(notKnown) });
  });
}

const notKnown = (field: string) => ({ in: "body", field: field.slice(0, 100), message: "is not known here" }) as const;

const refusals = new Set<number>(Object.values(apiErrors).map(({ status }) => status));

const isRefusal = (status: number): boolean => refusals.has(status);

function responsesOf(response: unknown): object {
  return typeof response === "object" && response !== null ? response : {};
}
