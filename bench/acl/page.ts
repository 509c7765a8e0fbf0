import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";

const begin = "<!-- Written by `npm run bench:acl -- --write`: do not edit. -->";
const end = "<!-- End of what is written. -->";

/** Replaces what stands between the two marks of docs/performance.md. */
export function writePage(table: string): void {
  const path = join(packageRoot, "docs", "performance.md");
  const text = readFileSync(path, "utf8");
  const first = text.indexOf(begin);
  const last = text.indexOf(end);
  if (first < 0 || last < first)
    throw new Error("docs/performance.md has lost the marks between which the table goes.");
  writeFileSync(path, `${text.slice(0, first)}${begin}\n\n${table}\n\n${text.slice(last)}`);
}
