import type { SkippedStatement } from "../parser.ts";
import type { Ledger } from "../lib/ledger.ts";

export interface Layout {
  /** The text with what a collector printed before it taken out, line by line. */
  readonly text: string;
}

/** Marks lines that hold no element: blank ones, comments, the XML declaration, and a collector's header. */
export function markLayout(lines: readonly string[], ledger: Ledger): Layout {
  const kept = [...lines];
  let inside = false;
  let begun = false;
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (!begun && !text.startsWith("<") && (text.startsWith("#") || text.startsWith("!"))) {
      ledger.skip(index + 1, "header of a collector");
      kept[index] = "";
      continue;
    }
    if (text === "") {
      ledger.skip(index + 1, "blank line");
      continue;
    }
    begun = true;
    if (text.startsWith("<?xml") && text.endsWith("?>")) ledger.skip(index + 1, "XML declaration");
    if (!inside && !text.startsWith("<!--")) continue;
    const end = text.indexOf("-->");
    inside = end === -1;
    if (end === -1 || end === text.length - 3) ledger.skip(index + 1, "comment");
  }
  return { text: kept.join("\n") };
}

/** Lines around and between the elements. */
export const skippedLayout: readonly SkippedStatement[] = [
  { statement: "(nothing)", reason: "blank line" },
  { statement: "<!-- … -->", reason: "comment" },
  { statement: "<?xml … ?>", reason: "XML declaration" },
  { statement: "# and ! before the first element", reason: "header of a collector" },
];
