import { severities, type Severity } from "../model/verdict.ts";
import type { AuditReport, ReportedDevice } from "./audit-report.ts";

/** The object that `redoubt audit --format json` prints; `all` adds every verdict. Line texts are redacted. */
export function auditJson({ version, devices, failed }: AuditReport, all: boolean): unknown {
  return {
    tool: { name: "redoubt", version },
    devices: devices.map((device) => deviceJson(device, all)),
    summary: { devices: devices.length, failed: failed.length, bySeverity: countBySeverity(devices) },
  };
}

/** One audited device, as the command line and the API answer it. */
export function deviceJson({ path, audit, quoted }: ReportedDevice, all: boolean) {
  const device = {
    path,
    hostname: audit.hostname,
    os: audit.os,
    osVersion: audit.osVersion,
    coverage: audit.coverage,
    unread: audit.unread.map(({ line }) => ({ line, text: quoted.get(line) ?? "" })),
    verdicts: audit.counts,
    findings: audit.findings,
  };
  if (!all) return device;
  const verdictList = audit.verdicts.map(({ rule, outcome, subject, message, evidence }) => ({
    rule,
    outcome,
    subject,
    message,
    ...evidence,
  }));
  return { ...device, verdictList };
}

/** Most severe first, as DESIGN has the keys. */
export function countBySeverity(devices: readonly ReportedDevice[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { audit } of devices) for (const { severity } of audit.findings) counts[severity] += 1;
  return counts;
}

/** "3 high, 9 medium", leaving out what there is none of. */
export function describeCounts(counts: Readonly<Record<Severity, number>>): string {
  const parts = severities
    .toReversed()
    .flatMap((severity) => (counts[severity] === 0 ? [] : [`${counts[severity]} ${severity}`]));
  return parts.length === 0 ? "no findings" : parts.join(", ");
}
