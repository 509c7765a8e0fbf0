import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

// The statements stay as they are for ever: later changes are later migrations.
const statements = [
  `create table meta (name text primary key, value text not null) strict`,
  `create table counters (name text primary key, value integer not null) strict`,
  `insert into counters (name, value) values ('change', 0)`,
  `create table devices (
    id text primary key, name text not null unique, host text not null, port integer not null, profile text, site text,
    credentials text, legacy_algorithms integer not null, timeouts text not null, os text, os_version text, hostname text,
    model text, serial text, hold_failure text, hold_since text, hold_hash text, last_pull_id text, last_config_id text,
    last_audit_id text, last_success_at text, created_at text not null, updated_at text not null, retired_at text,
    version integer not null default 1) strict`,
  `create table host_keys (device text primary key, fingerprint text not null, pinned_at text not null) strict`,
  `create table config_texts (hash text primary key, sealed blob not null) strict`,
  `create table config_versions (
    id text primary key, device_id text not null references devices (id), number integer not null,
    hash text not null references config_texts (hash), os text not null, profile text not null, bytes integer not null,
    lines integer not null, first_seen_at text not null, last_seen_at text not null, unique (device_id, number)) strict`,
  `create table jobs (
    id text primary key, kind text not null, device_id text not null references devices (id), state text not null,
    actor text not null, schedule text, created_at text not null, started_at text, ended_at text,
    attempts integer not null, next_attempt_at text, failure text, detail text, pull_id text, audit_id text) strict`,
  `create unique index jobs_one_active on jobs (device_id) where state in ('queued', 'waiting', 'running')`,
  `create index jobs_by_device on jobs (device_id, id)`,
  `create table pulls (
    id text primary key, device_id text not null references devices (id), job_id text references jobs (id),
    state text not null, started_at text not null, ended_at text, failure text, detail text, host_key text,
    config_id text references config_versions (id), audit_id text) strict`,
  `create index pulls_by_device on pulls (device_id, id)`,
  `create table audit_details (hash text primary key, sealed blob not null) strict`,
  `create table audits (
    id text primary key, device_id text not null references devices (id), pull_id text references pulls (id),
    config_id text references config_versions (id), at text not null, os text not null, os_version text, hostname text,
    coverage text not null, counts text not null, by_severity text not null,
    detail_hash text not null references audit_details (hash)) strict`,
  `create index audits_by_device on audits (device_id, id)`,
  `create table findings (
    id text primary key, device_id text not null references devices (id), fingerprint text not null, rule text not null,
    area text, severity text not null, severity_rank integer not null, title text not null, message text not null,
    subject text not null, lines text not null, xml_path text, default_value text, refs text not null,
    status text not null, first_seen_at text not null, last_seen_at text not null, resolved_at text, reopened_at text,
    undecided_since text, changed_at text not null, change integer not null unique, audit_id text references audits (id),
    owner text, ticket text, note text, version integer not null default 1, unique (device_id, fingerprint)) strict`,
  `create index findings_by_severity on findings (severity_rank desc, id)`,
  `create table schedules (
    id text primary key, name text not null unique, cron text not null, timezone text, devices text not null,
    sites text not null, last_run_at text, next_run_at text, version integer not null default 1) strict`,
  `create table tokens (
    id text primary key, name text not null, prefix text not null, hash text not null unique, scopes text not null,
    created_at text not null, expires_at text, last_used_at text, revoked_at text) strict`,
  `create table audit_log (
    id text primary key, at text not null, actor text not null, action text not null, object text not null,
    detail text not null) strict`,
  `create index audit_log_by_object on audit_log (object, id)`,
  `create trigger audit_log_no_update before update on audit_log begin
    select raise(abort, 'the audit log is append only'); end`,
  `create trigger audit_log_no_delete before delete on audit_log begin
    select raise(abort, 'the audit log is append only'); end`,
  `create table idempotency (
    key text not null, actor text not null, request_hash text not null, sealed_response blob, created_at text not null,
    primary key (key, actor)) strict`,
];

export const first: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
