import { Type } from "typebox";
import type { Routes } from "../api-deps.ts";
import { given, linkNext, pageOf, pageQuery, pageRequest } from "../pages.ts";
import { closed, problems, ref, time, uuid, words } from "../schemas.ts";

export const logEntry = closed(
  {
    id: uuid,
    at: time,
    actor: Type.String(),
    action: Type.String(),
    object: Type.String(),
    detail: Type.Unsafe<Readonly<Record<string, unknown>>>(Type.Record(Type.String(), Type.Unknown())),
  },
  { $id: "LogEntry", description: "Who changed what, and when. Entries are never changed or deleted." },
);

export const logRoutes: Routes = async (app, { deps: { store } }) => {
  app.get(
    "/log-entries",
    {
      config: { access: "log:read" },
      schema: {
        operationId: "listLogEntries",
        summary: "The log of changes, newest first",
        tags: ["log"],
        querystring: pageQuery({ object: Type.Optional(words(300)), actor: Type.Optional(words(200)) }),
        response: { 200: pageOf(ref(logEntry), {}), ...problems("request-invalid", "cursor-invalid") },
      },
    },
    async (request, reply) => {
      const { limit, cursor, ...filter } = request.query;
      const page = await store.log.list(given(filter), pageRequest(given({ limit, cursor })));
      linkNext(request, reply, page);
      return page;
    },
  );
};
