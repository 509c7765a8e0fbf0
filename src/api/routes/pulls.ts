import { Type } from "typebox";
import type { Routes } from "../api-deps.ts";
import { ApiError } from "../api-errors.ts";
import { given, linkNext, pageOf, pageQuery, pageRequest } from "../pages.ts";
import { closed, collectFailure, idParams, problems, ref, time, uuid, orNull } from "../schemas.ts";

const pullState = Type.Enum(["running", "stored", "unchanged", "failed", "interrupted"]);

export const pull = closed(
  {
    id: uuid,
    deviceId: uuid,
    jobId: orNull(uuid),
    state: pullState,
    startedAt: time,
    endedAt: orNull(time),
    failure: orNull(collectFailure),
    detail: orNull(Type.String()),
    hostKey: orNull(Type.String({ description: "SHA256:… of the key that the device showed." })),
    configId: orNull(uuid),
    auditId: orNull(uuid),
  },
  { $id: "Pull", description: "One attempt to read a device's configuration." },
);

export const pullRoutes: Routes = async (app, { deps: { store } }) => {
  app.get(
    "/pulls",
    {
      config: { access: "devices:read" },
      schema: {
        operationId: "listPulls",
        summary: "Pulls, newest first",
        tags: ["pulls"],
        querystring: pageQuery({
          deviceId: Type.Optional(uuid),
          jobId: Type.Optional(uuid),
          state: Type.Optional(pullState),
        }),
        response: { 200: pageOf(ref(pull), {}), ...problems("request-invalid", "cursor-invalid") },
      },
    },
    async (request, reply) => {
      const { limit, cursor, ...filter } = request.query;
      const page = await store.pulls.list(given(filter), pageRequest(given({ limit, cursor })));
      linkNext(request, reply, page);
      return page;
    },
  );
  app.get(
    "/pulls/:id",
    {
      config: { access: "devices:read" },
      schema: {
        operationId: "getPull",
        summary: "One pull",
        tags: ["pulls"],
        params: idParams,
        response: { 200: ref(pull), ...problems("not-found") },
      },
    },
    async ({ params: { id } }) => {
      const found = await store.pulls.get(id);
      if (found === null) throw new ApiError("not-found", `There is no pull ${id}.`);
      return found;
    },
  );
};
