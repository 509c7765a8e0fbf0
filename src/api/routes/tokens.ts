import { Type } from "typebox";
import { actorOf, scopeNames } from "../access.ts";
import type { Routes } from "../api-deps.ts";
import { ApiError } from "../api-errors.ts";
import { given, linkNext, pageOf, pageQuery, pageRequest } from "../pages.ts";
import { closed, idParams, listOf, noContent, nullable, problems, ref, time, uuid, orNull } from "../schemas.ts";
import { timeOf } from "../times.ts";

const day = 24 * 60 * 60 * 1000;
const defaultDays = 90;

const tokenFields = {
  id: uuid,
  name: Type.String(),
  prefix: Type.String({ description: "First characters of the token, to tell tokens apart." }),
  scopes: listOf(Type.String()),
  createdAt: time,
  expiresAt: orNull(time),
  lastUsedAt: orNull(time),
  revokedAt: orNull(time),
};

export const token = closed(tokenFields, { $id: "Token", description: "A token without its secret." });

const newToken = closed(
  { ...tokenFields, secret: Type.String({ description: "The token itself: shown this once, kept nowhere." }) },
  { $id: "NewToken" },
);

export const tokenSchemas = [token, newToken];

export const tokenRoutes: Routes = async (app, { deps: { store, clock } }) => {
  app.get(
    "/tokens",
    {
      config: { access: "tokens:admin" },
      schema: {
        operationId: "listTokens",
        summary: "Tokens, newest first",
        tags: ["tokens"],
        querystring: pageQuery({}),
        response: { 200: pageOf(ref(token), {}), ...problems("request-invalid", "cursor-invalid") },
      },
    },
    async (request, reply) => {
      const page = await store.tokens.list(pageRequest(given(request.query)));
      linkNext(request, reply, page);
      return page;
    },
  );
  app.get(
    "/tokens/:id",
    {
      config: { access: "tokens:admin" },
      schema: {
        operationId: "getToken",
        summary: "One token",
        tags: ["tokens"],
        params: idParams,
        response: { 200: ref(token), ...problems("not-found") },
      },
    },
    async ({ params: { id } }) => {
      const found = await store.tokens.get(id);
      if (found === null) throw new ApiError("not-found", `There is no token ${id}.`);
      return found;
    },
  );
  app.post(
    "/tokens",
    {
      config: { access: "tokens:admin" },
      schema: {
        operationId: "createToken",
        summary: "Create a token; the answer is the only one that shows it",
        tags: ["tokens"],
        body: closed({
          name: Type.String({
            pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
            description: "Stands in the log of changes as who changed something.",
          }),
          scopes: Type.Array(Type.Enum([...scopeNames]), { minItems: 1, uniqueItems: true }),
          expiresAt: Type.Optional(
            nullable(Type.String({ ...time, description: `${defaultDays} days from now without it; null: never.` })),
          ),
        }),
        response: { 201: ref(newToken), ...problems("request-invalid") },
      },
    },
    async (request, reply) => {
      const { name, scopes, expiresAt } = request.body;
      const now = clock();
      const expiry =
        expiresAt === undefined
          ? new Date(now + defaultDays * day).toISOString()
          : expiresAt === null
            ? null
            : timeOf(expiresAt, "body", "expiresAt");
      if (expiry !== null && Date.parse(expiry) <= now) {
        const error = { in: "body", field: "expiresAt", message: "is past" } as const;
        throw new ApiError("request-invalid", "body expiresAt is past.", { errors: [error] });
      }
      const created = await store.tokens.create({ name, scopes, expiresAt: expiry }, actorOf(request));
      reply.code(201).header("location", `/api/v1/tokens/${created.token.id}`);
      return { ...created.token, secret: created.plain };
    },
  );
  app.delete(
    "/tokens/:id",
    {
      config: { access: "tokens:admin" },
      schema: {
        operationId: "revokeToken",
        summary: "Revoke a token; one that was revoked before stays so",
        tags: ["tokens"],
        params: idParams,
        response: { 204: noContent, ...problems("not-found") },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if ((await store.tokens.get(id)) === null) throw new ApiError("not-found", `There is no token ${id}.`);
      await store.tokens.revoke(id, actorOf(request));
      return reply.code(204).send(null);
    },
  );
};
