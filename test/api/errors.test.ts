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
});
