import type { Generated, Kysely } from "kysely";
import type { CollectFailure } from "../collect/pull.ts";
import type { Severity } from "../model/verdict.ts";
import type { KeyRing } from "../secrets/key-ring.ts";
import type { FindingStatus } from "./finding-store.ts";
import type { JobRecord, JobState, PullRecord, PullState } from "./pull-store.ts";
import type { Time } from "./records.ts";

/** JSON as text. */
type Json = string;
/** 0 or 1. */
type Flag = number;

export interface Tables {
  meta: { name: string; value: string };
  counters: { name: string; value: number };
  devices: DeviceRow;
  host_keys: { device: string; fingerprint: string; pinned_at: Time };
  config_texts: { hash: string; sealed: Buffer };
  config_versions: ConfigRow;
  pulls: PullRow;
  jobs: JobRow;
  audits: AuditRow;
  audit_details: { hash: string; sealed: Buffer };
  findings: FindingRow;
  schedules: ScheduleRow;
  tokens: TokenRow;
  audit_log: { id: string; at: Time; actor: string; action: string; object: string; detail: Json };
  idempotency: {
    key: string;
    actor: string;
    request_hash: string;
    sealed_response: Buffer | null;
    created_at: Time;
  };
}

export interface DeviceRow {
  id: string;
  name: string;
  host: string;
  port: number;
  profile: string | null;
  site: string | null;
  credentials: string | null;
  legacy_algorithms: Flag;
  timeouts: Json;
  os: string | null;
  os_version: string | null;
  hostname: string | null;
  model: string | null;
  serial: string | null;
  hold_failure: CollectFailure | null;
  hold_since: Time | null;
  hold_hash: string | null;
  last_pull_id: string | null;
  last_config_id: string | null;
  last_audit_id: string | null;
  last_success_at: Time | null;
  created_at: Time;
  updated_at: Time;
  retired_at: Time | null;
  version: Generated<number>;
}

export interface ConfigRow {
  id: string;
  device_id: string;
  number: number;
  hash: string;
  os: string;
  profile: string;
  bytes: number;
  lines: number;
  first_seen_at: Time;
  last_seen_at: Time;
}

export interface PullRow {
  id: string;
  device_id: string;
  job_id: string | null;
  state: PullState;
  started_at: Time;
  ended_at: Time | null;
  failure: PullRecord["failure"];
  detail: string | null;
  host_key: string | null;
  config_id: string | null;
  audit_id: string | null;
}

export interface JobRow {
  id: string;
  kind: "pull";
  device_id: string;
  state: JobState;
  actor: string;
  schedule: string | null;
  created_at: Time;
  started_at: Time | null;
  ended_at: Time | null;
  attempts: number;
  next_attempt_at: Time | null;
  failure: JobRecord["failure"];
  detail: string | null;
  pull_id: string | null;
  audit_id: string | null;
}

export interface AuditRow {
  id: string;
  device_id: string;
  pull_id: string | null;
  config_id: string | null;
  at: Time;
  os: string;
  os_version: string | null;
  hostname: string | null;
  coverage: Json;
  counts: Json;
  by_severity: Json;
  detail_hash: string;
}

export interface FindingRow {
  id: string;
  device_id: string;
  fingerprint: string;
  rule: string;
  area: string | null;
  severity: Severity;
  severity_rank: number;
  title: string;
  message: string;
  subject: string;
  lines: Json;
  xml_path: string | null;
  default_value: string | null;
  refs: Json;
  status: FindingStatus;
  first_seen_at: Time;
  last_seen_at: Time;
  resolved_at: Time | null;
  reopened_at: Time | null;
  undecided_since: Time | null;
  changed_at: Time;
  change: number;
  audit_id: string | null;
  owner: string | null;
  ticket: string | null;
  note: string | null;
  version: Generated<number>;
}

export interface ScheduleRow {
  id: string;
  name: string;
  cron: string;
  timezone: string | null;
  devices: Json;
  sites: Json;
  last_run_at: Time | null;
  next_run_at: Time | null;
  version: Generated<number>;
}

export interface TokenRow {
  id: string;
  name: string;
  prefix: string;
  hash: string;
  scopes: Json;
  created_at: Time;
  expires_at: Time | null;
  last_used_at: Time | null;
  revoked_at: Time | null;
}

/** A database, or a transaction on it. */
export type Db = Kysely<Tables>;

/** What every part of the store works with. */
export interface StoreContext {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly now: () => Time;
  readonly newId: () => string;
}

/** Reads a JSON column, which only this program writes. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the column's shape
export function fromJson<T>(text: Json): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program under the same type
  return JSON.parse(text) as T;
}
