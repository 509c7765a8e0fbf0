/** Statements of EOS after which lines stand that are no statements, up to a line "EOF" of their own. */

/** Searches for an end that found none: after a few no more is searched, so that no input takes long. */
export interface Search {
  failed: number;
}

const mostFailures = 16;

/** The words of a statement that opens a text and nothing after them. */
const opening: readonly (readonly string[])[] = [
  ["banner", "login"],
  ["banner", "motd"],
  ["comment"],
  ["action", "bash"],
  ["protocol", "https", "certificate"],
];

const firstWords = /^(?:banner|comment|action|protocol|code|-----BEGIN)/;

/** False for lines that are sure to start no text. */
export function mayStartLiteral(text: string): boolean {
  return firstWords.test(text);
}

/**
 * Index of the last line of the text that starts at `index`, or `index` itself; null where it never ends. The text of
 * "banner" ends with "EOF" alone on a line (EOS User Manual, "banner login"); a certificate and its key are two texts.
 */
export function literalEnd(
  words: readonly string[],
  index: number,
  lines: readonly string[],
  search: Search,
): number | null {
  const [first, second] = words;
  if (first === undefined) return index;
  if (first.startsWith("-----BEGIN")) return lineAfter(index, lines, search, (line) => line.startsWith("-----END"));
  const isCode = first === "code" && (words.length === 1 || second === "unit");
  const opens =
    isCode ||
    opening.some((phrase) => phrase.length === words.length && phrase.every((word, at) => word === words[at]));
  if (!opens) return index;
  const end = lineAfter(index, lines, search, (line) => line === "EOF");
  if (end === null || first !== "protocol" || !(lines[end + 1] ?? "").trim().startsWith("-----BEGIN")) return end;
  return lineAfter(end, lines, search, (line) => line === "EOF");
}

function lineAfter(
  index: number,
  lines: readonly string[],
  search: Search,
  isEnd: (line: string) => boolean,
): number | null {
  if (search.failed >= mostFailures) return null;
  for (let next = index + 1; next < lines.length; next += 1) if (isEnd((lines[next] ?? "").trim())) return next;
  search.failed += 1;
  return null;
}
