import { check, constantFrom, json, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { apiErrors, ApiError, problemOf, problemsPath, type ApiErrorCode } from "../../src/api/api-errors.ts";
import { errorsHtml, errorsMarkdown } from "../../src/api/errors-page.ts";
import { faultAt } from "../../src/api/json-body.ts";

const codes = Object.keys(apiErrors).filter((code): code is ApiErrorCode => code in apiErrors);

it("docs/errors.md is what the table says", async () => {
  await expect(errorsMarkdown()).toMatchFileSnapshot("../../docs/errors.md");
});

describe("a problem's type leads to an anchor", () => {
  it.each(codes)("%s", (code) => {
    const { type } = problemOf(new ApiError(code));
    const [path, anchor] = type.split("#");
    expect(path).toBe(problemsPath);
    expect(errorsMarkdown()).toContain(`\n## ${anchor}\n`);
    expect(errorsHtml()).toContain(`<h2 id="${anchor}">`);
  });

  it("and every anchor is that of a code", () => {
    const anchors = [...errorsMarkdown().matchAll(/^## (\S+)$/gm)].map(([, anchor]) => anchor);
    expect(anchors).toEqual(codes);
  });
});

describe("the place where JSON breaks", () => {
  it.each([
    ['{"a":}', 5],
    ["abc", 0],
    ['{"a":1,}', 7],
    ["[1,2", 4],
    ["[1,]", 3],
    ['{"a" 1}', 5],
    ['"abc', 4],
    ['{"a":"x\ny"}', 7],
    ['{"a":"\\x"}', 6],
    ["", 0],
    ["nul", 0],
    ['{"a":1}x', 7],
    ["[01]", 2],
    ['{"a":tru}', 5],
    ["[}", 1],
    ["]", 0],
  ])("%j at %i", (text, offset) => {
    expect(faultAt(text)).toBe(offset);
  });

  it("is never within JSON that is whole, and near the end where it is cut short", () => {
    const sound = property(json(), nat(), (text, cut) => {
      const bracketed = `[${text}]`;
      const short = bracketed.slice(0, 1 + (cut % (bracketed.length - 1)));
      // A cut within a word or number breaks where that began.
      return faultAt(bracketed) === bracketed.length && faultAt(short) > short.length - 25;
    });
    expect(check(sound).counterexample).toBeNull();
  });

  it("is where the platform's parser stops, where that says so", () => {
    const odd = constantFrom(",", "]", "}", ":", '"', "\n", "\\", "1", "x");
    const same = property(json(), nat(), odd, (text, at, word) => {
      const place = at % (text.length + 1);
      const broken = text.slice(0, place) + word + text.slice(place);
      const stopped = placeThatParserNames(broken);
      // Within a number the platform stops at the digit that is wrong, and we where the number began.
      return stopped === null || Math.abs(faultAt(broken) - stopped) < 25;
    });
    expect(check(same, { numRuns: 500 }).counterexample).toBeNull();
  });
});

function placeThatParserNames(text: string): number | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const place = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
    return place === undefined ? null : Number(place);
  }
}
