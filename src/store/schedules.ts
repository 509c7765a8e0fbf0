import { writeLog } from "./audit-log.ts";
import { limitOf, pageOf, queryName, startAfter } from "./pages.ts";
import type { ScheduleEntry, ScheduleRecord, ScheduleStore } from "./schedule-store.ts";
import { StoreError } from "./store-failures.ts";
import { fromJson, type Db, type ScheduleRow, type StoreContext } from "./tables.ts";

type ScheduleSelected = Omit<ScheduleRow, "version"> & { version: number };

export function scheduleStore(context: StoreContext): ScheduleStore {
  const { db } = context;
  return {
    sync: (entries, actor) => db.transaction().execute((trx) => syncSchedules(context, trx, entries, actor)),
    async get(idOrName) {
      const row = await db
        .selectFrom("schedules")
        .selectAll()
        .where((each) => each.or([each("id", "=", idOrName), each("name", "=", idOrName)]))
        .executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async list(page = {}) {
      const name = queryName("schedules", {});
      const [after] = startAfter(page, name, ["string"]) ?? [];
      let query = db
        .selectFrom("schedules")
        .selectAll()
        .orderBy("name")
        .limit(limitOf(page) + 1);
      if (after !== undefined) query = query.where("name", ">", String(after));
      return pageOf(await query.execute(), page, name, recordOf, (row) => [row.name]);
    },
    async ran(name, at, next) {
      const { numUpdatedRows } = await db
        .updateTable("schedules")
        .set({ next_run_at: next, ...(at === null ? {} : { last_run_at: at }) })
        .set(({ eb }) => ({ version: eb("version", "+", 1) }))
        .where("name", "=", name)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new StoreError("not-found", `schedule ${name}`);
    },
  };
}

async function syncSchedules(
  context: StoreContext,
  db: Db,
  entries: readonly ScheduleEntry[],
  actor: string,
): Promise<void> {
  const known = new Map((await db.selectFrom("schedules").selectAll().execute()).map((row) => [row.name, row]));
  const touched: string[] = [];
  for (const { name, cron, timezone, devices, sites } of entries) {
    const row = known.get(name);
    known.delete(name);
    const columns = { cron, timezone, devices: JSON.stringify(devices), sites: JSON.stringify(sites) };
    if (row === undefined) {
      const fresh = { id: context.newId(), name, ...columns, last_run_at: null, next_run_at: null };
      await db.insertInto("schedules").values(fresh).execute();
    } else if (Object.entries(columns).some(([column, value]) => Reflect.get(row, column) !== value)) {
      const set = { ...columns, next_run_at: null, version: row.version + 1 };
      await db.updateTable("schedules").set(set).where("id", "=", row.id).execute();
    } else continue;
    touched.push(name);
  }
  const removed = [...known.keys()];
  if (removed.length > 0) await db.deleteFrom("schedules").where("name", "in", removed).execute();
  if (touched.length + removed.length === 0) return;
  await writeLog(context, db, { actor, action: "schedule.sync", object: "schedules", detail: { touched, removed } });
}

function recordOf(row: ScheduleSelected): ScheduleRecord {
  return {
    id: row.id,
    name: row.name,
    cron: row.cron,
    timezone: row.timezone,
    devices: fromJson<ScheduleRecord["devices"]>(row.devices),
    sites: fromJson<ScheduleRecord["sites"]>(row.sites),
    lastRunAt: row.last_run_at,
    nextRunAt: row.next_run_at,
    version: row.version,
  };
}
