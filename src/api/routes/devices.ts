import { Type } from "typebox";
import type { DeviceRecord } from "../../store/device-store.ts";
import type { PullRecord } from "../../store/pull-store.ts";
import { actorOf } from "../access.ts";
import type { ApiDeps, Routes } from "../api-deps.ts";
import { ApiError } from "../api-errors.ts";
import { once, sendStored } from "../idempotency.ts";
import { given, linkNext, pageOf, pageQuery, pageRequest } from "../pages.ts";
import { entityTag, isKnownVersion } from "../preconditions.ts";
import {
  closed,
  collectFailure,
  counter,
  idParams,
  ifNoneMatch,
  noContent,
  notModified,
  orNull,
  problems,
  ref,
  time,
  uuid,
  words,
} from "../schemas.ts";
import { job } from "./jobs.ts";
import { pull } from "./pulls.ts";

const deviceFields = {
  id: uuid,
  name: Type.String(),
  host: Type.String(),
  port: counter,
  profile: orNull(Type.String({ description: "Null: SNMP tells it." })),
  site: orNull(Type.String()),
  credentials: orNull(Type.String({ description: "Name of the credential reference; its values never leave." })),
  legacyAlgorithms: Type.Boolean(),
  timeouts: closed(
    {
      connect: Type.Optional(counter),
      login: Type.Optional(counter),
      command: Type.Optional(counter),
      idle: Type.Optional(counter),
    },
    { description: "Milliseconds; those that differ from the profile's." },
  ),
  os: orNull(Type.String()),
  osVersion: orNull(Type.String()),
  hostname: orNull(Type.String()),
  model: orNull(Type.String()),
  serial: orNull(Type.String()),
  hold: orNull(
    closed(
      { failure: collectFailure, since: time },
      { description: "Why the schedule leaves the device alone; null: it does not." },
    ),
  ),
  lastPullId: orNull(uuid),
  lastConfigId: orNull(uuid),
  lastAuditId: orNull(uuid),
  lastSuccessAt: orNull(time),
  createdAt: time,
  updatedAt: time,
  retiredAt: orNull(time),
  version: counter,
};

export const device = closed(deviceFields, { $id: "Device", description: "A device of the inventory." });

const deviceDetail = closed(
  { ...deviceFields, lastPull: orNull(pull) },
  { $id: "DeviceDetail", description: "A device of the inventory, with its newest pull that ended." },
);

const hostKey = closed({ fingerprint: Type.String({ description: "SHA256:…" }), pinnedAt: time });

export const deviceSchemas = [device, deviceDetail];

export const deviceRoutes: Routes = async (app, { deps }) => {
  const { store, pulls } = deps;
  app.get(
    "/devices",
    {
      config: { access: "devices:read" },
      schema: {
        operationId: "listDevices",
        summary: "Devices of the inventory, by name",
        tags: ["devices"],
        querystring: pageQuery({
          site: Type.Optional(words(200)),
          os: Type.Optional(words(100)),
          name: Type.Optional(words(200)),
          retired: Type.Optional(
            Type.Enum(["true", "false", "any"], {
              description: "true: only those that the inventory no longer lists.",
            }),
          ),
        }),
        response: { 200: pageOf(ref(device), {}), ...problems("request-invalid", "cursor-invalid") },
      },
    },
    async (request, reply) => {
      const { limit, cursor, retired, ...filter } = request.query;
      const page = await store.devices.list(
        given({ ...filter, retired: retired === "any" ? ("any" as const) : retired === "true" || undefined }),
        pageRequest(given({ limit, cursor })),
      );
      linkNext(request, reply, page);
      return page;
    },
  );
  app.get(
    "/devices/:id",
    {
      config: { access: "devices:read" },
      schema: {
        operationId: "getDevice",
        summary: "One device, with its newest pull that ended",
        tags: ["devices"],
        params: idParams,
        headers: ifNoneMatch,
        response: { 200: ref(deviceDetail), 304: notModified, ...problems("not-found") },
      },
    },
    async (request, reply) => {
      const found = await deviceOf(deps, request.params.id);
      if (isKnownVersion(request, reply, entityTag(found.version, found.lastPullId ?? "none")))
        return reply.code(304).send(null);
      return { ...found, lastPull: await lastPullOf(deps, found) };
    },
  );
  app.post(
    "/devices/:id/pulls",
    {
      config: { access: "pulls:write" },
      schema: {
        operationId: "startPull",
        summary: "Pull the device's configuration now",
        description:
          "Answers at once with the job; a device that is being pulled answers with the job that is under way. With an Idempotency-Key the same request answers the same job for 24 hours.",
        tags: ["devices", "pulls"],
        params: idParams,
        headers: Type.Object({
          "idempotency-key": Type.Optional(
            Type.String({ pattern: "^[\\x21-\\x7e]{1,128}$", description: "Of the caller's making, such as a UUID." }),
          ),
        }),
        response: {
          202: ref(job),
          ...problems("not-found", "device-retired", "idempotency-running", "idempotency-mismatch"),
        },
      },
    },
    async (request, reply) => {
      const response = await once(request, store.idempotency, async () => {
        const found = await deviceOf(deps, request.params.id);
        if (found.retiredAt !== null) throw new ApiError("device-retired");
        const requested = await pulls.requestPull(found.id, actorOf(request));
        return {
          status: 202,
          headers: { location: `/api/v1/jobs/${requested.job.id}` },
          body: JSON.stringify(requested.job),
        };
      });
      return sendStored(reply, response);
    },
  );
  app.delete(
    "/devices/:id/hold",
    {
      config: { access: "devices:write" },
      schema: {
        operationId: "releaseDevice",
        summary: "Let the schedule try a held device again",
        tags: ["devices"],
        params: idParams,
        response: { 204: noContent, ...problems("not-found") },
      },
    },
    async (request, reply) => {
      const found = await deviceOf(deps, request.params.id);
      await store.devices.release(found.id, actorOf(request));
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/devices/:id/host-key",
    {
      config: { access: "devices:read" },
      schema: {
        operationId: "getHostKey",
        summary: "The host key that was pinned at the first pull",
        tags: ["devices"],
        params: idParams,
        response: { 200: hostKey, ...problems("not-found") },
      },
    },
    async (request) => {
      const found = await deviceOf(deps, request.params.id);
      const key = await store.hostKeys.get(found.name);
      if (key === null) throw new ApiError("not-found", "No host key is pinned for this device.");
      return key;
    },
  );
  app.delete(
    "/devices/:id/host-key",
    {
      config: { access: "devices:write" },
      schema: {
        operationId: "forgetHostKey",
        summary: "Forget the pinned host key, so that the next pull pins anew",
        tags: ["devices"],
        params: idParams,
        response: { 204: noContent, ...problems("not-found") },
      },
    },
    async (request, reply) => {
      const found = await deviceOf(deps, request.params.id);
      await store.hostKeys.forget(found.name, actorOf(request));
      return reply.code(204).send(null);
    },
  );
};

async function deviceOf({ store }: ApiDeps, id: string): Promise<DeviceRecord> {
  const found = await store.devices.get(id);
  if (found === null) throw new ApiError("not-found", `There is no device ${id}.`);
  return found;
}

async function lastPullOf({ store }: ApiDeps, { lastPullId }: DeviceRecord): Promise<PullRecord | null> {
  return lastPullId === null ? null : store.pulls.get(lastPullId);
}
