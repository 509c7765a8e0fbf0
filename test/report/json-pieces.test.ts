import { assert, jsonValue, property } from "fast-check";
import { expect, it } from "vitest";
import { batched, jsonPieces } from "../../src/report/json-pieces.ts";

it("gives what JSON.stringify gives", () => {
  assert(
    property(jsonValue({ maxDepth: 8 }), (value) => {
      expect([...jsonPieces(value)].join("")).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

it.each([
  ["a field that is left out", { a: undefined, b: [1, undefined] }],
  ["line ends in strings", { a: ["one\ntwo"] }],
  ["nothing", {}],
])("gives the same for %s", (_, value) => {
  expect([...jsonPieces(value)].join("")).toBe(JSON.stringify(value, null, 2));
});

it("joins pieces up to a size and loses none", () => {
  const batches = [...batched(["ab", "cd", "e", "fgh", "i"], 4)];
  expect(batches).toEqual(["abcd", "efgh", "i"]);
});
