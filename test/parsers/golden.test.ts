import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parsers } from "../../parsers/index.ts";

const root = import.meta.dirname;

/** Each `<case>.cfg` beside this file has a golden `<case>.json`; `npm run golden` writes it anew. */
describe.each(parsers.map((parser) => [parser.id, parser] as const))("%s", (id, parser) => {
  const cases = globSync("*.cfg", { cwd: join(root, id) }).sort();

  it("has a case", () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases)("%s", async (file) => {
    const result = parser.parse(readFileSync(join(root, id, file), "utf8"));
    const { read, skipped, unread, lines } = result.coverage;
    expect(read + skipped + unread).toBe(lines);
    await expect(`${JSON.stringify(result, null, 1)}\n`).toMatchFileSnapshot(
      join(root, id, file.replace(/\.cfg$/, ".json")),
    );
  });
});
