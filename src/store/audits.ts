import { openText, sealText } from "./configs.ts";
import { limitOf, pageOf, queryName, startAfter } from "./pages.ts";
import type { AuditDetail, AuditInput, AuditRecord, AuditStore } from "./audit-store.ts";
import type { SeverityCounts } from "./records.ts";
import { fromJson, type AuditRow, type Db, type StoreContext } from "./tables.ts";

export function auditStore(context: StoreContext): AuditStore {
  const { db } = context;
  return {
    async get(id) {
      const row = await db.selectFrom("audits").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async latest(deviceId) {
      const query = db
        .selectFrom("audits")
        .selectAll()
        .where("device_id", "=", deviceId)
        .orderBy("id", "desc")
        .limit(1);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async list(filter = {}, page = {}) {
      const name = queryName("audits", filter);
      const [after] = startAfter(page, name, ["string"]) ?? [];
      let query = db
        .selectFrom("audits")
        .selectAll()
        .orderBy("id", "desc")
        .limit(limitOf(page) + 1);
      if (filter.deviceId !== undefined) query = query.where("device_id", "=", filter.deviceId);
      if (after !== undefined) query = query.where("id", "<", String(after));
      return pageOf(await query.execute(), page, name, recordOf, ({ id }) => [id]);
    },
    async detail(id) {
      const row = await db
        .selectFrom("audits")
        .innerJoin("audit_details", "audit_details.hash", "audits.detail_hash")
        .select(["audit_details.hash", "audit_details.sealed"])
        .where("audits.id", "=", id)
        .executeTakeFirst();
      return row === undefined ? null : fromJson<AuditDetail>(openText(context, row.sealed, `audit:${row.hash}`));
    },
  };
}

/**
 * Adds an audit. Verdicts and unread lines are sealed, since unread lines may hold any secret, and stored
 * once per content, so that audits of an unchanged configuration cost a row and no more.
 */
export async function addAudit(
  context: StoreContext,
  db: Db,
  deviceId: string,
  from: { readonly pullId: string | null; readonly configId: string | null },
  audit: AuditInput,
): Promise<AuditRecord> {
  const { verdicts, unread, problems } = audit;
  const row: AuditRow = {
    id: context.newId(),
    device_id: deviceId,
    pull_id: from.pullId,
    config_id: from.configId,
    at: context.now(),
    os: audit.os,
    os_version: audit.osVersion,
    hostname: audit.hostname,
    coverage: JSON.stringify(audit.coverage),
    counts: JSON.stringify(audit.counts),
    by_severity: JSON.stringify(countSeverities(audit.findings)),
    detail_hash: await keepDetail(context, db, JSON.stringify({ verdicts, unread, problems })),
  };
  await db.insertInto("audits").values(row).execute();
  return recordOf(row);
}

async function keepDetail(context: StoreContext, db: Db, detail: string): Promise<string> {
  const hash = context.ring.hash("audit-detail", detail);
  const stored = await db.selectFrom("audit_details").select("hash").where("hash", "=", hash).executeTakeFirst();
  if (stored !== undefined) return hash;
  const sealed = sealText(context, detail, `audit:${hash}`);
  await db.insertInto("audit_details").values({ hash, sealed }).execute();
  return hash;
}

function countSeverities(findings: AuditInput["findings"]): SeverityCounts {
  const counts = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

function recordOf(row: AuditRow): AuditRecord {
  return {
    id: row.id,
    deviceId: row.device_id,
    pullId: row.pull_id,
    configId: row.config_id,
    at: row.at,
    os: row.os,
    osVersion: row.os_version,
    hostname: row.hostname,
    coverage: fromJson<AuditRecord["coverage"]>(row.coverage),
    counts: fromJson<AuditRecord["counts"]>(row.counts),
    bySeverity: fromJson<SeverityCounts>(row.by_severity),
  };
}
