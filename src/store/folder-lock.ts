import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { StoreError } from "./store-failures.ts";

export interface FolderLock {
  release(): void;
}

/**
 * Takes the data folder for this process, or throws StoreError "locked" with the holder's process id.
 * The lock is SQLite's own on a database of its own, held in an open transaction: the operating system
 * frees it when the process ends in whatever way, so that no stale lock can stay behind.
 */
export function lockFolder(folder: string): FolderLock {
  const holder = join(folder, "lock.pid");
  const database = new Sqlite(join(folder, "lock.sqlite"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) throw new StoreError("locked", `process ${readHolder(holder)}, ${folder}`);
    throw error;
  }
  // The file only names the holder; whether the folder is free is asked of the lock alone.
  writeFileSync(holder, `${process.pid}\n`, { mode: 0o600 });
  return { release: () => database.close() };
}

function readHolder(path: string): string {
  try {
    const text = readFileSync(path, "utf8").trim();
    return /^\d{1,10}$/.test(text) ? text : "unknown";
  } catch {
    return "unknown";
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY");
}
