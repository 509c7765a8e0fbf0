import { addAudit } from "./audits.ts";
import { keepConfig } from "./configs.ts";
import { endPull } from "./pulls.ts";
import { reconcile } from "./reconcile.ts";
import type { PullCommit, PullCommitted } from "./store.ts";
import { StoreError } from "./store-failures.ts";
import type { StoreContext } from "./tables.ts";

/** Stores all that a pull gave, in one transaction: a crash or error anywhere leaves everything as it was. */
export function commitPull(context: StoreContext, commit: PullCommit): Promise<PullCommitted> {
  const { pullId, config, audit } = commit;
  return context.db.transaction().execute(async (db) => {
    const running = await db.selectFrom("pulls").select("device_id").where("id", "=", pullId).executeTakeFirst();
    if (running === undefined) throw new StoreError("not-found", `pull ${pullId}`);
    const deviceId = running.device_id;
    const { version, changed } = await keepConfig(context, db, deviceId, config);
    const record = await addAudit(context, db, deviceId, { pullId, configId: version.id }, audit);
    const findings = await reconcile(context, db, deviceId, record.id, audit.findings, commit);
    const pull = await endPull(context, db, pullId, {
      state: changed ? "stored" : "unchanged",
      host_key: commit.hostKey,
      config_id: version.id,
      audit_id: record.id,
    });
    const at = context.now();
    await db
      .updateTable("devices")
      .set({
        os: audit.os,
        os_version: audit.osVersion,
        hostname: audit.hostname,
        model: audit.model,
        serial: audit.serial,
        hold_failure: null,
        hold_since: null,
        hold_hash: null,
        last_config_id: version.id,
        last_audit_id: record.id,
        last_success_at: at,
        updated_at: at,
      })
      .set(({ eb }) => ({ version: eb("version", "+", 1) }))
      .where("id", "=", deviceId)
      .execute();
    return { pull, config: version, audit: record, findings };
  });
}
