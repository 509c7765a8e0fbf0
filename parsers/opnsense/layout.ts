import type { SkippedStatement } from "../parser.ts";
import type { Ledger } from "../lib/ledger.ts";

/**
 * Marks lines that hold no element: blank ones, comments, the XML declaration, and a collector's header. Answers the
 * text without that header, which is no XML; lines stay where they are.
 */
export function markLayout(text: string, lines: readonly string[], ledger: Ledger): string {
  let kept: string[] | null = null;
  let inside = false;
  let begun = false;
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (!begun && (line.startsWith("#") || line.startsWith("!"))) {
      ledger.skip(index + 1, "header of a collector");
      kept ??= [...lines];
      kept[index] = "";
      continue;
    }
    if (line === "") {
      ledger.skip(index + 1, "blank line");
      continue;
    }
    begun = true;
    if (line.startsWith("<?xml") && line.endsWith("?>")) ledger.skip(index + 1, "XML declaration");
    if (!inside && !line.startsWith("<!--")) continue;
    const end = line.indexOf("-->");
    inside = end === -1;
    if (end === -1 || end === line.length - 3) ledger.skip(index + 1, "comment");
  }
  return kept === null ? text : kept.join("\n");
}

/** Lines around and between the elements. */
export const skippedLayout: readonly SkippedStatement[] = [
  { statement: "(nothing)", reason: "blank line" },
  { statement: "<!-- … -->", reason: "comment" },
  { statement: "<?xml … ?>", reason: "XML declaration" },
  { statement: "# and ! before the first element", reason: "header of a collector" },
];
