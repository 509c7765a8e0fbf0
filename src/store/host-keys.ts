import { writeLog } from "./audit-log.ts";
import type { HostKeyStore } from "./device-store.ts";
import { StoreError } from "./store-failures.ts";
import type { StoreContext } from "./tables.ts";

export function hostKeyStore(context: StoreContext): HostKeyStore {
  const { db } = context;
  const rowOf = (device: string) =>
    db.selectFrom("host_keys").selectAll().where("device", "=", device).executeTakeFirst();
  return {
    async get(device) {
      const row = await rowOf(device);
      return row === undefined ? null : { device, fingerprint: row.fingerprint, pinnedAt: row.pinned_at };
    },
    async pinned(device) {
      return (await rowOf(device))?.fingerprint ?? null;
    },
    pin: (device, fingerprint) =>
      db.transaction().execute(async (trx) => {
        const row = { device, fingerprint, pinned_at: context.now() };
        await trx
          .insertInto("host_keys")
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const { fingerprint: kept } = await trx
          .selectFrom("host_keys")
          .select("fingerprint")
          .where("device", "=", device)
          .executeTakeFirstOrThrow();
        if (kept !== fingerprint) throw new StoreError("host-key-pinned", device);
      }),
    forget: (device, actor) =>
      db.transaction().execute(async (trx) => {
        const row = await trx.deleteFrom("host_keys").where("device", "=", device).returningAll().executeTakeFirst();
        if (row === undefined) return false;
        const detail = { fingerprint: row.fingerprint };
        await writeLog(context, trx, { actor, action: "host-key.forget", object: `device:${device}`, detail });
        return true;
      }),
  };
}
