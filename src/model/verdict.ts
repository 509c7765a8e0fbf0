import type { LineRange } from "./fact.ts";

export type Outcome = "pass" | "fail" | "notApplicable" | "unknown" | "manual";

export const severities = ["info", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** What a verdict rests on: lines, an XML path, or a default of the platform. */
export interface Evidence {
  readonly lines: readonly LineRange[];
  readonly xmlPath: string | null;
  readonly default: string | null;
}

/** What a rule says of one subject (one line, user, entry) of a device. */
export interface Verdict {
  readonly rule: string;
  readonly outcome: Outcome;
  /** The vendor's words for what was judged; empty for the device as a whole. */
  readonly subject: string;
  readonly message: string;
  readonly evidence: Evidence;
}

export type References = Readonly<Record<string, readonly string[]>>;

/** A failed verdict with the identity that tickets follow. */
export interface Finding {
  /** Stable: device, rule, subject and ordinal, hashed; never line numbers. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly subject: string;
  readonly lines: readonly LineRange[];
  readonly xmlPath: string | null;
  readonly default: string | null;
  readonly references: References;
}
