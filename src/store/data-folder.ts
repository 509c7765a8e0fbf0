import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, statSync } from "node:fs";
import { StoreError } from "./store-failures.ts";

const ours = /^(redoubt\.sqlite(-wal|-shm|-journal)?|lock\.(sqlite(-journal)?|pid)|master\.key|credentials)$/;

/**
 * Makes the data folder (mode 0700), or checks that nobody else can look into it. A folder that holds nothing
 * but our own files is closed without asking; one with other content may serve others too, so that it is refused.
 */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const own = process.getuid?.();
    const { mode, uid } = statSync(folder);
    if (own === undefined || (mode & 0o077) === 0) return;
    if (uid !== own || readdirSync(folder).some((name) => !ours.test(name)))
      throw new StoreError("folder-exposed", folder);
    chmodSync(folder, 0o700);
  } catch (error) {
    throw error instanceof StoreError ? error : new StoreError("folder-unusable", `${folder}, ${codeOf(error)}`, error);
  }
}

/** Makes the file with mode 0600 where it is missing: SQLite gives its side files the mode of the first. */
export function prepareFile(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
    if (process.getuid !== undefined) chmodSync(path, 0o600);
  } catch (error) {
    throw new StoreError("folder-unusable", `${path}, ${codeOf(error)}`, error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
