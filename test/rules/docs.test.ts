import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.ts";
import { ruleIndex, rulePage } from "./rule-page.ts";

const folder = join(import.meta.dirname, "../../docs/rules");

/** The pages say what the rules say; `npm run golden` writes them anew. */
describe("the pages of the rules", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("%s.md", async (id, rule) => {
    await expect(rulePage(rule)).toMatchFileSnapshot(join(folder, `${id}.md`));
  });

  it("README.md", async () => {
    await expect(ruleIndex(rules)).toMatchFileSnapshot(join(folder, "README.md"));
  });

  it("are of rules that exist", () => {
    const pages = globSync("*.md", { cwd: folder }).map((page) => page.replace(/\.md$/, ""));
    const expected = new Set(["README", ...rules.map(({ id }) => id)]);
    expect(pages.filter((page) => !expected.has(page))).toEqual([]);
  });
});
