import type { FastifyInstance, FastifyRequest } from "fastify";
import type { TokenRecord, TokenStore } from "../store/token-store.ts";
import { ApiError } from "./api-errors.ts";

/** What a token may be good for. Rules, profiles and the token's own record need any valid token. */
export const scopes = {
  "devices:read": "read devices, pulls, jobs and schedules",
  "devices:write": "forget a device's pinned host key, and let the schedule try a held device again",
  "pulls:write": "start pulls",
  "configs:read": "read redacted configurations",
  "audits:read": "read audits of devices",
  "audits:write": "have a posted text audited",
  "assertions:write": "have assertions checked on posted texts and on stored configurations, whose lists answers quote",
  "findings:read": "read findings",
  "findings:write": "acknowledge findings, set their owner, ticket and note",
  "tokens:admin": "list, create and revoke tokens, with any scope",
  "log:read": "read the log of changes",
} as const satisfies Readonly<Record<string, string>>;

export type Scope = keyof typeof scopes;

export const scopeNames: readonly Scope[] = Object.keys(scopes).filter((name): name is Scope => name in scopes);

/** Who may call a route: anyone, any valid token, or a token with the scope. */
export type Access = "public" | "token" | Scope;

declare module "fastify" {
  interface FastifyContextConfig {
    /** No route without it: what is not said to be open is a fault at start. */
    access?: Access;
    /** The body is a configuration: nothing of it may be logged, so not even the words of an error. */
    carriesConfiguration?: boolean;
    /** Every status that the route may answer, for the description. */
    responses?: Readonly<Record<string, unknown>>;
  }
  interface FastifyRequest {
    token: TokenRecord | null;
  }
}

/**
 * Refuses what carries no valid token with the route's scope, before any body is read (RFC 6750).
 * The token is compared by the store as a keyed hash, so that time tells nothing of it.
 */
export function guardRoutes(app: FastifyInstance, tokens: TokenStore): void {
  app.decorateRequest("token", null);
  app.addHook("onRequest", async (request) => {
    if (request.is404) return;
    const access = accessOf(request);
    if (access === "public") return;
    const token = await checkToken(request, tokens);
    if (access !== "token" && !token.scopes.includes(access)) {
      throw new ApiError("scope-missing", `This needs the scope ${access}.`, {
        headers: { "www-authenticate": `Bearer realm="redoubt", error="insufficient_scope", scope="${access}"` },
      });
    }
    request.token = token;
  });
}

function accessOf(request: FastifyRequest): Access {
  const { access } = request.routeOptions.config;
  if (access === undefined) throw new Error("A route does not say who may call it.");
  return access;
}

const bearer = /^Bearer +([A-Za-z0-9._~+/-]{1,512}={0,2})$/i;

async function checkToken({ headers }: FastifyRequest, tokens: TokenStore): Promise<TokenRecord> {
  if (headers.authorization === undefined) {
    throw new ApiError("token-missing", undefined, { headers: { "www-authenticate": 'Bearer realm="redoubt"' } });
  }
  const plain = bearer.exec(headers.authorization)?.[1];
  const check = plain === undefined ? null : await tokens.check(plain);
  if (check?.ok === true) return check.token;
  throw new ApiError(check?.reason === "expired" ? "token-expired" : "token-refused", undefined, {
    headers: { "www-authenticate": 'Bearer realm="redoubt", error="invalid_token"' },
  });
}

/** Who changes something, for the log of changes. */
export function actorOf({ token }: FastifyRequest): string {
  if (token === null) throw new Error("A change needs a token.");
  return `token:${token.name}`;
}
