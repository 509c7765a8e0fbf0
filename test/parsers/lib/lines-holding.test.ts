import { describe, expect, it } from "vitest";
import { LazyLines } from "../../../parsers/lib/lazy-lines.ts";
import { linesHolding } from "../../../parsers/lib/lines-holding.ts";

const cases: readonly (readonly [text: string, sought: readonly (string | RegExp)[], lines: readonly number[]])[] = [
  ["", ["a"], []],
  ["a", ["a"], [1]],
  ["b\na\nb\naa\n", ["a"], [2, 4]],
  ["a\r\nb\r\n\r\na\r\n", ["a"], [1, 4]],
  ["a\r\r\nb", ["b"], [2]],
  ["a b a\nb", ["b", /a/g], [1, 2]],
  ["key\nkeys and keys\nno\nlock", [/key|lock/g], [1, 2, 4]],
  ["\n\n\na", [/a$/gm], [4]],
  ["none\nhere", ["a", /b/g], []],
];

describe("linesHolding", () => {
  it.each(cases)("%j holding %j", (text, sought, lines) => {
    expect(linesHolding(new LazyLines(text), sought)).toEqual(lines);
  });
});
