import { limitOf, pageOf, queryName, startAfter } from "./pages.ts";
import type { AuditLog, LogEntry } from "./change-log.ts";
import { fromJson, type Db, type StoreContext } from "./tables.ts";

/** Writes an entry; `db` is the transaction of the change it tells of. */
export async function writeLog(context: StoreContext, db: Db, entry: Omit<LogEntry, "id" | "at">): Promise<void> {
  const { actor, action, object, detail } = entry;
  const row = { id: context.newId(), at: context.now(), actor, action, object, detail: JSON.stringify(detail) };
  await db.insertInto("audit_log").values(row).execute();
}

export function auditLog(context: StoreContext): AuditLog {
  const { db } = context;
  return {
    append: (entry) => writeLog(context, db, entry),
    async list(filter = {}, page = {}) {
      const name = queryName("log", filter);
      const [after] = startAfter(page, name, ["string"]) ?? [];
      let query = db
        .selectFrom("audit_log")
        .selectAll()
        .orderBy("id", "desc")
        .limit(limitOf(page) + 1);
      if (filter.object !== undefined) query = query.where("object", "=", filter.object);
      if (filter.actor !== undefined) query = query.where("actor", "=", filter.actor);
      if (after !== undefined) query = query.where("id", "<", String(after));
      return pageOf(
        await query.execute(),
        page,
        name,
        ({ detail, ...entry }) => ({ ...entry, detail: fromJson<LogEntry["detail"]>(detail) }),
        ({ id }) => [id],
      );
    },
  };
}
