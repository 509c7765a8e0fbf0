import type { AuditedText } from "../audit/audit-text.ts";
import { splitLines } from "../../parsers/lib/ledger.ts";
import { redact } from "../secrets/redact.ts";
import type { ReportedDevice } from "./audit-report.ts";

/**
 * Keeps only what output quotes, so that a large estate does not stay in memory as text; without `all` the verdicts
 * that are no findings are counted and let go.
 */
export function reportedDevice(path: string, { text, parsed, audit }: AuditedText, all: boolean): ReportedDevice {
  const redacted = splitLines(redact(text, parsed.secrets));
  const quoted = new Map<number, string>();
  for (const { lines } of audit.findings) {
    const first = lines[0]?.[0];
    if (first !== undefined) quoted.set(first, copy(redacted[first - 1] ?? ""));
  }
  for (const { line } of audit.unread) quoted.set(line, copy((redacted[line - 1] ?? "").trim()));
  const unread = audit.unread.map(({ line, touches }) => ({ line, text: quoted.get(line) ?? "", touches }));
  return { path, audit: { ...audit, unread, verdicts: all ? audit.verdicts : [] }, quoted };
}

/** A part of a text keeps the whole of it in memory; a copy does not. */
function copy(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
