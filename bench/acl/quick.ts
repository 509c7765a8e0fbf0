import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ciscoIos } from "../../parsers/cisco-ios/cisco-ios.ts";
import { decideAll, foundIn } from "./analysis.ts";
import { cases, seed } from "./cases.ts";
import { iosText } from "./ios-text.ts";
import type { BenchList } from "./list.ts";

const expectedPath = join(import.meta.dirname, "expected.json");

/** What is found in a small list of each case, against what is expected; false where something differs. Nothing is timed. */
export function quick(write: boolean): boolean {
  const found: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const { name, quick: size, make, text } of cases) {
    const list = make(size, seed);
    found[name] = { ...foundIn(list), permitted: decideAll(list, 1000, seed) };
    const problem = textProblem(list, text);
    if (problem !== null) wrong.push(`${name}: ${problem}`);
  }
  if (write) writeFileSync(expectedPath, `${JSON.stringify(found, null, 2)}\n`);
  const expected: unknown = existsSync(expectedPath) ? JSON.parse(readFileSync(expectedPath, "utf8")) : {};
  if (!isRecord(expected)) throw new Error("bench/acl/expected.json is no object.");
  for (const [name, counts] of Object.entries(found)) {
    const right = isDeepStrictEqual(counts, expected[name]);
    process.stdout.write(`${name.padEnd(16)} ${right ? "as expected" : "DIFFERS"}  ${JSON.stringify(counts)}\n`);
    if (!right) wrong.push(`${name}: expected ${JSON.stringify(expected[name])}`);
  }
  process.stderr.write(wrong.map((line) => `${line}\n`).join(""));
  return wrong.length === 0;
}

/** The text must say what the list says, or figures of whole programs would be of another list. */
function textProblem(list: BenchList, hasText: boolean): string | null {
  const text = iosText(list);
  if (text === null) return hasText ? "IOS has no words for it" : null;
  if (!hasText) return null;
  const { config, unread } = ciscoIos.parse(text);
  // What the platform adds of its own is not in the generated list.
  const written = config.aclSets.map((acl) =>
    Object.fromEntries(Object.entries(acl).filter(([key]) => key !== "implied")),
  );
  const same =
    unread.length === 0 &&
    isDeepStrictEqual(written, [list.acl]) &&
    isDeepStrictEqual(config.addressGroups, list.addressGroups) &&
    isDeepStrictEqual(config.serviceGroups, list.serviceGroups);
  return same ? null : "its text reads as another list";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
