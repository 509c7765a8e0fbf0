import type { Lines } from "../ledger.ts";
import { LineStarts } from "../line-starts.ts";

/** Statements after which lines stand that are no statements: up to a delimiter, or up to a closing word. */

/** Where the words of text statements put the delimiter. */
const delimited: readonly (readonly string[])[] = [
  ["banner", "*"],
  ["aaa", "authentication", "banner"],
  ["aaa", "authentication", "fail-message"],
  ["vacant-message"],
  ["refuse-message"],
  ["menu", "*", "title"],
  ["ip", "admission", "auth-proxy-banner", "http"],
  ["ip", "auth-proxy", "auth-proxy-banner", "http"],
  ["crypto", "isakmp", "client", "banner"],
  ["banner"],
];

export const literalStarts = new LineStarts([
  "banner",
  "aaa authentication",
  "vacant-message",
  "refuse-message",
  "menu",
  "ip admission",
  "ip auth-proxy",
  "crypto isakmp",
  "certificate",
  "key-string",
  "macro",
  "-----BEGIN",
]);

/** Searches for an end that found none: after a few no more is searched, so that no input takes long. */
export interface Search {
  failed: number;
}

export const mostFailures = 16;

const hex = /^[0-9A-Fa-f ]+$/;

/**
 * Index of the last line of the text that starts at `index`. A text that is never closed ends where
 * the next banner would, at the line before `end`, so that the rest of the configuration is not lost;
 * `closed` tells it apart.
 */
export function literalEnd(
  words: readonly string[],
  index: number,
  lines: Lines,
  search: Search,
): { end: number; closed: boolean } {
  const first = words[0];
  if (first === undefined) return { end: index, closed: true };
  if (first === "certificate" || first === "key-string") return { end: hexEnd(words, index, lines), closed: true };
  if (first === "macro" && words[1] === "name") return markEnd(index, lines, search, (line) => line === "@");
  if (first.startsWith("-----BEGIN")) return markEnd(index, lines, search, (line) => line.startsWith("-----END"));
  for (const phrase of delimited) {
    if (words.length > phrase.length && phrase.every((word, at) => word === "*" || word === words[at])) {
      return delimitedEnd(words.slice(0, phrase.length), index, lines, search);
    }
  }
  return { end: index, closed: true };
}

function delimitedEnd(
  phrase: readonly string[],
  index: number,
  lines: Lines,
  search: Search,
): { end: number; closed: boolean } {
  const text = lines.at(index) ?? "";
  let at = 0;
  for (const word of phrase) at = text.indexOf(word, at) + word.length;
  const rest = text.slice(at).trimStart();
  const [delimiter = "", other] = delimitersOf(rest);
  if (delimiter === "") return { end: index, closed: true };
  if (rest.slice(delimiter.length).includes(delimiter)) return { end: index, closed: true };
  const found = markEnd(index, lines, search, (line) => line.includes(delimiter));
  if (found.closed || other === undefined) return found;
  if (rest.slice(1).includes(other)) return { end: index, closed: true };
  return markEnd(index, lines, search, (line) => line.includes(other));
}

/** Lines of hexadecimal up to "quit"; a key line may hold its value itself and end there. */
function hexEnd(words: readonly string[], index: number, lines: Lines): number {
  let next = index + 1;
  while (next < lines.length && isKeyText(lines.at(next) ?? "")) next += 1;
  if ((lines.at(next) ?? "").trim() === "quit") return next;
  return words[0] === "certificate" ? Math.max(index, next - 1) : index;
}

function isKeyText(line: string): boolean {
  const text = line.trim();
  return text !== "" && text !== "quit" && (hex.test(text) || /^[A-Za-z0-9+/=]{16,}$/.test(text));
}

/** The first line after `index` that ends a text. */
export function markEnd(
  index: number,
  lines: Lines,
  search: Search,
  isEnd: (line: string) => boolean,
): { end: number; closed: boolean } {
  if (search.failed >= mostFailures) return { end: index, closed: false };
  for (let next = index + 1; next < lines.length; next += 1) {
    if (isEnd((lines.at(next) ?? "").trim())) return { end: next, closed: true };
  }
  search.failed += 1;
  return { end: index, closed: false };
}

/** What may delimit a text: a device writes the control character as "^C", but in a text typed by hand "^" alone may be meant. */
function delimitersOf(rest: string): readonly string[] {
  return rest.startsWith("^C") ? [rest.slice(0, 2), "^"] : rest === "" ? [] : [rest.slice(0, 1)];
}

/** The text between the delimiters of a banner's lines. */
export function bannerText(kind: string, lines: readonly string[]): string {
  const whole = lines.join("\n");
  const rest = whole.slice(whole.indexOf(kind) + kind.length).trimStart();
  const delimiter = delimitersOf(rest).find((each) => rest.includes(each, each.length)) ?? "";
  const body = rest.slice(delimiter.length);
  const end = delimiter === "" ? -1 : body.indexOf(delimiter);
  return (end < 0 ? body : body.slice(0, end)).trim();
}
