import type { Profile, RefusalMeaning } from "../profiles/profile.ts";
import { openBlocks, openBraces } from "./balance.ts";

/** What an answer to a pull command turned out to be. */
export type Answered =
  | { readonly kind: "whole"; readonly lines: readonly string[] }
  | { readonly kind: "partial" | "incomplete" | "not-a-configuration"; readonly why: string }
  | { readonly kind: "refused"; readonly means: RefusalMeaning; readonly line: string };

/** A refusal stands in an answer of few lines, or is the last thing said. */
const shortAnswer = 40;
const tail = 5;

/** Decides whether the lines between command and prompt are a whole configuration. */
export function assess(profile: Pick<Profile, "whole" | "refusals" | "prompts">, lines: readonly string[]): Answered {
  const answer = withoutEnds(profile, lines);
  const first = answer.findIndex((line) => profile.whole.from.some((pattern) => pattern.test(line)));
  const configuration = first < 0 ? [] : answer.slice(first);
  const flaw = configuration.length === 0 ? null : flawOf(profile, configuration);
  if (configuration.length > 0 && flaw === null) return { kind: "whole", lines: configuration };
  return (
    refusalIn(profile, answer) ??
    flaw ?? {
      kind: "not-a-configuration",
      why: answer.length === 0 ? "The answer was empty." : `No line of ${answer.length} begins a configuration.`,
    }
  );
}

/** The first listed refusal that a line of the answer matches. */
export function refusalIn(profile: Pick<Profile, "refusals">, answer: readonly string[]): Answered | null {
  const lines = answer.length <= shortAnswer ? answer : answer.slice(-tail);
  for (const { pattern, means } of profile.refusals) {
    const line = lines.find((candidate) => pattern.test(candidate));
    if (line !== undefined) return { kind: "refused", means, line: line.trim().slice(0, 120) };
  }
  return null;
}

/** Without blank lines at both ends, and without the line that belongs to the prompt. */
function withoutEnds(profile: Pick<Profile, "prompts">, lines: readonly string[]): readonly string[] {
  const { above } = profile.prompts;
  let end = lines.findLastIndex((line) => line.trim() !== "") + 1;
  if (above !== null && above.test(lines[end - 1] ?? "")) {
    end = lines.slice(0, end - 1).findLastIndex((line) => line.trim() !== "") + 1;
  }
  const start = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ""),
  );
  return lines.slice(start, end);
}

function flawOf(
  { whole }: Pick<Profile, "whole">,
  lines: readonly string[],
): { readonly kind: "partial" | "incomplete"; readonly why: string } | null {
  if (lines.some((line) => whole.partial.some((pattern) => pattern.test(line)))) {
    return { kind: "partial", why: "The device marks parts that this account may not see." };
  }
  const counted = `${lines.length} lines came`;
  if (whole.last !== null && !whole.last.test(lines.at(-1) ?? "")) {
    return { kind: "incomplete", why: `${counted}, and the last is not the one that ends a configuration.` };
  }
  const open = whole.balanced === null ? 0 : whole.balanced === "braces" ? openBraces(lines) : openBlocks(lines);
  if (open !== 0) {
    const what = whole.balanced === "braces" ? "braces" : "config blocks";
    return { kind: "incomplete", why: `${counted}, and ${Math.abs(open)} ${what} are not balanced at the end.` };
  }
  const missing = whole.requires.find(({ pattern }) => !lines.some((line) => pattern.test(line)));
  return missing === undefined ? null : { kind: "incomplete", why: missing.because };
}
