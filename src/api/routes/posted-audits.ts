import type { FastifyRequest } from "fastify";
import { Type, type Static } from "typebox";
import { Compile } from "typebox/compile";
import { maximumBytes } from "../../intake/decode-text.ts";
import type { IntakeFailure, Refusal } from "../../intake/failures.ts";
import { parsers } from "../../../parsers/index.ts";
import type { Routes } from "../api-deps.ts";
import { ApiError, type ApiErrorCode } from "../api-errors.ts";
import { byOutcome, closed, counter, coverage, listOf, problems, ref, words, orNull } from "../schemas.ts";
import { boundHeldBodies } from "../held-bodies.ts";
import { auditHere } from "../text-auditor.ts";
import { findingFields } from "./finding-schema.ts";
import { verdict } from "./verdict-schema.ts";

const textTypes = ["text/plain", "text/xml", "application/xml", "application/octet-stream"] as const;

const os = Type.Enum(
  parsers.map(({ id }) => id),
  { description: "The language; recognised by content without it." },
);
const name = words(200, "Identity for findings, instead of the host name.");

const jsonBody = closed({ text: Type.String(), os: Type.Optional(os), name: Type.Optional(name) });
const jsonCheck = Compile(jsonBody);

const postedAudit = closed(
  {
    path: Type.String({ description: 'The name that was given, or "posted".' }),
    hostname: orNull(Type.String()),
    os: Type.String(),
    osVersion: orNull(Type.String()),
    coverage,
    unread: listOf(closed({ line: counter, text: Type.String() }), "Lines that were not understood, redacted."),
    verdicts: byOutcome,
    findings: listOf(closed(findingFields)),
    verdictList: Type.Optional(listOf(ref(verdict))),
  },
  { $id: "PostedAudit", description: "What `redoubt audit --format json` prints of one device." },
);

export const postedAuditSchemas = [postedAudit];

/** Bytes of posted bodies that are held at once, over all requests. */
const heldAtMost = 4 * maximumBytes;

/** Audits a posted text. It is read into memory, judged and forgotten: neither stored nor logged. */
export const postedAuditRoutes: Routes = async (app, { deps: { rules, auditPosted = auditHere(rules) } }) => {
  app.addContentTypeParser(
    [...textTypes],
    { parseAs: "buffer" },
    async (_request: FastifyRequest, body: Buffer) => body,
  );
  boundHeldBodies(app, heldAtMost);
  app.post(
    "/audits",
    {
      config: { access: "audits:write", carriesConfiguration: true },
      bodyLimit: maximumBytes,
      schema: {
        operationId: "auditText",
        summary: "Audit a configuration text, which is kept nowhere",
        description:
          "Post the text itself, in whatever encoding the device wrote it, or JSON with the text as a field. `os` and `name` may stand in the query or in the JSON, not in both.",
        tags: ["audits"],
        querystring: closed({
          all: Type.Optional(Type.Boolean({ description: "Every verdict with its evidence, passes too." })),
          os: Type.Optional(os),
          name: Type.Optional(name),
        }),
        body: {
          content: {
            "application/json": { schema: jsonBody },
            ...Object.fromEntries(
              textTypes.map((type) => [type, { schema: Type.Unknown({ description: "The configuration." }) }]),
            ),
          },
        },
        response: {
          200: ref(postedAudit),
          ...problems(
            "busy",
            "audit-stopped",
            "store-unavailable",
            "text-empty",
            "text-binary",
            "text-too-large",
            "text-line-too-long",
            "text-unknown-type",
          ),
        },
      },
    },
    async (request) => {
      const posted = postedText(request.body, request.query);
      const audited = await auditPosted({ ...posted, all: request.query.all === true });
      if (audited.ok) return audited.device;
      throw audited.failure === "stopped" ? new ApiError("audit-stopped") : refused(audited);
    },
  );
};

type Named = Pick<Static<typeof jsonBody>, "os" | "name">;

function postedText(body: unknown, query: Named): Named & { readonly bytes: Uint8Array } {
  if (body instanceof Uint8Array) return { ...query, bytes: body };
  if (!jsonCheck.Check(body)) throw new ApiError("request-invalid", "There is no text in the body.");
  for (const field of ["os", "name"] as const) {
    if (body[field] === undefined || query[field] === undefined) continue;
    const message = "stands in the query and in the body: say it once";
    throw new ApiError("request-invalid", `${field} ${message}.`, { errors: [{ in: "query", field, message }] });
  }
  const { text, ...named } = body;
  return { ...query, ...named, bytes: Buffer.from(text, "utf8") };
}

const refusals: Readonly<Record<IntakeFailure, ApiErrorCode>> = {
  // A posted text is there and read, so these two would be faults of the program.
  "not-found": "internal",
  unreadable: "internal",
  empty: "text-empty",
  binary: "text-binary",
  "too-large": "text-too-large",
  "line-too-long": "text-line-too-long",
  "unknown-type": "text-unknown-type",
};

function refused({ failure, detail, line }: Refusal): ApiError {
  return new ApiError(refusals[failure], detail ?? undefined, line === null ? {} : { line });
}
