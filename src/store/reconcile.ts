import { createHash } from "node:crypto";
import { severities } from "../model/verdict.ts";
import { nextChange } from "./changes.ts";
import type { Decided, FindingInput, ReconcileResult } from "./finding-store.ts";
import { StoreError } from "./store-failures.ts";
import type { Db, FindingRow, StoreContext } from "./tables.ts";

type Stored = Omit<FindingRow, "version"> & { version: number };

/**
 * Brings a device's findings in line with an audit; call it within a transaction. New → open, seen → last seen,
 * gone and decided → resolved, gone and not decided → kept as it is with the time since when nobody knows,
 * back again → reopened under the same id with ticket, owner and note.
 */
export async function reconcile(
  context: StoreContext,
  db: Db,
  deviceId: string,
  auditId: string | null,
  findings: readonly FindingInput[],
  { decided, rules }: { readonly decided: Decided; readonly rules?: readonly string[] },
): Promise<ReconcileResult> {
  const device = await db.selectFrom("devices").select("id").where("id", "=", deviceId).executeTakeFirst();
  if (device === undefined) throw new StoreError("not-found", `device ${deviceId}`);
  const at = context.now();
  const rows = await db.selectFrom("findings").selectAll().where("device_id", "=", deviceId).execute();
  const stored = new Map(rows.map((row) => [row.fingerprint, row]));
  const result: { [K in keyof ReconcileResult]: string[] } = {
    opened: [],
    reopened: [],
    resolved: [],
    seen: [],
    undecided: [],
  };
  for (const finding of new Map(findings.map((each) => [each.id, each])).values()) {
    const row = stored.get(finding.id);
    stored.delete(finding.id);
    if (row === undefined) result.opened.push(await open(db, deviceId, auditId, finding, at));
    else ((await see(db, row, auditId, finding, at)) ? result.reopened : result.seen).push(row.id);
  }
  for (const row of stored.values()) {
    if (row.status === "resolved" || rules?.includes(row.rule) === false) continue;
    if (decided({ id: row.fingerprint, rule: row.rule, subject: row.subject })) {
      await resolve(db, row, at);
      result.resolved.push(row.id);
    } else {
      if (row.undecided_since === null)
        await db
          .updateTable("findings")
          .set({ undecided_since: at, version: row.version + 1 })
          .where("id", "=", row.id)
          .execute();
      result.undecided.push(row.id);
    }
  }
  return result;
}

async function open(
  db: Db,
  deviceId: string,
  auditId: string | null,
  finding: FindingInput,
  at: string,
): Promise<string> {
  const id = await freeId(db, deviceId, finding.id);
  await db
    .insertInto("findings")
    .values({
      ...columnsOf(finding),
      id,
      device_id: deviceId,
      fingerprint: finding.id,
      status: "open",
      first_seen_at: at,
      last_seen_at: at,
      resolved_at: null,
      reopened_at: null,
      undecided_since: null,
      changed_at: at,
      change: await nextChange(db),
      audit_id: auditId,
      owner: null,
      ticket: null,
      note: null,
    })
    .execute();
  return id;
}

/** The finding's own id; two devices that claim the same one must not share a row. */
async function freeId(db: Db, deviceId: string, id: string): Promise<string> {
  const taken = await db.selectFrom("findings").select("id").where("id", "=", id).executeTakeFirst();
  if (taken === undefined) return id;
  return `${id}-${createHash("sha256").update(deviceId).digest("hex").slice(0, 8)}`;
}

/** True when it had been resolved and is back. */
async function see(db: Db, row: Stored, auditId: string | null, finding: FindingInput, at: string): Promise<boolean> {
  const columns = columnsOf(finding);
  const back = row.status === "resolved";
  const worded = (["rule", "area", "severity", "title", "message", "subject"] as const).some(
    (column) => columns[column] !== row[column],
  );
  const mark = back || worded ? { changed_at: at, change: await nextChange(db) } : {};
  await db
    .updateTable("findings")
    .set({
      ...columns,
      ...mark,
      version: row.version + 1,
      last_seen_at: at,
      undecided_since: null,
      audit_id: auditId ?? row.audit_id,
    })
    .set(back ? { status: "reopened", reopened_at: at, resolved_at: null } : {})
    .where("id", "=", row.id)
    .execute();
  return back;
}

async function resolve(db: Db, row: Stored, at: string): Promise<void> {
  const mark = { changed_at: at, change: await nextChange(db), version: row.version + 1 };
  await db
    .updateTable("findings")
    .set({ ...mark, status: "resolved", resolved_at: at, undecided_since: null })
    .where("id", "=", row.id)
    .execute();
}

function columnsOf(
  finding: FindingInput,
): Pick<
  FindingRow,
  | "rule"
  | "area"
  | "severity"
  | "severity_rank"
  | "title"
  | "message"
  | "subject"
  | "lines"
  | "xml_path"
  | "default_value"
  | "refs"
> {
  return {
    rule: finding.rule,
    area: finding.area,
    severity: finding.severity,
    severity_rank: severities.indexOf(finding.severity),
    title: finding.title,
    message: finding.message,
    subject: finding.subject,
    lines: JSON.stringify(finding.lines),
    xml_path: finding.xmlPath,
    default_value: finding.default,
    refs: JSON.stringify(finding.references),
  };
}
