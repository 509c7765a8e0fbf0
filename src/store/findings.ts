import type { Severity } from "../model/verdict.ts";
import { writeLog } from "./audit-log.ts";
import { nextChange } from "./changes.ts";
import { limitOf, pageOf, queryName, startAfter, type Key } from "./pages.ts";
import { reconcile } from "./reconcile.ts";
import type {
  FindingFilter,
  FindingPage,
  FindingPatch,
  FindingRecord,
  FindingStore,
  FindingUpdate,
} from "./finding-store.ts";
import type { PageRequest } from "./records.ts";
import { fromJson, type Db, type FindingRow, type StoreContext } from "./tables.ts";

type FindingSelected = Omit<FindingRow, "version"> & {
  version: number;
  device: string;
  site: string | null;
  retired_at: string | null;
};

export function findingStore(context: StoreContext): FindingStore {
  const { db } = context;
  return {
    async get(id) {
      const row = await selectFindings(db).where("findings.id", "=", id).executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    list: (filter = {}, page = {}) => listFindings(db, filter, page),
    async count(filter = {}) {
      const status = filter.status ?? (["open", "acknowledged", "reopened"] as const);
      const rows = await filtered(db, { ...filter, status })
        .clearSelect()
        .select(["findings.severity", ({ fn }) => fn.countAll<number>().as("count")])
        .groupBy("findings.severity")
        .execute();
      const counts: Record<Severity, number> = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
      for (const { severity, count } of rows) counts[severity] = count;
      return counts;
    },
    update: (id, patch, by) => db.transaction().execute((trx) => updateFinding(context, trx, id, patch, by)),
    reconcile: (deviceId, auditId, findings, options) =>
      db.transaction().execute((trx) => reconcile(context, trx, deviceId, auditId, findings, options)),
  };
}

async function listFindings(db: Db, filter: FindingFilter, page: PageRequest): Promise<FindingPage> {
  const following = filter.changedAfter !== undefined || filter.changedSince !== undefined;
  const name = queryName("findings", filter);
  const rows = await (following ? byChange(db, filter, page, name) : bySeverity(db, filter, page, name));
  const keyOf = (row: FindingSelected): readonly Key[] => (following ? [row.change] : [row.severity_rank, row.id]);
  const result = pageOf(rows, page, name, recordOf, keyOf);
  const lastChange = Math.max(filter.changedAfter ?? 0, ...result.items.map(({ change }) => change));
  return { ...result, lastChange };
}

function byChange(db: Db, filter: FindingFilter, page: PageRequest, name: string): Promise<FindingSelected[]> {
  const [change] = startAfter(page, name, ["number"]) ?? [];
  const query = filtered(db, filter).orderBy("findings.change");
  const rest = change === undefined ? query : query.where("findings.change", ">", Number(change));
  return rest.limit(limitOf(page) + 1).execute();
}

function bySeverity(db: Db, filter: FindingFilter, page: PageRequest, name: string): Promise<FindingSelected[]> {
  const [rank, id] = startAfter(page, name, ["number", "string"]) ?? [];
  const query = filtered(db, filter).orderBy("findings.severity_rank", "desc").orderBy("findings.id");
  const rest =
    rank === undefined || id === undefined
      ? query
      : query.where((each) =>
          each.or([
            each("findings.severity_rank", "<", Number(rank)),
            each.and([each("findings.severity_rank", "=", Number(rank)), each("findings.id", ">", String(id))]),
          ]),
        );
  return rest.limit(limitOf(page) + 1).execute();
}

function selectFindings(db: Db) {
  return db
    .selectFrom("findings")
    .innerJoin("devices", "devices.id", "findings.device_id")
    .selectAll("findings")
    .select(["devices.name as device", "devices.site", "devices.retired_at"]);
}

function filtered(db: Db, filter: FindingFilter) {
  let query = selectFindings(db);
  if (filter.deviceId !== undefined) query = query.where("findings.device_id", "=", filter.deviceId);
  if (filter.device !== undefined) query = query.where("devices.name", "=", filter.device);
  if (filter.site !== undefined) query = query.where("devices.site", "=", filter.site);
  if (filter.severity !== undefined) query = query.where("findings.severity", "in", filter.severity);
  if (filter.status !== undefined) query = query.where("findings.status", "in", filter.status);
  if (filter.rule !== undefined) query = query.where("findings.rule", "in", filter.rule);
  if (filter.area !== undefined) query = query.where("findings.area", "in", filter.area);
  if (filter.ticket !== undefined) query = query.where("findings.ticket", "=", filter.ticket);
  if (filter.owner !== undefined) query = query.where("findings.owner", "=", filter.owner);
  if (filter.changedAfter !== undefined) query = query.where("findings.change", ">", filter.changedAfter);
  if (filter.changedSince !== undefined)
    query = query.where("findings.changed_at", ">=", new Date(filter.changedSince).toISOString());
  // A follower must hear of retired devices, or its tickets would stay open.
  const following = filter.changedAfter !== undefined || filter.changedSince !== undefined;
  return following || filter.retired === true ? query : query.where("devices.retired_at", "is", null);
}

async function updateFinding(
  context: StoreContext,
  db: Db,
  id: string,
  patch: FindingPatch,
  by: { readonly actor: string; readonly ifVersion?: number },
): Promise<FindingUpdate> {
  const row = await db.selectFrom("findings").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return { ok: false, failure: "not-found" };
  if (by.ifVersion !== undefined && by.ifVersion !== row.version) return { ok: false, failure: "version-conflict" };
  if (patch.status !== undefined && row.status === "resolved") return { ok: false, failure: "resolved" };
  // Taking an acknowledgement back gives the status it had: a finding that came back stays one that came back.
  const unacknowledged = row.reopened_at === null ? "open" : "reopened";
  const set = {
    status: patch.status === undefined ? row.status : patch.status === "open" ? unacknowledged : patch.status,
    owner: patch.owner === undefined ? row.owner : patch.owner,
    ticket: patch.ticket === undefined ? row.ticket : patch.ticket,
    note: patch.note === undefined ? row.note : patch.note,
  };
  const changed = Object.entries(set).filter(([field, value]) => Reflect.get(row, field) !== value);
  if (changed.length > 0) {
    const mark = { change: await nextChange(db), changed_at: context.now(), version: row.version + 1 };
    await db
      .updateTable("findings")
      .set({ ...set, ...mark })
      .where("id", "=", id)
      .execute();
    const detail = Object.fromEntries(changed);
    await writeLog(context, db, { actor: by.actor, action: "finding.update", object: `finding:${id}`, detail });
  }
  const finding = await selectFindings(db).where("findings.id", "=", id).executeTakeFirstOrThrow();
  return { ok: true, finding: recordOf(finding) };
}

function recordOf(row: FindingSelected): FindingRecord {
  return {
    id: row.id,
    deviceId: row.device_id,
    device: row.device,
    site: row.site,
    deviceRetired: row.retired_at !== null,
    rule: row.rule,
    area: row.area,
    severity: row.severity,
    title: row.title,
    message: row.message,
    subject: row.subject,
    lines: fromJson<FindingRecord["lines"]>(row.lines),
    xmlPath: row.xml_path,
    default: row.default_value,
    references: fromJson<FindingRecord["references"]>(row.refs),
    status: row.status,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    resolvedAt: row.resolved_at,
    reopenedAt: row.reopened_at,
    undecidedSince: row.undecided_since,
    changedAt: row.changed_at,
    change: row.change,
    auditId: row.audit_id,
    owner: row.owner,
    ticket: row.ticket,
    note: row.note,
    version: row.version,
  };
}
