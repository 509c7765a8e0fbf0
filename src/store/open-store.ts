import { join } from "node:path";
import { sql } from "kysely";
import type { KeyRing } from "../secrets/key-ring.ts";
import { auditLog } from "./audit-log.ts";
import { auditStore } from "./audits.ts";
import { commitPull } from "./commit-pull.ts";
import { configStore } from "./configs.ts";
import { prepareFile, prepareFolder } from "./data-folder.ts";
import { openDatabase } from "./database.ts";
import { deviceStore } from "./devices.ts";
import { findingStore } from "./findings.ts";
import { lockFolder } from "./folder-lock.ts";
import { hostKeyStore } from "./host-keys.ts";
import { dropUnfinishedKeys, idempotencyStore } from "./idempotency.ts";
import { jobStore } from "./jobs.ts";
import { pullStore } from "./pulls.ts";
import { scheduleStore } from "./schedules.ts";
import type { Store } from "./store.ts";
import { StoreError } from "./store-failures.ts";
import type { Db, StoreContext } from "./tables.ts";
import { tokenStore } from "./tokens.ts";
import { uuidSource } from "./uuid.ts";

/** Milliseconds since 1970, as Date.now gives them. */
export type Clock = () => number;

/**
 * Opens the data folder for this process alone, making it where it is missing. Throws StoreError: "locked",
 * "folder-exposed", "folder-unusable", "newer-schema", "not-a-store", "wrong-key", "damaged"…
 * `close` must be called; a process that dies leaves nothing behind that stands in the way of the next.
 */
export async function openStore(
  folder: string,
  ring: KeyRing,
  options: { readonly clock?: Clock } = {},
): Promise<Store> {
  const clock = options.clock ?? Date.now;
  prepareFolder(folder);
  prepareFile(join(folder, "lock.sqlite"));
  const lock = lockFolder(folder);
  try {
    const path = join(folder, "redoubt.sqlite");
    prepareFile(path);
    const db = await openDatabase(path);
    const context: StoreContext = { db, ring, now: () => new Date(clock()).toISOString(), newId: uuidSource(clock) };
    try {
      await checkKey(db, ring);
      await dropUnfinishedKeys(db);
    } catch (error) {
      await db.destroy();
      throw error;
    }
    return storeOn(context, async () => {
      await db.destroy();
      lock.release();
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

function storeOn(context: StoreContext, close: () => Promise<void>): Store {
  return {
    devices: deviceStore(context),
    hostKeys: hostKeyStore(context),
    configs: configStore(context),
    pulls: pullStore(context),
    jobs: jobStore(context),
    audits: auditStore(context),
    findings: findingStore(context),
    schedules: scheduleStore(context),
    tokens: tokenStore(context),
    log: auditLog(context),
    idempotency: idempotencyStore(context),
    commitPull: (commit) => commitPull(context, commit),
    async ping() {
      await sql`select 1`.execute(context.db);
    },
    close,
  };
}

/** The key is noted when the store is made, so that another one is refused before anything is sealed with it. */
async function checkKey(db: Db, ring: KeyRing): Promise<void> {
  const row = { name: "key-id", value: ring.keyId };
  await db
    .insertInto("meta")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await db.selectFrom("meta").select("value").where("name", "=", "key-id").executeTakeFirstOrThrow();
  if (value !== ring.keyId) throw new StoreError("wrong-key");
}
