import type { Profile } from "../profiles/profile.ts";

/** Stands where a value was that changes by itself. */
const placeholder = "*";

/** The lines without what changes by itself, so that equal texts mean an unchanged device. */
export function comparableText({ volatile }: Pick<Profile, "volatile">, lines: readonly string[]): string {
  const kept: string[] = [];
  let until: RegExp | null = null;
  for (const line of lines) {
    if (until !== null) {
      if (until.test(line)) until = null;
      continue;
    }
    const block = volatile.blocks.find(({ from }) => from.test(line));
    if (block !== undefined) {
      if (!block.to.test(line)) until = block.to;
      continue;
    }
    if (!volatile.lines.some((pattern) => pattern.test(line))) kept.push(withoutValues(volatile.values, line));
  }
  return kept.map((line) => `${line.trimEnd()}\n`).join("");
}

function withoutValues(patterns: readonly RegExp[], line: string): string {
  for (const pattern of patterns) {
    const match = pattern.exec(line);
    const value = match?.groups?.["value"];
    if (match === null || value === undefined) continue;
    // The group ends what the patterns of a profile match, so its last occurrence there is the one.
    const at = match.index + match[0].lastIndexOf(value);
    return line.slice(0, at) + placeholder + line.slice(at + value.length);
  }
  return line;
}
