import type { FastifyReply, FastifyRequest } from "fastify";
import type { IdempotencyStore, StoredResponse } from "../store/change-log.ts";
import { ApiError } from "./api-errors.ts";

/**
 * Does the work once per Idempotency-Key of a token: a repetition gets the first answer again, marked with
 * Idempotency-Replayed. Without the header the work is just done. Work that fails gives the key back.
 */
export async function once(
  request: FastifyRequest,
  idempotency: IdempotencyStore,
  work: () => Promise<StoredResponse>,
): Promise<StoredResponse> {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string") return work();
  // The token's id, since its name may be given to another token.
  const actor = `token:${request.token?.id ?? ""}`;
  const begun = await idempotency.begin(
    key,
    actor,
    `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`,
  );
  switch (begun.state) {
    case "done":
      return { ...begun.response, headers: { ...begun.response.headers, "idempotency-replayed": "true" } };
    case "running":
      throw new ApiError("idempotency-running");
    case "mismatch":
      throw new ApiError("idempotency-mismatch");
    case "new":
      break;
  }
  try {
    const response = await work();
    await idempotency.finish(key, actor, response);
    return response;
  } catch (error) {
    await idempotency.drop(key, actor);
    throw error;
  }
}

export function sendStored(reply: FastifyReply, { status, headers, body }: StoredResponse): FastifyReply {
  return reply.code(status).headers(headers).type("application/json; charset=utf-8").send(body);
}
