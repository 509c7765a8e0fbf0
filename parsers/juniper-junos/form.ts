import type { LazyLines } from "../lib/lazy-lines.ts";
import { isSetLine } from "./from-set.ts";

/** Which of the three forms a text has, by what most of its first lines are. */
export function formOf(lines: LazyLines): "braces" | "set" | "xml" {
  let sets = 0;
  let braces = 0;
  let seen = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const trimmed = (lines.at(index) ?? "").trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith("/*")) continue;
    if (/^<(?:\?xml|!DOCTYPE|(?:[\w-]+:)?(?:rpc-reply|configuration|data)\b(?!-))/i.test(trimmed)) return "xml";
    if (isSetLine(trimmed)) sets += 1;
    else if (/[{};]$/.test(trimmed) || trimmed.endsWith("## SECRET-DATA")) braces += 1;
    seen += 1;
    if (seen >= 2000) break;
  }
  return sets > braces ? "set" : "braces";
}
