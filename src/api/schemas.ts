import { Type, type Static, type TProperties, type TSchema } from "typebox";
import { collectFailures } from "../collect/pull.ts";
import type { LineRange } from "../model/fact.ts";
import { severities } from "../model/verdict.ts";
import { apiErrors, type ApiErrorCode } from "./api-errors.ts";

interface ClosedOptions {
  readonly $id?: string;
  readonly description?: string;
  readonly minProperties?: number;
}

/** An object that takes no other fields. */
export function closed<const P extends TProperties>(properties: P, options: ClosedOptions = {}) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** Read-only, as records of the store are. */
export function listOf<T extends TSchema>(items: T, description?: string) {
  return Type.Unsafe<readonly Static<T>[]>(Type.Array(items, description === undefined ? {} : { description }));
}

/** A value of a request, or null. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/**
 * A value of an answer, or null. Written with two types, since a choice of schemas is answered only where one
 * fits exactly: a field that the store has beyond the schema would be a failure instead of being left out.
 */
export function orNull<T extends TSchema & { readonly type: string }>(schema: T) {
  const { $id: _id, ...plain }: TSchema & { readonly $id?: string } = schema;
  return Type.Unsafe<Static<T> | null>({ ...plain, type: [schema.type, "null"] });
}

/** Points at a schema that `buildApi` registers under its $id, so that openapi.json states it once. */
export function ref<T extends TSchema & { readonly $id?: string }>(schema: T) {
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id ?? ""}#` });
}

export const uuid = Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description: "UUIDv7." });
export const time = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$",
  description: "UTC, ISO 8601 with Z.",
});
/** Names and other words on one line. */
export const words = (maxLength: number, description?: string) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: "^[^\\u0000-\\u001f\\u007f]*$",
    ...(description === undefined ? {} : { description }),
  });
export const severity = Type.Enum([...severities]);
export const counter = Type.Integer({ minimum: 0 });
export const lineRanges = Type.Unsafe<readonly LineRange[]>(
  Type.Array(Type.Array(Type.Integer({ minimum: 1 }), { minItems: 2, maxItems: 2 }), {
    description: "First and last line of each run, from 1.",
  }),
);
export const collectFailure = Type.String({
  description: `Why it failed: ${Object.keys(collectFailures).join(", ")}, internal (see the server's log).`,
});

export const idParams = closed({ id: uuid });

export const bySeverity = closed(
  { critical: counter, high: counter, medium: counter, low: counter, info: counter },
  { description: "Findings by severity." },
);
export const byOutcome = closed(
  { pass: counter, fail: counter, notApplicable: counter, unknown: counter, manual: counter },
  { description: "Verdicts by outcome." },
);
export const coverage = closed(
  { lines: counter, read: counter, skipped: counter, unread: counter },
  { description: "read + skipped + unread = lines." },
);
export const references = Type.Unsafe<Readonly<Record<string, readonly string[]>>>(
  Type.Record(Type.String(), Type.Array(Type.String()), { description: "Items of benchmarks that ask for it." }),
);

export const problem = closed(
  {
    type: Type.String({ description: "Leads to what the code means and what to do." }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.Enum(Object.keys(apiErrors)),
    mend: Type.String({ description: "What to do." }),
    line: Type.Optional(Type.Integer({ description: "Line of the body, from 1." })),
    column: Type.Optional(Type.Integer({ description: "Column of the body, from 1." })),
    errors: Type.Optional(
      Type.Array(
        closed({ in: Type.Enum(["body", "query", "path", "header"]), field: Type.String(), message: Type.String() }),
      ),
    ),
  },
  { $id: "Problem", description: "RFC 9457 problem document." },
);

interface ProblemResponse {
  readonly description: string;
  readonly content: { readonly "application/problem+json": { readonly schema: TSchema } };
}

type ProblemStatus<C extends ApiErrorCode> = (typeof apiErrors)[C]["status"];

/** Responses of a route for the codes that it may answer with. */
export function problems<const C extends ApiErrorCode>(
  ...codes: readonly C[]
): Record<ProblemStatus<C>, ProblemResponse> {
  const responses: Partial<Record<ProblemStatus<C>, ProblemResponse>> = {};
  for (const code of codes) {
    const { status, title }: { status: ProblemStatus<C>; title: string } = apiErrors[code];
    const before = responses[status];
    responses[status] = {
      description: `${before === undefined ? "" : `${before.description} `}${code}: ${title}`,
      content: { "application/problem+json": { schema: ref(problem) } },
    };
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the status of each given code was just filled in
  return responses as Record<ProblemStatus<C>, ProblemResponse>;
}

/** An answer whose body is text of some type. */
export function textResponse(mediaType: string, description: string) {
  return { description, content: { [mediaType]: { schema: Type.String() } } };
}

export const noContent = Type.Null({ description: "Done; there is nothing to say." });
export const notModified = Type.Null({ description: "The version that If-None-Match names is the current one." });
export const ifNoneMatch = Type.Object({ "if-none-match": Type.Optional(Type.String({ maxLength: 1000 })) });
