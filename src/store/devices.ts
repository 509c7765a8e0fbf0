import { writeLog } from "./audit-log.ts";
import { touchFindings } from "./changes.ts";
import { limitOf, pageOf, queryName, startAfter } from "./pages.ts";
import type { DeviceEntry, DeviceRecord, DeviceStore, SyncResult } from "./device-store.ts";
import { StoreError } from "./store-failures.ts";
import { fromJson, type Db, type DeviceRow, type StoreContext } from "./tables.ts";

type DeviceSelected = Omit<DeviceRow, "version"> & { version: number };

export function deviceStore(context: StoreContext): DeviceStore {
  const { db } = context;
  const one = async (column: "id" | "name", value: string): Promise<DeviceRecord | null> => {
    const row = await db.selectFrom("devices").selectAll().where(column, "=", value).executeTakeFirst();
    return row === undefined ? null : recordOf(row);
  };
  return {
    sync: (entries, actor) => db.transaction().execute((trx) => syncDevices(context, trx, entries, actor)),
    get: (id) => one("id", id),
    byName: (name) => one("name", name),
    async list(filter = {}, page = {}) {
      const name = queryName("devices", filter);
      const [after] = startAfter(page, name, ["string"]) ?? [];
      const { retired = false } = filter;
      let query = db
        .selectFrom("devices")
        .selectAll()
        .orderBy("name")
        .limit(limitOf(page) + 1);
      if (filter.site !== undefined) query = query.where("site", "=", filter.site);
      if (filter.os !== undefined) query = query.where("os", "=", filter.os);
      if (filter.name !== undefined) query = query.where("name", "=", filter.name);
      if (retired !== "any") query = query.where("retired_at", retired ? "is not" : "is", null);
      if (after !== undefined) query = query.where("name", ">", String(after));
      return pageOf(await query.execute(), page, name, recordOf, (row) => [row.name]);
    },
    async hold(id, { failure, credentialsHash }) {
      const at = context.now();
      const { numUpdatedRows } = await db
        .updateTable("devices")
        .set({ hold_failure: failure, hold_since: at, hold_hash: credentialsHash })
        .set(({ eb }) => ({ updated_at: at, version: eb("version", "+", 1) }))
        .where("id", "=", id)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new StoreError("not-found", `device ${id}`);
    },
    release: (id, actor) =>
      db.transaction().execute(async (trx) => {
        const row = await trx
          .updateTable("devices")
          .set({ ...noHold, updated_at: context.now() })
          .set(({ eb }) => ({ version: eb("version", "+", 1) }))
          .where("id", "=", id)
          .where("hold_failure", "is not", null)
          .returning("name")
          .executeTakeFirst();
        if (row === undefined) return false;
        await writeLog(context, trx, { actor, action: "device.release", object: `device:${row.name}`, detail: {} });
        return true;
      }),
  };
}

const noHold = { hold_failure: null, hold_since: null, hold_hash: null };

async function syncDevices(
  context: StoreContext,
  db: Db,
  entries: readonly DeviceEntry[],
  actor: string,
): Promise<SyncResult> {
  const at = context.now();
  const known = new Map((await db.selectFrom("devices").selectAll().execute()).map((row) => [row.name, row]));
  const result = { added: [] as string[], changed: [] as string[], restored: [] as string[], retired: [] as string[] };
  for (const entry of entries) {
    const row = known.get(entry.name);
    known.delete(entry.name);
    const columns = columnsOf(entry);
    if (row === undefined) {
      await db
        .insertInto("devices")
        .values({ ...newRow(context.newId(), at), ...columns })
        .execute();
      result.added.push(entry.name);
      continue;
    }
    const changed = Object.entries(columns).some(([column, value]) => Reflect.get(row, column) !== value);
    if (!changed && row.retired_at === null) continue;
    (row.retired_at === null ? result.changed : result.restored).push(entry.name);
    await db
      .updateTable("devices")
      .set({ ...columns, ...noHold, retired_at: null, updated_at: at, version: row.version + 1 })
      .where("id", "=", row.id)
      .execute();
    if (row.retired_at !== null || row.site !== columns.site) await touchFindings(context, db, row.id);
  }
  for (const row of known.values()) {
    if (row.retired_at !== null) continue;
    result.retired.push(row.name);
    await db
      .updateTable("devices")
      .set({ ...noHold, retired_at: at, updated_at: at, version: row.version + 1 })
      .where("id", "=", row.id)
      .execute();
    await touchFindings(context, db, row.id);
  }
  if (Object.values(result).some((names) => names.length > 0))
    await writeLog(context, db, { actor, action: "device.sync", object: "devices", detail: result });
  return result;
}

function columnsOf(
  entry: DeviceEntry,
): Pick<DeviceRow, "name" | "host" | "port" | "profile" | "site" | "credentials" | "legacy_algorithms" | "timeouts"> {
  const { name, host, port, profile, site, credentials, legacyAlgorithms, timeouts } = entry;
  const sorted = Object.entries(timeouts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    name,
    host,
    port,
    profile,
    site,
    credentials,
    legacy_algorithms: legacyAlgorithms ? 1 : 0,
    timeouts: JSON.stringify(Object.fromEntries(sorted)),
  };
}

function newRow(id: string, at: string): Omit<DeviceSelected, keyof ReturnType<typeof columnsOf> | "version"> {
  return {
    id,
    os: null,
    os_version: null,
    hostname: null,
    model: null,
    serial: null,
    ...noHold,
    last_pull_id: null,
    last_config_id: null,
    last_audit_id: null,
    last_success_at: null,
    created_at: at,
    updated_at: at,
    retired_at: null,
  };
}

function recordOf(row: DeviceSelected): DeviceRecord {
  const { hold_failure: failure, hold_since: since, hold_hash: hash } = row;
  return {
    id: row.id,
    name: row.name,
    host: row.host,
    port: row.port,
    profile: row.profile,
    site: row.site,
    credentials: row.credentials,
    legacyAlgorithms: row.legacy_algorithms === 1,
    timeouts: fromJson<DeviceRecord["timeouts"]>(row.timeouts),
    os: row.os,
    osVersion: row.os_version,
    hostname: row.hostname,
    model: row.model,
    serial: row.serial,
    hold: failure === null || since === null || hash === null ? null : { failure, since, credentialsHash: hash },
    lastPullId: row.last_pull_id,
    lastConfigId: row.last_config_id,
    lastAuditId: row.last_audit_id,
    lastSuccessAt: row.last_success_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    retiredAt: row.retired_at,
    version: row.version,
  };
}
