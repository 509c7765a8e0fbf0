import type { Lines } from "../lib/ledger.ts";
import { LineStarts } from "../lib/line-starts.ts";
import { literalEnd, mostFailures, type Search } from "../lib/cisco/literal-text.ts";

/** What ends the blocks whose lines are no statements: policies and sets of the routing policy language. */
const closing: ReadonlyMap<string, string> = new Map([
  ["route-policy", "end-policy"],
  ["prefix-set", "end-set"],
  ["as-path-set", "end-set"],
  ["community-set", "end-set"],
  ["extcommunity-set", "end-set"],
  ["large-community-set", "end-set"],
  ["rd-set", "end-set"],
  ["esi-set", "end-set"],
  ["etag-set", "end-set"],
  ["mac-set", "end-set"],
  ["ospf-area-set", "end-set"],
  ["tag-set", "end-set"],
  ["policy-global", "end-global"],
]);

export const literalStarts = new LineStarts(["banner", ...closing.keys()]);

/**
 * Index of the last line of the text that the statement at `index` starts. A routing policy or set runs to its closing
 * word ("Implementing Routing Policy", Routing Configuration Guide); only at the left edge, since a neighbour applies a
 * policy by the same word. A banner runs to its delimiter. A text that nothing closes keeps its first line alone.
 */
export function textEnd(
  words: readonly string[],
  index: number,
  lines: Lines,
  search: Search,
): { readonly end: number; readonly closed: boolean } {
  const [first = "", second] = words;
  const raw = lines.at(index) ?? "";
  const named = second !== undefined || first === "policy-global";
  const end = named && !raw.startsWith(" ") ? closing.get(first) : undefined;
  if (end === undefined)
    return first === "banner" ? literalEnd(words, index, lines, search) : { end: index, closed: true };
  if (search.failed >= mostFailures) return { end: index, closed: false };
  for (let next = index + 1; next < lines.length; next += 1) {
    const text = (lines.at(next) ?? "").trim();
    if (text === end) return { end: next, closed: true };
    // A block at the left edge of the same kind, or the end of the text, shows that the closing word is missing.
    if (text === "end" && !(lines.at(next) ?? "").startsWith(" ")) break;
  }
  search.failed += 1;
  return { end: index, closed: false };
}
