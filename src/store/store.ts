import type { Coverage, ParseProblem, UnreadLine } from "../../parsers/parser.ts";
import type { CollectFailure, HostKeys, RawConfig, Timeouts } from "../collect/pull.ts";
import type { Finding, Outcome, Severity, Verdict } from "../model/verdict.ts";

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

/** A device as the inventory lists it. Credentials are the name of a reference, never a value. */
export interface DeviceEntry {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly profile: string | null;
  readonly site: string | null;
  readonly credentials: string | null;
  readonly legacyAlgorithms: boolean;
  readonly timeouts: Partial<Timeouts>;
}

/** Why the schedule leaves a device alone: its credentials were refused, and trying again could lock the account. */
export interface DeviceHold {
  readonly failure: CollectFailure;
  readonly since: Time;
  /** Keyed hash of entry and credentials that were refused; another hash lifts the hold. */
  readonly credentialsHash: string;
}

export interface DeviceRecord extends DeviceEntry {
  readonly id: string;
  /** What the last audit read; null before it, or where the configuration does not say. */
  readonly os: string | null;
  readonly osVersion: string | null;
  readonly hostname: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly hold: DeviceHold | null;
  /** Ids of the newest pull that ended, the newest stored version, and the newest audit. */
  readonly lastPullId: string | null;
  readonly lastConfigId: string | null;
  readonly lastAuditId: string | null;
  /** When a configuration was last pulled whole. */
  readonly lastSuccessAt: Time | null;
  readonly createdAt: Time;
  readonly updatedAt: Time;
  /** Set when the inventory no longer lists it; history stays. */
  readonly retiredAt: Time | null;
  /** Grows with every write of the record: for ETag. */
  readonly version: number;
}

export interface DeviceFilter {
  readonly site?: string;
  readonly os?: string;
  readonly name?: string;
  /** Without it only devices that the inventory lists; true: retired ones only. */
  readonly retired?: boolean | "any";
}

export interface SyncResult {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly restored: readonly string[];
  readonly retired: readonly string[];
}

/** Ordered by name. */
export interface DeviceStore {
  /** Makes the stored devices those of the inventory, in one transaction. A changed entry lifts its hold. */
  sync(entries: readonly DeviceEntry[], actor: Actor): Promise<SyncResult>;
  get(id: string): Promise<DeviceRecord | null>;
  byName(name: string): Promise<DeviceRecord | null>;
  list(filter?: DeviceFilter, page?: PageRequest): Promise<Page<DeviceRecord>>;
  hold(id: string, hold: { readonly failure: CollectFailure; readonly credentialsHash: string }): Promise<void>;
  /** Lets the schedule try again; false when there was no hold. */
  release(id: string, actor: Actor): Promise<boolean>;
}

export interface HostKeyRecord {
  readonly device: string;
  /** "SHA256:…" */
  readonly fingerprint: string;
  readonly pinnedAt: Time;
}

/** Keys by device name. `pin` of a second, different key throws StoreError "host-key-pinned": forget first. */
export interface HostKeyStore extends HostKeys {
  get(device: string): Promise<HostKeyRecord | null>;
  /** Forgets the pinned key so that the next pull pins anew; false when none was pinned. */
  forget(device: string, actor: Actor): Promise<boolean>;
}

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

export type OutcomeCounts = Readonly<Record<Outcome, number>>;
export type SeverityCounts = Readonly<Record<Severity, number>>;

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

export interface ScheduleEntry {
  readonly name: string;
  readonly cron: string;
  readonly timezone: string | null;
  /** Device names and site names; "all" is every device. */
  readonly devices: "all" | readonly string[];
  readonly sites: readonly string[];
}

export interface ScheduleRecord extends ScheduleEntry {
  readonly id: string;
  readonly lastRunAt: Time | null;
  readonly nextRunAt: Time | null;
  readonly version: number;
}

/** Ordered by name. */
export interface ScheduleStore {
  sync(entries: readonly ScheduleEntry[], actor: Actor): Promise<void>;
  /** By id or name. */
  get(idOrName: string): Promise<ScheduleRecord | null>;
  list(page?: PageRequest): Promise<Page<ScheduleRecord>>;
  ran(name: string, at: Time | null, next: Time | null): Promise<void>;
}

export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  /** First characters of the token, to tell tokens apart. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: Time;
  readonly expiresAt: Time | null;
  readonly lastUsedAt: Time | null;
  readonly revokedAt: Time | null;
}

export type TokenCheck =
  | { readonly ok: true; readonly token: TokenRecord }
  | { readonly ok: false; readonly reason: "unknown" | "expired" | "revoked" };

/** Newest first. Only a keyed hash of a token is stored. */
export interface TokenStore {
  /** `plain` is shown this once. */
  create(
    token: { readonly name: string; readonly scopes: readonly string[]; readonly expiresAt: Time | null },
    actor: Actor,
  ): Promise<{ readonly token: TokenRecord; readonly plain: string }>;
  check(plain: string): Promise<TokenCheck>;
  get(id: string): Promise<TokenRecord | null>;
  list(page?: PageRequest): Promise<Page<TokenRecord>>;
  /** False when there is no such token, or it was revoked before. */
  revoke(id: string, actor: Actor): Promise<boolean>;
}

export interface LogEntry {
  readonly id: string;
  readonly at: Time;
  readonly actor: Actor;
  /** "finding.update", "token.create", "device.release"… */
  readonly action: string;
  /** "finding:<id>", "device:<name>"… */
  readonly object: string;
  /** Free of secrets. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Append only: the database refuses to change or delete a row. Methods above that take an
 * actor write their entry in their own transaction. Newest first.
 */
export interface AuditLog {
  append(entry: Omit<LogEntry, "id" | "at">): Promise<void>;
  list(filter?: { readonly object?: string; readonly actor?: string }, page?: PageRequest): Promise<Page<LogEntry>>;
}

export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type IdempotencyState =
  | { readonly state: "new" }
  | { readonly state: "running" }
  | { readonly state: "done"; readonly response: StoredResponse }
  /** The key was used before with another request. */
  | { readonly state: "mismatch" };

/** Keys live 24 hours, per actor. */
export interface IdempotencyStore {
  /** `request` is method, path and body as one text; only its hash is kept. */
  begin(key: string, actor: Actor, request: string): Promise<IdempotencyState>;
  finish(key: string, actor: Actor, response: StoredResponse): Promise<void>;
  /** Gives the key back after a failure, so that the request may be repeated. */
  drop(key: string, actor: Actor): Promise<void>;
}

export interface PullCommit {
  readonly pullId: string;
  readonly config: RawConfig;
  readonly hostKey: string;
  readonly audit: AuditInput;
  readonly decided: Decided;
}

export interface PullCommitted {
  readonly pull: PullRecord;
  readonly config: ConfigVersion;
  readonly audit: AuditRecord;
  readonly findings: ReconcileResult;
}

/** All that Redoubt keeps. Opened by `openStore` of open-store.ts. */
export interface Store {
  readonly devices: DeviceStore;
  readonly hostKeys: HostKeyStore;
  readonly configs: ConfigStore;
  readonly pulls: PullStore;
  readonly jobs: JobStore;
  readonly audits: AuditStore;
  readonly findings: FindingStore;
  readonly schedules: ScheduleStore;
  readonly tokens: TokenStore;
  readonly log: AuditLog;
  readonly idempotency: IdempotencyStore;
  /** Configuration, audit and findings of one pull, in one transaction: all of it or nothing. */
  commitPull(commit: PullCommit): Promise<PullCommitted>;
  /** Throws StoreError when the database does not answer: for /readyz. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
