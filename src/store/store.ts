import type { RawConfig } from "../collect/pull.ts";
import type { AuditInput, AuditRecord, AuditStore } from "./audit-store.ts";
import type { AuditLog, IdempotencyStore } from "./change-log.ts";
import type { DeviceStore, HostKeyStore } from "./device-store.ts";
import type { Decided, FindingStore, ReconcileResult } from "./finding-store.ts";
import type { ConfigStore, ConfigVersion, JobStore, PullRecord, PullStore } from "./pull-store.ts";
import type { ScheduleStore } from "./schedule-store.ts";
import type { TokenStore } from "./token-store.ts";

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
