import type { CollectFailure } from "../collect/pull.ts";
import type { Actor, Page, PageRequest, Time } from "./records.ts";

/** One run of equal configurations of a device: A, B, A are three versions of two stored texts. */
export interface ConfigVersion {
  readonly id: string;
  readonly deviceId: string;
  /** Counts from 1 per device. */
  readonly number: number;
  /** Keyed hash of the comparable text; equal for equal configurations, meaningless without the key. */
  readonly hash: string;
  readonly os: string;
  readonly profile: string;
  /** UTF-8 bytes and lines of the raw text. */
  readonly bytes: number;
  readonly lines: number;
  readonly firstSeenAt: Time;
  readonly lastSeenAt: Time;
}

/** Newest first. */
export interface ConfigStore {
  get(id: string): Promise<ConfigVersion | null>;
  latest(deviceId: string): Promise<ConfigVersion | null>;
  list(deviceId: string, page?: PageRequest): Promise<Page<ConfigVersion>>;
  /** The raw text with its secrets: redact before it leaves. Null when there is no such version. */
  rawText(id: string): Promise<string | null>;
  /** The stored text whose comparable text equals this one, which line numbers of an audit refer to; null when there is none. */
  storedText(comparable: string): Promise<string | null>;
}

export type PullState = "running" | "stored" | "unchanged" | "failed" | "interrupted";

export interface PullRecord {
  readonly id: string;
  readonly deviceId: string;
  readonly jobId: string | null;
  readonly state: PullState;
  readonly startedAt: Time;
  readonly endedAt: Time | null;
  /** "internal" is an error of the program; its words are in the log only. */
  readonly failure: CollectFailure | "internal" | null;
  readonly detail: string | null;
  readonly hostKey: string | null;
  readonly configId: string | null;
  readonly auditId: string | null;
}

/** Newest first. */
export interface PullStore {
  start(deviceId: string, jobId: string | null): Promise<PullRecord>;
  /** Ends a pull that gave no configuration. Nothing else changes. */
  fail(
    id: string,
    why: { readonly failure: CollectFailure | "internal"; readonly detail: string; readonly hostKey: string | null },
  ): Promise<PullRecord>;
  get(id: string): Promise<PullRecord | null>;
  list(
    filter?: { readonly deviceId?: string; readonly state?: PullState; readonly jobId?: string },
    page?: PageRequest,
  ): Promise<Page<PullRecord>>;
}

export type JobState = "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled" | "interrupted";

/** Work that takes long: pulls. "waiting" is between two attempts. */
export interface JobRecord {
  readonly id: string;
  readonly kind: "pull";
  readonly deviceId: string;
  readonly state: JobState;
  readonly actor: Actor;
  readonly schedule: string | null;
  readonly createdAt: Time;
  readonly startedAt: Time | null;
  readonly endedAt: Time | null;
  readonly attempts: number;
  readonly nextAttemptAt: Time | null;
  /** Of the newest attempt. "held": the schedule leaves the device alone until its credentials change or a person asks. */
  readonly failure: CollectFailure | "internal" | "held" | null;
  readonly detail: string | null;
  readonly pullId: string | null;
  readonly auditId: string | null;
}

export type JobChange = Partial<
  Pick<
    JobRecord,
    "state" | "startedAt" | "endedAt" | "attempts" | "nextAttemptAt" | "failure" | "detail" | "pullId" | "auditId"
  >
>;

/** Newest first. */
export interface JobStore {
  /** A new job, or the one that is already queued, waiting or running for the device (`joined`). */
  enqueue(request: {
    readonly deviceId: string;
    readonly actor: Actor;
    readonly schedule?: string;
  }): Promise<{ readonly job: JobRecord; readonly joined: boolean }>;
  change(id: string, change: JobChange): Promise<JobRecord>;
  get(id: string): Promise<JobRecord | null>;
  list(
    filter?: { readonly deviceId?: string; readonly state?: JobState },
    page?: PageRequest,
  ): Promise<Page<JobRecord>>;
  /** Marks what a crash left queued, waiting or running as "interrupted", pulls too; answers the jobs. Called once at start. */
  interruptUnfinished(): Promise<readonly JobRecord[]>;
}
