/** Which of the three forms a text has, by its first lines that are configuration. */
export function formOf(lines: readonly string[]): "xml" | "set" | "braces" {
  let sets = 0;
  let braces = 0;
  let seen = 0;
  for (const text of lines) {
    const trimmed = text.trim();
    if (trimmed === "" || /^[#!]/.test(trimmed)) continue;
    // A banner may hold a line that begins so.
    if (sets + braces === 0 && seen < 20 && trimmed.startsWith("<")) return "xml";
    if (/^(?:set|delete|move)\s/.test(trimmed)) sets += 1;
    else if (/[{};]$/.test(trimmed)) braces += 1;
    seen += 1;
    if (seen >= 500) break;
  }
  return braces > sets ? "braces" : "set";
}
