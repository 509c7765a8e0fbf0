import type { Coverage, ParseProblem, UnreadLine } from "../../parsers/parser.ts";
import type { Verdict } from "../model/verdict.ts";
import type { FindingInput } from "./finding-store.ts";
import type { OutcomeCounts, Page, PageRequest, SeverityCounts, Time } from "./records.ts";

/** What one audit of a device says; the facts of identity are what the configuration states. */
export interface AuditInput {
  readonly os: string;
  readonly osVersion: string | null;
  readonly hostname: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly coverage: Coverage;
  readonly counts: OutcomeCounts;
  readonly verdicts: readonly Verdict[];
  readonly unread: readonly UnreadLine[];
  readonly problems: readonly ParseProblem[];
  readonly findings: readonly FindingInput[];
}

export interface AuditRecord {
  readonly id: string;
  readonly deviceId: string;
  readonly pullId: string | null;
  readonly configId: string | null;
  readonly at: Time;
  readonly os: string;
  readonly osVersion: string | null;
  readonly hostname: string | null;
  readonly coverage: Coverage;
  readonly counts: OutcomeCounts;
  readonly bySeverity: SeverityCounts;
}

/** Every verdict with evidence, what is wrong with the text as a whole, and the unread lines (redact their text before it leaves). */
export interface AuditDetail {
  readonly verdicts: readonly Verdict[];
  readonly unread: readonly UnreadLine[];
  readonly problems: readonly ParseProblem[];
}

/** Newest first. */
export interface AuditStore {
  get(id: string): Promise<AuditRecord | null>;
  latest(deviceId: string): Promise<AuditRecord | null>;
  list(filter?: { readonly deviceId?: string }, page?: PageRequest): Promise<Page<AuditRecord>>;
  detail(id: string): Promise<AuditDetail | null>;
}
