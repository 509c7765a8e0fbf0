import type { Outcome, Severity } from "../model/verdict.ts";

/** UTC in ISO 8601 with milliseconds and "Z": sorts as text and leaves the API as it is. */
export type Time = string;

/** `limit` is 1…500, 100 without it. `cursor` is a page's `next`; one that fits no query throws StoreError "cursor-invalid". */
export interface PageRequest {
  readonly limit?: number;
  readonly cursor?: string;
}

/** `next` is null on the last page. Rows inserted meanwhile neither repeat nor hide rows that were there. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Who changes something: "token:<name>", "inventory", "schedule:<name>", "cli". Goes to the audit log. */
export type Actor = string;

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export type SeverityCounts = Readonly<Record<Severity, number>>;
