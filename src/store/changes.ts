import type { Db, StoreContext } from "./tables.ts";

/** The next number of the sequence that only grows; within a transaction, so that no follower can miss one. */
export async function nextChange(db: Db): Promise<number> {
  const { value } = await db
    .updateTable("counters")
    .set(({ eb }) => ({ value: eb("value", "+", 1) }))
    .where("name", "=", "change")
    .returning("value")
    .executeTakeFirstOrThrow();
  return value;
}

/** Tells followers that a device's findings changed with it: retired, or back again. */
export async function touchFindings(context: StoreContext, db: Db, deviceId: string): Promise<void> {
  const rows = await db.selectFrom("findings").select(["id", "version"]).where("device_id", "=", deviceId).execute();
  for (const { id, version } of rows) {
    const set = { change: await nextChange(db), changed_at: context.now(), version: version + 1 };
    await db.updateTable("findings").set(set).where("id", "=", id).execute();
  }
}
