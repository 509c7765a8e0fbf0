import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { KeyRing, masterKeyBytes } from "./key-ring.ts";
import { privateFileProblems, readPrivateFile } from "./private-file.ts";
import { SecretError } from "./secret-failures.ts";

export const keyFileName = "master.key";

export interface LoadedKey {
  readonly ring: KeyRing;
  /** "REDOUBT_KEY", or the path of the file. */
  readonly source: string;
  /** The key was made just now: tell the user to keep a copy apart from the data folder. */
  readonly created: boolean;
}

/**
 * The master key: of REDOUBT_KEY, of the file that REDOUBT_KEY_FILE names, or of `master.key` in the data
 * folder, which is made (mode 0600) when `create` is set and the folder holds no data yet.
 * Throws SecretError; its message names the place and never the key.
 */
export function loadMasterKey(options: {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly create: boolean;
}): LoadedKey {
  const { folder, env, create } = options;
  const value = env["REDOUBT_KEY"] ?? "";
  const named = env["REDOUBT_KEY_FILE"] ?? "";
  if (value !== "" && named !== "") throw new SecretError("key-ambiguous");
  if (value !== "") return { ring: ringOf(value, "REDOUBT_KEY"), source: "REDOUBT_KEY", created: false };
  if (named !== "") return { ring: readKeyFile(named), source: named, created: false };
  const path = join(folder, keyFileName);
  const created = create && !hasData(folder) && createKeyFile(folder, path);
  return { ring: readKeyFile(path), source: path, created };
}

function readKeyFile(path: string): KeyRing {
  const file = readPrivateFile(path, 4096);
  if (file.ok) return ringOf(file.text, path);
  if (file.problem === "exposed") throw new SecretError("key-exposed", path);
  if (file.problem === "owner") throw new SecretError("key-owner", path);
  throw new SecretError("key-missing", `${path}: ${privateFileProblems[file.problem]}`);
}

function ringOf(text: string, place: string): KeyRing {
  const key = keyBytes(text.trim());
  // A key of one repeated byte is a placeholder somebody forgot to replace.
  if (key === null || key.every((byte) => byte === key[0])) throw new SecretError("key-malformed", place);
  return new KeyRing(key);
}

function keyBytes(text: string): Buffer | null {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, "hex");
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null;
  const key = Buffer.from(text, "base64");
  return key.length === masterKeyBytes ? key : null;
}

/** A folder with data has a key already: a new one could open none of it. */
function hasData(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith(".sqlite") || name === "credentials");
  } catch {
    return false;
  }
}

function createKeyFile(folder: string, path: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
  try {
    writeSync(file, `${randomBytes(masterKeyBytes).toString("base64")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return true;
}
