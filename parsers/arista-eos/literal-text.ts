import type { Lines } from "../lib/ledger.ts";
import { LineStarts } from "../lib/line-starts.ts";
import { markEnd, type Search } from "../lib/cisco/literal-text.ts";

/** Statements of EOS after which lines stand that are no statements, up to a line "EOF" of their own. */

/** The words of a statement that opens a text and nothing after them. */
const opening: readonly (readonly string[])[] = [
  ["banner", "login"],
  ["banner", "motd"],
  ["comment"],
  ["action", "bash"],
  ["protocol", "https", "certificate"],
];

export const literalStarts = new LineStarts([
  "banner",
  "comment",
  "action bash",
  "protocol https",
  "code",
  "-----BEGIN",
]);

/**
 * Index of the last line of the text that starts at `index`, or `index` itself. The text of
 * "banner" ends with "EOF" alone on a line (EOS User Manual, "banner login"); a certificate and its key are two texts.
 */
export function literalEnd(
  words: readonly string[],
  index: number,
  lines: Lines,
  search: Search,
): { readonly end: number; readonly closed: boolean } {
  const [first, second] = words;
  if (first === undefined) return { end: index, closed: true };
  if (first.startsWith("-----BEGIN")) return markEnd(index, lines, search, (line) => line.startsWith("-----END"));
  const isCode = first === "code" && (words.length === 1 || second === "unit");
  const opens =
    isCode ||
    opening.some((phrase) => phrase.length === words.length && phrase.every((word, at) => word === words[at]));
  if (!opens) return { end: index, closed: true };
  const found = markEnd(index, lines, search, (line) => line === "EOF");
  const another =
    found.closed && first === "protocol" && (lines.at(found.end + 1) ?? "").trim().startsWith("-----BEGIN");
  return another ? markEnd(found.end, lines, search, (line) => line === "EOF") : found;
}
