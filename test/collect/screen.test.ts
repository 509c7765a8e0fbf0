import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEchoFilter } from "../../src/collect/echo.ts";
import { createScreen } from "../../src/collect/screen.ts";

function shown(...chunks: readonly string[]): readonly string[] {
  const screen = createScreen();
  for (const chunk of chunks) screen.write(chunk);
  return [...screen.lines, screen.current];
}

describe("the screen shows what a terminal would", () => {
  it.each([
    ["line ends", "a\r\nb\r\r\nc\n", ["a", "b", "c", ""]],
    ["blanks at the end of a line stay", "source-interface Vlan2 \r\nx", ["source-interface Vlan2 ", "x"]],
    ["a line of blanks", "   \r\n", ["   ", ""]],
    ["tabs stay", "\ta\r\n", ["\ta", ""]],
    ["a pause that is wiped by blanks", "--More--\r        \rnext\r\n", ["next", ""]],
    ["a pause that is wiped by backspaces", ` --More-- ${"\b".repeat(9)}        ${"\b".repeat(9)}x\r\n`, ["x", ""]],
    ["a wiped pause before a line that ends in a blank", "---(more)---\r            \rset a \r\n", ["set a ", ""]],
    ["colours", "\u001b[1;31mred\u001b[0m\r\n", ["red", ""]],
    ["erasing to the end of the line", "--More--\r\u001b[Knext\r\n", ["next", ""]],
    ["a window title", "\u001b]0;title\u0007R1#", ["R1#"]],
    ["a character set", "\u001b(BR1#", ["R1#"]],
    ["other control characters", "a\u0000b\u0007c\r\n", ["abc", ""]],
  ])("%s", (_title, text, lines) => {
    expect(shown(text)).toEqual(lines);
  });

  it("however the text is cut", () => {
    const piece = fc.constantFrom(
      "a",
      "bc ",
      " ",
      "\r",
      "\n",
      "\b",
      "\u001b[K",
      "\u001b[2D",
      "\u001b]0;t\u0007",
      "--More--",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(60), (pieces, at) => {
        const text = pieces.join("");
        expect(shown(text.slice(0, at), text.slice(at))).toEqual(shown(text));
      }),
    );
  });

  it("takes no line for a prompt that is too long for one", () => {
    expect(shown(`${"x".repeat(2000)}#`)).toEqual([""]);
  });
});

describe("the echo of a command is taken away", () => {
  const command = "show configuration | display omit | no-more";
  const prompt = "demo@branch-srx1>";
  it.each([
    ["as it was typed", [`${command}\r\nversion 21;\r\n`], "version 21;\r\n"],
    ["with double carriage returns", [`${command}\r\r\nversion 21;\r\n`], "version 21;\r\n"],
    ["character by character", [...Array.from(`${command}\r\n`), "version"], "version"],
    ["after its prompt", [`\r${prompt} ${command}\r\nversion`], "version"],
    ["wrapped by a line end", [`show configuration | display om\r\nit | no-more\r\nversion`], "version"],
    ["wrapped by a carriage return", [`show configuration | display om \rit | no-more\r\nversion`], "version"],
    ["in colours", [`\u001b[1mshow\u001b[0m configuration | display omit | no-more\r\nversion`], "version"],
    ["but nothing else where there is none", ["version 21;\r\n"], "version 21;\r\n"],
    ["but not what begins like it", ["show me\r\n"], "show me\r\n"],
    ["but not its own words in the answer", [`${command}\r\n${command}\r\n`], `${command}\r\n`],
  ])("%s", (_title, chunks, rest) => {
    const filter = createEchoFilter(prompt, command);
    expect(chunks.map((chunk) => filter.take(chunk)).join("")).toBe(rest);
  });

  it("and what was held back comes when nothing follows", () => {
    const filter = createEchoFilter(prompt, command);
    expect(filter.take(`\r\n${prompt} `)).toBe("");
    expect(filter.release()).toBe(`\r\n${prompt} `);
  });
});
