import type { AuditedText } from "../audit/audit-text.ts";
import { splitLines } from "../../parsers/lib/ledger.ts";
import { redact } from "../secrets/redact.ts";
import type { ReportedDevice } from "./audit-report.ts";

/** Keeps only what output quotes, so that a large estate does not stay in memory as text. */
export function reportedDevice(path: string, { text, parsed, audit }: AuditedText): ReportedDevice {
  const redacted = splitLines(redact(text, parsed.secrets));
  const quoted = new Map<number, string>();
  for (const { lines } of audit.findings) {
    const first = lines[0]?.[0];
    if (first !== undefined) quoted.set(first, redacted[first - 1] ?? "");
  }
  for (const { line } of audit.unread) quoted.set(line, (redacted[line - 1] ?? "").trim());
  return { path, audit, quoted };
}
