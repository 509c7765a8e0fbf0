import { writeLog } from "./audit-log.ts";
import { limitOf, pageOf, queryName, startAfter } from "./pages.ts";
import type { JobChange, JobRecord, JobState, JobStore } from "./pull-store.ts";
import { StoreError } from "./store-failures.ts";
import type { JobRow, StoreContext } from "./tables.ts";

/** States of a job that is not at its end. */
const unfinished: readonly JobState[] = ["queued", "waiting", "running"];

export function jobStore(context: StoreContext): JobStore {
  const { db } = context;
  return {
    enqueue: ({ deviceId, actor, schedule }) =>
      db.transaction().execute(async (trx) => {
        const active = await trx
          .selectFrom("jobs")
          .selectAll()
          .where("device_id", "=", deviceId)
          .where("state", "in", unfinished)
          .executeTakeFirst();
        if (active !== undefined) return { job: recordOf(active), joined: true };
        const device = await trx.selectFrom("devices").select("id").where("id", "=", deviceId).executeTakeFirst();
        if (device === undefined) throw new StoreError("not-found", `device ${deviceId}`);
        const row = newRow(context, deviceId, actor, schedule ?? null);
        await trx.insertInto("jobs").values(row).execute();
        // What the schedule does is told by the jobs themselves; the log tells what people ask for.
        if (schedule === undefined)
          await writeLog(context, trx, {
            actor,
            action: "pull.request",
            object: `job:${row.id}`,
            detail: { deviceId },
          });
        return { job: recordOf(row), joined: false };
      }),
    async change(id, change) {
      const row = await db
        .updateTable("jobs")
        .set(columnsOf(change))
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) throw new StoreError("not-found", `job ${id}`);
      return recordOf(row);
    },
    async get(id) {
      const row = await db.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async list(filter = {}, page = {}) {
      const name = queryName("jobs", filter);
      const [after] = startAfter(page, name, ["string"]) ?? [];
      let query = db
        .selectFrom("jobs")
        .selectAll()
        .orderBy("id", "desc")
        .limit(limitOf(page) + 1);
      if (filter.deviceId !== undefined) query = query.where("device_id", "=", filter.deviceId);
      if (filter.state !== undefined) query = query.where("state", "=", filter.state);
      if (after !== undefined) query = query.where("id", "<", String(after));
      return pageOf(await query.execute(), page, name, recordOf, ({ id }) => [id]);
    },
    interruptUnfinished: () =>
      db.transaction().execute(async (trx) => {
        const at = context.now();
        await trx
          .updateTable("pulls")
          .set({ state: "interrupted", ended_at: at })
          .where("state", "=", "running")
          .execute();
        const rows = await trx
          .updateTable("jobs")
          .set({ state: "interrupted", ended_at: at, next_attempt_at: null })
          .where("state", "in", unfinished)
          .returningAll()
          .execute();
        return rows.map((row) => recordOf(row));
      }),
  };
}

function newRow(context: StoreContext, deviceId: string, actor: string, schedule: string | null): JobRow {
  return {
    id: context.newId(),
    kind: "pull",
    device_id: deviceId,
    state: "queued",
    actor,
    schedule,
    created_at: context.now(),
    started_at: null,
    ended_at: null,
    attempts: 0,
    next_attempt_at: null,
    failure: null,
    detail: null,
    pull_id: null,
    audit_id: null,
  };
}

const columns = {
  state: "state",
  startedAt: "started_at",
  endedAt: "ended_at",
  attempts: "attempts",
  nextAttemptAt: "next_attempt_at",
  failure: "failure",
  detail: "detail",
  pullId: "pull_id",
  auditId: "audit_id",
} as const satisfies Readonly<Record<keyof JobChange, keyof JobRow>>;

function columnsOf(change: JobChange): Partial<JobRow> {
  const set: Partial<JobRow> = {};
  for (const [field, column] of Object.entries(columns)) {
    const value: unknown = Reflect.get(change, field);
    if (value !== undefined) Reflect.set(set, column, value);
  }
  return set;
}

function recordOf(row: JobRow): JobRecord {
  return {
    id: row.id,
    kind: row.kind,
    deviceId: row.device_id,
    state: row.state,
    actor: row.actor,
    schedule: row.schedule,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    failure: row.failure,
    detail: row.detail,
    pullId: row.pull_id,
    auditId: row.audit_id,
  };
}
