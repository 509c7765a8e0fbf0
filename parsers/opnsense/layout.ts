import type { SkippedStatement } from "../parser.ts";
import type { Ledger } from "../lib/ledger.ts";

/** pfSense: "[2.6.0-RELEASE][admin@r1.example.net]/root: cat …"; OPNsense: "root@r1:~ # cat …". */
const prompt = /^(?:\[[\w.-]{1,40}\]\[[^\]\s]{1,80}\]\S{0,80}:|[\w.-]{1,40}@[\w.-]{1,80}:\S{0,80} [#%$])(?: |$)/;

/** The release that pfSense's prompt names. */
const release = /^\[(\d[\w.]{0,20})-\w{1,20}\]\[/;

export interface Layout {
  /** The text without what stands around the document and is no XML; lines stay where they are. */
  readonly xml: string;
  /** What a prompt tells of the release, and its line. */
  readonly release: { readonly version: string; readonly line: number } | null;
}

/** Marks lines that hold no element: blank ones, comments, the XML declaration, and what was printed around the document. */
export function markLayout(text: string, lines: readonly string[], ledger: Ledger): Layout {
  let kept: string[] | null = null;
  let told: Layout["release"] = null;
  let inside = false;
  // What stands before the first element and after the last one.
  const first = lines.findIndex((line) => line.trimStart().startsWith("<"));
  const last = lines.findLastIndex((line) => line.trimEnd().endsWith(">"));
  for (let index = 0; index < lines.length; index += 1) {
    const whole = lines[index] ?? "";
    const tag = whole.indexOf("<");
    // Most lines within the document hold an element, and need no closer look.
    if (tag !== -1 && !inside && index >= first && index <= last && !isSign(whole.charCodeAt(tag + 1))) continue;
    const line = whole.trim();
    if (line === "") {
      ledger.skip(index + 1, "blank line");
      continue;
    }
    const around = index < first || index > last ? printed(line) : null;
    if (around !== null) {
      ledger.skip(index + 1, around);
      kept ??= [...lines];
      kept[index] = "";
      const version = release.exec(line)?.[1];
      if (version !== undefined) told ??= { version, line: index + 1 };
      continue;
    }
    if (line.startsWith("<?xml") && line.endsWith("?>")) ledger.skip(index + 1, "XML declaration");
    if (!inside && !line.startsWith("<!--")) continue;
    const end = line.indexOf("-->");
    inside = end === -1;
    if (end === -1 || end === line.length - 3) ledger.skip(index + 1, "comment");
  }
  return { xml: kept === null ? text : kept.join("\n"), release: told };
}

/** "!" or "?" behind "<" begins a comment or a declaration. */
function isSign(code: number): boolean {
  return code === 33 || code === 63;
}

function printed(line: string): string | null {
  if (prompt.test(line)) return "prompt";
  return line.startsWith("#") || line.startsWith("!") ? "header of a collector" : null;
}

/** Lines around and between the elements. */
export const skippedLayout: readonly SkippedStatement[] = [
  { statement: "(nothing)", reason: "blank line" },
  { statement: "<!-- … -->", reason: "comment" },
  { statement: "<?xml … ?>", reason: "XML declaration" },
  { statement: "# and ! around the document", reason: "header of a collector" },
  { statement: "[release][user@host]directory: and user@host:directory # around the document", reason: "prompt" },
];
