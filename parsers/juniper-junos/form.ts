import { isSetLine } from "./from-set.ts";

/** Which of the three forms a text has, by what most of its first lines are. */
export function formOf(lines: readonly string[]): "braces" | "set" | "xml" {
  let sets = 0;
  let braces = 0;
  let seen = 0;
  for (const text of lines) {
    const trimmed = text.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith("/*")) continue;
    if (/^<(?:\?xml|!DOCTYPE|(?:[\w-]+:)?(?:rpc-reply|configuration|data)\b(?!-))/i.test(trimmed)) return "xml";
    if (isSetLine(trimmed)) sets += 1;
    else if (/[{};]$/.test(trimmed) || trimmed.endsWith("## SECRET-DATA")) braces += 1;
    seen += 1;
    if (seen >= 2000) break;
  }
  return sets > braces ? "set" : "braces";
}
