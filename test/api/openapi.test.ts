import { describe, expect, it } from "vitest";
import { Type } from "typebox";
import { Check, Errors } from "typebox/value";
import { sharedApi } from "./api-under-test.ts";
import { routes } from "./routes.ts";

const reference = Type.Object({ $ref: Type.String({ pattern: "^#/components/schemas/[A-Za-z]+$" }) });
const media = Type.Record(Type.String(), Type.Object({ schema: Type.Unknown() }));

/** What OpenAPI 3.1.0 asks of an operation (4.8.10), and we besides: an identifier, a summary, tags, security. */
const operation = Type.Object({
  operationId: Type.String({ pattern: "^[a-z][A-Za-z]+$" }),
  summary: Type.String({ minLength: 1 }),
  tags: Type.Array(Type.String(), { minItems: 1 }),
  parameters: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String(),
        in: Type.Enum(["query", "path", "header"]),
        required: Type.Optional(Type.Boolean()),
        schema: Type.Unknown(),
      }),
    ),
  ),
  requestBody: Type.Optional(Type.Object({ required: Type.Boolean(), content: media })),
  security: Type.Array(Type.Object({ bearer: Type.Array(Type.String()) })),
  responses: Type.Record(
    Type.String({ pattern: "^[1-5][0-9]{2}$" }),
    Type.Object({ description: Type.String({ minLength: 1 }), content: Type.Optional(media) }),
  ),
});

const document = Type.Object({
  openapi: Type.Literal("3.1.0"),
  info: Type.Object({ title: Type.String(), version: Type.String(), description: Type.String() }),
  paths: Type.Record(
    Type.String({ pattern: "^/" }),
    Type.Record(Type.String({ pattern: "^(get|post|patch|delete)$" }), operation),
  ),
  components: Type.Object({
    schemas: Type.Record(Type.String(), Type.Object({ type: Type.Literal("object") })),
    securitySchemes: Type.Object({
      bearer: Type.Object({ type: Type.Literal("http"), scheme: Type.Literal("bearer") }),
    }),
  }),
});

const api = sharedApi();

async function description(): Promise<Type.Static<typeof document>> {
  const answer: unknown = (await api().app.inject({ url: "/api/v1/openapi.json" })).json();
  if (Check(document, answer)) return answer;
  throw new Error(`The answer is no OpenAPI 3.1 document: ${JSON.stringify(Errors(document, answer).slice(0, 3))}`);
}

it("docs/openapi.json is what the server answers", async () => {
  await expect(`${JSON.stringify(await description(), null, 2)}\n`).toMatchFileSnapshot("../../docs/openapi.json");
});

it("lists every route, and no other", async () => {
  const { paths } = await description();
  const listed = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security }]) => {
      const access = security.length === 0 ? "public" : (security[0]?.bearer[0] ?? "token");
      return `${method.toUpperCase()} ${path} ${access}`;
    }),
  );
  expect(listed.toSorted()).toEqual(routes.map(({ method, path, access }) => `${method} ${path} ${access}`).toSorted());
});

it("asks for a body only where there must be one", async () => {
  const { paths } = await description();
  const asked = Object.values(paths).flatMap((operations) =>
    Object.values(operations).flatMap(({ operationId, requestBody }) =>
      requestBody === undefined ? [] : [[operationId, requestBody.required]],
    ),
  );
  expect(Object.fromEntries(asked)).toEqual({
    auditText: true,
    changeFinding: true,
    checkAssertions: true,
    createToken: true,
  });
});

it("names each operation once", async () => {
  const { paths } = await description();
  const names = Object.values(paths).flatMap((operations) =>
    Object.values(operations).map(({ operationId }) => operationId),
  );
  expect(new Set(names).size).toBe(names.length);
});

it("points only at schemas that are there", async () => {
  const whole = await description();
  const pointed = [...JSON.stringify(whole).matchAll(/"\$ref":"([^"]*)"/g)].map(([, target]) => ({ $ref: target }));
  expect(pointed.filter((each) => !Check(reference, each))).toEqual([]);
  const names = new Set(pointed.map(({ $ref }) => $ref?.replace("#/components/schemas/", "")));
  expect(names).toEqual(new Set(Object.keys(whole.components.schemas)));
});

describe("every route has a schema for each of its statuses", () => {
  it.each(routes)("$method $path", async ({ method, path, access }) => {
    const { paths } = await description();
    const responses = Object.entries(paths)
      .filter(([each]) => each === path)
      .flatMap(([, operations]) => Object.entries(operations))
      .filter(([each]) => each === method.toLowerCase())
      .flatMap(([, each]) => Object.entries(each.responses));
    const statuses = responses.map(([status]) => status);
    expect(statuses).toEqual(expect.arrayContaining(["400", "500", "503"]));
    expect(statuses.includes("401")).toBe(access !== "public");
    expect(statuses.includes("403")).toBe(access !== "public" && access !== "token");
    expect(statuses.includes("404")).toBe(path.includes("{id}"));
    expect(statuses.includes("415")).toBe((method === "POST" && !path.endsWith("/pulls")) || method === "PATCH");
    const bare = responses.filter(
      ([status, { content }]) => content === undefined && status !== "204" && status !== "304",
    );
    expect(bare).toEqual([]);
    const problems = responses
      .filter(([status]) => status >= "400")
      .map(([, { content }]) => Object.keys(content ?? {}));
    expect(new Set(problems.flat())).toEqual(new Set(["application/problem+json"]));
  });
});
