import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { RawConfig } from "../collect/pull.ts";
import { limitOf, pageOf, queryName, startAfter } from "./pages.ts";
import type { ConfigStore, ConfigVersion } from "./pull-store.ts";
import type { ConfigRow, Db, StoreContext } from "./tables.ts";

// Well above any configuration; what is stored came from us, so this only bounds damage.
const greatestText = 1024 * 1024 * 1024;

export function configStore(context: StoreContext): ConfigStore {
  const { db } = context;
  const rawText = async (id: string): Promise<string | null> => {
    const row = await db
      .selectFrom("config_versions")
      .innerJoin("config_texts", "config_texts.hash", "config_versions.hash")
      .select(["config_texts.hash", "config_texts.sealed"])
      .where("config_versions.id", "=", id)
      .executeTakeFirst();
    return row === undefined ? null : openText(context, row.sealed, `config:${row.hash}`);
  };
  return {
    rawText,
    async get(id) {
      const row = await db.selectFrom("config_versions").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async latest(deviceId) {
      const row = await latestRow(db, deviceId);
      return row === undefined ? null : recordOf(row);
    },
    async list(deviceId, page = {}) {
      const name = queryName("configs", { deviceId });
      const [after] = startAfter(page, name, ["number"]) ?? [];
      let query = db.selectFrom("config_versions").selectAll().where("device_id", "=", deviceId);
      if (after !== undefined) query = query.where("number", "<", Number(after));
      const rows = await query
        .orderBy("number", "desc")
        .limit(limitOf(page) + 1)
        .execute();
      return pageOf(rows, page, name, recordOf, ({ number }) => [number]);
    },
    async storedText(comparable) {
      const hash = context.ring.hash("config-text", comparable);
      const row = await db.selectFrom("config_texts").select("sealed").where("hash", "=", hash).executeTakeFirst();
      return row === undefined ? null : openText(context, row.sealed, `config:${hash}`);
    },
  };
}

/** Keeps a pulled configuration: a new version, or the newest one seen again. The text is stored once per content hash. */
export async function keepConfig(
  context: StoreContext,
  db: Db,
  deviceId: string,
  config: RawConfig,
): Promise<{ readonly version: ConfigVersion; readonly changed: boolean }> {
  const at = context.now();
  const { text, comparable, os, profile } = config;
  const hash = context.ring.hash("config-text", comparable);
  const latest = await latestRow(db, deviceId);
  if (latest?.hash === hash && latest.os === os && latest.profile === profile) {
    await db.updateTable("config_versions").set({ last_seen_at: at }).where("id", "=", latest.id).execute();
    return { version: recordOf({ ...latest, last_seen_at: at }), changed: false };
  }
  const stored = await db.selectFrom("config_texts").select("hash").where("hash", "=", hash).executeTakeFirst();
  if (stored === undefined)
    await db
      .insertInto("config_texts")
      .values({ hash, sealed: sealText(context, text, `config:${hash}`) })
      .execute();
  const row: ConfigRow = {
    id: context.newId(),
    device_id: deviceId,
    number: (latest?.number ?? 0) + 1,
    hash,
    os,
    profile,
    bytes: Buffer.byteLength(text),
    lines: countLines(text),
    first_seen_at: at,
    last_seen_at: at,
  };
  await db.insertInto("config_versions").values(row).execute();
  return { version: recordOf(row), changed: true };
}

/** Compresses and seals; `place` names the row that it belongs to. */
export function sealText(context: StoreContext, text: string, place: string): Buffer {
  const plain = Buffer.from(text, "utf8");
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  return context.ring.seal("configs", brotliCompressSync(plain, { params }), place);
}

/** Throws SecretError when the value is not what was sealed at this place. */
export function openText(context: StoreContext, sealed: Uint8Array, place: string): string {
  const packed = context.ring.open("configs", sealed, place);
  return brotliDecompressSync(packed, { maxOutputLength: greatestText }).toString("utf8");
}

function latestRow(db: Db, deviceId: string): Promise<ConfigRow | undefined> {
  return db
    .selectFrom("config_versions")
    .selectAll()
    .where("device_id", "=", deviceId)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}

function countLines(text: string): number {
  let count = text === "" || text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function recordOf(row: ConfigRow): ConfigVersion {
  return {
    id: row.id,
    deviceId: row.device_id,
    number: row.number,
    hash: row.hash,
    os: row.os,
    profile: row.profile,
    bytes: row.bytes,
    lines: row.lines,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  };
}
