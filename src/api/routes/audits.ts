import { Type } from "typebox";
import type { AuditDetail } from "../../store/audit-store.ts";
import type { Routes } from "../api-deps.ts";
import { ApiError } from "../api-errors.ts";
import { given, linkNext, pageOf, pageQuery, pageRequest } from "../pages.ts";
import {
  byOutcome,
  bySeverity,
  closed,
  counter,
  coverage,
  idParams,
  lineRanges,
  listOf,
  problems,
  ref,
  time,
  uuid,
  orNull,
} from "../schemas.ts";
import { verdict } from "./verdict-schema.ts";

const auditFields = {
  id: uuid,
  deviceId: uuid,
  pullId: orNull(uuid),
  configId: orNull(uuid),
  at: time,
  os: Type.String(),
  osVersion: orNull(Type.String()),
  hostname: orNull(Type.String()),
  coverage,
  verdicts: byOutcome,
  bySeverity,
};

export const audit = closed(auditFields, { $id: "Audit", description: "What the rules said of one configuration." });

const auditDetail = closed(
  {
    ...auditFields,
    unread: listOf(
      closed({ line: counter, touches: listOf(Type.String()) }),
      "Lines that were not understood, and the parts of the model they may bear on. Their text is the configuration's.",
    ),
    problems: listOf(
      closed({ code: Type.String(), message: Type.String(), lines: lineRanges }),
      "What is wrong with the text as a whole.",
    ),
    verdictList: Type.Optional(listOf(ref(verdict))),
  },
  { $id: "AuditDetail", description: "An audit with its unread lines; with all=true every verdict and its evidence." },
);

export const auditSchemas = [audit, auditDetail];

export const auditRoutes: Routes = async (app, { deps: { store } }) => {
  app.get(
    "/audits",
    {
      config: { access: "audits:read" },
      schema: {
        operationId: "listAudits",
        summary: "Audits of devices, newest first",
        tags: ["audits"],
        querystring: pageQuery({ deviceId: Type.Optional(uuid) }),
        response: { 200: pageOf(ref(audit), {}), ...problems("request-invalid", "cursor-invalid") },
      },
    },
    async (request, reply) => {
      const { limit, cursor, ...filter } = request.query;
      const page = await store.audits.list(given(filter), pageRequest(given({ limit, cursor })));
      linkNext(request, reply, page);
      return { ...page, items: page.items.map(({ counts, ...record }) => ({ ...record, verdicts: counts })) };
    },
  );
  app.get(
    "/audits/:id",
    {
      config: { access: "audits:read" },
      schema: {
        operationId: "getAudit",
        summary: "One audit",
        tags: ["audits"],
        params: idParams,
        querystring: closed({ all: Type.Optional(Type.Boolean({ description: "Every verdict with its evidence." })) }),
        response: { 200: ref(auditDetail), ...problems("not-found") },
      },
    },
    async ({ params: { id }, query: { all } }) => {
      const found = await store.audits.get(id);
      const detail = found === null ? null : await store.audits.detail(id);
      if (found === null || detail === null) throw new ApiError("not-found", `There is no audit ${id}.`);
      const { counts, ...record } = found;
      const unread = detail.unread.map(({ line, touches }) => ({ line, touches }));
      const faults = detail.problems.map(({ code, message, at }) => ({ code, message, lines: at }));
      return {
        ...record,
        verdicts: counts,
        unread,
        problems: faults,
        ...(all === true ? { verdictList: verdictList(detail) } : {}),
      };
    },
  );
};

function verdictList({ verdicts }: AuditDetail) {
  return verdicts.map(({ evidence, ...said }) => ({ ...said, ...evidence }));
}
