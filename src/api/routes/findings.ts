import { Type } from "typebox";
import { findingStatuses, type FindingStatus } from "../../store/finding-store.ts";
import { severities, type Severity } from "../../model/verdict.ts";
import { actorOf } from "../access.ts";
import type { Routes } from "../api-deps.ts";
import { ApiError, type ApiErrorCode } from "../api-errors.ts";
import { given, linkNext, pageOf, pageQuery, pageRequest } from "../pages.ts";
import { entityTag, isKnownVersion, requireVersion } from "../preconditions.ts";
import { closed, ifNoneMatch, notModified, nullable, problems, ref, time, uuid, words, orNull } from "../schemas.ts";
import { timeOf } from "../times.ts";
import { finding, findingId } from "./finding-schema.ts";

const identifiers = Type.String({
  pattern: "^[a-z0-9-]{1,100}(,[a-z0-9-]{1,100}){0,99}$",
  description: "Any of these, separated by commas.",
});

const filters = {
  device: Type.Optional(words(200, "Name of the device.")),
  deviceId: Type.Optional(uuid),
  site: Type.Optional(words(200)),
  severity: Type.Optional(oneOrMore(severities)),
  status: Type.Optional(oneOrMore(findingStatuses)),
  rule: Type.Optional(identifiers),
  area: Type.Optional(identifiers),
  ticket: Type.Optional(words(200)),
  owner: Type.Optional(words(200)),
  changedSince: Type.Optional(time),
  changedAfter: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: "`lastChange` of the list before: every change since, oldest first, no gap.",
    }),
  ),
  retired: Type.Optional(Type.Boolean({ description: "Findings of retired devices too." })),
};

const patch = closed(
  {
    status: Type.Optional(Type.Enum(["open", "acknowledged"])),
    owner: Type.Optional(nullable(words(200))),
    ticket: Type.Optional(nullable(words(200))),
    note: Type.Optional(
      orNull(Type.String({ maxLength: 4000, pattern: "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$" })),
    ),
  },
  { $id: "FindingPatch", minProperties: 1, description: "Fields that are absent stay; null empties." },
);

const findingParams = closed({ id: findingId });

export const findingRoutes: Routes = async (app, { deps: { store } }) => {
  app.get(
    "/findings",
    {
      config: { access: "findings:read" },
      schema: {
        operationId: "listFindings",
        summary: "Findings, most severe first; with changedSince or changedAfter oldest change first",
        tags: ["findings"],
        querystring: pageQuery(filters),
        response: {
          200: pageOf(ref(finding), {
            lastChange: Type.Integer({ description: "What to give as changedAfter next time." }),
          }),
          ...problems("request-invalid", "cursor-invalid"),
        },
      },
    },
    async (request, reply) => {
      const { limit, cursor, severity, status, rule, area, changedSince, ...same } = request.query;
      const page = await store.findings.list(
        given({
          ...same,
          severity: severity?.split(",").filter(isSeverity),
          status: status?.split(",").filter(isStatus),
          rule: rule?.split(","),
          area: area?.split(","),
          changedSince: changedSince === undefined ? undefined : timeOf(changedSince, "query", "changedSince"),
        }),
        pageRequest(given({ limit, cursor })),
      );
      linkNext(request, reply, page);
      return page;
    },
  );
  app.get(
    "/findings/:id",
    {
      config: { access: "findings:read" },
      schema: {
        operationId: "getFinding",
        summary: "One finding",
        tags: ["findings"],
        params: findingParams,
        headers: ifNoneMatch,
        response: { 200: ref(finding), 304: notModified, ...problems("not-found") },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = await store.findings.get(id);
      if (found === null) throw new ApiError("not-found", `There is no finding ${id}.`);
      if (isKnownVersion(request, reply, entityTag(found.version))) return reply.code(304).send(null);
      return found;
    },
  );
  app.patch(
    "/findings/:id",
    {
      config: { access: "findings:write" },
      schema: {
        operationId: "changeFinding",
        summary: "Acknowledge a finding, set its owner, ticket or note",
        description: "A JSON merge patch (RFC 7396). Audits alone resolve and reopen.",
        tags: ["findings"],
        params: findingParams,
        headers: Type.Object({
          "if-match": Type.Optional(
            Type.String({ maxLength: 1000, description: "ETag of the version that was read." }),
          ),
        }),
        consumes: ["application/json", "application/merge-patch+json"],
        body: patch,
        response: {
          200: ref(finding),
          ...problems("not-found", "finding-resolved", "version-conflict", "version-missing"),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = await store.findings.get(id);
      if (found === null) throw new ApiError("not-found", `There is no finding ${id}.`);
      requireVersion(request, entityTag(found.version));
      const update = await store.findings.update(id, request.body, {
        actor: actorOf(request),
        ifVersion: found.version,
      });
      if (!update.ok) throw new ApiError(refusals[update.failure]);
      reply.header("etag", entityTag(update.finding.version));
      return update.finding;
    },
  );
};

const refusals = {
  "not-found": "not-found",
  "version-conflict": "version-conflict",
  resolved: "finding-resolved",
} as const satisfies Readonly<Record<string, ApiErrorCode>>;

function oneOrMore(values: readonly string[]) {
  const one = `(${values.join("|")})`;
  return Type.String({
    pattern: `^${one}(,${one}){0,${values.length - 1}}$`,
    description: `Any of these, separated by commas: ${values.join(", ")}.`,
  });
}

function isSeverity(word: string): word is Severity {
  return severities.some((severity) => severity === word);
}

function isStatus(word: string): word is FindingStatus {
  return findingStatuses.some((status) => status === word);
}
