import { globSync } from "node:fs";
import { basename, join } from "node:path";

/** What lies in src/rules beside the rules themselves. */
const shared = ["index.ts", "rule.ts", "retired-rules.ts"];

export const rulesFolder = join(import.meta.dirname, "../../src/rules");

/** Paths of the rule files, such as "acl/unused-acl.ts". */
export const ruleFiles = globSync("**/*.ts", { cwd: rulesFolder })
  .filter((path) => !shared.includes(path) && !path.startsWith("subjects/"))
  .toSorted();

export function idOf(path: string): string {
  return basename(path, ".ts");
}
