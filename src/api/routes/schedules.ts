import { Type } from "typebox";
import type { Routes } from "../api-deps.ts";
import { ApiError } from "../api-errors.ts";
import { given, linkNext, pageOf, pageQuery, pageRequest } from "../pages.ts";
import { entityTag, isKnownVersion } from "../preconditions.ts";
import {
  closed,
  counter,
  ifNoneMatch,
  listOf,
  notModified,
  problems,
  ref,
  time,
  uuid,
  words,
  orNull,
} from "../schemas.ts";

export const schedule = closed(
  {
    id: uuid,
    name: Type.String(),
    cron: Type.String(),
    timezone: orNull(Type.String()),
    devices: Type.Union([Type.Literal("all"), listOf(Type.String())]),
    sites: listOf(Type.String()),
    lastRunAt: orNull(time),
    nextRunAt: orNull(time),
    version: counter,
  },
  { $id: "Schedule", description: "When which devices are pulled; kept in the inventory file." },
);

export const scheduleRoutes: Routes = async (app, { deps: { store } }) => {
  app.get(
    "/schedules",
    {
      config: { access: "devices:read" },
      schema: {
        operationId: "listSchedules",
        summary: "Schedules, by name",
        tags: ["schedules"],
        querystring: pageQuery({}),
        response: { 200: pageOf(ref(schedule), {}), ...problems("request-invalid", "cursor-invalid") },
      },
    },
    async (request, reply) => {
      const page = await store.schedules.list(pageRequest(given(request.query)));
      linkNext(request, reply, page);
      return page;
    },
  );
  app.get(
    "/schedules/:id",
    {
      config: { access: "devices:read" },
      schema: {
        operationId: "getSchedule",
        summary: "One schedule, by id or name",
        tags: ["schedules"],
        params: closed({ id: words(200) }),
        headers: ifNoneMatch,
        response: { 200: ref(schedule), 304: notModified, ...problems("not-found") },
      },
    },
    async (request, reply) => {
      const found = await store.schedules.get(request.params.id);
      if (found === null) throw new ApiError("not-found", "There is no such schedule.");
      if (isKnownVersion(request, reply, entityTag(found.version, Date.parse(found.lastRunAt ?? "") || 0)))
        return reply.code(304).send(null);
      return found;
    },
  );
};
