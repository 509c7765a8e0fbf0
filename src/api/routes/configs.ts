import { createHash } from "node:crypto";
import { Type } from "typebox";
import type { Routes } from "../api-deps.ts";
import { ApiError } from "../api-errors.ts";
import { given, linkNext, pageOf, pageQuery, pageRequest } from "../pages.ts";
import { entityTag, isKnownVersion } from "../preconditions.ts";
import { redactConfig } from "../redact-config.ts";
import {
  closed,
  counter,
  idParams,
  ifNoneMatch,
  notModified,
  problems,
  ref,
  textResponse,
  time,
  uuid,
} from "../schemas.ts";

export const config = closed(
  {
    id: uuid,
    deviceId: uuid,
    number: Type.Integer({ minimum: 1, description: "Counts from 1 per device." }),
    hash: Type.String({ description: "Equal for equal configurations; says nothing without the server's key." }),
    os: Type.String(),
    profile: Type.String(),
    bytes: counter,
    lines: counter,
    firstSeenAt: time,
    lastSeenAt: time,
  },
  { $id: "Config", description: "One run of equal configurations of a device." },
);

export const configRoutes: Routes = async (app, { deps: { store, profiles, version } }) => {
  // A new version of the program may redact more, so it is part of a text's version; hashed, it names no program.
  const edition = createHash("sha256").update(version).digest("hex").slice(0, 8);

  app.get(
    "/devices/:id/configs",
    {
      config: { access: "configs:read" },
      schema: {
        operationId: "listConfigs",
        summary: "Versions of a device's configuration, newest first",
        tags: ["configs"],
        params: idParams,
        querystring: pageQuery({}),
        response: { 200: pageOf(ref(config), {}), ...problems("request-invalid", "cursor-invalid", "not-found") },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if ((await store.devices.get(id)) === null) throw new ApiError("not-found", `There is no device ${id}.`);
      const page = await store.configs.list(id, pageRequest(given(request.query)));
      linkNext(request, reply, page);
      return page;
    },
  );
  app.get(
    "/configs/:id",
    {
      config: { access: "configs:read" },
      schema: {
        operationId: "getConfig",
        summary: "One version of a configuration, without its text",
        tags: ["configs"],
        params: idParams,
        headers: ifNoneMatch,
        response: { 200: ref(config), 304: notModified, ...problems("not-found") },
      },
    },
    async (request, reply) => {
      const found = await store.configs.get(request.params.id);
      if (found === null) throw new ApiError("not-found", `There is no configuration ${request.params.id}.`);
      if (isKnownVersion(request, reply, entityTag(Date.parse(found.lastSeenAt)))) return reply.code(304).send(null);
      return found;
    },
  );
  app.get(
    "/configs/:id/text",
    {
      config: { access: "configs:read", carriesConfiguration: true },
      schema: {
        operationId: "getConfigText",
        summary: "The redacted text of a configuration",
        description: "Line numbers are those of evidence. Every secret reads <redacted>.",
        tags: ["configs"],
        params: idParams,
        headers: ifNoneMatch,
        response: {
          200: textResponse("text/plain", "The text, redacted."),
          304: notModified,
          ...problems("not-found", "not-redactable"),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = await store.configs.get(id);
      const text = found === null ? null : await store.configs.rawText(id);
      if (found === null || text === null) throw new ApiError("not-found", `There is no configuration ${id}.`);
      if (isKnownVersion(request, reply, entityTag(found.id, edition))) return reply.code(304).send(null);
      const redacted = redactConfig(text, found.os, profiles.get(found.profile)?.secrets ?? []);
      if (redacted === null) throw new ApiError("not-redactable");
      return reply.type("text/plain; charset=utf-8").send(redacted);
    },
  );
};
