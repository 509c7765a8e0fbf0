import type { Finding, Severity } from "../model/verdict.ts";
import type { Actor, Page, PageRequest, SeverityCounts, Time } from "./records.ts";

export const findingStatuses = ["open", "acknowledged", "resolved", "reopened"] as const;

export type FindingStatus = (typeof findingStatuses)[number];

/** A finding as an audit gives it, with the area of its rule. `id` must be unique over devices. */
export interface FindingInput extends Finding {
  readonly area: string | null;
}

export interface FindingRecord extends FindingInput {
  readonly deviceId: string;
  /** Device name. */
  readonly device: string;
  readonly site: string | null;
  readonly deviceRetired: boolean;
  readonly status: FindingStatus;
  readonly firstSeenAt: Time;
  readonly lastSeenAt: Time;
  readonly resolvedAt: Time | null;
  readonly reopenedAt: Time | null;
  /** Since when audits could not tell whether it still holds (the rule says unknown); null: the last one could. */
  readonly undecidedSince: Time | null;
  /** When status, severity, wording, owner, ticket or note last changed; moved lines alone are no change. */
  readonly changedAt: Time;
  /** The same as a number that only grows over all findings: what a follower remembers. */
  readonly change: number;
  /** Last audit that saw it; null for what a pull found (host-key-changed). */
  readonly auditId: string | null;
  readonly owner: string | null;
  readonly ticket: string | null;
  readonly note: string | null;
  /** Grows with every write of the record, of an audit too: for ETag and `ifVersion`. */
  readonly version: number;
}

export interface FindingFilter {
  readonly deviceId?: string;
  /** Device name. */
  readonly device?: string;
  readonly site?: string;
  /** Any of the values, here and below. */
  readonly severity?: readonly Severity[];
  readonly status?: readonly FindingStatus[];
  /** Rule ids; benchmark filters become this. */
  readonly rule?: readonly string[];
  readonly area?: readonly string[];
  readonly ticket?: string;
  readonly owner?: string;
  /** Changed at or after this time. */
  readonly changedSince?: Time;
  /** `change` greater than this. */
  readonly changedAfter?: number;
  /** Findings of retired devices too. Always so with `changedSince` or `changedAfter`. */
  readonly retired?: boolean;
}

export interface FindingPage extends Page<FindingRecord> {
  /** What to give as `changedAfter` next time: the highest `change` of this page, or the one that was asked with. */
  readonly lastChange: number;
}

/** A person's change. Only an audit resolves and reopens; absent fields stay, null empties. */
export interface FindingPatch {
  readonly status?: "open" | "acknowledged";
  readonly owner?: string | null;
  readonly ticket?: string | null;
  readonly note?: string | null;
}

export type FindingUpdate =
  | { readonly ok: true; readonly finding: FindingRecord }
  | { readonly ok: false; readonly failure: "not-found" | "version-conflict" | "resolved" };

/** Whether the audit knows that a finding which it did not give is gone. False keeps it as it is. */
export type Decided = (finding: { readonly id: string; readonly rule: string; readonly subject: string }) => boolean;

export interface ReconcileResult {
  readonly opened: readonly string[];
  readonly reopened: readonly string[];
  readonly resolved: readonly string[];
  readonly seen: readonly string[];
  readonly undecided: readonly string[];
}

/** Ordered by severity (highest first) and id; with `changedSince` or `changedAfter` by `change`, oldest first. */
export interface FindingStore {
  get(id: string): Promise<FindingRecord | null>;
  list(filter?: FindingFilter, page?: PageRequest): Promise<FindingPage>;
  /** Unresolved findings by severity. */
  count(filter?: FindingFilter): Promise<SeverityCounts>;
  update(
    id: string,
    patch: FindingPatch,
    by: { readonly actor: Actor; readonly ifVersion?: number },
  ): Promise<FindingUpdate>;
  /**
   * In one transaction: new → open, seen → lastSeenAt, gone and decided → resolved, back again → reopened with the
   * same id. With `rules`, findings of other rules stay as they are.
   */
  reconcile(
    deviceId: string,
    auditId: string | null,
    findings: readonly FindingInput[],
    options: { readonly decided: Decided; readonly rules?: readonly string[] },
  ): Promise<ReconcileResult>;
}
