import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LazyLines } from "../../../parsers/lib/lazy-lines.ts";
import { splitLines } from "../../../parsers/lib/ledger.ts";
import { linesHolding } from "../../../parsers/lib/lines-holding.ts";

const texts = [
  "",
  "\n",
  "a",
  "a\n",
  "a\n\n",
  "\n\na",
  "a\r\nb\r\n",
  "a\r\n\r",
  "a\rb\nc",
  "a\r\r\nb",
  "é\nż\u{1f600}\n",
  "\n".repeat(500),
];

const asked = (lines: LazyLines) => Array.from({ length: lines.length }, (_, index) => lines.at(index));

describe("a text with the places of its lines", () => {
  it.each(texts)("has the lines that it is split into: %j", (text) => {
    expect(asked(new LazyLines(text))).toEqual(splitLines(text));
  });

  it("has the letters and the lines of any text", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "key", "é", "\u{1f600}", " ", "\r", "\n", "\r\n")), (parts) => {
        const text = parts.join("");
        const lines = new LazyLines(text);
        expect(asked(lines)).toEqual(splitLines(text));
        expect(lines.slice(0, lines.length)).toEqual(splitLines(text));
        expect(String.fromCharCode(...lines.codes)).toBe(lines.text);
        const holding = splitLines(text).flatMap((line, index) => (/a|k.y/.test(line) ? [index + 1] : []));
        expect(linesHolding(lines, ["a", /k.y/g])).toEqual(holding);
      }),
    );
  });

  it("has no line beyond its ends", () => {
    const lines = new LazyLines("a\nb");
    expect([lines.at(-1), lines.at(2), lines.startOf(2)]).toEqual([undefined, undefined, 4]);
  });
});
