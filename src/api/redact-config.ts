import { parsers } from "../../parsers/index.ts";
import type { SecretSpan } from "../../parsers/parser.ts";
import { decodeText } from "../intake/decode-text.ts";
import { redact } from "../secrets/redact.ts";

/**
 * The text with every secret masked that its parser or its profile knows. Null where that cannot be had for
 * certain: no parser of the language, or a text that the parser could not follow to its end.
 */
export function redactConfig(text: string, os: string, profileSecrets: readonly RegExp[]): string | null {
  const parser = parsers.find(({ id }) => id === os);
  if (parser === undefined) return null;
  // Decoded as for an audit, so that line numbers are those of its evidence.
  const decoded = decodeText(Buffer.from(text, "utf8"));
  if (!decoded.ok) return null;
  const { secrets, problems } = parser.parse(decoded.text);
  if (problems.length > 0) return null;
  return redact(decoded.text, [...secrets, ...spansOf(decoded.text, profileSecrets)]);
}

/** What the group `secret` of each pattern matches, line by line. */
function spansOf(text: string, patterns: readonly RegExp[]): readonly SecretSpan[] {
  const compiled = patterns.map((pattern) => new RegExp(pattern.source, `${pattern.flags.replace(/[dgy]/g, "")}d`));
  const spans: SecretSpan[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    for (const pattern of compiled) {
      const found = pattern.exec(line)?.indices?.groups?.["secret"];
      if (found !== undefined) spans.push({ line: index + 1, start: found[0], end: found[1] });
    }
  }
  return spans;
}
