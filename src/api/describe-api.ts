import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { scopes } from "./access.ts";
import { problemsPath } from "./api-errors.ts";
import { errorsHtml } from "./errors-page.ts";
import { textResponse } from "./schemas.ts";

export const openapiPath = "/api/v1/openapi.json";
export const docsPath = "/api/v1/docs";

/** Grows when the API changes, not with the program: it is no fingerprint of a version. */
const apiVersion = "1.0.0";

const scopeList = Object.entries(scopes)
  .map(([scope, what]) => `- \`${scope}\`: ${what}`)
  .join("\n");

const description = `Devices, their configurations, audits and findings.

Every request needs \`Authorization: Bearer <token>\`, except those marked as open. Scopes of a token:

${scopeList}

Errors are RFC 9457 problem documents; their \`type\` leads to what to do. Lists come in pages: follow \`next\` or the \`Link\` header. Times are UTC.`;

/** Collects the schemas of the routes that are registered after it into an OpenAPI 3.1 document. */
export async function collectDescription(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Redoubt",
        version: apiVersion,
        description,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer", description: "A token of this server, with scopes and an expiry." },
        },
      },
    },
    transform: ({ schema, url, route }) => ({ url, schema: { ...schema, response: route.config?.responses } }),
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) =>
        typeof schema["$id"] === "string" ? schema["$id"] : `schema-${index}`,
    },
  });
}

/**
 * The description and the pages that show it. They are open to anyone, since a browser sends no token when it
 * opens a page, a token must not stand in a URL, and nothing in them is of this installation: the same text is
 * docs/openapi.json and docs/errors.md of the sources. Calls made from the page carry the token that its reader
 * enters there, which stays in the page's memory.
 */
export async function serveDescription(app: FastifyInstance): Promise<void> {
  app.get(
    openapiPath,
    {
      config: { access: "public" },
      schema: { hide: true, response: { 200: { type: "object", additionalProperties: true } } },
    },
    async (_request, reply) => reply.header("cache-control", "no-cache").send(app.swagger()),
  );
  app.get(
    problemsPath,
    {
      config: { access: "public" },
      schema: {
        operationId: "describeErrors",
        summary: "What each error means",
        tags: ["about"],
        response: { 200: textResponse("text/html", "Every code of a problem document, with an anchor each.") },
      },
    },
    async (_request, reply) => reply.type("text/html; charset=utf-8").send(errorsHtml()),
  );
  await app.register(fastifySwaggerUi, {
    routePrefix: docsPath,
    staticCSP: {
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'", "'unsafe-inline'"],
      "img-src": ["'self'", "data:"],
      "font-src": ["'self'"],
      "connect-src": ["'self'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
      "frame-ancestors": ["'none'"],
    },
    uiConfig: { deepLinking: true, persistAuthorization: false },
  });
}
