import type { DeviceAudit } from "../audit/audit-device.ts";
import type { Rule } from "../rules/rule.ts";

/** One audited configuration as output shows it. */
export interface ReportedDevice {
  /** As the user named it. */
  readonly path: string;
  readonly audit: DeviceAudit;
  /** Redacted text of the lines that output quotes: first lines of findings, and unread lines. */
  readonly quoted: ReadonlyMap<number, string>;
}

/** What every output format is made from. */
export interface AuditReport {
  /** Version of this program. */
  readonly version: string;
  readonly devices: readonly ReportedDevice[];
  /** Inputs that were refused or could not be read. */
  readonly failed: readonly FailedInput[];
  readonly rules: readonly Rule[];
}

export interface FailedInput {
  readonly path: string;
  readonly line: number | null;
  /** One sentence for a person. */
  readonly message: string;
}
