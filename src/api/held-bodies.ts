import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "./api-errors.ts";

/**
 * Bounds what the requests of a plug-in's routes hold in memory together: a body counts with the length it
 * announces, or with the most it may have, from its first byte until its answer. Past `most` bytes: "busy".
 */
export function boundHeldBodies(app: FastifyInstance, most: number): void {
  let held = 0;
  const sizes = new WeakMap<FastifyRequest, number>();
  const release = (request: FastifyRequest): void => {
    held -= sizes.get(request) ?? 0;
    sizes.delete(request);
  };
  app.addHook("onRequest", async (request) => {
    const announced = Number(request.headers["content-length"] ?? Number.NaN);
    const size = Number.isNaN(announced) ? request.routeOptions.bodyLimit : announced;
    // What is too large by itself is refused for that, and never read.
    if (size > request.routeOptions.bodyLimit) return;
    if (held + size > most) throw new ApiError("busy", undefined, { headers: { "retry-after": "1" } });
    held += size;
    sizes.set(request, size);
  });
  app.addHook("onResponse", async (request) => release(request));
  app.addHook("onRequestAbort", async (request) => release(request));
}
