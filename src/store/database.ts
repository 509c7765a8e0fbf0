import Sqlite from "better-sqlite3";
import { Kysely, SqliteAdapter, SqliteDialect, type DialectAdapter, type SqliteStatement } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { first } from "./migrations/0001-first.ts";
import { StoreError, type StoreFailure } from "./store-failures.ts";
import type { Tables } from "./tables.ts";

/** In order; a name once released is never changed. */
const migrations: Readonly<Record<string, Migration>> = { "0001-first": first };

// "RDBT": tells our file from another program's.
const applicationId = 0x52444254;

/** SQLite changes tables within transactions; Kysely leaves that out by default, and a crash would leave half a migration. */
class Adapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class Dialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new Adapter();
  }
}

/** Opens the database file, brings its tables up to date, and answers Kysely on it. Throws StoreError. */
export async function openDatabase(path: string): Promise<Kysely<Tables>> {
  const sqlite = inWords(() => new Sqlite(path, { timeout: 2000 }));
  try {
    inWords(() => prepareFile(sqlite));
    const db = new Kysely<Tables>({ dialect: new Dialect({ database: wrap(sqlite) }) });
    await migrate(db);
    return db;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function prepareFile(sqlite: Sqlite.Database): void {
  const id = sqlite.pragma("application_id", { simple: true });
  const tables = sqlite.prepare("select count(*) from sqlite_schema").pluck().get();
  if (id !== applicationId && tables !== 0) throw new StoreError("not-a-store");
  sqlite.pragma("journal_mode = WAL");
  // A committed change survives a power cut too; pulls are rare enough to pay for it.
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  sqlite.pragma(`application_id = ${applicationId}`);
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.some(({ name }) => name === "kysely_migration")) {
    const done = await db
      .withTables<{ kysely_migration: { name: string } }>()
      .selectFrom("kysely_migration")
      .select("name")
      .execute();
    const newer = done.find(({ name }) => !(name in migrations));
    if (newer !== undefined) throw new StoreError("newer-schema", newer.name);
  }
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** The database as Kysely uses it: statements kept prepared, errors in words. */
function wrap(sqlite: Sqlite.Database): { prepare(text: string): SqliteStatement; close(): void } {
  const prepared = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      // SQLite rolls back by itself when the disk is full; a second rollback would hide the reason.
      if (text === "rollback" && !sqlite.inTransaction) return nothing;
      const known = prepared.get(text);
      if (known !== undefined) return known;
      const statement = worded(inWords(() => sqlite.prepare(text)));
      if (prepared.size >= 200) prepared.clear();
      prepared.set(text, statement);
      return statement;
    },
    close: () => sqlite.close(),
  };
}

const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

function worded(statement: Sqlite.Statement): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => inWords(() => statement.all(...parameters)),
    run: (parameters) => inWords(() => statement.run(...parameters)),
    iterate: (parameters) => inWords(() => statement.iterate(...parameters)),
  };
}

const failuresByCode: readonly (readonly [prefix: string, failure: StoreFailure])[] = [
  ["SQLITE_FULL", "disk-full"],
  ["SQLITE_READONLY", "read-only"],
  ["SQLITE_CANTOPEN", "folder-unusable"],
  ["SQLITE_PERM", "folder-unusable"],
  ["SQLITE_CORRUPT", "damaged"],
  ["SQLITE_NOTADB", "not-a-store"],
  ["SQLITE_IOERR", "disk-error"],
  ["SQLITE_BUSY", "locked"],
];

function inWords<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) {
      const failure = failuresByCode.find(([prefix]) => error.code.startsWith(prefix))?.[1];
      if (failure !== undefined) throw new StoreError(failure, error.code, error);
    }
    if (error instanceof TypeError && error.message.includes("connection is not open"))
      throw new StoreError("closed", "", error);
    throw error;
  }
}
