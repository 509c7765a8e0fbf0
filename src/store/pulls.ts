import { limitOf, pageOf, queryName, startAfter } from "./pages.ts";
import type { PullRecord, PullStore } from "./pull-store.ts";
import { StoreError } from "./store-failures.ts";
import type { Db, PullRow, StoreContext } from "./tables.ts";

export function pullStore(context: StoreContext): PullStore {
  const { db } = context;
  return {
    async start(deviceId, jobId) {
      const row: PullRow = {
        id: context.newId(),
        device_id: deviceId,
        job_id: jobId,
        state: "running",
        started_at: context.now(),
        ended_at: null,
        failure: null,
        detail: null,
        host_key: null,
        config_id: null,
        audit_id: null,
      };
      await db.transaction().execute(async (trx) => {
        const device = await trx.selectFrom("devices").select("id").where("id", "=", deviceId).executeTakeFirst();
        if (device === undefined) throw new StoreError("not-found", `device ${deviceId}`);
        // A device has one pull at a time: an older one that never ended has nobody who works on it.
        await trx
          .updateTable("pulls")
          .set({ state: "interrupted", ended_at: row.started_at })
          .where("device_id", "=", deviceId)
          .where("state", "=", "running")
          .execute();
        await trx.insertInto("pulls").values(row).execute();
      });
      return pullRecordOf(row);
    },
    fail: (id, { failure, detail, hostKey }) =>
      db
        .transaction()
        .execute((trx) => endPull(context, trx, id, { state: "failed", failure, detail, host_key: hostKey })),
    async get(id) {
      const row = await db.selectFrom("pulls").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : pullRecordOf(row);
    },
    async list(filter = {}, page = {}) {
      const name = queryName("pulls", filter);
      const [after] = startAfter(page, name, ["string"]) ?? [];
      let query = db
        .selectFrom("pulls")
        .selectAll()
        .orderBy("id", "desc")
        .limit(limitOf(page) + 1);
      if (filter.deviceId !== undefined) query = query.where("device_id", "=", filter.deviceId);
      if (filter.state !== undefined) query = query.where("state", "=", filter.state);
      if (filter.jobId !== undefined) query = query.where("job_id", "=", filter.jobId);
      if (after !== undefined) query = query.where("id", "<", String(after));
      return pageOf(await query.execute(), page, name, pullRecordOf, ({ id }) => [id]);
    },
  };
}

/** Ends a running pull and makes it the device's newest. */
export async function endPull(
  context: StoreContext,
  db: Db,
  id: string,
  end: Pick<PullRow, "state"> & Partial<PullRow>,
): Promise<PullRecord> {
  const row = await db
    .updateTable("pulls")
    .set({ ...end, ended_at: context.now() })
    .where("id", "=", id)
    .where("state", "=", "running")
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new StoreError("not-found", `running pull ${id}`);
  await db
    .updateTable("devices")
    .set({ last_pull_id: id })
    .set(({ eb }) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", row.device_id)
    .execute();
  return pullRecordOf(row);
}

function pullRecordOf(row: PullRow): PullRecord {
  return {
    id: row.id,
    deviceId: row.device_id,
    jobId: row.job_id,
    state: row.state,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    failure: row.failure,
    detail: row.detail,
    hostKey: row.host_key,
    configId: row.config_id,
    auditId: row.audit_id,
  };
}
