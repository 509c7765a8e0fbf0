import { Type } from "typebox";
import type { Routes } from "../api-deps.ts";
import { ApiError } from "../api-errors.ts";
import { given, linkNext, pageOf, pageQuery, pageRequest } from "../pages.ts";
import { closed, collectFailure, counter, idParams, problems, ref, time, uuid, orNull } from "../schemas.ts";

const jobState = Type.Enum(["queued", "running", "waiting", "succeeded", "failed", "cancelled", "interrupted"]);

export const job = closed(
  {
    id: uuid,
    kind: Type.Literal("pull"),
    deviceId: uuid,
    state: jobState,
    actor: Type.String({ description: "Who asked for it." }),
    schedule: orNull(Type.String()),
    createdAt: time,
    startedAt: orNull(time),
    endedAt: orNull(time),
    attempts: counter,
    nextAttemptAt: orNull(time),
    failure: orNull(collectFailure),
    detail: orNull(Type.String()),
    pullId: orNull(uuid),
    auditId: orNull(uuid),
  },
  { $id: "Job", description: "Work that takes long. It ends as succeeded, failed, cancelled or interrupted." },
);

export const jobRoutes: Routes = async (app, { deps: { store } }) => {
  app.get(
    "/jobs",
    {
      config: { access: "devices:read" },
      schema: {
        operationId: "listJobs",
        summary: "Jobs, newest first",
        tags: ["jobs"],
        querystring: pageQuery({ deviceId: Type.Optional(uuid), state: Type.Optional(jobState) }),
        response: { 200: pageOf(ref(job), {}), ...problems("request-invalid", "cursor-invalid") },
      },
    },
    async (request, reply) => {
      const { limit, cursor, ...filter } = request.query;
      const page = await store.jobs.list(given(filter), pageRequest(given({ limit, cursor })));
      linkNext(request, reply, page);
      return page;
    },
  );
  app.get(
    "/jobs/:id",
    {
      config: { access: "devices:read" },
      schema: {
        operationId: "getJob",
        summary: "One job",
        tags: ["jobs"],
        params: idParams,
        response: { 200: ref(job), ...problems("not-found") },
      },
    },
    async ({ params: { id } }) => {
      const found = await store.jobs.get(id);
      if (found === null) throw new ApiError("not-found", `There is no job ${id}.`);
      return found;
    },
  );
};
