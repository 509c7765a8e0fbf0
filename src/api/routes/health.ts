import { Type } from "typebox";
import type { Routes } from "../api-deps.ts";
import { ApiError } from "../api-errors.ts";
import { closed, problems } from "../schemas.ts";

const fine = closed({ status: Type.Literal("ok") });

/** For whatever watches the process; open, and saying nothing else. */
export const healthRoutes: Routes = async (app, { deps: { store } }) => {
  app.get(
    "/healthz",
    {
      config: { access: "public" },
      logLevel: "warn",
      schema: {
        operationId: "isAlive",
        summary: "Whether the process answers",
        tags: ["about"],
        response: { 200: fine },
      },
    },
    async () => ({ status: "ok" as const }),
  );
  app.get(
    "/readyz",
    {
      config: { access: "public" },
      logLevel: "warn",
      schema: {
        operationId: "isReady",
        summary: "Whether the store answers too",
        tags: ["about"],
        response: { 200: fine, ...problems("store-unavailable") },
      },
    },
    async () => {
      try {
        await store.ping();
      } catch {
        throw new ApiError("store-unavailable");
      }
      return { status: "ok" as const };
    },
  );
};
