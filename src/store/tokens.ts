import { randomBytes } from "node:crypto";
import { writeLog } from "./audit-log.ts";
import { limitOf, pageOf, queryName, startAfter } from "./pages.ts";
import type { TokenCheck, TokenRecord, TokenStore } from "./token-store.ts";
import { fromJson, type StoreContext, type TokenRow } from "./tables.ts";

// Tells our tokens from others in logs and secret scanners.
const mark = "rdt_";
const shownCharacters = mark.length + 6;
const millisecondsBetweenUses = 60_000;

export function tokenStore(context: StoreContext): TokenStore {
  const { db } = context;
  return {
    create: ({ name, scopes, expiresAt }, actor) =>
      db.transaction().execute(async (trx) => {
        const plain = mark + randomBytes(32).toString("base64url");
        const row: TokenRow = {
          id: context.newId(),
          name,
          prefix: plain.slice(0, shownCharacters),
          hash: context.ring.hash("token", plain),
          scopes: JSON.stringify(scopes),
          created_at: context.now(),
          expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
          last_used_at: null,
          revoked_at: null,
        };
        await trx.insertInto("tokens").values(row).execute();
        const detail = { name, scopes, expiresAt: row.expires_at };
        await writeLog(context, trx, { actor, action: "token.create", object: `token:${row.id}`, detail });
        return { token: recordOf(row), plain };
      }),
    check: (plain) => checkToken(context, plain),
    async get(id) {
      const row = await db.selectFrom("tokens").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async list(page = {}) {
      const name = queryName("tokens", {});
      const [after] = startAfter(page, name, ["string"]) ?? [];
      let query = db
        .selectFrom("tokens")
        .selectAll()
        .orderBy("id", "desc")
        .limit(limitOf(page) + 1);
      if (after !== undefined) query = query.where("id", "<", String(after));
      return pageOf(await query.execute(), page, name, recordOf, ({ id }) => [id]);
    },
    revoke: (id, actor) =>
      db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable("tokens")
          .set({ revoked_at: context.now() })
          .where("id", "=", id)
          .where("revoked_at", "is", null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await writeLog(context, trx, { actor, action: "token.revoke", object: `token:${id}`, detail: {} });
        return true;
      }),
  };
}

/** The lookup is by keyed hash, so that its timing says nothing of a stored token. */
async function checkToken({ db, ring, now }: StoreContext, plain: string): Promise<TokenCheck> {
  const hash = ring.hash("token", plain);
  const row = await db.selectFrom("tokens").selectAll().where("hash", "=", hash).executeTakeFirst();
  if (row === undefined) return { ok: false, reason: "unknown" };
  if (row.revoked_at !== null) return { ok: false, reason: "revoked" };
  const at = now();
  if (row.expires_at !== null && row.expires_at <= at) return { ok: false, reason: "expired" };
  // A write on every request would cost more than the request.
  const used = row.last_used_at;
  if (used === null || Date.parse(at) - Date.parse(used) >= millisecondsBetweenUses)
    await db.updateTable("tokens").set({ last_used_at: at }).where("id", "=", row.id).execute();
  return { ok: true, token: recordOf(row) };
}

function recordOf(row: TokenRow): TokenRecord {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: fromJson<readonly string[]>(row.scopes),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
