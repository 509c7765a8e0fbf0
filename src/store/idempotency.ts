import { createHash } from "node:crypto";
import { openText, sealText } from "./configs.ts";
import type { IdempotencyStore, StoredResponse } from "./change-log.ts";
import { fromJson, type Db, type StoreContext } from "./tables.ts";

const lifetime = 24 * 60 * 60 * 1000;

export function idempotencyStore(context: StoreContext): IdempotencyStore {
  const { db } = context;
  return {
    begin: (key, actor, request) =>
      db.transaction().execute(async (trx) => {
        const at = context.now();
        const oldest = new Date(Date.parse(at) - lifetime).toISOString();
        await trx.deleteFrom("idempotency").where("created_at", "<", oldest).execute();
        const hash = createHash("sha256").update(request).digest("hex");
        const row = await trx
          .selectFrom("idempotency")
          .selectAll()
          .where("key", "=", key)
          .where("actor", "=", actor)
          .executeTakeFirst();
        if (row === undefined) {
          const fresh = { key, actor, request_hash: hash, sealed_response: null, created_at: at };
          await trx.insertInto("idempotency").values(fresh).execute();
          return { state: "new" } as const;
        }
        if (row.request_hash !== hash) return { state: "mismatch" } as const;
        if (row.sealed_response === null) return { state: "running" } as const;
        const response = fromJson<StoredResponse>(openText(context, row.sealed_response, placeOf(key, actor)));
        return { state: "done", response } as const;
      }),
    async finish(key, actor, response) {
      // Sealed, since an answer may hold a token that is shown once.
      const sealed = sealText(context, JSON.stringify(response), placeOf(key, actor));
      await db
        .updateTable("idempotency")
        .set({ sealed_response: sealed })
        .where("key", "=", key)
        .where("actor", "=", actor)
        .execute();
    },
    async drop(key, actor) {
      await db.deleteFrom("idempotency").where("key", "=", key).where("actor", "=", actor).execute();
    },
  };
}

/** Gives back the keys of requests that a crash cut off; nobody else works in the folder. */
export async function dropUnfinishedKeys(db: Db): Promise<void> {
  await db.deleteFrom("idempotency").where("sealed_response", "is", null).execute();
}

function placeOf(key: string, actor: string): string {
  return `idempotency:${JSON.stringify([actor, key])}`;
}
